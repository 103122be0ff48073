"""Quantities: numbers with their bounds, units and what they count."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from variorum.annotate.quantities.bounds import Bound, bound_after, bound_before, interval
from variorum.annotate.quantities.counted import Counted, counted_noun, noun_after_of, parsed, token_range
from variorum.annotate.quantities.numerals import Numeral, find_numerals, shares_scale
from variorum.annotate.quantities.policies import Policy
from variorum.annotate.quantities.screening import (
    both_head,
    is_age,
    is_aged,
    is_name_or_code,
    is_some_day,
    is_year,
    mentions_one,
    no_head,
)
from variorum.annotate.quantities.units import FRACTION, Unit, unit_after, unit_before, unit_named, with_rate
from variorum.annotate.times.patterns import masked
from variorum.model.article import Article
from variorum.model.document import Quantity, QuantityModifier, Sentence
from variorum.model.syntax import Token

_SPACE = r"[ \t\u00a0\u2009\u202f]"
_RANGE = re.compile(
    rf"{_SPACE}?[-–—]{_SPACE}?|{_SPACE}to{_SPACE}|-to-|{_SPACE}to-|{_SPACE}or{_SPACE}|-or-|{_SPACE}and{_SPACE}"
)
_FROM = re.compile(rf"\b(from){_SPACE}(?:\w+{_SPACE}){{0,2}}$", re.IGNORECASE)
_RANGING = re.compile(
    rf"\b(?:rang\w+|var\w+|anywhere|prices?|costs?|bands?|aged|ages?){_SPACE}(?:\w+{_SPACE})?$", re.IGNORECASE
)
_BETWEEN_AGES = rf"\bbetween{_SPACE}(?:the{_SPACE}ages?{_SPACE}of{_SPACE})?"
_BETWEEN = re.compile(rf"{_BETWEEN_AGES}(?:\w+{_SPACE})?$", re.IGNORECASE)
_BETWEEN_DIRECTLY = re.compile(rf"{_BETWEEN_AGES}$", re.IGNORECASE)
_MOVED = re.compile(
    rf"\b(?:up|down|rose|fell|gain(?:ed|s)?|lost|added|dropped|climbed|slid|jumped|increased?|decreased?|rise|fall|by)"
    rf"{_SPACE}(?:\w+{_SPACE})?$",
    re.IGNORECASE,
)
_NATION = re.compile(
    rf"{_SPACE}(US|U\.S\.|USD|Canadian|Australian|CAD|AUD)(?!\w)(?!{_SPACE}(?:[A-Z]|(?:troops|forces|military)))"
)
_NATIONAL = {"US": "US dollar", "U.S.": "US dollar", "USD": "US dollar", "Canadian": "Canadian dollar"}
_NOT = re.compile(rf"\bnot{_SPACE}$", re.IGNORECASE)
_BUT = re.compile(rf"[^.;]{{0,60}}?,?{_SPACE}but{_SPACE}", re.IGNORECASE)
"""Behind "not one" it tells that there are more: "not one bridge, but two"."""
_STRONG = re.compile(r"-strong\b")
_YEARS_OLD = re.compile(rf"(?:{_SPACE}|-)(?:years?|yrs?)(?:{_SPACE}|-)olds?\b", re.IGNORECASE)
_OF_UNIT = re.compile(rf"{_SPACE}of(?={_SPACE})")
_AN_UNIT = re.compile(rf"(?:{_SPACE}|-)(?:of{_SPACE})?an?(?={_SPACE}|-)")
_PLAIN_NOUN = re.compile(
    rf"(?:{_SPACE}of)?(?:{_SPACE}[a-z]+)?{_SPACE}(?:[a-z]{{3,}}s|people|men|women|children|personnel)\b"
)
_BREAK = re.compile(r"[.;:!?()]|, (?:and|but|who|which)")
_COMPOUND = re.compile(r"-\d")
_MAXIMUM = 1e18


@dataclass(frozen=True, slots=True)
class _Measure:
    """A numeral with the unit around it, before bounds and what it counts are known."""

    numeral: Numeral
    start: int
    end: int
    unit: Unit | None
    prefixed: bool


def find_quantities(article: Article, sentences: Sequence[Sentence], policy: Policy) -> tuple[Quantity, ...]:
    """The quantities of an article, in reading order.

    Years, dates, times of day, ordinals, ages given as a bare "one", telephone numbers, scores, and numbers that belong
    to a name ("Flight 123") are none. Lengths of time and ages are.

    Args:
        article: The article that the sentences are from.
        sentences: Its sentences; with a dependency parse the counted nouns are found, without it fewer of them.
        policy: What vague words stand for.
    """
    found: list[Quantity] = []
    for sentence in sentences:
        found.extend(_of_sentence(article, sentence, policy))
    return tuple(found)


def _of_sentence(article: Article, sentence: Sentence, policy: Policy) -> Iterable[Quantity]:
    text, offset, field = sentence.span.quote, sentence.span.start, sentence.span.field
    numerals = find_numerals(text, policy)
    if not numerals:
        return
    measures = [_measure(text, numeral) for numeral in _outside(numerals, masked(text)) if numeral.high <= _MAXIMUM]
    for group in _grouped(text, measures):
        if any(m.unit is None and is_name_or_code(text, m.numeral, alone=len(group) == 1) for m in group):
            continue
        start, end, bound, low, high = _bounded(text, group)
        if _COMPOUND.match(text, group[-1].end):
            continue  # "5-foot-11"
        value_start, value_end = group[0].numeral.start, group[-1].numeral.end
        unit = next((measure.unit for measure in reversed(group) if measure.unit), None)
        unit = _fraction_or(unit, group[0].numeral)
        counted, noun_end = _counted(text, sentence.tokens, offset, group[-1], end, unit)
        if counted is not None and counted.named and unit is None:
            continue
        lemma = "person" if _is_nobody(group[0].numeral, text) else _lemma(sentence.tokens, counted)
        if len(group) == 1 and not _plausible(text, sentence.tokens, offset, group[0], unit, lemma, bound):
            continue
        yield Quantity(
            span=article.span(field, offset + start, offset + max(end, noun_end)),
            value=article.span(field, offset + value_start, offset + value_end),
            low=low,
            high=high,
            modifier=bound,
            unit=unit.name if unit else None,
            counted=lemma,
            sentence=sentence.index,
        )


def _outside(numerals: Sequence[Numeral], hidden: Sequence[tuple[int, int]]) -> Iterable[Numeral]:
    """The numbers that share no character with hidden ranges; both are in order."""
    at = 0
    for numeral in numerals:
        while at < len(hidden) and hidden[at][1] <= numeral.start:
            at += 1
        if at == len(hidden) or numeral.end <= hidden[at][0]:
            yield numeral


def _measure(text: str, numeral: Numeral) -> _Measure:
    start, end, unit = numeral.start, numeral.end, None
    before = unit_before(text, start) if numeral.style in ("digits", "words", "vague", "fraction") else None
    if before:
        start, unit = before
        if nation := _NATION.match(text, end):
            end = nation.end()
            unit = _dollar(nation[1], unit)
        end, unit = with_rate(text, end, unit)
        return _Measure(numeral, start, end, unit, True)
    if numeral.style in ("zero", "both"):
        return _Measure(numeral, start, end, None, False)
    after = unit_after(text, end)
    if after is None and (numeral.style in ("vague", "fraction") or numeral.scale > 1):
        joint = (_OF_UNIT if numeral.style != "fraction" else _AN_UNIT).match(text, end)
        after = unit_after(text, joint.end()) if joint else None
    if after:
        end, unit = after
        if unit.name == "pound" and numeral.scale >= 1e6:
            unit = unit_named("pound sterling")
        elif unit.name == "year" and is_aged(text, start):
            unit = unit_named("year old")
    elif is_age(text, numeral):
        unit = unit_named("year old")
    return _Measure(numeral, start, end, unit, False)


def _dollar(nation: str, unit: Unit) -> Unit:
    if unit.name != "dollar":
        return unit
    name = _NATIONAL.get(
        nation, "Australian dollar" if nation.startswith("Au") or nation == "AUD" else "Canadian dollar"
    )
    return Unit(name, f"money:{name}")


def _fraction_or(unit: Unit | None, numeral: Numeral) -> Unit | None:
    return FRACTION if unit is None and numeral.style == "fraction" else unit


def _grouped(text: str, measures: list[_Measure]) -> list[list[_Measure]]:
    """Ranges as pairs, everything else alone."""
    groups: list[list[_Measure]] = []
    index = 0
    while index < len(measures):
        first = measures[index]
        second = measures[index + 1] if index + 1 < len(measures) else None
        joint = _joint(text, first, second) if second else None
        if second is None or joint is None:
            groups.append([first])
            index += 1
            continue
        scaled = shares_scale(first.numeral, second.numeral)
        unit = first.unit or second.unit
        lower = _Measure(scaled, first.start, first.end, unit, first.prefixed)
        if joint == "range":
            groups.append([lower, second])
        else:
            groups.append([lower])
            groups.append(
                [_Measure(second.numeral, second.start, second.end, second.unit or first.unit, second.prefixed)]
            )
        index += 2
    return groups


def _joint(text: str, first: _Measure, second: _Measure) -> str | None:
    """How two neighbouring numbers belong together: "range" ("40 to 50"), "change" ("from 40 to 50"), or not."""
    joint = _RANGE.fullmatch(text, first.end, second.start)
    word = joint.group().strip(" -\u00a0") if joint else ""
    if joint is None or not _same_unit(first, second):
        return None
    low, high = shares_scale(first.numeral, second.numeral).low, second.numeral.high
    before = text[max(0, first.start - 40) : first.start]
    if word == "and":
        return "range" if _BETWEEN.search(before) and low < high else None
    if word == "or":
        close = low < high <= 2 * low + 1 and first.unit is None
        return "range" if close and first.numeral.style == second.numeral.style else None
    if word == "to" and (origin := _FROM.search(before)):
        ranging = _RANGING.search(before[: origin.start()])
        return "range" if ranging and low < high else "change"
    if first.numeral.style not in ("digits", "words", "vague") or low >= high:
        return None
    if word == "to" and first.unit is not None and _MOVED.search(before):
        return None
    if word != "to" and not (second.unit or first.unit) and not _counts_after(text, second.end):
        return None
    return "range"


def _counts_after(text: str, end: int) -> bool:
    return bool(
        re.compile(rf"(?:{_SPACE}[a-z]+){{0,2}}{_SPACE}(?:[a-z]{{2,}}s|people|men|women|children)\b").match(text, end)
    )


def _same_unit(first: _Measure, second: _Measure) -> bool:
    if first.unit is None or second.unit is None:
        return first.unit is None or first.prefixed or first.unit.name == "year old"
    same = first.unit.name == second.unit.name or second.unit.name.startswith(first.unit.name)
    return same or (first.unit.dimension.startswith("money") and first.unit.dimension == second.unit.dimension)


def _bounded(text: str, group: list[_Measure]) -> tuple[int, int, QuantityModifier, float, float]:
    """Start and end with the words that bound it, the modifier, and the interval."""
    first, last = group[0], group[-1]
    start, end = first.start, last.end
    if strong := _STRONG.match(text, end):
        end = strong.end()
    duration = last.unit is not None and last.unit.dimension == "time"
    before = bound_before(text, start, duration)
    after = bound_after(text, end) or bound_after(text, last.numeral.end)
    if len(group) == 2:
        between = _BETWEEN_DIRECTLY.search(text, max(0, start - 24), start)
        start = between.start() if between else before.start if before else start
        return start, end, "between", first.numeral.low, last.numeral.high
    one = first.numeral.low == first.numeral.high == 1 and not _BUT.match(text, end)
    if one and (negation := _NOT.search(text, max(0, start - 6), start)):
        return negation.start(), end, "exact", 0.0, 0.0
    bound: Bound | None = before or after
    if bound is None:
        plain: QuantityModifier = "about" if first.numeral.style == "vague" else "exact"
        return start, end, plain, first.numeral.low, first.numeral.high
    whole = last.unit is None and first.numeral.style not in ("fraction",)
    low, high = interval(bound, first.numeral.low, first.numeral.high, whole)
    start = min(start, bound.start)
    end = max(end, bound.end)
    return start, end, bound.modifier, low, high


def _is_nobody(numeral: Numeral, text: str) -> bool:
    return numeral.style == "zero" and text[numeral.start : numeral.end].lower() != "no"


def _plausible(
    text: str, tokens: Sequence[Token], offset: int, measure: _Measure, unit: Unit | None, lemma: str | None, bound: str
) -> bool:
    numeral = measure.numeral
    if numeral.style == "zero":
        return no_head(text, tokens, offset, numeral.end)
    if numeral.style == "both":
        return both_head(text, tokens, offset, numeral.end)
    if unit is not None:
        return not is_some_day(text, numeral)
    if is_year(text, numeral, lemma is not None, bound):
        return False
    if numeral.style == "words" and numeral.low == 1:
        return mentions_one(text, tokens, offset, numeral)
    return True


def _counted(
    text: str, tokens: Sequence[Token], offset: int, measure: _Measure, end: int, unit: Unit | None
) -> tuple[Counted | None, int]:
    """What is counted, and where its noun ends in the sentence if it follows the number without a break."""
    if not parsed(tokens):
        noun = _PLAIN_NOUN.match(text, end) if unit is None or unit is FRACTION else None
        return None, noun.end() if noun else end
    first, last = token_range(tokens, offset + measure.numeral.start, offset + max(measure.end, measure.numeral.end))
    if unit is None or unit is FRACTION:
        counted = counted_noun(tokens, first, last)
    else:
        counted = Counted(noun_after_of(tokens, last) if unit.dimension != "time" else None)
    if counted.index is None or counted.index < last:
        return counted, end
    noun_end = tokens[counted.index].end - offset
    between = text[end:noun_end]
    return counted, noun_end if len(between) < 60 and not _BREAK.search(between) else end


def _lemma(tokens: Sequence[Token], counted: Counted | None) -> str | None:
    if counted is None or counted.index is None:
        return None
    return tokens[counted.index].lemma or tokens[counted.index].text.lower()
