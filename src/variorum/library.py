"""The stories that a running program shows, from an archive or from comparisons in files.

The web pages, the REST interface and the MCP server all read through a `Library`. None of its methods forms stories, so
that readers are quick while reports come in; `comparison` alone may have to work, for a story whose `ready` is false.
"""

from __future__ import annotations

import hashlib
import re
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from variorum import archive as use
from variorum.errors import InputError, NotFoundError
from variorum.model.article import Article
from variorum.model.comparison import Comparison
from variorum.progress import Progress, no_progress
from variorum.report.export import dumps
from variorum.report.load import load
from variorum.settings import Settings
from variorum.store import END, START, Archive, LoggedProblem, Report, Standing, lists
from variorum.store import Order as Order
from variorum.store import StoryRow as StoredRow
from variorum.store import stories as rows
from variorum.store.records import now

_KEPT = 64
"""Comparisons kept in memory; one of five long reports takes about a megabyte."""

_EVERY = 1_000_000
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class StoryRow:
    """A story as lists show it: its reports in order of publication; `standing` None until it was compared."""

    id: str
    title: str
    reports: tuple[Report, ...]
    standing: Standing | None = None

    @property
    def ready(self) -> bool:
        """Its comparison is there and up to date: it can be shown at once."""
        return self.standing is not None and self.standing.current

    @property
    def outlets(self) -> tuple[str, ...]:
        """The names of the outlets, each once."""
        return tuple(dict.fromkeys(report.name for report in self.reports))

    @property
    def first(self) -> datetime | None:
        """When its first dated report appeared."""
        return min((report.published for report in self.reports if report.published), key=_naive, default=None)

    @property
    def last(self) -> datetime | None:
        """When its last dated report appeared."""
        return max((report.published for report in self.reports if report.published), key=_naive, default=None)

    @property
    def version(self) -> str:
        """A few characters that change whenever the story or its comparison does."""
        made = self.standing.made.isoformat() if self.standing and self.standing.current else ""
        parts = [self.id, made, *(f"{report.id}\0{report.sha256}" for report in self.reports)]
        return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class Listing:
    """Some stories, and how many there are in all."""

    stories: tuple[StoryRow, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Match:
    """An article that has the words of a search, with the words around them; `marks` are offsets in `snippet`."""

    report: Report
    story: str | None
    snippet: str
    marks: tuple[tuple[int, int], ...]


class Library(Protocol):
    """What can be read; `settings` are those of comparisons that are made on the way."""

    @property
    def settings(self) -> Settings:
        """Everything that changes a result."""

    def listing(
        self,
        *,
        order: Order = "newest",
        words: str = "",
        since: timedelta | None = None,
        least: int = 1,
        limit: int = 50,
        offset: int = 0,
    ) -> Listing:
        """Some stories.

        Args:
            order: The newest first, those that most outlets report, or those with the most contested points.
            words: Only those with an article that has the words; best match first, whatever the order.
            since: Only those with an article published in this time before now.
            least: Only those of so many articles.
            limit: How many at most.
            offset: How many of the first are left out.

        Raises:
            InputError: `words` holds no word.
        """

    def stories(self) -> tuple[StoryRow, ...]:
        """All stories, the newest first."""

    def story(self, id: str) -> StoryRow:
        """One story.

        Raises:
            NotFoundError: There is none of that id.
        """

    def version(self, id: str) -> str:
        """What changes whenever the story or its comparison does.

        Raises:
            NotFoundError: There is no story of that id.
        """

    def comparison(self, id: str, progress: Progress = no_progress) -> Comparison:
        """The reports of a story, compared; made on first use, then kept.

        Raises:
            NotFoundError: There is no story of that id.
        """

    def export(self, id: str) -> bytes:
        """The same as JSON under its contract, in one line.

        Raises:
            NotFoundError: There is no story of that id.
        """

    def article(self, id: str) -> Article:
        """One article with its text, by its id or address.

        Raises:
            NotFoundError: There is none.
        """

    def search(self, words: str, since: timedelta | None = None, limit: int = 20) -> tuple[Match, ...]:
        """Articles that have the words, best first.

        Raises:
            InputError: There is no word to look for.
        """

    def problems(self, limit: int = 100) -> tuple[LoggedProblem, ...]:
        """What could not be taken in, the latest first."""


class ArchiveLibrary:
    """The stories of an archive as they were last formed."""

    def __init__(self, archive: Archive, settings: Settings | None = None) -> None:
        self.archive = archive
        self._settings = settings or Settings()
        self._listed: tuple[str, tuple[StoryRow, ...]] = ("", ())
        self._kept: OrderedDict[str, Comparison] = OrderedDict()
        self._reading = threading.Lock()
        self._making = threading.Lock()

    @property
    def settings(self) -> Settings:
        """Everything that changes a result."""
        return self._settings

    def listing(
        self,
        *,
        order: Order = "newest",
        words: str = "",
        since: timedelta | None = None,
        least: int = 1,
        limit: int = 50,
        offset: int = 0,
    ) -> Listing:
        """Some stories."""
        found = use.listing(
            self.archive, order=order, words=words, since=since, least=least, limit=limit, offset=offset,
            settings=self.settings,
        )  # fmt: skip
        reports = use.reports(self.archive, [row.id for row in found.stories])
        # A story that was joined to another between the two queries has no reports any more.
        return Listing(tuple(_row(row, reports[row.id]) for row in found.stories if row.id in reports), found.total)

    def stories(self) -> tuple[StoryRow, ...]:
        """All stories, the newest first; asked for again only when something has changed."""
        with self.archive.database.read() as connection:
            state = lists.shown(connection, self.settings.hash)
        if self._listed[0] != state:
            self._listed = state, self.listing(limit=_EVERY).stories
        return self._listed[1]

    def story(self, id: str) -> StoryRow:
        """One story."""
        with self.archive.database.read() as connection:
            stored = rows.one(connection, id)
            if stored is None:
                raise _no_story(id)
            found, _ = lists.listing(
                connection, self.settings.hash, order="newest", least=1, since=None, among=stored.articles[:1],
                limit=1, offset=0,
            )  # fmt: skip
            return _row(found[0], lists.reports(connection, [id])[id])

    def version(self, id: str) -> str:
        """What changes whenever the story or its comparison does."""
        return self.story(id).version

    def comparison(self, id: str, progress: Progress = no_progress) -> Comparison:
        """The reports of a story, compared."""
        row = self.story(id)
        if not row.ready:
            # One at a time: a comparison takes all the cores that the language model is given.
            with self._making:
                use.comparison(self.archive, id, self.settings, progress)
            row = self.story(id)
        with self._reading:
            kept = self._kept.get(row.version)
            if kept is not None:
                self._kept.move_to_end(row.version)
                return kept
        export = use.kept_export(self.archive, id, self.settings)
        made = load(export, checked=True) if export else use.comparison(self.archive, id, self.settings, progress)
        with self._reading:
            self._kept[row.version] = made
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return made

    def export(self, id: str) -> bytes:
        """The same as JSON."""
        kept = use.kept_export(self.archive, id, self.settings)
        return kept or dumps(self.comparison(id), indent=None).encode()

    def article(self, id: str) -> Article:
        """One article, by its id or address."""
        number = self.archive.number(id)
        found = next(self.archive.articles([number]), None) if number is not None else None
        if found is None:
            raise _no_article(id)
        return found

    def search(self, words: str, since: timedelta | None = None, limit: int = 20) -> tuple[Match, ...]:
        """Articles that have the words, best first."""
        found = use.search(self.archive, words, since=since, limit=limit)
        with self.archive.database.read() as connection:
            homes = rows.home_of(connection, [hit.article.id for hit in found])
        return tuple(Match(_report(f.article), homes.get(f.article.id), *_marked(f.hit.snippet)) for f in found)

    def problems(self, limit: int = 100) -> tuple[LoggedProblem, ...]:
        """What could not be taken in, the latest first."""
        return tuple(self.archive.problems(limit))


class ComparisonLibrary:
    """Comparisons that were made before, one story each, called s1, s2, ... in their order."""

    settings = Settings()

    def __init__(self, comparisons: Sequence[Comparison]) -> None:
        self._comparisons = {f"s{number}": comparison for number, comparison in enumerate(comparisons, start=1)}
        self._rows = {name: _given(name, comparison) for name, comparison in self._comparisons.items()}

    def listing(
        self,
        *,
        order: Order = "newest",
        words: str = "",
        since: timedelta | None = None,
        least: int = 1,
        limit: int = 50,
        offset: int = 0,
    ) -> Listing:
        """Some stories."""
        found = list(self._rows.values())
        if words:
            matched = {match.story for match in self.search(words, limit=_EVERY)}
            found = [row for row in found if row.id in matched]
        start = now() - since if since is not None else datetime.min
        found = [row for row in found if len(row.reports) >= least and _naive(row.last) >= start]
        keys = {
            "newest": lambda row: _naive(row.last).timestamp() if row.last else 0.0,
            "largest": lambda row: float(len(row.outlets)),
            "contested": lambda row: float(row.standing.count("contested") if row.standing else -1),
        }
        found.sort(key=keys[order], reverse=True)
        return Listing(tuple(found[offset : offset + limit]), len(found))

    def stories(self) -> tuple[StoryRow, ...]:
        """All stories, the newest first."""
        return self.listing(limit=_EVERY).stories

    def story(self, id: str) -> StoryRow:
        """One story."""
        if id not in self._rows:
            raise _no_story(id)
        return self._rows[id]

    def version(self, id: str) -> str:
        """Always the same."""
        return self.story(id).version

    def comparison(self, id: str, progress: Progress = no_progress) -> Comparison:
        """The comparison as it was given."""
        if id not in self._comparisons:
            raise _no_story(id)
        return self._comparisons[id]

    def export(self, id: str) -> bytes:
        """The same as JSON."""
        return dumps(self.comparison(id), indent=None).encode()

    def article(self, id: str) -> Article:
        """One article, by its id or address."""
        for comparison in self._comparisons.values():
            for article in comparison.articles:
                if id in (article.id, article.url):
                    return article
        raise _no_article(id)

    def search(self, words: str, since: timedelta | None = None, limit: int = 20) -> tuple[Match, ...]:
        """Articles that have all the words, in the order of the stories."""
        wanted = [word.casefold() for word in _WORD.findall(words)]
        if not wanted:
            raise InputError(f"{words!r} holds no word to look for", "give a word or two")
        start = now() - since if since is not None else datetime.min
        found = []
        for story, comparison in self._comparisons.items():
            for article in comparison.articles:
                whole = f"{article.headline}\n{article.text}"
                if _naive(article.published) >= start and all(word in whole.casefold() for word in wanted):
                    found.append(Match(_report(article), story, *_around(whole, wanted[0])))
        return tuple(found[:limit])

    def problems(self, limit: int = 100) -> tuple[LoggedProblem, ...]:
        """There are none."""
        return ()


def select(
    rows: Sequence[StoryRow],
    *,
    ids: Sequence[str] | None = None,
    outlet: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    least: int = 1,
    order: Order = "newest",
) -> tuple[StoryRow, ...]:
    """The stories that pass every filter.

    Args:
        rows: All of them, the newest first.
        ids: Only these, and in this order (a search's).
        outlet: Only those with a report of an outlet whose name holds these characters, in either case.
        since: Only those with a report published at or after.
        until: Only those with a report published before.
        least: Only those of so many reports.
        order: "newest", "largest", or "contested": those with most contested points first.
    """
    if ids is not None:
        place = {story: number for number, story in enumerate(ids)}
        rows = sorted((row for row in rows if row.id in place), key=lambda row: place[row.id])
    wanted = outlet.casefold() if outlet else ""
    found = [
        row
        for row in rows
        if len(row.reports) >= least
        and (not wanted or any(wanted in name.casefold() for name in row.outlets))
        and (since is None or (row.last is not None and _naive(row.last) >= _naive(since)))
        and (until is None or (row.first is not None and _naive(row.first) < _naive(until)))
    ]
    if order == "largest":
        found.sort(key=lambda row: (-len(row.outlets), -len(row.reports)))
    elif order == "contested":
        found.sort(key=lambda row: -(row.standing.count("contested") if row.standing else -1))
    return tuple(found)


def _row(row: StoredRow, reports: tuple[Report, ...]) -> StoryRow:
    return StoryRow(row.id, " ".join(row.title.split()) or row.id, reports, row.standing)


def _given(id: str, comparison: Comparison) -> StoryRow:
    reports = tuple(map(_report, comparison.articles))
    return StoryRow(id, next((r.title for r in reports if r.title), id), reports, use.standing(comparison))


def _report(article: Article) -> Report:
    return Report(
        article.id, article.outlet, " ".join(article.headline.split()) or " ".join(article.text[:200].split()[:12]),
        article.published, article.published_precision, article.url, article.language, article.sha256,
    )  # fmt: skip


def _naive(moment: datetime | None) -> datetime:
    """Something to sort by: in the time that the report gives; the beginning of time if there is none."""
    return moment.replace(tzinfo=None) if moment is not None else datetime.min


def _marked(snippet: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A snippet of the store without its signs, and where they stood."""
    marks: list[tuple[int, int]] = []
    text = ""
    for piece in snippet.split(START):
        inside, sign, after = piece.partition(END)
        if sign:
            marks.append((len(text), len(text) + len(inside)))
        text += inside + after
    return text, tuple(marks)


def _around(text: str, word: str, reach: int = 100) -> tuple[str, tuple[tuple[int, int], ...]]:
    found = re.search(re.escape(word), text, re.IGNORECASE)
    if found is None:
        return " ".join(text[: 2 * reach].split()), ()
    before = " ".join(text[max(0, found.start() - reach) : found.start()].split())
    before += " " if before else ""
    after = " ".join(text[found.end() : found.end() + reach].split())
    return f"{before}{found.group()} {after}", ((len(before), len(before) + len(found.group())),)


def _no_story(id: str) -> NotFoundError:
    return NotFoundError(f"there is no story {id!r}", "list them with: variorum stories")


def _no_article(id: str) -> NotFoundError:
    return NotFoundError(f"there is no article {id!r}", "an article is called by its id or its address")
