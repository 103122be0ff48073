"""What a time expression says, before any date is known."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from variorum.model.document import TimeKind

Form = Literal[
    "calendar", "numeric", "weekday", "shifted", "ago", "offset", "neighbour", "window", "duration", "season",
    "quarter", "half", "decade", "century", "reference", "clock", "set",
]  # fmt: skip
Edge = Literal["early", "mid", "late", "start", "end"]
Part = Literal["MO", "AF", "EV", "NI"]


@dataclass(frozen=True, slots=True)
class Expression:
    """A time expression before it is resolved.

    Attributes:
        start: First code point in the text that was searched.
        end: One past the last.
        kind: As TIMEX3 has them.
        form: How it is put, which decides how it is resolved:
            "calendar" names year, month or day; "numeric" is day and month in figures; "weekday" a day of the week;
            "shifted" is last, this or next `unit`; "ago" counts `amount` units from the publication; "offset" counts
            them from an event; "neighbour" is the day (week, ...) beside one told before; "window" is the last or next
            `amount` units; the others are what they are called.
        year: As written, four digits.
        month: 1 to 12.
        day: Of the month.
        last_day: Of the month, where several days are named ("3-5 March").
        weekday: 0 is Monday.
        unit: Letter of a TIMEX3 duration, lower case for hours, minutes and seconds (h m s); also F fortnight,
            Q quarter, E decade, C century, "WE" weekend.
        amount: How many units; None for vague words ("several").
        shift: -1 last, 0 this, +1 next; sign of an offset.
        edge: The part of the period that is meant.
        part: Part of the day, as TIMEX3 has it.
        clock: Hour and minute.
        zone: Name of the time zone, upper case.
        value: TIMEX3 value of references and sets; name of a season (SP, SU, FA, WI); "DMY" or "MDY" where figures
            show the order of day and month; "12" for a clock time without its half of the day; "W" for a weekday of a
            named week.
        anchor: Where the words for the event begin that an offset counts from.
    """

    start: int
    end: int
    kind: TimeKind
    form: Form
    year: int | None = None
    month: int | None = None
    day: int | None = None
    last_day: int | None = None
    weekday: int | None = None
    unit: str = ""
    amount: float | None = None
    shift: int | None = None
    edge: Edge | None = None
    part: Part | None = None
    clock: tuple[int, int] | None = None
    zone: str = ""
    value: str = ""
    anchor: int | None = None


def duration_value(amount: float | None, unit: str) -> str:
    """TIMEX3 value of a length: "P5D", "PT2H", "P2Y6M", "PXM" where the number is vague."""
    factor, letter = {"E": (10, "Y"), "C": (100, "Y"), "F": (2, "W"), "Q": (3, "M"), "WE": (1, "WE")}.get(
        unit, (1, unit.upper())
    )
    prefix = "PT" if unit in ("h", "m", "s") else "P"
    if amount is None:
        return f"{prefix}X{letter if unit not in ('E', 'C') else unit}"
    number = amount * factor
    if letter == "Y" and number != int(number):
        months = round((number - int(number)) * 12)
        return f"P{int(number)}Y{months}M" if int(number) else f"P{months}M"
    if unit in ("h", "m") and number != int(number) and number < 60:
        small = round((number - int(number)) * 60)
        lower = {"h": "M", "m": "S"}[unit]
        return f"PT{int(number)}{letter}{small}{lower}" if int(number) else f"PT{small}{lower}"
    return f"{prefix}{number:g}{letter}"


Builder = Callable[[re.Match[str]], Expression | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """How one kind of expression is found.

    Attributes:
        pattern: What it looks like.
        needs: Some of these (lower case) are in every text that it can match; a quick test to spare the search.
        build: Reads a match; None where it is no time after all.
    """

    pattern: re.Pattern[str]
    needs: tuple[str, ...]
    build: Builder


def collector(rules: list[Rule]) -> Callable[..., Callable[[Builder], Builder]]:
    """A decorator that adds a function to a list of rules, with its pattern and what the pattern needs."""

    def rule(pattern: str, flags: int = 0, needs: str = "") -> Callable[[Builder], Builder]:
        def add(build: Builder) -> Builder:
            rules.append(Rule(re.compile(pattern, flags), tuple(needs.split()), build))
            return build

        return add

    return rule
