"""The times that statements give, with what they date, and which of them can be held against each other."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta

from variorum.annotate.times.relation import TimeRelation, is_comparable, names_calendar_day, times_relation
from variorum.comparison.clustering import agglomerate
from variorum.comparison.units import Unit, Units
from variorum.comparison.values import Value, cosine, normal
from variorum.model.document import Document, TimeExpression
from variorum.model.syntax import Token, Vector
from variorum.model.text import Span

_LIKE, _LOOSE = 0.6, 0.25
"""Cosine of contextual word vectors from which one word stands in like contexts, and probability of belonging together
below which words are of different events; read off the training stories."""
_NOUNS = ("NOUN", "PROPN")
_LIKELY = 0.5
"""Probability above which two statements belong together rather than not."""
_DATES, _WEEKDAYS = 0.6, 0.8
"""The same from which times that exclude each other are held against each other: dates, and weekdays in reports that
bear no date, which may be of two weeks."""
_OUTSIDE = "outside"
"""Slot of a time that only bounds when something happens: "after Monday"."""
_ENDS = {
    **dict.fromkeys(("from", "since"), "start"),
    **dict.fromkeys(("to", "until", "till", "through"), "end"),
    **dict.fromkeys(("after", "before", "by", "as"), _OUTSIDE),
}
_JOINED = 2
"""Words from one end of a stretch of time to the other: "1967 to 1979"."""
_LONG = timedelta(days=300)
"""Intervals from a year upwards contradict only each other, as "last year" is rarely meant against "Monday"; shorter
ones may lie within them."""


Together = Callable[[int, int], float]
"""Probability that two statements belong into one point."""


def find_moments(
    members: Sequence[int], units: Units, documents: Sequence[Document], sources: Sequence[str | None]
) -> list[Value]:
    """The resolved times of these statements, with the word that they date."""
    values: list[Value] = []
    for k in members:
        unit = units.items[k]
        if unit.sentence.block == "caption" or not _has_verb(unit):
            continue  # Dates in captions date the picture, those in lines without a verb the page.
        spans = {index: documents[unit.document].times[index].span for index in unit.statement.times}
        dated = {index: _dated(unit, span, spans.values()) for index, span in spans.items()}
        for place, index in enumerate(unit.statement.times):
            time = documents[unit.document].times[index]
            if time.kind not in ("date", "time") or not is_comparable(time):
                continue
            if _hangs_on_unknown_day(time, documents[unit.document]) or _lasts(unit):
                continue
            scale = "long" if time.start and time.end and time.end - time.start >= _LONG else "short"
            vector, slot = dated[index]
            if vector is None or slot == _OUTSIDE:
                continue  # What it dates cannot be told, or it is not the time of that.
            alone = sum(other == slot for _, other in dated.values()) == 1
            event = normal(unit, unit.statement.predicate)
            values.append(
                Value(
                    len(values),
                    k,
                    place,
                    time.span.article,
                    _whole(documents[unit.document], unit, time.span, spans.values()) if slot else time.span,
                    sources[k],
                    scale,
                    vector,
                    event,
                    slot=slot,
                    alone=alone,
                    time=time,
                )
            )
    return values


def of_like_events(
    values: Sequence[Value], units: Units, documents: Sequence[Document], together: Together
) -> list[list[Value]]:
    """Groups of times that can be held against each other.

    Not those that exclude each other where an article gives the other's time too, of whatever event; nor what is still
    to come and what happened, as plans change; nor what happened after the other report appeared.
    """
    appeared = [document.article.clock for document in documents]

    def unheard_of(a: Value, b: Value) -> bool:
        """Reports of two days that each date the news of theirs do not tell of one event."""
        known = appeared[units.items[a.unit].document]
        happened = b.time.start if b.time is not None and not _planned(units.items[b.unit]) else None
        return known is not None and happened is not None and happened.date() > known.date()

    given: dict[str, list[Value]] = defaultdict(list)
    for value in values:
        given[value.article].append(value)

    def explained(a: Value, b: Value) -> bool:
        return any(_same(a, other) for other in given[b.article]) or any(_same(b, other) for other in given[a.article])

    def nearest(a: Value, b: Value) -> bool:
        own = together(a.unit, b.unit)
        rivals = [(a, other) for other in given[b.article]] + [(other, b) for other in given[a.article]]
        return all(together(one.unit, other.unit) <= own for one, other in rivals)

    def alike(a: Value, b: Value) -> bool:
        """Dates of one word in like contexts, else the only dates of statements that are each other's nearest."""
        if cosine(a.vector, b.vector) >= _LIKE:
            return True
        return a.alone and b.alone and together(a.unit, b.unit) >= _LIKELY and nearest(a, b)

    number = {article: k for k, article in enumerate(given)}
    pairs = {
        (i, j): likely
        for (i, a), (j, b) in itertools.combinations(enumerate(values), 2)
        if a.article != b.article
        and a.slot == b.slot
        and (a.key == b.key or _agree(a, b))
        and _planned(units.items[a.unit]) == _planned(units.items[b.unit])
        and (likely := together(a.unit, b.unit)) >= _LOOSE
        and alike(a, b)
        and (_agree(a, b) or not (explained(a, b) or unheard_of(a, b) or unheard_of(b, a)))
    }
    groups = agglomerate([number[value.article] for value in values], pairs, _LOOSE)
    found = ([values[k] for k in group] for group in groups)
    return [group for group in found if _is_sure(group, together)]


