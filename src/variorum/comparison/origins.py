"""How many independent origins stand behind what several articles say. In doubt, one."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

import numpy as np
from scipy.cluster.hierarchy import DisjointSet
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching

from variorum.comparison.credits import common_credit, credits_outlet, outlet_name, same_outlet
from variorum.comparison.words import forms, is_content
from variorum.model.article import Article
from variorum.model.comparison import CopyLink, Origin
from variorum.model.document import Document
from variorum.model.text import Span

DERIVED_SHARE = 0.3
"""Articles that share this part of the shorter one derive from one text; a borrowed sentence or a common press
release gives less."""

WHOLE_SHARE = 0.6
"""Articles that share this part derive from one text, be they ever so short."""

DERIVED_WORDS = 40
"""Other articles must have at least this many words in common, which is more than a sentence."""

CREDITED_SHARE = 0.15
"""The same where one article names the other as its source."""

_Voice = str | frozenset[str]
"""An article's own voice, by its id, or a source, by the words of its name."""


@dataclass(frozen=True, slots=True)
class Testimony:
    """Words of an article that carry a point, and who says so there.

    Attributes:
        article: Id of the article.
        span: The words.
        source: Canonical name of the attributed source; None for the article's own voice.
    """

    article: str
    span: Span
    source: str | None


def find_origins(documents: Sequence[Document], copies: Sequence[CopyLink]) -> tuple[Origin, ...]:
    """Groups of articles that derive from one text as a whole, in the order of the articles.

    Args:
        documents: The articles of a story.
        copies: What `find_copies` found among them.
    """
    by_id = {document.article.id: document for document in documents}
    order = {name: number for number, name in enumerate(by_id)}
    links = [link for link in copies if _derives(link, by_id[link.left], by_id[link.right])]
    origins = []
    for members in _components(by_id, ((link.left, link.right) for link in links)):
        if len(members) > 1:
            group = sorted(members, key=order.__getitem__)
            own = tuple(link for link in links if link.left in members)
            origins.append(Origin(tuple(group), _credit([by_id[name] for name in group]), own))
    return tuple(sorted(origins, key=lambda origin: order[origin.articles[0]]))


def count(
    testimonies: Sequence[Testimony],
    copies: Sequence[CopyLink],
    origins: Sequence[Origin] = (),
    articles: Sequence[Article] = (),
) -> tuple[int, int, int]:
    """The three numbers of a point.

    Texts: articles whose words for this point stand in passages that they share are one text.

    Origins: the most articles of which no two are of one house (they derive from one text as a whole, are of one outlet
    or credit the same agency), and no two have the point from one text (or one names the other's outlet as its source
    for it); and no more than those of which no two are of one house or have but one voice between them: all mentions
    of one source are one voice, and an article that names sources adds none of its own. That two houses share the text
    of one article does not make one house of them.

    Args:
        testimonies: All mentions of the point.
        copies: Shared passages.
        origins: Articles that derive from one text as a whole.
        articles: The articles, where their credits and outlets shall count.

    Returns:
        Number of articles, of distinct texts among them, and of independent origins.
    """
    said: defaultdict[str, list[Testimony]] = defaultdict(list)
    for testimony in testimonies:
        said[testimony.article].append(testimony)
    if len(said) < 2:
        return len(said), len(said), len(said)
    copied = [
        (link.left, link.right)
        for link in copies
        if link.left in said
        and link.right in said
        and any(
            _carries(passage.left, said[link.left]) and _carries(passage.right, said[link.right])
            for passage in link.passages
        )
    ]
    copied.extend(_worded_alike(said))
    texts = len(_components(said, copied))
    members = [[name for name in origin.articles if name in said] for origin in origins]
    derived = [pair for group in members for pair in itertools.pairwise(group)]
    telling = [article for article in articles if article.id in said]
    houses = _components(said, [*derived, *_pairs(telling, _of_one_house)])
    named = _pairs(telling, lambda one, other: _names(said[one.id], other) or _names(said[other.id], one))
    apart = _most_apart(houses, _components(said, [*copied, *named]))
    return len(said), texts, min(apart, _most_apart(houses, _voices(said)))


