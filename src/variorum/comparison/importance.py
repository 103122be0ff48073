"""How much a row matters to who wants to know what happened."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from variorum.annotate.clauses import base
from variorum.comparison.units import Unit, Units
from variorum.model.document import Document

_NAMING_ONLY = 0.3
"""Share of its importance that a row loses of which all mentions but name or describe somebody."""


def centrality(units: Units) -> list[float]:
    """How near each statement is to what the whole story is about, 0 to 1."""
    if not len(units):
        return []
    middle = units.sentence_vectors.mean(axis=0)
    middle /= max(float(np.linalg.norm(middle)), 1e-9)
    return [float(v) for v in np.clip(units.sentence_vectors @ middle, 0.0, 1.0)]


def importance(
    members: Sequence[int],
    units: Units,
    documents: Sequence[Document],
    articles: int,
    origins: int,
    central: Sequence[float],
) -> float:
    """How many tell it, how high up, how close to the middle of the story, as an event or but by a name, 0 to 1."""
    items = [units.items[k] for k in members]
    spread = 0.5 * articles / len(documents) + 0.5 * origins / len(documents)
    height = [1.0 - item.sentence.index / max(len(documents[item.document].sentences), 1) for item in items]
    prominence = 0.5 * max(height) + 0.5 * sum(height) / len(height)
    closeness = sum(central[k] for k in members) / len(members)
    clauses = sum(map(_is_clause, items)) / len(items)
    return round((0.45 * spread + 0.35 * prominence + 0.2 * closeness) * (1 - _NAMING_ONLY * (1 - clauses)), 4)


def _is_clause(item: Unit) -> bool:
    """Whether a statement has a verb or a subject, unlike "the former mayor"."""
    subject = any(base(relation) == "nsubj" for relation, _ in item.statement.arguments)
    return subject or item.sentence.tokens[item.statement.predicate].pos in ("VERB", "AUX")
