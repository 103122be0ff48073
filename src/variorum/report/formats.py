"""The forms in which a comparison can be taken away, by the ending of a file's name and by media type."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from variorum.errors import InputError
from variorum.model.comparison import Comparison
from variorum.report import export
from variorum.report.annotations import MEDIA_TYPE as ANNOTATIONS
from variorum.report.annotations import dumps as annotations_json
from variorum.report.archived import zipped
from variorum.report.csv_tables import csv_bytes
from variorum.report.docx import docx_bytes
from variorum.report.html import document
from variorum.report.markdown import markdown
from variorum.report.parquet import parquet_bytes
from variorum.report.pdf import pdf_bytes
from variorum.report.tables import Table, tables

MAIN: Final = "points"
"""The table that a single file holds where a form has a file for each."""


@dataclass(frozen=True, slots=True)
class Format:
    """One form.

    Attributes:
        name: One word, as in `?format=csv`.
        suffix: Ending of a file's name.
        media_type: Of one file.
        title: What users read.
        whole: The comparison as one file; None if the form has a file for each table.
        table: One table as a file; None if the form has a single file.
    """

    name: str
    suffix: str
    media_type: str
    title: str
    whole: Callable[[Comparison], bytes] | None = None
    table: Callable[[Table], bytes] | None = None

    def files(self, comparison: Comparison) -> dict[str, bytes]:
        """The contents of all its files by table; a single file stands under the empty name."""
        if self.table is None:
            assert self.whole is not None  # noqa: S101
            return {"": self.whole(comparison)}
        return {table.name: self.table(table) for table in tables(comparison)}

    def download(self, comparison: Comparison, stem: str) -> tuple[str, str, bytes]:
        """One file whatever the form: its name, media type and contents; several files come in a ZIP archive."""
        files = self.files(comparison)
        if self.table is None:
            return f"{stem}{self.suffix}", self.media_type, files[""]
        packed = zipped({f"{name}{self.suffix}": data for name, data in files.items()})
        return f"{stem}{self.suffix}.zip", "application/zip", packed


FORMATS: Final = (
    Format("html", ".html", "text/html; charset=utf-8", "One page, to be read anywhere", lambda c: _utf8(document(c))),
    Format("json", ".json", "application/json", "Everything, for programs", lambda c: _utf8(export.dumps(c))),
    Format("markdown", ".md", "text/markdown; charset=utf-8", "Markdown", lambda c: _utf8(markdown(c))),
    Format(
        "docx",
        ".docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "Word document",
        docx_bytes,
    ),
    Format("pdf", ".pdf", "application/pdf", "PDF document", pdf_bytes),
    Format("csv", ".csv", "text/csv; charset=utf-8", "Tables for spreadsheets (CSV)", table=csv_bytes),
    Format("parquet", ".parquet", "application/vnd.apache.parquet", "Tables with types (Parquet)", table=parquet_bytes),
    Format(
        "annotations",
        ".jsonld",
        ANNOTATIONS,
        "W3C Web Annotations (JSON-LD)",
        lambda c: _utf8(annotations_json(c)),
    ),
)


def by_name(name: str) -> Format:
    """The form of that name or ending ("csv", ".csv").

    Raises:
        InputError: There is none.
    """
    for form in FORMATS:
        if name.casefold().lstrip(".") in (form.name, form.suffix[1:]):
            return form
    raise InputError(f"there is no format {name!r}", "known: " + ", ".join(form.name for form in FORMATS))


def by_file(name: str) -> Format:
    """The form that the ending of a file's name asks for.

    Raises:
        InputError: The ending stands for none.
    """
    for form in FORMATS:
        if name.casefold().endswith(form.suffix):
            return form
    endings = ", ".join(form.suffix for form in FORMATS)
    raise InputError(f"{name}: the ending tells no format", f"end the name in one of {endings}")


def _utf8(text: str) -> bytes:
    return text.encode("utf-8")
