"""Run a folder of stories through the real command and score each export.

    python evaluation/stories.py STORIES_DIR --scorer PATH/score.py [--jobs N] [--keep OUT]
        [--only NAME ...] [--min pair_f=0.6,conflict_f=0.5] [--figures FILE] [--in-process]

STORIES_DIR holds one folder per story with `articles.jsonl` and whatever the scorer needs. The scorer is a program
that takes the folder and the export, and prints one JSON object of figures for `--json`. Prints a table with the mean
over the stories; the exit status is 0 unless a comparison or a score fails, or a mean lies below `--min`.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

SECONDS = "seconds"
"""Wall-clock time of the comparison, start-up included unless in one process; not a score."""


@dataclass(frozen=True, slots=True)
class Result:
    """The figures of one story, or what went wrong."""

    story: str
    figures: dict[str, float]
    fault: str = ""


def compare_by_command(articles: Path, export: Path) -> str:
    """Compare with the installed command; returns what went wrong, empty if nothing did."""
    command = [str(Path(sys.executable).with_name("variorum")), "compare", str(articles), "--json", str(export)]
    run = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
    return "" if run.returncode == 0 else f"exit status {run.returncode}: {run.stderr.strip()[-500:]}"


def compare_in_process(articles: Path, export: Path) -> str:
    """Compare inside this process, which loads the models once; for development."""
    import variorum
    from variorum.errors import VariorumError
    from variorum.report.export import dumps

    try:
        export.write_text(dumps(variorum.compare(variorum.read([str(articles)]).articles)), encoding="utf-8")
    except VariorumError as error:
        return f"{error.message} {error.hint}"
    return ""


def run_story(folder: Path, scorer: Path, export: Path, *, in_process: bool) -> Result:
    """Compare and score one story."""
    began = time.perf_counter()
    fault = (compare_in_process if in_process else compare_by_command)(folder / "articles.jsonl", export)
    seconds = time.perf_counter() - began
    if fault:
        return Result(folder.name, {}, fault)
    command = [sys.executable, str(scorer), str(folder), str(export), "--json"]
    run = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
    if run.returncode != 0:
        return Result(folder.name, {}, f"the scorer ended with {run.returncode}: {run.stderr.strip()[-500:]}")
    return Result(folder.name, {**json.loads(run.stdout), SECONDS: seconds})


def mean(results: list[Result]) -> dict[str, float]:
    """The mean of every figure over the stories that have it; a story that failed counts as zero."""
    names = list(dict.fromkeys(name for result in results for name in result.figures))
    return {name: sum(result.figures.get(name, 0.0) for result in results) / len(results) for name in names}


def table(results: list[Result]) -> Table:
    """One row per story and the mean."""
    means = mean(results)
    shown = Table(show_edge=False, pad_edge=False, collapse_padding=True)
    shown.add_column("story", no_wrap=True)
    for name in means:
        shown.add_column(name.replace("_", "\n"), justify="right", no_wrap=True)
    for result in results:
        cells = [f"{result.figures[name]:.2f}" if name in result.figures else "-" for name in means]
        shown.add_row(result.story, *cells)
    shown.add_section()
    shown.add_row(f"mean of {len(results)}", *(f"{value:.3f}" for value in means.values()))
    return shown


def floors(text: str) -> dict[str, float]:
    """`name=number,...` as a dictionary."""
    return {name.strip(): float(number) for name, number in (part.split("=") for part in text.split(",") if part)}


def main() -> int:
    """Run, print, judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stories", type=Path, help="folder of story folders")
    parser.add_argument("--scorer", type=Path, required=True, help="the program that scores one export")
    parser.add_argument("--jobs", type=int, default=1, help="stories compared at the same time")
    parser.add_argument("--keep", type=Path, help="folder to leave the exports in")
    parser.add_argument("--only", nargs="+", default=[], help="names of the stories to run")
    parser.add_argument("--min", type=floors, default={}, dest="least", help="means that must be reached")
    parser.add_argument("--figures", type=Path, help="file to write all figures to, as JSON")
    parser.add_argument("--in-process", action="store_true", help="do not start the command for every story")
    args = parser.parse_args()

    folders = sorted(path.parent for path in args.stories.glob("*/articles.jsonl"))
    folders = [folder for folder in folders if not args.only or folder.name in args.only]
    if not folders:
        parser.error(f"no story in {args.stories} (a story is a folder with articles.jsonl)")
    with tempfile.TemporaryDirectory() as scratch:
        out = args.keep or Path(scratch)
        out.mkdir(parents=True, exist_ok=True)

        def run(folder: Path) -> Result:
            return run_story(folder, args.scorer, out / f"{folder.name}.json", in_process=args.in_process)

        with ThreadPoolExecutor(1 if args.in_process else args.jobs) as pool:
            results = list(pool.map(run, folders))

    Console(width=None if sys.stdout.isatty() else 160).print(table(results))
    means = mean(results)
    if args.figures:
        figures = {"mean": means, "stories": {result.story: result.figures for result in results}}
        args.figures.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    failed = [f"{result.story}: {result.fault}" for result in results if result.fault]
    failed += [
        f"{name} is {means.get(name, 0.0):.3f}, below {least}"
        for name, least in args.least.items()
        if means.get(name, 0.0) < least
    ]
    for line in failed:
        print(line, file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
