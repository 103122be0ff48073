"""Speed of the archive: `python benchmarks/archive.py [--counts 1000 10000] [--store postgresql://...]`.

Makes stories of recombined sentences (for load, never for quality), takes them in, keeps a comparison of every third
story, and prints what lists, searches, stories and kept comparisons take (median of many, and of lists also while
another process takes articles in), what is read again a second, what forming stories takes when all are formed and
when twenty articles have come in, the size of the archive, peak memory, and the growth from one size to the next.
Openings are embedded for nothing when stories are formed; benchmarks/language.py measures that.
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
import tempfile
import time
from collections.abc import Callable
from itertools import groupby
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table
from sqlalchemy import text

from variorum import archive as use
from variorum.archive import forming, rebuilding
from variorum.model.article import Article
from variorum.model.comparison import Comparison
from variorum.model.syntax import Vector
from variorum.report.export import dumps
from variorum.settings import Settings
from variorum.store import Archive, Standing, StoredStory, comparisons
from variorum.store import stories as rows
from variorum.store.lists import STATUSES
from variorum.store.records import now

SYLLABLES = [first + second for first in "bdfgklmnprstvz" for second in ("a", "el", "ir", "o", "un")]


def word(noise: random.Random) -> str:
    return "".join(noise.choices(SYLLABLES, k=noise.randint(2, 3)))


def write_articles(path: Path, count: int, prefix: str = "n") -> list[int]:
    """Articles in stories of one to ten; returns the story of each."""
    noise = random.Random(f"{count}{prefix}")
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
                record = {"id": f"{prefix}{len(stories)}", "title": " ".join(noise.sample(own, 4)),
                          "maintext": " ".join(noise.sample(sentences, 15)), "outlet": f"Outlet {noise.randrange(60)}",
                          "date_publish": f"2025-05-{day:02d}", "language": "en"}  # fmt: skip
                file.write(json.dumps(record) + "\n")
                stories.append(story)
    return stories


def keep_stories(archive: Archive, stories: list[int]) -> list[str]:
    """Keeps the stories as they were made up, and a comparison of every third; returns the ids of those."""
    numbers = archive.numbers()
    formed = [
        StoredStory(f"s{story}", tuple(number for _, number in members))
        for story, members in groupby(zip(stories, numbers, strict=True), key=lambda pair: pair[0])
    ]
    archive.keep_stories(formed, "made up")
    noise = random.Random(1)
    some = formed[::3]
    for story in some:
        counts = tuple((status, noise.randrange(20)) for status in STATUSES)
        standing = Standing(counts, len(story.articles), 1, now(), True)
        with archive.database.write() as connection:
            contents = rows.contents_of(connection, story.id) or ""
            comparisons.keep(connection, story.id, Settings().hash, "x", contents, standing, Comparison(()), b"{}")
    return [story.id for story in some]


def median_ms(times: int, task: Callable[[], object]) -> float:
    """Milliseconds that a task takes."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        task()
        taken.append(1000 * (time.perf_counter() - began))
    return statistics.median(taken)


def beside_a_writer(archive: Archive, location: str, folder: Path) -> float:
    """Milliseconds of a list while another process takes articles in."""
    write_articles(folder / "more.jsonl", 2_000, "m")
    script = "from variorum.cli.main import main; main()"
    arguments = ["--store", location, "ingest", str(folder / "more.jsonl"), "-q"]
    writer = subprocess.Popen([sys.executable, "-c", script, *arguments])
    before = archive.count()
    while archive.count() == before and writer.poll() is None:
        time.sleep(0.05)
    taken = median_ms(30, lambda: use.listing(archive))
    assert writer.poll() is None, "the writer was done too soon to measure beside it"
    writer.terminate()
    writer.wait()
    return taken


def with_made_up_openings(stories: list[int]) -> None:
    """Openings get vectors near their story's own, as the language model takes the same time for every article."""
    centres = np.random.default_rng(0).normal(size=(max(stories) + 1, 384)).astype(np.float32)
    noise = np.random.default_rng(1)

    def made_up(articles: list[Article]) -> Vector:
        own = [stories[int(a.id[1:]) % len(stories)] if a.id[1:].isdigit() else 0 for a in articles]
        found = centres[own] + 0.5 * noise.normal(size=(len(own), 384)).astype(np.float32)
        return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True), np.float32)

    forming.embed = made_up  # type: ignore[assignment, attr-defined]


