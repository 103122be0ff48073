"""What only SQLite has: its file, its transactions, its full-text index."""

from __future__ import annotations

import os
import re
import sqlite3
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Connection, Engine, bindparam, column, create_engine, event, select, table, text
from sqlalchemy.pool import QueuePool

from variorum.errors import StoreError
from variorum.store.query import Term
from variorum.store.schema import articles

if TYPE_CHECKING:
    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.pool import ConnectionPoolEntry

_WAIT_MS = 30_000
"""How long a writer waits for another to finish its article."""

_SNIPPET_WORDS = 24

_words = table("words", column("rowid"))


def engine(path: Path) -> Engine:
    """The database in a file; every transaction has a connection to itself, so that threads may share it."""
    # Connections stay open between transactions: closing the last one moves the whole log into the file.
    made = create_engine(f"sqlite:///{path}", poolclass=QueuePool, connect_args={"check_same_thread": False})
    event.listen(made, "connect", _prepare)
    event.listen(made, "begin", _begin)
    return made


def _prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    assert isinstance(connection, sqlite3.Connection)  # noqa: S101
    # The driver would begin transactions late and commit before schema changes; `_begin` does it instead.
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout={_WAIT_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",  # an acknowledged article survives a power cut, too
        "foreign_keys=ON",
        "trusted_schema=OFF",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    # Who will write takes the lock at once, so that none fails half-way.
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def index(connection: Connection, version: int) -> None:
    """Puts the words of a version into the index."""
    connection.execute(
        text(
            "INSERT INTO words(rowid, title, text, outlet) SELECT id, title, text, outlet FROM versions WHERE id = :id"
        ),
        {"id": version},
    )


def unindex(connection: Connection, version: int) -> None:
    """Takes the words of a version out of the index; its row must still be as it was when they went in."""
    # An index over the rows of another table is told the old words, as it keeps no copy of them.
    connection.execute(
        text(
            "INSERT INTO words(words, rowid, title, text, outlet) "
            "SELECT 'delete', id, title, text, outlet FROM versions WHERE id = :id"
        ),
        {"id": version},
    )


def expression(groups: Sequence[Sequence[Term]], unwanted: Sequence[Term]) -> str:
    """A query in the language of FTS5: one of each group, and nothing unwanted."""
    wanted = " AND ".join("(" + " OR ".join(map(_term, group)) + ")" for group in groups)
    return f"({wanted}) NOT ({' OR '.join(map(_term, unwanted))})" if unwanted else wanted


def _term(term: Term) -> str:
    quoted = re.sub(r"[\"\x00]", " ", term.words)
    written = f'"{quoted}"{"*" if term.prefix else ""}'
    return f"{term.column} : {written}" if term.column else written


def ranked(connection: Connection, query: str, condition: ColumnElement[bool], limit: int) -> list[int]:
    """The articles that match an expression, best first by BM25; a word in the headline counts four times."""
    rows = connection.execute(
        select(articles.c.id)
        .select_from(_words.join(articles, articles.c.current == _words.c.rowid))
        .where(text("words MATCH :query"), condition)
        .order_by(text("bm25(words, 4.0, 1.0, 1.0)"))
        .limit(limit),
        {"query": query},
    )
    return list(rows.scalars())


def lacks(term: Term) -> ColumnElement[bool]:
    """Whether an article does not have a word or phrase."""
    having = select(_words.c.rowid).where(
        text("words MATCH :lacked").bindparams(bindparam("lacked", _term(term), unique=True))
    )
    return articles.c.current.not_in(having)


def snippets(connection: Connection, query: str, numbers: Sequence[int], start: str, end: str) -> dict[int, str]:
    """The words around the matches of an expression in each article."""
    # One by one, as the engine would make the snippets of all matches, not only of those asked for.
    statement = text(
        "SELECT snippet(words, -1, :start, :end, '…', :length) FROM words "
        "WHERE words MATCH :query AND rowid = (SELECT current FROM articles WHERE id = :number)"
    )
    given = {"start": start, "end": end, "length": _SNIPPET_WORDS, "query": query}
    return {number: connection.execute(statement, {**given, "number": number}).scalar() or "" for number in numbers}


def faults(connection: Connection) -> list[str]:
    """What is wrong with the file's pages, its indices and the references between tables."""
    found = [str(line) for (line,) in connection.exec_driver_sql("PRAGMA integrity_check") if line != "ok"]
    return found + [
        f"{row[0]} row {row[1]}: refers to a missing row of {row[2]}"
        for row in connection.exec_driver_sql("PRAGMA foreign_key_check")
    ]


def indexed(connection: Connection) -> set[int]:
    """The versions in the full-text index."""
    return {row[0] for row in connection.exec_driver_sql("SELECT id FROM words_docsize")}


def index_faults(connection: Connection) -> list[str]:
    """Whether the full-text index holds other words than the texts; needs a transaction that may write."""
    try:
        connection.execute(text("INSERT INTO words(words, rank) VALUES ('integrity-check', 0)"))
    except Exception as error:  # the driver's own class tells a damaged index from a failed statement
        if isinstance(getattr(error, "orig", None), sqlite3.DatabaseError):
            return [f"full-text index: {getattr(error, 'orig', error)}"]
        raise
    return []


def copy(source: Path, target: Path) -> None:
    """Writes a consistent copy of an archive while others use it; the file appears whole or not at all.

    Raises:
        StoreError: It cannot be written.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        os.close(handle)
        try:
            reading, writing = sqlite3.connect(source), sqlite3.connect(name)
            try:
                reading.backup(writing, pages=1024)
                writing.execute("PRAGMA journal_mode=DELETE")
            finally:
                reading.close()
                writing.close()
            Path(name).chmod(0o644)
            Path(name).replace(target)
        finally:
            Path(name).unlink(missing_ok=True)
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"{target}: cannot be written ({error})", "choose another place for the copy") from error
