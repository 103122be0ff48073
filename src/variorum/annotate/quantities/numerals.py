"""Bare numbers in English text: digits, words, mixtures of both, fractions, and vague words.

Finds what a number word or a group of digits stands for, nothing more: whether it counts something, is a year, a date
or part of a name is for `variorum.annotate.quantities` to say.

text2num, word2number and quantulum3 were measured first: the former two give no offsets and take vague words apart
("tens of thousands" becomes 10 and 1,000), quantulum3 takes two seconds for its first sentence and reads years, dates
and names as quantities.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from variorum.annotate.quantities.number_words import (
    ABBREVIATED,
    DENOMINATORS,
    GLYPHS,
    MAGNITUDES,
    ORDINALS,
    PLURALS,
    SMALL,
    TENS,
    evaluate,
)
from variorum.annotate.quantities.policies import Policy

NumeralStyle = Literal["digits", "words", "vague", "fraction", "zero", "both"]


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as it is written.

    Attributes:
        start: First code point in the text that was searched.
        end: One past the last.
        low: Least value.
        high: Greatest value; equal to `low` unless the words are vague.
        style: How it is written; "zero" is "no" before a noun, or "nobody".
        scale: Value of the multiplier that ends it ("million"), else 1; "1 to 2 million" shares it.
    """

    start: int
    end: int
    low: float
    high: float
    style: NumeralStyle
    scale: float = 1.0


_SPACE = r"[ \t\u00a0\u2009\u202f]"
_WORD = "|".join(sorted([*SMALL, *TENS, *MAGNITUDES], key=len, reverse=True))
_MAGNITUDE = "|".join(MAGNITUDES)
_JOIN = rf"(?:{_SPACE}and{_SPACE}|-and-|{_SPACE}|-)"
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)(?!\d|,\d{3})"
_CODES = (
    "USD",
    "GBP",
    "EUR",
    "JPY",
    "CHF",
    "AUD",
    "CAD",
    "NZD",
    "INR",
    "CNY",
    "RMB",
    "RM",
    "PS",
    "Rs",
    "$US",
    "$A",
    "$CAN",
)
_CODE_BEFORE = "|".join(rf"(?<={re.escape(code)})" for code in _CODES)

_START = re.compile(
    rf"(?:(?<![\w'’])|{_CODE_BEFORE})(?:(?P<digits>{_DIGITS})|(?<![.,\d])(?P<glyph>[{''.join(GLYPHS)}])"
    rf"|(?P<words>(?:{_WORD})(?:{_JOIN}(?:{_WORD}))*)\b(?![’'](?!s\b))"
    rf"|(?P<plural>tens|dozens|scores|hundreds|thousands|millions|billions|trillions)\b"
    rf"|(?P<few>(?:an?{_SPACE})?(?:several|few|couple)(?:{_SPACE}of)?)(?:{_SPACE}|-)(?P<fewscale>{_MAGNITUDE})s?\b"
    rf"|(?P<couple>couple(?={_SPACE}of\b))|(?P<handful>handful(?={_SPACE}of\b))"
    rf"|(?P<half>half)\b|(?P<part>an?{_SPACE}(?:{'|'.join(ORDINALS)})(?={_SPACE}of\b))"
    rf"|(?P<both>both)\b|(?P<nobody>nobody|no(?:{_SPACE}|-)one)(?={_SPACE}(?:else{_SPACE})?(?:was|were|has|had|is|died|"
    rf"survived)\b)|(?P<none>no)(?={_SPACE}))",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"[A-Za-z]+")
