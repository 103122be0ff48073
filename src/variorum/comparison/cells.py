"""The cells of a point: what each article does with it, how surely, and what comes nearest where it is silent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from variorum.comparison.units import Floats, Integers, Units
from variorum.model.comparison import CellValue, Mention
from variorum.model.document import Document
from variorum.model.text import Span

_STRENGTH: Mapping[CellValue, int] = {"asserts": 3, "denies": 2, "attributes": 1, "hedges": 0}


def cells(mentions: Sequence[Mention], documents: Sequence[Document]) -> tuple[CellValue, ...]:
    """What each article does with a point by its mentions; the plainest stance prevails."""
    found: list[CellValue] = []
    for document in documents:
        stances: list[CellValue] = [
            mention.stance for mention in mentions if mention.span.article == document.article.id
        ]
        if stances:
            found.append(max(stances, key=lambda stance: _STRENGTH[stance]))
        else:
            found.append("not observable" if document.article.headline_only else "silent")
    return tuple(found)


def silences(cells: Sequence[CellValue], silent: Floats) -> tuple[float | None, ...]:
    """How surely each silent article does not tell a point; None for the others."""
    return tuple(
        round(float(probability), 4) if cell == "silent" else None
        for cell, probability in zip(cells, silent, strict=True)
    )


def tellings(cells: Sequence[CellValue], told: Floats, shown: Set[int]) -> tuple[float | None, ...]:
    """How surely each article that has words in a row tells it; None for the others.

    Whatever the others tell, the articles whose words are `shown` as the gist tell it, copies of them, too.
    """
    return tuple(
        None if cell in ("silent", "not observable") else 1.0 if number in shown else round(float(probability), 4)
        for number, (cell, probability) in enumerate(zip(cells, told, strict=True))
    )


def nearest(silences: Sequence[float | None], near: Integers, units: Units, *, alone: bool) -> tuple[Span | None, ...]:
    """The words of silent articles that come nearest; of those that are silent on what one tells, the likeliest's."""
    least = min((silence for silence in silences if silence is not None), default=None)
    shown = [silence is not None and (silence == least or not alone) for silence in silences]
    return tuple(
        units.items[unit].statement.span if unit >= 0 and is_shown else None
        for unit, is_shown in zip(near.tolist(), shown, strict=True)
    )
