"""Where the time goes when articles are compared, and how it grows.

    python benchmarks/compare.py [FILE ...] [--runs N] [--sizes 5,10,20,40,80]

Without files it takes the example story. Prints

- the wall-clock time of the cold command over several runs;
- start-up (imports, loading the model), reading, annotating and comparing apart, in one fresh process, with words per
  second of annotation;
- for growing numbers of articles, put together from the paragraphs of the files with a fixed seed: seconds of CPU for
  annotating and for comparing, and the peak memory of the process.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parent.parent
STORY = ROOT / "examples" / "halmery-harbour"
WORDS = 400
"""Length of an article that is put together, about that of the example's."""


def child(*arguments: str) -> dict[str, float]:
    """What this file prints when it runs in a fresh process."""
    run = subprocess.run([sys.executable, __file__, *arguments], stdout=subprocess.PIPE, text=True, check=True)
    figures: dict[str, float] = json.loads(run.stdout)
    return figures


def cold(files: Sequence[str], runs: int) -> list[float]:
    """Wall-clock seconds of the command, once for each run."""
    command = [str(Path(sys.executable).with_name("variorum")), "compare", *files]
    seconds = []
    for _ in range(runs):
        began = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        seconds.append(time.perf_counter() - began)
    return seconds


def peak_memory() -> float:
    """The most memory that this process has held, in MB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1_000_000 if sys.platform == "darwin" else 1_000)


def stages(files: Sequence[str]) -> dict[str, float]:
    """Wall-clock and CPU seconds of each stage in this process, as "wall STAGE" and "cpu STAGE", and the words."""
    figures: dict[str, float] = {}
    wall, cpu = time.perf_counter(), time.process_time()

    def finished(stage: str) -> None:
        nonlocal wall, cpu
        figures[f"wall {stage}"], figures[f"cpu {stage}"] = time.perf_counter() - wall, time.process_time() - cpu
        wall, cpu = time.perf_counter(), time.process_time()

    from variorum import language, pipeline
    from variorum.articles import read
    from variorum.comparison.story import compare_story
    from variorum.settings import Settings

    finished("imports")
    language.load()
    finished("loading the model")
    articles = read(files).articles
    finished("reading")
    documents = pipeline.annotate(articles)
    finished("annotating")
    compare_story(documents, Settings())
    finished("comparing")
    return {**figures, "words": sum(len(article.text.split()) for article in articles)}


def growth(files: Sequence[str], size: int) -> dict[str, float]:
    """CPU seconds and memory for that many articles put together from the paragraphs of the files."""
    from variorum import pipeline
    from variorum.articles import from_record, read
    from variorum.comparison.story import compare_story
    from variorum.settings import Settings

    articles = read(files).articles
    paragraphs = [
        article.field(block.field)[block.start : block.end]
        for article in articles
        for block in article.blocks
        if block.kind == "paragraph"
    ]
    choice = random.Random(size)
    made = []
    for number in range(size):
        order = choice.sample(paragraphs, len(paragraphs))
        text = order.pop()
        while order and len(text.split()) < WORDS:
            text += "\n\n" + order.pop()
        made.append({"id": f"a{number}", "maintext": text, "date_publish": "2025-10-13"})
    built = [from_record(record) for record in made]
    began = time.process_time()
    documents = pipeline.annotate(built)
    annotated = time.process_time()
    comparison = compare_story(documents, Settings())
    compared = time.process_time()
    return {
        "sentences": sum(len(document.sentences) for document in documents),
        "points": len(comparison.points),
        "annotating": annotated - began,
        "comparing": compared - annotated,
        "memory": peak_memory(),
    }


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", default=[str(path) for path in sorted(STORY.iterdir())])
    parser.add_argument("--runs", type=int, default=5, help="runs of the cold command")
    parser.add_argument("--sizes", default="5,10,20,40,80", help="numbers of articles for the growth curve")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.child == "stages":
        print(json.dumps(stages(args.files)))
        return 0
    if args.child:
        print(json.dumps(growth(args.files, int(args.child))))
        return 0

    console = Console(width=None if sys.stdout.isatty() else 100)
    console.print(f"{len(args.files)} files, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before the start\n")
    seconds = cold(args.files, args.runs)
    console.print(
        f"variorum compare, cold: best {min(seconds):.2f} s, median {statistics.median(seconds):.2f} s, "
        f"worst {max(seconds):.2f} s of {args.runs} runs\n"
    )
    apart = child("--child", "stages", *args.files)
    table = Table("stage", "seconds", "of CPU", show_edge=False, pad_edge=False)
    for name in [key.removeprefix("wall ") for key in apart if key.startswith("wall ")]:
        table.add_row(name, f"{apart[f'wall {name}']:.2f}", f"{apart[f'cpu {name}']:.2f}")
    console.print(table)
    words = apart["words"]
    console.print(
        f"{words:.0f} words; annotated {words / apart['wall annotating']:.0f} words a second, "
        f"{words / apart['cpu annotating']:.0f} a second of CPU\n"
    )

    table = Table("articles", "sentences", "points", "annotating, s CPU", "comparing, s CPU", "peak memory, MB")
    table.show_edge = False
    for size in map(int, args.sizes.split(",")):
        row = child("--child", str(size), *args.files)
        table.add_row(
            str(size),
            f"{row['sentences']:.0f}",
            f"{row['points']:.0f}",
            f"{row['annotating']:.2f}",
            f"{row['comparing']:.2f}",
            f"{row['memory']:.0f}",
        )
    console.print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
