"""Web archives: WARC and WARC.gz as crawlers write them, read record by record in bounded memory.

Crawls break: disks fill, downloads end early. So the records are cut out here, each within limits; after a broken one
reading goes on at the next place that looks like the start of a record. What is inside a record is warcio's to parse.
"""

from __future__ import annotations

import hashlib
import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from variorum.errors import InputError
from variorum.sources.decoding import declared_charset, decode
from variorum.sources.item import HtmlItem, Problem
from variorum.sources.limits import Limits, size

_GZIP = b"\x1f\x8b\x08"
_START = b"WARC/1."
_BLOCK = 1 << 16
_MOST_AT_ONCE = 1 << 20
_HEADER_BYTES = 1 << 16
_SKIPPED = 50
"""A record may be this many times larger than a file may be and is passed over; beyond, it is a bomb."""


def is_warc(start: bytes) -> bool:
    """Whether the first bytes of a file, unpacked if it is gzip, are those of a web archive."""
    if start.startswith(_GZIP):
        try:
            start = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16).decompress(start, 100)
        except zlib.error:
            return False
    return start.startswith(_START)


def pages(stream: BinaryIO, source: str, limits: Limits) -> Iterator[HtmlItem | Problem]:
    """The web pages that a crawl found, and the records that cannot be read.

    Args:
        stream: The archive, packed or not.
        source: What messages call it.
        limits: `file_bytes` bounds every page.
    """
    unpacked = _Unpacked(stream)
    number = 0
    lost = False
    while True:
        try:
            header = _header(unpacked)
            if header is None:
                return
            number += 1
            where = f"{source}, record {number}"
            length = _length(header)
            if length > limits.file_bytes + _HEADER_BYTES:
                if length > _SKIPPED * limits.file_bytes:
                    yield Problem(where, f"claims to be {size(length)} long; the rest is not read", "")
                    return
                unpacked.skip(length)
                if b"response" in header.lower():
                    yield Problem(where, f"is larger than {size(limits.file_bytes)}", "")
                continue
            body = unpacked.read(length)
            lost = False
        except _BrokenError as error:
            if error.at_end:
                yield Problem(f"{source}, record {number}", "is cut short: the archive ends in it", "download it again")
            elif not lost:
                yield Problem(f"{source}, after record {number}", f"cannot be read: {error}", "download it again")
            lost = True
            unpacked.seek_record()
            continue
        try:
            page = _page(header, body, where, limits)
        except InputError as error:
            yield Problem.of(where, error)
            continue
        if page is not None:
            yield page


class _BrokenError(Exception):
    """The archive does not go on as it should."""

    def __init__(self, message: str, *, at_end: bool = False) -> None:
        super().__init__(message)
        self.at_end = at_end


