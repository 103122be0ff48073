"""The figures and times that the mentions of a point give, and which of them can be held against each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from variorum.comparison.units import Unit, Units
from variorum.model.document import Document, Quantity, TimeExpression
from variorum.model.syntax import Token, Vector
from variorum.model.text import Span

_SAME, _LIKE, _KIN, _LOOSE = 0.7, 0.6, 0.35, 0.25
"""Cosines of contextual word vectors, and probabilities of belonging together. One noun in like contexts lies above the
first, "protesters" and "people" who marched above the third, "marched" and "injured" below the last; read off the
training stories."""
_ANYBODY = frozenset({"", "people", "person"})
_LONG = timedelta(days=300)
"""Intervals from a year upwards are only held against each other: "last year" does not contradict "Monday"."""


Together = Callable[[int, int], float]
"""Probability that two statements belong into one point."""


@dataclass(frozen=True, slots=True)
class Value:
    """Something that one article gives: a figure or a time.

    `key` says what it measures, `vector` stands for the noun that is counted or the word that is dated, and `role` for
    what the counted do or suffer, in the `slot` of subject, object or another; `alone` if its
    statement gives no other value of the sort.
    """

    unit: int
    article: str
    span: Span
    said_by: str | None
    key: str
    vector: Vector | None
    role: Vector | None = None
    slot: str = ""
    alone: bool = True
    quantity: Quantity | None = None
    time: TimeExpression | None = None


def figures(
    members: Sequence[int], units: Units, documents: Sequence[Document], sources: Sequence[str | None]
) -> list[Value]:
    """The quantities of these statements, with the noun that they count and what it does or suffers."""
    values = []
    for k in members:
        unit = units.items[k]
        for index in unit.statement.quantities:
            quantity = documents[unit.document].quantities[index]
            key = quantity.unit or quantity.counted or ""
            noun, role, slot = _counted(unit, quantity)
            article = quantity.span.article
            vector = None if quantity.unit else noun
            alone = len(unit.statement.quantities) == 1
            values.append(Value(k, article, quantity.span, sources[k], key, vector, role, slot, alone, quantity))
    return values


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
    values = []
    for k in members:
        unit = units.items[k]
        if unit.sentence.block == "caption":
            continue  # Dates in captions date the picture.
        for index in unit.statement.times:
            time = documents[unit.document].times[index]
            if time.kind not in ("date", "time") or time.start is None or time.end is None:
                continue
            scale = "long" if time.end - time.start >= _LONG else time.kind
            vector = _dated(unit, time.span)
            alone = len(unit.statement.times) == 1
            event = _normal(unit, unit.statement.predicate)
            values.append(
                Value(k, time.span.article, time.span, sources[k], scale, vector, event, "", alone, time=time)
            )
    return values


def _dated(unit: Unit, span: Span) -> Vector | None:
    """The contextual vector of the word that a time expression dates."""
    tokens = unit.sentence.tokens
    inside = {i for i, token in enumerate(tokens) if span.start <= token.start < span.end}
    heads = [tokens[i].head for i in sorted(inside) if tokens[i].head not in inside]
    return _normal(unit, heads[0]) if heads and heads[0] >= 0 else None


def _normal(unit: Unit, token: int) -> Vector:
    vector = unit.sentence.parse.token_vectors[token]
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-9), np.float32)


def _comparable(a: Value, b: Value, together: Together) -> bool:
    """Whether two values measure the same: times of like events, figures of one kind of thing in like roles."""
    noun, role = _cosine(a.vector, b.vector), _cosine(a.role, b.role)
    if a.key != b.key and (a.time or b.time):
        return False
    if together(a.unit, b.unit) < _LOOSE:
        return False
    if a.time is not None:
        return noun >= _LIKE or (a.alone and b.alone and together(a.unit, b.unit) >= _LIKE)
    if a.quantity is None or b.quantity is None:
        return False
    if (a.slot and b.slot and a.slot != b.slot) or (0 in (a.quantity.high, b.quantity.high) and role < _LIKE):
        return False
    if a.quantity.unit or b.quantity.unit:
        return a.quantity.unit == b.quantity.unit and role >= _LOOSE
    if a.quantity.counted is None or b.quantity.counted is None:
        # "Nine were hurt" counts people; "three officers" may be some of them.
        return role >= _LIKE and {a.key, b.key} <= _ANYBODY
    if a.key == b.key:
        return noun >= _SAME
    # Different nouns may mean the same people ("protesters", "demonstrators") or parts and wholes ("ten of twelve").
    return a.alone and b.alone and noun >= _KIN and together(a.unit, b.unit) >= _SAME


def _cosine(a: Vector | None, b: Vector | None) -> float:
    return float(a @ b) if a is not None and b is not None else 0.0


def families(values: Sequence[Value], together: Together) -> Iterable[list[Value]]:
    """Groups of values that can be held against each other."""
    families: list[list[Value]] = []
    for value in values:
        for family in families:
            if any(_comparable(value, member, together) for member in family):
                family.append(value)
                break
        else:
            families.append([value])
    return families
