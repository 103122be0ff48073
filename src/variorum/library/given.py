"""Comparisons that were made before, as stories."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from variorum import archive as use
from variorum.errors import InputError
from variorum.library.shapes import (
    EVERY,
    Listing,
    Match,
    Order,
    StoryRow,
    naive,
    no_article,
    no_story,
    report_of,
)
from variorum.model.article import Article
from variorum.model.comparison import Comparison
from variorum.progress import Progress, no_progress
from variorum.report.export import dumps
from variorum.report.page import StoryPage, render
from variorum.settings import Settings
from variorum.store import LoggedProblem
from variorum.store.records import now

_WORD = re.compile(r"\w+")


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
            matched = {match.story for match in self.search(words, limit=EVERY)}
            found = [row for row in found if row.id in matched]
        start = now() - since if since is not None else datetime.min
        found = [row for row in found if len(row.reports) >= least and naive(row.last) >= start]
        keys = {
            "newest": lambda row: naive(row.last).timestamp() if row.last else 0.0,
            "largest": lambda row: float(len(row.outlets)),
            "contested": lambda row: float(row.standing.count("contested") if row.standing else -1),
        }
        found.sort(key=keys[order], reverse=True)
        return Listing(tuple(found[offset : offset + limit]), len(found))

    def stories(self) -> tuple[StoryRow, ...]:
        """All stories, the newest first."""
        return self.listing(limit=EVERY).stories

    def story(self, id: str) -> StoryRow:
        """One story."""
        if id not in self._rows:
            raise no_story(id)
        return self._rows[id]

    def version(self, id: str) -> str:
        """Always the same."""
        return self.story(id).version

    def comparison(self, id: str, progress: Progress = no_progress) -> Comparison:
        """The comparison as it was given."""
        if id not in self._comparisons:
            raise no_story(id)
        return self._comparisons[id]

    def shown(self, row: StoryRow) -> Comparison:
        """The same."""
        return self.comparison(row.id)

    def page(self, row: StoryRow) -> StoryPage:
        """The same as the page of the story shows it."""
        return render(self.comparison(row.id), row.id)

    def export(self, row: StoryRow) -> bytes:
        """The same as JSON."""
        return dumps(self.comparison(row.id), indent=None).encode()

    def article(self, id: str) -> Article:
        """One article, by its id or address."""
        for comparison in self._comparisons.values():
            for article in comparison.articles:
                if id in (article.id, article.url):
                    return article
        raise no_article(id)

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
                if naive(article.published) >= start and all(word in whole.casefold() for word in wanted):
                    found.append(Match(report_of(article), story, *_around(whole, wanted[0])))
        return tuple(found[:limit])

    def problems(self, limit: int = 100) -> tuple[LoggedProblem, ...]:
        """There are none."""
        return ()


def _given(id: str, comparison: Comparison) -> StoryRow:
    reports = tuple(map(report_of, comparison.articles))
    return StoryRow(id, next((r.title for r in reports if r.title), id), reports, use.standing(comparison))


def _around(text: str, word: str, reach: int = 100) -> tuple[str, tuple[tuple[int, int], ...]]:
    found = re.search(re.escape(word), text, re.IGNORECASE)
    if found is None:
        return " ".join(text[: 2 * reach].split()), ()
    before = " ".join(text[max(0, found.start() - reach) : found.start()].split())
    before += " " if before else ""
    after = " ".join(text[found.end() : found.end() + reach].split())
    return f"{before}{found.group()} {after}", ((len(before), len(before) + len(found.group())),)
