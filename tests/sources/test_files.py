"""Files, folders and gzip within limits."""

from __future__ import annotations

import contextlib
import gzip
import os
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum.errors import InputError
from variorum.sources import Limits, files

SMALL = Limits(file_bytes=1000)


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"abc")
    assert files.read_bytes(path, SMALL) == b"abc"


def test_what_is_no_regular_file_is_refused_without_waiting(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path in (pipe, Path("/dev/zero")):
        with pytest.raises(InputError, match="not a regular file"):
            files.read_bytes(path, SMALL)


@pytest.mark.parametrize(
    ("name", "message"), [("nothing", "does not exist"), ("a\0b", "not a path"), ("x" * 5000, "name")]
)
def test_missing_files_and_impossible_names(tmp_path: Path, name: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        files.read_bytes(tmp_path / name, SMALL)


def test_large_files_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 1001)
    with pytest.raises(InputError, match="larger than 1,000 B") as caught:
        files.read_bytes(path, SMALL)
    assert "split" in caught.value.hint


def test_gzip_of_several_members() -> None:
    assert files.read_stream(BytesIO(gzip.compress(b"one ") + gzip.compress(b"two")), SMALL) == b"one two"


def test_a_decompression_bomb_stops_at_the_limit() -> None:
    bomb = gzip.compress(b"0" * 500_000)
    assert len(bomb) < 1000
    with pytest.raises(InputError, match="larger than"):
        files.read_stream(BytesIO(bomb), SMALL)
    with pytest.raises(InputError, match="larger than"):
        files.inflate(gzip.compress(b"x" * 600) * 2, SMALL)


def test_broken_and_cut_gzip() -> None:
    data = gzip.compress(b"some text that is long enough to be cut")
    with pytest.raises(InputError, match="ends too early"):
        files.inflate(data[:-12], SMALL)
    with pytest.raises(InputError, match="broken gzip"):
        files.inflate(data[:10] + b"\xff\xff\xff" + data[13:], SMALL)


def test_a_folder_gives_known_files_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.HTML", "c.jsonl.gz", "d.exe", ".hidden.txt", "sub/a.md", ".git/x.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    found = [str(path.relative_to(tmp_path)) for path in files.walk(tmp_path, Limits())]
    assert found == ["a.HTML", "b.txt", "c.jsonl.gz", "sub/a.md"]


def test_an_empty_folder_and_a_full_one(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no file"):
        list(files.walk(tmp_path, Limits()))
    for number in range(4):
        (tmp_path / f"{number}.txt").write_bytes(b"x")
    with pytest.raises(InputError, match="more than 3"):
        list(files.walk(tmp_path, Limits(files=3)))


@pytest.mark.parametrize(
    ("name", "stem", "suffix"),
    [
        ("report.txt", "report", ".txt"),
        ("report.HTML.gz", "report", ".html"),
        ("v1.2", "v1.2", ".2"),
        ("plain", "plain", ""),
        ("story.jsonl", "story", ".jsonl"),
    ],
)
def test_names(name: str, stem: str, suffix: str) -> None:
    assert files.stem(name) == stem
    assert files.kind_suffix(name) == suffix


@given(st.binary(max_size=300))
def test_any_gzip_data_is_inflated_or_refused(data: bytes) -> None:
    with contextlib.suppress(InputError):
        assert len(files.inflate(b"\x1f\x8b" + data, SMALL)) <= 1000
