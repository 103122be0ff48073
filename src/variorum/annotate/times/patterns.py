"""Time expressions in English text.

dateparser was measured first: it needs 0.2 s to start, resolves "Jan. 3, 2020, and two years ago the" as one
expression, and knows neither the tense nor the weekday that news reports write instead of a date.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from variorum.annotate.times import rules_dates, rules_lengths, rules_relative
from variorum.annotate.times.expressions import Expression
from variorum.annotate.times.words import BREAK, IGNORE

_TRIGGER = re.compile(
    r"\d|day\b|days\b|week|month|year|decade|centur|hour|minute|second|night|noon|ago\b|morning|evening|"
    r"now\b|current|"
    r"recent|soon|future|previous|past\b|lately|today|tomorrow|present|"
    r"Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|spring|summer|autumn|fall|winter|quarter|ties\b|nineteen|"
    r"fortnight|o[’']clock|moment",
    IGNORE,
)
_RULES = (*rules_dates.RULES, *rules_relative.RULES, *rules_lengths.RULES)
_PRIORITY = {"duration": 1, "reference": 1, "set": 3}
_JOINT = re.compile(
    rf"(?:,?{BREAK}(?:on{BREAK}|at{BREAK}|around{BREAK}|about{BREAK}|shortly{BREAK}(?:before|after){BREAK})?|"
    rf",?{BREAK}at{BREAK}(?:about|around|approximately){BREAK}|{BREAK}on{BREAK}the{BREAK})"
)

_AND = re.compile(rf"{BREAK}(?:and|or|(?P<until>to|until|through)){BREAK}|{BREAK}?[-–]{BREAK}?|,{BREAK}")


@lru_cache(maxsize=1024)
def find_expressions(text: str) -> tuple[Expression, ...]:
    """The time expressions of a sentence, in order, never overlapping; times of day are joined with their date."""
    if not _TRIGGER.search(text):
        return ()
    found: list[Expression] = []
    lowered = text.lower()
    for rule in _RULES:
        if rule.needs and not any(word in lowered for word in rule.needs):
            continue
        for match in rule.pattern.finditer(text):
            expression = rule.build(match)
            if expression:
                found.append(expression)
    found.sort(key=lambda e: (-(e.end - e.start), _PRIORITY.get(e.form, 2), e.start))
    chosen: list[Expression] = []
    for expression in found:
        at = bisect_left(chosen, expression.start, key=_start)
        free_before = at == 0 or chosen[at - 1].end <= expression.start
        if free_before and (at == len(chosen) or expression.end <= chosen[at].start):
            chosen.insert(at, expression)
    return tuple(_joined(text, chosen))


def _start(expression: Expression) -> int:
    return expression.start


def _joined(text: str, expressions: list[Expression]) -> Iterator[Expression]:
    """Expressions with their neighbours: a clock time goes with its day, a weekday with its date, a year is shared."""
    index = 0
    while index < len(expressions):
        first = expressions[index]
        second = expressions[index + 1] if index + 1 < len(expressions) else None
        one = _as_one(text, first, second) if second else None
        if one is None and second and (year := _shared_year(text, first, second)):
            first = replace(first, year=year)
        yield one or first
        index += 2 if one else 1


def _as_one(text: str, first: Expression, second: Expression) -> Expression | None:
    """Two neighbours as one expression: "5 p.m. on Friday", "Friday, 3 May"."""
    if not _JOINT.fullmatch(text, first.end, second.start):
        return None
    clock = first if first.form == "clock" else second if second.form == "clock" else None
    day = second if clock is first else first
    if clock and not day.clock and _is_day(day):
        value = clock.value or day.value
        return replace(
            day, start=first.start, end=second.end, kind="time", clock=clock.clock, zone=clock.zone, value=value
        )
    if first.form == "weekday" and second.form == "calendar" and second.day and second.weekday is None:
        return replace(second, start=first.start, weekday=first.weekday)
    return None


def _is_day(expression: Expression) -> bool:
    return (
        expression.form in ("weekday", "numeric")
        or bool(expression.day)
        or (expression.form == "shifted" and expression.unit == "D")
    )


def _shared_year(text: str, first: Expression, second: Expression) -> int | None:
    """The year of a second date where it is that of the first as well: "3 May and 9 June 2019", "May to June 2019"."""
    if first.form != "calendar" or second.form != "calendar" or first.year or not second.year:
        return None
    joint = _AND.fullmatch(text, first.end, second.start)
    if joint is None or first.shift is not None:
        return None
    if (first.month or 13, first.day or 0) <= (second.month or 0, second.day or 31):
        return second.year
    return second.year - 1 if joint["until"] else None  # "30 December to 2 January 2019"


def masked(text: str) -> tuple[tuple[int, int], ...]:
    """The characters whose numbers are dates, not quantities; lengths of time stay."""
    return tuple(
        (e.start, e.end) for e in find_expressions(text) if e.form not in ("duration", "window", "set", "reference")
    )
