"""Logistic regressions, trained with scikit-learn for `variorum.comparison.regression`."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from variorum.comparison.regression import Regression

Rows = NDArray[np.float32]


def fitted(rows: Rows, labels: NDArray[np.bool_], weights: NDArray[np.float64]) -> Regression:
    """A regression over the standardised features."""
    mean, scale = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    model = LogisticRegression().fit((rows - mean) / scale, labels, sample_weight=weights)
    return Regression(mean, scale, model.coef_[0].astype(np.float32), float(model.intercept_[0]))


def save(model: Regression, path: Path) -> None:
    """Writes the arrays that `variorum.comparison.regression.load` reads."""
    np.savez_compressed(path, mean=model.mean, scale=model.scale, weights=model.weights, bias=np.array(model.bias))
    print(f"{path}: {path.stat().st_size} bytes")