def _is_sure(group: Sequence[Value], together: Together) -> bool:
    """Times agree, or two that exclude each other stand in statements that rather belong together than not."""
    apart = [
        together(a.unit, b.unit) >= (_WEEKDAYS if _on_other_weekdays(a, b) else _DATES)
        for a, b in itertools.combinations(group, 2)
        if a.article != b.article and _relation(a, b) == "disjoint"
    ]
    return not apart or any(apart)


def _on_other_weekdays(a: Value, b: Value) -> bool:
    """Two weekdays in reports that bear no date, as TIMEX3 writes them, be it with hours."""
    days = {value.time.value.partition("T")[0] for value in (a, b) if value.time is not None}
    return len(days) > 1 and all(day.startswith("XXXX-WXX") for day in days)


def _hangs_on_unknown_day(time: TimeExpression, document: Document) -> bool:
    """Whether a day is told from that of a report that bears no date ("yesterday"), which may be off by some."""
    short = time.start is not None and time.end is not None and time.end - time.start <= timedelta(days=1)
    return short and time.anchored and document.article.published is None and not names_calendar_day(time)


def _lasts(unit: Unit) -> bool:
    """Whether a statement tells of what goes on at its time, and may at others: "were still inside at noon"."""
    tokens = unit.sentence.tokens
    return any(token.text.casefold() == "still" and token.head == unit.statement.predicate for token in tokens)


def _relation(a: Value, b: Value) -> TimeRelation:
    return times_relation(a.time, b.time) if a.time is not None and b.time is not None else "unknown"


def _same(a: Value, b: Value) -> bool:
    return _relation(a, b) == "same"


def _agree(a: Value, b: Value) -> bool:
    return _relation(a, b) in ("same", "nested")


def _planned(unit: Unit) -> bool:
    """Whether a statement tells of what is still to come."""
    return unit.statement.modality == "intended"


def _has_verb(unit: Unit) -> bool:
    return any(unit.sentence.tokens[i].pos in ("VERB", "AUX") for i in unit.statement.tokens)


def _dated(unit: Unit, span: Span, times: Iterable[Span]) -> tuple[Vector | None, str]:
    """The contextual vector of the word that a time expression dates, and which end of it the time is."""
    tokens = unit.sentence.tokens
    inside = {i for i, token in enumerate(tokens) if span.start <= token.start < span.end}
    tops = [i for i in sorted(inside) if tokens[i].head not in inside]
    if not tops:
        return None, ""
    slot = next((_ENDS[word] for i in tops for word in _prepositions(tokens, i) if word in _ENDS), "")
    governor = tokens[tops[0]].head
    # In "from 1966 to 1978" the one year may hang on the other.
    seen = inside
    while governor >= 0 and governor not in seen and any(t.start <= tokens[governor].start < t.end for t in times):
        seen = seen | {governor}
        governor = tokens[governor].head
    if governor < 0 or _is_ambiguous(tokens, governor):
        return None, slot
    return normal(unit, governor), slot


def _is_ambiguous(tokens: Sequence[Token], governor: int) -> bool:
    """A noun of another noun: "the anniversary of the attack in May" may tell when either was."""
    token = tokens[governor]
    return token.relation == "nmod" and token.pos in _NOUNS and tokens[token.head].pos in _NOUNS


def _whole(document: Document, unit: Unit, span: Span, times: Iterable[Span]) -> Span:
    """Both ends of a stretch of time with the words before and between them, where one or two words join them."""
    tokens = unit.sentence.tokens
    inside = [i for i, token in enumerate(tokens) if any(t.start <= token.start < t.end for t in times)]
    own = [i for i in inside if span.start <= tokens[i].start < span.end]
    first, last = own[0], own[-1]
    while any(first - _JOINED <= i < first for i in inside):
        first = max(i for i in inside if i < first)
    while any(last < i <= last + _JOINED for i in inside):
        last = min(i for i in inside if i > last)
    opens = first > 0 and _ENDS.get(tokens[first - 1].lemma.casefold()) == "start"
    return document.span(span.field, tokens[first - opens].start, tokens[last].end)


def _prepositions(tokens: Sequence[Token], noun: int) -> list[str]:
    return [token.lemma.casefold() for token in tokens if token.head == noun and token.relation in ("case", "mark")]