_AND_TAIL = re.compile(
    rf"(?:{_SPACE}|-)and(?:{_SPACE}|-)(?:an?|one|three)(?:{_SPACE}|-)(half|quarters?|third)\b", re.IGNORECASE
)
_FRACTION_TAIL = re.compile(
    rf"(?:-({'|'.join(ORDINALS)})s?\b|{_SPACE}({'|'.join(ORDINALS)})s?(?={_SPACE}(?:of|the|majority)\b))",
    re.IGNORECASE,
)
_OUT_OF = re.compile(
    rf"{_SPACE}(?:(?:out{_SPACE}of|of{_SPACE}every){_SPACE}(?:every{_SPACE})?|in{_SPACE}(?:every{_SPACE})?)"
    rf"({_WORD}|\d+)\b(?!{_SPACE}?[-,.:]?\d)(?!(?:{_SPACE}|-)(?:{_MAGNITUDE}|seconds?|minutes?|hours?|days?|"
    rf"weeks?|months?|years?|decades?)\b)",
    re.IGNORECASE,
)
_SLASH_TAIL = re.compile(r"\s?[/⁄](\d{1,3})(?![\d/⁄.,-])")
_MIXED_TAIL = re.compile(rf"(?:{_SPACE}|-)(\d)[/⁄](\d{{1,2}})(?![\d/⁄])|(?:{_SPACE}|-)?([{''.join(GLYPHS)}])")
_SCALE_TAIL = re.compile(rf"(?:{_SPACE}|-)?((?:(?:hundred|thousand)(?:{_SPACE}|-))?(?:{_MAGNITUDE}))\b", re.IGNORECASE)
_OF_SCALE = re.compile(rf"{_SPACE}of{_SPACE}an?{_SPACE}((?:{_MAGNITUDE}))\b", re.IGNORECASE)
_SUFFIX = re.compile(rf"(?:(bn|mn|mln|bln|tn|K|k|M)|({_SPACE}?(?:bn|mn|mln|bln|tn|m|M|b|t)))(?![A-Za-z\d/²³'’])")
_PLURAL_OF = re.compile(rf"{_SPACE}of{_SPACE}(tens|hundreds|thousands|millions|billions|trillions)\b", re.IGNORECASE)
_MONEY_BEFORE = re.compile(r"(?:[$£€¥₹₽₪₩]|\b(?:[A-Z]{3}|PS|Rs\.?))[ \u00a0]?[-\u2212]?$")
_COUNTED_AFTER = re.compile(
    rf"{_SPACE}(?!(?:across|less|towards|upwards|always|perhaps|plus|thus|this|was|is|has|as|its|his)\b)"
    rf"(?:[a-z]+{_SPACE}){{0,2}}(?:[a-z]{{2,}}s|people|men|women|children)\b"
)
_METRE_AFTER = re.compile(
    rf"{_SPACE}(?:long|wide|tall|high|deep|away|below|above|from|off|of|x|by|and|to|in)\b|-|{_SPACE}?\("
)
_SCORES_AFTER = re.compile(
    rf"{_SPACE}(?:of|more|dead|killed|injured|wounded|hurt|arrested|missing|feared|detained|displaced)\b", re.IGNORECASE
)
_HALF_AFTER = re.compile(
    rf"(?:(?:{_SPACE}|-)(an?)(?:{_SPACE}|-)(?:({_MAGNITUDE})\b)?|(?:{_SPACE}|-)(dozen|million|billion)\b"
    rf"|{_SPACE}(?:of|the|its|their|his|her|our|my|your|that|those|these|all)\b)",
    re.IGNORECASE,
)
_NOT_HALF = re.compile(
    rf"(?:\b(?:first|second|other|last|latter|opening|final|better|top|bottom|and{_SPACE}a|an?|['’]s)(?:{_SPACE}|-)|-)$",
    re.IGNORECASE,
)


def find_numerals(text: str, policy: Policy) -> tuple[Numeral, ...]:
    """The numbers in a text, in order, never overlapping.

    Args:
        text: One sentence, usually.
        policy: What vague words stand for.
    """
    found: list[Numeral] = []
    position = 0
    while match := _START.search(text, position):
        numerals = list(_read(text, match, policy))
        found.extend(numerals)
        position = max(match.end() if not numerals else numerals[-1].end, match.start() + 1)
    return tuple(found)


def read_numeral(words: str, policy: Policy) -> Numeral | None:
    """The number that some words begin with, None if they do not."""
    found = find_numerals(words, policy)
    return found[0] if found and found[0].start <= 2 else None


_USUAL = frozenset((2, 3, 4, 5, 6, 8, 10, 16, 32, 64, 100, 128))
_OF = re.compile(rf"{_SPACE}of\b")
_SIGN = re.compile(r"(?:(?<=[\s(])|^)[-\u2212]$")
_SIGNED_AFTER = re.compile(rf"{_SPACE}?(?:%|per{_SPACE}?cent|pc\b|°|degrees)")
_LONGEST = 24
"""Words that one number may have."""
_MINUS = re.compile(rf"(?:(?<!\w)(?:minus|negative)(?:{_SPACE}|-)|(?<=[$€£])[-\u2212])$", re.IGNORECASE)


