"""How much a row matters to who wants to know what happened."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from variorum.annotate.clauses import base
from variorum.comparison.units import Unit, Units
from variorum.model.document import Document

_SPREAD = 0.3
_PROMINENCE = 0.2
_CLOSENESS = 0.15
_LEADING = 0.25
_REPEATED = 0.1
"""Weights of the parts of a row's importance; set by hand on the rows of evaluation/unseen.py."""
_NAMING_ONLY = 0.3
"""Share of its importance that a row loses of which all mentions but name or describe somebody."""
_DOUBT = 0.25
"""Power of the probability that a row is about one thing by which it loses importance."""


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
    counts: tuple[int, int, int],
    central: Sequence[float],
    sure: float,
) -> float:
    """How many tell a row, how high up, how often, how near to the middle of the story, and as an event or by a name.

    Args:
        members: The row's statements.
        units: All statements.
        documents: The articles of the story.
        counts: Articles, texts and origins behind the row.
        central: For every statement how near it is to what the story is about.
        sure: Probability that the row is about one thing.

    Returns:
        0 to 1.
    """
    items = [units.items[k] for k in members]
    articles, _, origins = counts
    spread = 0.5 * (articles + origins) / len(documents)
    height = [1.0 - item.sentence.index / max(len(documents[item.document].sentences), 1) for item in items]
    prominence = 0.5 * max(height) + 0.5 * sum(height) / len(height)
    closeness = sum(central[k] for k in members) / len(members)
    first: dict[int, int] = {}
    for item in items:
        first[item.document] = min(item.sentence.index, first.get(item.document, item.sentence.index))
    # As the rank of the first answer counts in retrieval: the headline is worth twice the sentence after it.
    leading = sum(1.0 / (1 + index) for index in first.values()) / len(documents)
    repeated = 1.0 - len(first) / len(items)
    weight = (
        _SPREAD * spread + _PROMINENCE * prominence + _CLOSENESS * closeness + _LEADING * leading + _REPEATED * repeated
    )
    clauses = sum(map(_is_clause, items)) / len(items)
    return round(weight * (1 - _NAMING_ONLY * (1 - clauses)) * math.pow(sure, _DOUBT), 4)


def _is_clause(item: Unit) -> bool:
    """Whether a statement has a verb or a subject, unlike "the former mayor"."""
    subject = any(base(relation) == "nsubj" for relation, _ in item.statement.arguments)
    return subject or item.sentence.tokens[item.statement.predicate].pos in ("VERB", "AUX")
