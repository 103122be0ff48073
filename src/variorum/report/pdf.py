"""A comparison as a PDF document with fonts of its own, so that it looks the same everywhere."""

from __future__ import annotations

import io
from functools import cache
from importlib import resources
from typing import Final
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, LongTable, SimpleDocTemplate, Spacer, TableStyle
from reportlab.platypus import Paragraph as Text

from variorum.model.comparison import Comparison
from variorum.report.blocks import Heading, Item, Paragraph, Rows, Run, Runs, Style
from variorum.report.outline import outline

MISSING: Final = "\ufffd"
"""Shown for characters that the fonts have no sign for: scripts other than Latin, Greek and Cyrillic."""

_PLAIN, _BOLD = "Variorum", "Variorum-Bold"
_MARGIN = 18 * mm
_WIDTH = A4[0] - 2 * _MARGIN
_NARROWEST = 26.0
_LONGEST = 60
"""Characters of a cell beyond which its column gets no wider."""

_STYLES: Final = {
    "body": ParagraphStyle("body", fontName=_PLAIN, fontSize=9, leading=12.5, spaceAfter=4, splitLongWords=1),
    "cell": ParagraphStyle("cell", fontName=_PLAIN, fontSize=8, leading=10.5, splitLongWords=1),
    "item0": ParagraphStyle(
        "item0",
        fontName=_PLAIN,
        fontSize=9,
        leading=12.5,
        spaceAfter=2,
        leftIndent=11,
        bulletIndent=2,
        bulletFontName=_PLAIN,
    ),
    "item1": ParagraphStyle(
        "item1",
        fontName=_PLAIN,
        fontSize=8.5,
        leading=11.5,
        spaceAfter=1,
        leftIndent=24,
        bulletIndent=15,
        bulletFontName=_PLAIN,
    ),
    "h1": ParagraphStyle("h1", fontName=_BOLD, fontSize=18, leading=23, spaceAfter=6),
    "h2": ParagraphStyle("h2", fontName=_BOLD, fontSize=13, leading=17, spaceBefore=12, spaceAfter=4, keepWithNext=1),
    "h3": ParagraphStyle("h3", fontName=_BOLD, fontSize=10, leading=13, spaceBefore=7, spaceAfter=2, keepWithNext=1),
}
_LOOK: Final[dict[Style, tuple[str, str]]] = {
    "plain": ("", ""),
    "link": ("", ""),
    "dim": ('<font color="#595959">', "</font>"),
    "strong": (f'<font face="{_BOLD}">', "</font>"),
    "removed": ('<strike><font color="#9c1c1c">', "</font></strike>"),
    "added": (f'<font face="{_BOLD}" color="#145a32">', "</font>"),
}
_TABLE: Final = TableStyle(
    [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBELOW", (0, 0), (-1, 0), 0.8, colors.HexColor("#333333")),
        ("LINEBELOW", (0, 1), (-1, -1), 0.25, colors.HexColor("#bbbbbb")),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    ]
)


def pdf_bytes(comparison: Comparison) -> bytes:
    """The document as the bytes of a PDF file, on A4."""
    _fonts()
    story: list[Flowable] = []
    for block in outline(comparison):
        match block:
            case Heading(level, text):
                story.append(Text(_marked((Run(text),)), _STYLES[f"h{level}"]))
            case Paragraph(runs):
                story.append(Text(_marked(runs), _STYLES["body"]))
            case Item(runs, level):
                story.append(Text(_marked(runs), _STYLES[f"item{level}"], bulletText="•" if level == 0 else "–"))
            case Rows():
                story += [_table(block), Spacer(0, 6)]
    file = io.BytesIO()
    made = SimpleDocTemplate(
        file, pagesize=A4, leftMargin=_MARGIN, rightMargin=_MARGIN, topMargin=_MARGIN, bottomMargin=_MARGIN,
        title="Comparison", author="Variorum", invariant=1,
    )  # fmt: skip
    made.build(story, onFirstPage=_number, onLaterPages=_number)
    return file.getvalue()


def _number(canvas: Canvas, document: SimpleDocTemplate) -> None:
    canvas.setFont(_PLAIN, 7)
    canvas.drawCentredString(A4[0] / 2, 10 * mm, str(document.page))


def _table(rows: Rows) -> LongTable:
    heads = [Text(_marked((Run(name, "strong"),)), _STYLES["cell"]) for name in rows.header]
    body = [[Text(_marked(cell), _STYLES["cell"]) for cell in row] for row in rows.rows]
    # A row may be taller than a page.
    return LongTable(
        [heads, *body], colWidths=_widths(rows), repeatRows=1, splitByRow=1, splitInRow=1, style=_TABLE, hAlign="LEFT"
    )


def _widths(rows: Rows) -> list[float]:
    """The page shared out by what the columns hold, none so narrow that a word does not fit."""
    longest = [
        max([len(name), *(sum(len(run.text) for run in row[place]) for row in rows.rows)])
        for place, name in enumerate(rows.header)
    ]
    # A character takes about five points, a bold one six.
    least = [max(_NARROWEST, 6.0 * len(name) + 8) for name in rows.header]
    beyond = [max(0.0, 5.0 * min(_LONGEST, length) + 8 - low) for length, low in zip(longest, least, strict=True)]
    share = min(1.0, (_WIDTH - sum(least)) / sum(beyond)) if sum(beyond) else 0.0
    return [low + share * extra for low, extra in zip(least, beyond, strict=True)]


def _marked(runs: Runs) -> str:
    return "".join(f"{_LOOK[run.style][0]}{escape(_printable(run.text))}{_LOOK[run.style][1]}" for run in runs)


def _printable(text: str) -> str:
    known = _known()
    return text if text.isascii() else "".join(c if ord(c) in known else MISSING for c in text)


@cache
def _known() -> frozenset[int]:
    _fonts()
    return frozenset(pdfmetrics.getFont(_PLAIN).face.charToGlyph) & frozenset(
        pdfmetrics.getFont(_BOLD).face.charToGlyph
    )


@cache
def _fonts() -> None:
    folder = resources.files("variorum.report").joinpath("fonts")
    for name, file in ((_PLAIN, "DejaVuSans.ttf"), (_BOLD, "DejaVuSans-Bold.ttf")):
        pdfmetrics.registerFont(TTFont(name, io.BytesIO(folder.joinpath(file).read_bytes())))
