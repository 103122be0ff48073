"""Inputs as a user names them to raw items."""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import unquote, urlsplit

from variorum.errors import InputError, VariorumError
from variorum.sources import files, parquet, records
from variorum.sources.decoding import declared_charset, decode
from variorum.sources.item import HtmlItem, Problem, RawItem, RecordItem, TextItem
from variorum.sources.limits import Limits

if TYPE_CHECKING:
    from variorum.sources.fetching import Response

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"<(?:p|div|span|a|h[1-6]|article|section|table|title|meta|script|br)\b[^<]{0,2000}>", re.IGNORECASE)
_JSON_START = re.compile(r'\s*(?:\{\s*(?:"|\})|\[\s*(?:\{|\]))')


def gather(
    inputs: Sequence[str],
    limits: Limits | None = None,
    *,
    stdin: BinaryIO | None = None,
    progress: Callable[[str], None] | None = None,
) -> Iterator[RawItem | Problem]:
    """Everything that the inputs hold, in their order; what cannot be read becomes a `Problem`.

    Args:
        inputs: Files, folders, http and https addresses, or "-" for standard input.
        limits: Bounds on all of it.
        stdin: Read for "-" instead of the standard input.
        progress: Called with the name of each file or address before it is read.
    """
    limits = limits or Limits()
    for name in inputs:
        try:
            if name == "-":
                if progress:
                    progress("standard input")
                stream = stdin if stdin is not None else sys.stdin.buffer
                data = files.read_stream(stream, limits)
                yield from content(data, "standard input", "stdin", "", limits)
            elif is_address(name):
                if progress:
                    progress(name)
                yield from _address(name, limits)
            elif _is_folder(name):
                for path in files.walk(Path(name), limits):
                    yield from _file(path, limits, progress)
            else:
                yield from _file(Path(name), limits, progress)
        except VariorumError as error:
            yield Problem.of("standard input" if name == "-" else name, error)


def is_address(name: str) -> bool:
    """Whether an input is meant as an address on the network."""
    return _ADDRESS.match(name) is not None


def _is_folder(name: str) -> bool:
    try:
        return Path(name).is_dir()
    except (OSError, ValueError):
        return False


def _file(path: Path, limits: Limits, progress: Callable[[str], None] | None) -> Iterator[RawItem | Problem]:
    if progress:
        progress(str(path))
    try:
        if parquet.is_parquet(files.first_bytes(path)):
            yield from parquet.rows(path, str(path), files.stem(path.name), limits)
            return
        data = files.read_bytes(path, limits)
        yield from content(data, str(path), files.stem(path.name), files.kind_suffix(path.name), limits)
    except InputError as error:
        yield Problem.of(str(path), error)


def _address(url: str, limits: Limits) -> Iterator[RawItem | Problem]:
    from variorum.sources.fetching import fetch  # httpx costs a tenth of a second that files need not pay

    yield from page(url, fetch(url, limits), limits)


def page(url: str, response: Response, limits: Limits) -> Iterator[RawItem | Problem]:
    """The items of a fetched page; `url` is what the user calls it."""
    path = unquote(urlsplit(response.url).path).rstrip("/")
    stem = files.stem(path.rpartition("/")[2]) or urlsplit(response.url).hostname or "page"
    suffix = ".html" if "html" in response.media_type else ".json" if "json" in response.media_type else ""
    if response.media_type == "application/x-ndjson":
        suffix = ".jsonl"
    yield from content(response.data, url, stem, suffix, limits, response.url, response.charset)


def content(
    data: bytes,
    source: str,
    stem: str,
    suffix: str,
    limits: Limits,
    url: str | None = None,
    charset: str | None = None,
) -> Iterator[RawItem | Problem]:
    """The items of one file or page, by what its name says and what its characters look like."""
    text = decode(data, charset or declared_charset(data))
    if suffix in (".json", ".jsonld", ".jsonl", ".ndjson") or (
        suffix not in (".md", ".markdown") and _JSON_START.match(text)
    ):
        yield from _records(text, source, stem, limits, suffix in (".jsonl", ".ndjson"))
        return
    digest = hashlib.sha256(data).hexdigest()
    if (suffix in (".html", ".htm", ".xhtml") and _TAG.search(text)) or _HTML_START.match(text[:4096]):
        yield HtmlItem(source, stem, digest, text, url, data, charset)
        return
    if len(text) > limits.article_characters:
        raise InputError(
            f"is one text of more than {limits.article_characters:,} characters",
            "give each article in a file of its own, or one JSON record per article",
        )
    if text.count("\ufffd") * 100 > len(text):
        yield Problem(source, "has bytes that are no characters of its encoding", "convert it to UTF-8", "notice")
    yield TextItem(source, stem, digest, text, url, data, charset)


def _records(text: str, source: str, stem: str, limits: Limits, lines: bool) -> Iterator[RawItem | Problem]:
    found = False
    for place, raw, value in records.values(text, limits, lines or None):
        found = True
        where = f"{source}, {place}" if place else source
        try:
            if isinstance(value, InputError):
                raise value
            record = records.record(value)
            if len(record.text) > limits.article_characters:
                raise InputError(
                    f"is one text of more than {limits.article_characters:,} characters",
                    "give each article as a record of its own",
                )
            data = raw.encode("utf-8", errors="surrogatepass")
            yield RecordItem(where, stem, hashlib.sha256(data).hexdigest(), record, data)
        except InputError as error:
            yield Problem.of(where, error)
    if not found:
        yield Problem(source, "holds no articles", "give an object or an array of objects with title and maintext")
