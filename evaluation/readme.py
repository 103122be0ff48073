"""Put what the program prints now into README.md, so that it shows no output and no figures but real ones.

    python evaluation/readme.py [--figures FILE]

Runs the command of the README on the example story and replaces what stands between the markers `report` with the
parts named below, as printed. FILE is what `evaluation/stories.py --figures FILE` wrote; its means go between the
markers `figures`.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
COMMAND = ["compare", "examples/halmery-harbour", "--top", "2"]
PARTS = ("CONTESTED", "CORROBORATED", "QUOTATIONS")

FIGURES = {
    "pair_f": ("sentences of different reports put into one row, F1", "0.90"),
    "point_f": ("rows told by two or more reports, F1", "0.97"),
    "conflict_f": ("contested rows, F1", "0.8"),
    "quote_r": ("quotations found", "1.0"),
    "speaker_acc": ("their speakers", "1.0"),
    "quote_pair_f": ("quotations of one utterance grouped, F1", ""),
    "label_r": ("labels found", ""),
    "origin_f": ("reports that derive from one text, F1", ""),
}
"""For every figure its meaning, and what two careful people reach on one story where that was measured."""


def report() -> str:
    """The head of the report and the parts, indented as a block of Markdown."""
    command = [str(Path(sys.executable).with_name("variorum")), *COMMAND]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True, cwd=ROOT)
    head, *rest = re.split(r"\n(?=[A-Z ]{6,}(?:  \d+)? ─)", run.stdout)
    shown = [head, *(part for part in rest if part.startswith(PARTS))]
    lines = [f"$ variorum {' '.join(COMMAND)}", *"\n[...]\n".join(part.rstrip() + "\n" for part in shown).split("\n")]
    return "\n".join(f"    {line}".rstrip() for line in lines).rstrip()


def figures(path: Path) -> str:
    """The means over the stories as a table."""
    measured = json.loads(path.read_text(encoding="utf-8"))
    rows = ["| Figure | Variorum | Two careful people | Meaning |", "|---|---|---|---|"]
    rows += [
        f"| `{name}` | {measured['mean'][name]:.2f} | {human} | {meaning} |"
        for name, (meaning, human) in FIGURES.items()
    ]
    return f"Mean over {len(measured['stories'])} stories:\n\n" + "\n".join(rows)


def put(text: str, marker: str, content: str) -> str:
    """The text with new content between the two comments of that name."""
    begin, end = f"<!-- {marker} -->\n", f"\n<!-- /{marker} -->"
    before, after = text.split(begin)[0], text.split(end)[1]
    return f"{before}{begin}{content}{end}{after}"


def main() -> int:
    """Replace what is between the markers."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--figures", type=Path, help="what evaluation/stories.py --figures wrote")
    args = parser.parse_args()
    text = put(README.read_text(encoding="utf-8"), "report", report())
    if args.figures:
        text = put(text, "figures", figures(args.figures))
    README.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
