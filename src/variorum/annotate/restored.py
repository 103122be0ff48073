"""Text as it was meant: without characters that nobody sees, and decoded rightly where it was not.

Web pages put soft hyphens into words, where a line may break. And programs that fetch pages often take a page without
a declared character set for Latin-1, which makes three characters of every quotation mark ("â€™" or the like for
"’"). An article's text stays as it was given, and spans count in it; only the reader of words and quotation marks
looks at what was meant. (The package ftfy repairs such text, but does not tell which characters came from where.)
"""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass

from variorum.model.article import Article
from variorum.model.text import Field

_BYTES = {chr(byte): byte for byte in range(0x80, 0x100)} | {
    bytes([byte]).decode("cp1252"): byte for byte in range(0x80, 0xA0) if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
"""The byte that a character stands for in either encoding."""
_TRAILING = "[" + "".join(re.escape(character) for character, byte in _BYTES.items() if byte < 0xC0) + "]"
_LONG = f"[\u00e0-\u00ef]{_TRAILING}{{2}}"
_RUN = re.compile(f"[\u00c2-\u00df]{_TRAILING}|{_LONG}|[\u00f0-\u00f4]{_TRAILING}{{3}}")
_SURE = re.compile(_LONG)
"""Three such characters in a row are no word of any language; two may be."""
_UNSEEN = re.compile("[\u00ad\u2060\ufeff]")
"""Soft hyphen, word joiner and byte order mark."""
_RUN_OR_UNSEEN = re.compile(f"{_RUN.pattern}|{_UNSEEN.pattern}")


@dataclass(frozen=True, slots=True)
class Restored:
    """A text as it was meant.

    Attributes:
        text: Its characters.
        places: Where each of them, and the end, is in the text as given; None if they are the same.
    """

    text: str
    places: tuple[int, ...] | None

    def given(self, offset: int) -> int:
        """An offset of the text as meant in the text as given."""
        return offset if self.places is None else self.places[offset]

    def meant(self, offset: int) -> int:
        """An offset of the text as given in the text as meant."""
        return offset if self.places is None else bisect.bisect_left(self.places, offset)

    def between(self, start: int, end: int) -> str:
        """What is meant by the text given from one offset to another."""
        return self.text[self.meant(start) : self.meant(end)]


def restored_fields(article: Article) -> dict[Field, Restored]:
    """Both texts of an article as they were meant."""
    return {"title": restore(article.title), "text": restore(article.text)}


def restore(text: str) -> Restored:
    """The text as it was meant; what is seen changes only if it surely was decoded wrongly."""
    misread = is_misread(text)
    if not misread and not _UNSEEN.search(text):
        return Restored(text, None)
    meant: list[str] = []
    places: list[int] = []
    at = 0
    for run in (_RUN_OR_UNSEEN if misread else _UNSEEN).finditer(text):
        character = "" if _UNSEEN.fullmatch(run.group()) else _decoded(run.group())
        if character is not None:
            meant.extend((text[at : run.start()], character))
            places.extend((*range(at, run.start()), *(run.start() for _ in character)))
            at = run.end()
    return Restored("".join((*meant, text[at:])), (*places, *range(at, len(text) + 1)))


def is_misread(text: str) -> bool:
    """Whether a text holds characters of UTF-8 that were read one byte at a time."""
    return any(_decoded(run.group()) is not None for run in _SURE.finditer(text))


def _decoded(run: str) -> str | None:
    try:
        return bytes(_BYTES[character] for character in run).decode("utf-8")
    except UnicodeDecodeError:
        return None
