"""Bytes to characters."""

from __future__ import annotations

import codecs
import re

from variorum.errors import InputError

_SAMPLE = 200_000
"""Bytes that the encoding is judged by; more does not change the verdict and costs time."""

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins it
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF document"),
    (b"PAR1", "a Parquet file"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"{\\rtf", "a rich text document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a picture or sound"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"(\xb5/\xfd", "a zstd archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
)

_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})|"""
    rb"""<\?xml[^>]{0,80}?encoding\s*=\s*["']([A-Za-z0-9_.:-]{2,40})""",
    re.IGNORECASE,
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def decode(data: bytes, declared: str | None = None) -> str:
    """The characters of a text file, without a byte order mark and with its own line ends.

    Tried in turn: byte order mark, UTF-16 without a mark, the declared encoding, UTF-8, then what
    charset-normalizer makes of it. Single bad bytes in a UTF-8 text become U+FFFD.

    Args:
        data: The bytes.
        declared: Encoding that a header or a meta element names; ignored when it does not fit.

    Raises:
        InputError: The data are empty, binary, or in no known encoding.
    """
    if not data.strip():
        raise InputError("is empty", "give a file with the text of an article")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], encoding)
    for magic, name in _MAGIC:
        if data.startswith(magic):
            raise InputError(f"is {name}, not text", "save its text as .txt or .html first")
    sample = data[:_SAMPLE]
    if b"\x00" in sample:
        return _utf16(data, sample)
    if len(_CONTROL.findall(sample)) * 100 > len(sample):
        raise InputError("is a binary file, not text", "give plain text, HTML or JSON")
    for candidate in (declared, "utf-8"):
        if candidate is not None and (text := _strict(data, candidate)) is not None:
            return text
    return _damaged_utf8(data) or _legacy(data, sample)


def declared_charset(html: bytes) -> str | None:
    """The encoding that a page's meta element or XML declaration names."""
    found = _CHARSET.search(html[:4096])
    if found is None:
        return None
    name: bytes = found.group(1) or found.group(2)
    return name.decode("ascii")


def scalar(text: str) -> str:
    """The text with each lone surrogate, which JSON can smuggle in, as U+FFFD; offsets stay as they are."""
    return _SURROGATE.sub("\ufffd", text)


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        info = codecs.lookup(encoding)
        # Codecs such as "base64" or "unicode_escape" are no character sets; some raise their own errors.
        if not getattr(info, "_is_text_encoding", True) or info.name.startswith(("unicode", "raw", "idna", "punycode")):
            return None
        return scalar(data.decode(info.name))
    except (LookupError, ValueError):
        return None


def _marked(data: bytes, encoding: str) -> str:
    """A file with a byte order mark; a bad byte in it does not unmake the mark."""
    text = scalar(data.decode(encoding, errors="replace"))
    if not text.strip():
        raise InputError("is empty", "give a file with the text of an article")
    if text.count("\ufffd") * 10 > len(text) or "\x00" in text:
        raise InputError("is a binary file, not text", "give plain text, HTML or JSON")
    return text


def _utf16(data: bytes, sample: bytes) -> str:
    """UTF-16 without a mark, told by NUL bytes that all stand at even, or all at odd, places."""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if len(data) % 2 == 0 and min(even, odd) * 20 < max(even, odd) and max(even, odd) * 5 > len(sample) // 2:
        text = _strict(data, "utf-16-le" if odd > even else "utf-16-be")
        if text is not None and "\x00" not in text:
            return text
    raise InputError("is a binary file, not text", "give plain text, HTML or JSON")


def _damaged_utf8(data: bytes) -> str | None:
    """UTF-8 with a few bad bytes, as left by cutting and pasting; None if it looks like another encoding."""
    text = data.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    good = sum(1 for character in text if character > "\x7f") - bad
    return text if good > 0 and bad * 4 <= good else None


def _legacy(data: bytes, sample: bytes) -> str:
    """An older 8-bit or Asian encoding."""
    high = sum(1 for byte in sample if byte > 0x7F)
    if high * 20 < len(sample):
        # With so few bytes beyond ASCII they are quotation marks and accents, and the web's default for an unnamed
        # encoding is windows-1252; statistics have too little to go by.
        western = _strict(data, "cp1252")
        if western is not None:
            return western
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    if best is not None and (text := _strict(data, best.encoding)) is not None:
        return text
    raise InputError("is in no character encoding that is known", "convert it to UTF-8 first")
