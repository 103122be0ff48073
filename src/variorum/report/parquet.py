"""Tables as Parquet, with types; needs the extra `arrow`."""

from __future__ import annotations

import io
import re

from variorum.errors import InputError
from variorum.report.tables import Cell, Table

_SURROGATE = re.compile("[\ud800-\udfff]")


def parquet_bytes(table: Table) -> bytes:
    """The table as one Parquet file; every column may hold nulls, and the meaning of a row stands in the metadata.

    Text is verbatim but for lone surrogates, which have no UTF-8 form and become U+FFFD, so that offsets stay.

    Raises:
        InputError: pyarrow is not installed.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise InputError("Parquet needs pyarrow", "install it with: pip install 'variorum[arrow]'") from None
    kinds = {"text": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_()}
    columns = [
        pa.array([_value(row[place]) for row in table.rows], kinds[kind])
        for place, (_, kind) in enumerate(table.columns)
    ]
    made = pa.Table.from_arrays(columns, names=list(table.header))
    file = io.BytesIO()
    pq.write_table(made.replace_schema_metadata({"meaning": table.meaning}), file, compression="zstd")
    return file.getvalue()


def _value(cell: Cell) -> Cell:
    return _SURROGATE.sub("\ufffd", cell) if isinstance(cell, str) else cell
