"""Statements of different articles into groups that say something about the same thing."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from variorum.compare.clustering import agglomerate, extend, merge
from variorum.compare.features import Pairs, candidates, describe
from variorum.compare.points import Draft
from variorum.compare.trees import Forest, load
from variorum.compare.units import Floats, Units
from variorum.model.comparison import Feature
from variorum.model.document import Document

_SAME_ROW = 0.5
"""Share of common statements from which two groups are one row to a reader."""


@functools.cache
def pair_model() -> Forest:
    """The model that decides whether two statements belong into one point; trained by training/alignment."""
    return load("alignment")


@dataclass(frozen=True, slots=True)
class Alignment:
    """The groups of a story's statements, and what the pairs looked like."""

    drafts: tuple[Draft, ...]
    pairs: Pairs
    rows: Floats

    def why(self, left: int, right: int) -> tuple[Feature, ...]:
        """What put two units together; empty if they were never weighed against each other."""
        pair = sorted((left, right))
        found = np.flatnonzero((self.pairs == pair).all(axis=1))
        return pair_model().explain(self.rows[found[0]]) if len(found) else ()


def align(units: Units, documents: Sequence[Document], threshold: float) -> Alignment:
    """Groups the statements; every statement that stands in no group makes a draft of its own.

    Args:
        units: The statements of the story.
        documents: Its articles.
        threshold: Mean probability from which statements share a point.
    """
    pairs, seen = candidates(units, len(documents))
    rows = describe(units, documents, pairs, seen)
    scores = pair_model().probability(rows) if len(rows) else np.zeros(0, np.float32)
    known = {(int(a), int(b)): float(p) for (a, b), p in zip(pairs, scores, strict=True)}
    places = [int(d) for d in units.documents]
    groups = agglomerate(places, known, threshold)
    wide = merge(extend(groups, places, known, threshold), _SAME_ROW)
    grouped = {unit for group in wide for unit in group}
    drafts = [Draft(tuple(group), _mean(group, places, known)) for group in wide]
    drafts.extend(Draft((unit,), 1.0) for unit in range(len(units)) if unit not in grouped)
    return Alignment(tuple(drafts), pairs, rows)


def _mean(group: Sequence[int], places: Sequence[int], known: dict[tuple[int, int], float]) -> float:
    scores = [known.get((a, b), 0.0) for a in group for b in group if a < b and places[a] != places[b]]
    return round(sum(scores) / len(scores), 4) if scores else 1.0
