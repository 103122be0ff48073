"""Dates that count from an event told elsewhere in the article: "five days after the strike", "the following day"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from variorum.annotate.times import calendar_math as cal
from variorum.annotate.times.expressions import Expression
from variorum.annotate.times.resolution import Reading
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
_WINDOW = 150
"""Code points before a date in which those words are sought."""
_ARTICLE = 6
"""Code points that may stand between "after" and the date that is counted from ("the ")."""
_MOST = 64
"""Dates of one sentence that are looked at; what has more is a table."""
_ELSEWHERE = frozenset("since after before following ahead".split())
_REMEMBERED = frozenset("anniversary anniversaries commemoration memorial".split())


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


@dataclass(frozen=True, slots=True)
class ToldDates:
    """The dates that an article names outright, as other expressions refer to them.

    Attributes:
        by_sentence: By position of their sentence.
        events: The day of each kind of event that the article dates, if it gives one day for it.
        first: The day that the article names first, and the position of the sentence that names another one.
    """

    by_sentence: Mapping[int, Sequence[Dated]]
    events: Mapping[str, date]
    first: tuple[date | None, int]

    def days(self, sentence: int) -> set[date]:
        """The days named in a sentence."""
        return {dated.day for dated in self.by_sentence.get(sentence, ()) if dated.unit == "D"}

    def day_of_clock(self, sentence: int) -> date | None:
        """The day that a time of day in a sentence belongs to.

        The one day that the sentence names, else one that the next begins with ("at 5 p.m. | Monday" is often cut
        there), else the only day that the article has named so far.
        """
        here = self.days(sentence)
        if here:
            return here.pop() if len(here) == 1 else None
        following = self.by_sentence.get(sentence + 1, ())
        if following and following[0].start == 0 and following[0].unit == "D":
            return following[0].day
        first, when = self.first
        return first if first is not None and sentence < when else None


def told_dates(dates: Sequence[Dated], sentences: Sequence[Sentence], published: date | None) -> ToldDates:
    """Index the dates of an article.

    Args:
        dates: In reading order.
        sentences: All sentences of the article.
        published: Day of publication; what has a later date is no event that was told.
    """
    by_sentence: dict[int, list[Dated]] = defaultdict(list)
    close: dict[str, set[date]] = defaultdict(set)
    near: dict[str, set[date]] = defaultdict(set)
    for dated in dates:
        if len(by_sentence[dated.sentence]) >= _MOST:
            continue
        by_sentence[dated.sentence].append(dated)
        if dated.unit != "D" or (published is not None and dated.day > published):
            continue
        for kind, distance in _events_of(dated, sentences[dated.sentence].span.quote):
            near[kind].add(dated.day)
            if distance <= _CLOSE:
                close[kind].add(dated.day)
    days = [dated for dated in dates if dated.unit == "D"]
    first = days[0].day if days else None
    other = next((dated.sentence for dated in days if dated.day != first), len(sentences))
    best = {kind: close.get(kind) or found for kind, found in near.items()}
    events = {kind: next(iter(found)) for kind, found in best.items() if len(found) == 1}
    return ToldDates(by_sentence, events, (first, other))


def from_event(expression: Expression, index: int, sentence: Sentence, told: ToldDates) -> Reading | None:
    """The date of "five days after the strike", if the article gives one day for such an event, or "after 3 May".

    Args:
        expression: The expression, with the place of its event.
        index: Position of its sentence.
        sentence: The sentence.
        told: The dates that the article names.
    """
    if expression.anchor is None or expression.amount is None or expression.unit not in ("D", "W", "M", "Y"):
        return None
    for dated in told.by_sentence.get(index, ()):
        if dated.unit == "D" and 0 <= dated.start - expression.anchor <= _ARTICLE:
            return _counted_from(dated.day, expression)
    event = named_event(sentence.span.quote[expression.anchor : expression.anchor + 120])
    day = told.events.get(event[0]) if event else None
    return _counted_from(day, expression) if day else None


def from_neighbour(expression: Expression, index: int, told: ToldDates) -> Reading | None:
    """The date of "the following day", "two days later", "that year", if one date is told just before it.

    Just before is in the same sentence or, failing that, in the one before.
    """
    if expression.unit not in ("D", "M", "Y") or (expression.amount is None and expression.form == "offset"):
        return None
    fine = {"D": "D", "M": "DM", "Y": "DMQY"}[expression.unit]
    here = [d.day for d in told.by_sentence.get(index, ()) if d.unit in fine and d.end <= expression.start]
    before = [d.day for d in told.by_sentence.get(index - 1, ()) if d.unit in fine]
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


def same_quarter_before(expression: Expression, index: int, told: ToldDates) -> Reading | None:
    """What "a year earlier" means beside a quarter: the same quarter of the year before, as businesses compare them."""
    if expression.unit != "Y" or expression.amount != 1 or expression.shift != -1 or expression.anchor is not None:
        return None
    for position in range(index, max(index - 4, -1), -1):
        quarters = [d for d in told.by_sentence.get(position, ()) if d.unit == "Q" and not d.shifted]
        if quarters:
            day = min(quarters, key=lambda d: abs(d.start - expression.start)).day
            quarter = (day.month + 2) // 3
            return Reading(f"{day.year - 1:04d}-Q{quarter}", cal.of_quarter(day.year - 1, quarter), True)
    return None


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


def named_event(words: str) -> tuple[str, int] | None:
    """The kind of event that a phrase begins with (its head noun, or the verb of a clause), and where its word ends."""
    phrase: list[re.Match[str]] = []
    for match in _WORD.finditer(words):
        word = match.group().lower()
        if word in _STOPS and phrase:
            break
        if word not in _SKIPPED:
            phrase.append(match)
        if words[match.end() : match.end() + 1] in (",", ".", ";", ":"):
            break
    for match in reversed(phrase[:6]):
        if (word := match.group().lower()) in _KIND:
            return _KIND[word], match.end()
    return None


def _events_of(dated: Dated, text: str) -> Iterator[tuple[str, int]]:
    """The kinds of event that a day may date, with how many words they are away from it.

    "The killing of a general on 3 May", "the 3 May strike". Days that are no dates of the calendar must stand closer.
    """
    start = max(0, dated.start - _WINDOW)
    before = list(_WORD.finditer(text, start, dated.start))[-(_REACH if dated.absolute else 2) :]
    if any(match.group().lower() in _REMEMBERED for match in before):
        before = []  # the date is that of the ceremony
    for distance, match in enumerate(reversed(before), start=1):
        word = match.group().lower()
        if word in _ELSEWHERE:
            break
        if word in _KIND and not re.search(r"[.;:]\s", text[match.end() : dated.start]):
            yield _KIND[word], distance
    after = list(_WORD.finditer(text, dated.end, dated.end + 40))[:2]
    for distance, match in enumerate(after, start=1):
        if (word := match.group().lower()) in _KIND:
            yield _KIND[word], distance
