"""Whether two quantities can both be right.

Two answers are given: `overlap` takes the words literally ("at least 7" admits 700), `relation` as
readers do, who expect of "at least 40" something short of the next round number.
"""

from __future__ import annotations

import math
from typing import Literal

from variorum.annotate.quantities.bounds import grain, slack
from variorum.annotate.quantities.units import Unit, unit_named
from variorum.model.document import Quantity

QuantityRelation = Literal["same", "compatible", "conflict"]

_Range = tuple[float, float]
_ROUND = 10
"""Last significant place from which a number is taken for a round one."""
_ROUNDED = 0.05
"""Share of a figure up to which it is taken for another one rounded."""
_MILLION = 1e6
_CONVERTED = 0.05
"""Share by which a figure may be off after conversion: reports convert rounded figures and round again."""


def overlap(a: Quantity, b: Quantity) -> bool:
    """Whether some number satisfies the words of both, after conversion to one unit.

    Quantities whose units cannot be converted into each other never overlap.
    """
    units = _common(a, b)
    if units is None:
        return False
    first, second = _scaled((a.low, a.high), units[0]), _scaled((b.low, b.high), units[1])
    return first[0] <= second[1] and second[0] <= first[1]


def relation(a: Quantity, b: Quantity) -> QuantityRelation:
    """How two quantities that answer one question stand to each other.

    "same": one value or interval. "compatible": a reader would not call it a disagreement ("about 50" and 52, "at least
    7" and "seven", 2,500 and 2,483, 8 miles and 13 km), or the units cannot be compared. "conflict": anything else.
    """
    units = _common(a, b)
    if units is None:
        return "compatible"
    first, second = _scaled(_meant(a), units[0]), _scaled(_meant(b), units[1])
    literal = _scaled((a.low, a.high), units[0]), _scaled((b.low, b.high), units[1])
    if literal[0] == literal[1]:
        return "same"
    if units[0] == units[1] and _stated_alike(a, b):
        return "conflict"
    if units[0] != units[1]:
        first, second = _widened(first), _widened(second)
    if first[0] <= second[1] and second[0] <= first[1]:
        return "compatible"
    if _is_rounded(a, b) or _is_rounded(b, a):
        return "compatible"
    return "conflict"


def convertible(a: Quantity, b: Quantity) -> bool:
    """Whether two quantities are counts, or measures of one kind, so that they can be held against each other."""
    return _common(a, b) is not None


def _meant(quantity: Quantity) -> _Range:
    """The interval that a reader takes from the words: open ends close at the next round number."""
    low, high = quantity.low, quantity.high
    if math.isinf(high) and low >= 0:
        base = low - 1 if quantity.modifier == "more than" and quantity.unit is None and low > 1 else low
        # Who writes "2.5 million" of 2,523,000 contradicts nobody who writes "over 2.5 million".
        return base if grain(base) >= _ROUND else low, max(low, base + _step(base, quantity.unit is None))
    if quantity.modifier in ("at most", "less than") and high > 0:
        return max(low, high - max(_step(high, counted=True), high * 0.1)), high
    return low, high


def _stated_alike(a: Quantity, b: Quantity) -> bool:
    """Both are counts so far, or both name two ends: these differ where their numbers do.

    "At least 15" and "at least 10" can both be true of 20, yet are two counts; so are "nine to 16" and "eight to 17".
    """
    return a.modifier == b.modifier and a.modifier in ("at least", "between")


def _step(value: float, counted: bool) -> float:
    """How far above a number the next one is that a writer would have named instead: "more than 40" is short of 50.

    No count stands between nine and ten, but 5.5 percent is more than 5.
    """
    if value < 10:
        return 0.0 if counted else grain(value)
    return float(min(grain(value), 10 ** math.floor(math.log10(value))))


def _is_rounded(rough: Quantity, fine: Quantity) -> bool:
    """Whether one exact figure is the other one rounded to no more than a twentieth of it.

    Or, of millions, to the nearest one, if they are no more than a twentieth apart ("nine million" for 9.3 million).
    """
    if rough.low != rough.high or fine.low != fine.high or rough.unit != fine.unit:
        return False
    unit, apart = grain(rough.low), abs(rough.low - fine.low)
    if unit <= grain(fine.low) or apart > unit / 2:
        return False
    return (apart if abs(rough.low) >= _MILLION else unit) <= _ROUNDED * abs(rough.low)


def _widened(interval: _Range) -> _Range:
    low, high = interval
    margin = max(abs(low), 0.0 if math.isinf(high) else abs(high)) * _CONVERTED
    return low - min(margin, slack(low) + margin), high + margin


def _common(a: Quantity, b: Quantity) -> tuple[float, float] | None:
    """Factors that bring both to one unit; None if there is no such unit."""
    if a.unit == b.unit:
        return 1.0, 1.0
    first, second = unit_named(a.unit), unit_named(b.unit)
    if first is None or second is None:
        return None
    if _is_dollar(first) and _is_dollar(second) and "dollar" in (first.name, second.name):
        return first.factor, second.factor
    if first.dimension and first.dimension == second.dimension:
        return first.factor, second.factor
    return None


def _is_dollar(unit: Unit) -> bool:
    """A plain "$" may be any dollar; named ones differ from each other."""
    return unit.dimension.startswith("money:") and unit.dimension.endswith("dollar")


def _scaled(interval: _Range, factor: float) -> _Range:
    return interval[0] * factor, interval[1] * factor
