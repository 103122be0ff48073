"""What stands in the columns of the reader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from variorum.model.comparison import Comparison, Point
from variorum.report.witnesses import Witness

MOST = 4
"""Columns at a time; more cannot be read side by side."""


@dataclass(frozen=True, slots=True)
class Lack:
    """A point that a report does not tell, and the ids of those that do."""

    point: Point
    told_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A report, and what it lacks: most independent origins first."""

    id: str
    lacks: tuple[Lack, ...]


def chosen(
    comparison: Comparison, witnesses: Mapping[str, Witness], anchors: Sequence[str], point: str
) -> tuple[str, ...]:
    """The ids of the articles to read: those asked for, else those that tell the point, else those that tell most."""
    by_anchor = {witness.anchor: key for key, witness in witnesses.items()}
    asked = tuple(by_anchor[anchor] for anchor in anchors if anchor in by_anchor)
    if asked:
        return asked[:MOST]
    told = next((p for p in comparison.points if p.id == point), None)
    ids = tuple(dict.fromkeys(mention.span.article for mention in told.mentions)) if told else ()
    rest = sorted((key for key in witnesses if key not in ids), key=lambda key: -witnesses[key].carries)
    best = {*ids[:2], *rest[: max(0, 2 - len(ids))]}
    return tuple(key for key in witnesses if key in best)


def columns(comparison: Comparison, ids: Sequence[str]) -> tuple[Column, ...]:
    """The columns of the reader."""
    points = {point.id: point for point in comparison.points}
    return tuple(
        Column(
            key,
            tuple(
                Lack(points[omission.point], _tellers(points[omission.point]))
                for omission in comparison.omissions
                if omission.article == key
            ),
        )
        for key in ids
    )


def _tellers(point: Point) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mention.span.article for mention in point.mentions))
