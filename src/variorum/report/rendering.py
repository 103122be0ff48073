"""What the single-file report and the pages of the web application share: templates, and what they name."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import urlsplit

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from variorum.model.comparison import Comparison, Feature, Point, QuoteGroup, QuoteMention
from variorum.report import diff, graph, legend, view
from variorum.report.marks import collect
from variorum.report.plain import one_line, shorten, visible

_DENSE = 6
"""From this many articles on the grid shows signs alone."""

_REASONS = 7
"""Most reasons per mention that are drawn; the rest are summed up."""


@dataclass(frozen=True, slots=True)
class Step:
    """One reason and what it added, in log-odds."""

    name: str
    value: str
    contribution: float


@dataclass(frozen=True, slots=True)
class Waterfall:
    """Reasons with their bars: paths in a drawing of 100 by 10 units per step, each bar where the last one ended."""

    steps: tuple[Step, ...]
    up: str
    down: str


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording of an utterance beside the fullest one; `pieces` is empty if the words are the same."""

    mention: QuoteMention
    same: bool
    pieces: tuple[diff.Piece, ...]


def story(comparison: Comparison) -> dict[str, object]:
    """What the templates of a story name: the comparison, and what is worked out from it once."""
    witnesses = view.witnesses(comparison)
    links = tuple(view.copy_in_words(link, witnesses) for link in comparison.copies)
    event, event_source = view.event(comparison)
    return {
        "comparison": comparison,
        "who": witnesses,
        "ids": list(witnesses),
        "marks": collect(comparison, witnesses),
        "event": event,
        "event_source": event_source,
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
        "graph": graph.draw(comparison, witnesses, links),
        "dense": len(witnesses) >= _DENSE,
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
    """The reasons as steps, the strongest first."""
    ranked = sorted(reasons, key=lambda feature: -abs(feature.contribution))
    steps = [Step(feature.name, f"{feature.value:.2g}", feature.contribution) for feature in ranked[:_REASONS]]
    if len(ranked) > _REASONS:
        rest = ranked[_REASONS:]
        total = sum(feature.contribution for feature in rest)
        steps.append(Step(legend.count(len(rest), "other reason"), "", total))
    ends = [0.0]
    for step in steps:
        ends.append(ends[-1] + (step.contribution if math.isfinite(step.contribution) else 0.0))
    low, high = min(ends), max(ends)
    scale = 100 / (high - low) if high > low else 0.0
    paths = {True: "", False: ""}
    for row, (a, b) in enumerate(pairwise(ends)):
        x, width = round((min(a, b) - low) * scale), round(abs(b - a) * scale)
        paths[b >= a] += f"M{x} {row * 10 + 2}h{width}v6h-{width}z"
    return Waterfall(tuple(steps), paths[True], paths[False])


def reasons_of(point: Point) -> tuple[tuple[str, Waterfall], ...]:
    """For each mention but the gist its article and why it is there."""
    others = [mention for mention in point.mentions if mention.span != point.gist]
    return tuple(
        (mention.span.article, waterfall(reasons))
        for mention, reasons in zip(others, point.why, strict=False)
        if reasons
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


def host(url: str) -> str:
    """The host of an address."""
    return urlsplit(url).hostname or ""


def dashed(words: str) -> str:
    """Words as a class name: "not observable" to "not-observable"."""
    return words.replace(" ", "-")


def environment(*packages: str) -> Environment:
    """The templates of this package, and before them those of others that share them."""
    environment = Environment(
        loader=ChoiceLoader([PackageLoader(package) for package in (*packages, "variorum.report")]),
        autoescape=True,
        finalize=_finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        line=one_line, short=shorten, dashed=dashed, safe_url=safe_url, host=host, percent=lambda x: f"{x:.0%}"
    )
    environment.globals.update(
        count=legend.count,
        legend=legend,
        view=view,
        wordings=wordings,
        reasons_of=reasons_of,
        values=view.values,
        called=view.called,
        word_diff=diff.words,
    )
    environment.tests["same_words"] = diff.same_words
    return environment


def _finalize(value: object) -> object:
    """Nothing from outside reaches the page before its control characters are made visible."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
