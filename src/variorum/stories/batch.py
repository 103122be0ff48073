"""Which articles are about one event: a whole collection at once."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from variorum.language import load
from variorum.model.article import Article
from variorum.model.document import Document
from variorum.model.syntax import Vector
from variorum.stories import candidates, duplicates
from variorum.stories.agglomeration import Criterion, agglomerate, edges
from variorum.stories.similarity import PRIOR_TEXTS, Integers, Rarity, Vectors, Weights, all_pairs, some_pairs, vectors
from variorum.stories.sketch import Sketch, sketch
from variorum.stories.terms import OPENING_WORDS, opening

CRITERION = Criterion(similarity=0.075, closeness=1.5)
"""When groups of an archive's articles are one story; see evaluation/clustering.py for how it was chosen."""

METHOD = "average linkage 4"
"""Changes whenever the same articles may give other stories, so that an archive forms them anew."""

ALL_PAIRS = 2_000
"""Number of articles up to which every pair is looked at."""

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
    # Where everything may be about one event, what all have in common tells something all the same.
    prior = max(PRIOR_TEXTS, 4 * len(spoken))
    similar = all_pairs(_vectors([sketch(article) for article in articles], embed(articles), Weights(), prior))
    criterion = dataclasses.replace(CRITERION, similarity=threshold)
    found = agglomerate(len(spoken), edges(similar, criterion.unknown), criterion)
    found = _without_strays(found, similar, threshold / 3)
    stories = [[spoken[number] for number in members] for members in found]
    stories.sort(key=lambda members: (-len(members), members))
    stories[0] = sorted([*stories[0], *silent])
    return stories


def _without_strays(groups: list[list[int]], similar: NDArray[np.float64], least: float) -> list[list[int]]:
    """The groups, single articles having joined the group that they are nearest to on average."""
    events = [members for members in groups if len(members) > 1]
    alone = [members for members in groups if len(members) == 1]
    joined = [list(members) for members in events]
    for (stray,) in alone:
        means = [float(similar[stray, members].mean()) for members in events]
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


def cluster(
    articles: Iterable[Article],
    meaning: Vector,
    criterion: Criterion | None = None,
    weights: Weights | None = None,
    progress: Progress = lambda what, done, total: None,
) -> list[list[int]]:
    """Indices of the articles of each story, in ascending order, the stories by their first article.

    Args:
        articles: In any order; each is looked at once and not kept.
        meaning: Their embedded openings, as `embed` makes them.
        criterion: When two groups of articles are one story.
        weights: What the similarity is made of.
        progress: Told of each step as (what, how many done, how many in all).
    """

    def told() -> Iterator[Sketch]:
        for done, article in enumerate(articles, start=1):
            yield sketch(article)
            if done % 1_000 == 0:
                progress("reading words", done, len(meaning))

    return cluster_sketches(list(told()), meaning, criterion, weights, progress)


def cluster_sketches(
    sketches: Sequence[Sketch],
    meaning: Vector,
    criterion: Criterion | None = None,
    weights: Weights | None = None,
    progress: Progress = lambda what, done, total: None,
) -> list[list[int]]:
    """The same from sketches that were made before."""
    if not sketches:
        return []
    progress("looking for copies", 0, 1)
    # Forty prints of one agency text are one voice in forming a story, and one article to compare.
    copies = duplicates.groups([article.signature for article in sketches])
    leaders = [members[0] for members in copies]
    found = _vectors([sketches[number] for number in leaders], meaning[leaders], weights or Weights())
    groups = split(found, criterion or CRITERION, progress)
    return sorted(sorted(member for number in members for member in copies[number]) for members in groups)


def _vectors(sketches: Sequence[Sketch], meaning: Vector, weights: Weights, prior: int = PRIOR_TEXTS) -> Vectors:
    rarity = Rarity(prior)
    for article in sketches:
        rarity.add(article.terms)
    return vectors(sketches, np.ascontiguousarray(meaning, np.float32), rarity, weights)


def split(found: Vectors, criterion: Criterion, progress: Progress = lambda what, done, total: None) -> list[list[int]]:
    """Groups of articles that are one story each, as indices.

    Every pair is looked at in a small collection. In a large one, candidate pairs are; groups are joined by their mean
    similarity, which is never above that of their most similar pair, so that the parts that are not connected by any
    pair similar enough are worked on one by one, each as a small collection if it is one.
    """
    if found.count <= ALL_PAIRS:
        return agglomerate(found.count, edges(all_pairs(found), criterion.unknown), criterion)
    rows, columns = candidates.pairs(found, lambda done, total: progress("finding neighbours", done, total))
    values = some_pairs(found, rows, columns)
    near = values >= criterion.similarity
    links = coo_array((values[near], (rows[near], columns[near])), (found.count, found.count))
    _, part_of = connected_components(links, directed=False)
    groups: list[list[int]] = []
    order = np.argsort(part_of, kind="stable")
    parts = np.split(order, np.flatnonzero(np.diff(part_of[order])) + 1)
    done = 0
    inner = part_of[rows] == part_of[columns]
    rows, columns, values = rows[inner], columns[inner], values[inner]
    by_part = np.argsort(part_of[rows], kind="stable")
    bounds = np.searchsorted(part_of[rows][by_part], np.arange(len(parts) + 1))
    for number, part in enumerate(parts):
        if len(part) <= ALL_PAIRS:
            within = split(found.some(part), criterion) if len(part) > 1 else [[0]]
        else:
            chosen = by_part[bounds[number] : bounds[number + 1]]
            within = agglomerate(len(part), _known(part, rows[chosen], columns[chosen], values[chosen]), criterion)
        groups.extend([int(part[member]) for member in members] for members in within)
        done += len(part)
        progress("forming stories", done, found.count)
    return groups


def _known(
    part: Integers, rows: Integers, columns: Integers, values: NDArray[np.float64]
) -> Iterator[tuple[int, int, float]]:
    """Edges between the articles of a part, numbered within it."""
    left, right = np.searchsorted(part, rows), np.searchsorted(part, columns)
    return zip(left.tolist(), right.tolist(), values.tolist(), strict=True)
