"""Opening an archive's database: where it is, its schema, its transactions."""

from __future__ import annotations

import logging
import os
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, Table, inspect
from sqlalchemy.dialects import postgresql as in_postgresql
from sqlalchemy.dialects import sqlite as in_sqlite
from sqlalchemy.exc import DatabaseError

from variorum.errors import StoreError
from variorum.store import postgresql, sqlite

ENVIRONMENT = "VARIORUM_STORE"

NEWEST = "head"
"""The schema that archives are brought to."""

# Ctrl-C while a connection is closed would print a traceback otherwise; programs that log still see it.
logging.getLogger("sqlalchemy.pool").addHandler(logging.NullHandler())


def default_location() -> str:
    """Where the archive is unless the user says otherwise: `VARIORUM_STORE`, else the user's data folder."""
    named = os.environ.get(ENVIRONMENT)
    if named:
        return named
    from platformdirs import user_data_path

    return str(user_data_path("variorum", appauthor=False) / "archive.sqlite")


class Database:
    """An archive's database; every `read` and `write` is a transaction on a connection of its own.

    Threads may share it.

    Attributes:
        path: Its file; None on a server.
        name: What messages call it; no password stands in it.
    """

    def __init__(self, location: Path | str, *, create: bool) -> None:
        """Opens it and brings it to the newest schema.

        Args:
            location: A file, or the address of a PostgreSQL database.
            create: Whether a missing archive is made.

        Raises:
            StoreError: It is missing, no archive, locked for too long, of a newer Variorum, or cannot be opened.
        """
        self.location = location
        if postgresql.is_address(str(location)):
            url = postgresql.address(str(location))
            self.path: Path | None = None
            self.name = url.set(drivername="postgresql").render_as_string(hide_password=True)
            self._engine = postgresql.engine(url)
            self._writing = postgresql.writing(self._engine)
        else:
            self.path = Path(location)
            self.name = str(location)
            self._engine = _file(self.path, create)
            self._writing = self._engine.execution_options(writes=True)
        try:
            self._migrate(create)
        except BaseException:
            self.close()
            raise
        weakref.finalize(self, self._engine.dispose)

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
            raise self._unusable(error) from error

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
            raise self._unusable(error) from error

    def close(self) -> None:
        """Lets connections go that are kept for the next transaction."""
        self._engine.dispose()

    def _unusable(self, error: DatabaseError) -> StoreError:
        """A database error as users should read it."""
        reason = " ".join((str(error.orig) if error.orig is not None else str(error)).split())
        if "locked" in reason or "lock timeout" in reason:
            return StoreError(f"{self.name}: another process is writing", "wait until it has finished")
        return StoreError(f"{self.name}: cannot be used as an archive ({reason})", "choose another one with --store")

    def _migrate(self, create: bool) -> None:
        config = Config()
        config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
        config.set_main_option("path_separator", "os")
        newest = ScriptDirectory.from_config(config).as_revision_number(NEWEST)
        with self.read() as connection:
            if MigrationContext.configure(connection).get_current_revision() == newest:
                return
            tables = set(inspect(connection).get_table_names())
        if tables and "alembic_version" not in tables:
            raise StoreError(f"{self.name}: is a database of another program", "choose another one with --store")
        if not tables and not create and self.path is None:
            raise StoreError(f"{self.name}: there is no archive", "fill one with: variorum ingest INPUTS")
        with self.write() as connection:
            config.attributes["connection"] = connection
            try:
                command.upgrade(config, NEWEST)
            except CommandError as error:
                raise StoreError(f"{self.name}: was written by a newer Variorum", "update Variorum") from error


def _file(path: Path, create: bool) -> Engine:
    if not create and not path.exists():
        raise StoreError(f"{path}: there is no archive", "fill one with: variorum ingest INPUTS")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{path}: cannot be made ({error.strerror})", "choose another place with --store") from error
    return sqlite.engine(path)


def upsert(connection: Connection, table: Table) -> in_sqlite.Insert | in_postgresql.Insert:
    """An insertion that can say what to do about a row that is there."""
    return in_sqlite.insert(table) if connection.dialect.name == "sqlite" else in_postgresql.insert(table)
