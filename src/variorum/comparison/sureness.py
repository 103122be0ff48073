"""How surely a row that several articles tell is one that a careful reader would make, too.

The mean probability of a row's pairs tells how many of them are right; a row of many statements is about one thing
nonetheless if some of them are not. Copies add nothing.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence

import numpy as np
from scipy.special import logit

from variorum.comparison.drafts import Draft
from variorum.comparison.regression import Regression, load
from variorum.comparison.units import Floats, Units

FEATURES: tuple[str, ...] = ("log-odds that its statements belong together", "logarithm of their number")

_LIMITS = 0.02, 0.98
"""Mean probabilities beyond these are taken for these."""


@functools.cache
def row_model() -> Regression:
    """Probability that a row stands for a point of a careful reader; trained by training/alignment."""
    return load("rows")


def sureness(drafts: Sequence[Draft], units: Units, originals: Sequence[int]) -> Floats:
    """The probability of each row, (drafts,); 1 for what one article alone tells, which is as the article tells it.

    Args:
        drafts: The rows.
        units: The statements.
        originals: For each statement the one that it copies, or itself.
    """
    told = row_model().probability(describe(drafts, originals)) if drafts else np.zeros(0, np.float32)
    alone = np.array([len({units.items[k].document for k in draft.units}) == 1 for draft in drafts], bool)
    return np.where(alone, np.float32(1.0), told)


def describe(drafts: Sequence[Draft], originals: Sequence[int]) -> Floats:
    """The features of each row, (drafts, features), in the order of `FEATURES`."""
    mean = np.clip([draft.probability for draft in drafts], *_LIMITS)
    number = np.array([len({originals[k] for k in draft.units}) for draft in drafts], float)
    return np.stack([logit(mean), np.log(number)], axis=1).astype(np.float32)
