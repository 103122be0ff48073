"""How fast pages and answers are while reports come in: `python benchmarks/serve.py [--stories 1000] [--readers 20]`.

Makes an archive of stories of ten reports each, recombined from the sentences of the example story under other names
(for load, never for quality), starts `variorum serve` over it and `variorum ingest` into it, and reads with many
readers at once from a process of its own: stories by popularity (Zipf), their pages, points and comparisons; the most
popular were read before, as they would have been. Prints
times from request to last byte beside the targets, and what the first view of a story takes on the wire. `--think` is
how long a reader rests between two requests, on average; 0 makes readers that never rest.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from queue import Empty
from typing import Any

import httpx
import numpy as np
from rich.console import Console
from rich.table import Table

import variorum
from variorum import archive as use
from variorum.archive import comparing, forming
from variorum.model.article import Article
from variorum.model.comparison import Comparison
from variorum.report.export import to_json
from variorum.report.load import load
from variorum.store import Archive, StoredStory
from variorum.stories.batch import model

EXAMPLE = Path(__file__).parents[1] / "examples" / "halmery-harbour"
COMMAND = Path(sys.executable).with_name("variorum")
REPORTS = 10
SENTENCES = 22
TARGETS = {"median": 80.0, "99th": 300.0}
FIRST_VIEW_KB = 300
SYLLABLES = [first + second for first in "bdfgklmnprstvz" for second in ("a", "e", "i", "o", "u")]


class Template:
    """One story of recombined sentences, compared once, and the same under other names."""

    def __init__(self, noise: random.Random) -> None:
        texts = [article.text for article in variorum.read([str(EXAMPLE)]).articles]
        sentences = [s for text in texts for s in re.findall(r"[A-Z“][^.!?\n]{30,300}[.!?]”?", text)]
        self.records = [self._record(number, sentences, noise) for number in range(REPORTS)]
        articles = [variorum.from_record(record) for record in self.records]
        self.export = to_json(variorum.compare(articles))
        lower = {word for text in texts for word in re.findall(r"\b[a-z]\w+", text)}
        named = {word for entity in self.export["entities"] for word in re.findall(r"\b[A-Z]\w{3,}", entity["name"])}
        self.names = sorted(name for name in named if name.lower() not in lower)

    @staticmethod
    def _record(number: int, sentences: Sequence[str], noise: random.Random) -> dict[str, str]:
        chosen = noise.sample(list(sentences), SENTENCES)
        paragraphs = [" ".join(chosen[at : at + 2]) for at in range(0, SENTENCES, 2)]
        return {
            "id": f"x0000a{number}", "title": noise.choice(list(sentences))[:90], "maintext": "\n\n".join(paragraphs),
            "source_domain": f"outlet-{number}.example", "language": "en",
            "date_publish": f"{date(2026, 1, 1) + timedelta(days=number // 4)}",
        }  # fmt: skip

    def under(self, story: int, node: Any) -> Any:
        """The node with every name replaced by one of the same length, so that all places stay."""
        noise = random.Random(story)
        other = {name: self._word(len(name), noise) for name in self.names} | {"x0000": f"x{story:04d}"}
        pattern = re.compile(r"\b(?:" + "|".join(self.names) + r")\b|x0000(?=a\d)")

        def replaced(node: Any) -> Any:
            match node:
                case str():
                    return pattern.sub(lambda found: other[found.group()], node)
                case list():
                    return [replaced(item) for item in node]
                case dict():
                    return {replaced(key): replaced(value) for key, value in node.items()}
                case _:
                    return node

        return replaced(node)

    @staticmethod
    def _word(length: int, noise: random.Random) -> str:
        return "".join(noise.choices(SYLLABLES, k=length))[:length].title()


def build(path: Path, stories: int, console: Console) -> None:
    """An archive with stories that are formed and compared."""
    noise = random.Random(1)
    template = Template(noise)
    with (path.parent / "articles.jsonl").open("w") as file:
        for story in range(stories):
            for record in template.under(story, template.records):
                file.write(json.dumps(record) + "\n")
    archive = Archive(path)
    began = time.perf_counter()
    use.ingest(archive, [str(path.parent / "articles.jsonl")])
    console.print(
        f"{archive.count():,} articles taken in, {archive.count() / (time.perf_counter() - began):.0f} a second"
    )
    numbers = archive.numbers()
    centres = np.random.default_rng(0).normal(size=(stories, 384))
    vectors = centres.repeat(REPORTS, axis=0) + 0.5 * np.random.default_rng(1).normal(size=(len(numbers), 384))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    archive.keep_vectors(model(), dict(zip(numbers, vectors.astype(np.float32), strict=True)))
    formed = [StoredStory(f"s{n}", tuple(numbers[n * REPORTS : (n + 1) * REPORTS])) for n in range(stories)]
    with archive.database.read() as connection:
        made_from = forming.basis(connection)
    archive.keep_stories(formed, made_from)

    def renamed(articles: Sequence[Article], *_: object) -> Comparison:
        return load(json.dumps(template.under(int(articles[0].id[1:5]), template.export)).encode(), checked=True)

    comparing.compare = renamed  # type: ignore[assignment, attr-defined]
    began = time.perf_counter()
    for number in range(stories):
        use.comparison(archive, f"s{number}")
    console.print(f"{stories:,} comparisons kept, {1000 * (time.perf_counter() - began) / stories:.0f} ms each")


def more(path: Path, count: int) -> None:
    """Reports to take in meanwhile: about events of their own."""
    noise = random.Random(2)
    with path.open("w") as file:
        for number in range(count):
            words = ["".join(noise.choices(SYLLABLES, k=3)) for _ in range(200)]
            text = ". ".join(" ".join(words[at : at + 12]).capitalize() for at in range(0, 200, 12)) + "."
            record = {"id": f"new{number}", "title": " ".join(words[:6]).title(), "maintext": text, "language": "en"}
            file.write(json.dumps(record) + "\n")


def read(base: str, stories: int, readers: int, think: float, seconds: float, results: Any) -> None:
    """What one run of all readers takes: milliseconds by kind of request; put into the queue."""
    results.put(asyncio.run(_read(base, stories, readers, think, seconds)))


async def _read(
    base: str, stories: int, readers: int, think: float, seconds: float
) -> tuple[dict[str, list[float]], list[str]]:
    times: dict[str, list[float]] = {}
    faults: list[str] = []
    weights = [1 / rank for rank in range(1, stories + 1)]
    until = time.perf_counter() + seconds
    limits = httpx.Limits(max_connections=readers, max_keepalive_connections=readers)

    async def reader(client: httpx.AsyncClient, number: int) -> None:
        noise = random.Random(number)
        await asyncio.sleep(noise.random() * max(think, 0.2))
        while time.perf_counter() < until:
            story = f"s{noise.choices(range(stories), weights)[0]}"
            kind, path = noise.choice(
                [
                    ("story page", f"/stories/{story}"),
                    ("story page", f"/stories/{story}"),
                    ("point page", f"/stories/{story}/points/p{noise.randint(1, 9)}"),
                    ("stories page", "/"),
                    ("API stories", "/api/stories?limit=25"),
                    ("API comparison", f"/api/stories/{story}/comparison"),
                    ("API points", f"/api/stories/{story}/points?limit=10"),
                    ("API search", f"/api/search?words=bridge+{noise.choice(('march', 'police', 'harbour'))}"),
                ]
            )
            began = time.perf_counter()
            try:
                answer = await client.get(path)
            except httpx.HTTPError as error:
                faults.append(f"{path}: {error!r}")
                continue
            times.setdefault(kind, []).append(1000 * (time.perf_counter() - began))
            if answer.status_code != 200:
                faults.append(f"{path}: {answer.status_code}")
            if think:
                await asyncio.sleep(noise.expovariate(1 / think))

    async with httpx.AsyncClient(base_url=base, limits=limits, timeout=30) as client:
        await asyncio.gather(*(reader(client, number) for number in range(readers)))
    return times, faults


def first_view(base: str) -> int:
    """Bytes on the wire for the first view of a story: the page and everything that it loads."""
    total = 0
    with httpx.Client(base_url=base, headers={"Accept-Encoding": "gzip"}, timeout=60) as client:
        page = client.get("/stories/s0").text
        linked = re.findall(r'<(?:script|link|img)[^>]+(?:src|href)="(/[^"]+)"', page)
        for path in ["/stories/s0", *dict.fromkeys(linked)]:
            with client.stream("GET", path) as answer:
                total += sum(len(chunk) for chunk in answer.iter_raw())
    return total


def start(store: Path) -> tuple[subprocess.Popen[str], str]:
    """A server, and where it is."""
    server = subprocess.Popen(
        [COMMAND, "serve", "--store", store, "--port", "0"], stderr=subprocess.PIPE, text=True,
        env={**os.environ, "COLUMNS": "200"},
    )  # fmt: skip
    assert server.stderr is not None
    for line in server.stderr:
        found = re.search(r"http://\S+?(?=/)", line)
        if found:
            return server, found.group()
    raise SystemExit("the server did not start")


def busy(process: subprocess.Popen[str]) -> float:
    """Seconds of processor time that a process has taken; not a number where the system does not tell."""
    try:
        fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except OSError:
        return float("nan")


def show(console: Console, title: str, times: dict[str, list[float]], faults: list[str], seconds: float) -> bool:
    """Prints one run; whether the targets are met."""
    table = Table(title=title, title_justify="left", show_edge=False, pad_edge=False)
    for name in (
        "",
        "requests",
        "a second",
        "median ms",
        "99th ms",
        "slowest ms",
        "median of target",
        "99th of target",
    ):
        table.add_column(name, justify="right" if name else "left")
    met = not faults
    for kind, values in sorted(times.items(), key=lambda item: -len(item[1])):
        median, last = np.percentile(values, [50, 99])
        met = met and ((median <= TARGETS["median"] and last <= TARGETS["99th"]) or "page" not in kind)
        table.add_row(
            kind, f"{len(values):,}", f"{len(values) / seconds:.1f}", f"{median:.0f}", f"{last:.0f}",
            f"{max(values):.0f}", f"x {median / TARGETS['median']:.2f}", f"x {last / TARGETS['99th']:.2f}",
        )  # fmt: skip
    console.print(table)
    if faults:
        console.print(f"{len(faults)} requests failed, such as {faults[0]}")
    return met


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=int, default=1_000)
    parser.add_argument("--readers", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=30.0, help="of each run")
    parser.add_argument("--think", type=float, nargs="+", default=[1.0, 0.0], help="seconds of rest; a run for each")
    parser.add_argument("--warm", type=int, default=200, help="the most popular stories, read once before")
    parser.add_argument("--no-ingest", action="store_true", help="let nothing come in meanwhile")
    parser.add_argument("--keep", type=Path, help="build the archive here, or use the one that is here")
    args = parser.parse_args()
    console = Console(width=140)
    with tempfile.TemporaryDirectory() as scratch:
        folder = args.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        store = folder / "archive.sqlite"
        if not store.exists():
            build(store, args.stories, console)
        more(folder / "more.jsonl", 50_000)
        server, base = start(store)
        arriving = None
        try:
            size = first_view(base)
            with httpx.Client(base_url=base, timeout=60) as client:
                began = time.perf_counter()
                for number in range(args.warm):
                    client.get(f"/stories/s{number}")
            each = 1000 * (time.perf_counter() - began) / max(1, args.warm)
            console.print(f"{args.warm} stories read for the first time: {each:.0f} ms each")
            if not args.no_ingest:
                command = [COMMAND, "ingest", "--quiet", "--store", store, folder / "more.jsonl"]
                arriving = subprocess.Popen(command, stderr=subprocess.DEVNULL)
            for think in args.think:
                results: Any = multiprocessing.get_context("spawn").Queue()
                given = (base, args.stories, args.readers, think, args.seconds, results)
                child = multiprocessing.get_context("spawn").Process(target=read, args=given)
                child.start()
                before = busy(server)
                try:
                    times, faults = results.get(timeout=args.seconds + 120)
                except Empty:
                    raise SystemExit("the readers did not come back") from None
                child.join()
                rest = f"resting {think:g} s" if think else "never resting"
                meanwhile = "" if args.no_ingest else ", while reports come in"
                spent = 1000 * (busy(server) - before) / max(1, sum(map(len, times.values())))
                show(console, f"{args.readers} readers, {rest}{meanwhile}", times, faults, args.seconds)
                waiting = f"{os.getloadavg()[0]:.1f} processes wanted {os.cpu_count()} cores"
                console.print(f"processor time of the server: {spent:.1f} ms a request; {waiting}")
            count = Archive(store).count() - args.stories * REPORTS
            console.print(f"{count:,} reports came in meanwhile")
            console.print(
                f"first view of a story: {size / 1000:.0f} kB compressed, x {size / 1000 / FIRST_VIEW_KB:.2f} of target"
            )
        finally:
            for process in (arriving, server):
                if process is not None:
                    process.send_signal(signal.SIGINT)
                    process.wait()


if __name__ == "__main__":
    main()
