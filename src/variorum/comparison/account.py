"""What a reader reads first: a digest, a time line, and what each article leaves out. All of it verbatim."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import numpy as np

from variorum.comparison.units import Units
from variorum.model.comparison import DigestSentence, Omission, Point, TimelineEntry
from variorum.model.document import Document, Sentence
from variorum.model.text import Span

DIGEST_SENTENCES = 7
_REDUNDANT = 0.75
"""Cosine from which two sentences of a digest tell the same."""
_DIGEST_WORDS = (8, 45)
_DECADE = 10


def digest(
    points: Sequence[Point], documents: Sequence[Document], size: int = DIGEST_SENTENCES
) -> tuple[DigestSentence, ...]:
    """A short account: for the weightiest points that several articles carry, the sentence of the central mention.

    Sentences follow the order in which the articles tell them, as inverted pyramids go from the event to its past. Of a
    superseded point only the latest article speaks.
    """
    places = _places(documents)
    chosen: list[tuple[float, DigestSentence, Sentence]] = []
    for point in sorted(points, key=lambda p: (p.articles < 2, -p.importance)):
        if len(chosen) == size or (point.articles < 2 and chosen):
            break
        for span in _up_to_date(point, documents):
            position, sentence = places[span.article, span.field, span.start]
            words = sum(token.pos != "PUNCT" for token in sentence.tokens)
            fits = _DIGEST_WORDS[0] <= words <= _DIGEST_WORDS[1] and sentence.block == "paragraph"
            if fits and all(_cosine(sentence, other) < _REDUNDANT for _, _, other in chosen):
                shown = _in_dispute(sentence, point, points)
                articles = tuple(dict.fromkeys(mention.span.article for mention in shown.mentions))
                told = DigestSentence(sentence.span, shown.id, articles, shown.origins, shown.status == "contested")
                chosen.append((position, told, sentence))
                break
    return tuple(told for _, told, _ in sorted(chosen, key=lambda item: item[0]))


def _in_dispute(sentence: Sentence, point: Point, points: Sequence[Point]) -> Point:
    """The weightiest contested point that a sentence tells, if it tells one; else the one that it was chosen for."""
    whole = sentence.span
    told = [
        other
        for other in points
        if other.status == "contested"
        for span in (mention.span for mention in other.mentions)
        if (span.article, span.field) == (whole.article, whole.field) and whole.start <= span.start < whole.end
    ]
    return point if point.status == "contested" or not told else max(told, key=lambda other: other.importance)


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
                label=_label(start, end),
                points=tuple(dict.fromkeys(point_id for point_id, _, _ in told)),
                spans=tuple(dict.fromkeys(span for _, span, _ in told)),
            )
        )
    return tuple(entries)


def omissions(points: Sequence[Point], documents: Sequence[Document]) -> tuple[Omission, ...]:
    """For each article the points that others carry and it does not, those of most independent origins first."""
    found = []
    for number, document in enumerate(documents):
        missing = [
            Omission(document.article.id, point.id, point.origins)
            for point in sorted(points, key=lambda p: (-p.origins, -p.importance))
            if point.articles > 1 and point.cells[number] == "silent"
        ]
        found.extend(missing)
    return tuple(found)


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


def _cosine(a: Sentence, b: Sentence) -> float:
    return float(np.dot(a.parse.vector, b.parse.vector))


def _label(start: datetime, end: datetime) -> str:
    """The interval in words: a day, a month, a year, a decade, or its first and last day."""
    days = (end - start).days
    if days <= 1:
        return f"{start.day} {start:%B %Y}"
    if start.day == 1 and end.day == 1 and days <= 31:
        return f"{start:%B %Y}"
    if (start.month, start.day, end.month, end.day) == (1, 1, 1, 1) and days <= 366:
        return f"{start:%Y}"
    whole_years = (start.month, start.day, end.month, end.day) == (1, 1, 1, 1)
    if whole_years and end.year - start.year == _DECADE and start.year % _DECADE == 0:
        return f"{start:%Y}s"
    last = end - timedelta(days=1)
    return f"{start.day} {start:%B %Y} to {last.day} {last:%B %Y}"
