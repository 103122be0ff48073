#!/usr/bin/env python3
"""How far readers can rely on it that a report does not tell something.

    python evaluation/silences.py ../shared/gold/stories

Compares stories compared by hand with the models that ship, and prints how many of the silent cells are right by the
comparison by reading, how many of those that are called sure and so may be told as omissions, how many of the points
that are told by one report only, and what the probabilities are worth. The same for stories that no model has seen is
printed by `training/alignment/silence.py`.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "training/alignment"))
from gold import stories
from silence import examples, report

from variorum.comparison.silence import silence_model


def main() -> None:
    """Prints all of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stories", type=Path, help="folder of stories compared by hand that nothing was trained on")
    args = parser.parse_args()
    data = [examples(story.documents, story.path) for story in stories(args.stories)]
    report(data, [silence_model().probability(own.rows) for own in data])


if __name__ == "__main__":
    main()
