"""Time expressions to TIMEX3 values and intervals, given the day of publication."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from variorum.annotate.times import calendar_math as cal
from variorum.annotate.times.expressions import Expression, duration_value
from variorum.annotate.times.years import Context, Direction, valid_day, year_of_day, year_of_month

_HOUR_WIDE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Reading:
    """What an expression means.

    Attributes:
        value: TIMEX3 value.
        interval: None where it cannot be told.
        anchored: It took another date to tell.
    """

    value: str
    interval: cal.Interval | None = None
    anchored: bool = False


def resolve(expression: Expression, context: Context, way: Direction | None) -> Reading | None:
    """What an expression means; None if it is no date after all ("31 June").

    Offsets from events and neighbours of other days ("the following day") are left to `annotate.times.anchors`.
    """
    try:
        return _RESOLVERS[expression.form](expression, context, way)
    except ValueError:
        return None


def _given(number: int | None) -> int:
    """A part of a date that its form always has.

    Raises:
        ValueError: It is missing after all.
    """
    if number is None:
        raise ValueError("a part of the date is missing")
    return number


def _calendar(e: Expression, c: Context, way: Direction | None) -> Reading:
    if e.month is None:
        year = _given(e.year)
        return Reading(f"{year:04d}", cal.of_year(year, e.edge))
    if e.day is None:
        found = e.year or year_of_month(e, e.month, c.published, way)
        if found is None:
            return Reading(f"XXXX-{e.month:02d}")
        return Reading(f"{found:04d}-{e.month:02d}", cal.of_month(found, e.month, e.edge), e.year is None)
    date(2000, e.month, e.day)  # raises ValueError where no year has such a day
    found = e.year or year_of_day(e, e.month, e.day, c, way)
    if found is None:
        return Reading(f"XXXX-{e.month:02d}-{e.day:02d}" + _time_value(e))
    day = date(found, e.month, e.day)
    if e.last_day:
        return Reading(day.isoformat(), cal.of_days(day, date(found, e.month, e.last_day)), e.year is None)
    return _timed(e, day, e.year is None)


def _numeric(e: Expression, c: Context, way: Direction | None) -> Reading:
    year, first, second = _given(e.year), _given(e.month), _given(e.day)
    month_first, day_first = valid_day(year, first, second), valid_day(year, second, first)
    if month_first == day_first:
        chosen = month_first
    elif c.day_first is not None:
        chosen = day_first if c.day_first else month_first
    else:
        near = [d for d in (month_first, day_first) if d and c.published and abs((d - c.published).days) <= 2]
        chosen = near[0] if len(near) == 1 else None
    if chosen is None:
        return Reading(f"{year:04d}-XX-XX", cal.of_year(year))
    return _timed(e, chosen, c.day_first is None and month_first != day_first)


def _time_value(e: Expression) -> str:
    """The part of a TIMEX3 value that tells the time of day, empty if none is told."""
    if e.clock:
        return f"T{e.clock[0]:02d}:{e.clock[1]:02d}" + ("Z" if e.zone in ("GMT", "UTC") else "")
    return f"T{e.part}" if e.part else ""


def _timed(e: Expression, day: date, anchored: bool) -> Reading:
    """A day, the part of it, or the time of day on it."""
    if e.clock:
        return clock_reading(e, day, anchored)
    if e.part:
        return Reading(f"{day.isoformat()}T{e.part}", cal.of_part(day, e.part), anchored)
    return Reading(day.isoformat(), cal.of_days(day, day), anchored)


def clock_reading(e: Expression, day: date, anchored: bool) -> Reading:
    """A time of day on a day.

    A full hour stands for the hour that begins then. UTC is widened by what local time may differ from it.
    """
    hour, minute = e.clock or (0, 0)
    begin = cal.moment(day) + timedelta(hours=hour, minutes=minute)
    width = timedelta(minutes=1) if minute else _HOUR_WIDE
    interval: cal.Interval | None = (begin, begin + width)
    value = day.isoformat() + _time_value(e)
    if hour == 24:  # "midnight on Friday" may begin or end it
        interval = cal.moment(day), begin + width
    elif e.value == "12":  # "five o'clock" without the half of the day
        interval = cal.of_days(day, day)
    elif e.zone in ("GMT", "UTC"):
        interval = (begin - timedelta(hours=12), begin + timedelta(hours=14))
    return Reading(value, interval, anchored)


def _clock(e: Expression, c: Context, way: Direction | None) -> Reading:
    return Reading(_time_value(e))


def _weekday(e: Expression, c: Context, way: Direction | None) -> Reading:
    weekday = _given(e.weekday)
    if c.published is None:
        return Reading(f"XXXX-WXX-{weekday + 1}" + _time_value(e))
    if e.value == "W":  # "Friday last week"
        monday = c.published - timedelta(days=c.published.weekday())
        return _timed(e, monday + timedelta(days=7 * (e.shift or 0) + weekday), True)
    back = (c.published.weekday() - weekday) % 7
    ahead = way == "future" or (way == "near" and back > 3) or (way is None and e.shift == 0)
    if e.shift == -1:
        day = c.published - timedelta(days=back or 7)
    elif e.shift == 1 or (back and ahead):
        day = c.published + timedelta(days=7 - back)
    else:
        day = c.published - timedelta(days=back)
    return _timed(e, day, True)


def _shifted(e: Expression, c: Context, way: Direction | None) -> Reading:
    if c.published is None:
        blank = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX"}
        return Reading(blank.get(e.unit, "XXXX") + _time_value(e))
    day, shift = c.published, e.shift or 0
    if e.unit == "D":
        return _timed(e, cal.add(day, e.amount or 0, "D"), True)
    if e.unit == "W":
        return _week(cal.add(day, shift, "W"), e.edge)
    if e.unit == "WE":
        if shift == 0 and day.weekday() < 5 and way != "future":
            shift = -1
        weekend = cal.of_weekend(cal.add(day, shift, "W"))
        return Reading(f"{cal.week_value(weekend[0].date())}-WE", weekend, True)
    if e.unit == "M":
        other = cal.add(day, shift, "M")
        return Reading(f"{other.year:04d}-{other.month:02d}", cal.of_month(other.year, other.month, e.edge), True)
    if e.unit == "Q":
        other = cal.add(day, shift, "Q")
        quarter = (other.month + 2) // 3
        return Reading(f"{other.year:04d}-Q{quarter}", cal.of_quarter(other.year, quarter), True)
    if e.unit == "E":
        decade = day.year // 10 + shift
        return Reading(f"{decade}", cal.of_years(decade * 10, decade * 10 + 9), True)
    if e.unit == "C":
        century = day.year // 100 + shift
        return Reading(f"{century}", cal.of_years(century * 100, century * 100 + 99), True)
    return Reading(f"{day.year + shift:04d}", cal.of_year(day.year + shift, e.edge), True)


def _week(day: date, edge: str | None) -> Reading:
    start, end = cal.of_week(day)
    days = {"early": (0, 3), "start": (0, 2), "mid": (1, 5), "late": (3, 7), "end": (4, 7)}.get(edge or "")
    if days:
        start, end = start + timedelta(days=days[0]), start + timedelta(days=days[1])
    return Reading(cal.week_value(day), (start, end), True)


def _ago(e: Expression, c: Context, way: Direction | None) -> Reading:
    sign = e.shift or -1
    if e.amount is None or c.published is None:
        return Reading("PAST_REF" if sign < 0 else "FUTURE_REF")
    if e.unit in ("h", "m", "s"):
        near = cal.of_days(c.published - timedelta(days=1), c.published)
        return Reading(c.published.isoformat(), near if e.amount <= 24 else None, True)
    day = cal.add(c.published, sign * e.amount, e.unit)
    if e.unit == "D":
        return Reading(day.isoformat(), cal.of_days(day, day), True)
    # "Two years ago" is said of anything from one and a half to two and a half years ago.
    slack = {"W": 4, "F": 7, "M": 16, "Q": 46}.get(e.unit, 183 if e.unit == "Y" and e.amount < 20 else 1827)
    about = cal.of_days(cal.add(day, -slack, "D"), cal.add(day, slack, "D"))
    if e.unit in ("W", "F"):
        return Reading(cal.week_value(day), cal.union(about, cal.of_week(day)), True)
    if e.unit == "M" or e.amount != int(e.amount):
        return Reading(f"{day.year:04d}-{day.month:02d}", cal.union(about, cal.of_month(day.year, day.month)), True)
    return Reading(f"{day.year:04d}", cal.union(about, cal.of_year(day.year)), True)


def _window(e: Expression, c: Context, way: Direction | None) -> Reading:
    value = duration_value(e.amount, e.unit)
    if e.amount is None or c.published is None or e.unit in ("h", "m", "s", "WE"):
        return Reading(value)
    other = cal.add(c.published, (e.shift or -1) * e.amount, e.unit)
    return Reading(value, cal.of_days(min(other, c.published), max(other, c.published)), True)


def _duration(e: Expression, c: Context, way: Direction | None) -> Reading:
    return Reading(duration_value(e.amount, e.unit))


def _season(e: Expression, c: Context, way: Direction | None) -> Reading:
    year = e.year
    if year is None:
        if c.published is None:
            return Reading(f"XXXX-{e.value}")
        begun = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[e.value] <= c.published.month
        year = c.published.year
        if e.shift == -1:
            year -= (
                1 if e.value == "WI" or not begun or c.published.month <= {"SP": 5, "SU": 8, "FA": 11}[e.value] else 0
            )
        elif e.shift == 1:
            year += begun
        elif e.shift is None and way != "future":
            year -= not begun
    # The seasons of the two hemispheres differ, and a winter lies in two years: nothing narrower is certain.
    interval = cal.of_years(year - 1, year + 1) if e.value == "WI" else cal.of_years(year, year)
    return Reading(f"{year:04d}-{e.value}", interval, e.year is None)


def _quarter(e: Expression, c: Context, way: Direction | None) -> Reading:
    number = int(e.amount or 1)
    year = e.year
    if year is None:
        if c.published is None:
            return Reading(f"XXXX-Q{number}")
        begun = 3 * number - 2 <= c.published.month
        year = c.published.year + (e.shift if e.shift is not None else 0 if begun or way == "future" else -1)
    return Reading(f"{year:04d}-Q{number}", cal.of_quarter(year, number), e.year is None)


def _half(e: Expression, c: Context, way: Direction | None) -> Reading:
    number = int(e.amount or 1)
    year = _given(e.year)
    interval = cal.of_quarter(year, 2 * number - 1)[0], cal.of_quarter(year, 2 * number)[1]
    return Reading(f"{year:04d}-H{number}", interval)


def _decade(e: Expression, c: Context, way: Direction | None) -> Reading:
    first, last = {"early": (0, 4), "mid": (3, 7), "late": (5, 9)}.get(e.edge or "", (0, 9))
    year = _given(e.year)
    return Reading(f"{year // 10}", cal.of_years(year + first, year + last))


def _century(e: Expression, c: Context, way: Direction | None) -> Reading:
    first, last = {"early": (0, 40), "mid": (30, 70), "late": (60, 100)}.get(e.edge or "", (0, 100))
    year = _given(e.year)
    return Reading(f"{year // 100:02d}", cal.of_years(year + first, year + last))


def _as_written(e: Expression, c: Context, way: Direction | None) -> Reading:
    return Reading(e.value)


def _from_event(e: Expression, c: Context, way: Direction | None) -> Reading:
    return Reading(duration_value(e.amount, e.unit), None, True)


def _beside(e: Expression, c: Context, way: Direction | None) -> Reading:
    return Reading({"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX"}.get(e.unit, "XXXX"), None, True)


_RESOLVERS = {
    "calendar": _calendar,
    "numeric": _numeric,
    "weekday": _weekday,
    "shifted": _shifted,
    "ago": _ago,
    "offset": _from_event,
    "neighbour": _beside,
    "window": _window,
    "duration": _duration,
    "season": _season,
    "quarter": _quarter,
    "half": _half,
    "decade": _decade,
    "century": _century,
    "reference": _as_written,
    "clock": _clock,
    "set": _as_written,
}


def as_day(published: datetime | None) -> date | None:
    """The calendar day of a publication date, in the time zone that it is given in."""
    return published.date() if published else None
