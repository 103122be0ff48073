"""What every library answers with, and what it must answer."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from variorum.errors import NotFoundError
from variorum.model.article import Article
from variorum.model.comparison import Comparison
from variorum.progress import Progress, no_progress
from variorum.report.page import StoryPage
from variorum.settings import Settings
from variorum.store import LoggedProblem, Report, Standing
from variorum.store import Order as Order

EVERY = 1_000_000
"""More stories than there are."""


@dataclass(frozen=True, slots=True)
class StoryRow:
    """A story as lists show it: its reports in order of publication; `standing` None until it was compared."""

    id: str
    title: str
    reports: tuple[Report, ...]
    standing: Standing | None = None

    @property
    def ready(self) -> bool:
        """Its comparison is there and up to date."""
        return self.standing is not None and self.standing.current

    @property
    def readable(self) -> bool:
        """A comparison is there that can be shown at once, if perhaps an older one."""
        return self.standing is not None and not self.standing.overtaken

    @property
    def outlets(self) -> tuple[str, ...]:
        """The names of the outlets, each once."""
        return tuple(dict.fromkeys(report.name for report in self.reports))

    @property
    def first(self) -> datetime | None:
        """When its first dated report appeared."""
        return min((report.published for report in self.reports if report.published), key=naive, default=None)

    @property
    def last(self) -> datetime | None:
        """When its last dated report appeared."""
        return max((report.published for report in self.reports if report.published), key=naive, default=None)

    @property
    def version(self) -> str:
        """A few characters that change whenever the story or its comparison does, or that is no longer current."""
        made = self.standing.made.isoformat() if self.standing else ""
        state = "current" if self.ready else "older" if self.readable else ""
        parts = [self.id, made, state, *(f"{report.id}\0{report.sha256}" for report in self.reports)]
        return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class Since:
    """How the reports of a story differ from those that were compared, by id.

    Attributes:
        added: Those that joined it since.
        changed: Those whose text is another now.
        gone: Those that belong to it no more.
    """

    added: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]

    @classmethod
    def of(cls, row: StoryRow, before: Mapping[str, str]) -> Since:
        """What happened to a story since it had these reports: their digests, by id."""
        now = {report.id: report.sha256 for report in row.reports}
        return cls(
            tuple(name for name in now if name not in before),
            tuple(name for name in now if name in before and now[name] != before[name]),
            tuple(name for name in before if name not in now),
        )


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
        """The reports of a story as they are now, compared; made on first use, then kept.

        Raises:
            NotFoundError: There is no story of that id.
        """

    def shown(self, row: StoryRow) -> Comparison:
        """The comparison of a story that is there, current or not; it is made only if there is none.

        Raises:
            NotFoundError: The story is no more.
        """

    def page(self, row: StoryRow) -> StoryPage:
        """The same as the page of the story shows it.

        Raises:
            NotFoundError: The story is no more.
        """

    def export(self, row: StoryRow) -> bytes:
        """The same as JSON under its contract, in one line.

        Raises:
            NotFoundError: The story is no more.
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
        and (since is None or (row.last is not None and naive(row.last) >= naive(since)))
        and (until is None or (row.first is not None and naive(row.first) < naive(until)))
    ]
    if order == "largest":
        found.sort(key=lambda row: (-len(row.outlets), -len(row.reports)))
    elif order == "contested":
        found.sort(key=lambda row: -(row.standing.count("contested") if row.standing else -1))
    return tuple(found)


def report_of(article: Article) -> Report:
    """An article as lists show it."""
    return Report(
        article.id, article.outlet, " ".join(article.headline.split()) or " ".join(article.text[:200].split()[:12]),
        article.published, article.published_precision, article.url, article.language, article.sha256,
    )  # fmt: skip


def naive(moment: datetime | None) -> datetime:
    """Something to sort by: in the time that the report gives; the beginning of time if there is none."""
    return moment.replace(tzinfo=None) if moment is not None else datetime.min


def no_story(id: str) -> NotFoundError:
    """What is raised for an unknown story."""
    return NotFoundError(f"there is no story {id!r}", "list them with: variorum stories")


def no_article(id: str) -> NotFoundError:
    """What is raised for an unknown article."""
    return NotFoundError(f"there is no article {id!r}", "an article is called by its id or its address")
