"""Parquet files to records."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from variorum.errors import InputError
from variorum.sources import Limits, Problem, RecordItem, gather
from variorum.sources.parquet import is_parquet, rows


def write(path: Path, columns: dict[str, Sequence[object]], group: int = 100) -> Path:
    pq.write_table(pa.table(columns), path, row_group_size=group)
    return path


def test_each_row_is_an_article(tmp_path: Path) -> None:
    path = write(
        tmp_path / "news.parquet",
        {
            "id": [7, 8],
            "title": ["Ferry strikes pier", None],
            "maintext": ["It struck.", "It sank."],
            "date_publish": [datetime(2031, 5, 6, 7, 8), None],
            "date": [date(2031, 5, 1), date(2031, 5, 2)],
            "authors": [["Ann Other", "Bob Roe"], []],
            "embedding": [b"\xff\x00", b"\x01"],
        },
        group=1,
    )
    assert is_parquet(path.read_bytes()[:4])
    for found in (list(rows(path, "p", "news", Limits())), list(gather([str(path)]))):
        one, two = (item.record for item in found if isinstance(item, RecordItem))
        assert (one.id, one.title, one.published) == ("7", "Ferry strikes pier", "2031-05-06T07:08:00")
        assert (two.id, two.text, two.published) == ("8", "It sank.", "2031-05-02")
        assert one.authors == ("Ann Other", "Bob Roe")
        assert b"embedding" not in found[0].data  # type: ignore[union-attr]


def test_rows_that_are_no_articles_are_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    path = write(tmp_path / "a.parquet", {"title": ["One", None, "x" * 50], "text": ["", " ", "y" * 50]})
    one, none, long = rows(path, "p", "a", Limits(article_characters=20))
    assert isinstance(one, RecordItem)
    assert isinstance(none, Problem)
    assert none.source == "p, row 2"
    assert isinstance(long, Problem)
    assert "more than 20" in long.message


def test_limits_hold(tmp_path: Path) -> None:
    path = write(tmp_path / "a.parquet", {"title": [f"t{n}" for n in range(10)]})
    found = list(rows(path, "p", "a", Limits(records=3)))
    assert [type(item) for item in found] == [RecordItem] * 3 + [Problem]
    bomb = write(tmp_path / "b.parquet", {"text": ["a" * 3_000_000]})
    assert bomb.stat().st_size < 500_000
    (told,) = rows(bomb, "p", "b", Limits(file_bytes=10_000))
    assert isinstance(told, Problem)
    assert "claims to be 3" in told.message


def test_what_is_none_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = write(tmp_path / "a.parquet", {"price": [1.0]})
    with pytest.raises(InputError, match="no column"):
        list(rows(other, "p", "a", Limits()))
    broken = tmp_path / "b.parquet"
    whole = write(tmp_path / "c.parquet", {"title": ["One"], "text": ["Two"]}).read_bytes()
    for data in (b"PAR1", whole[:-7], whole[:40] + b"\x00" * 40 + whole[80:], b"PAR1" + b"\xff" * 100 + b"PAR1"):
        broken.write_bytes(data)
        with pytest.raises(InputError, match="broken"):
            list(rows(broken, "p", "b", Limits()))
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(InputError) as told:
        list(rows(other, "p", "a", Limits()))
    assert "variorum[arrow]" in told.value.hint
