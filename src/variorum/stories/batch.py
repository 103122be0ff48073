"""Which articles are about one event."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array

from variorum.language import load
from variorum.model.article import Article
from variorum.model.document import Document
from variorum.model.syntax import Vector
from variorum.stories import duplicates
from variorum.stories.agglomeration import Criterion, agglomerate, edges_of
from variorum.stories.similarity import Weights, graph, vectors
from variorum.stories.terms import OPENING_WORDS, Terms, content, opening, terms

CRITERION = Criterion(similarity=0.12, closeness=0.75)
"""When groups of an archive's articles are one story; see evaluation/clustering.py for how it was chosen."""

METHOD = "average linkage 2"
"""Changes whenever the same articles may give other stories, so that an archive forms them anew."""

Progress = Callable[[str, int, int], None]


def group(documents: Sequence[Document], threshold: float) -> list[list[int]]:
    """Indices of the documents of each event, largest event first, for a handful that somebody put together.

    An article that stands alone joins the event that it is nearest to, if only remotely: what is wrongly kept together
    shows as such in one comparison, what is wrongly split is never compared.

    Args:
        documents: Articles with their sentences; those without any (another language) join the largest event.
        threshold: Least similarity that keeps groups of articles in one event, 0 to 1; a third of it for single ones.
    """
    spoken = [number for number, document in enumerate(documents) if document.sentences]
    silent = [number for number, document in enumerate(documents) if not document.sentences]
    if len(spoken) < 2:
        return [list(range(len(documents)))] if documents else []
    articles = [documents[number].article for number in spoken]
    similar = _similarities(articles, embed(articles), Weights())
    criterion = dataclasses.replace(CRITERION, similarity=threshold)
    found = agglomerate(len(spoken), edges_of(similar, criterion.unknown), criterion)
    found = _without_strays(found, similar.toarray(), threshold / 3)
    stories = [[spoken[number] for number in members] for members in found]
    stories.sort(key=lambda members: (-len(members), members))
    stories[0] = sorted([*stories[0], *silent])
    return stories


def _without_strays(groups: list[list[int]], similar: NDArray[np.float64], least: float) -> list[list[int]]:
    """The groups, single articles having joined the group that they are nearest to on average."""
    events = [members for members in groups if len(members) > 1]
    alone = [members for members in groups if len(members) == 1]
    near = similar + similar.T
    joined = [list(members) for members in events]
    for (stray,) in alone:
        means = [float(near[stray, members].mean()) for members in events]
        if means and max(means) >= least:
            joined[int(np.argmax(means))].append(stray)
        else:
            joined.append([stray])
    return [sorted(members) for members in joined]


def embed(articles: Sequence[Article]) -> Vector:
    """The embedded openings of articles, [article, width]."""
    return load().embed([opening(article) for article in articles])


@lru_cache(maxsize=1)
def model() -> str:
    """A short name of what `embed` depends on; vectors of different names cannot be compared."""
    network = (resources.files("variorum.language") / "data" / "en.onnx").read_bytes()
    return hashlib.sha256(network + str(OPENING_WORDS).encode()).hexdigest()[:16]


def _similarities(articles: Sequence[Article], meaning: Vector, weights: Weights) -> coo_array:
    bags = [terms(content(article)) for article in articles]
    return graph(vectors(bags, meaning, [article.published for article in articles], weights))


def cluster(
    articles: Sequence[Article],
    meaning: Vector,
    criterion: Criterion | None = None,
    weights: Weights | None = None,
    progress: Progress = lambda what, done, total: None,
) -> list[list[int]]:
    """Indices of the articles of each story, in ascending order, the stories by their first article.

    Args:
        articles: In any order.
        meaning: Their embedded openings, as `embed` makes them.
        criterion: When two groups of articles are one story.
        weights: What the similarity is made of.
        progress: Told of each step as (what, how many done, how many in all).
    """
    if not articles:
        return []
    criterion = criterion or CRITERION
    signatures = []
    for done, article in enumerate(articles, start=1):
        signatures.append(duplicates.signature(content(article)))
        if done % 1_000 == 0:
            progress("looking for copies", done, len(articles))
    # Forty prints of one agency text are one voice in forming a story, and one article to compare.
    copies = duplicates.groups(signatures)
    leaders = [members[0] for members in copies]

    def bags() -> Iterator[Terms]:
        for done, number in enumerate(leaders, start=1):
            yield terms(content(articles[number]))
            if done % 1_000 == 0:
                progress("reading words", done, len(leaders))

    moments = [articles[number].published for number in leaders]
    found = vectors(bags(), np.ascontiguousarray(meaning[leaders]), moments, weights or Weights())
    similar = graph(found, lambda done, total: progress("finding neighbours", done, total))
    progress("forming stories", 0, 1)
    groups = agglomerate(len(leaders), edges_of(similar, criterion.unknown), criterion)
    progress("forming stories", 1, 1)
    return sorted(sorted(member for number in members for member in copies[number]) for members in groups)
