"""Lengths of time, repetitions and words like "now": "for 12 years", "the past week", "every Friday", "soon"."""

from __future__ import annotations

import re

from variorum.annotate.times.expressions import Expression, Rule, collector, duration_value
from variorum.annotate.times.words import (
    IGNORE,
    LEFT,
    LENGTH,
    MONTH,
    PARTS,
    RIGHT,
    SEASONS,
    SPACE,
    amount_of,
    month_of,
    number_of,
    unit_of,
)

RULES: list[Rule] = []
"""Each with the function that reads its matches, None where a match is no time after all."""

_rule = collector(RULES)
_OF = re.compile(rf"{SPACE}of\b")


@_rule(
    rf"{LEFT}(?:at{SPACE}least{SPACE}|each{SPACE}of{SPACE}|(?:over|in|during|for|within){SPACE}(?=the)"
    rf")?the{SPACE}(?P<way>past|last|next|coming|first|final|previous|latest|following){SPACE}{LENGTH}{RIGHT}",
    IGNORE,
    needs="second minute hour day night week month year quarter decade centur",
)
def _window(m: re.Match[str]) -> Expression | None:
    if (m["number"] or "").lower() in ("a", "an"):
        return None
    way = m["way"].lower()
    start = m.start() + m.group().lower().index("the ")
    if way in ("past", "last", "next", "coming"):
        return Expression(
            start,
            m.end(),
            "duration",
            "window",
            unit=unit_of(m["unit"]),
            amount=amount_of(m),
            shift=-1 if way in ("past", "last") else 1,
        )
    return Expression(start, m.end(), "duration", "duration", unit=unit_of(m["unit"]), amount=amount_of(m))


@_rule(
    rf"{LEFT}(?:the{SPACE})?(?P<way>recent|past|coming){SPACE}(?P<unit>hours|days|weeks|months|quarters|"
    rf"years|decades){RIGHT}",
    IGNORE,
    needs="recent past coming",
)
def _recent(m: re.Match[str]) -> Expression:
    return Expression(*m.span(), "duration", "duration", unit=unit_of(m["unit"]), amount=None)


@_rule(
    rf"{LEFT}(?:within{SPACE})?{LENGTH}(?![\w’']|-old|{SPACE}olds?\b|-olds?\b|{SPACE}(?:of{SPACE}age|"
    rf"old)\b)",
    IGNORE,
    needs="second minute hour day night week month year quarter decade centur fortnight",
)
def _length(m: re.Match[str]) -> Expression | None:
    words = (m["number"] or "").lower()
    if words in ("a", "an") and not re.search(
        rf"\b(?:for|in|within|over|than|nearly|about|almost|after|least|under|every|lasted|spent|took|takes|"
        rf"last|of|only|just|around|once|half|full){SPACE}$",
        m.string[max(0, m.start() - 12) : m.start()],
        IGNORE,
    ):
        return None
    if m["unit"].lower() == "quarters" and _OF.match(m.string, m.end()):
        return None  # "three quarters of the vote"
    if (
        words in ("a", "an", "one")
        and m["unit"].lower() in ("second", "night", "minute", "quarter")
        and "long" not in m.group()
    ):
        return None
    if m["unit"].lower() == "seconds" and "-" in m.group():
        return None
    if (
        words == "one"
        and m["unit"].lower() == "day"
        and not re.search(
            rf"\b(?:for|in|within|than|just|only|least|about|after){SPACE}$",
            m.string[max(0, m.start() - 8) : m.start()],
            IGNORE,
        )
    ):
        return None
    return Expression(*m.span(), "duration", "duration", unit=unit_of(m["unit"]), amount=amount_of(m))


@_rule(
    rf"{LEFT}(?:(?P<plural>hours|days|weeks|months|years|decades|centuries)-long|(?P<one>hour|day|week|"
    rf"month|year|decade|century)-?long){RIGHT}",
    IGNORE,
    needs="long",
)
def _long(m: re.Match[str]) -> Expression:
    return Expression(
        *m.span(), "duration", "duration", unit=unit_of(m["plural"] or m["one"]), amount=None if m["plural"] else 1
    )


@_rule(
    rf"{LEFT}(?:(?P<prep>for|in|within|over|took|last|lasted|takes|after|spent|of|through|these|many|"
    rf"or|and|than|into){SPACE})(?P<unit>minutes|hours|days|weeks|months|years|decades|centuries){RIGHT}(?!{SPACE}"
    rf"(?:ago|later|earlier|after|before|old))",
    IGNORE,
    needs="second minute hour day night week month year quarter decade centur",
)
def _plural_length(m: re.Match[str]) -> Expression:
    if m["prep"].lower() == "these":
        return Expression(*m.span(), "date", "reference", value="PRESENT_REF")
    return Expression(m.start("unit"), m.end(), "duration", "duration", unit=unit_of(m["unit"]))


@_rule(
    rf"{LEFT}(?:(?P<now>right{SPACE}now|just{SPACE}now|now(?!{SPACE}that\b)|currently|at{SPACE}present|"
    rf"nowadays|at{SPACE}the{SPACE}moment|current(?={SPACE}[a-z])|presently)|(?P<past>recently|(?:more|"
    rf"most){SPACE}recently|lately|in{SPACE}the{SPACE}past)|(?P<future>soon(?!{SPACE}(?:after|as))|"
    rf"(?:the{SPACE})?(?:near{SPACE}|foreseeable{SPACE})?future(?!{SPACE}[a-z])|in{SPACE}the{SPACE}(?:near{SPACE}"
    rf")?future|the{SPACE}(?:near|short){SPACE}term)){RIGHT}",
    IGNORE,
    needs="now current present moment recent lately past soon future term",
)
def _reference(m: re.Match[str]) -> Expression:
    value = "PRESENT_REF" if m["now"] else "PAST_REF" if m["past"] else "FUTURE_REF"
    skip = 3 if m.group().lower().startswith("in ") else 0
    return Expression(m.start() + skip, m.end(), "date", "reference", value=value)


@_rule(
    rf"{LEFT}(?:(?P<each>every|each){SPACE}(?:single{SPACE})?(?:(?P<n>two|three|four|five|six|10|ten|"
    rf"other|second|third){SPACE})?(?P<unit>second|minute|hour|day|night|morning|evening|week|weekend|month|quarter|"
    rf"year|decade|summer|winter|spring|autumn|fall|(?P<mo>(?-i:{MONTH})))s?){RIGHT}",
    IGNORE,
    needs="every each",
)
def _set(m: re.Match[str]) -> Expression:
    if m["mo"]:
        return Expression(*m.span(), "set", "set", value=f"XXXX-{month_of(m):02d}")
    unit = m["unit"].lower()
    if unit in SEASONS:
        return Expression(*m.span(), "set", "set", value=f"XXXX-{SEASONS[unit]}")
    word = (m["n"] or "one").lower()
    amount = {"other": 2.0, "second": 2.0, "third": 3.0}.get(word) or number_of(word)
    return Expression(*m.span(), "set", "set", value=duration_value(amount, "D" if unit in PARTS else unit_of(unit)))
