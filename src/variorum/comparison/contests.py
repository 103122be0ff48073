"""Where the mentions of one point disagree.

Each aspect proposes the values that can be held against each other; what an editor would flag first wins. Values that
one article gives in two ways speak for no conflict: an article is only held to what all its values exclude.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from variorum.annotate.intervals import relation, times_relation
from variorum.annotate.modality import has_negation
from variorum.comparison.units import Unit, Units
from variorum.model.comparison import Aspect, Differs, DiffersValue, Relation
from variorum.model.document import Document, Quantity, TimeExpression
from variorum.model.syntax import Vector
from variorum.model.text import Span

_SAME, _LIKE, _KIN, _LOOSE = 0.7, 0.6, 0.35, 0.25
"""Cosines of contextual word vectors, and probabilities of belonging together. One noun in like contexts lies above the
first, "protesters" and "people" who marched above the third, "marched" and "injured" below the last; read off the
training stories."""
_SAME_WORDING = 0.75
"""Cosine from which two statements say the same but for their polarity."""
_LONG = timedelta(days=300)
"""Intervals from a year upwards are only held against each other: "last year" does not contradict "Monday"."""
_MAX_VALUE_WORDS = 12


@dataclass(frozen=True, slots=True)
class _Value:
    """Something that one article gives: a figure or a time.

    `key` says what it measures, `vector` stands for the noun that is counted or the word that is dated, and `role` for
    what the counted do or suffer; `alone` if its statement counts nothing else.
    """

    unit: int
    article: str
    span: Span
    said_by: str | None
    key: str
    vector: Vector | None
    role: Vector | None = None
    alone: bool = True
    quantity: Quantity | None = None
    time: TimeExpression | None = None


Together = Callable[[int, int], float]
"""Probability that two statements belong into one point."""

Published = Mapping[str, datetime | None]
"""When each article was published."""

_Relate = Callable[["_Value", "_Value"], Relation | None]


@dataclass(frozen=True, slots=True)
class Contest:
    """How the mentions of a point differ, and whether that is only an earlier figure replaced by a later one."""

    differs: Differs
    superseded: bool = False


def find_contest(
    members: Sequence[int],
    units: Units,
    documents: Sequence[Document],
    sources: Sequence[str | None],
    together: Together,
) -> Contest | None:
    """The difference between the mentions of a point that an editor would flag first; None if they agree.

    Args:
        members: Units of the point.
        units: All statements of the story.
        documents: The articles of the story.
        sources: For each unit whom it is attributed to.
        together: Tells how surely two units belong together.
    """
    published = {document.article.id: document.article.published for document in documents}
    found = [
        *_differences(
            _figures(members, units, documents, sources), "number", _relate_figures, 0.75, published, together
        ),
        *_differences(_dates(members, units, documents, sources), "date", _relate_dates, 0.6, published, together),
        *_polarity(members, units, sources, documents),
    ]
    return min(
        found,
        key=lambda c: (c.differs.relation != "conflict", c.superseded, -c.differs.probability),
        default=None,
    )


def _figures(
    members: Sequence[int], units: Units, documents: Sequence[Document], sources: Sequence[str | None]
) -> list[_Value]:
    values = []
    for k in members:
        unit = units.items[k]
        for index in unit.statement.quantities:
            quantity = documents[unit.document].quantities[index]
            key = quantity.unit or quantity.counted or ""
            noun, role = _counted(unit, quantity)
            article = quantity.span.article
            vector = None if quantity.unit else noun
            alone = len(unit.statement.quantities) == 1
            values.append(_Value(k, article, quantity.span, sources[k], key, vector, role, alone, quantity))
    return values


def _counted(unit: Unit, quantity: Quantity) -> tuple[Vector | None, Vector | None]:
    """The contextual vectors of the noun that is counted and of the word that governs it."""
    tokens = unit.sentence.tokens
    for index, token in enumerate(tokens):
        if token.start >= quantity.value.start and token.lemma.casefold() == (quantity.counted or "").casefold():
            return _normal(unit, index), _normal(unit, token.head if token.head >= 0 else index)
    inside = {i for i, token in enumerate(tokens) if quantity.span.start <= token.start < quantity.span.end}
    heads = [tokens[i].head for i in sorted(inside) if tokens[i].head not in inside and tokens[i].head >= 0]
    return None, _normal(unit, heads[0]) if heads else None


def _dates(
    members: Sequence[int], units: Units, documents: Sequence[Document], sources: Sequence[str | None]
) -> list[_Value]:
    values = []
    for k in members:
        unit = units.items[k]
        for index in unit.statement.times:
            time = documents[unit.document].times[index]
            if time.kind not in ("date", "time") or time.start is None or time.end is None:
                continue
            scale = "long" if time.end - time.start >= _LONG else time.kind
            vector = _dated(unit, time.span)
            values.append(_Value(k, time.span.article, time.span, sources[k], scale, vector, time=time))
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


def _relate_figures(a: _Value, b: _Value) -> Relation | None:
    assert a.quantity is not None and b.quantity is not None  # noqa: S101, PT018
    found = relation(a.quantity, b.quantity)
    return "conflict" if found == "conflict" else "detail" if found == "compatible" else None


def _relate_dates(a: _Value, b: _Value) -> Relation | None:
    assert a.time is not None and b.time is not None  # noqa: S101, PT018
    found = times_relation(a.time, b.time)
    return "conflict" if found == "disjoint" else "detail" if found == "nested" else None


def _comparable(a: _Value, b: _Value, together: Together) -> bool:
    """Whether two values measure the same: times of like events, figures of one kind of thing in like roles."""
    noun, role = _cosine(a.vector, b.vector), _cosine(a.role, b.role)
    if a.time is not None:
        return a.key == b.key and noun >= _LIKE
    if a.quantity is None or b.quantity is None or together(a.unit, b.unit) < _LOOSE:
        return False
    if a.quantity.unit or b.quantity.unit:
        return a.quantity.unit == b.quantity.unit and role >= _LOOSE
    if a.quantity.counted is None or b.quantity.counted is None:
        return role >= _LIKE
    if a.key == b.key:
        return noun >= _SAME
    # Different nouns may mean the same people ("protesters", "demonstrators") or parts and wholes ("ten of twelve").
    return a.alone and b.alone and noun >= _KIN and together(a.unit, b.unit) >= _SAME


def _cosine(a: Vector | None, b: Vector | None) -> float:
    return float(a @ b) if a is not None and b is not None else 0.0


def _families(values: Sequence[_Value], together: Together) -> Iterable[list[_Value]]:
    """Groups of values that can be held against each other."""
    families: list[list[_Value]] = []
    for value in values:
        for family in families:
            if any(_comparable(value, member, together) for member in family):
                family.append(value)
                break
        else:
            families.append([value])
    return families


def _differences(
    values: Sequence[_Value],
    aspect: Aspect,
    relate: _Relate,
    probability: float,
    published: Published,
    together: Together,
) -> Iterable[Contest]:
    for family in _families(values, together):
        by_article = {v.article: [w for w in family if w.article == v.article] for v in family}
        conflicts: list[tuple[str, str]] = []
        replaced: list[tuple[str, str]] = []
        detail = False
        for a, b in itertools.combinations(by_article, 2):
            relations = [relate(v, w) for v in by_article[a] for w in by_article[b]]
            if set(relations) == {"conflict"}:
                same_source = _common_source(by_article[a], by_article[b])
                later = same_source and published[a] != published[b] and None not in (published[a], published[b])
                (replaced if later else conflicts).append((a, b))
            elif "conflict" in relations and _knows_the_other(by_article[a], by_article[b], published):
                replaced.append((a, b))
            elif None not in relations and "detail" in relations:
                detail = True
        if conflicts or replaced or detail:
            count = len(conflicts) + len(replaced)
            reason = f"{count} pair{'s' if count > 1 else ''} of reports exclude{'' if count > 1 else 's'} each other"
            differs = Differs(
                aspect=aspect,
                relation="conflict" if count else "detail",
                values=tuple(DiffersValue(given[0].span, given[0].said_by) for given in by_article.values()),
                probability=probability,
                reason=reason if count else "one is more exact than the other",
            )
            yield Contest(differs, superseded=bool(replaced) and not conflicts)


def _common_source(left: Sequence[_Value], right: Sequence[_Value]) -> bool:
    """Both articles have the value from one and the same source."""
    sources = {value.said_by for value in left} & {value.said_by for value in right}
    return bool(sources - {None})


def _knows_the_other(left: Sequence[_Value], right: Sequence[_Value], published: Published) -> bool:
    """One article gives two figures, the later published one beside the other article's: "to 17, up from nine"."""
    one, other = published[left[0].article], published[right[0].article]
    if one is None or other is None or one == other:
        return False
    later = left if one > other else right
    return len({value.span.quote.casefold() for value in later}) > 1


