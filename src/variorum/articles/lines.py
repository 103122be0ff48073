"""A text cut into lines, with the features that tell what a line is for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_BREAK = re.compile("[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_WORD = re.compile(r"[^\W_]+(?:['’\-.&][^\W_]+)*")
_LETTERS = re.compile(r"[^\W\d_]+")
_LATIN = re.compile("[A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff]+")
_UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]+")
_PARAGRAPH_GAP = re.compile(r"\n[^\S\n]*\r?\n|\r[^\S\r\n]*\r|\u2029")

_HEAD = 600
_TAIL = 300
"""Characters of a line that its features are taken from; a line longer than both is a paragraph anyhow."""

STOP_WORDS = frozenset(
    """a about after again against all also an and any are as at be because been before being between both but by can
    could did do does during each for from had has have he her here hers him his how i if in into is it its itself just
    may me might more most must my no nor not of off on once only or other our out over own same shall she should so
    some such than that the their theirs them then there these they this those through to too under until up very was
    we were what when where which while who whom why will with would you your""".split()
)
"""Function words of English; no list of topics."""

_CLOSERS = "\"'”’»›)]}*_~ \u200b"
_FINAL = ".!?…。！？"


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or several that were wrapped from one, without the white space around it.

    Attributes:
        start: First code point in the field.
        end: One past the last.
        text: The characters.
        words: Number of words; of a long line, of its beginning and end.
        final: Ends a sentence.
        stops: Share of function words among its words, 0 to 1.
        capitals: Share of words with a capital first letter among those that are no function words, the first left
            out, 0 to 1.
        letters: Number of letters.
        latin: Share of Latin letters among them; 1 if there are none.
        gap: An empty line stands before it.
    """

    start: int
    end: int
    text: str
    words: int
    final: bool
    stops: float
    capitals: float
    letters: int
    latin: float
    gap: bool

    @property
    def prose(self) -> bool:
        """Reads like running text: enough words, enough of them function words, not in title case."""
        return self.words >= 8 and self.stops >= 0.2 and (self.capitals < 0.6 or self.words > 30)

    @property
    def sentence(self) -> bool:
        """Running text that ends like a sentence."""
        return self.final and self.words >= 4 and (self.stops > 0 or self.words >= 8)


def cut(text: str) -> list[Line]:
    """The lines of a text that hold anything, hard-wrapped ones joined again."""
    pieces = list(_pieces(text))
    return [_line(text, start, end, gap) for start, end, gap in _joined(text, pieces)]


def one(text: str) -> list[Line]:
    """A field that is one line whatever breaks stand in it, a title."""
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    return [_line(text, start, end, True)] if start < end else []


def sub(line: Line, text: str, start: int, end: int) -> Line | None:
    """The part of a line between two offsets, without white space; None if nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start >= end:
        return None
    return line if (start, end) == (line.start, line.end) else _line(text, start, end, line.gap)


def words(text: str) -> list[str]:
    """The words of a text, without punctuation."""
    return _WORD.findall(text)


def spells(label: str, name: str) -> bool:
    """Whether a word can be made from beginnings of a name's words, in order: "abcnet" of "Abc National Network".

    Initials are the simplest case. It ties an agency's letters or a domain to a full name.
    """
    label = label.lower()
    parts = [word.lower() for word in words(name)]
    if not parts or len(label) > 40 or len(parts) > 8:
        return False
    reachable = {0}
    for part in parts:
        following = set()
        for position in reachable:
            length = 0
            while position + length < len(label) and length < len(part) and label[position + length] == part[length]:
                length += 1
                following.add(position + length)
        reachable = following
    return len(label) in reachable


def _pieces(text: str) -> Iterator[tuple[int, int, bool]]:
    previous = 0
    for found in _BREAK.finditer(text):
        start, end = found.span()
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start < end:
            yield start, end, previous == 0 or _PARAGRAPH_GAP.search(text, previous, start) is not None
            previous = end


def _joined(text: str, pieces: list[tuple[int, int, bool]]) -> Iterator[tuple[int, int, bool]]:
    """Puts together the lines that a line length limit, or stray breaks in mid-sentence, have parted."""
    width = _wrap_width(pieces)
    current: tuple[int, int, bool] | None = None
    last = (0, 0)
    for start, end, gap in pieces:
        if current is not None and not gap and _continues(text, last, (start, end), width):
            current = (current[0], end, current[2])
        else:
            if current is not None:
                yield current
            current = (start, end, gap)
        last = (start, end)
    if current is not None:
        yield current


def _wrap_width(pieces: list[tuple[int, int, bool]]) -> int:
    """The line length at which the whole text was wrapped; 0 if it was not."""
    lengths = [end - start for start, end, _ in pieces]
    longest = max(lengths, default=0)
    followers = sum(1 for _, _, gap in pieces if not gap)
    full = sum(1 for length in lengths if length >= 0.8 * longest)
    return longest if 40 <= longest <= 120 and followers >= 0.5 * len(pieces) and full >= 0.4 * len(pieces) else 0


def _continues(text: str, before: tuple[int, int], after: tuple[int, int], width: int) -> bool:
    """Whether the break between two lines is one of layout, not of sense."""
    length = before[1] - before[0]
    first = text[after[0] : after[0] + 60].split(maxsplit=1)[0]
    if width:
        # Wrapped where the next word would not have fitted.
        return length + 1 + len(first) > width
    begins = first.lstrip("(\"'“‘")[:1]
    return length >= 40 and begins.islower() and text[before[1] - 1] not in _FINAL + ":;" + _CLOSERS


def _line(text: str, start: int, end: int, gap: bool) -> Line:
    whole = text[start:end]
    sample = whole if len(whole) <= _HEAD + _TAIL else whole[:_HEAD] + " " + whole[-_TAIL:]
    found = _WORD.findall(sample)
    lowered = [word.lower() for word in found]
    stops = sum(1 for word in lowered if word in STOP_WORDS)
    open_class = [word for word, low in zip(found[1:], lowered[1:], strict=True) if low not in STOP_WORDS]
    capitals = sum(1 for word in open_class if word[0].isupper())
    letters = _total(_LETTERS, sample)
    latin = letters if sample.isascii() else _total(_LATIN, sample)
    # Scripts that put no spaces between words have about one word in two characters.
    unspaced = 0 if sample.isascii() else _total(_UNSPACED, sample)
    ending = sample.rstrip(_CLOSERS)[-1:]
    return Line(
        start=start,
        end=end,
        text=whole,
        words=max(len(found), unspaced // 2),
        final=bool(ending) and ending in _FINAL,
        stops=stops / len(found) if found else 0.0,
        capitals=capitals / len(open_class) if open_class else 0.0,
        letters=letters,
        latin=latin / letters if letters else 1.0,
        gap=gap,
    )


def _total(pattern: re.Pattern[str], text: str) -> int:
    """Number of characters in all matches."""
    return sum(map(len, pattern.findall(text)))
