"""A comparison as a Word document (Office Open XML), with real headings, lists and tables."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import Final

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.text.paragraph import CT_P
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as Written

from variorum.model.comparison import Comparison
from variorum.report.archived import zipped
from variorum.report.blocks import Heading, Item, Paragraph, Rows, Run, Runs
from variorum.report.outline import outline

_DIM: Final = RGBColor(0x59, 0x59, 0x59)
_REMOVED: Final = RGBColor(0x9C, 0x1C, 0x1C)
_ADDED: Final = RGBColor(0x14, 0x5A, 0x32)
_CELL = "Cell"
_HEADINGS = ("Title", "Heading 1", "Heading 2")
_LISTS = ("List Bullet", "List Bullet 2")
_MOMENT: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""The same comparison gives the same document, so it bears no date of its own."""


def docx_bytes(comparison: Comparison) -> bytes:
    """The document as the bytes of a .docx file."""
    writer = _Writer(Document())
    for block in outline(comparison):
        match block:
            case Heading(level, text):
                writer.paragraph(_HEADINGS[level - 1]).add_run(text)
            case Paragraph(runs):
                _write(writer.paragraph("Normal"), runs)
            case Item(runs, level):
                _write(writer.paragraph(_LISTS[level]), runs)
            case Rows():
                writer.table(block)
    return writer.saved()


class _Writer:
    """Adds to a document with styles looked up once: python-docx looks for them anew in every paragraph and cell."""

    def __init__(self, document: DocumentType) -> None:
        self._document = document
        _prepare(document)
        names = ("Normal", _CELL, *_HEADINGS, *_LISTS)
        self._styles = {name: document.styles[name].style_id for name in names}

    def paragraph(self, style: str) -> Written:
        added = self._document.add_paragraph()
        added._p.style = self._styles[style]
        return added

    def table(self, rows: Rows) -> None:
        table = self._document.add_table(rows=0, cols=len(rows.header), style="Table Grid")
        heads = tuple((Run(name, "strong"),) for name in rows.header)
        for number, cells in enumerate((heads, *rows.rows)):
            row = OxmlElement("w:tr")
            if number == 0:
                properties = OxmlElement("w:trPr")
                properties.append(OxmlElement("w:tblHeader"))
                row.append(properties)
            for runs in cells:
                row.append(self._cell(runs))
            table._tbl.append(row)
        self.paragraph(_CELL)

    def _cell(self, runs: Runs) -> BaseOxmlElement:
        cell, paragraph = OxmlElement("w:tc"), OxmlElement("w:p")
        assert isinstance(paragraph, CT_P)  # noqa: S101
        cell.append(paragraph)
        paragraph.style = self._styles[_CELL]
        _write(Written(paragraph, self._document._body), runs)
        return cell

    def saved(self) -> bytes:
        file = io.BytesIO()
        self._document.save(file)
        # The parts once more, without the time of day.
        with zipfile.ZipFile(file) as parts:
            return zipped({name: parts.read(name) for name in parts.namelist()})


def _prepare(document: DocumentType) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(20)
    normal = document.styles["Normal"]
    normal.font.size = Pt(10)
    normal.paragraph_format.space_after = Pt(4)
    cell = document.styles.add_style(_CELL, WD_STYLE_TYPE.PARAGRAPH)
    cell.base_style = normal
    cell.font.size = Pt(9)
    cell.paragraph_format.space_after = Pt(0)
    document.styles["Title"].font.size = Pt(20)
    properties = document.core_properties
    properties.author, properties.title, properties.comments = "Variorum", "Comparison", ""
    properties.created = properties.modified = _MOMENT


def _write(paragraph: Written, runs: Runs) -> None:
    for run in runs:
        if not run.text:
            continue
        written = paragraph.add_run(run.text)
        match run.style:
            case "strong":
                written.bold = True
            case "dim":
                written.font.color.rgb = _DIM
            case "removed":
                written.font.strike, written.font.color.rgb = True, _REMOVED
            case "added":
                written.bold, written.font.color.rgb = True, _ADDED
