"""What changed from one version of an article to the next."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from variorum.annotate.quantities.number_words import MAGNITUDES, PLURALS, SMALL, TENS
from variorum.errors import NotFoundError
from variorum.model.article import Article
from variorum.report.diff import Piece, words
from variorum.store import Archive

_NAMED = "|".join(sorted((*SMALL, *TENS, *MAGNITUDES, *PLURALS), key=len, reverse=True))
_NUMBER = re.compile(rf"\d+(?:[.,]\d+)*|\b(?:{_NAMED})(?:[ -](?:{_NAMED}))*\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that a later version puts in the place of an earlier one, in the words of both."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Revision:
    """A version of an article and how it differs from the one before.

    Attributes:
        number: 1, 2, ... in the order in which the archive saw them.
        seen: When it was first seen (UTC).
        article: The version.
        title: Its title, piece by piece; one piece that is all the same in the first version.
        text: Its text, likewise.
        figures: The figures that it replaces.
    """

    number: int
    seen: datetime
    article: Article
    title: tuple[Piece, ...]
    text: tuple[Piece, ...]
    figures: tuple[Figure, ...]


def revisions(archive: Archive, name: str) -> tuple[Revision, ...]:
    """The versions of an article, the oldest first.

    Args:
        archive: Where it is.
        name: Its id or address.

    Raises:
        NotFoundError: There is no such article.
    """
    number = archive.number(name)
    if number is None:
        raise NotFoundError(f"there is no article {name}", "variorum show STORY lists the ids of its reports")
    found: list[Revision] = []
    for place, (seen, article) in enumerate(archive.history(number), start=1):
        before = found[-1].article if found else article
        text = words(before.text, article.text)
        found.append(Revision(place, seen, article, words(before.title, article.title), text, _figures(text)))
    return tuple(found)


def _figures(pieces: tuple[Piece, ...]) -> tuple[Figure, ...]:
    """The figures of changes that have as many before as after, each beside the one in its place."""
    found = []
    for piece in pieces:
        before, after = _NUMBER.findall(piece.left), _NUMBER.findall(piece.right)
        if piece.kind == "changed" and len(before) == len(after):
            found += [Figure(old, new) for old, new in zip(before, after, strict=True) if old.lower() != new.lower()]
    return tuple(found)
