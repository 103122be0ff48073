"""Compare the example story and hold the figures against their floors; the gate of continuous integration.

    python evaluation/gate.py [--figures FILE]

Needs nothing outside the repository. Prints every figure with its floor (evaluation/floors.toml) and ends with 1 if
one has fallen below. A floor is raised when a change has earned it, and lowered only with a reason in that file.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from pathlib import Path

from rich.console import Console
from rich.table import Table

import scoring
import variorum
from variorum.report.export import to_json

ROOT = Path(__file__).resolve().parent.parent
STORY = ROOT / "examples" / "halmery-harbour"
FLOORS = Path(__file__).with_name("floors.toml")


def measure() -> dict[str, float]:
    """The figures of the example story as the system compares it now."""
    comparison = variorum.compare(variorum.read([str(path) for path in sorted(STORY.iterdir())]).articles)
    texts = {article.id: {"title": article.title, "text": article.text} for article in comparison.articles}
    return scoring.score(scoring.load(STORY.with_name("halmery-harbour.expected.json")), to_json(comparison), texts)


def main() -> int:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--figures", type=Path, help="file to write the figures to, as JSON")
    args = parser.parse_args()
    floors: dict[str, float] = tomllib.loads(FLOORS.read_text(encoding="utf-8"))["floors"]
    figures = measure()
    shown = Table("figure", "now", "floor", "", show_edge=False, pad_edge=False)
    fallen = 0
    for name, value in figures.items():
        floor = floors.get(name)
        below = floor is not None and round(value, 3) < floor
        fallen += below
        shown.add_row(name, f"{value:.3f}", "" if floor is None else f"{floor:.3f}", "FALLEN" if below else "")
    Console().print(shown)
    if args.figures:
        args.figures.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
