"""Positions in an article's text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Field = Literal["title", "text"]
"""The two immutable texts of an article. Offsets count code points in one of them."""

BlockKind = Literal["headline", "standfirst", "paragraph", "caption", "heading", "byline", "dateline", "boilerplate"]
"""What a block of text is for. Only the kinds in `CONTENT` carry statements."""

CONTENT: frozenset[BlockKind] = frozenset({"headline", "standfirst", "paragraph", "caption"})


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Some characters of one article, with the characters themselves.

    Attributes:
        article: Id of the article.
        field: Which of its texts the offsets count in.
        start: First code point.
        end: One past the last code point.
        quote: The verbatim characters `field[start:end]`.
    """

    article: str
    field: Field
    start: int
    end: int
    quote: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"empty or reversed span {self.start}:{self.end} in {self.article}.{self.field}")
        if len(self.quote) != self.end - self.start:
            raise ValueError(f"quote of {len(self.quote)} characters for span {self.start}:{self.end}")


@dataclass(frozen=True, slots=True)
class Block:
    """A run of lines that belong together: a headline, a paragraph, a caption, a piece of boilerplate."""

    kind: BlockKind
    field: Field
    start: int
    end: int
