"""Web archives, whole and broken."""

from __future__ import annotations

import gzip
import io
import random
import zlib
from collections.abc import Iterator

import pytest

from variorum.sources import HtmlItem, Limits, Problem
from variorum.sources.warc import is_warc, pages

HTML = "<html><body><p>Das Fährschiff {} lief auf Grund.</p></body></html>"


def record(kind: str, url: str, block: bytes) -> bytes:
    """One record as the format has it (ISO 28500)."""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{zlib.crc32(url.encode()):08x}>\r\n"
        f"WARC-Target-URI: {url}\r\nWARC-Date: 2031-05-06T07:08:09Z\r\n"
        f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def response(url: str, body: bytes, *headers: str) -> bytes:
    head = "\r\n".join(["HTTP/1.1 200 OK", f"Content-Length: {len(body)}", *headers])
    return record("response", url, head.encode() + b"\r\n\r\n" + body)


def archive(count: int, *, packed: bool = True, filler: int = 0) -> bytes:
    """An archive of pages, each with a request before and a picture behind it."""
    noise = random.Random(1)
    records = []
    for number in range(count):
        url = f"https://example.org/{number}"
        body = HTML.format(number).encode("iso-8859-1") + bytes(noise.choices(b"abcdefgh ", k=filler))
        records.append(record("request", url, b"GET / HTTP/1.1\r\n\r\n"))
        records.append(response(url, body, "Content-Type: text/html; charset=ISO-8859-1"))
        records.append(response(url + ".png", b"\x89PNG", "Content-Type: image/png"))
    return b"".join(gzip.compress(entry) if packed else entry for entry in records)


def read(data: bytes, limits: Limits | None = None) -> tuple[list[HtmlItem], list[Problem]]:
    found = list(pages(io.BytesIO(data), "crawl.warc", limits or Limits()))
    return [item for item in found if isinstance(item, HtmlItem)], [p for p in found if isinstance(p, Problem)]


@pytest.mark.parametrize("packed", [True, False])
def test_pages_are_found_and_the_rest_is_left(packed: bool) -> None:
    data = archive(3, packed=packed)
    assert is_warc(data)
    items, problems = read(data)
    assert [item.url for item in items] == [f"https://example.org/{number}" for number in range(3)]
    assert "Fährschiff 1" in items[1].html
    assert problems == []


def test_an_archive_packed_as_a_whole_is_read_too() -> None:
    items, problems = read(gzip.compress(archive(3, packed=False)))
    assert (len(items), problems) == (3, [])


@pytest.mark.parametrize("packed", [True, False])
def test_an_archive_cut_short_gives_what_it_has(packed: bool) -> None:
    data = archive(6, packed=packed)
    items, problems = read(data[: len(data) * 2 // 3 - 7])
    assert 2 <= len(items) <= 5
    assert len(problems) == 1
    assert "cut short" in problems[0].message or "cannot be read" in problems[0].message


@pytest.mark.parametrize("packed", [True, False])
def test_after_a_broken_record_reading_goes_on(packed: bool) -> None:
    data = bytearray(archive(6, packed=packed, filler=4_000))
    middle = len(data) // 2
    data[middle : middle + 40] = b"\xff" * 40
    items, problems = read(bytes(data))
    if packed:
        assert len(items) >= 5
        assert len(problems) == 1
    else:
        assert len(items) == 6  # the bytes of a page are wrong, its frame is not
    assert items[-1].url == "https://example.org/5"


def test_a_wrong_length_loses_one_record_only() -> None:
    data = archive(4, packed=False).replace(b"Content-Length: 18", b"Content-Length: 99999", 1)
    items, problems = read(data)
    assert [item.url for item in items] == [f"https://example.org/{number}" for number in range(4)]
    assert len(problems) == 1


def test_large_records_are_passed_over_and_bombs_end_the_reading() -> None:
    limits = Limits(file_bytes=50_000)
    big = archive(1, packed=False, filler=300_000)
    items, problems = read(big + archive(1, packed=False), limits)
    assert [item.url for item in items] == ["https://example.org/0"]
    assert ["larger" in problem.message for problem in problems] == [True]
    bomb = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 999999999999\r\n\r\n" + b"\0" * 100_000
    items, problems = read(gzip.compress(bomb), limits)
    assert "not read" in problems[0].message


def test_a_compressed_page_is_unpacked_within_the_limit() -> None:
    def one(body: bytes) -> bytes:
        headers = ("Content-Type: text/html", "Content-Encoding: gzip")
        return gzip.compress(response("https://example.org/", gzip.compress(body), *headers))

    items, _ = read(one(b"<html>" + b"The ferry. " * 20_000))
    assert len(items[0].html) == 220_006
    items, problems = read(one(b"<html>" + b"\0" * 30_000_000), Limits(file_bytes=1_000_000))
    assert items == []
    assert "larger" in problems[0].message


def mutations() -> Iterator[bytes]:
    noise = random.Random(7)
    whole = archive(2)
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(noise.randint(1, 6)):
            data[noise.randrange(len(data))] = noise.randrange(256)
        yield bytes(data[: noise.randint(1, len(data))])


def test_no_damage_crashes_the_reader(capsys: pytest.CaptureFixture[str]) -> None:
    for data in mutations():
        read(data)
    assert capsys.readouterr().err == ""


def test_other_files_are_no_archives() -> None:
    assert not is_warc(b"\x1f\x8b\x08 broken")
    assert not is_warc(gzip.compress(b"text"))
    assert not is_warc(b"")
