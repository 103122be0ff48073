"""The stories of an archive."""

from __future__ import annotations

import threading
from collections import OrderedDict
from datetime import datetime, timedelta
from typing import Protocol

from variorum import archive as use
from variorum.errors import InputError
from variorum.library.shapes import (
    EVERY,
    Listing,
    Match,
    Order,
    StoryRow,
    no_article,
    no_story,
    report_of,
)
from variorum.model.article import Article
from variorum.model.comparison import Comparison
from variorum.progress import Progress, no_progress
from variorum.report.export import dumps
from variorum.report.load import load
from variorum.report.page import StoryPage, render
from variorum.settings import Settings
from variorum.store import END, START, Archive, LoggedProblem, Report, lists
from variorum.store import StoryRow as StoredRow
from variorum.store import stories as rows

_KEPT = 64
"""Comparisons kept in memory; one of five long reports takes about a megabyte."""

_TRIES = 3
"""How often a comparison is made elsewhere; if the story changes each time, it is made here at last."""


class Maker(Protocol):
    """Makes comparisons somewhere else than in the process of those who read."""

    def make(self, id: str, progress: Progress) -> None:
        """Makes the comparison of a story and keeps it in the archive; returns when it is there.

        Raises:
            VariorumError: It cannot be made.
        """


class ArchiveLibrary:
    """The stories of an archive as they were last formed.

    Attributes:
        archive: Where they are.
        maker: What makes comparisons; None if they are made here.
    """

    def __init__(self, archive: Archive, settings: Settings | None = None) -> None:
        self.archive = archive
        self.maker: Maker | None = None
        self._settings = settings or Settings()
        self._listed: tuple[str, tuple[StoryRow, ...]] = ("", ())
        self._kept: OrderedDict[tuple[str, datetime], Comparison] = OrderedDict()
        self._reading = threading.Lock()
        self._loading = threading.Lock()
        self._rendering = threading.Lock()
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
            self._listed = state, self.listing(limit=EVERY).stories
        return self._listed[1]

    def story(self, id: str) -> StoryRow:
        """One story."""
        with self.archive.database.read() as connection:
            stored = rows.one(connection, id)
            if stored is None:
                raise no_story(id)
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
        for _ in range(_TRIES):
            row = self.story(id)
            if row.ready or self.maker is None:
                break
            # One at a time: a comparison takes all the cores that the language model is given.
            with self._making:
                self.maker.make(id, progress)
        if row.ready:
            return self.shown(row)
        with self._making:
            return use.comparison(self.archive, id, self.settings, progress)

    def shown(self, row: StoryRow) -> Comparison:
        """The comparison that is there; one that was made since the row was read, if so."""
        key = (row.id, row.standing.made) if row.standing is not None else None
        with self._reading:
            if key is not None and key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        # One is read at a time: of several at once, each would take as long as all of them.
        with self._loading:
            export = use.kept_export(self.archive, row.id, self.settings)
            try:
                found = load(export, checked=True) if export is not None else None
            except InputError:
                found = None  # What is damaged, or of a version that wrote otherwise, is made again.
        if found is None or key is None:
            return found or use.comparison(self.archive, row.id, self.settings)
        with self._reading:
            self._kept[key] = found
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return found

    def page(self, row: StoryRow) -> StoryPage:
        """The same as the page of the story shows it; rendered only if what is kept is not of this version."""
        kept = use.kept_page(self.archive, row.id, row.standing.made, self.settings) if row.standing else None
        if kept is not None:
            return kept
        comparison = self.shown(row)
        # One is rendered at a time, for the same reason.
        with self._rendering:
            return render(comparison, row.id)

    def export(self, row: StoryRow) -> bytes:
        """The same as JSON."""
        kept = use.kept_export(self.archive, row.id, self.settings)
        return kept or dumps(self.comparison(row.id), indent=None).encode()

    def article(self, id: str) -> Article:
        """One article, by its id or address."""
        number = self.archive.number(id)
        found = next(self.archive.articles([number]), None) if number is not None else None
        if found is None:
            raise no_article(id)
        return found

    def search(self, words: str, since: timedelta | None = None, limit: int = 20) -> tuple[Match, ...]:
        """Articles that have the words, best first."""
        found = use.search(self.archive, words, since=since, limit=limit)
        with self.archive.database.read() as connection:
            homes = rows.home_of(connection, [hit.article.id for hit in found])
        return tuple(Match(report_of(f.article), homes.get(f.article.id), *_marked(f.hit.snippet)) for f in found)

    def problems(self, limit: int = 100) -> tuple[LoggedProblem, ...]:
        """What could not be taken in, the latest first."""
        return tuple(self.archive.problems(limit))


def _row(row: StoredRow, reports: tuple[Report, ...]) -> StoryRow:
    return StoryRow(row.id, " ".join(row.title.split()) or row.id, reports, row.standing)


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
