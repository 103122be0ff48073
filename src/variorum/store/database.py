"""Opening the file: pragmas, transactions, migrations."""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, Table, create_engine, event
from sqlalchemy.dialects.sqlite import Insert, insert
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import NullPool

from variorum.errors import StoreError

if TYPE_CHECKING:
    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.pool import ConnectionPoolEntry

ENVIRONMENT = "VARIORUM_STORE"

# Ctrl-C while a connection is closed would print a traceback otherwise; programs that log still see it.
logging.getLogger("sqlalchemy.pool").addHandler(logging.NullHandler())

_WAIT_MS = 30_000
"""How long a writer waits for another to finish its article."""


def default_path() -> Path:
    """Where the archive is unless the user says otherwise: `VARIORUM_STORE`, else the user's data folder."""
    named = os.environ.get(ENVIRONMENT)
    if named:
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path("variorum", appauthor=False) / "archive.sqlite"


class Database:
    """An archive's database; every `read` and `write` is a transaction on a connection of its own.

    Threads may share it.
    """

    def __init__(self, path: Path, *, create: bool) -> None:
        """Opens it and brings it to the newest schema.

        Raises:
            StoreError: It is missing, no archive, locked for too long, of a newer Variorum, or cannot be opened.
        """
        self.path = path
        self._engine = connect(path, create=create)
        self._writing = writing(self._engine)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that sees one state of everything, whatever others write meanwhile.

        Raises:
            StoreError: The database fails.
        """
        try:
            with self._engine.begin() as connection:
                yield connection
        except DatabaseError as error:
            raise unusable(self.path, error) from error

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that is on the disk as a whole once it ends, or not at all; one at a time.

        Raises:
            StoreError: The database fails.
        """
        try:
            with self._writing.begin() as connection:
                yield connection
        except DatabaseError as error:
            raise unusable(self.path, error) from error


def upsert(connection: Connection, table: Table) -> Insert:
    """An insertion that can say what to do about a row that is there."""
    return insert(table)


def connect(path: Path, *, create: bool) -> Engine:
    """The database in a file, brought to the newest schema.

    Args:
        path: SQLite file.
        create: Whether a missing file is made.

    Raises:
        StoreError: The file is missing, no archive, locked for too long, of a newer Variorum, or cannot be opened.
    """
    if not create and not path.exists():
        raise StoreError(f"{path}: there is no archive", "fill one with: variorum ingest INPUTS")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{path}: cannot be made ({error.strerror})", "choose another place with --store") from error
    engine = create_engine(f"sqlite:///{path}", poolclass=NullPool)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    try:
        _migrate(engine, path)
    except DatabaseError as error:
        raise unusable(path, error) from error
    return engine


def writing(engine: Engine) -> Engine:
    """The same database for transactions that write: they take the lock at once, so that none fails half-way."""
    return engine.execution_options(writes=True)


def unusable(path: Path, error: DatabaseError) -> StoreError:
    """A database error as users should read it."""
    reason = str(error.orig) if error.orig is not None else str(error)
    if "locked" in reason:
        return StoreError(f"{path}: another process is writing", "wait until it has finished")
    return StoreError(f"{path}: cannot be used as an archive ({reason})", "choose another file with --store")


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
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _migrate(engine: Engine, path: Path) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    newest = ScriptDirectory.from_config(config).get_current_head()
    with engine.connect() as connection:
        if MigrationContext.configure(connection).get_current_revision() == newest:
            return
        tables = {str(name) for (name,) in connection.exec_driver_sql("SELECT name FROM sqlite_master")}
    if tables and "alembic_version" not in tables:
        raise StoreError(f"{path}: is a database of another program", "choose another file with --store")
    with writing(engine).begin() as connection:
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise StoreError(f"{path}: was written by a newer Variorum", "update Variorum") from error
