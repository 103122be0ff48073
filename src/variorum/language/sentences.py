"""Finds the ends of sentences among the words of a text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

Span = tuple[int, int]

_STOPS: Final = re.compile(r"(?:[.?!…]|\.{2,}|[?!]+|…+)\Z")
_CLOSERS: Final = frozenset("\"'”’»)]}") | {"''"}
_OPENERS: Final = frozenset("\"'“‘«([{") | {"``"}
_BULLETS: Final = frozenset("•·●○▪■□►▸‣⁃*-–—+")
_NO_END: Final = frozenset(
    """Mr Mrs Ms Mx Dr Prof Rev Fr Hon Pres Gov Lt Col Gen Maj Capt Cmdr Adm Sgt Cpl Pvt Sen Rep Reps Sens Supt Insp
    Det Amb Messrs Mme Mlle St Ste Ft Mt No Nos Fig Figs vs v cf eg ie viz al ca approx Attn e.g i.e
    Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec""".split()
)
"""Abbreviations that stand before what they belong to, so that they hardly ever end a sentence."""

_STARTERS: Final = frozenset(
    """the a an this that these those he she it they we i you his her its their our my your there here what who when
    where why how if in on at for from with by as after before during since while although though but and or so yet
    however meanwhile also then now not no some many most all both each every one two three several another other
    mr mrs ms dr president police officials""".split()
)
"""Words that, written with a capital, show that a sentence begins rather than that a name goes on."""

_OFFICES: Final = frozenset("president police officials".split())
"""Those of them that a name may stand before without "the": "former U.S. President"."""

_WIDTH: Final = 120
"""Lines of wrapped text have no more characters; where one has, every line is a paragraph, a caption or a heading."""

_AFTER_HOURS: Final = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun january
    february march april may june july august september october november december jan feb mar apr jun jul aug sept sep
    oct nov dec et est edt ct cst cdt mt mst mdt pt pst pdt gmt utc bst cet cest ist jst eastern central
    mountain pacific""".split()
)
"""What goes on behind "a.m." and "p.m."."""


_LONG, _LONGEST = 300, 500
"""Words from which a sentence without an end is cut at the next comma, and at which it is cut anywhere."""

_PAUSES: Final = frozenset(",;:–—")


def split(text: str, words: Sequence[Span]) -> list[Span]:
    """Groups words into sentences: (first, last) indices of words, half-open, in order, leaving none out.

    What runs on for hundreds of words is a list or no prose at all, and is cut: the time to read a sentence grows with
    the square of its length.
    """
    sentences: list[Span] = []
    first = index = 0
    count = len(words)
    wrapped = all(len(line) <= _WIDTH for line in text.splitlines())
    while index < count:
        end = _end_after(text, words, first, index, wrapped) or _cut_after(text, words, first, index)
        if end:
            sentences.append((first, end))
            first = index = end
        else:
            index += 1
    if first < count:
        sentences.append((first, count))
    return sentences


def _cut_after(text: str, words: Sequence[Span], first: int, index: int) -> int:
    """The end of a stretch that is too long for a sentence if one ends with this word, else 0."""
    length = index + 1 - first
    pause = text[words[index][0] : words[index][1]] in _PAUSES
    return index + 1 if length >= _LONGEST or (length >= _LONG and pause) else 0


def _end_after(text: str, words: Sequence[Span], first: int, index: int, wrapped: bool) -> int:
    """The end of the sentence if one ends with this word and what closes it, else 0."""
    start, end = words[index]
    count = len(words)
    if index + 1 == count:
        return count
    gap = text[end : words[index + 1][0]]
    if gap and "\n" in gap and _ends_at_line(text, words, first, index, gap, wrapped):
        return index + 1
    last = text[end - 1]
    if last not in ".?!…":
        return 0
    word = text[start:end]
    after = _closed(text, words, index + 1)
    if after == count:
        return count
    if "\n" in text[words[after - 1][1] : words[after][0]]:
        # The line break decides when its turn comes.
        return 0
    spaced = words[after - 1][1] < words[after][0]
    following = text[words[after][0] : words[after][1]]
    begins = _begins(text, words, after)
    if not _STOPS.match(word):
        # An abbreviation with its full stop.
        return after if spaced and begins and _abbreviation_ends(text, words, first, index, following) else 0
    if word[0] in "?!":
        return after if begins and (spaced or following[:1].isupper()) else 0
    if len(word) > 1 or word == "…":
        return after if begins and spaced else 0
    if not spaced:
        # A missing space: "... he said.The next day", "... he said.“The next day".
        bare = after == index + 1
        if bare and following in _OPENERS and after + 1 < count and words[after][1] == words[after + 1][0]:
            following = text[words[after + 1][0] : words[after + 1][1]]
        before = text[words[index - 1][0] : words[index - 1][1]] if index else ""
        fits = following[:1].isupper() and following[1:2].islower() and before[-1:].islower() and len(before) > 1
        return after if begins and (fits or not bare) and (fits or following[:1].isupper()) else 0
    if index == first + 1 and text[words[first][0] : words[first][1]].isdigit():
        # "1." counts an item.
        return 0
    if begins:
        return after
    # A sentence may begin with a number or in lower case, if a quotation or bracket does not go on behind it.
    return after if following[:1].isdigit() and after == index + 1 else 0


