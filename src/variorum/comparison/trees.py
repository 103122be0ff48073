"""Gradient-boosted trees at run time: scores, probabilities, and what each feature added.

Training (training/alignment) uses scikit-learn; at run time the trees are a few arrays and numpy walks them.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from variorum.model.comparison import Feature

_CHUNK = 2048


@dataclass(frozen=True, slots=True)
class Forest:
    """An ensemble of binary regression trees whose sum is a log-odds.

    Attributes:
        names: Feature names, one per input column.
        feature: Input column that each node asks for; -1 in leaves, (nodes,).
        threshold: Rows with a value up to it go left, (nodes,).
        left: Index of the left child; itself in leaves, (nodes,).
        right: Index of the right child; itself in leaves, (nodes,).
        value: What a leaf adds; in inner nodes the mean over the training rows below, (nodes,).
        roots: Index of each tree's root, (trees,).
        depth: Greatest depth of any tree.
        base: Log-odds before any tree.
        scale: Slope of the calibration (Platt 1999), fitted on held-out stories.
        offset: Its intercept.
    """

    names: tuple[str, ...]
    feature: NDArray[np.int16]
    threshold: NDArray[np.float32]
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: NDArray[np.float32]
    roots: NDArray[np.int32]
    depth: int
    base: float
    scale: float
    offset: float

    def log_odds(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """Uncalibrated log-odds of each row, (rows,)."""
        out = np.empty(len(rows), np.float32)
        for start in range(0, len(rows), _CHUNK):
            part = rows[start : start + _CHUNK]
            nodes = np.broadcast_to(self.roots, (len(part), len(self.roots)))
            index = np.arange(len(part))[:, None]
            for _ in range(self.depth):
                goes_left = part[index, self.feature[nodes]] <= self.threshold[nodes]
                nodes = np.where(goes_left, self.left[nodes], self.right[nodes])
            out[start : start + _CHUNK] = self.value[nodes].sum(axis=1) + self.base
        return out

    def probability(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """Calibrated probability of each row, (rows,)."""
        logits = self.scale * self.log_odds(rows) + self.offset
        return np.asarray(1.0 / (1.0 + np.exp(-logits)), np.float32)

    def explain(self, row: NDArray[np.float32]) -> tuple[Feature, ...]:
        """What each feature added to the calibrated log-odds, greatest first (path attribution, Saabas 2014).

        The contributions and the start, which is named "start", add up to the log-odds of the row's probability.
        """
        added = np.zeros(len(self.names))
        start = self.base
        for root in self.roots:
            node = int(root)
            start += float(self.value[node])
            while self.feature[node] >= 0:
                column = int(self.feature[node])
                child = int(self.left[node] if row[column] <= self.threshold[node] else self.right[node])
                added[column] += float(self.value[child] - self.value[node])
                node = child
        order = np.argsort(-np.abs(added), kind="stable")
        contributions = [
            Feature(self.names[k], float(row[k]), float(self.scale * added[k])) for k in order if added[k] != 0
        ]
        return (Feature("start", 0.0, self.scale * start + self.offset), *contributions)


def load(name: str) -> Forest:
    """A forest that ships with the package, by the name of its file in `comparison/data`."""
    with (files("variorum.comparison") / "data" / f"{name}.npz").open("rb") as file, np.load(file) as data:
        return Forest(
            names=tuple(str(n) for n in data["names"]),
            feature=data["feature"],
            threshold=data["threshold"],
            left=data["left"],
            right=data["right"],
            value=data["value"],
            roots=data["roots"],
            depth=int(data["depth"]),
            base=float(data["base"]),
            scale=float(data["scale"]),
            offset=float(data["offset"]),
        )
