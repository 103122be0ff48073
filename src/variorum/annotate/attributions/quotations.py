"""Finds the marked words of an article: which quotation mark opens, which closes, which is an apostrophe.

Marks are paired block by block in linear time (`marks`); here quotations are followed over several blocks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from variorum.annotate.attributions.marks import Family, Mark, Piece, Scan, scan
from variorum.annotate.restored import Restored, restored_fields
from variorum.model.article import Article
from variorum.model.text import Block, Field

# A quotation that nobody closes runs on over at most so many blocks.
_RUN_ON_BLOCKS = 8
# Words that report speech after a comma: an unclosed mark before them does not reach to the end of its paragraph.
_REPORTED = re.compile(r"[,?!]['’\"”]?\s(?:[^\s.,;]+\s){0,4}(?:said|says|told|added|asked|wrote)\b")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Marked words within one block.

    Attributes:
        field: The text that the offsets count in.
        start: First code point inside the marks, white space skipped.
        end: One past the last code point inside the marks.
        outer_start: Where the opening mark begins; `start` if the words run on from the block before.
        outer_end: One past the closing mark; `end` if the words run on into the next block.
        block: Index in `Article.content()`.
        run: Number of the pair of marks; all pieces of one quotation share it.
        family: Double or single marks.
    """

    field: Field
    start: int
    end: int
    outer_start: int
    outer_end: int
    block: int
    run: int
    family: Family


@dataclass(frozen=True, slots=True)
class _Block:
    """A content block with the text that it stands in, as it was meant, and its marks.

    All positions count in that text.
    """

    number: int
    block: Block
    restored: Restored
    scan: Scan

    @property
    def text(self) -> str:
        """The whole field."""
        return self.restored.text

    def begins_with(self, mark: Mark) -> bool:
        """Whether only white space and bullets stand before the mark."""
        return not any(character.isalnum() for character in self.text[self.block.start : mark.start])


def find_quotations(article: Article) -> tuple[Quotation, ...]:
    """The outermost quotations of the article's content blocks, in reading order.

    A quotation that is not closed in its block runs on if the next block repeats the opening mark, or if a later
    block holds the closing mark before any opening one. Marks that cannot be paired are ignored.

    Args:
        article: The article with its blocks.

    Returns:
        Quotations, none of which overlaps another.
    """
    blocks = _blocks(article)
    found: list[Quotation] = []
    run = -1
    resumed = False
    closing_at: dict[int, int] = {}
    for block in blocks:
        covered = block.block.start
        if block.number in closing_at:
            earlier = _up_to_close(block)
            covered = earlier.outer_end
            found.extend(_quotation(block, earlier, closing_at[block.number]))
        for piece in block.scan.pieces:
            if piece.opening.start < covered:
                continue  # Within the quotation that runs through this block.
            same = piece.resumes or (resumed and block.begins_with(piece.opening))
            run += not same
            resumed = False
            found.extend(_quotation(block, piece, run))
        unclosed = block.scan.unclosed
        if unclosed is None or unclosed.opening.start < covered:
            resumed = False
            continue
        same = unclosed.resumes or (resumed and block.begins_with(unclosed.opening))
        resumed = _repeats(blocks, block, unclosed.opening)
        last = None if resumed else _closing_block(blocks, block, unclosed.opening)
        if same or resumed or last is not None or _reaches_end(block, unclosed.opening):
            run += not same
            found.extend(_quotation(block, unclosed, run))
            closing_at.update(dict.fromkeys(range(block.number + 1, (last or 0) + 1), run))
    return tuple(sorted(found, key=lambda quotation: (quotation.block, quotation.start)))


def _blocks(article: Article) -> list[_Block]:
    texts = restored_fields(article)
    found = []
    for number, content in enumerate(article.content()):
        text = texts[content.field]
        block = replace(content, start=text.meant(content.start), end=text.meant(content.end))
        found.append(_Block(number, block, text, scan(text.text, block.start, block.end)))
    return found


def _quotation(block: _Block, piece: Piece, run: int) -> list[Quotation]:
    """The piece as a quotation, or nothing if the marks hold no letter or digit."""
    start, end = piece.opening.end, piece.end
    while start < end and block.text[start].isspace():
        start += 1
    while end > start and block.text[end - 1].isspace():
        end -= 1
    if not any(character.isalnum() for character in block.text[start:end]):
        return []
    opening = piece.opening
    start, end, outer_start, outer_end = map(block.restored.given, (start, end, opening.start, piece.outer_end))
    return [Quotation(block.block.field, start, end, outer_start, outer_end, block.number, run, opening.family)]


def _up_to_close(block: _Block) -> Piece:
    """The part of a block that an earlier block's quotation covers: up to the closing mark, or all of it."""
    start = block.block.start
    orphan = block.scan.orphan
    family = orphan.family if orphan else Family.DOUBLE
    opening = Mark(start, start, family, opens=True, closes=False, shape=None)
    if orphan is None:
        return Piece(opening, block.block.end, block.block.end)
    return Piece(opening, orphan.start, orphan.end)


def _repeats(blocks: Sequence[_Block], block: _Block, opening: Mark) -> bool:
    """Whether the next block begins with a mark of the same family, as the paragraphs of one quotation do."""
    if block.number + 1 >= len(blocks):
        return False
    following = blocks[block.number + 1]
    first = following.scan.first
    same_field = following.block.field == block.block.field
    return same_field and first is not None and first.family is opening.family and following.begins_with(first)


def _closing_block(blocks: Sequence[_Block], block: _Block, opening: Mark) -> int | None:
    """The block that closes what this one leaves open: the next that has marks, if its first one only closes."""
    for later in blocks[block.number + 1 : block.number + 1 + _RUN_ON_BLOCKS]:
        if later.block.field != block.block.field:
            return None
        first, orphan = later.scan.first, later.scan.orphan
        if first is not None and first.family is opening.family:
            return later.number if first is orphan else None
        if orphan is not None and orphan.family is opening.family:
            return later.number  # behind marks of the other family only
    return None


def _reaches_end(block: _Block, opening: Mark) -> bool:
    """Whether a quotation that nobody closes covers the rest of its block.

    It does where a colon or comma leads up to it, or where it begins the block and no words report it afterwards.
    """
    before = block.text[block.block.start : opening.start].rstrip()
    if before.endswith((":", ",")):
        return True
    return block.begins_with(opening) and not _REPORTED.search(block.text, opening.end, block.block.end)
