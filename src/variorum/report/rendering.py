"""What the single-file report and the pages of the web application share: templates, and what they name."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from urllib.parse import urlsplit

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from variorum.model.comparison import Comparison, Feature, Mention, Point, QuoteGroup, QuoteMention
from variorum.model.text import Span
from variorum.report import diff, doubts, graph, inline, legend, strip, view
from variorum.report.focus import focus_on
from variorum.report.marks import collect
from variorum.report.plain import midway, one_line, shorten, visible
from variorum.report.witnesses import Witness, copy_in_words, witnesses

_DENSE = 6
"""From this many articles on the grid shows signs alone."""

_REASONS = 7
"""Most reasons per mention that are drawn; the rest are summed up."""


_START = "start"
"""What the log-odds of any two statements are before anything is known of them."""

_STRIP = 560
"""Length of the line on which reports appear."""


@dataclass(frozen=True, slots=True)
class Step:
    """One reason and what it added, in log-odds."""

    name: str
    value: str
    contribution: float


@dataclass(frozen=True, slots=True)
class Waterfall:
    """Reasons with their bars: paths in a drawing of 100 by 10 units per step, each bar where the last one ended.

    `probability` is what they come to.
    """

    steps: tuple[Step, ...]
    up: str
    down: str
    probability: float


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording of an utterance beside the fullest one; `pieces` is empty if the words are the same."""

    mention: QuoteMention
    same: bool
    pieces: tuple[diff.Piece, ...]


def story(comparison: Comparison) -> dict[str, object]:
    """What the templates of a story name: the comparison, and what is worked out from it once."""
    who = witnesses(comparison)
    links = tuple(copy_in_words(link, who) for link in comparison.copies)
    event, event_source = view.event(comparison)
    return {
        "comparison": comparison,
        "who": who,
        "ids": list(who),
        "marks": collect(comparison, who),
        "focus": focus_on(comparison),
        "event": event,
        "event_source": event_source,
        "appeared": _appearance(who),
        "period": view.period(comparison),
        "groups": view.by_status(comparison),
        "points": {point.id: point for point in comparison.points},
        "singles": view.singles(comparison),
        "omissions": view.omissions(comparison),
        "quotes": sorted(
            enumerate(comparison.quotes, 1), key=lambda item: -len({m.span.article for m in item[1].mentions})
        ),
        "gaps": view.gaps(comparison.timeline),
        "copy_words": links,
        "graph": graph.draw(comparison, who, links),
        "dense": len(who) >= _DENSE,
        "aspects": sorted({point.differs.aspect for point in comparison.points if point.differs}),
        # Where the story has pages of its own; a single file has none.
        "base": "",
    }


def wordings(group: QuoteGroup) -> tuple[Wording, ...]:
    """All wordings but the first, each against the first."""
    first = group.mentions[0].span.quote
    found = []
    for mention in group.mentions[1:]:
        same = diff.same_words(first, mention.span.quote)
        found.append(Wording(mention, same, () if same else diff.words(first, mention.span.quote)))
    return tuple(found)


def waterfall(reasons: tuple[Feature, ...]) -> Waterfall:
    """The reasons as steps, the strongest first, from where any two statements begin."""
    ranked = sorted(reasons, key=lambda feature: (feature.name != _START, -abs(feature.contribution)))
    steps = [Step(feature.name, f"{feature.value:.2g}", feature.contribution) for feature in ranked[:_REASONS]]
    if len(ranked) > _REASONS:
        rest = ranked[_REASONS:]
        total = sum(feature.contribution for feature in rest)
        steps.append(Step(legend.count(len(rest), "other reason"), "", total))
    if steps and steps[0].name == _START:
        steps[0] = Step("any two statements", "", steps[0].contribution)
    ends = [0.0]
    for step in steps:
        ends.append(ends[-1] + (step.contribution if math.isfinite(step.contribution) else 0.0))
    low, high = min(ends), max(ends)
    scale = 100 / (high - low) if high > low else 0.0
    paths = {True: "", False: ""}
    for row, (a, b) in enumerate(pairwise(ends)):
        x, width = round((min(a, b) - low) * scale), round(abs(b - a) * scale)
        paths[b >= a] += f"M{x} {row * 10 + 2}h{width}v6h-{width}z"
    probability = 1 / (1 + math.exp(-max(min(ends[-1], 50.0), -50.0)))
    return Waterfall(tuple(steps), paths[True], paths[False], probability)


