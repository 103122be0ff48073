"""Publication dates: written ones parsed, and the date that a text gives of itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime

Precision = str
"""How exact a date is: "day" or "second"."""

EARLIEST = 1800
"""Year before which nothing is taken for a publication date."""

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",), ("june", "jun"),
            ("july", "jul"), ("august", "aug"), ("september", "sept", "sep"), ("october", "oct"),
            ("november", "nov"), ("december", "dec"),
        ),
        1,
    )
    for name in names
}  # fmt: skip
_MONTH = "(?P<{}>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?P<{}>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<{}>(?:1[89]|20)\d\d)"
_NOT_IN_NUMBER = r"(?<![\d.,/:-])"

_DATE = re.compile(
    "|".join(
        (
            rf"{_NOT_IN_NUMBER}{_YEAR.format('y1')}-(?P<m1>[01]\d)-(?P<d1>[0-3]\d)(?![\d-])",
            rf"{_NOT_IN_NUMBER}(?P<d2>[0-3]?\d)\.(?P<m2>[01]?\d)\.{_YEAR.format('y2')}(?![\d.])",
            rf"{_NOT_IN_NUMBER}(?P<a3>[0-3]?\d)/(?P<b3>[0-3]?\d)/{_YEAR.format('y3')}(?![\d/])",
            rf"{_NOT_IN_NUMBER}{_DAY.format('d4')}(?:\s|-|\sof\s){{1,2}}{_MONTH.format('m4')}(?:(?:,|\s|-){{1,2}}{_YEAR.format('y4')}\b)?",
            rf"\b{_MONTH.format('m5')}\s{{1,2}}{_DAY.format('d5')}\b(?!:)(?:(?:,\s{{0,2}}|\s{{1,2}}){_YEAR.format('y5')}\b)?",
        )
    ),
    re.IGNORECASE,
)  # fmt: skip
_ISO = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d")
_OFFSET = re.compile(r"([+-])(\d\d):?(\d\d)$")
_URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2]|[A-Za-z]{3,9})[/-](0?[1-9]|[12]\d|3[01])(?=[/_-]|$)")
_BARE_YEAR = re.compile(r"(?<![\d.,$£€])(?:19|20)\d\d(?![\d,]|\.\d|\s*(?:people|dead|troops))")
_REMEMBRANCE = re.compile(
    r"\banniversar(?:y|ies)\b|\byears?\s(?:ago|since|after|later|on)\b|\bcommemorat|\bon this day\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A calendar date as written: where it stands, and its parts; `year` is None where the text gives none."""

    start: int
    end: int
    year: int | None
    month: int
    day: int

    @property
    def full(self) -> date | None:
        """The day, if the year is given."""
        return None if self.year is None else date(self.year, self.month, self.day)


def written_dates(text: str) -> Iterator[WrittenDate]:
    """All calendar dates with day and month in a text; day-month order told from the form, else left out."""
    for found in _DATE.finditer(text):
        group = found.groupdict()
        if group["y1"]:
            year, month, day = group["y1"], int(group["m1"]), int(group["d1"])
        elif group["y2"]:
            year, month, day = group["y2"], int(group["m2"]), int(group["d2"])
        elif group["y3"]:
            first, second = int(group["a3"]), int(group["b3"])
            if first <= 12 and second <= 12 and first != second:
                continue  # 3/4/2022 is March in one country and April in another
            year = group["y3"]
            day, month = (first, second) if first > 12 else (second, first)
        elif group["m4"]:
            year, month, day = group["y4"], _MONTHS[group["m4"].lower()], int(group["d4"])
        else:
            year, month, day = group["y5"], _MONTHS[group["m5"].lower()], int(group["d5"])
        try:
            # A leap year stands in for a missing one.
            date(int(year) if year else 2000, month, day)
        except ValueError:
            continue
        yield WrittenDate(found.start(), found.end(), int(year) if year else None, month, day)


def parse(text: str) -> tuple[datetime, Precision] | None:
    """A date as metadata write it: ISO 8601, an e-mail date, or words; None if it is none of them.

    The result is the publisher's wall clock, without a time zone: the day is what the readers there call the day. A
    time of day that has an offset from UTC would put articles into a wrong order, so only its day is kept.
    """
    text = text.strip()[:100]
    moment = _standard(text)
    if moment is not None:
        if moment.year < EARLIEST:
            return None
        offset = moment.utcoffset()
        exact = ":" in text and (offset is None or offset == timedelta(0))
        moment = moment.replace(tzinfo=None)
        return (moment, "second") if exact else (_midnight(moment.date()), "day")
    for found in written_dates(text):
        day = found.full
        if day is not None:
            return _midnight(day), "day"
    return None


def from_url(url: str) -> datetime | None:
    """The day that stands in the path of many publishers' addresses."""
    found = _URL_DATE.search(url)
    if found is None:
        return None
    month = int(found[2]) if found[2].isdigit() else _MONTHS.get(found[2].lower(), 0)
    try:
        return _midnight(date(int(found[1]), month, int(found[3])))
    except ValueError:
        return None


def with_year(month: int, day: int, text: str) -> datetime | None:
    """A date that lacks its year, completed from the full dates of the same text; None where they do not tell.

    The latest full date of the text decides, if it lies within two weeks before the date or a month after it: a
    report tells of what has just happened and of what is close ahead. A text that remembers a past event and gives
    no other year proves nothing, as the year may be the remembered one.
    """
    days = sorted({found.full for found in written_dates(text) if found.full is not None})
    if not days:
        return None
    latest = days[-1]
    years = {int(found.group()) for found in _BARE_YEAR.finditer(text)} | {found.year for found in days}
    if _REMEMBRANCE.search(text) and len(years) < 2:
        return None
    for year in (latest.year - 1, latest.year, latest.year + 1):
        try:
            candidate = date(year, month, day)
        except ValueError:
            continue
        if timedelta(-31) <= candidate - latest <= timedelta(14):
            return _midnight(candidate)
    return None


def newest(days: Iterable[WrittenDate]) -> datetime | None:
    """The latest of some full dates."""
    full = [found.full for found in days if found.full is not None]
    return _midnight(max(full)) if full else None


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)


def _standard(text: str) -> datetime | None:
    """ISO 8601 or an e-mail date."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        pass
    if _ISO.match(text):
        try:  # fractions and offsets in forms that the standard library does not take
            moment = datetime.fromisoformat(text[:16])
        except ValueError:
            return None
        offset = _OFFSET.search(text)
        if offset and int(offset[2]) + int(offset[3]) > 0:
            return _midnight(moment.date())
        return moment
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
