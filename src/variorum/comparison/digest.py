"""A short account of what happened: whole sentences of the reports, and beside each the reports that tell it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from variorum.annotate.clauses import base
from variorum.comparison.origins import Testimony
from variorum.comparison.standalone import asks, is_quoted, leans
from variorum.comparison.units import Units
from variorum.model.comparison import DigestSentence, Point
from variorum.model.document import Document, Sentence
from variorum.model.text import Span

DIGEST_SENTENCES = 7
_ENOUGH = 3
"""Sentences from which a digest needs none about rows that are not sure."""
_REDUNDANT = 0.7
"""Cosine from which two sentences of a digest tell the same."""
_ALIKE = 0.6
"""Cosine with the sentence of a gist from which a sentence may be shown with those who tell that point."""
_BACKED = 0.5
"""Probability that some words of a report tell the main clause of a sentence from which it is named beside it: a row's
reports need not all tell the side of the matter that the sentence tells."""
_DIGEST_WORDS = (8, 45)
_MAIN = frozenset(("ccomp", "xcomp", "parataxis", "conj"))
"""Relations of what is as weighty as the main clause: what it reports or leads to, or stands beside it."""


Together = Callable[[int, int], float]
"""Probability that two statements belong into one point."""

CountOrigins = Callable[[Sequence[Testimony]], tuple[int, int, int]]
"""Articles, texts and independent origins behind what is said of a point."""


def digest(
    points: Sequence[Point],
    documents: Sequence[Document],
    units: Units,
    together: Together,
    count_origins: CountOrigins,
    size: int = DIGEST_SENTENCES,
) -> tuple[DigestSentence, ...]:
    """A short account: for the weightiest points that several articles carry, the highest sentence that stands alone.

    The higher a sentence stands in its article the more it sums up, and the more of the others tell it. Rows that are
    not sure come last, and not at all once there are enough sentences. Beside a sentence stand those that tell its main
    clause; one that nobody else tells is left out, unless nothing else that can be read alone tells the weightiest
    point. No point has more than one, a contested one more than two. The weightiest point comes first; the others
    follow in the order in which the articles tell them, as inverted pyramids go from the event to its past. Of a
    superseded point only the latest article speaks.

    Args:
        points: The rows, from which sentences are drawn.
        documents: The reports.
        units: Their statements.
        together: How likely two of the statements belong together.
        count_origins: Gives the three numbers of a point by who tells it.
        size: Most sentences.
    """
    places = _places(documents)
    by_id = {document.article.id: document for document in documents}
    backing = _Backing(units, together)
    told_in: dict[tuple[str, str], list[tuple[Span, Point]]] = defaultdict(list)
    for point in points:
        for mention in point.mentions:
            told_in[mention.span.article, mention.span.field].append((mention.span, point))

    def told(sentence: Sentence, point: Point, articles: Sequence[str]) -> _Told:
        contested = bool(_disputed(sentence, told_in[sentence.span.article, sentence.span.field]))
        origins = count_origins(
            [Testimony(m.span.article, m.span, m.said_by) for m in point.mentions if m.span.article in articles]
        )[2]
        added = DigestSentence(sentence.span, point.id, tuple(articles), origins, contested)
        return _Told(added, sentence, _depth(point, places))

    def with_others(sentence: Sentence, point: Point) -> _Told | None:
        mentions = told_in[sentence.span.article, sentence.span.field]
        shown = _stands_for(sentence, point, mentions)
        if shown is None or _cosine(sentence, places[_place(shown.gist)][1]) < _ALIKE:
            return None
        articles = backing.tellers(sentence, shown)
        if shown.status != "contested":
            # A clause that stands in several rows is told by those who tell them all.
            rows = [
                {m.span.article for m in row.mentions} for row in _main_rows(sentence, mentions) if row.articles > 1
            ]
            articles = tuple(a for a in articles if a == sentence.span.article or all(a in row for row in rows))
        # What is contested may stand there in two versions.
        again = sum(other.added.point == shown.id for other in chosen) > (shown.status == "contested")
        if again or (shown.articles > 1 and len(articles) == 1):
            return None
        alike = any(_cosine(sentence, other.sentence) >= _REDUNDANT for other in chosen)
        return None if alike else told(sentence, shown, articles)

    chosen: list[_Told] = []
    for point in sorted(points, key=lambda p: (p.articles < 2, not p.surely_shared, -p.importance)):
        if (
            len(chosen) == size
            or (len(chosen) >= _ENOUGH and not point.surely_shared)
            or (point.articles < 2 and chosen)
        ):
            break
        witnesses = [places[_place(span)][1] for span in _witnesses(point, documents)]
        readable = [sentence for sentence in witnesses if _is_readable(sentence, by_id[sentence.span.article])]
        readable.sort(key=lambda sentence: (leans(sentence), sentence.index))
        found = next(filter(None, (with_others(sentence, point) for sentence in readable)), None)
        if readable and not chosen and point.articles > 1:
            lead = readable[0]
            if found is None or leans(found.sentence) > leans(lead):
                found = told(lead, point, [lead.span.article])
        if found is not None:
            chosen.append(found)
    in_order = chosen[:1] + sorted(chosen[1:], key=lambda item: item.depth)
    return tuple(item.added for item in in_order)


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence of the digest, and how far down the articles tell its point."""

    added: DigestSentence
    sentence: Sentence
    depth: float


