#!/usr/bin/env python3
"""Trains the model that decides whether two figures of different articles answer one question.

    python training/alignment/questions.py ../shared/gold/train --ecbplus ../shared/corpora/ecbplus

A logistic regression over the features of `variorum.comparison.questions`. Figures answer one question where they stand
in phrases that carry one point; where these exclude each other only if the comparison by reading names both as its
values. How likely sentences belong together is told by pair models that have not seen the story.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from gold import Story, add_arguments, phrases, training_stories
from numpy.typing import NDArray
from regressions import fitted, save
from train import FOLDS, calibrated, out_of_fold

from variorum.annotate.intervals import relation
from variorum.comparison.alignment import Alignment
from variorum.comparison.entities import link
from variorum.comparison.figures import find_figures
from variorum.comparison.questions import FEATURES, describe
from variorum.comparison.regression import Regression
from variorum.comparison.units import build, collect, originals
from variorum.comparison.values import Value

OUT = Path(__file__).parents[2] / "src/variorum/comparison/data/questions.npz"
STRENGTH = 0.3
"""Inverse of the regularisation."""

Rows = NDArray[np.float32]


def examples(story: Story, scores: Rows) -> tuple[Rows, NDArray[np.bool_]]:
    """The features of pairs of figures of one story, and whether they answer one question; doubtful pairs left out."""
    items = collect(story.documents)
    entities = link(story.documents)
    units = build(items, story.documents, entities)
    sources = originals(items)
    weighed = np.array(sorted(set(sources)), np.int64)[story.pairs]
    known = {(int(a), int(b)): float(p) for (a, b), p in zip(weighed, scores, strict=True)}
    alignment = Alignment((), tuple(sources), weighed, story.rows, scores, known)
    found = find_figures(sorted(set(sources)), units, story.documents, entities, [None] * len(units))
    pairs, rows = describe(found, units, alignment)
    labels = labelled(found, pairs.tolist(), story.path)
    sure = [k for k, label in enumerate(labels) if label is not None]
    return rows[sure], np.array([bool(labels[k]) for k in sure], bool)


def labelled(found: Sequence[Value], pairs: Sequence[tuple[int, int]], path: Path) -> list[bool | None]:
    """Whether each pair answers one question by the comparison by reading; None where it cannot be told."""
    labels: list[bool | None] = [False] * len(pairs)
    for point, places in phrases(path):
        inside = {
            k
            for k, value in enumerate(found)
            for article, field, start, end in places
            if (value.article, value.span.field) == (article, field)
            and value.span.start < end
            and start < value.span.end
        }
        for number, (a, b) in enumerate(pairs):
            if a in inside and b in inside and not labels[number]:
                labels[number] = answers(found[a], found[b], point)
    return labels


def answers(a: Value, b: Value, point: dict[str, Any]) -> bool | None:
    """Whether two figures in phrases of one point answer one question; those of reports that agree do not conflict."""
    assert a.quantity is not None
    assert b.quantity is not None
    if relation(a.quantity, b.quantity) != "conflict":
        return True
    if point["relation"] == "agree":
        return False
    differs = point["differs"] or {}
    values = differs["values"] if differs.get("aspect") == "number" else {}
    figures = ((a.quantity.value.quote, a.article), (b.quantity.value.quote, b.article))
    named = all(plain(quote) in plain(values.get(article, "")) for quote, article in figures)
    return True if named else None


def plain(text: str) -> str:
    """Letters and figures only, in lower case."""
    return re.sub(r"[^a-z0-9]+", " ", text.lower()).strip()


def weight_of(labels: NDArray[np.bool_]) -> Rows:
    """A story of many figures counts as the root of its number of pairs that belong together."""
    return np.full(len(labels), 1 / max(1.0, float(labels.sum())) ** 0.5, np.float32)


def regression(data: Sequence[tuple[Rows, NDArray[np.bool_]]]) -> Regression:
    """Trained on the pairs of figures of these stories."""
    rows, labels = (np.concatenate(part) for part in zip(*data, strict=True))
    return fitted(rows, labels, np.concatenate([weight_of(own) for _, own in data]), STRENGTH)


def main() -> None:
    """Trains, prints how well pairs of unseen stories are told apart, and writes the model."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_arguments(parser)
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args()
    train = training_stories(args)
    odds = out_of_fold(train)
    scale, offset = calibrated(train, odds)
    data = [
        examples(story, np.asarray(1 / (1 + np.exp(-(scale * odds[story.name] + offset))), np.float32))
        for story in train
    ]
    folds = [regression([own for k, own in enumerate(data) if k % FOLDS != fold]) for fold in range(FOLDS)]
    told = [folds[k % FOLDS].probability(rows) for k, (rows, _) in enumerate(data) if len(rows)]
    rows, labels = (np.concatenate(part) for part in zip(*data, strict=True))
    exclusive = rows[:, FEATURES.index("figures exclude each other")] > 0
    every = np.concatenate(told)
    print(f"{len(labels)} pairs of figures, {labels.sum()} answer one question, {labels[exclusive].sum()} exclusive")
    print(f"average precision on unseen stories: {precision(labels, every):.3f}")
    print(f"the same of figures that exclude each other: {precision(labels[exclusive], every[exclusive]):.3f}")
    save(regression(data), FEATURES, args.out)


def precision(labels: NDArray[np.bool_], scores: Rows) -> float:
    """Average precision."""
    hits = labels[np.argsort(-scores)]
    return float((np.cumsum(hits) / np.arange(1, len(hits) + 1) * hits).sum() / max(1, hits.sum()))


if __name__ == "__main__":
    main()
