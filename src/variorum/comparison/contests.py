"""Where the mentions of one point disagree.

Each aspect proposes the values that can be held against each other; what an editor would flag first wins. Values that
one article gives in two ways speak for no conflict: an article is only held to what all its values exclude.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from variorum.annotate.intervals import relation, times_relation
from variorum.annotate.modality import has_negation
from variorum.comparison.units import Unit, Units
from variorum.comparison.values import Together, Value, dates, families, figures
from variorum.model.comparison import Aspect, Differs, DiffersValue, Relation
from variorum.model.document import Document
from variorum.model.text import Span

SAME_WORDING = 0.75
"""Cosine from which two statements say the same but for their polarity."""
LIKE_WORDING = 0.6
"""The same where one of them is denied in so many words ("denied that")."""
_WEIGHT: Mapping[Aspect, float] = {"number": 0.75, "date": 0.6, "outcome": 0.5}
"""How far contests of a kind are trusted: it orders them and is held against the threshold; not calibrated by case."""
_MAX_VALUE_WORDS = 12


Published = Mapping[str, datetime | None]
"""When each article was published."""

_Relate = Callable[[Value, Value], Relation | None]


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
            figures(members, units, documents, sources),
            "number",
            _relate_figures,
            published,
            together,
        ),
        *_differences(dates(members, units, documents, sources), "date", _relate_dates, published, together),
        *_polarity(members, units, sources, documents),
    ]
    return min(
        found,
        key=lambda c: (c.differs.relation != "conflict", c.superseded, -c.differs.probability),
        default=None,
    )


def _relate_figures(a: Value, b: Value) -> Relation | None:
    assert a.quantity is not None and b.quantity is not None  # noqa: S101, PT018
    found = relation(a.quantity, b.quantity)
    return "conflict" if found == "conflict" else "detail" if found == "compatible" else None


def _relate_dates(a: Value, b: Value) -> Relation | None:
    assert a.time is not None and b.time is not None  # noqa: S101, PT018
    found = times_relation(a.time, b.time)
    return "conflict" if found == "disjoint" else "detail" if found == "nested" else None


def _differences(
    values: Sequence[Value],
    aspect: Aspect,
    relate: _Relate,
    published: Published,
    together: Together,
) -> Iterable[Contest]:
    for family in families(values, together):
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
                values=tuple(value for given in by_article.values() for value in _given(given, relate)),
                probability=_WEIGHT[aspect],
                reason=reason if count else "one is more exact than the other",
            )
            yield Contest(differs, superseded=bool(replaced) and not conflicts)


def _given(values: Sequence[Value], relate: _Relate) -> Iterable[DiffersValue]:
    """What one article gives: its first value, after those that exclude it (a source's claim, say)."""
    first = next((value for value in values if value.said_by is None), values[0])
    others = {value.span: value for value in values if relate(first, value) == "conflict"}
    for value in (*others.values(), first):
        yield DiffersValue(value.span, value.said_by)


def _common_source(left: Sequence[Value], right: Sequence[Value]) -> bool:
    """Both articles have the value from one and the same source."""
    sources = {value.said_by for value in left} & {value.said_by for value in right}
    return bool(sources - {None})


def _knows_the_other(left: Sequence[Value], right: Sequence[Value], published: Published) -> bool:
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
    against: dict[int, int] = {}
    for a, b in itertools.combinations(members, 2):
        left, right = units.items[a], units.items[b]
        if left.document == right.document or left.statement.affirmed == right.statement.affirmed:
            continue
        affirming = left if left.statement.affirmed else right
        if {left.statement.modality, right.statement.modality} != {"actual"} or has_negation(
            affirming.sentence.tokens, affirming.statement.tokens
        ):
            continue
        if float(units.vectors[a] @ units.vectors[b]) >= wording_needed(left, right):
            against.setdefault(left.document, a)
            against.setdefault(right.document, b)
    if against:
        yield Contest(
            Differs(
                aspect="outcome",
                relation="conflict",
                values=tuple(DiffersValue(_short(units.items[k], documents), sources[k]) for k in against.values()),
                probability=_WEIGHT["outcome"],
                reason="one affirms what the other denies",
            )
        )


def wording_needed(left: Unit, right: Unit) -> float:
    """How alike two statements of other polarity must be worded to contradict each other, as a cosine."""
    return LIKE_WORDING if left.statement.denied or right.statement.denied else SAME_WORDING


def _short(unit: Unit, documents: Sequence[Document]) -> Span:
    """The statement, from the word that denies it; the words around its predicate where it is long."""
    tokens, statement = unit.sentence.tokens, unit.statement
    first, last = statement.tokens[0], statement.tokens[-1]
    if last - first >= _MAX_VALUE_WORDS:
        near = [i for i in statement.tokens if abs(i - statement.predicate) <= _MAX_VALUE_WORDS // 2]
        first, last = near[0], near[-1]
    if statement.denied:
        first = min(first, tokens[statement.predicate].head)
    return documents[unit.document].span(unit.sentence.span.field, tokens[first].start, tokens[last].end)
