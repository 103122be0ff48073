"""Intervals of the calendar: days, weeks, months, years and their parts, half-open."""

from __future__ import annotations

import calendar
from datetime import date, datetime, time, timedelta

Interval = tuple[datetime, datetime]
"""First moment, and one past the last; without time zone, in the local time of the report."""


def moment(day: date) -> datetime:
    """The first moment of a day."""
    return datetime.combine(day, time())


def of_days(first: date, last: date) -> Interval:
    """From the first moment of one day to the end of another."""
    return moment(first), moment(last) + timedelta(days=1) if last < date.max else moment(last)


def of_month(year: int, month: int, edge: str | None = None) -> Interval:
    """A month or a third of it; the end is its last eleven days at most."""
    last = calendar.monthrange(year, month)[1]
    first_day, last_day = {
        "early": (1, 10),
        "start": (1, 10),
        "mid": (11, 20),
        "late": (21, last),
        "end": (21, last),
    }.get(edge or "", (1, last))
    return of_days(date(year, month, first_day), date(year, month, last_day))


def of_year(year: int, edge: str | None = None) -> Interval:
    """A year or a part of it, drawn widely: "early" is its first four months, "end" the last two."""
    first, last = {"early": (1, 4), "start": (1, 2), "mid": (4, 9), "late": (9, 12), "end": (11, 12)}.get(
        edge or "", (1, 12)
    )
    return of_month(year, first)[0], of_month(year, last)[1]


def of_years(first: int, last: int) -> Interval:
    """From the beginning of one year to the end of another."""
    return of_year(max(first, 1))[0], of_year(min(max(last, 1), 9998))[1]


def of_week(day: date) -> Interval:
    """The week, from Monday, that a day lies in."""
    monday = day - timedelta(days=day.weekday())
    return of_days(monday, monday + timedelta(days=6))


def of_weekend(day: date) -> Interval:
    """Saturday and Sunday of the week that a day lies in."""
    saturday = day + timedelta(days=5 - day.weekday())
    return of_days(saturday, saturday + timedelta(days=1))


def of_quarter(year: int, quarter: int) -> Interval:
    """A calendar quarter, 1 to 4."""
    return of_month(year, 3 * quarter - 2)[0], of_month(year, 3 * quarter)[1]


def of_part(day: date, part: str) -> Interval:
    """A part of a day, drawn widely; the night ends the next morning."""
    first, last = {"MO": (0, 12), "AF": (12, 18), "EV": (16, 24), "NI": (18, 30)}[part]
    return moment(day) + timedelta(hours=first), moment(day) + timedelta(hours=last)


def union(first: Interval, second: Interval) -> Interval:
    """The least interval that holds both."""
    return min(first[0], second[0]), max(first[1], second[1])


def week_value(day: date) -> str:
    """TIMEX3 value of the ISO week of a day."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def add_months(day: date, months: int) -> date:
    """The same day some months later, or the last of that month.

    Raises:
        ValueError: The year is outside of 1 to 9999.
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not 1 <= year <= 9998:
        raise ValueError(f"year {year} is out of range")
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def add(day: date, amount: float, unit: str) -> date:
    """A day some units later; fractions of years count as months, of other units as days.

    Args:
        day: Where to count from.
        amount: How many, negative for earlier.
        unit: D, W, F (fortnight), M, Q, Y, E (decade) or C (century).

    Raises:
        ValueError: The year is outside of 1 to 9999.
    """
    months = {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200}.get(unit)
    try:
        if months:
            return add_months(day, round(amount * months))
        return day + timedelta(days=round(amount * {"W": 7, "F": 14}.get(unit, 1)))
    except OverflowError as error:
        raise ValueError(str(error)) from None
