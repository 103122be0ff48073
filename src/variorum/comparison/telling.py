"""How surely an article whose words stand in a row tells what the others there tell.

A row that is about one thing may hold words of one article more that are about another. Who says that an article tells
something had better be sure, as with silences.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import combinations

import numpy as np
from scipy.special import logit

from variorum.comparison.drafts import Draft
from variorum.comparison.regression import Regression, load
from variorum.comparison.silence import tellers
from variorum.comparison.units import Floats, Units

FEATURES: tuple[str, ...] = (
    "log-odds that its likeliest statement belongs with one of another article",
    "log-odds of the row",
)

_LIMITS = 0.02, 0.98
"""Probabilities beyond these are taken for these."""

Likely = Callable[[int, int], float]
"""How likely two statements belong together."""


@functools.cache
def telling_model() -> Regression:
    """Probability that an article whose words stand in a row tells what it is about; trained by training/alignment."""
    return load("telling")


def tellings(
    drafts: Sequence[Draft], sure: Floats, units: Units, originals: Sequence[int], likely: Likely, documents: int
) -> Floats:
    """For each row the probability that each article tells it, (drafts, documents); 0 for those that are silent.

    1 where there is nothing to doubt: one article alone tells it, or the others copied its words.

    Args:
        drafts: The rows.
        sure: How sure each of them is, (drafts,).
        units: The statements.
        originals: For each statement the one that it copies, or itself.
        likely: How likely two statements belong together.
        documents: Number of articles.
    """
    found = tellers(drafts, units, documents).astype(np.float32)
    cells, rows = describe(drafts, sure, units, originals, likely)
    if cells:
        found[tuple(np.array(cells).T)] = telling_model().probability(rows)
    return found


def no_surer_than_cells(sure: Floats, told: Floats) -> Floats:
    """How sure rows are, given how surely their articles tell them: no more than the surest cell, (drafts,)."""
    return np.minimum(sure, told.max(axis=1)) if told.size else sure


def describe(
    drafts: Sequence[Draft], sure: Floats, units: Units, originals: Sequence[int], likely: Likely
) -> tuple[list[tuple[int, int]], Floats]:
    """The cells that can be doubted, (row, article), and the features of each, in the order of `FEATURES`.

    Words that an article shares with another one by copying speak for neither.
    """
    cells: list[tuple[int, int]] = []
    features: list[tuple[float, float]] = []
    for number, draft in enumerate(drafts):
        best: dict[int, float] = defaultdict(float)
        told = sorted({(int(units.documents[unit]), originals[unit]) for unit in draft.units})
        for (left, a), (right, b) in combinations(told, 2):
            if left != right and units.documents[a] != units.documents[b]:
                probability = likely(a, b)
                best[left], best[right] = max(best[left], probability), max(best[right], probability)
        for document, probability in best.items():
            cells.append((number, document))
            features.append((probability, float(sure[number])))
    clipped = np.clip(np.array(features).reshape(-1, len(FEATURES)), *_LIMITS)
    return cells, logit(clipped).astype(np.float32)
