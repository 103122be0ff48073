"""What every rendering of a comparison needs to know about it, worked out once."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from variorum.model.article import Article
from variorum.model.comparison import (
    Comparison,
    DiffersValue,
    Label,
    Mention,
    Omission,
    Point,
    QuoteGroup,
    QuoteMention,
    Status,
    TimelineEntry,
    Voice,
)
from variorum.model.text import Span
from variorum.report import doubts, legend
from variorum.report.plain import one_line, shorten

_WORD = re.compile(r"\w+")
_MOSTLY = 0.7
"""Share of its words from which a wording is held against another one."""
_REPEATED = 0.9
"""The same where one report gives both: it repeats itself word for word, or quotes something else."""
# Good enough to cut a context for the eye; the full stop of an initial or an abbreviation in capitals ends nothing.
_SENTENCE_END = re.compile(r"(?<![A-Z])[.!?…][\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])|\n\s*\n")


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a contested aspect with everybody who gives it."""

    text: str
    given: tuple[DiffersValue, ...]


@dataclass(frozen=True, slots=True)
class Called:
    """What one article calls an entity: each wording once, with where it stands, by voice."""

    article: str
    own: tuple[tuple[str, tuple[Span, ...]], ...]
    attributed: tuple[tuple[str, tuple[Span, ...]], ...]
    quoted: tuple[tuple[str, tuple[Span, ...]], ...]

    def voice(self, voice: Voice) -> tuple[tuple[str, tuple[Span, ...]], ...]:
        """The wordings in that voice."""
        return {"own": self.own, "attributed": self.attributed, "quoted": self.quoted}[voice]


def date(moment: datetime | None, precision: str = "day") -> str:
    """A date as a reader writes it: "14 June 2031", with the time if the precision is "second"."""
    if moment is None:
        return ""
    text = f"{moment.day} {moment:%B} {moment.year}"
    return f"{text}, {moment:%H:%M}" if precision == "second" else text


def event(comparison: Comparison) -> tuple[str, str | None]:
    """The event in one line of somebody's verbatim words, and the id of the article that they are from.

    The headline that tells most of what nobody contests, and no figure that a later report replaced; where headlines
    tell nothing of the kind, that of the article that does. Without headlines the first sentence of the digest, else
    the gist of the first point.
    """
    titled = {article.id: article for article in comparison.articles if _WORD.search(article.headline)}
    in_headline: dict[str, float] = defaultdict(float)
    anywhere: dict[str, float] = defaultdict(float)
    for point in comparison.points:
        if point.articles < 2 or point.status == "contested":
            continue
        weight = point.importance * point.origins
        outdated = _outdated(point, comparison)
        for key, mentions in mentions_by_article(point).items():
            anywhere[key] += weight
            if any(_in_headline(titled[key], mention.span) for mention in mentions if key in titled):
                in_headline[key] += -weight if key in outdated else weight
    if titled:
        best = max(titled, key=lambda key: (in_headline[key], anywhere[key]))
        return shorten(titled[best].headline, 160), best
    spans = [sentence.span for sentence in comparison.digest] or [point.gist for point in comparison.points]
    if spans:
        return shorten(spans[0].quote, 220), spans[0].article
    return "", None


def _outdated(point: Point, comparison: Comparison) -> set[str]:
    """Articles that give a figure of a superseded point in other words than the latest of them."""
    if point.status != "superseded" or point.differs is None:
        return set()
    # The last value of an article is its own; those before it are what it says of others.
    given = {value.span.article: value.span.quote.casefold().split()[0] for value in point.differs.values}
    dated = {article.id: article.clock for article in comparison.articles if article.clock}
    last = max((dated[key] for key in given if key in dated), default=None)
    current = {word for key, word in given.items() if last is not None and dated.get(key) == last}
    return {key for key, word in given.items() if current and word not in current}


def _in_headline(article: Article, span: Span) -> bool:
    if span.field == "title":
        return True
    first = next((block for block in article.blocks if block.kind == "headline" and block.field == "text"), None)
    return first is not None and not article.title and first.start <= span.start < first.end


def period(comparison: Comparison) -> str:
    """From the first to the last date of publication; empty if none is known."""
    dates = sorted(article.published.date() for article in comparison.articles if article.published)
    if not dates:
        return ""
    first, last = dates[0], dates[-1]
    if first == last:
        return f"{first.day} {first:%B} {first.year}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{last.day} {last:%B} {last.year}"
    if first.year == last.year:
        return f"{first.day} {first:%B} – {last.day} {last:%B} {last.year}"
    return f"{first.day} {first:%B} {first.year} – {last.day} {last:%B} {last.year}"


def by_status(comparison: Comparison) -> dict[Status, tuple[Point, ...]]:
    """The points of each status, most important first; every status is there."""
    return {
        status: tuple(
            sorted((point for point in comparison.points if point.status == status), key=lambda p: -p.importance)
        )
        for status in legend.STATUSES
    }


def singles(comparison: Comparison) -> dict[str, tuple[Point, ...]]:
    """Under each article's id what it alone tells: what it surely does, then the rest, most important first."""
    found: dict[str, list[Point]] = {article.id: [] for article in comparison.articles}
    for point in sorted(by_status(comparison)["single"], key=doubts.is_perhaps_shared):
        found[point.mentions[0].span.article].append(point)
    return {key: tuple(points) for key, points in found.items()}


