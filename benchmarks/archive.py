"""Speed of the archive: `python benchmarks/archive.py [--counts 1000 10000] [--embed]`.

Makes stories of recombined sentences (for load, never for quality), takes them in, forms stories, searches, and prints
throughput, peak memory and the growth from one size to the next. Openings get random vectors near their story's own
unless `--embed` asks the language model, which costs the same for every article.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import tempfile
import time
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from variorum import archive as use
from variorum.store import Archive
from variorum.stories.batch import cluster, model

SYLLABLES = [first + second for first in "bdfgklmnprstvz" for second in ("a", "el", "ir", "o", "un")]


def word(noise: random.Random) -> str:
    return "".join(noise.choices(SYLLABLES, k=noise.randint(2, 3)))


def write_articles(path: Path, count: int) -> list[int]:
    """Articles in stories of one to ten; returns the story of each."""
    noise = random.Random(count)
    common = [word(noise) for _ in range(3_000)]
    weights = [1 / rank for rank in range(1, len(common) + 1)]
    story = 0
    stories: list[int] = []
    with path.open("w") as file:
        while len(stories) < count:
            story += 1
            own = [word(noise).title() for _ in range(12)]
            sentences = [
                " ".join([*noise.choices(common, weights, k=14), *noise.choices(own, k=2)]) + "." for _ in range(30)
            ]
            day = noise.randrange(1, 28)
            for _ in range(min(noise.choice((1, 1, 1, 2, 3, 5, 10)), count - len(stories))):
                text = " ".join(noise.sample(sentences, 15))
                record = {"id": f"n{len(stories)}", "title": " ".join(noise.sample(own, 4)), "maintext": text,
                          "date_publish": f"2025-05-{day:02d}", "language": "en"}  # fmt: skip
                file.write(json.dumps(record) + "\n")
                stories.append(story)
    return stories


def measure(count: int, folder: Path, embed: bool) -> dict[str, float]:
    """Articles a second of each step, milliseconds of a search, and megabytes at most."""
    stories = write_articles(folder / "articles.jsonl", count)
    archive = Archive(folder / "archive.sqlite")
    began = time.perf_counter()
    use.ingest(archive, [str(folder / "articles.jsonl")])
    taken_in = time.perf_counter() - began
    numbers = archive.numbers()
    if embed:
        began = time.perf_counter()
        use.form_stories(archive)
        embedded: float | None = time.perf_counter() - began
        vectors = archive.vectors(model())
        meaning = np.stack([vectors[number] for number in numbers])
    else:
        embedded = None
        random_ = np.random.default_rng(0)
        centres = random_.normal(size=(max(stories) + 1, 384)).astype(np.float32)
        meaning = centres[stories] + 0.5 * random_.normal(size=(len(stories), 384)).astype(np.float32)
        meaning /= np.linalg.norm(meaning, axis=1, keepdims=True)
    articles = list(archive.articles(numbers))
    began = time.perf_counter()
    found = cluster(articles, meaning)
    clustered = time.perf_counter() - began
    began = time.perf_counter()
    for article in articles[:50]:
        archive.search(article.title, limit=20)
    searched = (time.perf_counter() - began) / 50
    figures = {
        "taken in /s": count / taken_in,
        "clustering s": clustered,
        "stories": float(len(found)),
        "of": float(max(stories)),
        "search ms": 1000 * searched,
        "file MB": (folder / "archive.sqlite").stat().st_size / 1e6,
        "memory MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    return figures if embedded is None else {**figures, "with embedding s": embedded}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--counts", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--embed", action="store_true")
    args = parser.parse_args()
    table = Table(show_edge=False, pad_edge=False)
    table.add_column("articles", justify="right")
    previous: dict[str, float] = {}
    for count in args.counts:
        with tempfile.TemporaryDirectory() as scratch:
            figures = measure(count, Path(scratch), args.embed)
        if not previous:
            for name in figures:
                table.add_column(name, justify="right")
        table.add_row(f"{count:,}", *(f"{value:,.1f}" for value in figures.values()))
        if previous:
            table.add_row("growth", *(f"x {figures[name] / max(previous[name], 1e-9):.1f}" for name in figures))
        previous = figures
    Console(width=140).print(table)


if __name__ == "__main__":
    main()
