#!/usr/bin/env python3
"""Trains the model that tells how surely a row is one that a careful reader would make.

    python training/alignment/rows.py ../shared/gold/train --ecbplus ../shared/corpora/ecbplus

A logistic regression over the features of `variorum.comparison.sureness`. The rows of each story are made by pair
models that have not seen it. A row is right if its sentences and those of a point by reading agree with F1 of at least
0.5.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from pathlib import Path

import numpy as np
from gold import Story, carried
from numpy.typing import NDArray
from regressions import Labelled, print_reliability, train_on_arrangements

from variorum.comparison.arrangement import Arrangement
from variorum.comparison.sureness import ROW_FEATURES, describe_rows, surest
from variorum.comparison.units import Units
from variorum.model.comparison import UNSURE_ROW

OUT = Path(__file__).parents[2] / "src/variorum/comparison/data/rows.npz"
AGREEMENT = 0.5
"""Least F1 of the sentences of a row and of a point by reading that are taken for one."""

Rows = NDArray[np.float32]


def examples(arranged: Arrangement, story: Story) -> Labelled:
    """The rows of one story of several articles that are not all copies of one."""
    units = arranged.units
    best = surest(arranged.drafts, units, arranged.alignment.originals, arranged.likely, len(story.documents))
    weighed: NDArray[np.bool_] = np.asarray(~np.isnan(best).all(axis=1))
    read = [sentences(units, point) for point in carried(story.path, units)]
    right = [
        any(agreement(sentences(units, draft.units), point) >= AGREEMENT for point in read if point)
        for draft, is_weighed in zip(arranged.drafts, weighed, strict=True)
        if is_weighed
    ]
    return Labelled(describe_rows(best[weighed]), np.array(right, bool), story.weight)


def sentences(units: Units, members: Iterable[int]) -> set[tuple[int, int]]:
    """Where these statements stand: (document, sentence)."""
    return {(units.items[k].document, units.items[k].sentence.index) for k in members}


def agreement(a: Set[tuple[int, int]], b: Set[tuple[int, int]]) -> float:
    """F1 of two sets of sentences."""
    return 2 * len(a & b) / (len(a) + len(b))


def report(data: Sequence[Labelled], probabilities: Sequence[Rows]) -> None:
    """Prints how many rows are right, sure ones and others, and what the probabilities are worth."""
    right, every = np.concatenate([own.labels for own in data]), np.concatenate(probabilities)
    sure = every >= UNSURE_ROW
    print(f"  {right.mean():.3f} of {len(right)} rows right,", end=" ")
    print(f"{right[sure].mean():.3f} of the {sure.sum()} that are sure, {right[~sure].mean():.3f} of the others")
    print_reliability(right, every, 0.1, "right")


def main() -> None:
    """Trains, prints how rows of unseen stories hold, and writes the model."""
    train_on_arrangements(__doc__, OUT, ROW_FEATURES, examples, report)


if __name__ == "__main__":
    main()
