"""The figures that statements give, with what tells which question each of them answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from variorum.annotate.clauses import base
from variorum.comparison.entities import StoryEntities
from variorum.comparison.tolls import Toll, toll_of
from variorum.comparison.units import Unit, Units
from variorum.comparison.values import Value, normal
from variorum.model.document import Attribution, Document, EntityMention, Quantity
from variorum.model.syntax import Token

_Sentence = tuple[int, int]
"""Index of a document, and of a sentence in it."""

_CLIMB = 3
"""Words from an age up to the name of whose it is: "a 40-year-old" is of whom the sentence says that, or calls so."""
_CALLED = frozenset(("appos", "nsubj", "flat"))
_BASES = frozenset(("per", "every"))
_CHOSEN = frozenset("past last first next previous coming final preceding following recent".split())
"""What stands before a number that answers no question."""
_ADDED = frozenset("another additional further".split())
_INCLUDING = frozenset(("including", "among"))
_RATE = 6
"""Words from a number to that of what it is a rate of."""


def find_figures(
    members: Sequence[int],
    units: Units,
    documents: Sequence[Document],
    entities: StoryEntities,
    sources: Sequence[str | None],
) -> list[Value]:
    """The quantities of these statements.

    Args:
        members: Indices of the statements.
        units: All statements of the story.
        documents: The articles of the story.
        entities: Whom and what they name.
        sources: For each statement whom it is attributed to.
    """
    named = _named({(units.items[k].document, units.items[k].sentence.index) for k in members}, documents)
    told = _told(documents)
    values: list[Value] = []
    for k in members:
        unit = units.items[k]
        names = named[unit.document, unit.sentence.index]
        places = frozenset(
            entity
            for mention in names
            if entities.kinds[entity := entities.of(unit.document, mention.entity)] == "place"
        )
        for place, index in enumerate(unit.statement.quantities):
            quantity = documents[unit.document].quantities[index]
            number = _token_at(unit, quantity.value.start)
            if any(test(unit.sentence.tokens, number) for test in (_is_rate, _is_chosen, _is_added)):
                continue
            counted = _counted(unit, quantity)
            governor = _governor(unit, quantity, counted)
            values.append(
                Value(
                    number=len(values),
                    unit=k,
                    place=place,
                    article=quantity.span.article,
                    span=quantity.span,
                    said_by=sources[k] or _estimator(quantity, told[unit.document, unit.sentence.index], entities),
                    key=quantity.unit or quantity.counted or "",
                    vector=normal(unit, counted) if counted is not None and not quantity.unit else None,
                    role=normal(unit, governor) if governor is not None else None,
                    word=normal(unit, number),
                    alone=len(unit.statement.quantities) == 1,
                    toll=None if quantity.unit else _toll(unit, counted, number),
                    holder=_holder(unit, quantity, names, entities),
                    places=places,
                    partial=_is_part(unit.sentence.tokens, number if counted is None else counted),
                    quantity=quantity,
                )
            )
    return _with_replaced(values, units)


def _told(documents: Sequence[Document]) -> defaultdict[_Sentence, list[Attribution]]:
    found: defaultdict[_Sentence, list[Attribution]] = defaultdict(list)
    for number, document in enumerate(documents):
        for attribution in document.attributions:
            found[number, attribution.sentence].append(attribution)
    return found


def _estimator(quantity: Quantity, told: Iterable[Attribution], entities: StoryEntities) -> str | None:
    """Who gives a figure in a statement that tells of that, too: "police put the crowd at 4,000"."""
    at = quantity.value.start
    sources = (given.source for given in told if given.content.start <= at < given.content.end)
    return next((entities.canonical(source.name) for source in sources if source is not None), None)


def is_age(figure: Value) -> bool:
    """Ages are of somebody ("a 40-year-old"): the person tells which question they answer."""
    return figure.span.quote.casefold().endswith("old") or figure.key == "age"


def ages_of_several(figure: Value) -> bool:
    """Whether a figure is from the youngest to the oldest: "aged 10 to 15", not "16 or 17 years old"."""
    quantity = figure.quantity
    return (
        quantity is not None
        and (quantity.unit, quantity.modifier) == ("year old", "between")
        and "or" not in quantity.value.quote.casefold().replace("-", " ").split()
    )


def _with_replaced(values: Sequence[Value], units: Units) -> list[Value]:
    """The figures, each with the one of its sentence that it replaces: "rose to 17, up from nine"."""
    beside: defaultdict[_Sentence, list[Value]] = defaultdict(list)
    for value in values:
        beside[units.items[value.unit].document, units.items[value.unit].sentence.index].append(value)
    replaced: dict[int, int] = {}
    for home in beside.values():
        tokens = units.items[home[0].unit].sentence.tokens
        heads = [_head(units.items[value.unit], value.quantity) for value in home if value.quantity]
        leads = [_leads(tokens, head) for head in heads]
        for old, since, before in zip(home, heads, leads, strict=True):
            risen = bool(before & {"up", "down"})
            for new, head, to in zip(home, heads, leads, strict=True):
                if "from" in before and _alike(new, old) and ("to" in to or (risen and head < since)):
                    replaced.setdefault(new.number, old.number)
    return [replace(value, replaces=replaced.get(value.number)) for value in values]


def _alike(new: Value, old: Value) -> bool:
    """Two figures that measure one thing, as far as they tell."""
    if new.number == old.number or new.quantity is None or old.quantity is None:
        return False
    return new.quantity.unit == old.quantity.unit and (new.key == old.key or not (new.key and old.key))


def _is_rate(tokens: Sequence[Token], number: int) -> bool:
    """Whether a number is part of a rate, which is no count: "18.5 deaths per 100,000 people", "one in every four"."""
    ends = range(number, min(number + _RATE, len(tokens)))
    return any(i > 0 and tokens[i].pos == "NUM" and tokens[i - 1].text.casefold() in _BASES for i in ends)


def _is_chosen(tokens: Sequence[Token], number: int) -> bool:
    """Whether the writer chose how many to tell of: "in the past two months", "the first ten victims"."""
    return number > 0 and tokens[number - 1].text.casefold() in _CHOSEN


def _is_added(tokens: Sequence[Token], number: int) -> bool:
    """Whether a number comes on top of another one: "killing five more people", "another 14"."""
    before = tokens[number - 1].text.casefold() if number > 0 else ""
    behind = [token.text.casefold() for token in tokens[number + 1 : number + 3]]
    return before in _ADDED or (behind[:1] == ["more"] and "than" not in behind)


def _is_part(tokens: Sequence[Token], counted: int) -> bool:
    """Whether a figure tells how many of those in another one: "17 dead, including two children and a guard"."""
    while base(tokens[counted].relation) == "conj":
        counted = tokens[counted].head
    return any(token.head == counted and token.text.casefold() in _INCLUDING for token in tokens)


def _head(unit: Unit, quantity: Quantity) -> int:
    counted = _counted(unit, quantity)
    return _token_at(unit, quantity.value.start) if counted is None else counted


def _leads(tokens: Sequence[Token], index: int) -> set[str]:
    """The preposition of a noun, and the particle before that: "up from nine"."""
    cases = [i for i, token in enumerate(tokens) if token.head == index and base(token.relation) == "case"]
    return {tokens[i].text.casefold() for case in cases for i in (case, case - 1) if i >= 0}


def _named(sentences: set[_Sentence], documents: Sequence[Document]) -> defaultdict[_Sentence, list[EntityMention]]:
    found: defaultdict[_Sentence, list[EntityMention]] = defaultdict(list)
    for number, document in enumerate(documents):
        for mention in document.mentions:
            if (number, mention.sentence) in sentences:
                found[number, mention.sentence].append(mention)
    return found


def _token_at(unit: Unit, start: int) -> int:
    tokens = unit.sentence.tokens
    return next((i for i, token in enumerate(tokens) if token.end > start), len(tokens) - 1)


def _counted(unit: Unit, quantity: Quantity) -> int | None:
    """Index of the noun that is counted."""
    wanted = (quantity.counted or "").casefold()
    return next(
        (
            i
            for i, token in enumerate(unit.sentence.tokens)
            if token.start >= quantity.value.start and token.lemma.casefold() == wanted
        ),
        None,
    )


def _governor(unit: Unit, quantity: Quantity, counted: int | None) -> int | None:
    """The word on which what is counted depends, or the figure if it counts no noun."""
    tokens = unit.sentence.tokens
    if counted is not None:
        return tokens[counted].head if tokens[counted].head >= 0 else counted
    inside = {i for i, token in enumerate(tokens) if quantity.span.start <= token.start < quantity.span.end}
    return next((tokens[i].head for i in sorted(inside) if tokens[i].head not in inside | {-1}), None)


def _toll(unit: Unit, counted: int | None, number: int) -> Toll | None:
    return toll_of(unit.sentence.tokens, number if counted is None else counted, number)


def _holder(unit: Unit, quantity: Quantity, names: Sequence[EntityMention], entities: StoryEntities) -> int | None:
    """The person on whose name a bare figure hangs ("Doe, 41"), or whom an age describes; an entity of the story."""
    tokens = unit.sentence.tokens
    persons: dict[int, int] = {}
    for mention in names:
        entity = entities.of(unit.document, mention.entity)
        if entities.kinds[entity] == "person":
            persons.update(dict.fromkeys(range(mention.first, mention.last + 1), entity))
    inside = {i for i, token in enumerate(tokens) if quantity.span.start <= token.start < quantity.span.end}
    for top in sorted(i for i in inside if tokens[i].head not in inside):
        head = top
        for _ in range(_CLIMB if quantity.unit == "year old" else 1):
            head = tokens[head].head
            if head < 0:
                break
            called = (i for i, token in enumerate(tokens) if token.head == head and base(token.relation) in _CALLED)
            found = next((persons[i] for i in (head, *called) if i in persons), None)
            if found is not None:
                return found
    return None
