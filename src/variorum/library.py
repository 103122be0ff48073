"""The stories that a running program shows, from an archive or from comparisons in files.

The web pages, the REST interface and the MCP server all read through a `Library`; none of its methods forms stories or
waits for one that does, so that readers are quick while reports come in.
"""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, Protocol

from variorum.errors import InputError, NotFoundError
from variorum.model.article import Article
from variorum.model.comparison import Comparison, Status
from variorum.pipeline import compare
from variorum.progress import Progress, no_progress
from variorum.settings import Settings
from variorum.store import END, START, Archive, LoggedProblem
from variorum.store.records import now

Order = Literal["newest", "largest", "contested"]

_KEPT = 64
"""Comparisons kept in memory; one of five long reports takes about a megabyte."""

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Report:
    """An article as lists show it, without its text."""

    id: str
    outlet: str | None
    title: str
    published: datetime | None
    published_precision: str
    url: str | None
    language: str
    sha256: str

    @classmethod
    def of(cls, article: Article) -> Report:
        """The article without its text."""
        return cls(
            article.id,
            article.outlet,
            article.headline or " ".join(article.text[:200].split()[:12]),
            article.published,
            article.published_precision,
            article.url,
            article.language,
            article.sha256,
        )

    @property
    def name(self) -> str:
        """Its outlet, else its id."""
        return self.outlet or self.id


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a compared story stands: points by status, and how many of its articles are different texts."""

    points: tuple[tuple[Status, int], ...]
    texts: int

    def count(self, status: Status) -> int:
        """How many points have that status."""
        return dict(self.points).get(status, 0)


@dataclass(frozen=True, slots=True)
class StoryRow:
    """A story as lists show it: its reports in order of publication; `standing` None until it was compared."""

    id: str
    title: str
    reports: tuple[Report, ...]
    standing: Standing | None = None

    @property
    def outlets(self) -> tuple[str, ...]:
        """The names of the outlets, each once."""
        return tuple(dict.fromkeys(report.name for report in self.reports))

    @property
    def first(self) -> datetime | None:
        """When its first dated report appeared."""
        return min((report.published for report in self.reports if report.published), default=None)

    @property
    def last(self) -> datetime | None:
        """When its last dated report appeared."""
        return max((report.published for report in self.reports if report.published), default=None)


@dataclass(frozen=True, slots=True)
class Match:
    """An article that has the words of a search, with the words around them; `marks` are offsets in `snippet`."""

    report: Report
    story: str | None
    snippet: str
    marks: tuple[tuple[int, int], ...]


class Library(Protocol):
    """What can be read."""

    def state(self) -> str:
        """A few characters that change whenever an answer may have changed."""

    def stories(self) -> tuple[StoryRow, ...]:
        """All stories, the newest first."""

    def story(self, id: str) -> StoryRow:
        """One story.

        Raises:
            NotFoundError: There is none of that id.
        """

    def comparison(self, id: str, progress: Progress = no_progress) -> Comparison:
        """The reports of a story, compared; made on first use, then kept.

        Raises:
            NotFoundError: There is no story of that id.
        """

    def version(self, id: str) -> str:
        """A few characters that change whenever the story's comparison may have changed; quick.

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
        self.settings = settings or Settings()
        self._lock = threading.Lock()
        self._listed: tuple[str, tuple[StoryRow, ...], dict[str, StoryRow], dict[str, str]] | None = None
        self._kept = _Kept()

    def state(self) -> str:
        """Changes when stories are formed and when one of them is compared."""
        return f"{self.archive.stories_made_from()} {self.settings.hash} {self._kept.made}"

    def stories(self) -> tuple[StoryRow, ...]:
        """All stories, the newest first."""
        return tuple(self._standing(row) for row in self._list()[1])

    def story(self, id: str) -> StoryRow:
        """One story."""
        try:
            return self._standing(self._list()[2][id])
        except KeyError:
            raise _no_story(id) from None

    def comparison(self, id: str, progress: Progress = no_progress) -> Comparison:
        """The reports of a story, compared."""
        key = self._key(self.story(id))
        return self._kept.get(key) or self._kept.make(key, lambda: self._compare(id, progress))

    def version(self, id: str) -> str:
        """Changes with the story's reports, their versions, and the settings."""
        return self._key(self.story(id))

    def _compare(self, id: str, progress: Progress) -> Comparison:
        members = next((story.articles for story in self.archive.stories() if story.id == id), None)
        if members is None:
            raise _no_story(id)
        return compare(tuple(self.archive.articles(members)), self.settings, progress)

    def article(self, id: str) -> Article:
        """One article, by its id or address."""
        number = self.archive.number(id)
        found = next(self.archive.articles([number]), None) if number is not None else None
        if found is None:
            raise _no_article(id)
        return found

    def search(self, words: str, since: timedelta | None = None, limit: int = 20) -> tuple[Match, ...]:
        """Articles that have the words, best first."""
        from variorum import archive as use

        story_of = self._list()[3]
        return tuple(
            Match(Report.of(found.article), story_of.get(found.article.id), *_marked(found.hit.snippet))
            for found in use.search(self.archive, words, since=since, limit=limit)
        )

    def problems(self, limit: int = 100) -> tuple[LoggedProblem, ...]:
        """What could not be taken in, the latest first."""
        return tuple(self.archive.problems(limit))

    def _list(self) -> tuple[str, tuple[StoryRow, ...], dict[str, StoryRow], dict[str, str]]:
        made_from = self.archive.stories_made_from() or ""
        listed = self._listed
        if listed is not None and listed[0] == made_from:
            return listed
        with self._lock:
            if self._listed is None or self._listed[0] != made_from:
                rows = newest_first(_rows(self.archive))
                story_of = {report.id: row.id for row in rows for report in row.reports}
                self._listed = made_from, rows, {row.id: row for row in rows}, story_of
            return self._listed

    def _key(self, row: StoryRow) -> str:
        return " ".join((self.settings.hash, row.id, *(f"{report.id} {report.sha256}" for report in row.reports)))

    def _standing(self, row: StoryRow) -> StoryRow:
        made = self._kept.standing(self._key(row))
        return row if made is None else StoryRow(row.id, row.title, row.reports, made)


