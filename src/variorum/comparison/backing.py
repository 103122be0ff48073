"""Which reports may be named beside a sentence of one of them: those that tell its main clause, too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from variorum.annotate.clauses import base
from variorum.comparison.points import within
from variorum.comparison.units import Units
from variorum.model.comparison import Point
from variorum.model.document import Sentence
from variorum.model.text import Span

_BACKED = 0.5
"""Probability that some words of a report tell the main clause of a sentence from which it is named beside it: a row's
reports need not all tell the side of the matter that the sentence tells."""
_MAIN = frozenset(("ccomp", "xcomp", "parataxis", "conj"))
"""Relations of what is as weighty as the main clause: what it reports or leads to, or stands beside it."""

Together = Callable[[int, int], float]
"""Probability that two statements belong into one point."""


class Backing:
    """How surely the reports that tell a point tell what a sentence states of it."""

    def __init__(self, points: Sequence[Point], units: Units, together: Together) -> None:
        self._units = units
        self._together = together
        self._mentions: dict[tuple[str, str], list[tuple[Span, Point]]] = defaultdict(list)
        for point in points:
            for mention in point.mentions:
                self._mentions[mention.span.article, mention.span.field].append((mention.span, point))
        self._carrying: dict[Span, list[int]] = defaultdict(list)
        self._inside: dict[Span, list[int]] = defaultdict(list)
        self._of: dict[str, list[int]] = defaultdict(list)
        for k, unit in enumerate(units.items):
            self._carrying[unit.statement.span].append(k)
            self._inside[unit.sentence.span].append(k)
            self._of[unit.sentence.span.article].append(k)

    def stands_for(self, sentence: Sentence, point: Point) -> Point | None:
        """The point whose tellers may be named beside a sentence that was chosen for a point.

        Only that point itself if no other article tells the main clause, and none if not even that point is in it. Else
        the weightiest contested one that the sentence tells; else that point if its main clause tells it; else, of
        those that it and several articles tell, the one of fewest articles, so that nobody is named who may tell
        another one only.
        """
        main = self._main_points(sentence)
        shared = [other for other in main if other.articles > 1]
        if not shared:
            return point if point in main else None
        disputed = [point] if point.status == "contested" else self.disputed(sentence)
        if disputed:
            return max(disputed, key=lambda other: other.importance)
        return point if point in shared else min(shared, key=lambda other: (other.articles, -other.importance))

    def tellers(self, sentence: Sentence, point: Point) -> tuple[str, ...]:
        """The reports whose words for the point likely tell the sentence's main clause, in order, its own among them.

        What stands beside the main clause ("... and fled") they must tell, too, in whatever words. A clause that stands
        in several points is told by those that tell them all. Beside a value of what is contested those that give one
        count as well: they are named for the value.
        """
        values = [value.span for value in point.differs.values] if point.differs is not None else []
        valued = point.status == "contested" and any(within(value, sentence.span) for value in values)
        sure = {sentence.span.article, *(value.article for value in values if valued)}
        words: dict[str, list[int]] = defaultdict(list)
        for mention in point.mentions:
            words[mention.span.article] += self._carrying[mention.span]
        main, beside = self._main(sentence)
        others = [] if point.status == "contested" else self._main_points(sentence)
        everywhere = [{m.span.article for m in other.mentions} for other in others if other.articles > 1]

        def tells(parts: Sequence[int], others: Sequence[int]) -> bool:
            return any(self._together(own, other) >= _BACKED for own in parts for other in others)

        def tells_all(article: str, carried: Sequence[int]) -> bool:
            in_all = all(article in telling for telling in everywhere)
            return in_all and tells(main, carried) and all(tells([k], self._of[article]) for k in beside)

        return tuple(article for article, carried in words.items() if article in sure or tells_all(article, carried))

    def disputed(self, sentence: Sentence) -> list[Point]:
        """The contested points that a sentence tells, wholly or in part."""
        return [
            point
            for span, point in self._mentions[sentence.span.article, sentence.span.field]
            if point.status == "contested" and sentence.span.start <= span.start < sentence.span.end
        ]

    def _main(self, sentence: Sentence) -> tuple[list[int], list[int]]:
        """The statements of the main clause, of what it reports or leads to, and those that stand beside it."""
        inside, starts = self._inside[sentence.span], set(_main_words(sentence))
        relation: dict[int, str] = {}
        for k in inside:
            token = sentence.tokens[self._units.items[k].statement.predicate]
            if token.start in starts:
                relation[k] = base(token.relation)
        beside = [k for k in relation if relation[k] == "conj"]
        return [k for k in relation if k not in beside] or beside or inside, beside

    def _main_points(self, sentence: Sentence) -> list[Point]:
        """The points that the main clause tells, or what it reports or leads to."""
        mentions = self._mentions[sentence.span.article, sentence.span.field]
        return [point for start in _main_words(sentence) for point in _innermost(start, mentions)]


def _main_words(sentence: Sentence) -> list[int]:
    """Where the predicates of the main clause and of what it leads to begin, or of what it reports."""
    tokens = sentence.tokens
    roots = {k for k, token in enumerate(tokens) if token.head < 0}
    below = {k for k, token in enumerate(tokens) if token.head in roots and base(token.relation) in _MAIN}
    reporting = {tokens[k].head for k in below if base(tokens[k].relation) == "ccomp"}
    return [tokens[k].start for k in sorted((roots | below) - reporting)]


def _innermost(place: int, mentions: Sequence[tuple[Span, Point]]) -> list[Point]:
    """The points of the shortest mention around a place: words of a clause may lie on both sides of another one."""
    around = [(span, point) for span, point in mentions if span.start <= place < span.end]
    least = min((span.end - span.start for span, _ in around), default=0)
    return [point for span, point in around if span.end - span.start == least]
