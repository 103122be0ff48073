"""Several write and read one archive at the same time, and nothing is lost."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from reports import arrival

from variorum import archive as use
from variorum.model.judgement import OutletGrade
from variorum.store import Archive, StoredStory

SHARED, OWN = 20, 10


def test_two_writers_and_two_readers_lose_nothing(location: str, opened: Callable[..., Archive]) -> None:
    opened(location)
    archives = [opened(location) for _ in range(4)]
    written = threading.Event()

    def write(number: int) -> Counter[str]:
        outcomes: Counter[str] = Counter()
        names = [f"shared{n}" for n in range(SHARED)] + [f"own{number}-{n}" for n in range(OWN)]
        for place, name in enumerate(names[::-1] if number else names):
            outcomes[archives[number].add(arrival(name, title=name, maintext=f"The harbour master saw {name}."))] += 1
            if place % 5 == 0:
                numbers = archives[number].numbers()
                archives[number].keep_stories([StoredStory(f"s{numbers[0]}", tuple(numbers))], f"{number} {place}")
                use.judge(archives[number], OutletGrade("The Bugle", "B"))
        return outcomes

    def read(number: int) -> int:
        looks, seen = 0, 0
        while not (written.is_set() and looks):
            count = archives[number].count()
            assert count >= seen
            seen = count
            for row in use.listing(archives[number]).stories:
                assert row.articles > 0
                reports = use.reports(archives[number]).get(row.id, ())
                assert len({report.id for report in reports}) == len(reports)
            assert len(archives[number].search("harbour", limit=1000)) >= count
            looks += 1
        return looks

    with ThreadPoolExecutor(4) as pool:
        writers = [pool.submit(write, number) for number in (0, 1)]
        readers = [pool.submit(read, number) for number in (2, 3)]
        try:
            outcomes = [writer.result() for writer in writers]
        finally:
            written.set()
        assert all(reader.result() > 0 for reader in readers)
    total = sum(outcomes, Counter())
    assert total == {"new": SHARED + 2 * OWN, "known": SHARED}
    archive = archives[0]
    assert archive.count() == SHARED + 2 * OWN
    assert len(use.judgements(archive)) == 2 * (SHARED + OWN) // 5
    assert archive.verify() == []
