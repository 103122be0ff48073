"""What users type into a search box, taken apart."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, cast, get_args

from variorum.errors import InputError
from variorum.model.comparison import Status

Column = Literal["title", "text", "outlet"]

_TERM = re.compile(r'(-?)(?:(title|outlet|text|entity|date|status):)?(?:"([^"]*)"|(\S+))')
_DAY = r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?"
_STATUSES = get_args(Status)


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase to look for.

    Attributes:
        words: As typed, without marks.
        column: The only text in which it counts; None for all.
        prefix: The last word may go on.
        wanted: It must occur; else it must not.
        entity: It names somebody, who may go by other names, too.
    """

    words: str
    column: Column | None = None
    prefix: bool = False
    wanted: bool = True
    entity: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for.

    Attributes:
        terms: All wanted ones must occur, none of the others may.
        since: Published at or after.
        until: Published before.
        statuses: Carries a point of one of these, by the story's last comparison; any article if empty.
    """

    terms: tuple[Term, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    statuses: tuple[Status, ...] = ()

    @property
    def wanted(self) -> tuple[Term, ...]:
        """What must occur."""
        return tuple(term for term in self.terms if term.wanted)

    @property
    def unwanted(self) -> tuple[Term, ...]:
        """What must not occur."""
        return tuple(term for term in self.terms if not term.wanted)

    def __bool__(self) -> bool:
        return bool(self.wanted or self.since or self.until or self.statuses)


def parse(typed: str) -> Query:
    """Takes a query apart.

    All words must occur; "in quotes" a phrase, -word without it, word* any ending; title:, text: and outlet: look there
    only, entity:"Some Name" for whoever bears it, date: takes 2025, 2025-03, 2025-03-01, 2025-03-01..2025-04, >2025-03
    and <2025-03, status: the status of a point. Everything else is taken literally, so that no words are a syntax
    error.

    Raises:
        InputError: A date or status is none.
    """
    terms: list[Term] = []
    statuses: list[Status] = []
    since: datetime | None = None
    until: datetime | None = None
    for sign, column, phrase, word in _TERM.findall(typed):
        plain = (phrase or word).encode(errors="replace").decode()  # a lone surrogate is no text of any database
        if column == "date":
            first, last = _dates(plain)
            since = max(filter(None, (since, first)), default=None)
            until = min(filter(None, (until, last)), default=None)
            continue
        if column == "status":
            statuses.extend(_status(name) for name in plain.split(","))
            continue
        words = re.sub(r"[\"\x00]", " ", plain.rstrip("*")).strip()
        if any(character.isalnum() for character in words):
            place = cast(Column, column) if column and column != "entity" else None
            terms.append(Term(words, place, plain.endswith("*"), not sign, column == "entity"))
    return Query(tuple(terms), since, until, tuple(dict.fromkeys(statuses)))


def _status(name: str) -> Status:
    if name not in _STATUSES:
        raise InputError(f"{name!r} is no status of a point", f"known: {', '.join(_STATUSES)}")
    return cast(Status, name)


def _dates(typed: str) -> tuple[datetime | None, datetime | None]:
    """The first moment, and the one past the last."""
    hint = "try date:2025-03-01, date:2025-03, date:2025-03-01..2025-03-09, date:>2025 or date:<2025"
    rest = typed.lstrip("<>=")
    sign = typed.removesuffix(rest)
    first, dots, last = rest.partition("..")
    try:
        if sign:
            start, end = _span(rest)
            bounds = {">": (end, None), ">=": (start, None), "<": (None, start), "<=": (None, end)}
            return bounds[sign]
        if dots:
            return (_span(first)[0] if first else None), (_span(last)[1] if last else None)
        return _span(rest)
    except (ValueError, KeyError, OverflowError):
        raise InputError(f"{typed!r} is no date", hint) from None


def _span(text: str) -> tuple[datetime, datetime]:
    """A year, month or day as an interval.

    Raises:
        ValueError: It is none.
    """
    found = re.fullmatch(_DAY, text, re.ASCII)
    if found is None:
        raise ValueError(text)
    year, month, day = (int(part or 0) for part in found.groups())
    start = datetime(year, month or 1, day or 1)
    last = datetime(year, month or 12, day or calendar.monthrange(year, month or 12)[1])
    return start, last + timedelta(days=1)


def folded(name: str) -> str:
    """A name as it is looked up."""
    return " ".join(name.casefold().split())[:200]
