"""Words that bound a number: "at least", "nearly", "or more"."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from variorum.model.document import QuantityModifier


@dataclass(frozen=True, slots=True)
class Bound:
    """Words before or after a number that say how it is meant.

    Attributes:
        start: First code point of the words.
        end: One past the last.
        modifier: How they bound it.
        below: They say that the number is almost reached ("nearly 40").
    """

    start: int
    end: int
    modifier: QuantityModifier
    below: bool = False


_AT_LEAST = "at least, no fewer than, no less than, not less than, not fewer than, a minimum of, minimum of, ≥, >="
_AT_MOST = (
    "up to, as many as, as much as, no more than, not more than, at most, a maximum of, maximum of, at the most, ≤, <="
)
_MORE = (
    "more than, over than, over, in excess of, upwards of, upward of, above, greater than, well over, just over, "
    "topping, exceeding, exceeded, exceeds, surpassing, surpassed, beyond, well past, is past, are past, was past, "
    "were past, went past, rose past, climbed past, grew past, jumped past, soared past, >"
)
_LESS = "less than, fewer than, under, below, just under, well under, short of, <, sub-"
_ABOUT = (
    "about, around, some, roughly, approximately, approx., approx, an estimated, estimated, circa, c., ~, ≈, "
    "or so, somewhere around, in the region of, in the order of, on the order of, close to, near, an average of"
)
_NEARLY = "nearly, almost, close to, approaching, just shy of, barely, just short of"
_EXACT = "exactly, precisely, only, just, a total of, a further, another, an additional, a record, all, the, a, an"

_KINDS: tuple[tuple[str, QuantityModifier, bool], ...] = (
    (_EXACT, "exact", False),
    (_ABOUT, "about", False),
    (_NEARLY, "about", True),
    (_AT_LEAST, "at least", False),
    (_AT_MOST, "at most", False),
    (_MORE, "more than", False),
    (_LESS, "less than", False),
)
_MEANING = {form: (modifier, below) for words, modifier, below in _KINDS for form in words.split(", ")}

_SPACE = r"[ \t\u00a0\u2009\u202f]"
_FORMS = "|".join(re.escape(form).replace(r"\ ", _SPACE) for form in sorted(_MEANING, key=len, reverse=True))
_BEFORE = re.compile(
    rf"(?<![\w'’-])(?P<form>{_FORMS})(?:{_SPACE}(?:the{_SPACE}|an?{_SPACE})?)?$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"(?P<least>\+|{_SPACE}?-?plus\b|{_SPACE}or{_SPACE}(?:more|above|over|greater|higher)\b|{_SPACE}at{_SPACE}least\b)"
    rf"|(?P<most>{_SPACE}or{_SPACE}(?:fewer|less|under|below)\b|{_SPACE}at{_SPACE}(?:the{_SPACE})?most\b)"
    rf"|(?P<about>{_SPACE}or{_SPACE}so\b|-odd\b|{_SPACE}odd\b|-ish\b|{_SPACE}or{_SPACE}thereabouts\b)"
)
_WINDOW = 32
_FOR = re.compile(rf"\b(?:for|after|in|just|well|takes?|took|lasted|lasting|spent|within){_SPACE}$", re.IGNORECASE)


def bound_before(text: str, start: int, duration: bool) -> Bound | None:
    """The bounding words that end where a number begins.

    Args:
        text: The sentence.
        start: Where the number (with its currency sign) begins.
        duration: The number is a length of time, so that "over three days" means during them.
    """
    base = max(0, start - _WINDOW)
    match = _BEFORE.search(text[base:start])  # the leftmost match is the longest form: "no more than", not "more than"
    if match is None:
        return None
    form = re.sub(r"\s", " ", match["form"].lower())
    modifier, below = _MEANING[form]
    begin = base + match.start("form")
    if duration and form in ("over", "under") and not _FOR.search(text, max(0, begin - 8), begin):
        return None
    if modifier == "exact":
        outer = bound_before(text, begin, duration) if form in ("a", "an", "the", "another") else None
        return outer if outer and outer.modifier != "exact" else None
    return Bound(begin, start, modifier, below)


def bound_after(text: str, end: int) -> Bound | None:
    """The bounding words that begin where a number (or its unit) ends."""
    match = _AFTER.match(text, end)
    if not match:
        return None
    modifiers: dict[str, QuantityModifier] = {"least": "at least", "most": "at most", "about": "about"}
    return Bound(end, match.end(), modifiers[match.lastgroup or "about"])


def interval(bound: Bound, low: float, high: float, whole: bool) -> tuple[float, float]:
    """The interval that bounding words make of a number.

    "About" admits half the last significant place, but no less than 5 % and no more than 10 %: "about 50" is 45 to 55.

    Args:
        bound: The words.
        low: Least value of the number alone.
        high: Greatest value of the number alone.
        whole: It counts things, so that "more than 40" begins at 41.
    """
    step = 1.0 if whole and low >= 1 and low == int(low) else 0.0
    if bound.modifier == "at least":
        return low, math.inf
    if bound.modifier == "more than":
        return low + step, math.inf
    if bound.modifier == "at most":
        return min(0.0, -math.inf if high < 0 else 0.0), high
    if bound.modifier == "less than":
        return min(0.0, -math.inf if high < 0 else 0.0), high - step
    if bound.below:
        return low - abs(low) * 0.1, high
    return low - slack(low), high + slack(high)


def slack(value: float) -> float:
    """Half of the last significant place of a number, within 5 % to 10 % of it."""
    return min(max(grain(value) / 2, abs(value) * 0.05), abs(value) * 0.1)


def grain(value: float) -> float:
    """Value of one unit in the last significant place: 100 for 2,500; 0.1 for 2.5."""
    if value == 0 or not math.isfinite(value):
        return 1.0
    digits = f"{abs(value):.10g}"
    if "e" in digits:
        mantissa, exponent = digits.split("e")
        return float(10.0 ** (int(exponent) - len(mantissa.partition(".")[2])))
    if "." in digits:
        return float(10.0 ** -len(digits.partition(".")[2]))
    return float(10.0 ** (len(digits) - len(digits.rstrip("0"))))
