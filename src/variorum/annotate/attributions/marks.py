"""Pairs the quotation marks of one block of text.

Double marks (curly, straight, angled, doubled single ones) form one family and single marks another; within a family
any mark may close any other, because newsrooms mix them. What a mark does is decided by the characters beside it, and
by its shape only where they leave it open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

_SINGLE = "'‘’‚‛‹›"
_OPENING = "“„‟«‘‚‛‹"
_CLOSING = "”»’›"
_MARKS = re.compile(r"``|''|,,(?=\w)|[\"“”„‟«»″＂'‘’‚‛‹›]")
_BEFORE_OPENING = "([{—–-/:,;…\"“”„‟«»'‘’‚‹›*_>|"
_AFTER_SINGLE_OPENING = '[($£€#@“"«.…¡¿'
# Words that begin with an apostrophe; a single mark before one of them opens nothing.
_ELISION = re.compile(r"(?:(?:em|til|tis|twas|cause|n|round|bout|cos|s|t|re|ve|ll|d|m)\b|\d\ds?\b)", re.IGNORECASE)


class Family(Enum):
    """Which marks can close each other."""

    DOUBLE = 0
    SINGLE = 1


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark and what it can do.

    Attributes:
        start: First code point.
        end: One past the last.
        family: Double or single.
        opens: The characters beside it allow it to open.
        closes: They allow it to close.
        shape: True for the shape of an opening mark, False for that of a closing one, None for a straight mark.
    """

    start: int
    end: int
    family: Family
    opens: bool
    closes: bool
    shape: bool | None


@dataclass(frozen=True, slots=True)
class Piece:
    """Words after an opening mark.

    Attributes:
        opening: The mark that begins them.
        end: Where they end.
        outer_end: One past the closing mark; `end` where they break off for a repeated opening mark.
        resumes: Goes on with the quotation of the piece before, after a repeated opening mark.
    """

    opening: Mark
    end: int
    outer_end: int
    resumes: bool = False


@dataclass(frozen=True, slots=True)
class Scan:
    """The marks of one block after pairing.

    Attributes:
        pieces: The outermost pairs, in order.
        unclosed: What follows an opening mark that nothing closes, up to the end of the block.
        orphan: The first closing mark that closes nothing here.
        first: The first mark that opens or closes something.
    """

    pieces: tuple[Piece, ...]
    unclosed: Piece | None
    orphan: Mark | None
    first: Mark | None


def scan(text: str, start: int, end: int) -> Scan:
    """Pairs the marks of `text[start:end]`, in linear time.

    A double mark that can only open while another is open nests in it; at the start of a sentence it repeats it, as
    where the paragraphs of a long quotation have been run together. Single marks are looked at only where no double
    quotation is open, and pair with a closing mark before the next opening one.
    """
    marks = [_mark(text, start, end, match) for match in _MARKS.finditer(text, start, end)]
    partners = _single_partners(text, marks, end)
    pieces: list[Piece] = []
    stack: list[tuple[Mark, bool]] = []
    single: Mark | None = None
    orphan: Mark | None = None
    first: Mark | None = None
    covered = start
    for index, mark in enumerate(marks):
        if mark.start < covered:
            continue
        if mark.family is Family.SINGLE:
            closing = partners.get(index)
            if stack or not mark.opens:
                continue
            if closing is None:
                single = mark
                continue
            pieces.append(Piece(mark, closing.start, closing.end))
            covered = closing.end
            first = first or mark
        elif _opens(mark, inside=bool(stack)):
            first = first or mark
            if stack and _begins_sentence(text, mark):
                opening, resumes = stack.pop()
                _append(pieces, Piece(opening, mark.start, mark.start, resumes))
                stack.append((mark, True))
            else:
                stack.append((mark, False))
        elif stack:
            opening, resumes = stack.pop()
            _append(pieces, Piece(opening, mark.start, mark.end, resumes))
        elif single is not None and (not pieces or pieces[-1].outer_end <= single.start):
            # A single mark opened what a double one closes.
            pieces.append(Piece(single, mark.start, mark.end))
            single = None
        else:
            first = first or mark
            orphan = orphan or mark
    last = pieces[-1].outer_end if pieces else start
    unclosed: Piece | None = None
    if stack and stack[-1][0].start >= last:
        unclosed = Piece(stack[-1][0], end, end, stack[-1][1])
    elif not stack and single is not None and single.start >= last and _introduced(text, start, single):
        unclosed = Piece(single, end, end)
        first = first or single
    return Scan(tuple(pieces), unclosed, orphan, first)


