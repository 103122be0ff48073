"""An archive from one database into another: everything, in steps that can be repeated.

Reports go over in lots, each a transaction: some articles with all their versions, their words in the index. So the
target is a whole archive at any time, if of fewer reports. What hangs on all of them, stories, comparisons, judgements,
goes over at the end, at once. Rows keep their numbers; what is there already is compared, not written again.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Column, Connection, Table, delete, insert, select, update

from variorum.errors import StoreError
from variorum.progress import Progress, no_progress
from variorum.store import postgresql, search, sqlite, upkeep
from variorum.store.database import Database
from variorum.store.schema import articles, judgements, metadata, openings, sketches, versions

_LOT = 100
"""Articles that one transaction takes over."""

_ROWS = 200
"""Rows of other tables read and written at once."""

_REPORTS = (articles, versions, sketches, openings)
"""Tables that go over article by article."""

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Copied:
    """What the target holds, and how many of its articles were not there as they are before."""

    articles: int
    versions: int
    judgements: int
    written: int


def copy(source: Database, target: Database, progress: Progress = no_progress) -> Copied:
    """Makes the target the same as the source at one moment, and checks that it is.

    Interrupted, it leaves a whole archive of fewer reports; the same again goes on from there. Where the source has
    changed since, the target is brought up to date.

    Args:
        source: What is copied; others may go on using it.
        target: An empty archive, or one that was copied from this source before and has taken in nothing else.
        progress: Told of each lot.

    Raises:
        StoreError: The target holds reports that are not the source's, cannot be written, or is not the same in the
            end.
    """
    with source.read() as reading:
        _check(reading, target)
        numbers = list(reading.execute(select(articles.c.id).order_by(articles.c.id)).scalars())
        written = 0
        for first in range(0, len(numbers), _LOT):
            progress("copying articles", first, len(numbers))
            lot = numbers[first : first + _LOT]
            with target.write() as writing:
                written += _reports(reading, writing, lot)
                _renumber(writing)
        with target.write() as writing:
            progress("copying stories and judgements", 0, 1)
            for table in reversed(_others()):
                writing.execute(delete(table))
            for table in _others():
                for rows in _lots(reading, table):
                    writing.execute(insert(table), rows)
            _renumber(writing)
        return _verified(reading, target, written, progress)


def to_file(source: Database, target: Path) -> None:
    """Writes everything into a new SQLite file, as it stands at one moment; the file appears whole or not at all.

    Raises:
        StoreError: It cannot be written.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}.") as scratch:
            made = Path(scratch) / "copy.sqlite"
            copy(source, Database(made, create=True))
            sqlite.copy(made, target)
    except OSError as error:
        raise StoreError(f"{target}: cannot be written ({error})", "choose another place for the copy") from error


def _others() -> list[Table]:
    """The other tables, those that others refer to first."""
    return [table for table in metadata.sorted_tables if table not in _REPORTS]


def _check(reading: Connection, target: Database) -> None:
    """That the target has no reports or judgements but those of the source, under the same numbers."""
    with target.read() as copied:
        for table, names in ((articles, ("key",)), (versions, ("article",)), (judgements, ("verdict", "made"))):
            query = select(table.c.id, *(table.c[name] for name in names))
            known = {row.id: tuple(row) for row in reading.execute(query)}
            if any(known.get(row.id) != tuple(row) for row in copied.execute(query)):
                raise _other(target)
        undone = select(judgements.c.id).where(judgements.c.undone.is_not(None))
        if not set(copied.execute(undone).scalars()) <= set(reading.execute(undone).scalars()):
            raise _other(target)


def _other(target: Database) -> StoreError:
    return StoreError(
        f"{target.name}: holds reports or judgements that the archive to be copied does not have",
        "choose an empty one; the reports of two archives are joined by: variorum export, variorum ingest",
    )


