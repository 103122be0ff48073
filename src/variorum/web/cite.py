"""A point as others can cite it: where every word of it stands, under an address that lasts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from variorum.model.comparison import Comparison, Point
from variorum.model.text import Field
from variorum.report import doubts, legend, view
from variorum.report.annotations import dumps_point
from variorum.report.plain import shorten
from variorum.report.rendering import safe_url
from variorum.report.witnesses import Witness, witnesses

_LONGEST = 1_000
"""Characters of a quotation that are cited; what is cut ends in an ellipsis."""

_ANNOTATION = 100_000
"""Longer annotations are for downloads, not for a page."""

_MARKDOWN = str.maketrans({character: "\\" + character for character in "\\`*_[]<>#|~&"})


@dataclass(frozen=True, slots=True)
class Citation:
    """One point in three forms, and its address; `annotation` is empty if it is too long to be shown."""

    address: str
    text: str
    markdown: str
    annotation: str


def of(point: Point, comparison: Comparison, server: str, story: str) -> Citation:
    """The citation of a point.

    Args:
        point: What is cited.
        comparison: Where it is from.
        server: Address of this server, without a slash at its end.
        story: Id of the story.
    """
    who = witnesses(comparison)
    address = f"{server}/stories/{quote(story)}/words/{words(point, who)}"
    numbers = f"{legend.count(point.articles, 'article')}, {legend.count(point.texts, 'text')}, " + legend.count(
        point.origins, "independent origin"
    )
    status = f"perhaps {point.status}" if doubts.is_unsure(point) else point.status
    head = f"“{shorten(point.gist.quote, _LONGEST)}” ({status}: {numbers})"
    made = f"Compared by Variorum {comparison.version}."
    doubtful = doubts.doubtful(point, comparison)
    lines, items = [head], [head.translate(_MARKDOWN)]
    for key, mentions in view.mentions_by_article(point).items():
        witness = who[key]
        named = ", ".join(
            part for part in (witness.name, witness.headline and f"“{witness.headline}”", witness.date) if part
        )
        perhaps = "perhaps " if key in doubtful else ""
        said = perhaps + " … ".join(f"“{shorten(mention.span.quote, _LONGEST)}”" for mention in mentions)
        url = safe_url(witness.article.url)
        lines.append(f"- {named}: {said}" + (f" <{url}>" if url else ""))
        source = f"[{named.translate(_MARKDOWN)}]({url.replace(')', '%29')})" if url else named.translate(_MARKDOWN)
        items.append(f"- {source}: {said.translate(_MARKDOWN)}")
    text = "\n".join((*lines, f"{made} {address}"))
    markdown = "\n".join((items[0], "", *items[1:], "", f"{made} <{address}>"))
    annotation = dumps_point(comparison, point)
    return Citation(address, text, markdown, annotation if len(annotation) <= _ANNOTATION else "")


def words(point: Point, who: Mapping[str, Witness]) -> str:
    """How the address of the most central words of a point ends."""
    gist = point.gist
    return f"{who[gist.article].anchor}/{gist.field}/{gist.start}-{gist.end}"


def point_at(comparison: Comparison, article: str, field: Field, start: int, end: int) -> Point | None:
    """The point that most of these words carry; None if none does."""
    shared: dict[str, int] = defaultdict(int)
    for point in comparison.points:
        for mention in point.mentions:
            span = mention.span
            if span.article == article and span.field == field:
                shared[point.id] += max(0, min(end, span.end) - max(start, span.start))
    best = max(comparison.points, key=lambda point: shared[point.id], default=None)
    return best if best is not None and shared[best.id] else None
