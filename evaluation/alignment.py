#!/usr/bin/env python3
"""How well statements that belong together are told, how far the probabilities can be trusted, and what each part adds.

    python evaluation/alignment.py ../shared/gold/stories
    python evaluation/alignment.py ../shared/gold/stories --ablate ../shared/gold/train

Weighs the pairs of statements of stories compared by hand with the model that ships and prints average precision, the
best F1, and a reliability diagram (DeGroot and Fienberg 1983) with the expected calibration error (Naeini et al. 2015);
the same of pairs of figures that may answer one question. With --ablate it trains the pair model anew without each
group of features (extra "training") and prints what is lost.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parents[1] / "training/alignment"))
from gold import Story, stories, training_stories
from questions import examples
from train import fit, log_odds

from variorum.comparison.alignment import pair_model
from variorum.comparison.features import FEATURES
from variorum.comparison.questions import question_model

BINS = 10
BAR = 40
GROUPS: dict[str, tuple[str, ...]] = {
    "meaning": ("meaning of the statements", "meaning of the sentences"),
    "late interaction": ("words matched", "words of the sentences matched"),
    "rare words": ("rare words",),
    "entities": ("entities",),
    "predicates and subjects": ("meaning of the predicates", "same predicate", "meaning of the subjects"),
    "numbers, times, polarity": ("numbers", "times", "polarity"),
    "rank and lead": ("rank, ", "lead ", "rank of the sentences"),
    "form and place": ("words, ", "position", "headlines", "attributed", "same source", "part of", "articles in"),
}
"""Beginnings of the names of the features in each group."""

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def average_precision(labels: Flags, scores: Floats) -> float:
    """Mean precision at each hit of the ranking."""
    hits = labels[np.argsort(-scores, kind="stable")]
    return float((np.cumsum(hits) / np.arange(1, len(hits) + 1) * hits).sum() / max(1, hits.sum()))


def best_f1(labels: Flags, scores: Floats) -> float:
    """The highest F1 of any threshold."""
    hits = np.cumsum(labels[np.argsort(-scores, kind="stable")])
    return float((2 * hits / (np.arange(1, len(hits) + 1) + labels.sum())).max(initial=0.0))


def diagram(labels: Flags, scores: Floats) -> None:
    """Prints what share of the pairs in each tenth of the probabilities belongs together, and the calibration error."""
    print("  said        pairs    are   0" + " " * (BAR - 2) + "1")
    error = 0.0
    for number in range(BINS):
        inside = (scores >= number / BINS) & ((scores < (number + 1) / BINS) | (number == BINS - 1))
        if not inside.any():
            continue
        share, said = float(labels[inside].mean()), float(scores[inside].mean())
        error += abs(share - said) * float(inside.mean())
        line = ["█" if k < round(share * BAR) else "·" for k in range(BAR)]
        line[min(round(said * BAR), BAR - 1)] = "│"
        low, high = number / BINS, (number + 1) / BINS
        print(f"  {low:.1f} to {high:.1f} {inside.sum():7d}  {share:5.2f}   {''.join(line)}")
    print(f"  expected calibration error {error:.3f} (│ is what is said, █ what is)")


def report(name: str, labels: Flags, scores: Floats) -> None:
    """Prints the figures of one kind of pair."""
    print(f"{name}: {len(labels)} pairs, {labels.sum()} together")
    print(f"  average precision {average_precision(labels, scores):.3f}, best F1 {best_f1(labels, scores):.3f}")
    diagram(labels, scores)


def ablations(train: list[Story], measured: list[Story]) -> None:
    """Trains without each group of features and prints the average precision on the other stories."""

    def score(columns: list[int]) -> float:
        models = fit([cut(story, columns) for story in train])
        return float(
            np.mean(
                [
                    average_precision(s.together, log_odds(models, s.rows[:, columns]))
                    for s in measured
                    if s.together.any()
                ]
            )
        )

    every = list(range(len(FEATURES)))
    whole = score(every)
    print(f"average precision, mean over the stories: {whole:.3f} with all {len(every)} features")
    for name, beginnings in GROUPS.items():
        kept = [k for k in every if not FEATURES[k].startswith(beginnings)]
        value = score(kept)
        print(f"  without {name:26s} ({len(every) - len(kept):2d}) {value:.3f}  {value - whole:+.3f}", flush=True)


def cut(story: Story, columns: list[int]) -> Story:
    """The story with some of the features only."""
    return replace(story, rows=story.rows[:, columns])


def main() -> None:
    """Prints all of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stories", type=Path, help="folder of stories compared by hand that nothing was trained on")
    parser.add_argument("--ablate", dest="gold", type=Path, metavar="TRAIN", help="folder of training stories")
    parser.add_argument("--ecbplus", type=Path, metavar="CORPUS", help="with --ablate: also the stories in readings/")
    args = parser.parse_args()
    measured = list(stories(args.stories))
    scores = {story.name: pair_model().probability(story.rows) for story in measured}
    report(
        "statements",
        np.concatenate([story.together for story in measured]),
        np.concatenate([scores[story.name] for story in measured]).astype(np.float64),
    )
    figures = [examples(story, scores[story.name]) for story in measured]
    rows, labels = (np.concatenate(part) for part in zip(*figures, strict=True))
    report("figures that answer one question", labels, question_model().probability(rows).astype(np.float64))
    if args.gold:
        ablations(training_stories(args), measured)


if __name__ == "__main__":
    main()
