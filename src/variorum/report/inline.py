"""Small parts that stand in every cell of a page, made without templates: a page has thousands of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup, escape

from variorum.model.comparison import Mention, Point
from variorum.model.text import Span
from variorum.report import doubts
from variorum.report.focus import Focus
from variorum.report.marks import Marks, Segment
from variorum.report.plain import shorten, visible
from variorum.report.witnesses import Witness

_LONGEST = 700

_SPECIAL = re.compile("[&<>\"']")
"""Most texts have none; to look for them is quicker than to escape."""


def sign(witness: Witness) -> Markup:
    """The letter of a report, with its name for those who ask."""
    return Markup(f'<b class="sg" title="{_safe(witness.name)}">{witness.sign}</b>')  # noqa: S704 (escaped)


def name(witness: Witness) -> Markup:
    """The letter of a report and its name."""
    return Markup(f'<span class="nm">{sign(witness)} <bdi>{_safe(witness.name)}</bdi></span>')  # noqa: S704


def signs(witnesses: Mapping[str, Witness], ids: Iterable[str]) -> Markup:
    """The letters of some reports."""
    return Markup(" ").join(sign(witnesses[key]) for key in ids)


def gist(point: Point, focus: Focus, limit: int = _LONGEST) -> Markup:
    """The words that stand for a point; those that are told in another row step back."""
    parts = (f"<small>{_safe(p.text)}</small>" if not p.own else _safe(p.text) for p in focus.parts(point, limit))
    return Markup("".join(parts))  # noqa: S704 (escaped)


def words(marks: Marks, span: Span, key: str, shown: Markup | None = None, limit: int = _LONGEST) -> Markup:
    """Verbatim words that lead to where they stand, as they are or as they are given to be shown."""
    shown = escape(shorten(span.quote, limit)) if shown is None else shown
    return Markup(f'<a class="words" href="{_safe(marks.href(span, key))}" dir="auto">{shown}</a>')  # noqa: S704


def segments(parts: Iterable[Segment], points: str = "#") -> Markup:
    """Runs of an article's text with their marks, and the numbers of the points that end with each.

    Args:
        parts: The runs.
        points: What the address of a point begins with.
    """
    return Markup("".join(_segment(part, points) for part in parts))  # noqa: S704 (escaped)


def cells(point: Point, ids: Iterable[str], told: Mapping[str, Sequence[Mention]], marks: Marks) -> Markup:
    """The cells of a point in the grid, each leading to the first words of its report, or to the nearest ones.

    Args:
        point: A point.
        ids: Of the reports, in the order of the columns.
        told: The point's mentions by report.
        marks: Where words stand.
    """
    found = []
    nearest = doubts.nearest(point)
    for key, cell in zip(ids, doubts.shown_cells(point), strict=False):
        shown = _safe(cell)
        if key in told:
            shown = f'<a href="{_safe(marks.href(told[key][0].span, point.id))}"><i>{shown}</i></a>'
        elif key in nearest:
            to = _safe(marks.href(nearest[key], f"n{point.id}"))
            shown = f'<a href="{to}" title="the nearest words there"><i>{shown}</i></a>'
        found.append(f'      <td class="{_safe(cell.replace(" ", "-"))}">{shown}</td>\n')
    return Markup("".join(found))  # noqa: S704 (escaped)


def _segment(part: Segment, points: str) -> str:
    text = _safe(part.text)
    found = [f'<span class="at" id="{_safe(anchor)}"></span>' for anchor in part.anchors]
    if part.keys:
        status = f' class="{part.status}"' if part.status else ""
        found.append(f'<mark{status} data-m="{_safe(" ".join(part.keys))}">{text}</mark>')
    else:
        found.append(text)
    if part.ends:
        found.append("<sup>")
        for mark in part.ends:
            number, to = _safe(mark.key[1:]), _safe(points + mark.key)
            label = f"point {number}, {mark.status}"
            found.append(f'<a class="{mark.status}" href="{to}" aria-label="{label}">{number}</a>')
        found.append("</sup>")
    return "".join(found)


def _safe(text: str) -> str:
    shown = visible(text)
    return str(escape(shown)) if _SPECIAL.search(shown) else shown
