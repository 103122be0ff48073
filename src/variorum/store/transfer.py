"""An archive from one database into another, row by row."""

from __future__ import annotations

import tempfile
from pathlib import Path

from sqlalchemy import insert, select

from variorum.errors import StoreError
from variorum.store import search, sqlite
from variorum.store.database import Database
from variorum.store.schema import articles, metadata

_ROWS = 200


def to_file(source: Database, target: Path) -> None:
    """Writes everything into a new SQLite file, as it stands at one moment; the file appears whole or not at all.

    Raises:
        StoreError: It cannot be written.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}.") as scratch:
            made = Path(scratch) / "copy.sqlite"
            _fill(source, Database(made, create=True))
            sqlite.copy(made, target)
    except OSError as error:
        raise StoreError(f"{target}: cannot be written ({error})", "choose another place for the copy") from error


def _fill(source: Database, target: Database) -> None:
    """Puts all rows of one database into another, empty one."""
    with source.read() as reading, target.write() as writing:
        for table in metadata.sorted_tables:
            rows = reading.execution_options(yield_per=_ROWS).execute(select(table))
            for lot in rows.mappings().partitions(_ROWS):
                writing.execute(insert(table), [dict(row) for row in lot])
        for version in reading.execute(select(articles.c.current)).scalars():
            search.index(writing, version)
