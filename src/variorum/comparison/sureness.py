"""How surely a row that several articles tell is one, and how surely each article whose words stand there tells it.

A row is as sure as the surest two of its statements, what an article has there as the likeliest of its own pairs.
Statements that copy one another speak for neither.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from itertools import combinations

import numpy as np
from scipy.special import logit

from variorum.comparison.drafts import Draft
from variorum.comparison.regression import Regression, load
from variorum.comparison.units import Floats, Units

ROW_FEATURES: tuple[str, ...] = ("log-odds that its surest two statements belong together",)
TELLING_FEATURES: tuple[str, ...] = (
    "log-odds that its likeliest statement belongs with one of another article",
    "log-odds of the row",
)

_LIMITS = 0.02, 0.98
"""Probabilities beyond these are taken for these."""

Likely = Callable[[int, int], float]
"""How likely two statements belong together."""


@functools.cache
def row_model() -> Regression:
    """Probability that a row stands for a point of a careful reader; trained by training/alignment."""
    return load("rows")


@functools.cache
def telling_model() -> Regression:
    """Probability that an article whose words stand in a row tells what it is about; trained by training/alignment."""
    return load("telling")


def surest(drafts: Sequence[Draft], units: Units, originals: Sequence[int], likely: Likely, documents: int) -> Floats:
    """For each row and article how likely the likeliest of its statements there belongs with one of another article.

    Args:
        drafts: The rows.
        units: The statements.
        originals: For each statement the one that it copies, or itself.
        likely: How likely two statements belong together.
        documents: Number of articles.

    Returns:
        Probabilities, (drafts, documents). Not a number where there is nothing to weigh: the article is silent, alone,
        or all others have its words by copying.
    """
    places = units.documents.tolist()
    found = np.full((len(drafts), documents), np.nan, np.float32)
    for number, draft in enumerate(drafts):
        told = {(places[unit], originals[unit]) for unit in draft.units}
        best: dict[int, float] = {}
        for (left, a), (right, b) in combinations(told, 2):
            if left != right and places[a] != places[b]:
                probability = likely(a, b)
                best[left], best[right] = max(best.get(left, 0.0), probability), max(best.get(right, 0.0), probability)
        found[number, list(best)] = list(best.values())
    return found


def sureness(best: Floats) -> Floats:
    """The probability of each row, (drafts,), by its `surest` pairs; 1 for what one article alone tells, or copies."""
    weighed = ~np.isnan(best).all(axis=1)
    found = np.ones(len(best), np.float32)
    if weighed.any():
        found[weighed] = row_model().probability(describe_rows(best[weighed]))
    return found


def describe_rows(best: Floats) -> Floats:
    """The features of rows with something to weigh, (rows, features), in the order of `ROW_FEATURES`."""
    return _log_odds(np.nanmax(best, axis=1)[:, None])


def tellings(best: Floats, telling: np.ndarray[tuple[int, int], np.dtype[np.bool_]]) -> Floats:
    """For each row the probability that each article tells it, (drafts, documents); 0 for those that are silent.

    Args:
        best: The `surest` pairs.
        telling: Whether each article has statements in each row, (drafts, documents).
    """
    found = telling.astype(np.float32)
    weighed = ~np.isnan(best)
    if weighed.any():
        found[weighed] = telling_model().probability(describe_tellings(best))
    return found


def describe_tellings(best: Floats) -> Floats:
    """The features of the cells with something to weigh, row by row, (cells, features); see `TELLING_FEATURES`."""
    rows, articles = np.nonzero(~np.isnan(best))
    return _log_odds(np.stack([best[rows, articles], sureness(best)[rows]], axis=1))


def _log_odds(probabilities: Floats) -> Floats:
    return np.asarray(logit(np.clip(probabilities.astype(np.float64), *_LIMITS)), np.float32)
