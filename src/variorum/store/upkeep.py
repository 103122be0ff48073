"""Is everything there? And a copy of it."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, func, select, text

from variorum.errors import InputError, StoreError
from variorum.store import records
from variorum.store.schema import articles, versions


def faults(connection: Connection, progress: Callable[[int, int], None]) -> list[str]:
    """What is wrong with an archive, a line for each fault; empty if nothing is.

    Checked: the file's pages and indices, references between tables, that every article has a current version of its
    own, that the full-text index agrees with the texts, and that all raw bytes unpack to what their digest says.
    """
    found = [str(line) for (line,) in connection.exec_driver_sql("PRAGMA integrity_check") if line != "ok"]
    found += [f"{row[0]} row {row[1]}: refers to a missing row of {row[2]}" for row in
              connection.exec_driver_sql("PRAGMA foreign_key_check")]  # fmt: skip
    orphans = (
        select(articles.c.name)
        .outerjoin(versions, (versions.c.id == articles.c.current) & (versions.c.article == articles.c.id))
        .where(versions.c.id.is_(None))
    )
    found += [f"{name}: has no current version" for (name,) in connection.execute(orphans)]
    indexed = {row[0] for row in connection.exec_driver_sql("SELECT id FROM words_docsize")}
    current = set(connection.execute(select(articles.c.current)).scalars())
    if indexed != current:
        found.append(f"full-text index: {len(indexed ^ current)} articles are missing or outdated in it")
    total = int(connection.execute(select(func.count()).select_from(versions)).scalar_one())
    rows = connection.execute(
        select(versions.c.id, versions.c.source, versions.c.sha256, versions.c.raw, versions.c.raw_bytes)
    )
    for done, row in enumerate(rows, start=1):
        try:
            if hashlib.sha256(records.inflate(row.raw, row.raw_bytes)).hexdigest() != row.sha256:
                found.append(f"{row.source}: the raw bytes are not those of the digest")
        except InputError:
            found.append(f"{row.source}: the raw bytes are damaged")
        if done % 100 == 0 or done == total:
            progress(done, total)
    return found


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