def _polarity(
    members: Sequence[int], units: Units, sources: Sequence[str | None], documents: Sequence[Document]
) -> Iterable[Contest]:
    """One article affirms what another denies in much the same words.

    Only where the other has no word of negation at all: what a negation bears on is told too unsurely otherwise.
    """
    for a, b in itertools.combinations(members, 2):
        left, right = units.items[a], units.items[b]
        if left.document == right.document or left.statement.negated == right.statement.negated:
            continue
        affirming = right if left.statement.negated else left
        if {left.statement.modality, right.statement.modality} != {"actual"} or has_negation(
            affirming.sentence.tokens, affirming.statement.tokens
        ):
            continue
        if float(units.vectors[a] @ units.vectors[b]) >= _SAME_WORDING:
            yield Contest(
                Differs(
                    aspect="outcome",
                    relation="conflict",
                    values=tuple(DiffersValue(_short(units.items[k], documents), sources[k]) for k in (a, b)),
                    probability=0.5,
                    reason="one affirms what the other denies",
                )
            )


def _short(unit: Unit, documents: Sequence[Document]) -> Span:
    """The words around the predicate, where the whole statement is too long for a table."""
    if len(unit.statement.tokens) <= _MAX_VALUE_WORDS:
        return unit.statement.span
    near = [i for i in unit.statement.tokens if abs(i - unit.statement.predicate) <= _MAX_VALUE_WORDS // 2]
    tokens = unit.sentence.tokens
    return documents[unit.document].span(unit.sentence.span.field, tokens[near[0]].start, tokens[near[-1]].end)