def empty(location: str) -> None:
    """Takes everything out of a database, for the next size."""
    from sqlalchemy import create_engine

    engine = create_engine(location.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        schema = connection.execute(text("SELECT current_schema()")).scalar_one()
        connection.execute(text(f'DROP SCHEMA "{schema}" CASCADE'))
        connection.execute(text(f'CREATE SCHEMA "{schema}"'))
    engine.dispose()


def measure(count: int, folder: Path, store: str | None) -> dict[str, float]:
    """Articles a second, milliseconds of looks, and megabytes at most."""
    stories = write_articles(folder / "articles.jsonl", count)
    location = store or str(folder / "archive.sqlite")
    if store is not None:
        empty(store)
    archive = Archive(location)
    began = time.perf_counter()
    use.ingest(archive, [str(folder / "articles.jsonl")])
    taken_in = time.perf_counter() - began
    compared = keep_stories(archive, stories)
    figures = {"taken in /s": count / taken_in}
    titles = [row.title for row in use.listing(archive, limit=40).stories]
    some = iter(titles * 50)
    ids = iter([row.id for row in use.listing(archive, limit=200).stories] * 2)
    common = max(" ".join(titles).split(), key=titles.count)
    figures["list ms"] = median_ms(30, lambda: use.listing(archive))
    figures["contested ms"] = median_ms(30, lambda: use.listing(archive, order="contested"))
    figures["all stories ms"] = median_ms(5, lambda: use.listing(archive, limit=10**7))
    figures["all reports ms"] = median_ms(5, lambda: use.reports(archive))
    figures["search ms"] = median_ms(40, lambda: archive.search(next(some), limit=20))
    figures["any word ms"] = median_ms(10, lambda: archive.search(f"{common[:2]}*", limit=20))
    figures["a story ms"] = median_ms(40, lambda: use.story_row(archive, next(ids)))
    name, export = compared[0], dumps(_real()).encode()
    with archive.database.write() as connection:
        contents = rows.contents_of(connection, name) or ""
        standing = use.standing(_real())
        comparisons.keep(connection, name, Settings().hash, "x", contents, standing, Comparison(()), export)

    def fetch() -> Comparison:
        from variorum.report.load import load

        with archive.database.read() as connection:
            return load(comparisons.fetch(connection, name, Settings().hash, "x") or b"")

    figures["comparison ms"] = median_ms(10, fetch)
    figures["beside a writer ms"] = beside_a_writer(archive, location, folder)
    began = time.perf_counter()
    rebuilding.reread(archive)
    figures["read again /s"] = archive.count() / (time.perf_counter() - began)
    with_made_up_openings(stories)
    for name, batch in (("all stories formed s", 0), ("20 more s", 20), ("20 more, opened anew s", 20)):
        if "anew" in name:
            archive.database.close()
            archive = Archive(location)
        if batch:
            more = folder / f"{name}.jsonl"
            write_articles(more, batch, name)
            use.ingest(archive, [str(more)])
        began = time.perf_counter()
        use.form_stories(archive)
        figures[name] = time.perf_counter() - began
    if store is None:
        figures["file MB"] = (folder / "archive.sqlite").stat().st_size / 1e6
    figures["memory MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    archive.database.close()
    return figures


_COMPARISONS: list[Comparison] = []


def _real() -> Comparison:
    """A comparison of five reports."""
    if not _COMPARISONS:
        import variorum

        example = Path(__file__).parents[1] / "examples" / "halmery-harbour"
        _COMPARISONS.append(variorum.compare(variorum.read([str(example)]).articles))
    return _COMPARISONS[0]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--counts", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--store", metavar="URL", help="a PostgreSQL database whose schema may be emptied")
    args = parser.parse_args()
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    columns: list[dict[str, float]] = []
    for count in args.counts:
        with tempfile.TemporaryDirectory() as scratch:
            columns.append(measure(count, Path(scratch), args.store))
    table = Table(show_edge=False, pad_edge=False)
    table.add_column("articles")
    for count in args.counts:
        table.add_column(f"{count:,}", justify="right")
    if len(columns) > 1:
        table.add_column("growth", justify="right")
    for name in columns[0]:
        growth = [f"x {columns[-1][name] / max(columns[0][name], 1e-9):.1f}"] if len(columns) > 1 else []
        table.add_row(name, *(f"{figures[name]:,.1f}" for figures in columns), *growth)
    Console(width=100).print(table)


if __name__ == "__main__":
    main()
