"""When the reports appeared, drawn as signs along a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from variorum.report import legend

_HALF_DAY = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Dot:
    """A report at its place on the line; `level` counts upwards from it where several stand in one place."""

    x: float
    level: int
    sign: str
    title: str


@dataclass(frozen=True, slots=True)
class Strip:
    """The line, `width` units long, with the days at its ends and the whole in words."""

    width: int
    levels: int
    dots: tuple[Dot, ...]
    first: str
    last: str
    words: str


@dataclass(frozen=True, slots=True)
class Appeared:
    """A report to be drawn: its sign (may be empty), what to call it, and when it appeared."""

    sign: str
    name: str
    published: datetime | None
    precision: str


def draw(reports: Sequence[Appeared], width: int, apart: float) -> Strip | None:
    """The strip of some reports; None if no date is known.

    Args:
        reports: What appeared.
        width: Of the line, in units of the drawing.
        apart: Least distance of two signs on one level, in the same units.
    """
    dated = sorted(
        ((_moment(report.published, report.precision), report) for report in reports if report.published),
        key=lambda pair: pair[0],
    )
    if not dated:
        return None
    start, end = dated[0][0], dated[-1][0]
    length = (end - start) / timedelta(seconds=1)
    taken: list[float] = []
    dots = []
    for moment, report in dated:
        x = width * ((moment - start) / timedelta(seconds=1)) / length if length else width / 2
        level = next((n for n, at in enumerate(taken) if x - at >= apart), len(taken))
        taken[level : level + 1] = [x]
        dots.append(Dot(round(x, 1), level, report.sign, f"{report.name}, {_day(moment, report.precision)}"))
    first, last = _day(start, "day"), _day(end, "day")
    ends = (first, "") if first == last else (_short(start, end), _short(end))
    when = f"on {first}" if first == last else f"from {first} to {last}"
    unknown = len(reports) - len(dated)
    words = f"{legend.count(len(dated), 'report')} {when}" + (f"; {unknown} without a date" if unknown else "")
    return Strip(width, max(dot.level for dot in dots) + 1, tuple(dots), *ends, words)


def _moment(published: datetime, precision: str) -> datetime:
    """A moment to place it by; of which only the day is known, that appeared at noon as far as a drawing goes."""
    moment = published.replace(tzinfo=None)
    return moment if precision == "second" else datetime(moment.year, moment.month, moment.day) + _HALF_DAY


def _short(moment: datetime, other: datetime | None = None) -> str:
    """The day in few letters, without the year where the other end has the same."""
    day = f"{moment.day} {moment:%b}"
    return day if other is not None and other.year == moment.year else f"{day} {moment.year}"


def _day(moment: datetime, precision: str) -> str:
    day = f"{moment.day} {moment:%B} {moment.year}"
    return f"{day}, {moment:%H:%M}" if precision == "second" else day
