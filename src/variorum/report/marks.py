"""Articles annotated in place: text split where marks begin and end, so that marks may overlap freely."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise

from variorum.model.article import Article
from variorum.model.comparison import Comparison, Status
from variorum.model.text import CONTENT, BlockKind, Field, Span
from variorum.report import legend
from variorum.report.witnesses import Witness

_WEIGHED: tuple[Status | None, ...] = (*legend.STATUSES, None)
_WEIGHT = {status: weight for weight, status in enumerate(_WEIGHED)}
"""The weightiest status of several is the one that is shown."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A span with its place in the page.

    Attributes:
        span: What is marked.
        key: What it belongs to, one word: "p12" a point, "vp12" a value of it, "np12" what comes nearest to it, "q3" a
            quotation, "l2" a label, "c1" a copied passage, "d1" a sentence of the digest, "t4" an entry of the time
            line.
        anchor: Id of the mark in the page.
        status: Of the point, if it is a point's mark.
    """

    span: Span
    key: str
    anchor: str
    status: Status | None


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text with the same marks from end to end.

    Attributes:
        text: The characters.
        keys: The points marked here ("p12") and the anchors of all other marks, the shortest mark first; empty for
            plain text.
        status: The status to show, the weightiest of its points'; None if no point is marked here.
        anchors: Ids of the marks that begin with it.
        ends: Marks of points that end with it, in the order of the points.
    """

    text: str
    keys: tuple[str, ...]
    status: Status | None
    anchors: tuple[str, ...]
    ends: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class MarkedBlock:
    """A block of an article; a block that is not compared has its marks all the same."""

    kind: BlockKind
    compared: bool
    segments: tuple[Segment, ...]


@dataclass(slots=True)
class Marks:
    """All marks of a page, collected first, then laid out article by article."""

    witnesses: dict[str, Witness]
    _by_place: dict[tuple[str, Field], list[Mark]] = field(default_factory=lambda: defaultdict(list))
    _anchor: dict[tuple[str, Span], str] = field(default_factory=dict)
    _used: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, span: Span, key: str, status: Status | None = None) -> str:
        """Mark a span and return its id in the page; the same span under the same key is marked once."""
        known = self._anchor.get((key, span))
        if known is not None:
            return known
        anchor = f"{key}-{self.witnesses[span.article].anchor}"
        self._used[anchor] += 1
        if self._used[anchor] > 1:
            # "." is in no article's anchor, so this never meets the anchor of another article.
            anchor = f"{anchor}.{self._used[anchor]}"
        self._anchor[(key, span)] = anchor
        self._by_place[span.article, span.field].append(Mark(span, key, anchor, status))
        return anchor

    def href(self, span: Span, key: str) -> str:
        """The address within the page of a span that was marked under that key."""
        return "#" + self._anchor[(key, span)]

    def title(self, article: Article) -> tuple[Segment, ...]:
        """The marked title of an article; empty if it has none."""
        marks = self._by_place.get((article.id, "title"), [])
        return _segments(article.title, 0, len(article.title), marks) if article.title.strip() else ()

    def blocks(self, article: Article) -> tuple[MarkedBlock, ...]:
        """The marked blocks of an article's text, with whatever the blocks do not cover as paragraphs."""
        marks = sorted(self._by_place.get((article.id, "text"), []), key=lambda mark: mark.span.start)
        found: list[MarkedBlock] = []
        for kind, start, end in _cover(article):
            inside = [mark for mark in marks if mark.span.start < end and mark.span.end > start]
            found.append(MarkedBlock(kind, kind in CONTENT, _segments(article.text, start, end, inside)))
        return tuple(found)


def collect(comparison: Comparison, witnesses: dict[str, Witness]) -> Marks:
    """Every span of a comparison that the page leads to."""
    marks = Marks(witnesses)
    for point in comparison.points:
        for mention in point.mentions:
            marks.add(mention.span, point.id, point.status)
        marks.add(point.gist, point.id, point.status)
        for span in point.nearest:
            if span is not None:
                marks.add(span, f"n{point.id}")
        if point.differs:
            for value in point.differs.values:
                marks.add(value.span, f"v{point.id}")
    for number, group in enumerate(comparison.quotes, 1):
        for quoted in group.mentions:
            marks.add(quoted.span, f"q{number}")
    for number, label in enumerate(comparison.labels, 1):
        for designation in label.designations:
            marks.add(designation.span, f"l{number}")
    for number, link in enumerate(comparison.copies, 1):
        for passage in link.passages:
            marks.add(passage.left, f"c{number}")
            marks.add(passage.right, f"c{number}")
    for number, sentence in enumerate(comparison.digest, 1):
        marks.add(sentence.span, f"d{number}")
    for number, entry in enumerate(comparison.timeline, 1):
        for span in entry.spans:
            marks.add(span, f"t{number}")
    return marks


def _cover(article: Article) -> list[tuple[BlockKind, int, int]]:
    """The blocks of the text in order, not overlapping, and paragraphs for visible text between them."""
    text = article.text
    covered: list[tuple[BlockKind, int, int]] = []
    at = 0
    for block in sorted((b for b in article.blocks if b.field == "text"), key=lambda b: (b.start, b.end)):
        start, end = max(block.start, at), min(block.end, len(text))
        if start >= end:
            continue
        covered += _paragraphs(text, at, start)
        covered.append((block.kind, start, end))
        at = end
    return covered + _paragraphs(text, at, len(text))


def _paragraphs(text: str, start: int, end: int) -> list[tuple[BlockKind, int, int]]:
    found: list[tuple[BlockKind, int, int]] = []
    while start < end:
        stop = text.find("\n\n", start, end)
        stop = end if stop < 0 else stop
        if text[start:stop].strip():
            found.append(("paragraph", start, stop))
        start = stop + 2
    return found


def _segments(text: str, start: int, end: int, marks: list[Mark]) -> tuple[Segment, ...]:
    # A long story has thousands of these: marks are ranked once, the shortest first, and handled by their rank.
    ranked = sorted(marks, key=lambda mark: (mark.span.end - mark.span.start, mark.key))
    rank = {id(mark): number for number, mark in enumerate(ranked)}
    keys = [mark.key if mark.status else mark.anchor for mark in ranked]
    weights = [_WEIGHT[mark.status] for mark in ranked]
    bounds = {start, end}
    opening: dict[int, list[Mark]] = defaultdict(list)
    closing: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        opening[max(mark.span.start, start)].append(mark)
        closing[min(mark.span.end, end)].append(mark)
        bounds.update((min(max(mark.span.start, start), end), min(max(mark.span.end, start), end)))
    active: list[int] = []
    found: list[Segment] = []
    for low, high in pairwise(sorted(bounds)):
        active = [number for number in active if ranked[number].span.end > low]
        opened = opening.get(low, ())
        if opened:
            active = sorted((*active, *(rank[id(mark)] for mark in opened)))
        # A mark that runs on from the block before has its anchor there, and its reference where it really ends.
        anchors = tuple(mark.anchor for mark in opened if mark.span.start == low)
        # A point is told once where several of its mentions end together.
        ending = {mark.key: mark for mark in closing.get(high, ()) if mark.status and mark.span.end == high}
        ended = sorted(ending.values(), key=lambda mark: (len(mark.key), mark.key))
        status = _WEIGHED[min(map(weights.__getitem__, active))] if active else None
        shown = tuple(dict.fromkeys(map(keys.__getitem__, active)))
        found.append(Segment(text[low:high], shown, status, anchors, tuple(ended)))
    return tuple(found)
