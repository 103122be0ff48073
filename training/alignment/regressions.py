"""Logistic regressions, trained with scikit-learn for `variorum.comparison.regression`."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
from arrangements import unseen
from gold import Story, add_arguments, training_stories
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from train import FOLDS

from variorum.comparison.arrangement import Arrangement
from variorum.comparison.regression import Regression

Rows = NDArray[np.float32]


@dataclass(frozen=True)
class Labelled:
    """What is known of one story.

    Attributes:
        rows: Features of each example, (examples, features).
        labels: What the regression is to tell of each, (examples,).
        weight: How much the story counts.
    """

    rows: Rows
    labels: NDArray[np.bool_]
    weight: float


E = TypeVar("E", bound=Labelled)


def fitted(rows: Rows, labels: NDArray[np.bool_], weights: NDArray[np.floating], strength: float = 1.0) -> Regression:
    """A regression over the standardised features; `strength` is the inverse of the regularisation."""
    mean, scale = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    model = LogisticRegression(C=strength, max_iter=1000)
    model.fit((rows - mean) / scale, labels, sample_weight=weights)
    return Regression(mean, scale, model.coef_[0].astype(np.float32), float(model.intercept_[0]))


def regression(data: Iterable[Labelled]) -> Regression:
    """Trained on these; each story of a weight counts by its examples."""
    given = list(data)
    rows, labels = np.concatenate([own.rows for own in given]), np.concatenate([own.labels for own in given])
    return fitted(rows, labels, np.concatenate([np.full(len(own.labels), own.weight) for own in given]))


def print_reliability(labels: NDArray[np.bool_], probabilities: Rows, step: float, word: str) -> None:
    """Prints what share of the examples is labelled among those of like probability, in bins as wide as the step."""
    for low in np.arange(0.0, 1.0, step):
        inside = (probabilities >= low) & (probabilities < low + step)
        if inside.any():
            print(f"  {low:.1f} to {low + step:.1f}: {labels[inside].mean():.3f} of {inside.sum()} {word}")


def save(model: Regression, features: Sequence[str], path: Path) -> None:
    """Prints the weights and writes the arrays that `variorum.comparison.regression.load` reads."""
    for feature, weight in zip(features, model.weights, strict=True):
        print(f"  {feature:46s} {weight:+.2f}")
    np.savez_compressed(path, mean=model.mean, scale=model.scale, weights=model.weights, bias=np.array(model.bias))
    print(f"{path}: {path.stat().st_size} bytes")


def train_on_arrangements(
    description: str | None,
    out: Path,
    features: Sequence[str],
    examples: Callable[[Arrangement, Story], E],
    report: Callable[[Sequence[E], Sequence[Rows]], None],
) -> None:
    """The program that trains a regression over stories in rows, made by pair models that have not seen them.

    Args:
        description: What it does, for its help.
        out: Where the model goes by default.
        features: Names of its features.
        examples: Those of one story.
        report: Prints how good the probabilities of unseen stories are.
    """
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_arguments(parser)
    parser.add_argument("--out", type=Path, default=out)
    args = parser.parse_args()
    train = training_stories(args)
    data = [examples(arranged, story) for arranged, story in zip(unseen(train), train, strict=True)]
    folds = [regression(own for k, own in enumerate(data) if k % FOLDS != fold) for fold in range(FOLDS)]
    probabilities = [folds[k % FOLDS].probability(own.rows) for k, own in enumerate(data)]
    for name, full in (("compared by hand", True), ("of ECB+", False)):
        kept = [k for k, story in enumerate(train) if story.calibrates == full]
        if kept:
            print(f"{len(kept)} stories {name}")
            report([data[k] for k in kept], [probabilities[k] for k in kept])
    save(regression(data), features, args.out)