def _read(text: str, match: re.Match[str], policy: Policy) -> Iterator[Numeral]:
    start, end = match.span()
    kind = match.lastgroup
    if match["digits"]:
        numeral = _digits(text, start, end)
        minus = _MINUS.search(text, max(0, start - 10), start)
        if minus is None and _SIGNED_AFTER.match(text, numeral.end):
            minus = _SIGN.search(text, max(0, start - 2), start)
        yield _negative(numeral, minus.start()) if minus else numeral
    elif match["glyph"]:
        value = GLYPHS[match["glyph"]]
        yield Numeral(start, end, value, value, "fraction")
    elif match["words"]:
        yield from _words(text, start, match["words"])
    elif match["plural"]:
        if plural := _plural(text, start, end, match["plural"].lower(), policy):
            yield plural
    elif match["few"]:
        low, high = _few(match["few"].lower(), policy)
        scale = MAGNITUDES[match["fewscale"].lower()]
        yield Numeral(start, end, low * scale, (high + 1) * scale - 1, "vague", scale)
    elif kind == "couple":
        yield Numeral(start, end, 2, 2, "vague")
    elif kind == "handful":
        yield Numeral(start, end, *policy.handful, "vague")
    elif kind == "half":
        if half := _half(text, start, end):
            yield half
    elif kind == "part":
        value = 1 / DENOMINATORS[match["part"].split()[-1].lower()]
        part = Numeral(start, end, value, value, "fraction")
        multiplied = _OF_SCALE.match(text, end)
        yield replace(_scaled(part, value, multiplied), style="words") if multiplied else part
    elif kind == "both":
        yield Numeral(start, end, 2, 2, "both")
    elif kind in ("none", "nobody"):
        yield Numeral(start, end, 0, 0, "zero")


def _few(words: str, policy: Policy) -> tuple[int, int]:
    if "several" in words:
        return policy.several
    return policy.few if "few" in words else (2, 2)


def _plural(text: str, start: int, end: int, word: str, policy: Policy) -> Numeral | None:
    if word in ("tens", "scores") and not _SCORES_AFTER.match(text, end):
        return None
    base = PLURALS[word]
    chained = _PLURAL_OF.match(text, end)
    if chained:
        outer = PLURALS[chained[1].lower()]
        low = (policy.plural if word != "dozens" else 1) * base * outer
        top = {"tens": 1e2, "dozens": 1e2, "hundreds": 1e3}.get(word, base * 10)
        return Numeral(start, chained.end(), low, top * outer - 1, "vague")
    if word == "tens":  # "tens of people"; other chains were read above
        return Numeral(start, end, 10 * policy.plural, 99, "vague")
    high = 99.0 if base < 100 else 999.0 if base == 100 else 10 * base - 1
    return Numeral(start, end, policy.plural * base, high, "vague")


def _half(text: str, start: int, end: int) -> Numeral | None:
    after = _HALF_AFTER.match(text, end)
    if not after or _NOT_HALF.search(text, max(0, start - 12), start):
        return None
    scale_word = (after[2] or after[3] or "").lower()
    if scale_word:
        scale = MAGNITUDES[scale_word]
        return Numeral(start, after.end(), scale / 2, scale / 2, "words", scale)
    return Numeral(start, end, 0.5, 0.5, "fraction")


def _words(text: str, start: int, words: str) -> Iterator[Numeral]:
    """The numbers of a run of number words: "one hundred and ten" is one, "two three" are two."""
    parts = [(m.group().lower(), start + m.start(), start + m.end()) for m in _SPLIT.finditer(words)]
    at = 0
    while at < len(parts):
        if parts[at][0] == "and":
            at += 1
            continue
        value, scale, used = evaluate([part[0] for part in parts[at : at + _LONGEST]])
        first, end = parts[at][1], parts[at + used - 1][2]
        at += used
        if scale == value and (before := _article(text, first)) is not None:
            first = before
        if at == len(parts):
            yield _tails(text, Numeral(first, end, value, value, "words", scale))
            return
        yield Numeral(first, end, value, value, "words", scale)


def _article(text: str, start: int) -> int | None:
    """Where "a" begins in "a hundred", None if the word has no article before it."""
    match = re.search(rf"(?<!\w)an?(?:{_SPACE}|-)$", text[max(0, start - 3) : start], re.IGNORECASE)
    return max(0, start - 3) + match.start() if match else None


