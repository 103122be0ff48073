"""Regular files, folders and gzip, read within limits."""

from __future__ import annotations

import os
import stat
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from variorum.errors import InputError
from variorum.sources.limits import Limits, size

SUFFIXES = frozenset({".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".json", ".jsonl", ".ndjson",
                      ".jsonld", ".parquet"})  # fmt: skip
"""File name endings that a folder is searched for, each also with ".gz" behind it."""

_GZIP = b"\x1f\x8b"
_READING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def kind_suffix(name: str) -> str:
    """The ending that tells the kind of a file, lower case, whatever ".gz" comes after it."""
    path = Path(name)
    if path.suffix.lower() == ".gz":
        path = path.with_suffix("")
    return path.suffix.lower()


def stem(name: str) -> str:
    """The file's name without its known endings: "report" of "news/report.html.gz"."""
    path = Path(name)
    if path.suffix.lower() == ".gz":
        path = path.with_suffix("")
    return path.stem if path.suffix.lower() in SUFFIXES else path.name


def read_bytes(path: Path, limits: Limits) -> bytes:
    """A regular file's content, decompressed if it is gzip.

    Raises:
        InputError: It is missing, unreadable, not a regular file, too large, or a broken gzip file.
    """
    try:
        # Without waiting: a named pipe that nobody writes to would block for ever.
        descriptor = os.open(path, _READING)
    except (OSError, ValueError) as error:
        raise _unreadable(error) from error
    with os.fdopen(descriptor, "rb") as handle:
        status = os.fstat(handle.fileno())
        if stat.S_ISDIR(status.st_mode):
            raise InputError("is a folder", "")
        if not stat.S_ISREG(status.st_mode):
            raise InputError("is not a regular file", "give a file, a folder, an address, or - for standard input")
        if status.st_size > limits.file_bytes:
            raise _too_large(limits)
        return read_stream(handle, limits)


def read_stream(stream: BinaryIO, limits: Limits) -> bytes:
    """What a stream holds, decompressed if it is gzip.

    Raises:
        InputError: It is too large, cannot be read, or is a broken gzip file.
    """
    try:
        data = stream.read(limits.file_bytes + 1)
    except (OSError, ValueError) as error:
        raise _unreadable(error) from error
    if len(data) > limits.file_bytes:
        raise _too_large(limits)
    return inflate(data, limits) if data.startswith(_GZIP) else data


def inflate(data: bytes, limits: Limits) -> bytes:
    """The content of gzip data, of one member or several, never more than the limit.

    Raises:
        InputError: The data are broken, cut, or hold too much.
    """
    parts: list[bytes] = []
    room = limits.file_bytes
    while data:
        engine = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        try:
            part = engine.decompress(data, room + 1)
        except zlib.error as error:
            if parts and not data.startswith(_GZIP):
                break  # padding behind the last member, which gzip itself ignores
            raise InputError("is a broken gzip file", "unpack it with gzip and give the result") from error
        if len(part) > room:
            raise _too_large(limits)
        if not engine.eof:
            raise InputError("is a gzip file that ends too early", "copy or download it again")
        parts.append(part)
        room -= len(part)
        data = engine.unused_data
    return b"".join(parts)


def first_bytes(path: Path, count: int = 4096) -> bytes:
    """The start of a regular file; empty if it is not one, which reading all of it will tell."""
    try:
        descriptor = os.open(path, _READING)
    except (OSError, ValueError):
        return b""
    with os.fdopen(descriptor, "rb") as handle:
        return handle.read(count) if stat.S_ISREG(os.fstat(handle.fileno()).st_mode) else b""


def walk(folder: Path, limits: Limits, more: frozenset[str] = frozenset()) -> Iterator[Path]:
    """The files below a folder whose endings are known, sorted by path; hidden ones and links to folders left out.

    Args:
        folder: Where to begin.
        limits: `files` bounds their number.
        more: Endings beyond `SUFFIXES` that are wanted.

    Raises:
        InputError: There are none, or too many.
    """
    count = 0
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.startswith(".") or kind_suffix(name) not in SUFFIXES | more:
                continue
            count += 1
            if count > limits.files:
                raise InputError(f"holds more than {limits.files:,} files", "give a smaller folder")
            yield Path(parent) / name
    if not count:
        raise InputError("holds no file that can be read", "known endings: " + " ".join(sorted(SUFFIXES | more)))


def _too_large(limits: Limits) -> InputError:
    return InputError(f"is larger than {size(limits.file_bytes)}", "split it, or raise the limit file_bytes")


def _unreadable(error: OSError | ValueError) -> InputError:
    if isinstance(error, FileNotFoundError):
        return InputError("does not exist", "check the path")
    if isinstance(error, PermissionError):
        return InputError("may not be read", "check its permissions")
    reason = error.strerror if isinstance(error, OSError) and error.strerror else "not a path"
    return InputError(f"cannot be read: {reason}", "check the path")