def _is_readable(sentence: Sentence, document: Document) -> bool:
    """Whether a sentence is one of a paragraph, neither short nor long, no question and no bare quotation."""
    words = sum(token.pos != "PUNCT" for token in sentence.tokens)
    fits = sentence.block == "paragraph" and _DIGEST_WORDS[0] <= words <= _DIGEST_WORDS[1]
    return fits and not asks(sentence) and not is_quoted(sentence, document)


class _Backing:
    """How surely the reports that tell a point tell what a sentence states of it."""

    def __init__(self, units: Units, together: Together) -> None:
        self._units = units
        self._together = together
        self._carrying: dict[Span, list[int]] = defaultdict(list)
        self._inside: dict[Span, list[int]] = defaultdict(list)
        self._of: dict[str, list[int]] = defaultdict(list)
        for k, unit in enumerate(units.items):
            self._carrying[unit.statement.span].append(k)
            self._inside[unit.sentence.span].append(k)
            self._of[unit.sentence.span.article].append(k)

    def tellers(self, sentence: Sentence, point: Point) -> tuple[str, ...]:
        """The reports whose words for the point likely tell the sentence's main clause, in order, its own among them.

        What stands beside the main clause ("... and fled") they must tell, too, in whatever words. Beside a value of
        what is contested those that give one count as well: they are named for the value.
        """
        values = [value.span for value in point.differs.values] if point.differs is not None else []
        valued = point.status == "contested" and any(_holds(sentence.span, value) for value in values)
        sure = {sentence.span.article, *(value.article for value in values if valued)}
        words: dict[str, list[int]] = defaultdict(list)
        for mention in point.mentions:
            words[mention.span.article] += self._carrying[mention.span]
        main, beside = self._main(sentence)

        def tells(parts: Sequence[int], others: Sequence[int]) -> bool:
            return any(self._together(own, other) >= _BACKED for own in parts for other in others)

        return tuple(
            article
            for article, carried in words.items()
            if article in sure or (tells(main, carried) and all(tells([k], self._of[article]) for k in beside))
        )

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


def _stands_for(sentence: Sentence, point: Point, mentions: Sequence[tuple[Span, Point]]) -> Point | None:
    """The point whose tellers may be named beside a sentence that was chosen for a point.

    Only that point itself if no other article tells the main clause, and none if not even that point is in it. Else the
    weightiest contested one that the sentence tells; else that point if its main clause tells it; else, of those that
    it and several articles tell, the one of fewest articles, so that nobody is named who may tell another one only.

    Args:
        sentence: The sentence.
        point: What it was chosen for.
        mentions: All mentions of its article, with their points.
    """
    main = _main_rows(sentence, mentions)
    shared = [other for other in main if other.articles > 1]
    if not shared:
        return point if point in main else None
    disputed = [point] if point.status == "contested" else _disputed(sentence, mentions)
    if disputed:
        return max(disputed, key=lambda other: other.importance)
    return point if point in shared else min(shared, key=lambda other: (other.articles, -other.importance))


def _holds(outer: Span, inner: Span) -> bool:
    same = (outer.article, outer.field) == (inner.article, inner.field)
    return same and outer.start <= inner.start < outer.end


def _main_rows(sentence: Sentence, mentions: Sequence[tuple[Span, Point]]) -> list[Point]:
    """The points that the main clause tells, or what it reports or leads to."""
    return [point for start in _main_words(sentence) for point in _innermost(start, mentions)]


def _disputed(sentence: Sentence, mentions: Sequence[tuple[Span, Point]]) -> list[Point]:
    """The contested points that a sentence tells, wholly or in part."""
    return [
        other
        for span, other in mentions
        if other.status == "contested" and sentence.span.start <= span.start < sentence.span.end
    ]


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


def _witnesses(point: Point, documents: Sequence[Document]) -> list[Span]:
    """The gist and the mentions; where a later figure replaced an earlier one, those of the latest article."""
    spans = [point.gist, *(mention.span for mention in point.mentions)]
    times = {document.article.id: document.article.clock for document in documents}
    dated = [time for span in spans if (time := times[span.article]) is not None]
    if point.status != "superseded" or not dated:
        return spans
    last = max(dated)
    return [span for span in spans if times[span.article] == last]


def _depth(point: Point, places: Mapping[tuple[str, str, int], tuple[float, Sentence]]) -> float:
    """How far down the articles first tell a point, 0 to 1: the mean over those that do."""
    first: dict[str, float] = {}
    for mention in point.mentions:
        own = places[_place(mention.span)][0]
        first[mention.span.article] = min(own, first.get(mention.span.article, own))
    return sum(first.values()) / len(first)


def _places(documents: Sequence[Document]) -> Mapping[tuple[str, str, int], tuple[float, Sentence]]:
    """For every code point at which a word begins: how far down the article it stands, and its sentence."""
    return {
        (document.article.id, sentence.span.field, token.start): (
            sentence.index / max(len(document.sentences), 1),
            sentence,
        )
        for document in documents
        for sentence in document.sentences
        for token in sentence.tokens
    }


def _place(span: Span) -> tuple[str, str, int]:
    return span.article, span.field, span.start


def _cosine(a: Sentence, b: Sentence) -> float:
    return float(np.dot(a.parse.vector, b.parse.vector))
