#!/usr/bin/env python3
"""Trains the model that tells how surely an article whose words stand in a row tells what the others there tell.

    python training/alignment/telling.py ../shared/gold/train --ecbplus ../shared/corpora/ecbplus

A logistic regression over features of `variorum.comparison.sureness`. The rows of each story are made by pair models
that have not seen it. An article tells a row if by the comparison by reading a statement of it there shares a point
with one of another article there. After `rows.py`, whose model tells how sure the rows are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from gold import Story, carried
from numpy.typing import NDArray
from regressions import Labelled, print_reliability, train_on_arrangements
from sklearn.metrics import roc_auc_score

from variorum.comparison.arrangement import Arrangement
from variorum.comparison.sureness import TELLING_FEATURES, describe_tellings, surest
from variorum.model.comparison import SURE_TELLING

OUT = Path(__file__).parents[2] / "src/variorum/comparison/data/telling.npz"

Rows = NDArray[np.float32]


def examples(arranged: Arrangement, story: Story) -> Labelled:
    """The cells of one story that can be doubted."""
    units, originals = arranged.units, arranged.alignment.originals
    points: defaultdict[int, set[int]] = defaultdict(set)
    for number, point in enumerate(carried(story.path, units)):
        for unit in point:
            points[unit].add(number)
    best = surest(arranged.drafts, units, originals, arranged.likely, len(story.documents))
    right = []
    for number, document in np.argwhere(~np.isnan(best)).tolist():
        members = arranged.drafts[number].units
        own = [unit for unit in members if units.documents[unit] == document]
        copied = {originals[unit] for unit in own}
        others = [unit for unit in members if units.documents[unit] != document and originals[unit] not in copied]
        right.append(any(points[a] & points[b] for a in own for b in others))
    return Labelled(describe_tellings(best), np.array(right, bool), story.weight)


def report(data: Sequence[Labelled], probabilities: Sequence[Rows]) -> None:
    """Prints how many cells are right, sure ones and others, and what the probabilities are worth."""
    right, every = np.concatenate([own.labels for own in data]), np.concatenate(probabilities)
    sure = every >= SURE_TELLING
    print(f"  {right.mean():.3f} of {len(right)} tellings right, {right[sure].mean():.3f} of the {sure.sum()}", end=" ")
    print(f"that are sure, {right[~sure].mean():.3f} of the others,", end=" ")
    print(f"area under the curve {roc_auc_score(right, every):.3f}")
    print_reliability(right, every, 0.2, "right")


def main() -> None:
    """Trains, prints how cells of unseen stories hold, and writes the model."""
    train_on_arrangements(__doc__, OUT, TELLING_FEATURES, examples, report)


if __name__ == "__main__":
    main()
