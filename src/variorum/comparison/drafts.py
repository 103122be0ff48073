"""Groups of statements on their way to becoming points."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
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


def distinct(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """The groups, without those whose statements all stand in one other group, too.

    Where a statement stands in two groups, one of them may lose all the others.
    """
    holders: defaultdict[int, set[int]] = defaultdict(set)
    for number, draft in enumerate(drafts):
        for unit in draft.units:
            holders[unit].add(number)

    def is_contained(number: int) -> bool:
        own = drafts[number].units
        others = set.intersection(*(holders[unit] for unit in own)) - {number}
        return any(len(drafts[other].units) > len(own) or other < number for other in others)

    return tuple(draft for number, draft in enumerate(drafts) if not is_contained(number))
