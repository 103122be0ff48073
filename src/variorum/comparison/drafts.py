"""Groups of statements on their way to becoming points."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Draft:
    """A group of units on its way to becoming a point.

    Attributes:
        units: Indices of the statements.
        probability: That they belong together.
        leftover: They are what is left of one sentence, and of its copies, that nobody else tells.
    """

    units: tuple[int, ...]
    probability: float
    leftover: bool = False
