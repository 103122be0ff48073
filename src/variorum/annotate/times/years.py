"""The year of a date that is told without one, as news reports mean it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from variorum.annotate.times.expressions import Expression

Direction = Literal["past", "future", "near"]
"""Which way to look from the publication: back, ahead, or for what is nearest."""

_CLEAR = 92
"""Days: a date without a year that is nearer than this is meant, whichever way the sentence seems to look."""


@dataclass(frozen=True, slots=True)
class Context:
    """What an article tells about its own dates.

    Attributes:
        published: Day of publication; None if unknown.
        years: The year of each (month, day) that the article dates in full somewhere, if it is one year.
        day_first: Whether dates in figures are written day first; None if the article does not tell.
    """

    published: date | None
    years: Mapping[tuple[int, int], int] = field(default_factory=dict)
    day_first: bool | None = None


def valid_day(year: int, month: int, day: int) -> date | None:
    """The day, None if there is none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def year_of_day(expression: Expression, month: int, day: int, context: Context, way: Direction | None) -> int | None:
    """The year of a day and month; None if nothing tells it.

    Args:
        expression: What names the day; a weekday in it decides between years, "last year" says which.
        month: 1 to 12.
        day: Of the month.
        context: What the article tells.
        way: Which way the sentence looks.
    """
    published, weekday = context.published, expression.weekday
    if expression.unit == "Y":  # "17 December last year"
        return None if published is None else published.year + (expression.shift or 0)
    told = context.years.get((month, day))
    if published is None or (told is not None and way != "future"):
        return told
    near = [
        found
        for year in (published.year - 1, published.year, published.year + 1)
        if (found := valid_day(year, month, day)) is not None
    ]
    if weekday is not None:
        near = [found for found in near if found.weekday() == weekday] or near
    nearest = min(near, key=lambda found: abs((found - published).days), default=None)
    if nearest is None:
        return None
    gap = (nearest - published).days
    if (way == "past" and gap > _CLEAR) or (way == "future" and gap < -_CLEAR):
        wanted = [found for found in near if (found <= published) == (way == "past")]
        nearest = min(wanted, key=lambda found: abs((found - published).days), default=nearest)
    return nearest.year


def year_of_month(expression: Expression, month: int, published: date | None, way: Direction | None) -> int | None:
    """The year of a month: of the last such month unless the words or the sentence look ahead; None if unpublished."""
    if published is None:
        return None
    if expression.unit == "Y":  # "January this year"
        return published.year + (expression.shift or 0)
    if expression.shift == 0:
        return published.year
    if expression.shift == -1:
        return published.year - (month >= published.month)
    if expression.shift == 1:
        return published.year + (month <= published.month)
    if way == "near" and (month - published.month) % 12 <= 6:
        way = "future"
    if way == "future":
        return published.year + (month < published.month)
    return published.year - (month > published.month)
