"""Kills whoever fills an archive at random moments, again and again, and looks at what is left; run by test_killing.

    python killing.py ROUNDS FOLDER

Who is killed takes reports in, and between them forms stories and records judgements.

Prints one JSON object. A program of its own, as it forks and must have no threads.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from variorum import archive as use
from variorum.archive import ingesting
from variorum.articles.build import from_record
from variorum.model.judgement import OutletGrade
from variorum.store import Archive, Arrival, Outcome, StoredStory

ARTICLES = 400
EVERY = 10
READY = "ready"


def write_articles(path: Path) -> list[Arrival]:
    """A file of reports, and the reports as they come out of it."""
    noise = random.Random(3)
    words = [f"{first}{second}" for first in ("har", "fer", "lan", "mor", "pil") for second in ("bour", "ry", "tern")]
    found = []
    for number in range(ARTICLES):
        text = f"Report {number}. " + " ".join(noise.choices(words, k=200))
        record = {"id": f"a{number}", "title": f"Title {number}", "maintext": text, "language": "en"}
        raw = json.dumps(record).encode()
        article = replace(from_record(record), sha256=hashlib.sha256(raw).hexdigest())
        found.append(Arrival(article, True, f"line {number + 1}", "record", raw))
    path.write_bytes(b"\n".join(arrival.raw for arrival in found))
    return found


class Telling(Archive):
    """Says on a pipe what it has acknowledged."""

    pipe = -1
    count = 0

    def add_all(self, lot: Sequence[Arrival]) -> list[Outcome]:
        outcomes = super().add_all(lot)
        for arrival in lot:
            self.tell(arrival.article.id)
        self.count += len(lot)
        if self.count % EVERY < len(lot):
            numbers = self.numbers()
            size = 1 + self.count % 7
            groups = [tuple(numbers[first : first + size]) for first in range(0, len(numbers), size)]
            self.keep_stories([StoredStory(f"s{members[0]}", members) for members in groups], str(self.count))
            self.tell(f"j{use.judge(self, OutletGrade('The Bugle', 'B')).id}")
        return outcomes

    def tell(self, what: str) -> None:
        os.write(self.pipe, f"{what}\n".encode())


def fill(archive: Archive, source: Path, arrivals: Sequence[Arrival], noise: random.Random) -> None:
    """Takes the reports in, from the file or, so that all the time goes into writing, as they come out of it."""
    together = noise.choice((1, 3, 10, 50))
    if noise.random() < 0.25:
        ingesting._TOGETHER = together
        use.ingest(archive, [str(source)])
    for first in range(0, len(arrivals), together):
        archive.add_all(arrivals[first : first + together])


def fill_until_killed(store: Path, source: Path, arrivals: Sequence[Arrival], seed: int) -> tuple[set[str], bool]:
    """What was acknowledged, and whether the kill came before the end."""
    noise = random.Random(seed)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        Telling.pipe = writing
        archive = Telling(store)
        archive.tell(READY)
        fill(archive, source, arrivals, noise)
        os._exit(0)
    os.close(writing)
    acknowledged = os.read(reading, 65536)
    time.sleep(noise.uniform(0.0, 0.12))
    os.kill(child, signal.SIGKILL)
    while part := os.read(reading, 65536):
        acknowledged += part
    os.close(reading)
    _, status = os.waitpid(child, 0)
    return set(acknowledged.decode().split()) - {READY}, os.WIFSIGNALED(status)


def main() -> None:
    rounds, folder = int(sys.argv[1]), Path(sys.argv[2])
    source, store = folder / "articles.jsonl", folder / "archive.sqlite"
    arrivals = write_articles(source)
    acknowledged: set[str] = set()
    killed = 0
    faults: list[str] = []
    for seed in range(rounds):
        told, was_killed = fill_until_killed(store, source, arrivals, seed)
        acknowledged |= told
        killed += was_killed
        archive = Archive(store)
        names = {article.id for article in archive.articles(archive.numbers())}
        names |= {f"j{judgement.id}" for judgement in use.judgements(archive)}
        faults += archive.verify()
        faults += [f"{name} is lost" for name in acknowledged - names]
        full = archive.count() == ARTICLES
        # A connection must not be carried over into the next child.
        archive.database.close()
        if full:
            store.unlink()
            acknowledged.clear()
    done = use.ingest(Archive(store), [str(source)])
    archive = Archive(store)
    print(json.dumps({"killed": killed, "faults": faults + archive.verify(), "count": archive.count(),
                      "problems": len(done.problems)}))  # fmt: skip


if __name__ == "__main__":
    main()
