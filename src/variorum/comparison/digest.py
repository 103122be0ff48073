"""A short account of what happened: whole sentences of the reports, and beside each the reports that tell it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from variorum.comparison.backing import Backing, Together
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
_DIGEST_WORDS = (8, 45)

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
    backing = Backing(points, units, together)
    chosen: list[_Told] = []

    def told(sentence: Sentence, point: Point, articles: Sequence[str]) -> _Told:
        testimonies = [
            Testimony(m.span.article, m.span, m.said_by) for m in point.mentions if m.span.article in articles
        ]
        contested = bool(backing.disputed(sentence))
        added = DigestSentence(sentence.span, point.id, tuple(articles), count_origins(testimonies)[2], contested)
        return _Told(added, sentence, _depth(point, places))

    def with_others(sentence: Sentence, point: Point) -> _Told | None:
        shown = backing.stands_for(sentence, point)
        if shown is None or _cosine(sentence, places[_place(shown.gist)][1]) < _ALIKE:
            return None
        articles = backing.tellers(sentence, shown)
        # What is contested may stand there in two versions.
        again = sum(other.added.point == shown.id for other in chosen) > (shown.status == "contested")
        if again or (shown.articles > 1 and len(articles) == 1):
            return None
        alike = any(_cosine(sentence, other.sentence) >= _REDUNDANT for other in chosen)
        return None if alike else told(sentence, shown, articles)

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
