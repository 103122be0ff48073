"""The archive: articles in, articles and stories out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

import numpy as np
from sqlalchemy import Connection, delete, func, insert, select, text, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.exc import DatabaseError

from variorum.errors import InputError
from variorum.model.article import Article
from variorum.model.syntax import Vector
from variorum.sources import Problem
from variorum.store import database, records, search, upkeep
from variorum.store.schema import articles, members, openings, problems, state, stories, versions, visits

Outcome = Literal["new", "changed", "known"]

_CHUNK = 500
"""Rows asked for or written at once; SQLite bounds the number of parameters."""


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


@dataclass(frozen=True, slots=True)
class StoredStory:
    """A story: its id and its articles' numbers in the archive, in order of publication."""

    id: str
    articles: tuple[int, ...]


class Archive:
    """One archive file. Many may read while one writes; every method is a transaction of its own."""

    def __init__(self, path: Path, *, create: bool = True) -> None:
        """Opens the file.

        Raises:
            StoreError: It cannot be used.
        """
        self.path = path
        self._engine = database.connect(path, create=create)
        self._writing = database.writing(self._engine)

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        try:
            with self._engine.begin() as connection:
                yield connection
        except DatabaseError as error:
            raise database.unusable(self.path, error) from error

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        try:
            with self._writing.begin() as connection:
                yield connection
        except DatabaseError as error:
            raise database.unusable(self.path, error) from error

    def add(self, arrival: records.Arrival) -> Outcome:
        """Keeps an article; once this returns, it is on the disk. Adding it again changes nothing.

        Returns:
            "new"; "changed" for a new version of an article that the archive has; "known" if nothing is new.
        """
        key = records.identity(arrival)
        now = records.now()
        row = records.columns(arrival, now)
        with self._write() as connection:
            found = connection.execute(select(articles.c.id, articles.c.current).where(articles.c.key == key)).first()
            if found is None:
                name = _free_name(connection, _name(arrival))
                number, previous = 1, None
                article_id = connection.execute(
                    insert(articles)
                    .values(key=key, name=name, url=arrival.article.url, current=0, added=now)
                    .returning(articles.c.id)
                ).scalar_one()
            else:
                article_id, previous = found
                same = select(versions.c.id).where(
                    versions.c.article == article_id, versions.c.fingerprint == row["fingerprint"]
                )
                # A page that goes back to an earlier text is not new either: that text is kept already.
                if connection.execute(same).first() is not None:
                    return "known"
                last = select(func.max(versions.c.number)).where(versions.c.article == article_id)
                number = int(connection.execute(last).scalar_one()) + 1
            version = connection.execute(
                insert(versions).values(article=article_id, number=number, **row).returning(versions.c.id)
            ).scalar_one()
            connection.execute(update(articles).where(articles.c.id == article_id).values(current=version))
            if previous is not None:
                _unindex(connection, previous)
            _index(connection, version)
        return "new" if previous is None else "changed"

    def log(self, problem: Problem) -> None:
        """Keeps a problem; one that came up before is counted."""
        now = records.now()
        row = upsert(problems).values(
            source=problem.source, message=problem.message, hint=problem.hint, kind=problem.kind, times=1, first=now,
            last=now,
        )  # fmt: skip
        with self._write() as connection:
            connection.execute(
                row.on_conflict_do_update(
                    index_elements=["source", "message"], set_={"times": problems.c.times + 1, "last": now}
                )
            )

    def problems(self, limit: int = 1000) -> list[LoggedProblem]:
        """Problems, the latest first."""
        query = select(problems).order_by(problems.c.last.desc(), problems.c.id.desc()).limit(limit)
        with self._read() as connection:
            return [
                LoggedProblem(Problem(row.source, row.message, row.hint, row.kind), row.times, row.last)
                for row in connection.execute(query)
            ]

    def visit(self, url: str) -> Visit | None:
        """What is known of an address fetched before."""
        with self._read() as connection:
            row = connection.execute(select(visits).where(visits.c.url == url)).first()
        return None if row is None else Visit(row.etag, row.modified)

    def remember(self, url: str, visit: Visit, at: float) -> None:
        """Keeps what a server said of an address; `at` is a POSIX time in seconds."""
        row = upsert(visits).values(url=url, etag=visit.etag, modified=visit.modified, at=at)
        with self._write() as connection:
            connection.execute(
                row.on_conflict_do_update(
                    index_elements=["url"], set_={"etag": visit.etag, "modified": visit.modified, "at": at}
                )
            )

    def knows(self, url: str) -> bool:
        """Whether there is an article of that address (and no other name)."""
        with self._read() as connection:
            query = select(articles.c.id).where(articles.c.key == records.key_of(url))
            return connection.execute(query).first() is not None

    def count(self) -> int:
        """Number of articles."""
        with self._read() as connection:
            return int(connection.execute(select(func.count()).select_from(articles)).scalar_one())

    def numbers(self) -> list[int]:
        """The numbers of all articles, in the order in which they came in."""
        with self._read() as connection:
            return list(connection.execute(select(articles.c.id).order_by(articles.c.id)).scalars())

    def articles(self, numbers: Sequence[int]) -> Iterator[Article]:
        """Articles in their current version, in the order of their numbers."""
        for first in range(0, len(numbers), _CHUNK):
            chunk = numbers[first : first + _CHUNK]
            query = (
                select(versions, articles.c.name, articles.c.url, articles.c.id.label("number_of"))
                .join(articles, articles.c.current == versions.c.id)
                .where(articles.c.id.in_(chunk))
            )
            with self._read() as connection:
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
        with self._read() as connection:
            return [(row.seen, records.article(row)) for row in connection.execute(query)]

    def number(self, name: str) -> int | None:
        """The number of the article of that name or address."""
        with self._read() as connection:
            return connection.execute(
                select(articles.c.id).where((articles.c.name == name) | (articles.c.url == name)).limit(1)
            ).scalar()

    def vectors(self, model: str) -> dict[int, Vector]:
        """The embedded openings of current versions by article, as far as that model has made them."""
        query = (
            select(articles.c.id, openings.c.vector)
            .join(openings, openings.c.version == articles.c.current)
            .where(openings.c.model == model)
        )
        with self._read() as connection:
            return {
                number: np.frombuffer(vector, np.float16).astype(np.float32)
                for number, vector in connection.execute(query)
            }

    def keep_vectors(self, model: str, vectors: Mapping[int, Vector]) -> None:
        """Keeps embedded openings by article number."""
        with self._write() as connection:
            query = select(articles.c.id, articles.c.current).where(articles.c.id.in_(list(vectors)))
            current = {row.id: row.current for row in connection.execute(query)}
            rows = [
                {"version": current[number], "model": model, "vector": vector.astype(np.float16).tobytes()}
                for number, vector in vectors.items()
                if number in current
            ]
            if rows:
                connection.execute(upsert(openings).prefix_with("OR REPLACE"), rows)

    def stories(self) -> list[StoredStory]:
        """The stories as last formed, the largest first."""
        query = select(members.c.story, members.c.article).order_by(members.c.story, members.c.place)
        grouped: dict[str, list[int]] = {}
        with self._read() as connection:
            for story, article in connection.execute(query):
                grouped.setdefault(story, []).append(article)
        found = [StoredStory(story, tuple(numbers)) for story, numbers in grouped.items()]
        return sorted(found, key=lambda story: (-len(story.articles), story.articles[0]))

    def keep_stories(self, formed: Sequence[StoredStory], made_from: str) -> None:
        """Replaces all stories at once; `made_from` describes what they were formed from."""
        now = records.now()
        with self._write() as connection:
            connection.execute(delete(members))
            connection.execute(delete(stories))
            if formed:
                connection.execute(insert(stories), [{"id": story.id, "formed": now} for story in formed])
                connection.execute(
                    insert(members),
                    [
                        {"article": number, "story": story.id, "place": place}
                        for story in formed
                        for place, number in enumerate(story.articles)
                    ],
                )
            row = upsert(state).values(name="stories", value=made_from)
            connection.execute(row.on_conflict_do_update(index_elements=["name"], set_={"value": made_from}))

    def stories_made_from(self) -> str | None:
        """What the stories were last formed from."""
        with self._read() as connection:
            return connection.execute(select(state.c.value).where(state.c.name == "stories")).scalar()

    def contents(self) -> str:
        """A few characters that change whenever an article or a version comes in."""
        query = select(func.count(), func.max(versions.c.id)).select_from(versions)
        with self._read() as connection:
            count, last = connection.execute(query).one()
        return f"{count}:{last or 0}"

    def search(self, words: str, *, since: datetime | None = None, limit: int = 100) -> list[search.Hit]:
        """Articles whose current version has the words, best first.

        Args:
            words: As `search.expression` reads them.
            since: Only those published at or after.
            limit: How many at most.

        Raises:
            InputError: There is no word in the query.
        """
        query = search.expression(words)
        if not query:
            raise InputError(f"{words!r} holds no word to look for", 'try: variorum search "a phrase" word -without')
        with self._read() as connection:
            return search.find(connection, query, since, limit)

    def verify(self, progress: Callable[[int, int], None] = lambda done, total: None) -> list[str]:
        """What is wrong with the archive, a line for each fault; empty if nothing is."""
        with self._read() as connection:
            found = upkeep.faults(connection, progress)
        with self._write() as connection:
            return found + upkeep.index_faults(connection)

    def backup(self, target: Path) -> None:
        """Writes a consistent copy; the file appears whole or not at all.

        Raises:
            StoreError: It cannot be written.
        """
        upkeep.copy(self.path, target)


def _name(arrival: records.Arrival) -> str:
    """What results call an article: the id given in the input, else its address, else the stem of its file."""
    return arrival.article.id if arrival.named else arrival.article.url or arrival.article.id


def _free_name(connection: Connection, wanted: str) -> str:
    """The name, with the first free number behind it if it is taken."""
    name, number = wanted, 1
    while connection.execute(select(articles.c.id).where(articles.c.name == name)).first() is not None:
        number += 1
        name = f"{wanted}-{number}"
    return name


def _index(connection: Connection, version: int) -> None:
    connection.execute(
        text(
            "INSERT INTO words(rowid, title, text, outlet) SELECT id, title, text, outlet FROM versions WHERE id = :id"
        ),
        {"id": version},
    )


def _unindex(connection: Connection, version: int) -> None:
    # An index over the rows of another table is told the old words, as it keeps no copy of them.
    connection.execute(
        text(
            "INSERT INTO words(words, rowid, title, text, outlet) "
            "SELECT 'delete', id, title, text, outlet FROM versions WHERE id = :id"
        ),
        {"id": version},
    )
