"""Everything that a user names, read into articles."""

from __future__ import annotations

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from variorum.articles import languages
from variorum.articles.blocks import blocks
from variorum.articles.build import from_item, is_headline_only
from variorum.articles.classify import key
from variorum.articles.extraction import Extractor
from variorum.articles.lines import cut
from variorum.errors import InputError, VariorumError
from variorum.model.article import Article
from variorum.sources import Limits, Problem, gather

_COPIES = 3
"""Articles of one outlet in which a line must stand to be taken for furniture."""

_MOSTLY_SHARED = 0.3
"""Share of an article's lines beyond which what it shares with others is no furniture but the same report."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Articles in the order of the inputs, and what could not be read."""

    articles: tuple[Article, ...]
    problems: tuple[Problem, ...]


def read(
    inputs: Sequence[str],
    *,
    limits: Limits | None = None,
    progress: Callable[[str], None] | None = None,
    stdin: BinaryIO | None = None,
) -> Reading:
    """Reads files, folders, addresses and standard input into articles.

    What cannot be read becomes a problem and the rest goes on; an article given twice is kept once.

    Args:
        inputs: Files, folders, http and https addresses, or "-" for standard input.
        limits: Bounds on size and time.
        progress: Called with the name of each file or address before it is read.
        stdin: Read for "-" instead of the standard input.
    """
    limits = limits or Limits()
    articles: list[Article] = []
    problems: list[Problem] = []
    ids: Counter[str] = Counter()
    texts: dict[tuple[str, str], list[Article]] = defaultdict(list)
    with Extractor(limits.html_seconds) as extractor:
        for item in gather(inputs, limits, stdin=stdin, progress=progress):
            if isinstance(item, Problem):
                problems.append(item)
                continue
            try:
                article = from_item(item, extractor)
                if len(article.text) > limits.article_characters:
                    raise InputError("is too long", "give each article in a file of its own")
            except VariorumError as error:
                problems.append(Problem.of(item.source, error))
                continue
            same = texts[" ".join(article.title.split()), " ".join(article.text.split())]
            twin = next((other for other in same if _same_publication(other, article)), None)
            if twin is not None:
                hint = f"it is read once, as {twin.id}"
                problems.append(Problem(item.source, "is the same article again", hint, "notice"))
                continue
            article = dataclasses.replace(article, id=_unique(article.id, ids))
            same.append(article)
            articles.append(article)
    return Reading(_without_furniture(articles), tuple(problems))


def _unique(id: str, ids: Counter[str]) -> str:
    """The id, with the first free number behind it if it is taken."""
    ids[id] += 1
    if ids[id] == 1:
        return id
    number = ids[id]
    while ids[f"{id}-{number}"]:
        number += 1
    ids[f"{id}-{number}"] += 1
    return f"{id}-{number}"


def _same_publication(left: Article, right: Article) -> bool:
    """Whether two articles of one text are one: agency copy printed by two outlets is not."""
    differ = (left.outlet and right.outlet and left.outlet != right.outlet) or (
        left.url and right.url and left.url != right.url
    )
    return not differ


def _without_furniture(articles: Sequence[Article]) -> tuple[Article, ...]:
    """The articles, with the lines that an outlet puts into all of its pages told as boilerplate."""
    by_outlet: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        if article.outlet:
            by_outlet[article.outlet].append(article)
    repeated: dict[str, frozenset[str]] = {}
    for outlet, group in by_outlet.items():
        if len(group) >= _COPIES:
            counts = Counter(line for article in group for line in set(_keys(article)))
            repeated[outlet] = frozenset(line for line, count in counts.items() if line and count >= _COPIES)
    return tuple(
        _reblocked(article, repeated[article.outlet]) if article.outlet and repeated.get(article.outlet) else article
        for article in articles
    )


def _keys(article: Article) -> Iterable[str]:
    return [key(line.text) for line in cut(article.text) if line.words <= 40]


def _reblocked(article: Article, repeated: frozenset[str]) -> Article:
    own = _keys(article)
    if sum(1 for line in own if line in repeated) > _MOSTLY_SHARED * len(list(own)):
        return article
    foreign = languages.foreign_lines(cut(article.text), article.language)
    names = [name for name in (article.outlet,) if name]
    parts = blocks(
        article.title, article.text, names=names, repeated=repeated, foreign=foreign, language=article.language
    )
    return dataclasses.replace(article, blocks=parts, headline_only=is_headline_only(article.text, parts))
