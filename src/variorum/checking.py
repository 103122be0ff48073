"""Which reports of a story carry a claim, and in which words.

The claim is read as one more report and compared with the others by the same method, so that what is found has the same
reasons and spans as any point. Nothing is said of whether it is true. What no report carries is told as such.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from variorum.articles import from_text
from variorum.comparison.story import compare_story
from variorum.errors import InputError
from variorum.library import Library
from variorum.model.article import Article
from variorum.model.comparison import Comparison, Differs, Mention, Point
from variorum.model.document import Document, Sentence
from variorum.model.text import Span
from variorum.pipeline import annotate
from variorum.progress import Progress, no_progress
from variorum.settings import Settings

Verdict = Literal["told", "told in part", "contested", "not told"]
"""told: aligned words have all that the claim says; told in part: they lack some of its words; contested: the reports
give other values, or one denies what another affirms; not told: no words could be aligned, which is no denial."""

MAX_CLAIM = 2_000
"""Characters of a claim."""

MAX_ARTICLES = 60
"""Reports that a claim is held against."""

_one_at_a_time = threading.Lock()
"""A claim takes a core for a second or more; readers of a server are not to feel it."""

_TELLING = frozenset({"NOUN", "PROPN", "NUM", "VERB", "ADJ"})
_WORD = re.compile(r"\w{3,}")
_LEAST_WORDS = 2
_TRIED = 12
_MATCHES = 50


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the reports have for a part of the claim.

    Attributes:
        claim: The words of the claim, in their order.
        point: Id of the story's point that most of the words stand in; None if they stand in none.
        mentions: The aligned words of the reports.
        differs: How claim and reports, or reports among each other, differ; the claim's own values left out.
        probability: That claim and mentions are about the same thing.
        lacking: Words of the claim that none of the sentences with the mentions has, in any form.
    """

    claim: tuple[Span, ...]
    point: str | None
    mentions: tuple[Mention, ...]
    differs: Differs | None
    probability: float
    lacking: tuple[str, ...]

    @property
    def verdict(self) -> Verdict:
        """What the reports do with this part."""
        if self.differs is not None and self.differs.relation == "conflict":
            return "contested"
        return "told in part" if self.lacking else "told"


@dataclass(frozen=True, slots=True)
class Check:
    """What the reports of a story have for a claim.

    Attributes:
        story: Id of the story.
        claim: As it was given.
        verdict: "not told" exactly if there is no evidence.
        evidence: In the order of the claim.
        reports: How many reports it was held against.
        unread: Those of them that could not be read, in other languages or headline only.
    """

    story: str
    claim: str
    verdict: Verdict
    evidence: tuple[Evidence, ...]
    reports: int
    unread: tuple[str, ...]


def check(
    library: Library, story: str, claim: str, settings: Settings | None = None, progress: Progress = no_progress
) -> Check:
    """Looks for a claim in the reports of a story.

    Args:
        library: Where the story is.
        story: Its id.
        claim: A sentence or two.
        settings: Those of the library if None.
        progress: Told of each step.

    Raises:
        NotFoundError: There is no such story.
        InputError: The claim says nothing that could be compared, or is too long; the story has too many reports.
    """
    return check_in(library.comparison(story, progress), story, claim, settings or library.settings, progress)


def check_in(
    comparison: Comparison,
    story: str,
    claim: str,
    settings: Settings | None = None,
    progress: Progress = no_progress,
) -> Check:
    """The same for a comparison at hand; `story` is only repeated in the answer.

    Raises:
        InputError: The claim says nothing that could be compared, or is too long; there are too many reports.
    """
    if len(claim) > MAX_CLAIM:
        raise InputError(f"the claim has more than {MAX_CLAIM:,} characters", "check one sentence at a time")
    if len(comparison.articles) > MAX_ARTICLES:
        raise InputError(f"the story has more than {MAX_ARTICLES} reports", "check the claim in one of its points")
    articles = comparison.articles
    own = _as_report(claim, comparison)
    with _one_at_a_time:
        documents = annotate((*articles, own), settings, progress)
        if not documents[-1].statements:
            raise InputError("the claim states nothing", "say in a whole sentence what is claimed")
        joint = compare_story(documents, settings or Settings())
    found = [
        _evidence(point, own.id, comparison, documents)
        for point in joint.points
        if point.articles > 1 and any(mention.span.article == own.id for mention in point.mentions)
    ]
    evidence = tuple(sorted(found, key=lambda item: (item.claim[0].start, -item.probability)))
    unread = tuple(article.id for article in articles if article.language != "en" or article.headline_only)
    return Check(story, claim, _verdict(evidence, documents[-1]), evidence, len(articles), unread)


