"""What each line of a text is for.

First every line is judged by itself (`_alone`): set phrases of web pages, bylines, dates, credits. Then pictures and
lists of links are found. What is left open is judged by its features and its place: before, between or behind the
lines that read like running text (`_placed`). In doubt a line is content: losing a sentence of the report is worse
than keeping a stray line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from variorum.articles import captions, furniture
from variorum.articles.dates import written_dates
from variorum.articles.lines import Line, cut, sub, words
from variorum.articles.pull_quotes import pull_quotes
from variorum.model.text import BlockKind

_OPENING_MARKS = re.compile(r"(?:\#{1,6}\s+|>\s+|(?P<bullet>[•▪◦●►*–—-]\s+)|(?P<emphasis>[*_]{1,3})(?=[^\s*_]))+")
_CLOSING_MARKS = re.compile(r"[\s*_#]*[*_#][\s*_#]*$")
_QUOTATION_MARKS = "\"“‘«'"
_MAY_LACK_STOPS = 0.5
"""Share of the lines of running text without a full stop from which its absence tells nothing."""
_STOP_INSIDE = re.compile(r"\w{3}[.!?…][\"”’')]{0,2}\s")
_SEEN = 3000
"""Characters of a line that are looked at."""
_BRACKETED_MARK = re.compile(r"[\w)”’.]\*(?:\s|$)")
_DATE_WORDS = frozenset(
    """published updated last modified posted first created on at by and time date edited issued am pm a.m p.m gmt utc
    est edt cst cdt mst mdt pst pdt bst cet cest ist hrs hours local et monday tuesday wednesday thursday friday
    saturday sunday mon tue tues wed thu thur thurs fri sat sun min mins minute minutes read ago reading""".split()
)


@dataclass(frozen=True, slots=True)
class Item:
    """A line and its core, which is the line without marks of layout around it."""

    line: Line
    core: Line
    bullet: bool
    emphasis: bool
    heading: bool


def key(text: str) -> str:
    """A line reduced to its words in lower case, to compare lines by."""
    return " ".join(words(text)).lower()


def _item(line: Line, text: str) -> Item:
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
    return Item(line, core or line, bullet, emphasis, heading)


def items_of(text: str) -> list[Item]:
    """The lines of a text with their cores."""
    return [_item(line, text) for line in cut(text)]


def classify(
    items: list[Item], title: str, repeated: frozenset[str], foreign: frozenset[int], english: bool
) -> list[BlockKind]:
    """The kind of each line; arguments as for `blocks.blocks`."""
    headline = _headline(items, title, repeated, foreign)
    kinds: list[BlockKind | None] = [
        "headline" if number == headline else _alone(item, repeated, foreign) for number, item in enumerate(items)
    ]
    footnotes = any(
        _BRACKETED_MARK.search(item.core.text[:_SEEN]) for item, kind in zip(items, kinds, strict=True) if kind is None
    )
    teasers = [
        number
        for number, (item, kind) in enumerate(zip(items, kinds, strict=True))
        if kind is None and number + 1 < len(items) and furniture.is_cut_off(item.core.text)
    ]
    if len(teasers) > 1 and len(teasers) >= 0.3 * sum(1 for kind in kinds if kind is None):
        # A paragraph may trail off; where many do, they are the beginnings of other articles.
        for number in teasers:
            kinds[number] = "boilerplate"
    pulled = pull_quotes([item.core for item, kind in zip(items, kinds, strict=True) if kind is None])
    kinds = [
        "boilerplate" if item.core in pulled and kind is None else kind for item, kind in zip(items, kinds, strict=True)
    ]
    _pictures(items, kinds)
    _link_lists(items, kinds)
    running = [
        number
        for number, (item, kind) in enumerate(zip(items, kinds, strict=True))
        # Function words of other languages are not known here.
        if kind is None and (item.core.sentence or item.core.prose or (not english and item.core.words >= 8))
    ]
    last = running[-1] if running else -1
    unpunctuated = sum(not items[number].core.final for number in running) > _MAY_LACK_STOPS * len(running)
    # What stands before the first full sentence leads up to the report.
    first = next((number for number in running if items[number].core.final), running[0] if running else len(items))
    return [
        kind or _placed(number, items, kinds, headline, first, last, footnotes, english, unpunctuated)
        for number, kind in enumerate(kinds)
    ]


def _headline(items: list[Item], title: str, repeated: frozenset[str], foreign: frozenset[int]) -> int:
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


def _alone(item: Item, repeated: frozenset[str], foreign: frozenset[int]) -> BlockKind | None:
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


def _link_lists(items: list[Item], kinds: list[BlockKind | None]) -> None:
    """What follows "Most popular" and the like without full stops is a list of links."""
    inside = False
    for number, item in enumerate(items):
        if kinds[number] == "boilerplate":
            inside = inside or furniture.opens_list(item.core.text)
        elif inside and kinds[number] is None and not item.core.final and item.core.words <= 25:
            kinds[number] = "boilerplate"
        else:
            inside = False


def _placed(
    number: int,
    items: list[Item],
    kinds: list[BlockKind | None],
    headline: int,
    first: int,
    last: int,
    footnotes: bool,
    english: bool,
    unpunctuated: bool,
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
    if core.final:
        return "paragraph"
    quoted = core.text[0] in _QUOTATION_MARKS
    if _leads_to_quotation(number, items, kinds):
        return "paragraph"
    if core.words >= 3 and (core.text.endswith((":", ";", ",")) or ((item.bullet or quoted) and core.capitals < 0.8)):
        return "paragraph"
    if _announced(number, items, kinds):
        return "paragraph"
    if core.prose or (core.words >= 6 and (core.capitals < 0.5 or not english)):
        # Among lines that end in full stops, one that has none stands under a picture or is set apart.
        bare = not _STOP_INSIDE.search(core.text[:_SEEN])
        return "caption" if bare and english and not unpunctuated else "paragraph"
    return "boilerplate" if _teaser(core) or item.core.words > 12 else "heading"


def _leads_to_quotation(number: int, items: list[Item], kinds: list[BlockKind | None]) -> bool:
    """Whether a short line says who speaks in the next one: "The Courier reports:", "She said:"."""
    core = items[number].core
    if core.words < 2 or not core.text.endswith(":") or number + 1 >= len(items) or kinds[number + 1] is not None:
        return False
    return items[number + 1].core.text[0] in _QUOTATION_MARKS


def _announced(number: int, items: list[Item], kinds: list[BlockKind | None]) -> bool:
    """Whether a line belongs to a list that a line with a colon at its end announces."""
    for earlier in range(number - 1, max(-1, number - 60), -1):
        core = items[earlier].core
        if core.text.endswith(":"):
            return kinds[earlier] is None and core.words >= 3
        if core.final or kinds[earlier] is not None:
            return False
    return False


def _framed(number: int, kinds: list[BlockKind | None]) -> bool:
    """Whether a byline, a date or a button stands right behind a line: then it is no paragraph yet."""
    return number + 1 < len(kinds) and kinds[number + 1] in ("byline", "dateline", "boilerplate")


def _pictures(items: list[Item], kinds: list[BlockKind | None]) -> None:
    """Marks captions, and the lines that belong to the pictures of other articles."""
    for number, item in enumerate(items):
        if kinds[number] not in (None, "boilerplate"):
            continue
        core = item.core
        following = items[number + 1].core if number + 1 < len(items) else None
        if core.text.startswith("©") and following is not None and is_glued(core, following):
            kinds[number] = "caption"
        if kinds[number] is not None:
            continue
        if number and captions.is_placeholder(items[number - 1].core.text) and (item.emphasis or not core.final):
            kinds[number] = "caption"
            continue
        credit = captions.credit(core.text)
        if captions.label_end(core.text) or captions.points_at(core.text):
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


def is_glued(core: Line, following: Line) -> bool:
    """Whether a credit runs into the caption that the next line gives again."""
    return following.words >= 4 and caption_text(following) in core.text


def caption_text(core: Line) -> str:
    """A caption without the credit behind it."""
    credit = captions.credit(core.text)
    return core.text[: credit.start] if credit is not None else core.text


def _same_caption(left: Line, right: Line) -> bool:
    """Whether two lines are one caption, once with a credit or a few words more."""
    first, second = key(caption_text(left)), key(caption_text(right))
    return min(len(first), len(second)) >= 30 and first[:60] == second[:60]


def _teaser(core: Line) -> bool:
    """A headline in title case."""
    return not core.final and 4 <= core.words <= 25 and core.capitals >= 0.6


def _ends_text(number: int, items: list[Item], kinds: list[BlockKind | None]) -> bool:
    return not any(kinds[later] is None and items[later].core.sentence for later in range(number + 1, len(items)))
