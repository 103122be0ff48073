"""The archive: articles in, articles and stories out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, func, select

from variorum.errors import InputError, StoreError
from variorum.model.article import Article
from variorum.model.syntax import Vector
from variorum.progress import Progress, no_progress
from variorum.sources import Problem
from variorum.store import arrivals, prepared, records, search, sqlite, stories, transfer, upkeep
from variorum.store.arrivals import Outcome
from variorum.store.database import Database, upsert
from variorum.store.query import Query, parse
from variorum.store.schema import articles, problems, versions, visits
from variorum.store.stories import CHUNK, StoredStory


@dataclass(frozen=True, slots=True)
class Visit:
    """What a server said when an address was last fetched."""

    etag: str | None
    modified: str | None


@dataclass(frozen=True, slots=True)
class LoggedProblem:
    """A problem, how often it came up, and when last (UTC)."""

    problem: Problem
    times: int
    last: datetime


class Archive:
    """One archive. Many may read while one writes; every method is a transaction of its own."""

    def __init__(self, location: Path | str, *, create: bool = True) -> None:
        """Opens the archive in a file, or in the PostgreSQL database of an address.

        Raises:
            StoreError: It cannot be used.
        """
        self.database = Database(location, create=create)

    def add(self, arrival: records.Arrival) -> Outcome:
        """Keeps an article; once this returns, it is on the disk. Adding it again changes nothing.

        Returns:
            "new"; "changed" for a new version of an article that the archive has; "known" if nothing is new.
        """
        return self.add_all([arrival])[0]

    def add_all(self, lot: Sequence[records.Arrival]) -> list[Outcome]:
        """Keeps some articles, all of them or none; for many it is much quicker than one by one."""
        with self.database.write() as connection:
            return [arrivals.keep(connection, arrival) for arrival in lot]

    def log(self, problem: Problem) -> None:
        """Keeps a problem; one that came up before is counted."""
        now = records.now()
        with self.database.write() as connection:
            row = upsert(connection, problems).values(
                source=problem.source, message=problem.message, hint=problem.hint, kind=problem.kind, times=1,
                first=now, last=now,
            )  # fmt: skip
            connection.execute(
                row.on_conflict_do_update(
                    index_elements=["source", "message"], set_={"times": problems.c.times + 1, "last": now}
                )
            )

    def problems(self, limit: int = 1000) -> list[LoggedProblem]:
        """Problems, the latest first."""
        query = select(problems).order_by(problems.c.last.desc(), problems.c.id.desc()).limit(limit)
        with self.database.read() as connection:
            return [
                LoggedProblem(Problem(row.source, row.message, row.hint, row.kind), row.times, row.last)
                for row in connection.execute(query)
            ]

    def visit(self, url: str) -> Visit | None:
        """What is known of an address fetched before."""
        with self.database.read() as connection:
            row = connection.execute(select(visits).where(visits.c.url == url)).first()
        return None if row is None else Visit(row.etag, row.modified)

    def remember(self, url: str, visit: Visit, at: float) -> None:
        """Keeps what a server said of an address; `at` is a POSIX time in seconds."""
        with self.database.write() as connection:
            row = upsert(connection, visits).values(url=url, etag=visit.etag, modified=visit.modified, at=at)
            connection.execute(
                row.on_conflict_do_update(
                    index_elements=["url"], set_={"etag": visit.etag, "modified": visit.modified, "at": at}
                )
            )

    def knows(self, url: str) -> bool:
        """Whether there is an article of that address (and no other name)."""
        with self.database.read() as connection:
            query = select(articles.c.id).where(articles.c.key == records.key_of(url))
            return connection.execute(query).first() is not None

    def count(self) -> int:
        """Number of articles."""
        with self.database.read() as connection:
            return int(connection.execute(select(func.count()).select_from(articles)).scalar_one())

    def numbers(self) -> list[int]:
        """The numbers of all articles, in the order in which they came in."""
        with self.database.read() as connection:
            return list(connection.execute(select(articles.c.id).order_by(articles.c.id)).scalars())

    def articles(self, numbers: Sequence[int]) -> Iterator[Article]:
        """Articles in their current version, in the order of their numbers."""
        for first in range(0, len(numbers), CHUNK):
            chunk = numbers[first : first + CHUNK]
            query = (
                select(versions, articles.c.name, articles.c.url, articles.c.id.label("number_of"))
                .join(articles, articles.c.current == versions.c.id)
                .where(articles.c.id.in_(chunk))
            )
            with self.database.read() as connection:
                found = {row.number_of: records.article(row) for row in connection.execute(query)}
            yield from (found[number] for number in chunk if number in found)

    def history(self, number: int) -> list[tuple[datetime, Article]]:
        """All versions of an article with the time at which each was first seen (UTC), the oldest first."""
        query = (
            select(versions, articles.c.name, articles.c.url)
            .join(articles, articles.c.id == versions.c.article)
            .where(articles.c.id == number)
            .order_by(versions.c.number)
        )
        with self.database.read() as connection:
            return [(row.seen, records.article(row)) for row in connection.execute(query)]

    def number(self, name: str) -> int | None:
        """The number of the article of that name or address."""
        with self.database.read() as connection:
            return connection.execute(
                select(articles.c.id).where((articles.c.name == name) | (articles.c.url == name)).limit(1)
            ).scalar()

    def vectors(self, model: str, numbers: Sequence[int] | None = None) -> dict[int, Vector]:
        """The embedded openings of articles (of all if None), current versions, as far as that model has made them."""
        with self.database.read() as connection:
            return prepared.vectors(connection, model, numbers)

    def keep_vectors(self, model: str, vectors: Mapping[int, Vector]) -> None:
        """Keeps embedded openings by article number."""
        with self.database.write() as connection:
            prepared.keep_vectors(connection, model, vectors)

    def sketches(self, method: str, numbers: Sequence[int] | None = None) -> dict[int, tuple[bytes, datetime | None]]:
        """The packed sketches of articles (of all if None), current versions, by that method, with their dates."""
        with self.database.read() as connection:
            return prepared.sketches_of(connection, method, numbers)

    def keep_sketches(self, method: str, packed: Mapping[int, bytes]) -> None:
        """Keeps packed sketches by article number."""
        with self.database.write() as connection:
            prepared.keep_sketches(connection, method, packed)

    def stories(self) -> list[StoredStory]:
        """The stories as last formed, the largest first."""
        with self.database.read() as connection:
            return stories.everything(connection)

    def keep_stories(self, formed: Sequence[StoredStory], made_from: str) -> None:
        """Replaces all stories at once; `made_from` describes what they were formed from."""
        with self.database.write() as connection:
            stories.replace(connection, stories.everything(connection), formed, made_from)

    def stories_made_from(self) -> str | None:
        """What the stories were last formed from."""
        with self.database.read() as connection:
            return stories.made_from(connection)

    def contents(self) -> str:
        """A few characters that change whenever an article or a version comes in."""
        with self.database.read() as connection:
            return contents(connection)

    def search(self, words: str, *, since: datetime | None = None, limit: int = 100) -> list[search.Hit]:
        """Articles whose current version has the words, best first.

        Args:
            words: As `query.parse` reads them.
            since: Only those published at or after.
            limit: How many at most.

        Raises:
            InputError: There is nothing to look for, or a field cannot have that value.
        """
        with self.database.read() as connection:
            return search.find(connection, _query(words, since), limit)

    def matching(self, words: str, *, limit: int = 10_000) -> list[int]:
        """The numbers of the articles that a search finds, best first.

        Raises:
            InputError: As for `search`.
        """
        with self.database.read() as connection:
            return search.ranked(connection, _query(words, None), limit)

    def verify(self, progress: Callable[[int, int], None] = lambda done, total: None) -> list[str]:
        """What is wrong with the archive, a line for each fault; empty if nothing is."""
        with self.database.read() as connection:
            found = upkeep.faults(connection, progress)
        if self.database.path is None:
            return found
        with self.database.write() as connection:
            return found + sqlite.index_faults(connection)

    def backup(self, target: Path) -> None:
        """Writes a consistent copy, an SQLite file whatever the archive is; it appears whole or not at all.

        Raises:
            StoreError: It cannot be written.
        """
        if self.database.path is None:
            transfer.to_file(self.database, target)
        else:
            sqlite.copy(self.database.path, target)

    def copy(self, location: Path | str, progress: Progress = no_progress) -> transfer.Copied:
        """Makes another archive, a file or a database, the same as this one, and checks it; see `transfer.copy`.

        Raises:
            StoreError: It cannot be used, is this one, or holds something else.
        """
        target = Database(location, create=True)
        try:
            if target.name == self.database.name or _same_file(target.path, self.database.path):
                raise StoreError(f"{target.name}: is the archive itself", "choose another place for the copy")
            return transfer.copy(self.database, target, progress)
        finally:
            target.close()


def _same_file(left: Path | None, right: Path | None) -> bool:
    return left is not None and right is not None and left.samefile(right)


def _query(words: str, since: datetime | None) -> Query:
    query = parse(words)
    if not query:
        raise InputError(f"{words!r} holds no word to look for", 'try: variorum search "a phrase" word -without')
    return replace(query, since=max(filter(None, (query.since, since)), default=None))


def contents(connection: Connection) -> str:
    """A few characters that change whenever an article or a version comes in."""
    query = select(func.count(), func.max(versions.c.id)).select_from(versions)
    count, last = connection.execute(query).one()
    return f"{count}:{last or 0}"
