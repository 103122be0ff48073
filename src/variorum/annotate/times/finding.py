"""Time expressions, resolved against the publication date in the style of news reports."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from variorum.annotate.times.anchors import (
    Dated,
    ToldDates,
    from_event,
    from_neighbour,
    named_event,
    same_quarter_before,
    told_dates,
)
from variorum.annotate.times.expressions import Expression
from variorum.annotate.times.patterns import find_expressions
from variorum.annotate.times.resolution import Reading, as_day, clock_reading, resolve
from variorum.annotate.times.tense import direction
from variorum.annotate.times.years import Context
from variorum.model.article import Article
from variorum.model.document import Sentence, TimeExpression, TimeKind

_FINENESS = (
    (re.compile(r"\d{4}-\d\d-\d\d"), "D"),
    (re.compile(r"\d{4}-\d\d$"), "M"),
    (re.compile(r"\d{4}-Q\d$"), "Q"),
    (re.compile(r"\d{4}$"), "Y"),
)
_OUTRIGHT = frozenset({"calendar", "numeric", "weekday", "shifted", "ago", "quarter"})
_DIRECTED = frozenset({"calendar", "weekday", "shifted", "season", "quarter"})


@dataclass(frozen=True, slots=True)
class _Found:
    sentence: int
    expression: Expression
    reading: Reading


def find_times(article: Article, sentences: Sequence[Sentence]) -> tuple[TimeExpression, ...]:
    """The time expressions of an article, in reading order.

    Days of the week and dates without a year are those nearest to the publication, before it unless the sentence speaks
    of the future. Without a publication date they keep `start` and `end` None. "Five days after the strike" and "the
    following day" are resolved where the article dates the event or day that they count from.

    Args:
        article: The article that the sentences are from.
        sentences: Its sentences, in order.
    """
    context = _context(article, [find_expressions(sentence.span.quote) for sentence in sentences])
    found: list[_Found] = []
    for position, sentence in enumerate(sentences):
        text = sentence.span.quote
        for expression in find_expressions(text):
            way = None
            if expression.form in _DIRECTED:
                way = direction(text, sentence.tokens, sentence.span.start, expression.start, expression.end)
            reading = resolve(expression, context, way)
            if reading is not None:
                found.append(_Found(position, expression, reading))
    told = told_dates(_named_dates(found), sentences, as_day(article.published))
    return tuple(_finished(article, sentences[item.sentence], item, told) for item in found)


def _context(article: Article, expressions: Sequence[Sequence[Expression]]) -> Context:
    """What the article tells about its own dates: years given once, and the order of day and month in figures."""
    years: dict[tuple[int, int], set[int]] = {}
    orders: set[bool] = set()
    for expression in (e for found in expressions for e in found):
        if expression.form == "calendar" and expression.year and expression.month and expression.day:
            years.setdefault((expression.month, expression.day), set()).add(expression.year)
            if expression.value in ("DMY", "MDY"):
                orders.add(expression.value == "DMY")
    single = {key: values.copy().pop() for key, values in years.items() if len(values) == 1}
    return Context(as_day(article.published), single, orders.pop() if len(orders) == 1 else None)


def _named_dates(found: Sequence[_Found]) -> list[Dated]:
    dates = []
    for item in found:
        expression, reading = item.expression, item.reading
        unit = _fineness(reading.value)
        if unit is None or reading.interval is None or expression.form not in _OUTRIGHT:
            continue
        if expression.form == "ago" and unit != "D":
            continue
        absolute = expression.form in ("calendar", "numeric")
        shifted = expression.form == "quarter" and expression.shift == -1
        first = reading.interval[0].date()
        dates.append(Dated(item.sentence, expression.start, expression.end, first, unit, absolute, shifted))
    return dates


def _fineness(value: str) -> str | None:
    """Unit of a TIMEX3 value of the calendar, None for weeks, seasons and all others."""
    for pattern, unit in _FINENESS:
        if pattern.match(value):
            return unit
    return None


def _finished(article: Article, sentence: Sentence, item: _Found, told: ToldDates) -> TimeExpression:
    expression, reading = item.expression, item.reading
    kind: TimeKind = expression.kind
    if expression.form == "offset":
        resolved = from_event(expression, item.sentence, sentence, told)
        if resolved is None and expression.anchor is None:
            resolved = same_quarter_before(expression, item.sentence, told)
            resolved = resolved or from_neighbour(expression, item.sentence, told)
        kind = "date" if resolved else "duration"
        reading = resolved or reading
    elif expression.form == "neighbour":
        reading = from_neighbour(expression, item.sentence, told) or reading
    elif expression.form == "ago":
        reading = same_quarter_before(expression, item.sentence, told) or reading
    elif expression.form == "clock" and (day := told.day_of_clock(item.sentence)):
        reading = clock_reading(expression, day, True)
    start, end = reading.interval or (None, None)
    offset, field = sentence.span.start, sentence.span.field
    last = expression.end
    if expression.anchor is not None:  # "five days after" alone says little to readers: the event's word goes with it
        event = named_event(sentence.span.quote[expression.anchor : expression.anchor + 120])
        last = expression.anchor + event[1] if event else last
    return TimeExpression(
        span=article.span(field, offset + expression.start, offset + last),
        kind=kind,
        value=reading.value,
        start=start,
        end=end,
        anchored=reading.anchored,
        sentence=sentence.index,
    )