class ComparisonLibrary:
    """Comparisons that were made before, one story each, called s1, s2, ... in their order."""

    def __init__(self, comparisons: Sequence[Comparison]) -> None:
        self._comparisons = {f"s{number}": comparison for number, comparison in enumerate(comparisons, start=1)}
        self._rows = tuple(
            _row(name, comparison.articles, standing(comparison)) for name, comparison in self._comparisons.items()
        )

    def state(self) -> str:
        """Never changes."""
        return "given"

    def stories(self) -> tuple[StoryRow, ...]:
        """All stories, in the order in which they were given."""
        return self._rows

    def story(self, id: str) -> StoryRow:
        """One story."""
        found = next((row for row in self._rows if row.id == id), None)
        if found is None:
            raise _no_story(id)
        return found

    def comparison(self, id: str, progress: Progress = no_progress) -> Comparison:
        """The comparison as it was given."""
        if id not in self._comparisons:
            raise _no_story(id)
        return self._comparisons[id]

    def version(self, id: str) -> str:
        """Never changes."""
        return "given"

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
        start = now() - since if since is not None else None
        found = []
        for story, comparison in self._comparisons.items():
            for article in comparison.articles:
                if start is not None and (article.published is None or article.published.replace(tzinfo=None) < start):
                    continue
                whole = f"{article.headline}\n{article.text}"
                if all(word in whole.casefold() for word in wanted):
                    found.append(Match(Report.of(article), story, *_around(whole, wanted[0])))
        return tuple(found[:limit])

    def problems(self, limit: int = 100) -> tuple[LoggedProblem, ...]:
        """There are none."""
        return ()


def standing(comparison: Comparison) -> Standing:
    """The numbers of a comparison that lists show."""
    counts: dict[Status, int] = {}
    for point in comparison.points:
        counts[point.status] = counts.get(point.status, 0) + 1
    copied = sum(len(origin.articles) - 1 for origin in comparison.origins)
    return Standing(tuple(counts.items()), len(comparison.articles) - copied)


def newest_first(rows: Sequence[StoryRow]) -> tuple[StoryRow, ...]:
    """The stories by their last report; those without a date come last."""
    return tuple(sorted(rows, key=lambda row: (_moment(row.last), len(row.reports)), reverse=True))


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
        and (since is None or (row.last is not None and _moment(row.last) >= _moment(since)))
        and (until is None or (row.first is not None and _moment(row.first) < _moment(until)))
    ]
    if order == "largest":
        found.sort(key=lambda row: (-len(row.outlets), -len(row.reports)))
    elif order == "contested":
        found.sort(key=lambda row: -(row.standing.count("contested") if row.standing else -1))
    return tuple(found)


class _Kept:
    """Comparisons in memory, the least recently used thrown away; what lists show of them is kept for all."""

    def __init__(self) -> None:
        self.made = 0
        self._comparisons: OrderedDict[str, Comparison] = OrderedDict()
        self._standings: dict[str, Standing] = {}
        self._reading = threading.Lock()
        self._making = threading.Lock()

    def get(self, key: str) -> Comparison | None:
        with self._reading:
            found = self._comparisons.get(key)
            if found is not None:
                self._comparisons.move_to_end(key)
            return found

    def standing(self, key: str) -> Standing | None:
        return self._standings.get(key)

    def make(self, key: str, work: Callable[[], Comparison]) -> Comparison:
        # One at a time: a comparison takes all the cores that the language model is given.
        with self._making:
            made = self.get(key)
            if made is None:
                made = work()
                with self._reading:
                    self._comparisons[key] = made
                    self._standings[key] = standing(made)
                    self.made += 1
                    if len(self._comparisons) > _KEPT:
                        self._comparisons.popitem(last=False)
            return made


def _rows(archive: Archive) -> list[StoryRow]:
    formed = archive.stories()
    numbers = [number for story in formed for number in story.articles]
    found = dict(zip(numbers, map(Report.of, archive.articles(numbers)), strict=True))
    return [_story(story.id, [found[number] for number in story.articles]) for story in formed]


def _row(id: str, articles: Sequence[Article], stands: Standing) -> StoryRow:
    return _story(id, [Report.of(article) for article in articles], stands)


def _story(id: str, reports: Sequence[Report], stands: Standing | None = None) -> StoryRow:
    title = next((report.title for report in reports if report.title), reports[0].id if reports else id)
    return StoryRow(id, " ".join(title.split()), tuple(reports), stands)


def _moment(moment: datetime | None) -> datetime:
    """Something to sort by: naive, in the time that the report gives; the beginning of time if there is none."""
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
    start = len(before)
    return f"{before}{found.group()} {after}", ((start, start + len(found.group())),)


def _no_story(id: str) -> NotFoundError:
    return NotFoundError(f"there is no story {id!r}", "list them with: variorum stories")


def _no_article(id: str) -> NotFoundError:
    return NotFoundError(f"there is no article {id!r}", "an article is called by its id or its address")
