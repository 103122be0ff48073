"""What reading the sources gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from variorum.errors import FetchError, InputError, VariorumError

ProblemKind = Literal["input", "fetch", "notice"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the input that could not be used; the rest goes on.

    Attributes:
        source: The file, line or address, as the user would name it.
        message: One line that says what is wrong.
        hint: One line that says what to do about it; may be empty.
        kind: "input" and "fetch" lose the item, a "notice" only tells how it was read.
    """

    source: str
    message: str
    hint: str
    kind: ProblemKind = "input"

    def error(self) -> VariorumError:
        """The exception for callers who had only this one input."""
        error = FetchError if self.kind == "fetch" else InputError
        return error(f"{self.source}: {self.message}", self.hint)

    @classmethod
    def of(cls, source: str, error: VariorumError) -> Problem:
        """The problem that an exception tells of."""
        return cls(source, error.message, error.hint, "fetch" if isinstance(error, FetchError) else "input")


@dataclass(frozen=True, slots=True)
class TextItem:
    """A plain text file.

    Attributes:
        source: What messages call it.
        stem: Id for an article that has none of its own.
        sha256: Hex digest of the raw bytes.
        text: The decoded characters without a byte order mark.
        url: Where it was fetched from.
        data: The raw bytes.
        charset: Encoding that the server named.
    """

    source: str
    stem: str
    sha256: str
    text: str
    url: str | None = None
    data: bytes = field(default=b"", repr=False)
    charset: str | None = None


@dataclass(frozen=True, slots=True)
class HtmlItem:
    """A web page, decoded; attributes as for `TextItem`."""

    source: str
    stem: str
    sha256: str
    html: str
    url: str | None = None
    data: bytes = field(default=b"", repr=False)
    charset: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """An article in the fields that news-please and its kin give; None or empty where absent, all as written.

    Attributes:
        id: The article's own id.
        title: Headline.
        text: Body.
        html: Page, where there is no body.
        published: Date as written.
        url: Address.
        domain: Domain of the publisher.
        outlet: Name of the publisher.
        authors: Bylines.
        description: Teaser or summary.
        language: Language tag.
    """

    id: str | None = None
    title: str = ""
    text: str = ""
    html: str = ""
    published: str | None = None
    url: str | None = None
    domain: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    description: str = ""
    language: str | None = None


@dataclass(frozen=True, slots=True)
class RecordItem:
    """An article from JSON; attributes as for `TextItem`, the digest and `data` being those of its own record."""

    source: str
    stem: str
    sha256: str
    record: Record
    data: bytes = field(default=b"", repr=False)


RawItem = TextItem | HtmlItem | RecordItem