def reasons_of(point: Point) -> tuple[tuple[Mention, Waterfall], ...]:
    """Each mention but the most central one, and why it is there."""
    return tuple(
        (mention, waterfall(reasons)) for mention, reasons in zip(point.mentions, point.why, strict=False) if reasons
    )


def safe_url(url: str | None) -> str | None:
    """The address if it is plainly one of the web, else None."""
    if not url or len(url) > 2_000 or url != one_line(url) or re.search(r"[\s<>\"'`\\]", url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None


def cut(text: str, most: int) -> str:
    """The text with nothing changed but its end, if it is very long."""
    return text if len(text) <= most else f"{text[:most]}…"


def host(url: str) -> str:
    """The host of an address."""
    return urlsplit(url).hostname or ""


def dashed(words: str) -> str:
    """Words as a class name: "not observable" to "not-observable"."""
    return words.replace(" ", "-")


def _appearance(who: Mapping[str, Witness]) -> strip.Strip | None:
    reports = [strip.Appeared(w.sign, w.name, w.article.published, w.article.published_precision) for w in who.values()]
    # A line with one place on it tells nothing that the table does not.
    found = strip.draw(reports, _STRIP, 18)
    return found if found is not None and found.last else None


@cache
def environment(*packages: str) -> Environment:
    """The templates of this package, and before them those of others that share them; made once."""
    environment = Environment(
        loader=ChoiceLoader([PackageLoader(package) for package in (*packages, "variorum.report")]),
        autoescape=True,
        finalize=_finalize,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        line=one_line,
        midway=midway,
        short=shorten,
        dashed=dashed,
        safe_url=safe_url,
        host=host,
        percent=lambda x: f"{x:.0%}",
        cut=cut,
    )
    environment.globals.update(
        count=legend.count,
        legend=legend,
        view=view,
        doubts=doubts,
        wordings=wordings,
        reasons_of=reasons_of,
        values=view.values,
        called=view.called,
        kind_of=view.kind_of,
        word_diff=diff.words,
        sign=inline.sign,
        name=inline.name,
        signs=inline.signs,
        gist=inline.gist,
        words=inline.words,
        segments=inline.segments,
        cells=inline.cells,
    )
    environment.tests["same_words"] = diff.same_words
    environment.tests["several"] = lambda items: len(items) > 1
    return environment


def _finalize(value: object) -> object:
    """Nothing from outside reaches the page before its control characters are made visible."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@dataclass(frozen=True, slots=True)
class Counted:
    """Why a point has the three numbers that it has.

    Attributes:
        articles: Ids of those that carry it.
        copies: Pairs of those that share the words of it, by id.
        sources: Sources that several of them name for it, with the ids of those.
    """

    articles: tuple[str, ...]
    copies: tuple[tuple[str, str], ...]
    sources: tuple[tuple[str, tuple[str, ...]], ...]


def counted(point: Point, comparison: Comparison) -> Counted:
    """What shows that reports of a point are not independent of each other."""
    told = view.mentions_by_article(point)
    copies = []
    for link in comparison.copies:
        if link.left in told and link.right in told:
            shared = [(passage.left, passage.right) for passage in link.passages]
            spans = {key: [mention.span for mention in told[key]] for key in (link.left, link.right)}
            if any(_touch(a, spans[link.left]) and _touch(b, spans[link.right]) for a, b in shared):
                copies.append((link.left, link.right))
    sources: dict[str, tuple[str, dict[str, None]]] = {}
    for key, mentions in told.items():
        for mention in mentions:
            if mention.said_by:
                sources.setdefault(mention.said_by.casefold(), (mention.said_by, {}))[1][key] = None
    named = tuple((name, tuple(keys)) for name, keys in sources.values() if len(keys) > 1)
    return Counted(tuple(told), tuple(copies), named)


def _touch(span: Span, others: list[Span]) -> bool:
    return any(span.field == other.field and span.start < other.end and other.start < span.end for other in others)
