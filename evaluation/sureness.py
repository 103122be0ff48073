#!/usr/bin/env python3
"""How far readers can rely on it that a row is one, and that a report tells something or does not.

    python evaluation/sureness.py ../shared/gold/stories

Compares stories compared by hand with the models that ship. Prints how many of the rows of several reports a reader
made, too, and how many of those that are sure; how many reports with words in a row tell what others there tell, and
how many of those that surely do; how many silent cells are right by the comparison by reading, how many
of those that are sure and so may be told as omissions, how many of the points told by one report only; and what the
probabilities are worth. For stories that no model has seen `training/alignment/rows.py`, `telling.py` and `silence.py`
print it.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "training/alignment"))
import rows
import silence
import telling
from arrangements import arranged
from gold import stories

from variorum.comparison.silence import silence_model
from variorum.comparison.sureness import row_model, telling_model


def main() -> None:
    """Prints all of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stories", type=Path, help="folder of stories compared by hand that nothing was trained on")
    args = parser.parse_args()
    made_too, told, silent = [], [], []
    for story in stories(args.stories):
        made = arranged(story.documents)
        made_too.append(rows.examples(made, story))
        told.append(telling.examples(made, story))
        silent.append(silence.examples(made, story))
    rows.report(made_too, [row_model().probability(own.rows) for own in made_too])
    telling.report(told, [telling_model().probability(own.rows) for own in told])
    silence.report(silent, [silence_model().probability(own.rows) for own in silent])


if __name__ == "__main__":
    main()