def likely_stories(library: Library, claim: str, limit: int = 3) -> tuple[str, ...]:
    """The stories whose reports have most of the claim's words, rare ones counting more; empty if none has two."""
    words = sorted(dict.fromkeys(word.casefold() for word in _WORD.findall(claim[:MAX_CLAIM])), key=len, reverse=True)
    weights: dict[str, float] = {}
    counts: dict[str, int] = {}
    for word in words[:_TRIED]:
        stories = {match.story for match in library.search(word, limit=_MATCHES) if match.story is not None}
        for story in stories:
            weights[story] = weights.get(story, 0.0) + 1 / len(stories)
            counts[story] = counts.get(story, 0) + 1
    likely = [story for story in weights if counts[story] >= min(_LEAST_WORDS, len(words))]
    return tuple(sorted(likely, key=lambda story: -weights[story])[:limit])


def _as_report(claim: str, comparison: Comparison) -> Article:
    taken = {article.id for article in comparison.articles}
    name = "claim"
    while name in taken:
        name += "-"
    # "On Saturday" in the claim is the Saturday of the reports.
    dates: list[datetime] = [article.published for article in comparison.articles if article.published is not None]
    day = max(dates, key=lambda date: date.replace(tzinfo=None), default=None)
    article = from_text(claim.strip(), id=name, language="en")
    return replace(article, published=day, published_precision="day", outlet=None, credits=(), headline_only=False)


def _evidence(point: Point, own: str, comparison: Comparison, documents: Sequence[Document]) -> Evidence:
    told = tuple(mention for mention in point.mentions if mention.span.article != own)
    claimed = tuple(sorted(mention.span for mention in point.mentions if mention.span.article == own))
    by_id = {document.article.id: document for document in documents}
    there = {
        token.lemma.casefold()
        for mention in told
        for sentence in _around(by_id[mention.span.article], mention.span)
        for token in sentence.tokens
    }
    values = {
        (quantity.low, quantity.high)
        for mention in told
        for quantity in by_id[mention.span.article].quantities
        if quantity.span.field == mention.span.field
        and any(sentence.index == quantity.sentence for sentence in _around(by_id[mention.span.article], mention.span))
    }
    return Evidence(
        claimed,
        _same_point(told, comparison),
        told,
        _differs(point, own),
        point.probability,
        _lacking(by_id[own], claimed, there, values),
    )


def _around(document: Document, span: Span) -> list[Sentence]:
    return [
        sentence
        for sentence in document.sentences
        if sentence.span.field == span.field and sentence.span.start < span.end and span.start < sentence.span.end
    ]


def _lacking(
    document: Document, claimed: Sequence[Span], there: set[str], values: set[tuple[float, float]]
) -> tuple[str, ...]:
    known = {
        index
        for quantity in document.quantities
        if any(low <= quantity.high and quantity.low <= high for low, high in values)
        for index in range(quantity.value.start, quantity.value.end)
    }
    return tuple(
        dict.fromkeys(
            token.text
            for span in claimed
            for sentence in _around(document, span)
            for token in sentence.tokens
            if span.start <= token.start < span.end
            and token.pos in _TELLING
            and token.start not in known
            and token.lemma.casefold() not in there
        )
    )


def _differs(point: Point, own: str) -> Differs | None:
    if point.differs is None:
        return None
    return replace(point.differs, values=tuple(v for v in point.differs.values if v.span.article != own))


def _same_point(told: Sequence[Mention], comparison: Comparison) -> str | None:
    """The point of the story's own comparison that has most of these words."""
    shared = {
        point.id: sum(_overlap(mention.span, other.span) for mention in told for other in point.mentions)
        for point in comparison.points
    }
    best = max(shared, key=lambda name: shared[name], default=None)
    return best if best is not None and shared[best] else None


def _overlap(left: Span, right: Span) -> int:
    if (left.article, left.field) != (right.article, right.field):
        return 0
    return max(0, min(left.end, right.end) - max(left.start, right.start))


def _verdict(evidence: Sequence[Evidence], claim: Document) -> Verdict:
    if not evidence:
        return "not told"
    verdicts = {item.verdict for item in evidence}
    if "contested" in verdicts:
        return "contested"
    covered = all(
        any(_overlap(span, statement.span) for item in evidence for span in item.claim)
        for statement in claim.statements
    )
    return "told" if verdicts == {"told"} and covered else "told in part"
