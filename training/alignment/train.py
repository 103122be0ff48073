#!/usr/bin/env python3
"""Trains the model that decides whether two statements belong into one point.

    python training/alignment/train.py ../shared/gold/train --ecbplus ../shared/corpora/ecbplus

Gradient-boosted trees (scikit-learn, extra "training") over the features of `variorum.comparison.features`; one model
per seed, averaged; calibrated (Platt 1999) on stories that the fold has not seen. Writes the arrays that
`variorum.comparison.trees` reads.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from gold import Story, add_arguments, training_stories
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

from variorum.comparison.features import FEATURES

FOLDS = 7
SEEDS = (1, 2, 3)
OUT = Path(__file__).parents[2] / "src/variorum/comparison/data/alignment.npz"


def fit(train: Sequence[Story]) -> list[HistGradientBoostingClassifier]:
    """One model per seed; each story of a weight counts the same however many pairs it has."""
    rows = np.concatenate([story.rows for story in train])
    labels = np.concatenate([story.together for story in train])
    weights = np.concatenate([np.full(len(story.rows), story.weight / max(1, story.together.sum())) for story in train])
    models = []
    for seed in SEEDS:
        model = HistGradientBoostingClassifier(
            max_iter=160,
            learning_rate=0.05,
            max_leaf_nodes=10,
            min_samples_leaf=30,
            l2_regularization=5.0,
            max_features=0.5,
            early_stopping=False,
            random_state=seed,
        )
        models.append(model.fit(rows, labels, sample_weight=weights / weights.mean()))
    return models


def log_odds(models: Sequence[HistGradientBoostingClassifier], rows: NDArray[np.float32]) -> NDArray[np.float64]:
    """Mean over the models, (rows,)."""
    return np.asarray(np.mean([model.decision_function(rows) for model in models], axis=0))


@dataclass(frozen=True)
class Trained:
    """Stands for the pair model that ships.

    Attributes:
        models: One per seed.
        scale: Slope of the calibration.
        offset: Its intercept.
    """

    models: Sequence[HistGradientBoostingClassifier]
    scale: float
    offset: float

    def probability(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """Of each row, (rows,)."""
        odds = log_odds(self.models, rows) if len(rows) else np.zeros(0)
        return np.asarray(1 / (1 + np.exp(-(self.scale * odds + self.offset))), np.float32)

    def explain(self, _row: NDArray[np.float32]) -> tuple[()]:
        """Nothing; explanations are not scored."""
        return ()


def out_of_fold(train: Sequence[Story]) -> dict[str, NDArray[np.float64]]:
    """Log-odds of each story by models that have not seen it."""
    found = {}
    for fold in range(FOLDS):
        models = fit([story for k, story in enumerate(train) if k % FOLDS != fold])
        for story in train[fold::FOLDS]:
            found[story.name] = log_odds(models, story.rows)
    return found


def calibrated(train: Sequence[Story], odds: dict[str, NDArray[np.float64]]) -> tuple[float, float]:
    """Slope and intercept that make probabilities of the log-odds of unseen stories (Platt 1999)."""
    full = [story for story in train if story.calibrates]
    every = np.concatenate([odds[story.name] for story in full])
    labels = np.concatenate([story.together for story in full])
    model = LogisticRegression(C=1e6).fit(every[:, None], labels)
    return float(model.coef_[0, 0]), float(model.intercept_[0])


def export(models: Sequence[HistGradientBoostingClassifier], scale: float, offset: float, path: Path) -> None:
    """The trees of all models as arrays (see `variorum.comparison.trees.Forest`)."""
    feature: list[int] = []
    threshold: list[float] = []
    left: list[int] = []
    right: list[int] = []
    value: list[float] = []
    roots: list[int] = []
    depth = 0
    for model in models:
        for (tree,) in model._predictors:
            nodes = tree.nodes
            root = len(feature)
            roots.append(root)
            mean = node_means(nodes)
            for index, node in enumerate(nodes):
                leaf = bool(node["is_leaf"])
                feature.append(-1 if leaf else int(node["feature_idx"]))
                threshold.append(0.0 if leaf else float(node["num_threshold"]))
                left.append(root + (index if leaf else int(node["left"])))
                right.append(root + (index if leaf else int(node["right"])))
                value.append(mean[index] / len(models))
                depth = max(depth, int(node["depth"]))
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        path,
        names=np.array(FEATURES),
        feature=np.array(feature, np.int16),
        threshold=np.array(threshold, np.float32),
        left=np.array(left, np.int32),
        right=np.array(right, np.int32),
        value=np.array(value, np.float32),
        roots=np.array(roots, np.int32),
        depth=np.array(depth),
        base=np.array(np.mean([float(model._baseline_prediction.item()) for model in models])),
        scale=np.array(scale),
        offset=np.array(offset),
    )


def node_means(nodes: NDArray[np.void]) -> list[float]:
    """The value of each leaf; for inner nodes the mean of their leaves by training rows."""
    means = [0.0] * len(nodes)
    for index in reversed(range(len(nodes))):
        node = nodes[index]
        if node["is_leaf"]:
            means[index] = float(node["value"])
        else:
            children = (int(node["left"]), int(node["right"]))
            counts = [float(nodes[child]["count"]) for child in children]
            means[index] = sum(c * means[k] for c, k in zip(counts, children, strict=True)) / sum(counts)
    return means


def main() -> None:
    """Trains, calibrates, prints how well pairs are told apart on unseen stories, and writes the model."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_arguments(parser)
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args()
    train = training_stories(args)
    odds = out_of_fold(train)
    scale, offset = calibrated(train, odds)
    every = np.concatenate([odds[story.name] for story in train])
    labels = np.concatenate([story.together for story in train])
    probability = 1 / (1 + np.exp(-(scale * every + offset)))
    best = max(np.arange(0.1, 0.9, 0.05), key=lambda t: f1(labels, probability > t))
    print(f"{len(train)} stories, {len(labels)} pairs, {labels.sum()} together")
    print(f"pairs of unseen stories: F1 {f1(labels, probability > best):.3f} at {best:.2f}")
    print(f"calibration: scale {scale:.2f}, offset {offset:.2f}")
    export(fit(train), scale, offset, args.out)
    print(f"{args.out}: {args.out.stat().st_size / 1024:.0f} KiB")


def f1(gold: NDArray[np.bool_], said: NDArray[np.bool_]) -> float:
    """Harmonic mean of precision and recall."""
    hit = float((gold & said).sum())
    return 2 * hit / max(1.0, float(gold.sum() + said.sum()))


if __name__ == "__main__":
    main()
