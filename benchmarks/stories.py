"""Speed of forming stories: `python benchmarks/stories.py [--counts 10000 100000] [--added 200]`.

Makes stories of recombined sentences (for load, never for quality), forms stories of all of them at once, then adds
articles one by one to the stories formed, with a repair after every twenty. Prints throughput, the time that one
article takes, peak memory, and the growth from one size to the next. Openings get random vectors near their story's
own, as the language model takes the same time for every article; benchmarks/language.py measures that.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import accumulate

import numpy as np
from rich.console import Console
from rich.table import Table

from variorum.model.article import Article
from variorum.stories.batch import cluster_sketches
from variorum.stories.online import GrowingStories
from variorum.stories.sketch import Sketch, sketch

SYLLABLES = [first + second for first in "bdfgklmnprstvz" for second in ("a", "el", "ir", "o", "un")]
COLUMNS = (
    "reading articles/s", "batch s", "batch articles/s", "loading s", "adding ms", "95 of 100 ms", "repair ms each",
    "stories", "of", "memory MB",
)  # fmt: skip


def word(noise: random.Random) -> str:
    """An invented word."""
    return "".join(noise.choices(SYLLABLES, k=noise.randint(2, 4)))


def articles(count: int) -> Iterator[tuple[int, Article]]:
    """Articles of some 300 words in stories of one to ten, over a year, with the story of each."""
    noise = random.Random(count)
    # Words as frequent as in a language: that of rank r makes up 1/r of a text.
    common = [word(noise) for _ in range(20_000)]
    weights = list(accumulate(1 / rank for rank in range(1, len(common) + 1)))
    made = story = 0
    while made < count:
        own = [word(noise).title() for _ in range(12)]
        sentences = [
            " ".join([*noise.choices(common, cum_weights=weights, k=18), *noise.choices(own, k=2)]) + "."
            for _ in range(30)
        ]
        day = datetime(2031, 1, 1) + timedelta(days=noise.randrange(365))
        for _ in range(min(noise.choice((1, 1, 1, 2, 3, 5, 10)), count - made)):
            title = " ".join([*noise.sample(own, 3), *noise.choices(common, cum_weights=weights, k=5)])
            text = " ".join(noise.sample(sentences, 15))
            yield story, Article(f"n{made}", title, text, published=day + timedelta(days=noise.randrange(3)))
            made += 1
        story += 1


def vectors(stories: Sequence[int]) -> np.ndarray:
    """Unit vectors, those of one story near each other."""
    noise = np.random.default_rng(0)
    centres = noise.normal(size=(max(stories) + 1, 384)).astype(np.float32)
    meaning = noise.normal(size=(len(stories), 384)).astype(np.float32)
    meaning *= 0.6
    meaning += centres[list(stories)]
    meaning /= np.linalg.norm(meaning, axis=1, keepdims=True)
    return meaning


def measure(count: int, added: int) -> list[float]:
    """The figures of `COLUMNS`."""
    stories: list[int] = []
    sketches: list[Sketch] = []
    reading = 0.0
    for story, article in articles(count + added):
        stories.append(story)
        began = time.perf_counter()
        sketches.append(sketch(article))
        reading += time.perf_counter() - began
    # The articles that come in later belong to all stories, not only to the last ones.
    order = list(range(count + added))
    random.Random(0).shuffle(order)
    sketches, stories = [sketches[place] for place in order], [stories[place] for place in order]
    meaning = vectors(stories)
    began = time.perf_counter()
    found = cluster_sketches(sketches[:count], meaning[:count])
    batch = time.perf_counter() - began
    began = time.perf_counter()
    growing = GrowingStories.of(sketches[:count], meaning[:count], found)
    loading = time.perf_counter() - began
    adding, repairing = [], 0.0
    for place in range(count, count + added):
        began = time.perf_counter()
        growing.add(sketches[place], meaning[place])
        adding.append(time.perf_counter() - began)
        if place % 20 == 0:
            began = time.perf_counter()
            growing.repair()
            repairing += time.perf_counter() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [
        (count + added) / reading, batch, count / batch, loading, 1000 * float(np.mean(adding)),
        1000 * float(np.percentile(adding, 95)), 1000 * repairing / added, float(len(growing.stories())),
        float(len(set(stories))), memory,
    ]  # fmt: skip


def main() -> None:
    """Measure each size in a process of its own, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--counts", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--added", type=int, default=200)
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        print(*measure(args.one, args.added))
        return
    table = Table(show_edge=False, pad_edge=False)
    for heading in ("articles", *COLUMNS):
        table.add_column(heading, justify="right")
    previous: list[float] = []
    for count in args.counts:
        command = [sys.executable, __file__, "--one", str(count), "--added", str(args.added)]
        answer = subprocess.run(command, check=True, capture_output=True, text=True, env=dict(os.environ)).stdout
        figures = [float(value) for value in answer.split()]
        table.add_row(f"{count:,}", *(f"{value:,.1f}" for value in figures))
        if previous:
            table.add_row(
                "growth", *(f"x {new / max(old, 1e-9):.1f}" for new, old in zip(figures, previous, strict=True))
            )
        previous = figures
    Console(width=160).print(table)


if __name__ == "__main__":
    main()