def _tails(text: str, numeral: Numeral) -> Numeral:
    """The numeral with the fraction and multiplier words that follow it: "two-thirds", "two and a half million"."""
    value, end = numeral.low, numeral.end
    if half := _AND_TAIL.match(text, end):
        numerator = 3 if "three" in half.group().lower() else 1
        value += numerator / DENOMINATORS[half[1].lower().rstrip("s")] * (numeral.scale if numeral.scale > 100 else 1)
        end = half.end()
        if scale := _SCALE_TAIL.match(text, end):
            return _scaled(numeral, value, scale)
        return Numeral(numeral.start, end, value, value, numeral.style)
    if 1 <= value <= 9 and value == int(value) and numeral.scale == 1:
        if part := _FRACTION_TAIL.match(text, end):
            value /= DENOMINATORS[(part[1] or part[2]).lower()]
            return Numeral(numeral.start, part.end(), value, value, "fraction")
        if whole := _OUT_OF.match(text, end):
            of = SMALL.get(whole[1].lower()) or TENS.get(whole[1].lower()) or MAGNITUDES.get(whole[1].lower())
            of = of or (int(whole[1]) if whole[1].isdecimal() and len(whole[1]) < 5 else 0)
            if of > value and (of <= 10 or of in (12, 20, 100, 1000)):
                return Numeral(numeral.start, whole.end(), value / of, value / of, "fraction")
    return numeral


def _scaled(numeral: Numeral, value: float, match: re.Match[str]) -> Numeral:
    scale = 1.0
    for word in _SPLIT.findall(match[1]):
        scale *= MAGNITUDES[word.lower()]
    return Numeral(numeral.start, match.end(), value * scale, value * scale, numeral.style, scale)


def _digits(text: str, start: int, end: int) -> Numeral:
    value = float(text[start:end].replace(",", ""))
    numeral = Numeral(start, end, value, value, "digits")
    if slash := _SLASH_TAIL.match(text, end):
        denominator = int(slash[1])
        usual = denominator in _USUAL or bool(_OF.match(text, slash.end()))  # "9/12" is a day
        if usual and 1 <= value < denominator and value == int(value) and text[start - 1 : start] not in ("/", "⁄"):
            return Numeral(start, slash.end(), value / denominator, value / denominator, "fraction")
    if mixed := _MIXED_TAIL.match(text, end):
        extra = GLYPHS[mixed[3]] if mixed[3] else int(mixed[1]) / max(int(mixed[2]), 1)
        if extra < 1:
            value, end = value + extra, mixed.end()
            numeral = Numeral(start, end, value, value, "digits")
    if scale := _SCALE_TAIL.match(text, end):
        return _scaled(numeral, value, scale)
    if suffix := _SUFFIX.match(text, end):
        letters = suffix.group().strip()
        if _is_multiplier(text, start, suffix, letters):
            factor = ABBREVIATED[letters.lower()]
            return Numeral(start, suffix.end(), value * factor, value * factor, "digits", factor)
    return _tails(text, numeral)


def _negative(numeral: Numeral, start: int) -> Numeral:
    return Numeral(start, numeral.end, -numeral.high, -numeral.low, numeral.style, numeral.scale)


def _is_multiplier(text: str, start: int, suffix: re.Match[str], letters: str) -> bool:
    """Whether letters after digits multiply them ("£5m", "5m users") or are a unit or part of a name ("5m long")."""
    if len(letters) > 1:
        return True
    if _MONEY_BEFORE.search(text, max(0, start - 6), start):
        return True
    if letters in ("b", "t") or text[suffix.start()] != letters:
        return False
    if letters in ("k", "K", "M"):
        return True
    return bool(_COUNTED_AFTER.match(text, suffix.end())) and not _METRE_AFTER.match(text, suffix.end())


def shares_scale(first: Numeral, second: Numeral) -> Numeral:
    """The first of two joined numbers with the multiplier of the second where it is meant: "1 to 2 million"."""
    if first.scale == 1 and second.scale > 1 and first.low <= second.low / second.scale and first.style != "fraction":
        return Numeral(
            first.start, first.end, first.low * second.scale, first.high * second.scale, first.style, second.scale
        )
    return first
