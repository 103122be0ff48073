"""Parquet files to records, row by row in bounded memory; needs the extra `arrow` (pyarrow)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from variorum.errors import InputError
from variorum.sources.item import Problem, RecordItem
from variorum.sources.limits import Limits, size
from variorum.sources.records import FIELD_NAMES, record

if TYPE_CHECKING:
    import pyarrow.parquet

MAGIC = b"PAR1"

_ROWS_AT_ONCE = 64
_GROUP = 50
"""A row group may be this many times larger than a file may be; beyond, it is a bomb."""


def is_parquet(start: bytes) -> bool:
    """Whether the first bytes of a file are those of a Parquet file."""
    return start.startswith(MAGIC)


def rows(path: Path, source: str, stem: str, limits: Limits) -> Iterator[RecordItem | Problem]:
    """The articles in a Parquet file, each row being one; columns are named as the fields of JSON records are.

    Args:
        path: A regular file of any size.
        source: What messages call it.
        stem: Id for rows that have none.
        limits: `records` bounds the rows, `article_characters` each text, `file_bytes` what is unpacked at once.

    Raises:
        InputError: It is broken, has no column that is known, or pyarrow is not installed.
    """
    try:
        import pyarrow
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        raise InputError("is a Parquet file", "install what reads it: pip install 'variorum[arrow]'") from error
    try:
        # Of a stranger's file, no dictionary or buffer is taken on trust.
        with ParquetFile(path, memory_map=False, page_checksum_verification=True) as file:
            file.schema_arrow  # noqa: B018  (a broken schema shows here)
            yield from _rows(file, source, stem, limits)
    except (pyarrow.ArrowException, OSError, ValueError, TypeError) as error:
        raise InputError("is a broken Parquet file", "write or download it again") from error


def _rows(file: pyarrow.parquet.ParquetFile, source: str, stem: str, limits: Limits) -> Iterator[RecordItem | Problem]:
    columns = [name for name in file.schema_arrow.names if name in FIELD_NAMES]
    if not columns:
        raise InputError("has no column that is known", "columns are named as in JSON records: title, maintext, ...")
    number = 0
    for group in range(file.metadata.num_row_groups):
        unpacked = file.metadata.row_group(group).total_byte_size
        if unpacked > _GROUP * limits.file_bytes:
            yield Problem(f"{source}, row group {group + 1}", f"claims to be {size(unpacked)} long", "")
            continue
        for batch in file.iter_batches(_ROWS_AT_ONCE, row_groups=[group], columns=columns, use_threads=False):
            for row in batch.to_pylist():
                number += 1
                where = f"{source}, row {number}"
                if number > limits.records:
                    yield Problem(where, f"and more: over {limits.records:,} articles", "split the file")
                    return
                try:
                    yield _item(row, where, stem, limits)
                except InputError as error:
                    yield Problem.of(where, error)


def _item(row: dict[str, object], where: str, stem: str, limits: Limits) -> RecordItem:
    raw = json.dumps(row, ensure_ascii=False, sort_keys=True, default=_plain)
    found = record(json.loads(raw))
    if len(found.text) > limits.article_characters:
        raise InputError(f"is one text of more than {limits.article_characters:,} characters", "")
    data = raw.encode("utf-8", errors="surrogatepass")
    return RecordItem(where, stem, hashlib.sha256(data).hexdigest(), found, data)


def _plain(value: object) -> str | None:
    """Dates as ISO 8601 has them, bytes as text; other things that JSON lacks are left out."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value.decode("utf-8", errors="replace") if isinstance(value, bytes) else None
