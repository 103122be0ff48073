#!/usr/bin/env python3
"""Whether what matters most comes first: the order of the rows, and the digest.

    python evaluation/priorities.py ../shared/gold/stories --scorer ../shared/gold/score.py

Compares stories compared by hand with the models that ship. Readers gave each of their points an importance of 1, 2 or
3, "any decent summary must have it". Prints how often a row of such a point stands before another row, in how many
stories the first row is of such a point, how many of these points have a sentence in the digest, in how many stories
its first sentence tells one of them, and how many of the reports that are named beside a sentence tell something of it
by the comparison by reading. `evaluation/unseen.py` prints the same for stories that no model has seen.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "training/alignment"))
from gold import stories

from variorum.comparison.story import compare_story
from variorum.report.export import to_json
from variorum.settings import Settings

AGREEMENT = 0.5
"""F1 of sentences from which a row is one that readers made."""
ESSENTIAL = 3
"""Importance of what any decent summary must have."""

Tally = Counter[tuple[str, str]]


def load_scorer(path: Path) -> ModuleType:
    """The program that scores an export against a story, as a module."""
    spec = importlib.util.spec_from_file_location("scorer", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["scorer"] = module
    spec.loader.exec_module(module)
    return module


def priorities(scorer: ModuleType, story: Any, gold: dict[str, Any], said: dict[str, Any]) -> Tally:
    """Counts by ("order" | "first row" | "digest" | "first sentence" | "named", "shown" | "right")."""
    read = [({mention["at"] for mention in point["mentions"]}, point["importance"]) for point in gold["points"]]
    essential = [places for places, importance in read if importance == ESSENTIAL]
    counts: Tally = Counter()
    if not essential:
        return counts
    rows = [
        _importance(scorer, set().union(*map(story.sentences_of, point["mentions"])), read)
        for point in sorted(said["points"], key=lambda point: -point["importance"])
        if point["articles"] > 1
    ]
    above = [row == ESSENTIAL for place, row in enumerate(rows) for other in rows[place + 1 :] if _apart(row, other)]
    counts["order", "shown"], counts["order", "right"] = len(above), sum(above)
    counts["first row", "shown"], counts["first row", "right"] = 1, int(rows[:1] == [ESSENTIAL])
    told = [story.sentences_of(sentence) for sentence in said["digest"]]
    counts["digest", "shown"] = len(essential)
    counts["digest", "right"] = sum(any(places & own for own in told) for places in essential)
    counts["first sentence", "shown"] = 1
    counts["first sentence", "right"] = int(any(places & own for places in essential for own in told[:1]))
    for sentence, own in zip(said["digest"], told, strict=True):
        sharing = {place.split(":")[0] for places, _ in read if places & own for place in places}
        named = {str(article) for article in sentence["articles"]} - {str(sentence["article"])}
        counts["named", "shown"] += len(named)
        counts["named", "right"] += len(named & sharing)
    return counts


def report(counts: Tally) -> None:
    """Prints a line for each of the figures."""
    for kind, meaning in (
        ("order", "pairs of a row of an essential point and another row stand in that order"),
        ("first row", "stories have a row of an essential point first"),
        ("digest", "essential points have a sentence in the digest"),
        ("first sentence", "digests begin with a sentence of an essential point"),
        ("named", "reports named beside a sentence of the digest tell something of it"),
    ):
        right, shown = counts[kind, "right"], counts[kind, "shown"]
        print(f"  {right} of {shown} {meaning} ({right / shown if shown else np.nan:.3f})")


def _importance(scorer: ModuleType, places: set[str], read: Sequence[tuple[set[str], int]]) -> int:
    """How much a row matters to the reader: as the point that agrees best with it, 0 if none does."""
    agreement, importance = max((scorer.overlap_f1(places, own), importance) for own, importance in read)
    return importance if agreement >= AGREEMENT else 0


def _apart(row: int, other: int) -> bool:
    return (row == ESSENTIAL) != (other == ESSENTIAL)


def main() -> None:
    """Prints the figures over all stories."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stories", type=Path, help="folder of stories compared by hand that nothing was trained on")
    parser.add_argument("--scorer", type=Path, required=True, help="program that scores an export against a story")
    args = parser.parse_args()
    scorer = load_scorer(args.scorer)
    counts: Tally = Counter()
    for story in stories(args.stories):
        gold = json.loads((story.path / "gold.json").read_text(encoding="utf-8"))
        said = json.loads(json.dumps(to_json(compare_story(story.documents, Settings()))))
        counts += priorities(scorer, scorer.Story(story.path), gold, said)
    report(counts)


if __name__ == "__main__":
    main()