def _closed(text: str, words: Sequence[Span], index: int) -> int:
    """The index behind the quotation marks, brackets and note marks that close a sentence."""
    count = len(words)
    while index < count:
        start, end = words[index]
        mark = text[start:end]
        touching = words[index - 1][1] == start
        if mark in _CLOSERS and not _opens_glued(text, words, index) and (touching or not _opens(text, words, index)):
            index += 1
        elif mark == "[" and index + 2 < count and text[words[index + 1][0] : words[index + 1][1]].isdigit():
            if text[words[index + 2][0]] != "]":
                break
            index += 3
        else:
            break
    return index


def _opens(text: str, words: Sequence[Span], index: int) -> bool:
    """Whether a quotation mark stands before what it quotes."""
    start, end = words[index]
    if text[start] in "”’»)]}":
        return False
    return index + 1 < len(words) and words[index + 1][0] == end


def _opens_glued(text: str, words: Sequence[Span], index: int) -> bool:
    """Whether a straight mark without a space on either side opens: those before it in its paragraph are in pairs."""
    start, end = words[index]
    if text[start:end] != '"' or index + 1 == len(words) or words[index - 1][1] < start or words[index + 1][0] > end:
        return False
    return text[words[index + 1][0]].isupper() and text.count('"', text.rfind("\n", 0, start) + 1, start) % 2 == 0


def _begins(text: str, words: Sequence[Span], index: int) -> bool:
    """Whether a sentence can begin with this word."""
    count = len(words)
    while index < count and text[words[index][0] : words[index][1]] in _OPENERS | _BULLETS:
        index += 1
    if index == count:
        return True
    initial = text[words[index][0]]
    return initial.isupper() or initial.isdigit() or initial in "@#$£€" or not (initial.islower() or initial in ",;:)")


def _abbreviation_ends(text: str, words: Sequence[Span], first: int, index: int, following: str) -> bool:
    start, end = words[index]
    bare = text[start : end - 1]
    if bare == "St" and following.lower() in _STARTERS:
        return True
    if bare in _NO_END or (bare.isupper() and bare.capitalize() in _NO_END):
        return False
    if len(bare) == 1:
        # An initial: a name goes on behind it.
        return False
    if following.lower() in _OFFICES and _has_no_article(text, words, first, index):
        return False
    if following.lower() in _STARTERS:
        return True
    if bare.lower() in {"p.m", "a.m"}:
        return following[:1].isupper() and following.lower().rstrip(".") not in _AFTER_HOURS
    return bare.lower() == "etc" and following[:1].isupper()


def _has_no_article(text: str, words: Sequence[Span], first: int, index: int) -> bool:
    return index == first or text[slice(*words[index - 1])].lower() != "the"


def _ends_at_line(text: str, words: Sequence[Span], first: int, index: int, gap: str, wrapped: bool) -> bool:
    """Whether a line break between two words ends a sentence; two of them always do.

    Args:
        text: The text.
        words: Its words.
        first: The first word of the sentence.
        index: The word before the line break.
        gap: What stands between that word and the next.
        wrapped: Whether the lines of the text are so short that they may have been wrapped.
    """
    if gap.count("\n") > 1 or "\r\n\r\n" in gap:
        return True
    following = text[words[index + 1][0] : words[index + 1][1]]
    if following in _BULLETS:
        return True
    last = text[words[index][1] - 1]
    if following[0].islower() or last in ",;–—-":
        return False
    if last in ".?!…:" or not wrapped:
        return True
    closed = index
    while closed > first and text[words[closed][0] : words[closed][1]] in _CLOSERS:
        closed -= 1
    if text[words[closed][1] - 1] in ".?!…":
        return True
    # A short line is a heading or an item, a long one was wrapped.
    line = words[index][1] - text.rfind("\n", 0, words[index][1]) - 1
    return line < 60
