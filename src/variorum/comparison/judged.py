"""Rows and people as somebody has judged them: what the models put together or apart is changed to fit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace

from variorum.comparison.drafts import Draft
from variorum.comparison.entities import StoryEntities, assemble, kinds_of
from variorum.comparison.units import Unit
from variorum.model.document import Document
from variorum.model.judgement import Bearer, ComparisonVerdict, OtherPerson, OtherPoint, SamePerson, SamePoint
from variorum.model.text import Span

_OVERLAP = 0.3
"""Least part of both spans' characters that a statement shares with a judged span; rows show a little more or less."""

Place = tuple[int, int]
"""A document and one of its entities."""


def judged_drafts(
    drafts: Sequence[Draft],
    items: Sequence[Unit],
    verdicts: Sequence[ComparisonVerdict],
    together: Callable[[int, int], float],
) -> tuple[Draft, ...]:
    """The drafts of points, joined and divided as judged; a later verdict prevails.

    Statements of a divided row go to the side that they are likelier to belong to.

    Args:
        drafts: Every statement in one of them, some in several.
        items: The statements.
        verdicts: The earliest first; those on words that no statement covers are passed over.
        together: Probability that two statements belong together.
    """
    found = list(drafts)
    for verdict in verdicts:
        if not isinstance(verdict, SamePoint | OtherPoint):
            continue
        left, right = _at(items, verdict.left), _at(items, verdict.right)
        if left is None or right is None or left == right:
            continue
        common = [draft for draft in found if left in draft.units and right in draft.units]
        if isinstance(verdict, SamePoint) and not common:
            a, b = (next(draft for draft in found if unit in draft.units) for unit in (left, right))
            joined = Draft(tuple(sorted({*a.units, *b.units})), min(a.probability, b.probability))
            found = [joined if draft == a else draft for draft in found if draft != b]
        elif isinstance(verdict, OtherPoint):
            for draft in common:
                at = found.index(draft)
                found[at : at + 1] = _divided(draft, left, right, together)
    return tuple(found)


def confirmed(
    items: Sequence[Unit], verdicts: Sequence[ComparisonVerdict], originals: Sequence[int]
) -> set[frozenset[int]]:
    """Pairs of statements that somebody judged to tell the same, each by the statement that it copies, or itself."""
    found: set[frozenset[int]] = set()
    for verdict in verdicts:
        if isinstance(verdict, SamePoint | OtherPoint):
            left, right = _at(items, verdict.left), _at(items, verdict.right)
            if left is not None and right is not None:
                pair = frozenset((originals[left], originals[right]))
                (found.add if isinstance(verdict, SamePoint) else found.discard)(pair)
    return found


def _divided(draft: Draft, left: int, right: int, together: Callable[[int, int], float]) -> list[Draft]:
    """A row in two: the statements likelier to belong to one of two statements, and the rest with the other."""
    own = {
        unit for unit in draft.units if unit == left or (unit != right and together(unit, left) > together(unit, right))
    }
    return [replace(draft, units=tuple(u for u in draft.units if (u in own) == kept)) for kept in (True, False)]


def _at(items: Sequence[Unit], span: Span) -> int | None:
    """The statement that covers a span best."""
    best, most = None, _OVERLAP
    for number, item in enumerate(items):
        own = item.statement.span
        if (own.article, own.field) == (span.article, span.field):
            shared = min(own.end, span.end) - max(own.start, span.start)
            overlap = shared / (max(own.end, span.end) - min(own.start, span.start))
            if overlap > most:
                best, most = number, overlap
    return best


def judged_people(
    entities: StoryEntities, documents: Sequence[Document], verdicts: Sequence[ComparisonVerdict]
) -> StoryEntities:
    """The entities of a story, joined and divided as judged; a later verdict prevails.

    What else was taken for somebody now divided goes with the side whose names it shares, else stays with the second.
    Names that one article uses for one entity are not divided within it.
    """
    wanted = [verdict for verdict in verdicts if isinstance(verdict, SamePerson | OtherPerson)]
    if not wanted:
        return entities
    home: dict[Place, int] = {(d, e): number for d, row in enumerate(entities.links) for e, number in enumerate(row)}
    fresh = len(entities.names)
    for verdict in wanted:
        left, right = _bearing(verdict.left, documents), _bearing(verdict.right, documents)
        if not left or not right:
            continue
        if isinstance(verdict, SamePerson):
            target = home[min(right)]
            for places in (left, right):
                homes = {home[place] for place in places}
                # A name that several bear says nothing of those who bear it under other names.
                moved = [place for place in home if home[place] in homes] if len(homes) == 1 else sorted(places)
                home.update(dict.fromkeys(moved, target))
        else:
            left, right = left - right, right - left
            for shared in {home[place] for place in left} & {home[place] for place in right}:
                moved = _side([place for place in home if home[place] == shared], left, right, documents)
                home.update(dict.fromkeys(moved, fresh))
                fresh += 1
    order: dict[int, int] = {}
    links = [
        [order.setdefault(home[d, e], len(order)) for e in range(len(document.entities))]
        for d, document in enumerate(documents)
    ]
    return assemble(documents, links, kinds_of(documents))


def _bearing(bearer: Bearer, documents: Sequence[Document]) -> set[Place]:
    return {
        (d, e)
        for d, document in enumerate(documents)
        if bearer.article in (None, document.article.id)
        for e, entity in enumerate(document.entities)
        if bearer.name in (entity.name, *entity.aliases)
    }


def _side(places: Sequence[Place], left: set[Place], right: set[Place], documents: Sequence[Document]) -> list[Place]:
    """Those of an entity's places that go with the left side."""
    forms: defaultdict[bool, set[str]] = defaultdict(set)
    for is_left, own in ((True, left), (False, right)):
        for d, e in own:
            forms[is_left].update(documents[d].entities[e].aliases)
    telling = forms[True] - forms[False]
    return [
        place
        for place in places
        if place in left
        or (place not in right and not telling.isdisjoint(documents[place[0]].entities[place[1]].aliases))
    ]
