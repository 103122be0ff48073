"""What readers are told to doubt, and what they can look at instead of believing it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from variorum.model.comparison import SURE_SILENCE, SURE_TELLING, UNSURE_ROW, Comparison, Point, Status
from variorum.model.text import Span
from variorum.report import legend


def is_unsure(point: Point) -> bool:
    """Several reports seem to tell it, or to contest it, but their words may be about different things."""
    contest = point.differs.probability if point.differs and point.status in ("contested", "superseded") else 1.0
    return point.articles > 1 and (point.probability < UNSURE_ROW or contest < legend.UNSURE_CONTEST)


def unsure(points: Iterable[Point]) -> str:
    """How many of some points are not sure, "3 of them perhaps"; empty if none is."""
    number = sum(map(is_unsure, points))
    return f"{number:,} of them perhaps" if number else ""


def meaning(status: Status, points: Sequence[Point]) -> str:
    """What it means that points are of a status, and how many of them only perhaps are."""
    perhaps = unsure(points)
    told = legend.STATUS_MEANING[status]
    return f"{told} {legend.UNSURE_SIGN} {perhaps}." if perhaps else told


def shown_cells(point: Point) -> tuple[legend.Shown, ...]:
    """The cells of a point as readers see them: silences and tellings that are not sure are told apart."""
    nobody = (None,) * len(point.cells)
    sure: tuple[legend.Shown, ...] = tuple(
        "not found" if silence is not None and silence < SURE_SILENCE else cell
        for cell, silence in zip(point.cells, point.silences or nobody, strict=True)
    )
    return tuple(
        "perhaps" if telling is not None and telling < SURE_TELLING else cell
        for cell, telling in zip(sure, point.tellings or nobody, strict=True)
    )


def doubtful(point: Point, comparison: Comparison) -> dict[str, float]:
    """Under the id of each article that only perhaps tells a point the probability that it does."""
    beside = zip(comparison.articles, point.tellings, strict=False)
    return {article.id: told for article, told in beside if told is not None and told < SURE_TELLING}


def nearest(point: Point) -> dict[str, Span]:
    """Under the id of each article that is silent on a point its words that come nearest, as far as there are any."""
    return {span.article: span for span in point.nearest if span is not None}


def alone(point: Point) -> float:
    """Probability that no other report tells it: that all that are silent indeed are."""
    return math.prod(silence for silence in point.silences if silence is not None)


def is_perhaps_shared(point: Point) -> bool:
    """One report seems to be alone with it, but others rather tell it in other words than not."""
    return point.status == "single" and alone(point) < legend.UNSURE_ALONE
