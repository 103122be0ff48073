"""Logistic regressions at run time; training (training/alignment) uses scikit-learn."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files

import numpy as np
from scipy.special import expit

from variorum.comparison.units import Floats


@dataclass(frozen=True, slots=True)
class Regression:
    """A logistic regression over standardised features.

    Attributes:
        mean: What is taken from each feature, (features,).
        scale: What it is divided by, (features,).
        weights: What it adds to the log-odds then, (features,).
        bias: Log-odds before any feature.
    """

    mean: Floats
    scale: Floats
    weights: Floats
    bias: float

    def probability(self, rows: Floats) -> Floats:
        """Of each row, (rows,)."""
        odds = ((rows - self.mean) / self.scale) @ self.weights + self.bias
        return np.asarray(expit(odds), np.float32)


def load(name: str) -> Regression:
    """A regression that ships with the package, by the name of its file in `comparison/data`."""
    with (files("variorum.comparison") / "data" / f"{name}.npz").open("rb") as file, np.load(file) as data:
        return Regression(data["mean"], data["scale"], data["weights"], float(data["bias"]))
