"""Pictures in a text: credits at the end of captions, agency data, placeholders."""

from __future__ import annotations

import re
from dataclasses import dataclass

_BRACKETED = re.compile(
    r"\s*[\[(](?=[^\[\]()]{2,90}[\])])(?:[^\[\]()]{0,60}\W)?"
    r"(?:photos?|images?|pictures?|source|credit|courtesy|file|pool|handout|illustration|screen\s?grab|screen\s?shot|via|pictured?)"
    r"\b[^\[\]()]{0,80}[\])][\s.*_]*$",
    re.IGNORECASE,
)
_NAME = r"[A-Z][\w.'’&-]*"
_SLASHED = re.compile(rf"\s*\((?:{_NAME}\s){{0,5}}{_NAME}\s?/\s?{_NAME}(?:[ /]{{1,3}}{_NAME}){{0,4}}\)[\s.*_]*$")
_BARE = re.compile(
    rf"(?<=[.!?\"”’])\s+(?:[A-Z]{{2,12}}/{_NAME}(?:\s{_NAME}){{0,3}}|{_NAME}(?:\s{_NAME}){{0,3}}/[A-Z]{{2,12}})[\s.*_]*$"
)
_LONE = re.compile(rf"(?<=[.!?\"”’])\s*\((?:{_NAME}\s){{0,3}}{_NAME}\)[\s.*_]*$")
_LABELLED = re.compile(
    r"(?:^|[\s|–—-])\s{0,3}(?:photo(?:graph)?s?|pictures?|images?|credit|pic)(?:\s(?:by|credit|courtesy(?:\sof)?|source))?\s?[:/]\s?\S.{1,70}$",
    re.IGNORECASE,
)
_PHOTO_BY = re.compile(
    r"(?:^|(?<=[.!?\"”’])\s)(?:photo(?:graph)?s?|pictures?|images?|video)\s(?:by|courtesy)\s[A-Z].{1,70}$",
    re.IGNORECASE,
)
_SYMBOL = re.compile(r"\s*©.{2,80}$")
_AGENCY_DATA = re.compile(
    rf"\s[-–—|]\s(?P<name>{_NAME}(?:\s{_NAME}){{0,4}}),(?:\s[\w.]{{1,20}},){{0,2}}\s(?P<date>[\w.,/ -]{{8,20}})$"
)
_LABEL = re.compile(
    r"(?:(?:(?:image|media|photo|video|picture)\s)?caption\s*[:,]?|\d{1,3}\s(?:of|/)\s\d{1,3}\s?[.:|])\s+(?=\S)",
    re.IGNORECASE,
)
_SOURCE = re.compile(r"(?:image|media|photo|video|picture)\s(?:source|credit|copyright)\b.{0,80}$", re.IGNORECASE)
_POINTER = re.compile(
    r"\((?:[LRC]-[LRC]|(?:(?:(?:far|bottom|top)\s|(?:second|third|2nd|3rd)\s(?:from\s(?:the\s)?)?)?(?:left|right))"
    r"|cent(?:er|re)|pictured)\)"
)
"""Where in a picture somebody stands; letters alone may be parties."""
_MARKUP = re.compile(r"!\[[^\]]{0,500}\]\([^)]{0,2000}\)$|<img\b[^>]{0,2000}>$", re.IGNORECASE)
_NO_PICTURE = re.compile(
    r"(?:image|photo|picture|video|file)\b.{0,20}\b(?:not|un|no|missing|failed|type)\b.{0,60}$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Credit:
    """A credit at the end of a line.

    Attributes:
        start: Where it begins in the line; 0 if it is all of it.
        lone: Only a name in brackets behind a full stop, which may as well credit a whole text.
        name: Publisher that agency data name.
        date: Date that agency data give, as written.
    """

    start: int
    lone: bool = False
    name: str | None = None
    date: str | None = None


def credit(line: str) -> Credit | None:
    """The picture credit that a line ends with: "(Name/AGENCY)", "AGENCY/Name", "[source: Name]", "© Name"."""
    offset = max(0, len(line) - 200)
    tail = line[offset:]
    data = _AGENCY_DATA.search(tail)
    if data is not None and any(character.isdigit() for character in data["date"]):
        return Credit(offset + data.start(), name=data["name"], date=data["date"])
    found_at = [
        found.start()
        for pattern in (_BRACKETED, _SLASHED, _BARE, _LABELLED, _PHOTO_BY, _SYMBOL)
        if (found := pattern.search(tail)) is not None
    ]
    if found_at:
        return Credit(offset + min(found_at))
    found = _LONE.search(tail)
    return Credit(offset + found.start(), lone=True) if found is not None else None


def label_end(line: str) -> int:
    """Number of characters of a label at the start of a line ("Image caption", "1 of 3 |"); 0 if there is none."""
    found = _LABEL.match(line[:80])
    return found.end() if found is not None else 0


def points_at(line: str) -> bool:
    """A line that tells where in a picture somebody is: "Ida Brandt (left) opens the quay"."""
    return len(line) <= 400 and _POINTER.search(line) is not None


def is_source(line: str) -> bool:
    """A line that names the source of a picture: "Image source, Name"."""
    return len(line) <= 120 and _SOURCE.match(line) is not None


def is_placeholder(line: str) -> bool:
    """A picture's markup, or the words that stand where a picture is missing."""
    return len(line) <= 2600 and (
        _MARKUP.match(line) is not None or (len(line) <= 90 and _NO_PICTURE.match(line) is not None)
    )
