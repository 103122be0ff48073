"""A text cut into blocks, each told for what it is: headline, paragraph, caption, boilerplate and the like."""

from __future__ import annotations

import re
from collections.abc import Sequence

from variorum.articles import captions, dateline, furniture
from variorum.articles.classify import Item, caption_text, classify, is_glued, items_of
from variorum.articles.lines import one, spells, words
from variorum.model.text import Block, BlockKind, Field

_SECTION = re.compile(r"(?:\w[\w&’']*\s){1,2}(?:::|[|»›])\s+(?=(?:\S+\s+){3}\S)")
"""A section of the paper before a headline: "World News | Bridge collapses in the port of Osk"."""

_FIRST_PARAGRAPHS = 4
"""Paragraphs at whose start a dateline without an agency is believed."""


def blocks(
    title: str,
    text: str,
    *,
    names: Sequence[str] = (),
    repeated: frozenset[str] = frozenset(),
    foreign: frozenset[int] = frozenset(),
    language: str = "en",
) -> tuple[Block, ...]:
    """Both texts of an article in blocks, in reading order.

    The blocks never overlap, each lies in one field, and every character that is no white space is in one.

    Args:
        title: The headline as given; may be empty.
        text: The body.
        names: What the outlet is called, so that its name can be told from the headline it follows.
        repeated: Lines, as `key` gives them, known to stand in other articles of the outlet.
        foreign: Starts of lines that are in another language than the article.
        language: ISO 639-1 code of the article's language.
    """
    items = items_of(text)
    kinds = classify(items, title, repeated, foreign, language == "en")
    found = _title_blocks(title, names)
    for number, (item, kind) in enumerate(zip(items, kinds, strict=True)):
        body = sum(1 for other in kinds[:number] if other == "paragraph") if kind == "paragraph" and number < 40 else 99
        found.extend(
            _emit(item, kind, text, body < _FIRST_PARAGRAPHS, items[number + 1] if number + 1 < len(items) else None)
        )
    return tuple(found)


def _title_blocks(title: str, names: Sequence[str]) -> list[Block]:
    lines = one(title)
    if not lines:
        return []
    line = lines[0]
    section = _SECTION.match(line.text[:120])
    start = line.start + (section.end() if section else 0)
    before = _trimmed("boilerplate", title, line.start, start, "title")
    for found in re.finditer(r"\s+[|•·–—:-]+\s+", line.text[-120:]):
        cut_at = max(0, len(line.text) - 120) + found.start()
        if cut_at and _names_outlet(line.text[cut_at + len(found.group()) :], names):
            return [
                *before,
                Block("headline", "title", start, line.start + cut_at),
                Block("boilerplate", "title", line.start + cut_at + _leading(found.group()), line.end),
            ]
    return [*before, Block("headline", "title", start, line.end)]


def _leading(text: str) -> int:
    return len(text) - len(text.lstrip())


def _names_outlet(text: str, names: Sequence[str]) -> bool:
    """Whether a few words are the outlet's name, or what its domain is made from."""
    parts = words(text)
    own = "".join(parts).lower()
    if not 1 <= len(parts) <= 5 or len(own) < 2:
        return False
    for name in names:
        label = name.removeprefix("www.").lower()
        stem = label.split(".")[-2] if " " not in label and label.count(".") else label
        plain = "".join(words(stem)).lower()
        if own in (plain, "".join(words(label)).lower()) or (len(parts) > 1 and spells(plain, text)):
            return True
    return False


def _emit(item: Item, kind: BlockKind, text: str, early: bool, following: Item | None) -> list[Block]:
    """The blocks of one line: its core, and what stands around it as boilerplate."""
    line, core = item.line, item.core
    start, end = core.start, core.end
    found: list[Block] = []
    if kind == "caption":
        if core.text.startswith("©") and following is not None and is_glued(core, following.core):
            start += core.text.rindex(caption_text(following.core))
        else:
            start += captions.label_end(core.text)
        credit = captions.credit(core.text)
        if credit is not None and core.start + credit.start > start:
            end = core.start + credit.start
    elif kind in ("paragraph", "standfirst"):
        start += furniture.lead_in(core.text)
    if kind == "paragraph":
        prefix = dateline.match(text[start:end])
        if prefix is not None and (early or prefix.agency is not None) and start + prefix.end < end:
            found.extend(_trimmed("dateline", text, start, start + prefix.end))
            start += prefix.end
        credit = captions.credit(core.text)
        if credit is not None and credit.lone and core.start + credit.start > start:
            end = core.start + credit.start
    body = _trimmed(kind, text, start, end)
    before = _trimmed("boilerplate", text, line.start, found[0].start if found else start)
    return [*before, *found, *body, *_trimmed("boilerplate", text, end, line.end)]


def _trimmed(kind: BlockKind, text: str, start: int, end: int, field: Field = "text") -> list[Block]:
    """A block without the white space around it; none if nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return [Block(kind, field, start, end)] if start < end else []