def _append(pieces: list[Piece], piece: Piece) -> None:
    """Adds a piece in place of those that it encloses."""
    while pieces and pieces[-1].opening.start > piece.opening.start:
        pieces.pop()
    pieces.append(piece)


def _mark(text: str, start: int, end: int, match: re.Match[str]) -> Mark:
    """A mark with what the characters beside it allow it to do."""
    characters = match.group()
    before = text[match.start() - 1] if match.start() > start else " "
    after = text[match.end()] if match.end() < end else " "
    family = Family.SINGLE if characters in _SINGLE else Family.DOUBLE
    opens = not after.isspace() and (before.isspace() or before in _BEFORE_OPENING)
    closes = not before.isspace() and not after.isalnum()
    shape = True if characters[0] in _OPENING or characters in ("``", ",,") else None
    if characters[0] in _CLOSING:
        shape = False
    if family is Family.SINGLE:
        elided = characters in "'’" and _ELISION.match(text, match.end()) is not None
        opens = opens and not elided and (after.isalnum() or after in _AFTER_SINGLE_OPENING) and shape is not False
    return Mark(match.start(), match.end(), family, opens, closes, shape)


def _opens(mark: Mark, *, inside: bool) -> bool:
    """Whether a double mark opens rather than closes, given whether another one is open."""
    if mark.opens and not mark.closes:
        return True
    if inside:
        return mark.opens and mark.shape is True
    return mark.shape is True or (mark.shape is None and (mark.opens or not mark.closes))


def _begins_sentence(text: str, mark: Mark) -> bool:
    """Whether the mark follows the end of a sentence and precedes a capital or digit."""
    before = text[max(0, mark.start - 4) : mark.start].rstrip()
    after = text[mark.end : mark.end + 1]
    return before.endswith((".", "?", "!", "…")) and (after.isupper() or after.isdigit())


def _introduced(text: str, start: int, mark: Mark) -> bool:
    """Whether an unclosed single mark is more than an apostrophe: first in its block, or after a colon."""
    before = text[max(start, mark.start - 80) : mark.start].rstrip()
    return before.endswith(":") or (mark.start - 80 <= start and not any(c.isalnum() for c in before))


def _single_partners(text: str, marks: Sequence[Mark], end: int) -> dict[int, Mark]:
    """The closing single mark for each opening one, by the index of the opening one.

    Double quotations that begin after the opening mark are skipped; a plural possessive is passed over if a better
    closing mark follows before the next opening one.
    """
    partners: dict[int, Mark] = {}
    current: int | None = None
    depth = 0
    for index, mark in enumerate(marks):
        if mark.family is Family.DOUBLE:
            if _opens(mark, inside=depth > 0):
                depth += 1
            elif depth:
                depth -= 1
            elif current is not None:
                current = None
        elif current is not None and mark.closes and not depth:
            partners.setdefault(current, mark)
            if not _possessive(text, mark, end):
                partners[current] = mark
                current = None
        elif mark.opens and (current is None or not depth):
            current, depth = index, 0
    return partners


def _possessive(text: str, mark: Mark, end: int) -> bool:
    """Whether the mark may be the apostrophe of a plural possessive: after an s, before a lower-case word."""
    after = text[mark.end : min(mark.end + 2, end)]
    return text[mark.start - 1] in "sS" and len(after) == 2 and after[0] == " " and after[1].islower()