def omissions(comparison: Comparison) -> dict[str, tuple[Omission, ...]]:
    """Under each article's id what it leaves out, in the given order."""
    found: dict[str, list[Omission]] = {article.id: [] for article in comparison.articles}
    for omission in comparison.omissions:
        found[omission.article].append(omission)
    return {key: tuple(given) for key, given in found.items()}


def values(point: Point) -> tuple[Value, ...]:
    """The values in which a point differs, equal wordings together, in the order in which they come."""
    if point.differs is None:
        return ()
    found: dict[str, list[DiffersValue]] = {}
    for value in point.differs.values:
        found.setdefault(_normal(value.span.quote), []).append(value)
    return tuple(Value(one_line(given[0].span.quote), tuple(given)) for given in found.values())


def without_value(point: Point, comparison: Comparison) -> dict[legend.Shown, tuple[str, ...]]:
    """The articles that give no value for what a point differs in, by what they do instead."""
    told = {value.span.article for value in point.differs.values} if point.differs else set()
    found: dict[legend.Shown, list[str]] = {}
    for article, cell in zip(comparison.articles, doubts.shown_cells(point), strict=False):
        if article.id not in told:
            found.setdefault(cell, []).append(article.id)
    return {cell: tuple(ids) for cell, ids in found.items()}


def mentions_by_article(point: Point) -> dict[str, tuple[Mention, ...]]:
    """The mentions of a point under the ids of their articles."""
    found: dict[str, list[Mention]] = {}
    for mention in point.mentions:
        found.setdefault(mention.span.article, []).append(mention)
    return {key: tuple(given) for key, given in found.items()}


def is_another_part(group: QuoteGroup, mention: QuoteMention) -> bool:
    """The report with the fullest wording quotes these as other words of the same speech, which vary nothing."""
    first, *others = group.mentions
    beside = (other for other in (*others, mention) if other.span.article == first.span.article)
    return not _mostly_in(mention, first) and any(_mostly_in(mention, other) for other in beside)


def _mostly_in(part: QuoteMention, whole: QuoteMention) -> bool:
    own, known = (set(_WORD.findall(mention.span.quote.casefold())) for mention in (part, whole))
    share = _REPEATED if part.span.article == whole.span.article else _MOSTLY
    return len(own & known) >= share * len(own)


def kind_of(label: Label) -> str:
    """What a label is of; empty where only a noun is known, which may stand for anybody or anything."""
    return "" if label.kind == "thing" else label.kind


def called(label: Label) -> tuple[Called, ...]:
    """What each article calls the entity."""
    found: dict[str, dict[Voice, dict[str, list[Span]]]] = {}
    for designation in label.designations:
        voices = found.setdefault(designation.span.article, {"own": {}, "attributed": {}, "quoted": {}})
        wording = one_line(designation.span.quote)
        given = voices[designation.voice]
        known = next((text for text in given if text.casefold() == wording.casefold()), wording)
        given.setdefault(known, []).append(designation.span)
    return tuple(
        Called(key, *(tuple((text, tuple(spans)) for text, spans in voices[voice].items()) for voice in voices))
        for key, voices in found.items()
    )


def sentence_around(article: Article, span: Span, reach: int = 160) -> tuple[str, str]:
    """The words before and after a span that belong to its sentence, at most about `reach` characters each.

    Stops at the ends of the block and at what looks like the end of a sentence; cut words are marked with "…".
    """
    text = article.field(span.field)
    low, high = 0, len(text)
    for block in article.blocks:
        if block.field == span.field and block.start <= span.start < block.end:
            low, high = block.start, max(block.end, span.end)
            break
    before = text[max(low, span.start - reach) : span.start]
    after = text[span.end : min(high, span.end + reach)]
    # What ends before the span is told by how the span begins.
    ends = list(_SENTENCE_END.finditer(before + span.quote[0]))
    if ends:
        before = before[ends[-1].end() :]
    elif span.start - reach > low:
        before = "… " + before.partition(" ")[2]
    # A span that is itself a whole sentence needs nothing after it.
    if re.search(r"[.!?…][\"”’')\]]*\s*$", span.quote):
        return before, ""
    end = _SENTENCE_END.search(after)
    if end:
        after = after[: end.end()].rstrip()
    elif span.end + reach < high:
        after = after.rpartition(" ")[0] + " …"
    return before, after


def told_once(spans: tuple[Span, ...]) -> tuple[tuple[Span, ...], ...]:
    """The spans by their words, in order, for each article only the first: those of one text stand together."""
    found: dict[str, dict[str, Span]] = {}
    for span in spans:
        found.setdefault(_normal(span.quote), {}).setdefault(span.article, span)
    return tuple(tuple(given.values()) for given in found.values())


def gap(before: TimelineEntry, after: TimelineEntry) -> str:
    """How much later the second entry begins, in words; empty if it is close."""
    days = (after.start - before.end) / timedelta(days=1)
    if days >= 365:
        return f"{legend.count(round(days / 365.25), 'year')} later"
    if days >= 60:
        return f"{legend.count(round(days / 30.44), 'month')} later"
    if days >= 2:
        return f"{legend.count(round(days), 'day')} later"
    return ""


def gaps(entries: tuple[TimelineEntry, ...]) -> tuple[str, ...]:
    """For each entry how much later than the one before it begins."""
    return ("", *(gap(a, b) for a, b in pairwise(entries))) if entries else ()


def _normal(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold())) or text
