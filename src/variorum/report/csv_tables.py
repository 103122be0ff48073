"""Tables as CSV (RFC 4180) that spreadsheets open as they should and never run."""

from __future__ import annotations

import csv
import io
import re

from variorum.report.plain import visible
from variorum.report.tables import Cell, Table

# What spreadsheets take for a formula, also behind white space, behind an apostrophe that one of ours would be taken
# for, and in full-width letters (OWASP, "CSV injection").
_FORMULA = re.compile(r"[\s'\ufffd\u2400-\u2421]*[=+\-@＝＋－＠\t\r\n]")


def csv_bytes(table: Table) -> bytes:
    """The table with a header, in UTF-8 behind a byte order mark, which spreadsheets need to read it as such.

    Control characters are shown as signs, one for one, and text that a spreadsheet would run gets an apostrophe in
    front, see `guarded`.
    """
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(guarded(name) for name in table.header)
    writer.writerows([_field(cell) for cell in row] for row in table.rows)
    return b"\xef\xbb\xbf" + file.getvalue().encode("utf-8")


def guarded(text: str) -> str:
    """The text with one more apostrophe in front if a spreadsheet would take it for a formula.

    Nothing else is changed, and text that begins with apostrophes before such a sign gets one more, too: whoever takes
    one apostrophe off every text of that form has the words again.
    """
    return f"'{text}" if _FORMULA.match(text) else text


def _field(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case str():
            return guarded(visible(cell))
        case _:
            return str(cell)
