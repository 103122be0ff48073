"""Reports into the archive."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from variorum.articles.build import from_item
from variorum.articles.extraction import Extractor
from variorum.errors import VariorumError
from variorum.model.article import Article
from variorum.progress import Progress, no_progress
from variorum.sources import HtmlItem, Limits, Problem, RawItem, RecordItem, TextItem
from variorum.sources.intake import Intake
from variorum.sources.visiting import PAUSE, Visitor
from variorum.store import Archive, Arrival, Visit
from variorum.store.records import now

_AHEAD = timedelta(days=2)
"""How far in the future an article may be dated, for time zones and early editions."""


@dataclass(frozen=True, slots=True)
class Ingested:
    """How many articles were new, changed and known already, and what could not be taken in."""

    new: int
    changed: int
    known: int
    problems: tuple[Problem, ...]


def ingest(
    archive: Archive,
    inputs: Sequence[str],
    *,
    limits: Limits | None = None,
    pause: float = PAUSE,
    progress: Progress = no_progress,
) -> Ingested:
    """Takes everything that the inputs hold into the archive; what it has already changes nothing.

    Every article is a transaction of its own, so that an interruption costs none that was taken in; running the same
    command again goes on. What cannot be read is kept as a problem, and the rest goes on.

    Args:
        archive: Where it goes.
        inputs: Files, folders, addresses, "-"; articles, feeds, lists of feeds, sitemaps, web archives.
        limits: Bounds on all of it.
        pause: Least seconds between two requests to one host.
        progress: Told of each file, address and article.

    Raises:
        StoreError: The archive cannot be written.
    """
    limits = limits or Limits()
    counts = {"new": 0, "changed": 0, "known": 0}
    problems: list[Problem] = []

    def told(source: str) -> None:
        progress(f"reading {source}", sum(counts.values()), 0)

    def trouble(problem: Problem) -> None:
        archive.log(problem)
        problems.append(problem)

    intake = Intake(limits, Visitor(limits, pause), _Memory(archive), told)
    with Extractor(limits.html_seconds) as extractor:
        for item in intake.items(inputs):
            if isinstance(item, Problem):
                trouble(item)
                continue
            try:
                article, doubt = dated(from_item(item, extractor), item.source, now())
            except VariorumError as error:
                trouble(Problem.of(item.source, error))
                continue
            if doubt is not None:
                trouble(doubt)
            counts[archive.add(_arrival(item, article))] += 1
            progress(f"taking in {article.headline or article.id}", sum(counts.values()), 0)
    return Ingested(counts["new"], counts["changed"], counts["known"], tuple(problems))


class _Memory:
    """What the archive knows of addresses."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def known(self, url: str) -> bool:
        return self._archive.knows(url)

    def conditions(self, url: str) -> tuple[str | None, str | None]:
        visit = self._archive.visit(url)
        return (visit.etag, visit.modified) if visit is not None else (None, None)

    def visited(self, url: str, etag: str | None, modified: str | None) -> None:
        self._archive.remember(url, Visit(etag, modified), time.time())


def _arrival(item: RawItem, article: Article) -> Arrival:
    match item:
        case RecordItem():
            return Arrival(article, item.record.id is not None, item.source, "record", item.data, None)
        case HtmlItem():
            return Arrival(article, False, item.source, "html", item.data, item.charset)
        case TextItem():
            return Arrival(article, False, item.source, "text", item.data, item.charset)


def dated(article: Article, source: str, seen: datetime) -> tuple[Article, Problem | None]:
    """The article without a date that cannot be, as it lies ahead of when the article was seen (UTC)."""
    if article.published is None or article.published <= seen + _AHEAD:
        return article, None
    doubt = Problem(source, f"is dated {article.published:%Y-%m-%d}, in the future", "the date is left out", "notice")
    return dataclasses.replace(article, published=None, published_precision="day"), doubt
