#!/usr/bin/env python3
"""Trains the model that tells how surely an article without words in a row does not tell it in other words.

    python training/alignment/silence.py ../shared/gold/train --ecbplus ../shared/corpora/ecbplus

A logistic regression over the features of `variorum.comparison.silence`. The rows of each story are made by pair models
that have not seen it. An article tells a row nonetheless if by the comparison by reading it tells the point that the
row stands for.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from gold import Story, carried
from numpy.typing import NDArray
from regressions import Labelled, print_reliability, train_on_arrangements
from sklearn.metrics import roc_auc_score

from variorum.comparison.arrangement import Arrangement
from variorum.comparison.silence import FEATURES, describe, tellers
from variorum.model.comparison import SURE_SILENCE
from variorum.report.legend import UNSURE_ALONE

OUT = Path(__file__).parents[2] / "src/variorum/comparison/data/silence.npz"
SHARE = 0.5
"""Least share of a row's statements that stand in the point for which the row is taken."""

Rows = NDArray[np.float32]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Silences(Labelled):
    """The silent cells of one story; the labels say whether the article tells the row nonetheless.

    Attributes:
        found: Whether the article's words that come nearest stand in a sentence that tells the row, (cells,).
        single: Whether one article alone tells the row, (cells,).
        points: Number of the row, (cells,).
    """

    found: Flags
    single: Flags
    points: NDArray[np.int64]


def examples(arranged: Arrangement, story: Story) -> Silences:
    """The silent cells of one story."""
    documents = len(story.documents)
    points = carried(story.path, arranged.units)
    rows, near = describe(arranged.drafts, arranged.units, arranged.alignment, documents)
    telling = tellers(arranged.drafts, arranged.units, documents)
    told, found = np.zeros(telling.shape, bool), np.zeros(telling.shape, bool)
    places = list(zip(arranged.units.documents.tolist(), arranged.units.sentences.tolist(), strict=True))
    for number, draft in enumerate(arranged.drafts):
        point = counterpart(set(draft.units), points)
        told[number, arranged.units.documents[sorted(point)]] = True
        carrying = {places[unit] for unit in point}
        found[number] = [unit >= 0 and places[unit] in carrying for unit in near[number]]
    silent = ~telling
    single = np.broadcast_to((telling.sum(axis=1) == 1)[:, None], telling.shape)
    numbers = np.broadcast_to(np.arange(len(telling))[:, None], telling.shape)
    return Silences(rows[silent], told[silent], story.weight, found[silent], single[silent], numbers[silent])


def counterpart(row: Set[int], points: Sequence[Set[int]]) -> Set[int]:
    """The statements of the point by reading that a row stands for: the most alike that holds half of the row."""
    fitting = [point for point in points if len(row & point) >= SHARE * len(row)]
    return max(fitting, key=lambda point: len(row & point) / len(row | point), default=frozenset())


def report(data: Sequence[Silences], probabilities: Sequence[Rows]) -> None:
    """Prints how many silences hold, of all and of those that are claimed, and what the probabilities are worth.

    Args:
        data: The silent cells of some stories.
        probabilities: For each story that the articles tell those rows nonetheless.
    """
    told = np.concatenate([own.labels for own in data])
    found = np.concatenate([own.found for own in data])
    single = np.concatenate([own.single for own in data])
    every = np.concatenate(probabilities)
    for name, own in (("several articles", ~single), ("one article", single)):
        sure = own & (1 - every >= SURE_SILENCE)
        print(f"  rows of {name}: {1 - told[own].mean():.3f} of {own.sum()} silences right,", end=" ")
        print(f"{1 - told[sure].mean():.3f} of the {sure.sum()} that are sure,", end=" ")
        print(f"area under the curve {roc_auc_score(told[own], every[own]):.3f}")
        print(f"    of those that are not, the nearest words tell it: {found[own & told].mean():.3f}")
    lone = [
        (not own.labels[own.points == k].any(), np.prod(1 - chances[own.points == k]) >= UNSURE_ALONE)
        for own, chances in zip(data, probabilities, strict=True)
        for k in np.unique(own.points[own.single])
    ]
    right, likely = np.array(lone).T
    print(f"  told by one only: {right.mean():.3f} of {len(right)} right,", end=" ")
    print(f"{right[likely].mean():.3f} of the {likely.sum()} that likely are")
    print_reliability(told, every, 0.2, "told nonetheless")


def main() -> None:
    """Trains, prints how silences of unseen stories hold, and writes the model."""
    train_on_arrangements(__doc__, OUT, FEATURES, examples, report)


if __name__ == "__main__":
    main()
