"""Inputs of an archive to raw items: whatever `gather` reads, and feeds, lists of feeds, sitemaps and web archives.

Addresses are visited politely, and only for what has changed since; the pages that a feed on the network names are
fetched unless the feed gives the whole text. A feed in a file is taken as it is: nothing is fetched that was not asked
for.
"""

from __future__ import annotations

import dataclasses
import gzip
import hashlib
import io
import json
import re
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Protocol, cast
from urllib.parse import urlsplit

from variorum.errors import FetchError, InputError, VariorumError
from variorum.sources import feeds, files, parquet, warc
from variorum.sources.decoding import declared_charset, decode
from variorum.sources.fetching import Response
from variorum.sources.gather import content, is_address, page
from variorum.sources.item import Problem, RawItem, Record, RecordItem
from variorum.sources.limits import Limits, size
from variorum.sources.visiting import Visitor

SUFFIXES = frozenset({".xml", ".rss", ".atom", ".rdf", ".opml", ".warc"})
"""Endings that a folder is searched for beyond those of `gather`."""

_LINES = frozenset({".jsonl", ".ndjson"})

_ARCHIVE = re.compile(r"\.(?:warc(?:\.gz)?|parquet)$", re.IGNORECASE)
"""How addresses end that lead to files which are read piece by piece."""

_DEEPEST = 3
"""Lists within lists that are followed: an index of sitemaps, a sitemap, a page."""


class Memory(Protocol):
    """What is known of addresses from earlier runs."""

    def known(self, url: str) -> bool:
        """Whether the article at an address is in the archive."""

    def conditions(self, url: str) -> tuple[str | None, str | None]:
        """ETag and Last-Modified of the last visit."""

    def visited(self, url: str, etag: str | None, modified: str | None) -> None:
        """Keeps them; called when all that the answer held has been given out."""


