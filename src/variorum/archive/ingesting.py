"""Reports into the archive."""

from __future__ import annotations

import dataclasses
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import TracebackType

from variorum.articles.build import from_item
from variorum.articles.dates import from_url
from variorum.articles.extraction import Extractor
from variorum.errors import VariorumError
from variorum.model.article import Article
from variorum.progress import Progress, no_progress
from variorum.sources import HtmlItem, Limits, Problem, RawItem, RecordItem, TextItem
from variorum.sources.intake import Intake
from variorum.sources.visiting import PAUSE, Visitor
from variorum.store import Archive, Arrival, Outcome, Visit
from variorum.store.records import now

_TOGETHER = 50
"""Articles that one transaction takes in at most, as most of its time goes to waiting for the disk."""

_WAITING = 1.0
"""Seconds for which an article that was read waits for others at most, while reading goes on."""

_AHEAD = timedelta(days=2)
"""How far in the future an article may be dated, for time zones and early editions."""

_NO_DATES = frozenset({date(1, 1, 1), date(1900, 1, 1), date(1970, 1, 1)})

_APART = timedelta(days=31)
"""How far the date of an article may lie from the one in its address, as pages are brought up to date."""


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
    visitor: Visitor | None = None,
    progress: Progress = no_progress,
) -> Ingested:
    """Takes everything that the inputs hold into the archive; what it has already changes nothing.

    Articles are on the disk within a second or two, fifty at most in one transaction, so that whatever happens costs
    little and leaves nothing half done; running the same command again goes on. What cannot be read is kept as a
    problem, and the rest goes on.

    Args:
        archive: Where it goes.
        inputs: Files, folders, addresses, "-"; articles, feeds, lists of feeds, sitemaps, web archives.
        limits: Bounds on all of it.
        pause: Least seconds between two requests to one host.
        visitor: Fetches, in place of a new one with that pause.
        progress: Told of each file, address and article.

    Raises:
        StoreError: The archive cannot be written.
    """
    limits = limits or Limits()
    problems: list[Problem] = []
    desk = Desk(archive)

    def told(source: str) -> None:
        progress(f"reading {source}", sum(desk.counts.values()), 0)

    def trouble(problem: Problem) -> None:
        archive.log(problem)
        problems.append(problem)

    intake = Intake(limits, visitor or Visitor(limits, pause), desk, told)
    with Extractor(limits.html_seconds) as extractor, desk:
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
            desk.take(arrival_of(item, article))
            progress(f"taking in {article.headline or article.id}", sum(desk.counts.values()), 0)
    return Ingested(desk.counts["new"], desk.counts["changed"], desk.counts["known"], tuple(problems))


class Desk:
    """Where articles wait for a moment to be taken in together, and what the archive knows of addresses.

    A context manager: whatever waits when it ends, by an interruption too, is taken in.
    """

    def __init__(self, archive: Archive) -> None:
        self.counts: Counter[Outcome] = Counter()
        self._archive = archive
        self._waiting: list[Arrival] = []
        self._since = 0.0

    def __enter__(self) -> Desk:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._clear()

    def take(self, arrival: Arrival) -> None:
        """Has an article taken in, soon."""
        if not self._waiting:
            self._since = time.monotonic()
        self._waiting.append(arrival)
        if len(self._waiting) >= _TOGETHER or time.monotonic() - self._since > _WAITING:
            self._clear()

    def _clear(self) -> None:
        waiting, self._waiting = self._waiting, []
        if waiting:
            self.counts.update(self._archive.add_all(waiting))

    def known(self, url: str) -> bool:
        """Whether the article at an address is in the archive."""
        return self._archive.knows(url)

    def conditions(self, url: str) -> tuple[str | None, str | None]:
        """ETag and Last-Modified of the last visit."""
        visit = self._archive.visit(url)
        return (visit.etag, visit.modified) if visit is not None else (None, None)

    def visited(self, url: str, etag: str | None, modified: str | None) -> None:
        """Keeps them, once all that the answer held is on the disk."""
        self._clear()
        self._archive.remember(url, Visit(etag, modified), time.time())


def arrival_of(item: RawItem, article: Article) -> Arrival:
    """An article on its way into the archive, with what it was read from."""
    match item:
        case RecordItem():
            return Arrival(article, item.record.id is not None, item.source, "record", item.data, None)
        case HtmlItem():
            return Arrival(article, False, item.source, "html", item.data, item.charset)
        case TextItem():
            return Arrival(article, False, item.source, "text", item.data, item.charset)


def dated(article: Article, source: str, seen: datetime) -> tuple[Article, Problem | None]:
    """The article without a date that cannot be: ahead of when it was seen (UTC), or what programs write for none."""
    published = article.published
    if published is None:
        return article, None
    if published > seen + _AHEAD:
        what = "in the future"
    elif published.date() in _NO_DATES:
        what = "which is what programs write for no date"
    else:
        elsewhere = from_url(article.url) if article.url else None
        if elsewhere is None or abs(elsewhere - published) <= _APART:
            return article, None
        lie = f"is dated {published:%Y-%m-%d}, and its address says {elsewhere:%Y-%m-%d}"
        return article, Problem(source, lie, "the date is taken as given", "notice")
    doubt = Problem(source, f"is dated {published:%Y-%m-%d}, {what}", "the date is left out", "notice")
    return dataclasses.replace(article, published=None, published_precision="day"), doubt
