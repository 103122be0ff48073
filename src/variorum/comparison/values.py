"""A figure or a time that one article gives, and what tells which others it can be held against."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from variorum.comparison.tolls import Toll
from variorum.comparison.units import Unit
from variorum.model.document import Quantity, TimeExpression
from variorum.model.syntax import Vector
from variorum.model.text import Span

_KIN = 0.35
"""Cosine of contextual vectors from which two nouns may name one thing; read off the training stories."""


@dataclass(frozen=True, slots=True)
class Value:
    """Something that one article gives: a figure or a time.

    Attributes:
        number: Its place among those that are weighed, its original's for a copy.
        unit: The statement that gives it.
        place: Its place in that statement.
        article: Id of the article.
        span: The words.
        said_by: Whom they are attributed to.
        key: What it measures.
        vector: Stands for the noun that is counted or the word that is dated.
        role: Stands for what the counted do or suffer.
        word: Stands for the figure itself where it stands.
        slot: Which end of the dated a time is (start, end or neither).
        alone: Its statement gives no other value of the sort.
        toll: What befell those that it counts, if it is a toll.
        holder: The story's entity whose age or the like it is, if it hangs on a name.
        places: The places that its sentence names, as entities of the story.
        partial: It counts part of those in another figure ("17 dead, including two children").
        replaces: Number of the figure that it is told to replace ("rose to 17, up from nine").
        quantity: The figure.
        time: The time.
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
    toll: Toll | None = None
    holder: int | None = None
    places: frozenset[int] = field(default=frozenset())
    partial: bool = False
    replaces: int | None = None
    quantity: Quantity | None = None
    time: TimeExpression | None = None


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
        [
            replace(copy, number=value.number, replaces=value.replaces)
            for value in family
            for copy in copies[value.unit, value.place]
        ]
        for family in families
    ]


def normal(unit: Unit, token: int) -> Vector:
    """The contextual vector of a word of the sentence, of length 1."""
    vector = unit.sentence.parse.token_vectors[token]
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-9), np.float32)


def cosine(a: Vector | None, b: Vector | None) -> float:
    """Of two such vectors; 0 where one is missing."""
    return float(a @ b) if a is not None and b is not None else 0.0


def kindred(a: Value, b: Value) -> bool:
    """Whether two figures may be of one thing: their nouns may name one, and they are no two tolls or people's ages.

    Nor a part of one thing and all of it. Crowds may, whatever they are called: one report's rioters are another's
    mourners. Two peoples are not one.
    """
    if a.key != b.key and a.key[:1].isupper() and b.key[:1].isupper() and not (a.quantity and a.quantity.unit):
        return False
    if _differ(a.toll, b.toll) or _differ(a.holder, b.holder) or a.partial != b.partial:
        return False
    if a.toll == b.toll == "gathered":
        return True
    return a.key == b.key or a.vector is None or b.vector is None or cosine(a.vector, b.vector) >= _KIN


def _differ(a: Toll | int | None, b: Toll | int | None) -> bool:
    return a is not None and b is not None and a != b
