from __future__ import annotations

import io
import re
import zipfile

import builders
import docx
import hostile
import pytest
from pypdf import PdfReader
from test_report_plain import unseen

from variorum.model.comparison import Comparison
from variorum.report import blocks
from variorum.report.docx import docx_bytes
from variorum.report.markdown import escape, markdown
from variorum.report.outline import outline
from variorum.report.pdf import MISSING, pdf_bytes
from variorum.report.plain import one_line


def words_of(block: blocks.Block) -> list[str]:
    match block:
        case blocks.Heading(_, text):
            return [text]
        case blocks.Paragraph(runs) | blocks.Item(runs):
            return ["".join(run.text for run in runs)]
        case blocks.Rows(header, rows):
            return [*header, *("".join(run.text for run in cell) for row in rows for cell in row)]


def plain(comparison: Comparison) -> str:
    return "\n".join(text for block in outline(comparison) for text in words_of(block))


@pytest.fixture(scope="module")
def nasty() -> Comparison:
    return hostile.comparison(long_word=200_000)


def test_the_document_tells_everything_with_its_place() -> None:
    comparison = builders.comparison()
    text = plain(comparison)
    for point in comparison.points:
        assert one_line(point.gist.quote)[:60] in text
        if point.articles > 1:
            for mention in point.mentions:
                assert f"{mention.span.field} {mention.span.start}–{mention.span.end}" in text
    for heading in (
        "Contested",
        "Superseded",
        "Corroborated",
        "What each leaves out",
        "Quotations",
        "Labels",
        "Evidence",
    ):
        assert f"\n{heading}" in text


def test_places_lead_to_the_quoted_words() -> None:
    comparison = builders.comparison()
    names = {article.name[:20]: article for article in comparison.articles}
    found = re.findall(r"^[A-E] ([^:\n]+): “([^\n]+?)” (title|text) (\d+)–(\d+), ", plain(comparison), re.M)
    assert len(found) > 15
    for name, quote, field, start, end in found:
        article = names[name[:20]]
        assert one_line(article.field(field)[int(start) : int(end)]) == quote


def test_one_report_alone_says_that_there_is_nothing_to_compare() -> None:
    assert "nothing to compare" in plain(Comparison(builders.articles()[:1]))


def test_many_reports_share_one_column() -> None:
    tables = [block for block in outline(builders.large(40, 30)) if isinstance(block, blocks.Rows)]
    assert all(len(table.header) < 6 for table in tables)


def test_nothing_unseen_is_shown(nasty: Comparison) -> None:
    assert not unseen(plain(nasty))
    assert not unseen(markdown(nasty))
    # Long words are cut, so that a report of megabytes stays a document.
    assert len(markdown(nasty)) < 2_000_000


def test_markdown_holds_no_markup_of_others(nasty: Comparison) -> None:
    text = markdown(nasty)
    assert "<script" not in text
    # Outside of our own links there is no angle bracket.
    assert "<" not in re.sub(r"<https?://[^\s<>\"']+>", "", text)
    for line in text.splitlines():
        if line.startswith("|"):
            assert len(re.findall(r"(?<!\\)\|", line)) in {2 + 1, 3 + 1, 5 + 1, 4 + 1}, line[:200]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<b>&amp;", "&lt;b&gt;&amp;amp;"),
        ("*a* _b_ `c` [d](e)", r"\*a\* \_b\_ \`c\` \[d\](e)"),
        ("a|b", r"a\|b"),
        ("1. first", r"1\. first"),
        ("- item", r"\- item"),
        ("see https://a.example", r"see https\://a.example"),
        ("www.a.example", r"www\.a.example"),
        ("a@b.example", r"a\@b.example"),
        ("{{ x }} $y$", r"\{\{ x \}\} \$y\$"),
        ("back\\slash", "back\\\\slash"),
        ("plain words, “quoted”.", "plain words, “quoted”."),
    ],
)
def test_markdown_escapes(text: str, shown: str) -> None:
    assert escape(text) == shown


@pytest.mark.parametrize("text", hostile.NASTY)
def test_each_hostile_text_alone(text: str) -> None:
    comparison = hostile.comparison((text, "harmless", "two", "three"))
    assert "<script" not in markdown(comparison)
    read = docx.Document(io.BytesIO(docx_bytes(comparison)))
    shown = "\n".join(paragraph.text for paragraph in read.paragraphs)
    assert not unseen(shown)
    if one_line(text):
        assert one_line(text)[:40].strip() in shown
    assert pdf_bytes(comparison).startswith(b"%PDF-")


def test_a_word_document_has_headings_tables_and_the_words() -> None:
    comparison = builders.comparison()
    data = docx_bytes(comparison)
    read = docx.Document(io.BytesIO(data))
    assert read.paragraphs[0].style.name == "Title"
    headings = [paragraph.text for paragraph in read.paragraphs if paragraph.style.name.startswith("Heading")]
    assert "Quotations (2)" in headings or any(heading.startswith("Quotations") for heading in headings)
    assert len(read.tables) >= 4
    cells = "\n".join(cell.text for table in read.tables for row in table.rows for cell in row.cells)
    for block in outline(comparison):
        if isinstance(block, blocks.Rows):
            assert all("".join(run.text for run in row[0]) in cells for row in block.rows)
    # Nothing is fetched from anywhere when it is opened.
    with zipfile.ZipFile(io.BytesIO(data)) as parts_of:
        for name in parts_of.namelist():
            if name.endswith(".rels"):
                assert b"TargetMode" not in parts_of.read(name)


def pdf_text(comparison: Comparison) -> tuple[str, PdfReader]:
    read = PdfReader(io.BytesIO(pdf_bytes(comparison)))
    return "\n".join(page.extract_text() for page in read.pages), read


def test_a_pdf_holds_the_words_in_its_own_fonts() -> None:
    comparison = builders.comparison()
    text, read = pdf_text(comparison)
    squeezed = "".join(text.split())
    for point in comparison.points:
        assert "".join(one_line(point.gist.quote)[:60].split()) in squeezed
    assert "≠p2" in squeezed
    fonts = {str(font["/BaseFont"]) for page in read.pages for font in page["/Resources"]["/Font"].values()}  # type: ignore[index]
    assert {name.rpartition("+")[2] for name in fonts if "DejaVu" in name} == {"DejaVuSans", "DejaVuSans-Bold"}
    assert MISSING not in text


def test_a_hostile_pdf_does_nothing(nasty: Comparison) -> None:
    text, read = pdf_text(nasty)
    assert not unseen(text)
    assert len(read.pages) < 300
    for page in read.pages:
        assert not {"/AA", "/Annots"} & set(page)
    assert not {"/OpenAction", "/AA", "/AcroForm"} & set(read.trailer["/Root"])  # type: ignore[arg-type]


def test_the_same_comparison_gives_the_same_documents() -> None:
    assert docx_bytes(builders.comparison()) == docx_bytes(builders.comparison())
    assert markdown(builders.comparison()) == markdown(builders.comparison())
    assert pdf_bytes(builders.comparison()) == pdf_bytes(builders.comparison())
