"""What a reader reads first: a digest, a time line, and what each article leaves out. All of it verbatim."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import numpy as np

from variorum.annotate.clauses import base
from variorum.comparison.points import within
from variorum.comparison.units import Units
from variorum.model.comparison import SURE_SILENCE, UNSURE_ROW, DigestSentence, Omission, Point, TimelineEntry
from variorum.model.document import Document, Sentence
from variorum.model.text import Span

DIGEST_SENTENCES = 7
_ENOUGH = 3
"""Sentences from which a digest needs none about rows that are not sure."""
_REDUNDANT = 0.7
"""Cosine from which two sentences of a digest tell the same."""
_ALIKE = 0.6
"""Cosine with the sentence of a gist from which a sentence may be shown with those who tell that point."""
_DIGEST_WORDS = (8, 45)
_MAIN = frozenset(("ccomp", "xcomp", "parataxis", "conj"))
"""Relations of what is as weighty as the main clause: what it reports or leads to, or stands beside it."""
_DECADE = 10
_VAGUE_DAYS = (62, 5 * 366)
"""Intervals of more days are told by their months, by their years."""


def digest(
    points: Sequence[Point], documents: Sequence[Document], size: int = DIGEST_SENTENCES
) -> tuple[DigestSentence, ...]:
    """A short account: for the weightiest points that several articles carry, a sentence that is much like the gist's.

    Rows that are not sure come last, and not at all once there are enough sentences. One whose main clause nobody else
    tells is left out, as tellers are named beside it. No point has more than one, a contested one more than two.
    Sentences follow the order in which the articles tell their points, as inverted pyramids go from the event to its
    past. Of a superseded point only the latest article speaks.
    """
    places = _places(documents)
    told_in: dict[tuple[str, str], list[tuple[Span, Point]]] = defaultdict(list)
    for point in points:
        for mention in point.mentions:
            told_in[mention.span.article, mention.span.field].append((mention.span, point))
    chosen: list[tuple[float, DigestSentence, Sentence]] = []
    for point in sorted(points, key=lambda p: (p.articles < 2, not _is_told(p), -p.importance)):
        if len(chosen) == size or (len(chosen) >= _ENOUGH and not _is_told(point)) or (point.articles < 2 and chosen):
            break
        for span in _up_to_date(point, documents):
            sentence = places[_place(span)][1]
            words = sum(token.pos != "PUNCT" for token in sentence.tokens)
            fits = _DIGEST_WORDS[0] <= words <= _DIGEST_WORDS[1] and sentence.block == "paragraph"
            shown = _stands_for(sentence, point, told_in[span.article, span.field]) if fits else None
            if shown is None or _cosine(sentence, places[_place(shown.gist)][1]) < _ALIKE:
                continue
            # What is contested may stand there in two versions.
            if sum(told.point == shown.id for _, told, _ in chosen) > (shown.status == "contested"):
                continue
            if all(_cosine(sentence, other) < _REDUNDANT for _, _, other in chosen):
                articles = tuple(dict.fromkeys(mention.span.article for mention in shown.mentions))
                contested = bool(_disputed(sentence, told_in[span.article, span.field]))
                told = DigestSentence(sentence.span, shown.id, articles, shown.origins, contested)
                chosen.append((_depth(shown, places), told, sentence))
                break
    return tuple(told for _, told, _ in sorted(chosen, key=lambda item: item[0]))


def _stands_for(sentence: Sentence, point: Point, mentions: Sequence[tuple[Span, Point]]) -> Point | None:
    """The point whose tellers may be named beside a sentence that was chosen for a point.

    Only that point itself if no other article tells the main clause, and none if not even that point is in it. Else the
    weightiest contested one that the sentence tells; else, of those that several articles and its main clause tell, the
    one of fewest articles, so that nobody is named who may tell another one only.

    Args:
        sentence: The sentence.
        point: What it was chosen for.
        mentions: All mentions of its article, with their points.
    """
    main = [other for start in _main_words(sentence) for other in _innermost(start, mentions)]
    shared = [other for other in main if other.articles > 1]
    if not shared:
        return point if point in main else None
    disputed = [point] if point.status == "contested" else _disputed(sentence, mentions)
    if disputed:
        return max(disputed, key=lambda other: other.importance)
    return min(shared, key=lambda other: (other.articles, -other.importance))


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


def _up_to_date(point: Point, documents: Sequence[Document]) -> list[Span]:
    """The gist and the mentions; where a later figure replaced an earlier one, those of the latest article."""
    spans = [point.gist, *(mention.span for mention in point.mentions)]
    times = {document.article.id: document.article.clock for document in documents}
    dated = [time for span in spans if (time := times[span.article]) is not None]
    if point.status != "superseded" or not dated:
        return spans
    last = max(dated)
    return [span for span in spans if times[span.article] == last]


def timeline(points: Sequence[Point], units: Units, documents: Sequence[Document]) -> tuple[TimelineEntry, ...]:
    """The intervals that the statements are dated to, in order, with the points that tell what happened then."""
    carried: dict[Span, list[str]] = defaultdict(list)
    for point in points:
        for mention in point.mentions:
            carried[mention.span].append(point.id)
    found: dict[tuple[datetime, datetime], list[tuple[str, Span, Span]]] = defaultdict(list)
    for unit in units.items:
        document = documents[unit.document]
        for index in unit.statement.times:
            time = document.times[index]
            if time.kind != "date" or time.start is None or time.end is None:
                continue
            for point_id in carried[unit.statement.span]:
                found[time.start, time.end].append((point_id, unit.statement.span, time.span))
    entries = []
    for (start, end), told in sorted(found.items()):
        entries.append(
            TimelineEntry(
                start=start,
                end=end,
                label=interval(start, end),
                points=tuple(dict.fromkeys(point_id for point_id, _, _ in told)),
                spans=tuple(dict.fromkeys(span for _, span, _ in told)),
            )
        )
    return tuple(entries)


def omissions(points: Sequence[Point], documents: Sequence[Document]) -> tuple[Omission, ...]:
    """For each article the points that others surely carry and it does not, those of most independent origins first.

    Not those whose words stand for another point, too, that the article does tell.
    """
    found = []
    for number, document in enumerate(documents):
        told = [point.gist for point in points if point.cells[number] not in ("silent", "not observable")]
        missing = [
            Omission(document.article.id, point.id, point.origins)
            for point in sorted(points, key=lambda p: (-p.origins, -p.importance))
            if _is_told(point)
            and (point.silences[number] or 0.0) >= SURE_SILENCE
            and not any(within(point.gist, gist) for gist in told)
        ]
        found.extend(missing)
    return tuple(found)


def _depth(point: Point, places: Mapping[tuple[str, str, int], tuple[float, Sentence]]) -> float:
    """How far down the articles first tell a point, 0 to 1: the mean over those that do."""
    first: dict[str, float] = {}
    for mention in point.mentions:
        own = places[_place(mention.span)][0]
        first[mention.span.article] = min(own, first.get(mention.span.article, own))
    return sum(first.values()) / len(first)


def _is_told(point: Point) -> bool:
    """By several articles, whose words surely belong together."""
    return point.articles > 1 and (point.probability >= UNSURE_ROW or point.status == "contested")


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


def interval(start: datetime, end: datetime) -> str:
    """The interval in words: a day, a month, a year, a decade, or its first and last day.

    Longer than two months, its months, and longer than five years, its years: whoever says "three years ago" names no
    day.
    """
    days = (end - start).days
    last = end - timedelta(days=1)
    if days <= 1:
        return f"{start.day} {start:%B %Y}"
    whole_years = (start.month, start.day, end.month, end.day) == (1, 1, 1, 1)
    if whole_years and end.year - start.year == _DECADE and start.year % _DECADE == 0:
        return f"{start:%Y}s"
    if whole_years or days > _VAGUE_DAYS[1]:
        first, final = f"{start:%Y}", f"{last:%Y}"
    elif (start.day, end.day) == (1, 1) or days > _VAGUE_DAYS[0]:
        first, final = f"{start:%B %Y}", f"{last:%B %Y}"
    else:
        first, final = f"{start.day} {start:%B %Y}", f"{last.day} {last:%B %Y}"
    if first == final:
        return first
    for shared in (f" {last:%B %Y}", f" {last:%Y}"):
        first = first.removesuffix(shared)
    return f"{first} to {final}"
