from __future__ import annotations

import csv
import io
from typing import Any

import builders
import hostile
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum.errors import InputError
from variorum.model.comparison import Comparison
from variorum.report import parquet
from variorum.report.csv_tables import csv_bytes, guarded
from variorum.report.plain import visible
from variorum.report.tables import Table, tables

_WORDS = ("quote", "value", "text", "gist")


def by_name(comparison: Comparison) -> dict[str, Table]:
    return {table.name: table for table in tables(comparison)}


def records(table: Table) -> list[dict[str, Any]]:
    return [dict(zip(table.header, row, strict=True)) for row in table.rows]


def spans(record: dict[str, Any]) -> list[tuple[str, str, int, int, str]]:
    found = []
    for side in ("", "left_", "right_"):
        words = next((record[side + name] for name in _WORDS if side + name in record), None)
        if words is not None and f"{side}start" in record:
            found.append((*(record[side + name] for name in ("article", "field", "start", "end")), words))
    return found


@pytest.fixture(scope="module", params=["plain", "hostile"])
def comparison(request: pytest.FixtureRequest) -> Comparison:
    return builders.comparison() if request.param == "plain" else hostile.comparison()


def read_csv(table: Table) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(csv_bytes(table).decode("utf-8-sig"), newline="")))


def unguarded(text: str) -> str:
    return text[1:] if text.startswith("'") and guarded(text[1:]) == text else text


def test_every_row_has_a_value_of_its_kind_for_every_column(comparison: Comparison) -> None:
    kinds = {"text": str, "integer": int, "number": float | int, "boolean": bool}
    for table in tables(comparison):
        assert len(set(table.header)) == len(table.columns)
        for row in table.rows:
            for (name, kind), cell in zip(table.columns, row, strict=True):
                assert cell is None or isinstance(cell, kinds[kind]), (table.name, name, cell)


def test_every_span_of_every_table_gives_its_words(comparison: Comparison) -> None:
    checked = 0
    for table in tables(comparison):
        for record in records(table):
            for article, field, start, end, words in spans(record):
                assert comparison.article(article).field(field)[start:end] == words
                checked += 1
    assert checked > 60


def test_the_tables_hold_everything(comparison: Comparison) -> None:
    found = by_name(comparison)
    assert len(found["points"].rows) == len(found["grid"].rows) == len(comparison.points)
    assert len(found["mentions"].rows) == sum(len(point.mentions) for point in comparison.points)
    ids = [article.id for article in comparison.articles]
    for row in found["mentions"].rows:
        tellings = comparison.point(str(row[0])).tellings
        assert row[-1] == (tellings[ids.index(str(row[1]))] if tellings else None)
    assert len(found["quotations"].rows) == sum(len(group.mentions) for group in comparison.quotes)
    assert len(found["passages"].rows) == sum(len(link.passages) for link in comparison.copies)
    assert len(found["articles"].rows) == len(comparison.articles)


def test_the_grid_names_its_columns_by_the_signs_of_the_articles() -> None:
    found = by_name(builders.comparison())
    signs = [record["sign"] for record in records(found["articles"])]
    assert found["grid"].header[3:] == tuple(signs)
    contested = next(record for record in records(found["grid"]) if record["status"] == "contested")
    assert contested["A"] == "asserts"


def test_an_empty_comparison_has_the_same_tables() -> None:
    empty = tables(Comparison(builders.articles()[:1]))
    assert [table.name for table in empty] == [table.name for table in tables(builders.comparison())]
    for table in empty:
        assert read_csv(table) == [] or table.name == "articles"


def test_csv_reads_back_with_its_spans(comparison: Comparison) -> None:
    for table in tables(comparison):
        rows = read_csv(table)
        assert len(rows) == len(table.rows)
        for row, record in zip(rows, records(table), strict=True):
            for (_, _, _, _, words), (article, field, start, end, shown) in zip(
                spans(record), spans({k: unguarded(v) for k, v in row.items()}), strict=True
            ):
                assert shown == visible(words)
                text = next(a for a in comparison.articles if visible(a.id) == article).field(field)  # type: ignore[arg-type]
                assert visible(text)[int(start) : int(end)] == shown


def test_no_cell_of_a_csv_file_is_a_formula(comparison: Comparison) -> None:
    for table in tables(comparison):
        for row in csv.reader(io.StringIO(csv_bytes(table).decode("utf-8-sig"), newline="")):
            for cell in row:
                assert not cell.strip().startswith(("=", "+", "@", "＝", "-")) or _is_number(cell), cell


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "＝1", "'=1", "''@x", "\r=1", "\ufffd=1", "␀=1"]
)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "x=1", "'quoted'", "“=1”", "1 - 1", "’tis"])
def test_other_text_is_left_alone(text: str) -> None:
    assert guarded(text) == text


@given(st.text())
def test_the_apostrophe_can_be_taken_off_again(text: str) -> None:
    assert unguarded(guarded(text)) == text


def test_parquet_reads_back_with_types_and_spans(comparison: Comparison) -> None:
    for table in tables(comparison):
        read = pq.read_table(io.BytesIO(parquet.parquet_bytes(table)))
        assert tuple(read.column_names) == table.header
        assert read.schema.metadata[b"meaning"].decode() == table.meaning
        for row, record in zip(read.to_pylist(), records(table), strict=True):
            for place, given_ in zip(spans(row), spans(record), strict=True):
                # Lone surrogates have no UTF-8 form and become one other character each.
                assert place == tuple(_spelled(part) for part in given_)


def _spelled(part: object) -> object:
    return part.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if isinstance(part, str) else part


def test_without_pyarrow_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(InputError) as caught:
        parquet.parquet_bytes(tables(builders.comparison())[0])
    assert "variorum[arrow]" in caught.value.hint
