"""Whether two times of one event can both be right."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from variorum.annotate.times.words import MONTH, WEEKDAY, WEEKDAY_SHORT
from variorum.model.document import TimeExpression

TimeRelation = Literal["same", "nested", "disjoint", "unknown"]

_CLOCK = r"T(?P<hour>\d\d):(?P<minute>\d\d)"
_DATED_CLOCK = re.compile(rf"(?P<day>\d{{4}}-\d\d-\d\d)?{_CLOCK}Z?")
_UNDATED = re.compile(
    rf"(?:XXXX-(?:WXX-(?P<weekday>\d)|(?P<month>\d\d)(?:-(?P<day>\d\d))?))?(?:{_CLOCK}|T(?P<part>[A-Z]+))?Z?"
)
"""TIMEX3 values of an article whose date is unknown: "XXXX-WXX-5" is a Friday, "XXXX-12-06" some 6 December."""
_DAY_WORDS = re.compile(
    rf"{MONTH}|{WEEKDAY}|{WEEKDAY_SHORT}|\d{{4}}-\d|today|tonight|yesterday|tomorrow", re.IGNORECASE
)
_CALENDAR = re.compile(rf"{MONTH}|{WEEKDAY}|{WEEKDAY_SHORT}|\d{{4}}", re.IGNORECASE)
_OFF_BY = {0: 20, 15: 10, 30: 10, 45: 10}
"""Minutes by which a time of day may be rounded that is told to the hour or the quarter."""
_MINUTES_OF_FIVE = 5
_WEEK = timedelta(days=7)
_ALIKE = 0.1
"""Share by which two lengths may differ that a reader takes for one."""
_DAYS = {"Y": 365.25, "M": 30.4, "W": 7.0, "D": 1.0}
_CLOCK_DAYS = {"H": 1 / 24, "M": 1 / 1440, "S": 1 / 86400}


def times_relation(a: TimeExpression, b: TimeExpression) -> TimeRelation:
    """How two times of one event stand to each other.

    "same": one interval, or one length. "nested": one holds the other ("December", "3 December"), they overlap or are
    but rounded otherwise ("about 10 a.m.", "10:10 a.m."), so that both can be right. "disjoint": they cannot.
    "unknown": they cannot be held against each other ("yesterday" in an article without a date, lengths and dates).
    """
    if ("duration" in (a.kind, b.kind) or "set" in (a.kind, b.kind)) and a.kind != b.kind:
        return "unknown"
    if a.kind == b.kind == "time" and a.value.endswith("Z") != b.value.endswith("Z"):
        return "unknown"  # One names its time zone, the other is on a clock that the article does not name.
    if a.kind == b.kind == "duration":
        return "unknown" if a.anchored or b.anchored else _lengths(a.value, b.value)
    if a.start and a.end and b.start and b.end:
        clocks = _DATED_CLOCK.fullmatch(a.value), _DATED_CLOCK.fullmatch(b.value)
        if clocks[0] and clocks[1] and (clocks[0]["day"] == clocks[1]["day"] or not (_names_day(a) and _names_day(b))):
            return _clocks(clocks[0].groupdict(), clocks[1].groupdict())
        if (a.start, a.end) == (b.start, b.end):
            return "same"
        if abs(a.start - b.start) == _WEEK and a.span.quote.casefold() == b.span.quote.casefold():
            return "unknown"  # Both say "Thursday"; whether the last or the next was read from the verbs beside it.
        return "nested" if a.start < b.end and b.start < a.end else "disjoint"
    if a.start or b.start:
        return "unknown"
    return _undated(a.value, b.value)


def _names_day(time: TimeExpression) -> bool:
    """The words tell the day too; else it was taken from what stands before them, and may be wrong."""
    return bool(_DAY_WORDS.search(time.span.quote))


def names_calendar_day(time: TimeExpression) -> bool:
    """Whether the words name a month, a weekday or a date, rather than tell a day from that of the report."""
    return bool(_CALENDAR.search(time.span.quote))


def is_comparable(time: TimeExpression) -> bool:
    """Whether a time can be held against others: it has an interval, or an undated article names its day or hour."""
    return time.start is not None or bool(time.value and _UNDATED.fullmatch(time.value))


@dataclass(frozen=True, slots=True)
class _Day:
    """What an undated article tells of a day."""

    weekday: str | None
    month: str | None
    day: str | None


def _undated(a: str, b: str) -> TimeRelation:
    first, second = _UNDATED.fullmatch(a), _UNDATED.fullmatch(b)
    if not (a and b and first and second):
        return "unknown"
    days = [_Day(match["weekday"], match["month"], match["day"]) for match in (first, second)]
    found = [_days(*days)]
    if first["hour"] and second["hour"]:
        found.append(_clocks(first.groupdict(), second.groupdict()))
    elif first["part"] or second["part"]:
        found.append("same" if first["part"] == second["part"] else "nested")
    elif first["hour"] or second["hour"]:
        found.append("nested")
    for relation in ("disjoint", "unknown", "nested"):
        if relation in found:
            return relation
    return "same"


def _days(a: _Day, b: _Day) -> TimeRelation:
    """Of two days in articles without a date, which are taken to be of one week or year."""
    if a == b:
        return "same"
    if a.weekday and b.weekday:
        return "disjoint"
    if a.month and b.month:
        return "disjoint" if a.month != b.month or (a.day and b.day) else "nested"
    return "nested" if _Day(None, None, None) in (a, b) else "unknown"


def _clocks(a: Mapping[str, str | None], b: Mapping[str, str | None]) -> TimeRelation:
    """Of two times of one day."""
    first, second = (60 * int(clock["hour"] or 0) + int(clock["minute"] or 0) for clock in (a, b))
    if first == second:
        return "same"
    return "nested" if abs(first - second) <= max(_off_by(first), _off_by(second)) else "disjoint"


def _off_by(minutes: int) -> int:
    return _OFF_BY.get(minutes % 60, 0 if minutes % _MINUTES_OF_FIVE else _MINUTES_OF_FIVE)


def _lengths(a: str, b: str) -> TimeRelation:
    if a == b:
        return "same"
    first, second = _days_of(a), _days_of(b)
    if not first or not second:
        return "unknown"
    return "nested" if abs(first - second) <= _ALIKE * max(first, second) else "disjoint"


def _days_of(value: str) -> float | None:
    """Length of a TIMEX3 duration in days."""
    match = re.fullmatch(r"P(T?)(\d+(?:\.\d+)?)([YMWDHS])(?:(\d+)([MS]))?", value)
    if not match:
        return None
    table = _CLOCK_DAYS if match[1] else _DAYS
    days = float(match[2]) * table.get(match[3], 0.0)
    return days + float(match[4]) * table.get(match[5], 0.0) if match[4] else days