@dataclass(frozen=True, slots=True)
class Intake:
    """How inputs are read.

    Attributes:
        limits: Bounds on all of it.
        visitor: Fetches.
        memory: What is known from earlier runs.
        progress: Called with the name of each file or address before it is read.
    """

    limits: Limits
    visitor: Visitor
    memory: Memory
    progress: Callable[[str], None]
    _lists: set[str] = field(default_factory=set)

    def items(self, inputs: Sequence[str], stdin: BinaryIO | None = None) -> Iterator[RawItem | Problem]:
        """Everything that the inputs hold, in their order; what cannot be read becomes a `Problem`."""
        for name in inputs:
            if name == "-":
                yield from self._stream(stdin if stdin is not None else sys.stdin.buffer)
            elif is_address(name):
                yield from self._address(name, 0, asked_for=True)
            else:
                yield from self._path(Path(name))

    def _stream(self, stream: BinaryIO) -> Iterator[RawItem | Problem]:
        """Whatever the standard input holds: articles, a feed, a list of feeds, a web archive."""
        source = "standard input"
        self.progress(source)
        try:
            buffered = io.BufferedReader(cast(io.RawIOBase, stream), 1 << 16)
            if warc.is_warc(buffered.peek(4096)):
                yield from warc.pages(buffered, source, self.limits)
                return
            yield from self._data(files.read_stream(buffered, self.limits), source, "stdin", "")
        except VariorumError as error:
            yield Problem.of(source, error)

    def _path(self, path: Path) -> Iterator[RawItem | Problem]:
        try:
            if path.is_dir():
                for file in files.walk(path, self.limits, SUFFIXES):
                    yield from self._file(file)
            else:
                yield from self._file(path)
        except (VariorumError, OSError, ValueError) as error:
            yield Problem(str(path), getattr(error, "message", "cannot be read"), getattr(error, "hint", ""))

    def _file(self, path: Path) -> Iterator[RawItem | Problem]:
        self.progress(str(path))
        try:
            if large := self._large(path, str(path), files.stem(path.name)):
                yield from large
            elif files.kind_suffix(path.name) in _LINES and path.stat().st_size > self.limits.file_bytes:
                yield from _lines(path, self.limits)
            else:
                data = files.read_bytes(path, self.limits)
                yield from self._data(data, str(path), files.stem(path.name), files.kind_suffix(path.name))
        except VariorumError as error:
            yield Problem.of(str(path), error)
        except OSError as error:
            yield Problem(str(path), f"cannot be read: {error.strerror or 'not a path'}", "check the path")

    def _large(self, path: Path, source: str, stem: str) -> Iterator[RawItem | Problem] | None:
        """What a file holds that is read piece by piece; None if it is none of those."""
        start = files.first_bytes(path)
        if warc.is_warc(start):
            return _archive(path, source, self.limits)
        return parquet.rows(path, source, stem, self.limits) if parquet.is_parquet(start) else None

    def _data(self, data: bytes, source: str, stem: str, suffix: str) -> Iterator[RawItem | Problem]:
        """What a file holds that is read at once; nothing that it names is fetched unless it is a list of feeds."""
        kind = feeds.kind(data)
        if kind is None:
            yield from content(data, source, stem, suffix, self.limits)
        elif kind in ("feed", "json feed"):
            yield from self._feed(data, source, None, None, fetch_pages=False)
        else:
            yield from self._links(data, source, None, 0, kind)

    def _address(self, url: str, depth: int, *, asked_for: bool) -> Iterator[RawItem | Problem]:
        # A stranger's lists may name each other in circles, or without end.
        if not asked_for and (url in self._lists or len(self._lists) > self.limits.files):
            return
        self._lists.add(url)
        self.progress(url)
        try:
            etag, modified = self.memory.conditions(url)
            if asked_for and _ARCHIVE.search(urlsplit(url).path):
                yield from self._download(url, etag, modified)
                return
            response = self.visitor.fetch(url, etag=etag, modified=modified)
            if response.unchanged:
                return
            complete = True
            for item in self._answer(url, response, depth, asked_for=asked_for):
                complete = complete and not (isinstance(item, Problem) and item.kind == "fetch")
                yield item
            # What could not be fetched is tried again next time, although the list itself may be unchanged then.
            if complete:
                self.memory.visited(url, response.etag, response.modified)
        except VariorumError as error:
            yield Problem.of(url, error)

    def _download(self, url: str, etag: str | None, modified: str | None) -> Iterator[RawItem | Problem]:
        """What a web archive or Parquet file on the network holds, by way of a file that is gone afterwards."""
        with tempfile.NamedTemporaryFile(prefix="variorum-") as kept:
            response = self.visitor.download(url, cast(BinaryIO, kept), etag=etag, modified=modified)
            if response.unchanged:
                return
            kept.flush()
            name = urlsplit(url).path.rpartition("/")[2]
            found = self._large(Path(kept.name), url, files.stem(name))
            if found is None:
                raise InputError("is no web archive and no Parquet file", "check the address")
            yield from found
        self.memory.visited(url, response.etag, response.modified)

    def _answer(self, url: str, response: Response, depth: int, *, asked_for: bool) -> Iterator[RawItem | Problem]:
        kind = feeds.kind(response.data)
        if kind in ("feed", "json feed"):
            yield from self._feed(response.data, url, response.url, response.charset, fetch_pages=True)
        elif kind is not None and depth < _DEEPEST:
            yield from self._links(response.data, url, response.url, depth + 1, kind)
        elif kind is not None:
            raise InputError("is a list within lists within lists", "give the lists that matter")
        elif asked_for:
            yield from page(url, response, self.limits)
        else:
            raise InputError("is no feed", "")

    def _feed(
        self, data: bytes, source: str, base: str | None, charset: str | None, *, fetch_pages: bool
    ) -> Iterator[RawItem | Problem]:
        for entry in feeds.entries(data, self.limits, base, charset):
            where = f"{source}, {entry.place}"
            if entry.doubt:
                yield Problem(where, entry.doubt, "", "notice")
            if isinstance(entry.record, InputError):
                yield Problem.of(where, entry.record)
            elif fetch_pages and entry.record.url and not entry.whole:
                yield from self._article(entry.record, where)
            else:
                yield _item(entry.record, where)

    def _links(
        self, data: bytes, source: str, base: str | None, depth: int, kind: feeds.FeedKind
    ) -> Iterator[RawItem | Problem]:
        for link in feeds.links(data, self.limits, base):
            if kind == "sitemap":
                record = dataclasses.replace(link.record, url=link.url)
                yield from self._article(record, source)
            else:
                yield from self._address(link.url, depth, asked_for=False)

    def _article(self, record: Record, source: str) -> Iterator[RawItem | Problem]:
        """The article that a list names, from its page; what the list says of it counts where the page is silent."""
        url = record.url or ""
        if self.memory.known(url):
            return
        self.progress(url)
        where = f"{source} ({url})"
        try:
            response = self.visitor.fetch(url)
            html = decode(response.data, response.charset or declared_charset(response.data))
            yield of_page(record, html, where)
            self.memory.visited(url, response.etag, response.modified)
        except VariorumError as error:
            yield Problem.of(where, error)
            if record.title and isinstance(error, FetchError) and (record.text or record.description):
                yield _item(record, where)
                # What the list says of it will do until the page can be had.
                self.memory.visited(url, None, None)


def _archive(path: Path, source: str, limits: Limits) -> Iterator[RawItem | Problem]:
    with path.open("rb") as stream:
        yield from warc.pages(stream, source, limits)


def _lines(path: Path, limits: Limits) -> Iterator[RawItem | Problem]:
    """The records of a JSON Lines file too large to be read at once; `file_bytes` then bounds every line."""
    packed = files.first_bytes(path, 2) == b"\x1f\x8b"
    stem = files.stem(path.name)
    with gzip.open(path, "rb") if packed else path.open("rb") as stream:
        number = 0
        try:
            while line := stream.readline(limits.file_bytes + 1):
                number += 1
                where = f"{path}, line {number}"
                if len(line) > limits.file_bytes:
                    yield Problem(where, f"is larger than {size(limits.file_bytes)}", "")
                    while line and not line.endswith(b"\n"):
                        line = stream.readline(limits.file_bytes)
                elif line.strip():
                    try:
                        yield from content(line.strip(), where, stem, ".json", limits)
                    except InputError as error:
                        yield Problem.of(where, error)
        except (EOFError, OSError, zlib.error):
            yield Problem(f"{path}, after line {number}", "cannot be read: the file is broken", "download it again")


def of_page(record: Record, html: str, source: str) -> RecordItem:
    """An article from its page, with what a list says of it; the headline is the page's own.

    Aggregators add the outlet to theirs.
    """
    return _item(dataclasses.replace(record, title="", text="", html=html), source)


def _item(record: Record, source: str) -> RecordItem:
    """A record from a list, its raw bytes being all that is known of it."""
    data = json.dumps(dataclasses.asdict(record), ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")
    return RecordItem(source, record.url or "item", hashlib.sha256(data).hexdigest(), record, data)
