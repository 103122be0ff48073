"""Dates that count from an event told elsewhere in the article: "five days after the strike", "the following day"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from variorum.annotate import calendar_math as cal
from variorum.annotate.time_expressions import Expression
from variorum.annotate.time_resolution import Reading
from variorum.model.document import Sentence

_WORD = re.compile(r"[A-Za-z][A-Za-z’'-]*")
_SKIPPED = frozenset("the a an his her its their this that he she they it was were had been has is are then".split())
_STOPS = frozenset(
    "of in on at by for from to with near outside inside against between that which who when where as and but or after "
    "before during while said".split()
)
# Nouns and verbs for one kind of event; first form is the name of the kind.
_KINDS = (
    "kill killed killing death died die dies assassination assassinated murder murdered slaying slain martyrdom",
    "strike strikes struck airstrike airstrikes attack attacked attacks raid raids raided bombing bombed assault",
    "crash crashed collision collided derailment derailed accident wreck",
    "shooting shot gunfire",
    "explosion exploded blast explosions",
    "election elections vote voted poll referendum elected",
    "arrest arrested detained detention",
    "earthquake quake",
    "invasion invaded",
    "resignation resigned",
    "disappearance disappeared vanished",
    "announcement announced",
    "launch launched",
    "coup",
    "fire",
    "storm hurricane cyclone typhoon",
    "flood floods flooding",
    "meeting met summit talks",
    "ceasefire truce",
)
_KIND = {form: kind.split()[0] for kind in _KINDS for form in kind.split()}
_CLOSE, _REACH = 3, 12
"""Words between an event and its date: clearly its date, and perhaps its date."""
_ELSEWHERE = frozenset("anniversary since after before following ahead commemoration".split())


@dataclass(frozen=True, slots=True)
class Dated:
    """A date that the article names outright.

    Attributes:
        sentence: Position of its sentence.
        start: First code point in the sentence.
        end: One past the last.
        day: Its first day.
        unit: How fine it is: D day, M month, Q quarter, Y year.
        absolute: A date of the calendar, not "Friday" or "yesterday".
        shifted: Told as last or next.
    """

    sentence: int
    start: int
    end: int
    day: date
    unit: str
    absolute: bool
    shifted: bool


def from_event(
    expression: Expression,
    sentence: Sentence,
    sentences: Sequence[Sentence],
    days: Sequence[Dated],
    published: date | None,
) -> Reading | None:
    """The date of "five days after the strike", if the article dates one such event and no other day for it.

    Args:
        expression: The expression, with the place of its event.
        sentence: The sentence that it is in.
        sentences: All sentences of the article.
        days: All days that the article names.
        published: Day of publication; what has a later date is no event that was told.
    """
    if expression.anchor is None or expression.amount is None or expression.unit not in ("D", "W", "M", "Y"):
        return None
    kind = _event_kind(sentence.span.quote[expression.anchor :])
    if kind is None:
        return None
    told = [dated for dated in days if dated.unit == "D" and (published is None or dated.day <= published)]
    for reach in (_CLOSE, _REACH):
        found = {dated.day for dated in told if _dates(dated, sentences[dated.sentence].span.quote, kind, reach)}
        if found:
            break
    if len(found) != 1:
        return None
    return _counted_from(found.pop(), expression)


def from_neighbour(expression: Expression, index: int, days: Sequence[Dated]) -> Reading | None:
    """The date of "the following day", "two days later", "that year", if one date is told just before it.

    Just before is in the same sentence or, failing that, in the one before.
    """
    if expression.unit not in ("D", "M", "Y") or (expression.amount is None and expression.form == "offset"):
        return None
    fine = {"D": "D", "M": "DM", "Y": "DMQY"}[expression.unit]
    told = [dated for dated in days if dated.unit in fine]
    here = {dated.day for dated in told if dated.sentence == index and dated.end <= expression.start}
    before = {dated.day for dated in told if dated.sentence == index - 1}
    candidates = {_first_of(day, expression.unit) for day in here or before}
    if len(candidates) != 1:
        return None
    amount = expression.amount if expression.amount is not None else 1.0
    try:
        day = cal.add(candidates.pop(), amount * (expression.shift or 0), expression.unit)
    except ValueError:
        return None
    if expression.unit == "Y":
        return Reading(f"{day.year:04d}", cal.of_year(day.year), True)
    if expression.unit == "M":
        return Reading(f"{day.year:04d}-{day.month:02d}", cal.of_month(day.year, day.month), True)
    if expression.part:
        return Reading(f"{day.isoformat()}T{expression.part}", cal.of_part(day, expression.part), True)
    return Reading(day.isoformat(), cal.of_days(day, day), True)


def same_quarter_before(expression: Expression, index: int, days: Sequence[Dated]) -> Reading | None:
    """What "a year earlier" means beside a quarter: the same quarter of the year before, as business reports compare them."""
    if expression.unit != "Y" or expression.amount != 1 or expression.shift != -1 or expression.anchor is not None:
        return None
    quarters = [d for d in days if d.unit == "Q" and index - 3 <= d.sentence <= index and not d.shifted]
    if not quarters:
        return None
    day = min(quarters, key=lambda d: (index - d.sentence, abs(d.start - expression.start))).day
    quarter = (day.month + 2) // 3
    return Reading(f"{day.year - 1:04d}-Q{quarter}", cal.of_quarter(day.year - 1, quarter), True)


def _first_of(day: date, unit: str) -> date:
    return day.replace(month=1, day=1) if unit == "Y" else day.replace(day=1) if unit == "M" else day


def _counted_from(day: date, expression: Expression) -> Reading | None:
    amount = expression.amount if expression.amount is not None else 1.0
    try:
        other = cal.add(day, amount * (expression.shift or 0), expression.unit)
    except ValueError:
        return None
    if expression.unit == "D":
        return Reading(other.isoformat(), cal.of_days(other, other), True)
    slack = timedelta(days={"W": 3, "M": 15, "Y": 183}[expression.unit])
    value = f"{other.year:04d}" if expression.unit == "Y" else f"{other.year:04d}-{other.month:02d}"
    if expression.unit == "W":
        value = cal.week_value(other)
    return Reading(value, cal.of_days(other - slack, other + slack), True)


def _event_kind(words: str) -> str | None:
    """The kind of event that a phrase names: its head noun, or the verb of a clause."""
    phrase: list[str] = []
    for match in _WORD.finditer(words[:120]):
        word = match.group().lower()
        if word in _STOPS and phrase:
            break
        if word not in _SKIPPED:
            phrase.append(word)
        if words[match.end() : match.end() + 1] in (",", ".", ";", ":"):
            break
    for word in reversed(phrase[:6]):
        if word in _KIND:
            return _KIND[word]
    return None


def _dates(dated: Dated, text: str, kind: str, reach: int) -> bool:
    """Whether a day dates an event of a kind: the event's word stands close before it, or right after it.

    "The killing of a general on 3 May", "the 3 May strike". Days that are no dates of the calendar must stand closer.
    """
    before = list(_WORD.finditer(text, 0, dated.start))[-(reach if dated.absolute else 2) :]
    for match in reversed(before):
        word = match.group().lower()
        if word in _ELSEWHERE:
            return False
        if _KIND.get(word) == kind:
            return not re.search(r"[.;:]\s", text[match.end() : dated.start])
    after = list(_WORD.finditer(text, dated.end, dated.end + 40))[:2]
    return any(_KIND.get(match.group().lower()) == kind for match in after)
