"""Which words of a gist its own row is about, and which are another row's and only make them understood."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from variorum.model.comparison import Comparison, Point
from variorum.model.text import Field, Span
from variorum.report.plain import one_line, shorten

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_OPENING = "“‘\"'([{"
_LEAST = 3
"""Fewer words are not told apart: neither another row's, side by side, nor the row's own."""

_Places = Mapping[tuple[str, Field], list[tuple[int, int, str]]]
"""Under article and field: start and end of each mention, and its point."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some words of a gist.

    Attributes:
        text: The words in one line, with the space that parts them from what comes next.
        own: They are what the row is about; others are told in a row of their own.
    """

    text: str
    own: bool


@dataclass(frozen=True, slots=True)
class Focus:
    """Tells the words of gists apart; made once for a comparison by `focus_on`."""

    mentions: _Places

    def parts(self, point: Point, width: int) -> tuple[Part, ...]:
        """The gist of a point in parts, together of about `width` characters at most.

        What does not fit is cut: first what stands before the row's own words, then the end; an ellipsis tells so.
        """
        gist = point.gist
        runs = [
            Part(one_line(gist.quote[start:end]) + " " * gist.quote[start:end].endswith((" ", "\n")), own)
            for start, end, own in _runs(gist, self._is_own(point))
        ]
        if sum(len(part.text) for part in runs) > width and len(runs) > 1 and not runs[0].own:
            runs[0] = Part("… ", own=False)
        return _fitting(runs, width)

    def _is_own(self, point: Point) -> list[bool]:
        """For each character of the gist whether the row is about it, or at least no other row is."""
        gist = point.gist
        own, others = [False] * len(gist.quote), [False] * len(gist.quote)
        for start, end, key in self.mentions.get((gist.article, gist.field), ()):
            if start < gist.end and gist.start < end:
                inside = range(max(start, gist.start) - gist.start, min(end, gist.end) - gist.start)
                marked = own if key == point.id else others
                for k in inside:
                    marked[k] = True
        told = sum(any(own[match.start() : match.end()]) for match in _WORD.finditer(gist.quote))
        return [told < _LEAST or mine or not theirs for mine, theirs in zip(own, others, strict=True)]


def focus_on(comparison: Comparison) -> Focus:
    """What tells the words of a comparison's gists apart."""
    found: dict[tuple[str, Field], list[tuple[int, int, str]]] = defaultdict(list)
    for point in comparison.points:
        for mention in point.mentions:
            found[mention.span.article, mention.span.field].append((mention.span.start, mention.span.end, point.id))
    return Focus(found)


def _runs(gist: Span, is_own: list[bool]) -> Iterable[tuple[int, int, bool]]:
    """Stretches of the gist that belong together: start, end, own; all of it, one after the other."""
    words = [(any(is_own[match.start() : match.end()]), match.start()) for match in _WORD.finditer(gist.quote)]
    runs = [(own, [start for _, start in run]) for own, run in groupby(words, key=lambda word: word[0])]
    kept = [(own or len(starts) < _LEAST, starts[0]) for own, starts in runs]
    begins = [(own, next(run)[1]) for own, run in groupby(kept, key=lambda run: run[0])] or [(True, 0)]
    bounds = [0, *(_with_opening(gist.quote, start) for _, start in begins[1:]), len(gist.quote)]
    return [(bounds[k], bounds[k + 1], own) for k, (own, _) in enumerate(begins)]


def _with_opening(text: str, start: int) -> int:
    """Where a word begins, with the mark or bracket that opens before it."""
    while start > 0 and text[start - 1] in _OPENING:
        start -= 1
    return start


def _fitting(runs: Iterable[Part], width: int) -> tuple[Part, ...]:
    """The parts up to a width."""
    found: list[Part] = []
    for part in runs:
        if len(part.text.rstrip()) > width:
            found.append(Part(shorten(part.text, max(width, 2)), part.own))
            break
        found.append(part)
        width -= len(part.text)
    return tuple(found)