def _reports(reading: Connection, writing: Connection, lot: Sequence[int]) -> int:
    """Takes some articles over with all that hangs on each alone; how many were not there as they are."""
    owned = _found(reading, versions, versions.c.article, lot)
    touched: set[object] = set()
    before = _found(writing, articles, articles.c.id, lot)
    indexed = {row["current"] for row in before.values()}
    there = _found(writing, versions, versions.c.article, lot)
    rows = _found(reading, articles, articles.c.id, lot)
    current = {row["current"] for row in rows.values()}
    changed = {number for number, row in owned.items() if number in there and there[number] != row}
    # Words are taken out of the index while the text is still there that they are of.
    for version in indexed - (current - changed):
        search.unindex(writing, int(str(version)))
    touched |= _level(writing, articles, rows, before)
    touched |= {owned[number]["article"] for number in _level(writing, versions, owned, there)}
    for version in current - (indexed - changed):
        search.index(writing, int(str(version)))
    for table in (sketches, openings):
        wanted, kept = (_found(connection, table, table.c.version, list(owned)) for connection in (reading, writing))
        gone = [number for number in kept if number not in wanted]
        if gone:
            writing.execute(delete(table).where(table.c.version.in_(gone)))
        touched |= {owned[number]["article"] for number in (*gone, *_level(writing, table, wanted, kept))}
    return len(touched)


def _found(connection: Connection, table: Table, column: Column[int], values: Sequence[int]) -> dict[int, Row]:
    """Rows by their number."""
    (key,) = table.primary_key
    found: dict[int, Row] = {}
    for first in range(0, len(values), _ROWS):
        query = select(table).where(column.in_(values[first : first + _ROWS]))
        found.update((row[key.name], dict(row)) for row in connection.execute(query).mappings())
    return found


def _level(writing: Connection, table: Table, wanted: Mapping[int, Row], there: Mapping[int, Row]) -> set[int]:
    """Writes the rows that are missing or otherwise; their numbers."""
    (key,) = table.primary_key
    missing = [dict(row) for number, row in wanted.items() if number not in there]
    if missing:
        writing.execute(insert(table), missing)
    other = [number for number, row in wanted.items() if number in there and there[number] != row]
    for number in other:
        writing.execute(update(table).where(key == number).values(dict(wanted[number])))
    return {*other, *(number for number in wanted if number not in there)}


def _lots(connection: Connection, table: Table) -> Iterator[list[dict[str, object]]]:
    """All rows of a table, some at a time."""
    rows = connection.execute(select(table).execution_options(yield_per=_ROWS))
    for lot in rows.mappings().partitions(_ROWS):
        yield [dict(row) for row in lot]


def _renumber(writing: Connection) -> None:
    """Has new rows numbered behind those that came with their numbers; SQLite does by itself."""
    if writing.dialect.name == "postgresql":
        numbered = [table for table in metadata.sorted_tables if "id" in table.c and table.c.id.type.python_type is int]
        postgresql.renumber(writing, numbered)


def _verified(reading: Connection, target: Database, written: int, progress: Progress) -> Copied:
    """What was copied.

    Raises:
        StoreError: It is not what is in the source.
    """
    counts = {}
    with target.read() as copied:
        for done, table in enumerate(metadata.sorted_tables):
            progress("comparing", done, len(metadata.sorted_tables))
            (count, digest), found = _digest(reading, table), _digest(copied, table)
            if found != (count, digest):
                raise StoreError(f"{target.name}: {table.name} are not as in the archive copied", "copy it again")
            counts[table.name] = count
        faults = upkeep.faults(copied, lambda done, total: progress("checking", done, total))
    if faults:
        raise StoreError(f"{target.name}: {faults[0]}", "look at both archives with: variorum verify")
    return Copied(counts[articles.name], counts[versions.name], counts[judgements.name], written)


def _digest(connection: Connection, table: Table) -> tuple[int, int]:
    """How many rows a table has, and a number that tells them from others in whatever order they come."""
    count = total = 0
    for lot in _lots(connection, table):
        for row in lot:
            count += 1
            total += int.from_bytes(hashlib.sha256(repr(list(row.values())).encode("utf-8", "replace")).digest())
    return count, total % 2**256
