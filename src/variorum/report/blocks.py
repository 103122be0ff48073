"""What an outline is made of: headings, paragraphs, items of lists and tables, their words in runs of one style."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Style = Literal["plain", "strong", "dim", "removed", "added", "link"]


@dataclass(frozen=True, slots=True)
class Run:
    """Characters in one style; a "link" is a plain http(s) address and leads there."""

    text: str
    style: Style = "plain"


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of a part; level 1 is the document's."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some text."""

    runs: Runs


@dataclass(frozen=True, slots=True)
class Item:
    """One of a list; `level` 0 is the outermost."""

    runs: Runs
    level: int = 0


@dataclass(frozen=True, slots=True)
class Rows:
    """A table."""

    header: tuple[str, ...]
    rows: tuple[tuple[Runs, ...], ...]


Block = Heading | Paragraph | Item | Rows
