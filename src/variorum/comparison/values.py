"""The figures and times that the mentions of a point give, and which of them can be held against each other."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np

from variorum.annotate.intervals import times_relation
from variorum.comparison.clustering import agglomerate
from variorum.comparison.units import Unit, Units
from variorum.model.document import Document, Quantity, TimeExpression
from variorum.model.syntax import Token, Vector
from variorum.model.text import Span

_LIKE, _KIN, _LOOSE = 0.6, 0.35, 0.25
"""Cosines of contextual word vectors, and probabilities of belonging together: one word in like contexts lies above the
first, two words for one thing above the second, words of different events below the last; read off the training
stories."""
_NOUNS = ("NOUN", "PROPN")
_LIKELY = 0.5
"""Probability above which two statements belong together rather than not."""
_OUTSIDE = "outside"
"""Slot of a time that only bounds when something happens: "after Monday"."""
_ENDS = {
    **dict.fromkeys(("from", "since"), "start"),
    **dict.fromkeys(("to", "until", "till", "through"), "end"),
    **dict.fromkeys(("after", "before", "by"), _OUTSIDE),
}
_JOINED = 2
"""Words from one end of a stretch of time to the other: "1967 to 1979"."""
_LONG = timedelta(days=300)
"""Intervals from a year upwards are only held against each other: "last year" does not contradict "Monday"."""


Together = Callable[[int, int], float]
"""Probability that two statements belong into one point."""


@dataclass(frozen=True, slots=True)
class Value:
    """Something that one article gives: a figure or a time.

    `number` is its place among those that are weighed, its original's for a copy; `place` that in its statement.

    `key` says what it measures, `vector` stands for the noun that is counted or the word that is dated, `role` for what
    the counted do or suffer, and `word` for the figure itself where it stands. `slot` is that of what is counted
    (subject, object or another), or which end of the dated a time is (start, end or neither); `alone` if its statement
    gives no other value of the sort.
    """

    number: int
    unit: int
    place: int
    article: str
    span: Span
    said_by: str | None
    key: str
    vector: Vector | None
    role: Vector | None = None
    word: Vector | None = None
    slot: str = ""
    alone: bool = True
    quantity: Quantity | None = None
    time: TimeExpression | None = None


def figures(
    members: Sequence[int], units: Units, documents: Sequence[Document], sources: Sequence[str | None]
) -> list[Value]:
    """The quantities of these statements, with the noun that they count and what it does or suffers."""
    values: list[Value] = []
    for k in members:
        unit = units.items[k]
        for place, index in enumerate(unit.statement.quantities):
            quantity = documents[unit.document].quantities[index]
            key = quantity.unit or quantity.counted or ""
            noun, role, slot = _counted(unit, quantity)
            article = quantity.span.article
            vector = None if quantity.unit else noun
            alone = len(unit.statement.quantities) == 1
            word = _normal(unit, _token_at(unit, quantity.value.start))
            values.append(
                Value(
                    len(values),
                    k,
                    place,
                    article,
                    quantity.span,
                    sources[k],
                    key,
                    vector,
                    role,
                    word,
                    slot,
                    alone,
                    quantity,
                )
            )
    return values


def _token_at(unit: Unit, start: int) -> int:
    tokens = unit.sentence.tokens
    return next((i for i, token in enumerate(tokens) if token.end > start), len(tokens) - 1)


def _counted(unit: Unit, quantity: Quantity) -> tuple[Vector | None, Vector | None, str]:
    """The vectors of the counted noun and of the word that governs it, and how the one depends on the other."""
    tokens = unit.sentence.tokens
    for index, token in enumerate(tokens):
        if token.start >= quantity.value.start and token.lemma.casefold() == (quantity.counted or "").casefold():
            return _normal(unit, index), _normal(unit, token.head if token.head >= 0 else index), _slot(token)
    inside = {i for i, token in enumerate(tokens) if quantity.span.start <= token.start < quantity.span.end}
    heads = [i for i in sorted(inside) if tokens[i].head not in inside and tokens[i].head >= 0]
    if not heads:
        return None, None, ""
    return None, _normal(unit, tokens[heads[0]].head), _slot(tokens[heads[0]])


def _slot(token: Token) -> str:
    if token.relation == "nsubj":
        return "subject"
    return "object" if token.relation in ("obj", "nsubj:pass") else ""


def dates(
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
            if time.kind not in ("date", "time") or time.start is None or time.end is None:
                continue
            scale = "long" if time.end - time.start >= _LONG else time.kind
            vector, slot = dated[index]
            if vector is None or slot == _OUTSIDE:
                continue  # What it dates cannot be told, or it is not the time of that.
            alone = sum(other == slot for _, other in dated.values()) == 1
            event = _normal(unit, unit.statement.predicate)
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


def with_copies(
    families: Sequence[Sequence[Value]], everything: Sequence[Value], originals: Sequence[int]
) -> list[list[Value]]:
    """The families of what was weighed, and beside each value the same in copies of its statement.

    Args:
        families: Values of statements that copy no other.
        everything: The values of all statements.
        originals: For each unit the one that was weighed for it.
    """
    copies: dict[tuple[int, int], list[Value]] = defaultdict(list)
    for value in everything:
        copies[originals[value.unit], value.place].append(value)
    return [
        [replace(copy, number=value.number) for value in family for copy in copies[value.unit, value.place]]
        for family in families
    ]


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
    return _normal(unit, governor), slot


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


def _normal(unit: Unit, token: int) -> Vector:
    vector = unit.sentence.parse.token_vectors[token]
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-9), np.float32)


def _cosine(a: Vector | None, b: Vector | None) -> float:
    return float(a @ b) if a is not None and b is not None else 0.0


def kindred(a: Value, b: Value) -> bool:
    """Whether the nouns that two figures count may name one thing; so it is where one of them counts none."""
    return a.key == b.key or a.vector is None or b.vector is None or _cosine(a.vector, b.vector) >= _KIN


def of_like_events(values: Sequence[Value], together: Together) -> list[list[Value]]:
    """Groups of times that can be held against each other.

    Not those that exclude each other where an article gives the other's time too, of whatever event.
    """
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
        if _cosine(a.vector, b.vector) >= _LIKE:
            return True
        return a.alone and b.alone and together(a.unit, b.unit) >= _LIKELY and nearest(a, b)

    number = {article: k for k, article in enumerate(given)}
    pairs = {
        (i, j): likely
        for (i, a), (j, b) in itertools.combinations(enumerate(values), 2)
        if a.article != b.article
        and (a.key, a.slot) == (b.key, b.slot)
        and (likely := together(a.unit, b.unit)) >= _LOOSE
        and alike(a, b)
        and (_agree(a, b) or not explained(a, b))
    }
    groups = agglomerate([number[value.article] for value in values], pairs, _LOOSE)
    return [[values[k] for k in group] for group in groups]


def _same(a: Value, b: Value) -> bool:
    return a.time is not None and b.time is not None and times_relation(a.time, b.time) == "same"


def _agree(a: Value, b: Value) -> bool:
    return a.time is not None and b.time is not None and times_relation(a.time, b.time) in ("same", "nested")
