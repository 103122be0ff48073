"""Inputs as a user names them."""

from __future__ import annotations

import gzip
import hashlib
import json
from io import BytesIO
from pathlib import Path

import pytest

from variorum.errors import InputError
from variorum.sources import HtmlItem, Limits, Problem, RawItem, RecordItem, TextItem, gather

HTML = "<!DOCTYPE html><html><body><p>The bridge fell on Monday.</p></body></html>"
RECORD = {"id": "r1", "title": "Bridge falls", "maintext": "It fell."}


def write(folder: Path, name: str, content: str | bytes) -> str:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.txt", "The bridge fell.", TextItem),
        ("a.md", "# The bridge fell", TextItem),
        ("a.html", HTML, HtmlItem),
        ("a.txt", HTML, HtmlItem),
        ("a", HTML, HtmlItem),
        ("a.html", "The bridge fell.", TextItem),
        ("a.json", json.dumps(RECORD), RecordItem),
        ("a.jsonl", json.dumps(RECORD), RecordItem),
        ("a", json.dumps([RECORD]), RecordItem),
        ("a.txt", "[The bridge fell]", TextItem),
        ("a.txt", "{curly}", TextItem),
        ("a.txt.gz", gzip.compress(b"The bridge fell."), TextItem),
    ],
)
def test_kinds(tmp_path: Path, name: str, content: str | bytes, kind: type[RawItem]) -> None:
    (item,) = gather([write(tmp_path, name, content)])
    assert isinstance(item, kind)
    assert item.stem == "a"


def test_text_is_kept_as_it_is(tmp_path: Path) -> None:
    text = "\r\n  First line\r\rSecond\u2028third \n"
    path = write(tmp_path, "a.txt", b"\xef\xbb\xbf" + text.encode())
    (item,) = gather([path])
    assert isinstance(item, TextItem)
    assert item.text == text
    assert item.sha256 == hashlib.sha256(Path(path).read_bytes()).hexdigest()


def test_problems_stand_beside_what_can_be_read(tmp_path: Path) -> None:
    good = write(tmp_path, "good.txt", "The bridge fell.")
    empty = write(tmp_path, "empty.txt", "")
    found = list(gather([str(tmp_path / "none.txt"), empty, good, "-"], stdin=BytesIO(b"From a pipe.")))
    assert [type(item) for item in found] == [Problem, Problem, TextItem, TextItem]
    first = found[0]
    assert isinstance(first, Problem)
    assert "does not exist" in str(first.error())
    assert isinstance(first.error(), InputError)


def test_a_folder_with_one_bad_file(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "The bridge fell.")
    write(tmp_path, "b.txt", b"%PDF-1.4")
    seen: list[str] = []
    found = list(gather([str(tmp_path)], progress=seen.append))
    assert [type(item) for item in found] == [TextItem, Problem]
    assert [Path(name).name for name in seen] == ["a.txt", "b.txt"]


def test_one_text_may_not_be_a_library(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", "The bridge fell. " * 100)
    (problem,) = gather([path], Limits(article_characters=1000))
    assert isinstance(problem, Problem)
    assert "one text of more than 1,000 characters" in problem.message
    record = write(tmp_path, "a.json", json.dumps({"title": "T", "text": "x " * 600}))
    (problem,) = gather([record], Limits(article_characters=1000))
    assert isinstance(problem, Problem)


def test_json_without_articles(tmp_path: Path) -> None:
    (problem,) = gather([write(tmp_path, "a.json", "[]")])
    assert isinstance(problem, Problem)
    assert "holds no articles" in problem.message


def test_lines_name_their_file_and_number(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", json.dumps(RECORD) + "\n{\n" + json.dumps(RECORD))
    found = list(gather([path]))
    assert [item.source for item in found] == [f"{path}, line {number}" for number in (1, 2, 3)]
    assert isinstance(found[1], Problem)
