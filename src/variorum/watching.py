"""What sources bring, and what it changes: which points of which stories became contested or corroborated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal

from variorum.archive import Ingested, comparison, form_stories, ingest, revisit
from variorum.archive.revisiting import RECENT
from variorum.errors import InputError
from variorum.model.comparison import Comparison, Point, Status
from variorum.pipeline import compare
from variorum.progress import Progress, no_progress
from variorum.report.load import load
from variorum.settings import Settings
from variorum.sources import Limits
from variorum.sources.visiting import Visitor
from variorum.store import Archive, comparisons
from variorum.store import stories as rows

Turned = Literal["contested", "corroborated"]


@dataclass(frozen=True, slots=True)
class Turn:
    """A point that has come to be contested, or corroborated.

    Attributes:
        point: As it is now.
        before: Its status at the last poll; None if no report told it.
    """

    point: Point
    before: Status | None


@dataclass(frozen=True, slots=True)
class News:
    """A story that changed.

    Attributes:
        story: Its id.
        comparison: As it is now.
        added: Ids of the reports that it did not have before.
        before: How many reports it had.
        contested: Points that have come to be contested.
        corroborated: Points that have come to be corroborated.
    """

    story: str
    comparison: Comparison
    added: tuple[str, ...]
    before: int
    contested: tuple[Turn, ...]
    corroborated: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class _Standing:
    """A story as it was: its articles, and what changes when one of them has a new text."""

    articles: tuple[int, ...]
    contents: str | None


def poll(
    archive: Archive,
    inputs: Sequence[str],
    visitor: Visitor,
    *,
    settings: Settings | None = None,
    limits: Limits | None = None,
    recent: timedelta = RECENT,
    progress: Progress = no_progress,
) -> tuple[Ingested, list[News]]:
    """Takes in what is new or has changed, forms stories, and compares those of two or more reports that changed.

    Args:
        archive: Where everything goes.
        inputs: As for `archive.ingest`.
        visitor: Fetches; the same one for every poll, as it knows which hosts are to be left alone.
        settings: Of the comparisons; defaults if None.
        limits: Bounds on the inputs.
        recent: How long after an article came in it is asked for again; zero for never.
        progress: Told of each step.

    Returns:
        What came in, and the stories that changed, those with the most that became contested first.
    """
    settings = settings or Settings()
    form_stories(archive, progress=progress)
    before = _standings(archive)
    done = ingest(archive, inputs, limits=limits, visitor=visitor, progress=progress)
    again = revisit(archive, visitor, recent=recent, limits=limits, progress=progress)
    done = replace(
        done, changed=done.changed + again.changed, known=done.known + again.known,
        problems=(*done.problems, *again.problems),
    )  # fmt: skip
    if not done.new + done.changed:
        return done, []
    form_stories(archive, progress=progress)
    found = []
    for story, standing in _standings(archive).items():
        earlier = before.get(story, _Standing((), None))
        if standing != earlier and len(standing.articles) > 1:
            found.append(_news(archive, story, standing, earlier, settings, progress))
    found.sort(key=lambda news: (-len(news.contested), -len(news.corroborated), news.story))
    return done, found


def turns(now: Comparison, before: Comparison | None, status: Turned) -> tuple[Turn, ...]:
    """The points that have come to have a status, most important first.

    A point is the one of before that it shares most of its words with.
    """
    earlier = before.points if before is not None else ()
    found = []
    for point in now.points:
        if point.status == status:
            was = _same(point, earlier)
            if was is None or was.status != status:
                found.append(Turn(point, was.status if was is not None else None))
    return tuple(found)


def _same(point: Point, earlier: Sequence[Point]) -> Point | None:
    shared: Counter[int] = Counter()
    for number, other in enumerate(earlier):
        for span in (mention.span for mention in point.mentions):
            for old in (mention.span for mention in other.mentions):
                if (span.article, span.field) == (old.article, old.field):
                    shared[number] += max(0, min(span.end, old.end) - max(span.start, old.start))
    ((best, characters),) = shared.most_common(1) or [(0, 0)]
    return earlier[best] if characters else None


def _standings(archive: Archive) -> dict[str, _Standing]:
    with archive.database.read() as connection:
        return {
            story.id: _Standing(story.articles, rows.contents_of(connection, story.id))
            for story in rows.everything(connection)
        }


def _news(
    archive: Archive, story: str, standing: _Standing, earlier: _Standing, settings: Settings, progress: Progress
) -> News:
    before = _before(archive, story, earlier, settings, progress)
    now = comparison(archive, story, settings, progress)
    names = dict(zip(standing.articles, (article.id for article in archive.articles(standing.articles)), strict=True))
    return News(
        story,
        now,
        tuple(names[number] for number in standing.articles if number not in earlier.articles),
        len(earlier.articles),
        turns(now, before, "contested"),
        turns(now, before, "corroborated"),
    )


def _before(
    archive: Archive, story: str, earlier: _Standing, settings: Settings, progress: Progress
) -> Comparison | None:
    """The comparison of a story as it was: the one that was kept, else made now of the reports that it had."""
    if len(earlier.articles) < 2:
        return None
    with archive.database.read() as connection:
        try:
            kept = comparisons.last(connection, story, settings.hash)
            if kept is not None:
                return load(kept)
        except InputError:
            pass  # What is damaged is made again.
    return compare(tuple(archive.articles(earlier.articles)), settings, progress)
