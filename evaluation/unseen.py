#!/usr/bin/env python3
"""Whole comparisons of the training stories, each by models that have not seen it.

    python evaluation/unseen.py STORIES/train --ecbplus CORPORA/ecbplus --scorer SCORE.py

Trains the models of pairs and of figures anew for each fold (extra "training"), compares its stories with them and
prints, for each collection, the scorer's figures (means over the stories); whether what matters most comes first, as
`evaluation/priorities.py` does; how many rows of several reports a reader made, too, and how many of the reports in
them tell what another one there tells, of all and of those that are shown without a "perhaps"; and by aspect how many
contests were shown, how many of these are right, and how many of those that readers found were found. Takes about ten
minutes.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest import mock

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parents[1] / "training/alignment"))
import questions as figures
import train as pairs
from gold import Story, add_arguments, training_stories

from priorities import AGREEMENT, Tally, load_scorer, priorities, report
from variorum.comparison.story import compare_story
from variorum.model.comparison import SURE_TELLING, UNSURE_ROW
from variorum.report.export import to_json
from variorum.settings import Settings

SHOWN = ("pair_p", "pair_r", "pair_f", "point_f", "conflict_p", "conflict_r", "conflict_f", "value_r")
MATCH = 0.4
"""F1 of sentences from which a contested row is one that readers found."""

SEVERAL = 2

Rows = NDArray[np.float32]


def contests(scorer: ModuleType, story: Any, gold: dict[str, Any], said: dict[str, Any]) -> Tally:
    """Contests by (aspect, "shown" | "right" | "found" | "read"), and the "sum" of the probabilities of those shown."""
    counts: Tally = Counter()
    read = [({m["at"] for m in p["mentions"]}, p) for p in gold["points"] if p["relation"] == "conflict"]
    shown = []
    for point in said["points"]:
        places = set().union(*(story.sentences_of(mention) for mention in point["mentions"]))
        if point["status"] == "contested" and len({place.split(":")[0] for place in places}) > 1:
            shown.append(places)
            aspect = point["differs"]["aspect"]
            counts[aspect, "shown"] += 1
            counts[aspect, "sum"] += point["differs"]["probability"]
            counts[aspect, "right"] += any(scorer.overlap_f1(places, own) >= MATCH for own, _ in read)
    for own, point in read:
        counts[point["differs"]["aspect"], "read"] += 1
        counts[point["differs"]["aspect"], "found"] += any(scorer.overlap_f1(places, own) >= MATCH for places in shown)
    return counts


def believed(scorer: ModuleType, story: Any, gold: dict[str, Any], said: dict[str, Any]) -> Tally:
    """Rows of several reports and the reports in them, all and those shown without a "perhaps": "shown" and "right"."""
    counts: Tally = Counter()
    read = [{mention["at"] for mention in point["mentions"]} for point in gold["points"]]
    for point in said["points"]:
        if len(point["tellings"]) < SEVERAL:
            continue
        told = {
            article: set().union(*(story.sentences_of(m) for m in point["mentions"] if str(m["article"]) == article))
            for article in point["tellings"]
        }
        row = set().union(*told.values())
        right = any(scorer.overlap_f1(row, own) >= AGREEMENT for own in read)
        for kind in ("rows", "sure rows") if point["probability"] >= UNSURE_ROW else ("rows",):
            counts[kind, "shown"] += 1
            counts[kind, "right"] += right
        for article, own in told.items():
            others = set().union(*(places for other, places in told.items() if other != article))
            for kind in ("reports", "sure reports") if point["tellings"][article] >= SURE_TELLING else ("reports",):
                counts[kind, "shown"] += 1
                counts[kind, "right"] += any(own & point_read and others & point_read for point_read in read)
    return counts


def main() -> None:
    """Prints a line per collection, and the contests of each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_arguments(parser)
    parser.add_argument("--scorer", type=Path, required=True, help="program that scores an export against a story")
    args = parser.parse_args()
    scorer = load_scorer(args.scorer)
    train = training_stories(args)
    odds = pairs.out_of_fold(train)
    scale, offset = pairs.calibrated(train, odds)
    data = []
    for story in train:
        scores = np.asarray(1 / (1 + np.exp(-(scale * odds[story.name] + offset))), np.float32)
        data.append(figures.examples(story, scores))
    table: dict[bool, list[dict[str, float]]] = defaultdict(list)
    tally: dict[bool, Tally] = defaultdict(Counter)
    first: dict[bool, Tally] = defaultdict(Counter)
    for fold in range(pairs.FOLDS):
        seen = [k for k in range(len(train)) if k % pairs.FOLDS != fold]
        model = pairs.Trained(pairs.fit([train[k] for k in seen]), scale, offset)
        asked = figures.regression([data[k] for k in seen])
        with (
            mock.patch("variorum.comparison.alignment.pair_model", lambda model=model: model),
            mock.patch("variorum.comparison.questions.question_model", lambda asked=asked: asked),
        ):
            for story in train[fold :: pairs.FOLDS]:
                figures_of, counts, firsts = score(scorer, story)
                table[story.calibrates].append(figures_of)
                tally[story.calibrates] += counts
                first[story.calibrates] += firsts
    for full, found in table.items():
        name = "compared by hand" if full else "of ECB+"
        print(f"{len(found)} stories {name}")
        print("  " + "  ".join(f"{key} {np.mean([own[key] for own in found]):.3f}" for key in SHOWN))
        counts = tally[full]
        report(first[full])
        for kind in ("rows", "sure rows", "reports", "sure reports"):
            shown, right = counts.pop((kind, "shown")), counts.pop((kind, "right"))
            print(f"  {kind}: {right} of {shown} right ({right / shown:.3f})")
        for aspect in sorted({aspect for aspect, _ in counts}):
            shown, right, hits, read = (int(counts[aspect, kind]) for kind in ("shown", "right", "found", "read"))
            sure = f" (mean probability {counts[aspect, 'sum'] / shown:.2f})" if shown else ""
            print(f"  {aspect:9s} {right:3d} of {shown:3d} shown are right{sure}, {hits:3d} of {read:3d} found")


def score(scorer: ModuleType, story: Story) -> tuple[dict[str, float], Tally, Tally]:
    """The scorer's figures for one story, its contests and rows, and whether what matters most comes first."""
    gold = json.loads((story.path / "gold.json").read_text(encoding="utf-8"))
    for key in ("quotes", "labels", "origins"):
        gold.setdefault(key, [])
    said = json.loads(json.dumps(to_json(compare_story(story.documents, Settings()))))
    told = scorer.Story(story.path)
    counts = contests(scorer, told, gold, said) + believed(scorer, told, gold, said)
    return scorer.score(told, gold, said), counts, priorities(scorer, told, gold, said)


if __name__ == "__main__":
    main()
