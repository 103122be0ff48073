"""The prefix of a report that tells where, when and through which agency it comes: "CITY, Jan 3 (Agency) -"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from variorum.articles.dates import WrittenDate, written_dates

_DASH = r"(?:--+|[—–―‒]|-)"
_AGENCY = r"\((?P<agency>[A-Z][\w.&'’/ -]{0,38}[\w.])\)"
_REPORT = r"\s{0,3}(?=[\dA-ZÀ-ÖØ-Þ\"“‘'«$€£])"
"""What follows a dateline begins like a sentence."""

_WITH_AGENCY = re.compile(rf"(?P<before>[^()\n]{{0,80}}?)\s{{0,3}}{_AGENCY}\s{{0,3}}(?:{_DASH}|:){_REPORT}")
_CAPITALS = re.compile(rf"(?P<before>[^()\n—–―‒]{{3,80}}?)\s{{0,3}}(?:--+|[—–―‒]|\s-(?=\s)){_REPORT}")
_SMALL = frozenset({"of", "the", "and", "on", "de", "la", "el", "al", "in", "near"})
"""Words that stand in lower case inside names of places."""

_LABELS = frozenset(
    {
        "UPDATE",
        "UPDATED",
        "BREAKING",
        "EXCLUSIVE",
        "OPINION",
        "ANALYSIS",
        "VIDEO",
        "WATCH",
        "LIVE",
        "DEVELOPING",
        "FILE",
        "PHOTO",
    }
)
"""Words in capitals that newsrooms put before a dash and that name no place."""


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline at the start of a line.

    Attributes:
        end: Number of characters of it, the dash and spaces behind it included.
        agency: What stands in its brackets; None if there are none.
        date: Its date, perhaps without a year; None if there is none.
    """

    end: int
    agency: str | None
    date: WrittenDate | None


def match(line: str) -> Dateline | None:
    """The dateline that a line begins with, if it does.

    With an agency in brackets the rest may be written as it likes; without one, a name in capitals and a dash are
    needed, since running text is full of dashes.
    """
    head = line[:160]
    found = _WITH_AGENCY.match(head)
    if found is not None:
        agency: str | None = found["agency"]
        before = found["before"].strip()
        if _names_only(before):
            if not before and agency is not None and not agency.isupper():
                agency = None  # "(Harbourtown) -" may be a place as well as an agency
            return Dateline(found.end(), agency, _date(before))
    found = _CAPITALS.match(head)
    if found is not None:
        before = found["before"].strip()
        place = before.partition(",")[0]
        if place.isupper() and len(place) >= 3 and place not in _LABELS and _names_only(before):
            return Dateline(found.end(), None, _date(before))
    return None


def _names_only(text: str) -> bool:
    """Whether a text is made of capitalised words, dates and figures: no verb hides in it."""
    parts = text.replace(",", " ").replace("/", " ").split()
    if parts and parts[0].lower() in ("a", "an", "the"):
        return False
    return len(parts) <= 9 and all(part[0].isupper() or part[0].isdigit() or part in _SMALL for part in parts)


def _date(text: str) -> WrittenDate | None:
    return next(written_dates(text), None)
