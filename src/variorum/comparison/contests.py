"""Where the mentions of one point disagree.

Each aspect proposes the values that can be held against each other; what an editor would flag first wins. Values that
one article gives in two ways speak for no conflict: an article is only held to what all its values exclude.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from variorum.annotate.intervals import relation
from variorum.annotate.times.relation import times_relation
from variorum.comparison.contradictions import LIKE_WORDING, same_predicate
from variorum.comparison.questions import Pairs
from variorum.comparison.units import Unit, Units
from variorum.comparison.values import Value
from variorum.model.comparison import Aspect, Differs, DiffersValue, Relation
from variorum.model.document import Document
from variorum.model.text import Span

_WEIGHT: Mapping[Aspect, float] = {"date": 0.6, "outcome": 0.5, "modality": 0.4}
"""How far contests of a kind are trusted: it orders them; not calibrated by case."""
_LEAST = 0.2
"""Probability that two figures answer one question from which they are held against each other: one time in five."""
_MAX_VALUE_WORDS = 12
_INNER_STOPS = frozenset(",;:-–—")
"""Punctuation that no value begins with."""


Published = Mapping[str, datetime | None]
"""When each article was published."""

_Relate = Callable[[Value, Value], Relation | None]


@dataclass(frozen=True, slots=True)
class Contest:
    """How the mentions of a point differ, and whether that is only an earlier figure replaced by a later one."""

    differs: Differs
    superseded: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """What of a story can be held against each other.

    Attributes:
        answers: The figures, those that answer one question together.
        moments: The times, those that date one thing together.
        opposed: Groups of statements of which each contradicts another one.
        asked: How likely two figures, by their numbers, answer one question.
    """

    answers: Sequence[Sequence[Value]]
    moments: Sequence[Sequence[Value]]
    opposed: Sequence[set[int]]
    asked: Pairs

    def answer_one(self, a: Value, b: Value) -> bool:
        """Whether two figures of a family answer one question by themselves, not only through others between them."""
        return self.asked.get((min(a.number, b.number), max(a.number, b.number)), 0.0) >= _LEAST


def find_contest(
    members: Sequence[int],
    evidence: Evidence,
    units: Units,
    documents: Sequence[Document],
    sources: Sequence[str | None],
) -> Contest | None:
    """The difference between the mentions of a point that an editor would flag first; None if they agree.

    Args:
        members: Units of the point.
        evidence: What of the story can be held against each other.
        units: All statements of the story.
        documents: The articles of the story.
        sources: For each unit whom it is attributed to.
    """
    published = {document.article.id: document.article.clock for document in documents}
    inside = set(members)
    found: list[Contest] = []
    for family in evidence.answers:
        own = [value for value in family if value.unit in inside]
        surest = _surest(own, evidence.asked)
        found.extend(_differences(own, "number", relate_figures, published, surest, evidence.answer_one))
    for family in evidence.moments:
        own = [value for value in family if value.unit in inside]
        found.extend(_differences(own, "date", relate_times, published, _WEIGHT["date"]))
    for group in evidence.opposed:
        found.extend(_contradiction([k for k in members if k in group], units, sources, documents))
    found.extend(_certainty(members, units, sources, documents))
    return min(
        found,
        key=lambda c: (c.differs.relation != "conflict", c.superseded, -c.differs.probability),
        default=None,
    )


def _surest(figures: Sequence[Value], asked: Pairs) -> float:
    """How likely the two of them that exclude each other most surely answer one question; any two, if none do."""
    pairs = [
        (relate_figures(a, b) == "conflict", asked.get((min(a.number, b.number), max(a.number, b.number)), 0.0))
        for a, b in itertools.combinations(figures, 2)
    ]
    return max(pairs, default=(False, 0.0))[1]


def relate_figures(a: Value, b: Value) -> Relation | None:
    """Whether two figures exclude each other, or one is more exact than the other."""
    assert a.quantity is not None and b.quantity is not None  # noqa: S101, PT018
    found = relation(a.quantity, b.quantity)
    return "conflict" if found == "conflict" else "detail" if found == "compatible" else None


def relate_times(a: Value, b: Value) -> Relation | None:
    """Whether two times exclude each other, or one is more exact than the other."""
    assert a.time is not None and b.time is not None  # noqa: S101, PT018
    found = times_relation(a.time, b.time)
    return "conflict" if found == "disjoint" else "detail" if found == "nested" else None


def _differences(
    values: Sequence[Value],
    aspect: Aspect,
    relate: _Relate,
    published: Published,
    probability: float,
    comparable: Callable[[Value, Value], bool] = lambda _a, _b: True,
) -> Iterable[Contest]:
    values = sorted(values, key=lambda value: (value.unit, value.place))
    met = [v for v in values if any(v.article != w.article and comparable(v, w) for w in values)]
    by_article = {v.article: _most_exact([w for w in met if w.article == v.article]) for v in met}
    conflicts: list[tuple[str, str]] = []
    replaced: list[tuple[str, str]] = []
    detail = False
    told = _told_to_replace(values)
    for a, b in itertools.combinations(by_article, 2):
        pairs = [(v, w) for v, w in itertools.product(by_article[a], by_article[b]) if comparable(v, w)]
        relations = [relate(v, w) for v, w in pairs]
        excluding = [pair for pair, found in zip(pairs, relations, strict=True) if found == "conflict"]
        if excluding and all(_amounts(v, w) in told for v, w in excluding):
            replaced.append((a, b))
        elif set(relations) == {"conflict"}:
            same_source = _common_source(by_article[a], by_article[b])
            later = same_source and published[a] != published[b] and None not in (published[a], published[b])
            (replaced if later else conflicts).append((a, b))
        elif "conflict" in relations and _knows_the_other(by_article[a], by_article[b], published):
            replaced.append((a, b))
        elif None not in relations and "detail" in relations:
            detail = True
    if not (conflicts or replaced or detail):
        return
    count = len(conflicts) + len(replaced)
    reason = f"{count} pair{'s' if count > 1 else ''} of reports exclude{'' if count > 1 else 's'} each other"
    if replaced and not conflicts:
        reason = "a later figure replaces an earlier one"
    differs = Differs(
        aspect=aspect,
        relation="conflict" if count else "detail",
        values=tuple(value for given in by_article.values() for value in _given(given, relate)),
        probability=round(probability, 4),
        reason=reason if count else "one is more exact than the other",
    )
    yield Contest(differs, superseded=bool(replaced) and not conflicts)


def _told_to_replace(values: Sequence[Value]) -> set[frozenset[tuple[float, float]]]:
    """Of which two figures some article says that one replaces the other: "rose to 17, up from nine"."""
    return {
        _amounts(new, old)
        for new, old in itertools.permutations(values, 2)
        if new.replaces == old.number and new.article == old.article
    }


def _amounts(a: Value, b: Value) -> frozenset[tuple[float, float]]:
    return frozenset((v.quantity.low, v.quantity.high) for v in (a, b) if v.quantity is not None)


def _most_exact(values: Sequence[Value]) -> list[Value]:
    """What one article gives, without what it gives more exactly too: who says "dozens" and "51" says 51."""
    return [v for v in values if not any(_within(w, v) for w in values)]


def _within(exact: Value, rough: Value) -> bool:
    """Whether one value lies inside the other and is the narrower of the two."""
    if exact.quantity is not None and rough.quantity is not None and exact.quantity.unit == rough.quantity.unit:
        inner, outer = (exact.quantity.low, exact.quantity.high), (rough.quantity.low, rough.quantity.high)
        return inner != outer and outer[0] <= inner[0] and inner[1] <= outer[1] and math.isfinite(inner[1])
    if exact.time is not None and rough.time is not None and times_relation(exact.time, rough.time) == "nested":
        lengths = [time.end - time.start for time in (exact.time, rough.time) if time.start and time.end]
        return len(lengths) == 2 and lengths[0] < lengths[1]
    return False


def _given(values: Sequence[Value], relate: _Relate) -> Iterable[DiffersValue]:
    """What one article gives: its first value that stands, after those that exclude it (a source's claim, say)."""
    replaced = {value.replaces for value in values}
    standing = [value for value in values if value.number not in replaced] or values
    first = next((value for value in standing if value.said_by is None), standing[0])
    others = {value.span.quote.casefold(): value for value in values if relate(first, value) == "conflict"}
    for value in (*others.values(), first):
        yield DiffersValue(value.span, value.said_by)


def _common_source(left: Sequence[Value], right: Sequence[Value]) -> bool:
    """Both articles have the value from one and the same source."""
    sources = {value.said_by for value in left} & {value.said_by for value in right}
    return bool(sources - {None})


def _knows_the_other(left: Sequence[Value], right: Sequence[Value], published: Published) -> bool:
    """One article gives two figures, the later published one beside the other article's: "to 17, up from nine".

    Not where one of the two is somebody else's claim.
    """
    one, other = published[left[0].article], published[right[0].article]
    if one is None or other is None or one == other:
        return False
    later = left if one > other else right
    given = {(value.said_by, value.span.quote.casefold()) for value in later}
    return len(given) > len({said_by for said_by, _ in given})


def _contradiction(
    members: Sequence[int], units: Units, sources: Sequence[str | None], documents: Sequence[Document]
) -> Iterable[Contest]:
    """One article affirms what another denies; who tells both is shown with the denial."""
    against: dict[int, int] = {}
    for k in sorted(members, key=lambda k: (units.items[k].statement.affirmed, k)):
        against.setdefault(units.items[k].document, k)
    shown = sorted(against.values())
    if len(shown) > 1 and len({units.items[k].statement.affirmed for k in shown}) > 1:
        yield Contest(
            Differs(
                aspect="outcome",
                relation="conflict",
                values=tuple(DiffersValue(_short(units.items[k], documents), sources[k]) for k in shown),
                probability=_WEIGHT["outcome"],
                reason="one affirms what the other denies",
            )
        )


def _certainty(
    members: Sequence[int], units: Units, sources: Sequence[str | None], documents: Sequence[Document]
) -> Iterable[Contest]:
    """One article tells as done what another tells as planned or possible, by the same predicate."""
    told: dict[int, int] = {}
    for a, b in itertools.combinations(members, 2):
        left, right = units.items[a], units.items[b]
        others = {left.statement.modality, right.statement.modality} - {"actual"}
        if left.document == right.document or _is_told_as_done(left) == _is_told_as_done(right):
            continue
        if sources[a] is not None and sources[a] == sources[b]:
            continue  # One and the same words, reported sooner or later.
        alike = float(units.vectors[a] @ units.vectors[b]) >= LIKE_WORDING and same_predicate(left, right)
        if alike and others & {"possible", "intended"}:
            told.setdefault(left.document, a)
            told.setdefault(right.document, b)
    if told:
        yield Contest(
            Differs(
                aspect="modality",
                relation="detail",
                values=tuple(DiffersValue(_short(units.items[k], documents), sources[k]) for k in told.values()),
                probability=_WEIGHT["modality"],
                reason="one tells as done what the other tells as planned or possible",
            )
        )


def _is_told_as_done(unit: Unit) -> bool:
    """By a finite verb: "to flee" and "fleeing" leave open whether anybody did."""
    tokens, predicate = unit.sentence.tokens, unit.statement.predicate
    verbs = [i for i in unit.statement.tokens if i == predicate or tokens[i].head == predicate]
    return unit.statement.modality == "actual" and any("VerbForm=Fin" in tokens[i].morph for i in verbs)


def _short(unit: Unit, documents: Sequence[Document]) -> Span:
    """The statement, from the word that denies it; the words around its predicate where it is long."""
    tokens, statement = unit.sentence.tokens, unit.statement
    first, last = statement.tokens[0], statement.tokens[-1]
    if last - first >= _MAX_VALUE_WORDS:
        near = [i for i in statement.tokens if abs(i - statement.predicate) <= _MAX_VALUE_WORDS // 2]
        first, last = near[0], near[-1]
        while last < tokens[last].head <= statement.tokens[-1]:
            last = tokens[last].head  # not between a word and the later one that it belongs to
    if statement.denied:
        first = min(first, tokens[statement.predicate].head)
    while first < last and tokens[first].pos == "PUNCT" and tokens[first].text in _INNER_STOPS:
        first += 1
    return documents[unit.document].span(unit.sentence.span.field, tokens[first].start, tokens[last].end)