def _most_apart(houses: Sequence[Set[str]], others: Sequence[Set[str]]) -> int:
    """The most articles of which no two are in one set of either kind: a maximum matching (Hopcroft and Karp 1973)."""
    meeting = [[not house.isdisjoint(other) for other in others] for house in houses]
    return int((maximum_bipartite_matching(csr_array(np.array(meeting)), perm_type="column") >= 0).sum())


def _worded_alike(said: Mapping[str, Sequence[Testimony]]) -> Iterator[tuple[str, str]]:
    """Articles that tell the point in the very same words, too few perhaps to show as a copied passage."""
    first: dict[frozenset[tuple[str, ...]], str] = {}
    for article, testimonies in said.items():
        wording = frozenset(tuple(forms(testimony.span.quote)) for testimony in testimonies)
        original = first.setdefault(wording, article)
        if original != article:
            yield original, article


def _derives(link: CopyLink, left: Document, right: Document) -> bool:
    credited = credits_outlet(left, right.article) or credits_outlet(right, left.article)
    long_enough = sum(len(passage.left.quote.split()) for passage in link.passages) >= DERIVED_WORDS
    return link.share >= WHOLE_SHARE or (long_enough and link.share >= (CREDITED_SHARE if credited else DERIVED_SHARE))


def _credit(group: Sequence[Document]) -> str | None:
    """The agency that articles of a group have in common, else the outlet among them that another one names."""
    for left, right in itertools.combinations(group, 2):
        agency = common_credit(left.article, right.article)
        if agency is not None:
            return agency
    for left, right in itertools.permutations(group, 2):
        if credits_outlet(left, right.article):
            return outlet_name(right.article)
    return None


def _carries(passage: Span, testimonies: Iterable[Testimony]) -> bool:
    """Whether at least half of the words of some mention stand in a passage."""
    for testimony in testimonies:
        span = testimony.span
        if span.field == passage.field:
            common = min(span.end, passage.end) - max(span.start, passage.start)
            if 2 * common >= span.end - span.start:
                return True
    return False


def _pairs(articles: Sequence[Article], related: Callable[[Article, Article], bool]) -> Iterator[tuple[str, str]]:
    return ((one.id, other.id) for one, other in itertools.combinations(articles, 2) if related(one, other))


def _of_one_house(left: Article, right: Article) -> bool:
    """One newsroom does not corroborate itself, nor does an agency."""
    return common_credit(left, right) is not None or _of_one_outlet(left, right)


def _of_one_outlet(left: Article, right: Article) -> bool:
    outlet, other = outlet_name(left), outlet_name(right)
    return outlet is not None and other is not None and same_outlet(outlet, other)


def _names(testimonies: Iterable[Testimony], article: Article) -> bool:
    """Whether one of the mentions is attributed to the outlet of an article."""
    outlet = outlet_name(article)
    return outlet is not None and any(t.source is not None and same_outlet(t.source, outlet) for t in testimonies)


def _voices(said: Mapping[str, Sequence[Testimony]]) -> list[set[str]]:
    """For each distinct voice the articles that have it: named sources, else an article's own."""
    voices: dict[str, list[_Voice]] = {}
    for article, testimonies in said.items():
        sources = [source for t in testimonies if (source := _source_words(t.source))]
        voices[article] = list(dict.fromkeys(sources)) or [article]
    sets: DisjointSet[_Voice] = DisjointSet(voice for own in voices.values() for voice in own)
    named = [voice for voice in sets if isinstance(voice, frozenset)]
    for left, right in itertools.combinations(named, 2):
        if left <= right or right <= left:
            sets.merge(left, right)
    return [{article for article, own in voices.items() if not voice.isdisjoint(own)} for voice in sets.subsets()]


def _source_words(source: str | None) -> frozenset[str]:
    """The telling words of a source's name, so that "the police" and "city police" may be one."""
    if source is None:
        return frozenset()
    content = [form for form in forms(source) if is_content(form)] or forms(source)
    return frozenset(form.removesuffix("s") for form in content)


def _components(items: Iterable[str], pairs: Iterable[tuple[str, str]]) -> list[set[str]]:
    sets: DisjointSet[str] = DisjointSet(items)
    for left, right in pairs:
        sets.merge(left, right)
    return sets.subsets()
