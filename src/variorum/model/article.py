"""One report as it was read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from variorum.model.text import CONTENT, Block, Field, Span


@dataclass(frozen=True, slots=True)
class Article:
    """One report of an event. The two texts never change; a changed report is another article.

    Attributes:
        id: The article's own id in the input, else the stem of its file.
        title: Headline as given; empty where the input has none apart from the text.
        text: Body exactly as given (or as extracted from HTML).
        outlet: Who published it, as far as the input or the text says; None if unknown.
        url: Canonical address, if known.
        published: When it was published, in the precision of `published_precision`; None if unknown.
        published_precision: "day" or "second"; what `published` can be trusted for.
        language: ISO 639-1 code of the language that the text is mostly in.
        authors: Bylines.
        credits: Agencies and outlets that the article itself credits ("AP", "Reuters contributed").
        sha256: Hex digest of the raw bytes that the article came from.
        blocks: Both texts cut into blocks, in reading order; gaps between blocks are white space.
        headline_only: The text was truncated or withheld, so silence proves nothing.
    """

    id: str
    title: str
    text: str
    outlet: str | None = None
    url: str | None = None
    published: datetime | None = None
    published_precision: str = "day"
    language: str = "en"
    authors: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()
    sha256: str = ""
    blocks: tuple[Block, ...] = ()
    headline_only: bool = False

    def field(self, name: Field) -> str:
        """The text that offsets of that field count in."""
        return self.title if name == "title" else self.text

    def span(self, field: Field, start: int, end: int) -> Span:
        """A span of this article with its verbatim characters."""
        return Span(self.id, field, start, end, self.field(field)[start:end])

    def content(self) -> tuple[Block, ...]:
        """The blocks that can carry statements."""
        return tuple(block for block in self.blocks if block.kind in CONTENT)

    @property
    def clock(self) -> datetime | None:
        """When it was published by its own clock: with the zone left out, any two can be put in order."""
        return self.published.replace(tzinfo=None) if self.published else None

    @property
    def headline(self) -> str:
        """The words of title or text that serve as headline, without outlet and section; else the title as it is."""
        for block in self.blocks:
            if block.kind == "headline":
                return self.field(block.field)[block.start : block.end]
        return self.title

    @property
    def name(self) -> str:
        """How the article is called where space is short: its outlet, else its id."""
        return self.outlet or self.id
