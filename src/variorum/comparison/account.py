"""What happened when, and what each article leaves out. All of it verbatim."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from variorum.annotate.times.calendar_math import of_month, of_year
from variorum.comparison.gists import brief
from variorum.comparison.points import within
from variorum.comparison.units import Unit, Units
from variorum.model.comparison import SURE_SILENCE, Omission, Point, TimelineEntry
from variorum.model.document import Document
from variorum.model.text import Span

_LONGEST = timedelta(days=50 * 366)
"""Longer intervals ("20th-century art") date nothing that happened."""
_TO = re.compile(r"\s*(?:to|until|till|through|[-–])\s*", re.IGNORECASE)
_DECADE = 10
_YEAR_OR_MONTH = re.compile(r"(\d{4})(?:-(\d{2}))?")
_VAGUE_DAYS = (62, 5 * 366)
"""Intervals of more days are told by their months, by their years."""


def timeline(points: Sequence[Point], units: Units, documents: Sequence[Document]) -> tuple[TimelineEntry, ...]:
    """The intervals that the statements are dated to, in order, with the points that tell what happened then.

    A clause that explains a noun ("which took them out") stands with it ("buses which took them out").
    A caption dates its picture, which may be an old one: it counts for what others tell, too.
    """
    carried: dict[Span, list[str]] = defaultdict(list)
    shared: dict[Span, list[str]] = defaultdict(list)
    for point in points:
        for mention in point.mentions:
            carried[mention.span].append(point.id)
            if point.articles > 1:
                shared[mention.span].append(point.id)
    found: dict[tuple[datetime, datetime, str], list[tuple[str, Span]]] = defaultdict(list)
    for unit in units.items:
        document = documents[unit.document]
        told = shared if unit.sentence.block == "caption" else carried
        for when in _dates(unit, document):
            for point_id in told[unit.statement.span]:
                found[when].append((point_id, brief(unit, document)))
    return tuple(
        TimelineEntry(
            start=start,
            end=end,
            label=label,
            points=tuple(dict.fromkeys(point_id for point_id, _ in happened)),
            spans=tuple(dict.fromkeys(span for _, span in happened)),
        )
        for (start, end, label), happened in sorted(found.items())
    )


def _dates(unit: Unit, document: Document) -> Iterator[tuple[datetime, datetime, str]]:
    """First moment, last and label of the days in a statement; "from 1938 to 1940" is one, a century is none."""
    times = [document.times[index] for index in unit.statement.times]
    dates = [
        (time.span, time.value, *(_whole_day(time.start) if time.kind == "time" else (time.start, time.end)))
        for time in sorted(times, key=lambda time: time.span)
        if time.kind in ("date", "time") and time.start is not None and time.end is not None
    ]
    text = document.article.field(unit.sentence.span.field)
    ending = {
        number
        for number, (one, other) in enumerate(itertools.pairwise(dates), 1)
        if _TO.fullmatch(text, one[0].end, other[0].start) and one[2] < other[3]
    }
    for number, (_, value, start, end) in enumerate(dates):
        if number in ending or end - start > _LONGEST:
            continue
        if number + 1 in ending:
            end = dates[number + 1][3]
            yield start, end, interval(start, end)
        else:
            yield start, end, about(value, start, end) or interval(start, end)


def _whole_day(moment: datetime) -> tuple[datetime, datetime]:
    """The day of a moment: "on Wednesday morning" and "at 5.10 am" stand with what else happened on that day."""
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight, midnight + timedelta(days=1)


def omissions(points: Sequence[Point], documents: Sequence[Document]) -> tuple[Omission, ...]:
    """For each article the points that others surely carry and it does not, those of most independent origins first.

    Not those whose words stand for another point, too, that the article does tell.
    """
    found = []
    for number, document in enumerate(documents):
        told = [point.gist for point in points if point.cells[number] not in ("silent", "not observable")]
        missing = [
            Omission(document.article.id, point.id, point.origins)
            for point in sorted(points, key=lambda p: (-p.origins, -p.importance))
            if point.surely_shared
            and (point.silences[number] or 0.0) >= SURE_SILENCE
            and not any(within(point.gist, gist) for gist in told)
        ]
        found.extend(missing)
    return tuple(found)


def about(value: str, start: datetime, end: datetime) -> str | None:
    """The label of what is dated to a year or a month by a wider interval ("two years ago"): "about 2013".

    Args:
        value: The TIMEX3 value.
        start: First moment of the interval.
        end: One past its last moment.
    """
    found = _YEAR_OR_MONTH.fullmatch(value)
    if found is None:
        return None
    first, last = of_month(int(found[1]), int(found[2])) if found[2] else of_year(int(found[1]))
    wider = start <= first and last <= end and (start, end) != (first, last)
    return f"about {interval(first, last)}" if wider else None


def interval(start: datetime, end: datetime) -> str:
    """The interval in words: a day, a month, a year, a decade, or its first and last day.

    Longer than two months, its months, and longer than five years, its years: whoever says "three years ago" names no
    day.
    """
    days = (end - start).days
    last = end - timedelta(days=1)
    if days <= 1:
        return f"{start.day} {start:%B %Y}"
    whole_years = (start.month, start.day, end.month, end.day) == (1, 1, 1, 1)
    if whole_years and end.year - start.year == _DECADE and start.year % _DECADE == 0:
        return f"{start:%Y}s"
    if whole_years or days > _VAGUE_DAYS[1]:
        first, final = f"{start:%Y}", f"{last:%Y}"
    elif (start.day, end.day) == (1, 1) or days > _VAGUE_DAYS[0]:
        first, final = f"{start:%B %Y}", f"{last:%B %Y}"
    else:
        first, final = f"{start.day} {start:%B %Y}", f"{last.day} {last:%B %Y}"
    if first == final:
        return first
    for shared in (f" {last:%B %Y}", f" {last:%Y}"):
        first = first.removesuffix(shared)
    return f"{first} to {final}"
