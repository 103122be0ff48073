"""A text cut into blocks, each told for what it is: headline, paragraph, caption, boilerplate and the like.

First every line is judged by itself (`_alone`): set phrases of web pages, bylines, dates, credits. What is left open
is judged by its features and its place: before, between or behind the lines that read like running text (`_placed`).
In doubt a line is content: losing a sentence of the report is worse than keeping a stray line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from variorum.articles import captions, dateline, furniture
from variorum.articles.dates import written_dates
from variorum.articles.lines import Line, cut, one, spells, sub, words
from variorum.model.text import Block, BlockKind, Field

_OPENING_MARKS = re.compile(r"(?:\#{1,6}\s+|>\s+|(?P<bullet>[•▪◦●►*–—-]\s+)|(?P<emphasis>[*_]{1,3})(?=[^\s*_]))+")
_CLOSING_MARKS = re.compile(r"[\s*_#]*[*_#][\s*_#]*$")
_BRACKETED_MARK = re.compile(r"[\w)”’.]\*(?:\s|$)")
_DATE_WORDS = frozenset(
    """published updated last modified posted first created on at by and time date edited issued am pm a.m p.m gmt utc
    est edt cst cdt mst mdt pst pdt bst cet cest ist hrs hours local et monday tuesday wednesday thursday friday
    saturday sunday mon tue tues wed thu thur thurs fri sat sun min mins minute minutes read ago reading""".split()
)
_FIRST_PARAGRAPHS = 4
"""Paragraphs at whose start a dateline without an agency is believed."""


@dataclass(frozen=True, slots=True)
class _Item:
    """A line and its core, which is the line without marks of layout around it."""

    line: Line
    core: Line
    bullet: bool
    emphasis: bool
    heading: bool


def blocks(
    title: str,
    text: str,
    *,
    names: Sequence[str] = (),
    repeated: frozenset[str] = frozenset(),
    foreign: frozenset[int] = frozenset(),
) -> tuple[Block, ...]:
    """Both texts of an article in blocks, in reading order.

    The blocks never overlap, each lies in one field, and every character that is no white space is in one.

    Args:
        title: The headline as given; may be empty.
        text: The body.
        names: What the outlet is called, so that its name can be told from the headline it follows.
        repeated: Lines, as `key` gives them, known to stand in other articles of the outlet.
        foreign: Starts of lines that are in another language than the article.
    """
    items = [_item(line, text) for line in cut(text)]
    kinds = _classify(items, title, repeated, foreign)
    found = _title_blocks(title, names)
    for number, (item, kind) in enumerate(zip(items, kinds, strict=True)):
        body = sum(1 for other in kinds[:number] if other == "paragraph") if kind == "paragraph" and number < 40 else 99
        found.extend(
            _emit(item, kind, text, body < _FIRST_PARAGRAPHS, items[number + 1] if number + 1 < len(items) else None)
        )
    return tuple(found)


def key(text: str) -> str:
    """A line reduced to its words in lower case, to compare lines by."""
    return " ".join(words(text)).lower()


def _item(line: Line, text: str) -> _Item:
    start, end = line.start, line.end
    opening = _OPENING_MARKS.match(line.text[:40])
    bullet = emphasis = heading = False
    if opening is not None and opening.end() < len(line.text):
        start += opening.end()
        bullet = opening["bullet"] is not None
        emphasis = opening["emphasis"] is not None
        heading = line.text.startswith("#")
        closing = _CLOSING_MARKS.search(line.text[-12:]) if emphasis or heading else None
        if closing is not None:
            end -= len(line.text[-12:]) - closing.start()
    core = sub(line, text, start, end)
    return _Item(line, core or line, bullet, emphasis, heading)


def _classify(items: list[_Item], title: str, repeated: frozenset[str], foreign: frozenset[int]) -> list[BlockKind]:
    headline = _headline(items, title, repeated, foreign)
    kinds: list[BlockKind | None] = [
        "headline" if number == headline else _alone(item, repeated, foreign) for number, item in enumerate(items)
    ]
    footnotes = any(
        _BRACKETED_MARK.search(item.core.text[:3000]) for item, kind in zip(items, kinds, strict=True) if kind is None
    )
    teasers = [
        number
        for number, (item, kind) in enumerate(zip(items, kinds, strict=True))
        if kind is None and number + 1 < len(items) and furniture.is_cut_off(item.core.text)
    ]
    if len(teasers) > 1:
        # One paragraph may trail off; several are the beginnings of other articles.
        for number in teasers:
            kinds[number] = "boilerplate"
    _pictures(items, kinds)
    _link_lists(items, kinds)
    running = [
        number
        for number, (item, kind) in enumerate(zip(items, kinds, strict=True))
        if kind is None and (item.core.sentence or item.core.prose)
    ]
    last = running[-1] if running else -1
    # What stands before the first full sentence leads up to the report.
    first = next((number for number in running if items[number].core.final), running[0] if running else len(items))
    return [
        kind or _placed(number, items, kinds, headline, first, last, footnotes) for number, kind in enumerate(kinds)
    ]


def _headline(items: list[_Item], title: str, repeated: frozenset[str], foreign: frozenset[int]) -> int:
    """Index of the line that serves as headline; -1 if none does."""
    wanted = key(title)
    for number, item in enumerate(items[:12]):
        core = item.core
        if wanted:
            own = key(core.text[:400])
            if own and (own == wanted or (core.words >= 4 and not core.final and wanted.startswith(own))):
                return number
            if core.sentence:
                return -1
            continue
        if core.words < 2 or (_alone(item, repeated, foreign) is not None and not furniture.is_notice(core.text)):
            continue
        stop = core.text.rstrip("\"'”’*_ ")[-1:]
        fits = core.words <= 30 and len(core.text) <= 250 and (stop not in ".…:" or item.heading)
        return number if fits and not item.bullet and number + 1 < len(items) else -1
    return -1


def _alone(item: _Item, repeated: frozenset[str], foreign: frozenset[int]) -> BlockKind | None:
    """What a line is whatever its neighbours are; None if that alone does not tell."""
    core = item.core
    text = core.text
    if not core.words or furniture.is_address(text) or core.start in foreign:
        return "boilerplate"
    if captions.is_placeholder(item.line.text) or captions.is_placeholder(text) or captions.is_source(text):
        return "boilerplate"
    if (
        furniture.is_button(text)
        or furniture.is_path(text)
        or (repeated and core.words <= 40 and key(text) in repeated)
    ):
        return "boilerplate"
    if _is_date_line(core):
        return "dateline"
    if furniture.byline(text) is not None or furniture.is_credit(text):
        return "byline"
    if furniture.is_notice(text) or (core.words <= 14 and furniture.has_email(text)):
        return "boilerplate"
    if furniture.asks_to_continue(text) and core.words <= 30:
        return "boilerplate"
    return None


def _is_date_line(core: Line) -> bool:
    """A date, perhaps with a time and words such as "Updated", and nothing else."""
    if core.words > 16 or len(core.text) > 120:
        return False
    dates = list(written_dates(core.text))
    if not dates:
        return False
    rest = core.text
    for found in reversed(dates):
        rest = rest[: found.start] + " " + rest[found.end :]
    return all(word.lower() in _DATE_WORDS or not word[0].isalpha() for word in words(rest))


def _pictures(items: list[_Item], kinds: list[BlockKind | None]) -> None:
    """Marks captions, and the lines that belong to the pictures of other articles."""
    for number, item in enumerate(items):
        if kinds[number] not in (None, "boilerplate"):
            continue
        core = item.core
        following = items[number + 1].core if number + 1 < len(items) else None
        if core.text.startswith("©") and following is not None and _glued(core, following):
            kinds[number] = "caption"
        if kinds[number] is not None:
            continue
        if number and captions.is_placeholder(items[number - 1].core.text) and (item.emphasis or not core.final):
            kinds[number] = "caption"
            continue
        credit = captions.credit(core.text)
        if captions.label_end(core.text):
            kinds[number] = "caption"
        elif credit is None:
            continue
        elif len(words(core.text[: credit.start])) < 3:
            kinds[number] = "boilerplate"
        elif credit.name is not None and following is not None and kinds[number + 1] is None and _teaser(following):
            # A picture with a headline under it leads to another article.
            kinds[number] = kinds[number + 1] = "boilerplate"
        elif not (credit.lone and _ends_text(number, items, kinds)):
            kinds[number] = "caption"
    for number in range(len(items) - 1):
        for one_side, other in ((number, number + 1), (number + 1, number)):
            if (
                kinds[one_side] is None
                and kinds[other] == "caption"
                and _same_caption(items[one_side].core, items[other].core)
            ):
                kinds[one_side] = "caption"


def _link_lists(items: list[_Item], kinds: list[BlockKind | None]) -> None:
    """What follows "Most popular" and the like without full stops is a list of links."""
    inside = False
    for number, item in enumerate(items):
        if kinds[number] == "boilerplate":
            inside = inside or furniture.opens_list(item.core.text)
        elif inside and kinds[number] is None and not item.core.final and item.core.words <= 25:
            kinds[number] = "boilerplate"
        else:
            inside = False


def _glued(core: Line, following: Line) -> bool:
    """Whether a credit runs into the caption that the next line gives again."""
    return following.words >= 4 and _caption_text(following) in core.text


def _caption_text(core: Line) -> str:
    credit = captions.credit(core.text)
    return core.text[: credit.start] if credit is not None else core.text


def _same_caption(left: Line, right: Line) -> bool:
    """Whether two lines are one caption, once with a credit or a few words more."""
    first, second = key(_caption_text(left)), key(_caption_text(right))
    return min(len(first), len(second)) >= 30 and first[:60] == second[:60]


def _teaser(core: Line) -> bool:
    """A headline in title case."""
    return not core.final and 4 <= core.words <= 25 and core.capitals >= 0.6


def _ends_text(number: int, items: list[_Item], kinds: list[BlockKind | None]) -> bool:
    return not any(kinds[later] is None and items[later].core.sentence for later in range(number + 1, len(items)))


def _placed(
    number: int,
    items: list[_Item],
    kinds: list[BlockKind | None],
    headline: int,
    first: int,
    last: int,
    footnotes: bool,
) -> BlockKind:
    """What an open line is by its features and its place among the others."""
    item = items[number]
    core = item.core
    if item.bullet and item.line.text.startswith("*") and footnotes and number >= last:
        return "boilerplate"  # the note that an asterisk in the text refers to
    if number < first or (headline >= 0 and number <= first and number == headline + 1):
        if number == first and not _framed(number, kinds):
            return "paragraph"
        return "standfirst" if core.words >= 5 and (core.stops > 0 or core.final or item.bullet) else "heading"
    if number > last:
        return "paragraph" if core.final and core.words >= 2 and number == last + 1 else "boilerplate"
    if core.sentence or core.prose or core.final:
        return "paragraph"
    quoted = core.text[0] in "\"“‘«'"
    if (item.bullet or quoted or core.text.endswith((":", ";", ","))) and core.words >= 3 and core.capitals < 0.8:
        return "paragraph"
    if core.words >= 6 and core.capitals < 0.5:
        return "paragraph"
    return "boilerplate" if _teaser(core) or item.core.words > 12 else "heading"


def _framed(number: int, kinds: list[BlockKind | None]) -> bool:
    """Whether a byline, a date or a button stands right behind a line: then it is no paragraph yet."""
    return number + 1 < len(kinds) and kinds[number + 1] in ("byline", "dateline", "boilerplate")


def _title_blocks(title: str, names: Sequence[str]) -> list[Block]:
    lines = one(title)
    if not lines:
        return []
    line = lines[0]
    for found in re.finditer(r"\s+[|•·–—:-]+\s+", line.text[-120:]):
        cut_at = max(0, len(line.text) - 120) + found.start()
        if cut_at and _names_outlet(line.text[cut_at + len(found.group()) :], names):
            return [
                Block("headline", "title", line.start, line.start + cut_at),
                Block("boilerplate", "title", line.start + cut_at + _leading(found.group()), line.end),
            ]
    return [Block("headline", "title", line.start, line.end)]


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


def _emit(item: _Item, kind: BlockKind, text: str, early: bool, following: _Item | None) -> list[Block]:
    """The blocks of one line: its core, and what stands around it as boilerplate."""
    line, core = item.line, item.core
    start, end = core.start, core.end
    found: list[Block] = []
    if kind == "caption":
        if core.text.startswith("©") and following is not None and _glued(core, following.core):
            start += core.text.rindex(_caption_text(following.core))
        else:
            start += captions.label_end(core.text)
        credit = captions.credit(core.text)
        if credit is not None and core.start + credit.start > start:
            end = core.start + credit.start
    elif kind == "paragraph":
        prefix = dateline.match(core.text)
        if prefix is not None and (early or prefix.agency is not None) and prefix.end < len(core.text):
            found.extend(_trimmed("dateline", text, start, start + prefix.end))
            start += prefix.end
        credit = captions.credit(core.text)
        if credit is not None and credit.lone and core.start + credit.start > start:
            end = core.start + credit.start
    body = _trimmed(kind, text, start, end)
    before = _trimmed("boilerplate", text, line.start, found[0].start if found else start)
    return [*before, *found, *body, *_trimmed("boilerplate", text, end, line.end)]


def _trimmed(kind: BlockKind, text: str, start: int, end: int) -> list[Block]:
    """A block without the white space around it; none if nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    field: Field = "text"
    return [Block(kind, field, start, end)] if start < end else []