@dataclass(slots=True)
class _Unpacked:
    """The bytes of an archive, unpacked piece by piece whatever members it is made of."""

    stream: BinaryIO
    _packed: bytes = b""
    _plain: bytes = b""
    _engine: zlib._Decompress | None = None
    _gzip: bool | None = None

    def read(self, count: int) -> bytes:
        parts: list[bytes] = []
        while count:
            if not self._plain:
                try:
                    self._plain = self._more()
                except _BrokenError as error:
                    self._plain = b"".join(parts) if error.at_end else b""
                    raise
                if not self._plain:
                    # A record that claims to be longer than it is has swallowed those behind it: give them back.
                    self._plain = b"".join(parts)
                    raise _BrokenError("it ends", at_end=True)
            part, self._plain = self._plain[:count], self._plain[count:]
            parts.append(part)
            count -= len(part)
        return b"".join(parts)

    def skip(self, count: int) -> None:
        while count:
            count -= len(self.read(min(count, _MOST_AT_ONCE)))

    def line(self) -> bytes:
        """The next line with its end; empty at the end of the archive."""
        while (end := self._plain.find(b"\n")) < 0:
            if len(self._plain) > _HEADER_BYTES:
                raise _BrokenError("a line of a header does not end")
            more = self._more()
            if not more:
                rest, self._plain = self._plain, b""
                return rest
            self._plain += more
        found, self._plain = self._plain[: end + 1], self._plain[end + 1 :]
        return found

    def seek_record(self) -> None:
        """Goes on to the next line that begins a record, or to the end."""
        while (found := self._plain.find(b"\n" + _START)) < 0 and not self._plain.startswith(_START):
            kept = self._plain[-len(_START) :]
            try:
                more = self._more()
            except _BrokenError:
                more = b"\n"
            if not more:
                self._plain = b""
                return
            self._plain = kept + more
        if not self._plain.startswith(_START):
            self._plain = self._plain[found + 1 :]

    def _more(self) -> bytes:
        """Some more bytes; none at the end."""
        while True:
            if not self._packed:
                self._packed = self.stream.read(_BLOCK)
            if self._gzip is None:
                self._gzip = self._packed.startswith(_GZIP)
            if not self._gzip:
                found, self._packed = self._packed, b""
                return found
            if not self._packed:
                if self._engine is not None:
                    self._engine = None
                    raise _BrokenError("it ends", at_end=True)
                return b""
            if self._engine is None:
                self._engine = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
            try:
                found = self._engine.decompress(self._packed, _MOST_AT_ONCE)
            except zlib.error as error:
                self._next_member()
                raise _BrokenError("its compression is broken") from error
            self._packed = self._engine.unused_data if self._engine.eof else self._engine.unconsumed_tail
            if self._engine.eof:
                self._engine = None
            if found:
                return found

    def _next_member(self) -> None:
        """Goes on to what looks like the start of another compressed member, or to the end."""
        self._engine = None
        self._plain = b""
        self._packed = self._packed[1:]
        while (found := self._packed.find(_GZIP)) < 0:
            block = self.stream.read(_BLOCK)
            if not block:
                self._packed = b""
                return
            self._packed = self._packed[-2:] + block
        self._packed = self._packed[found:]


def _header(unpacked: _Unpacked) -> bytes | None:
    """The header of the next record; None at the end."""
    line = unpacked.line()
    while line and not line.strip():
        line = unpacked.line()
    if not line:
        return None
    if not line.startswith(_START):
        raise _BrokenError("no record begins where one should")
    lines = [line]
    total = len(line)
    while line.strip():
        line = unpacked.line()
        if not line:
            raise _BrokenError("it ends", at_end=True)
        lines.append(line)
        total += len(line)
        if total > _HEADER_BYTES:
            raise _BrokenError("a header does not end")
    return b"".join(lines)


def _length(header: bytes) -> int:
    for line in header.splitlines():
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length" and value.strip().isdigit() and len(value.strip()) < 16:
            return int(value)
    raise _BrokenError("a record does not tell its length")


def _page(header: bytes, body: bytes, source: str, limits: Limits) -> HtmlItem | None:
    """The page in a record; None if it holds something else.

    Raises:
        InputError: The page is broken, too large, or in no known encoding.
    """
    try:
        record = next(iter(ArchiveIterator(io.BytesIO(header + body + b"\r\n\r\n"))), None)
        if record is None or record.rec_type != "response" or record.http_headers is None:
            return None
        if record.http_headers.get_statuscode() != "200":
            return None
        media_type, _, parameters = (record.http_headers.get_header("Content-Type") or "").partition(";")
        if media_type.strip().lower() not in ("text/html", "application/xhtml+xml"):
            return None
        data: bytes = record.content_stream().read(limits.file_bytes + 1)
        url = record.rec_headers.get_header("WARC-Target-URI")
    except (ArchiveLoadFailed, EOFError, OSError, ValueError, zlib.error, AttributeError) as error:
        raise InputError("is a broken web page", "") from error
    if len(data) > limits.file_bytes:
        raise InputError(f"is larger than {size(limits.file_bytes)}", "")
    url = url.strip("<> ") if url else None
    charset = parameters.lower().partition("charset=")[2].split(";")[0].strip(" \"'") or None
    html = decode(data, charset or declared_charset(data))
    where = f"{source} ({url})" if url else source
    return HtmlItem(where, url or source, hashlib.sha256(data).hexdigest(), html, url, data, charset)
