"""Dates of the calendar and times of day: "3 January 2020", "early December", "the third quarter of 1990", "5.10am"."""

from __future__ import annotations

import re

from variorum.annotate.times.expressions import Expression, Rule, collector
from variorum.annotate.times.words import (
    BREAK,
    CLOCK,
    DAY_OF_MONTH,
    DECADES,
    EDGE,
    EDGES,
    FIXED,
    IGNORE,
    LEFT,
    MONTH,
    NUMBER_WORDS,
    ORDINALS,
    RIGHT,
    SEASONS,
    SHIFTS,
    SPACE,
    SURE_MONTH,
    WEEKDAY,
    WEEKDAY_SHORT,
    YEAR_FIGURES,
    edge_of,
    month_of,
    number_of,
    weekday_of,
)
from variorum.model.document import TimeKind

RULES: list[Rule] = []
"""Each with the function that reads its matches, None where a match is no time after all."""

_rule = collector(RULES)


@_rule(
    rf"{LEFT}(?P<y>{YEAR_FIGURES})-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01])(?:T(?P<h>\d\d):(?P<min>\d\d)"
    rf"\S*)?(?!\d)",
    needs="-",
)
def _iso(m: re.Match[str]) -> Expression:
    clock = (int(m["h"]), int(m["min"])) if m["h"] and int(m["h"]) < 24 and int(m["min"]) < 60 else None
    kind: TimeKind = "time" if clock else "date"
    return Expression(*m.span(), kind, "calendar", int(m["y"]), int(m["m"]), int(m["d"]), clock=clock)


@_rule(
    rf"{LEFT}(?P<a>{DAY_OF_MONTH}|1[0-2])(?P<sep>[./])(?P<b>{DAY_OF_MONTH})(?P=sep)(?P<y>{YEAR_FIGURES}|"
    rf"\d\d)(?![\w/]|\.\d)",
    needs="/ .",
)
def _figures(m: re.Match[str]) -> Expression | None:
    year = int(m["y"]) if len(m["y"]) == 4 else 2000 + int(m["y"]) if int(m["y"]) < 50 else 1900 + int(m["y"])
    first, second = int(m["a"]), int(m["b"])
    if m["sep"] == "." and second <= 12:  # dotted dates are written day first everywhere
        return Expression(*m.span(), "date", "calendar", year, second, first)
    if first > 12 >= second:
        return Expression(*m.span(), "date", "calendar", year, second, first, value="DMY")
    if second > 12 >= first:
        return Expression(*m.span(), "date", "calendar", year, first, second, value="MDY")
    return Expression(*m.span(), "date", "numeric", year, first, second) if first <= 12 else None


_LEAD = rf"(?:(?P<wd>{WEEKDAY}|{WEEKDAY_SHORT}),?{BREAK})?"
_TRAIL = (
    rf"(?:,?{BREAK}(?P<y>{YEAR_FIGURES})(?![\d-]|[.,]\d|{SPACE}(?:people|troops|GMT|hours))"
    rf"|{SPACE}(?:of{SPACE})?(?P<rel>this|last|next){SPACE}year(?![’']s))?"
)


@_rule(
    rf"{LEFT}{_LEAD}(?P<mo>{MONTH}){BREAK}(?:the{SPACE})?(?P<d>{DAY_OF_MONTH})(?:st|nd|rd|th)?(?:[-–](?P<d2>{DAY_OF_MONTH}"
    rf"))?(?!\d|[.,:]\d|{SPACE}?(?:per|%|a\.?m|p\.?m))(?:{_TRAIL}){RIGHT}"
)
def _month_day(m: re.Match[str]) -> Expression:
    return _day(m)


@_rule(
    rf"{LEFT}{_LEAD}(?:the{SPACE})?(?P<d>{DAY_OF_MONTH})(?:st|nd|rd|th)?"
    rf"(?:(?:[-–]|{SPACE}(?:to|and){SPACE})(?P<d2>{DAY_OF_MONTH})"
    rf"(?:th|st|nd|rd)?)?(?:{SPACE}of)?{SPACE}(?P<mo>{MONTH})(?:{_TRAIL}){RIGHT}"
)
def _day_month(m: re.Match[str]) -> Expression:
    return _day(m)


def _day(m: re.Match[str]) -> Expression:
    year = int(m["y"]) if m["y"] else None
    last = int(m["d2"]) if m["d2"] and int(m["d2"]) > int(m["d"]) else None
    month, day, weekday = month_of(m), int(m["d"]), weekday_of(m)
    if m["rel"]:  # "on 17 December last year"
        shift = SHIFTS[m["rel"].lower()]
        return Expression(*m.span(), "date", "calendar", None, month, day, last, weekday, shift=shift, unit="Y")
    return Expression(*m.span(), "date", "calendar", year, month, day, last, weekday)


@_rule(
    rf"{LEFT}(?P<h>New{SPACE}Year[’']s{SPACE}(?:Eve|Day)|Christmas{SPACE}(?:Day|Eve)|Boxing{SPACE}Day){RIGHT}(?:,?{SPACE}"
    rf"(?P<y>{YEAR_FIGURES}))?",
    needs="new christmas boxing",
)
def _holiday(m: re.Match[str]) -> Expression:
    month, day = FIXED[re.sub(r"\s", " ", m["h"].lower().replace("'", "’"))]
    return Expression(*m.span(), "date", "calendar", int(m["y"]) if m["y"] else None, month, day)


@_rule(
    rf"{LEFT}{EDGE}(?P<mo>{MONTH})(?:,?{SPACE}|{SPACE}of{SPACE})(?P<y>{YEAR_FIGURES})(?!\d|[.,-]\d){RIGHT}",
    IGNORE,
    needs="19 20 18 17 16 15",
)
def _month_year(m: re.Match[str]) -> Expression:
    return Expression(*m.span(), "date", "calendar", int(m["y"]), month_of(m), edge=edge_of(m))


_MONTH_LEAD = (
    rf"(?:(?P<shift>last|next|this|past|this{SPACE}coming|this{SPACE}past|coming){SPACE}(?:year[’']s{SPACE})?|"
    rf"(?P<prep>in|since|by|until|till|from|during|of|before|after|through|for|to){SPACE})"
)


@_rule(
    rf"{LEFT}{_MONTH_LEAD}?{EDGE}(?P<mo>(?-i:{MONTH}))(?:[’']s)?(?P<rel>{SPACE}(?:this|last|next){SPACE}year)?"
    rf"(?!{SPACE}?\d){RIGHT}",
    IGNORE,
)
def _month_alone(m: re.Match[str]) -> Expression | None:
    word = (m["edge"] or m["edgeof"] or "").lower()
    sure = bool(re.fullmatch(SURE_MONTH, m["mo"]))
    if (not sure and not (m["shift"] or m["prep"] or word)) or (m["mo"].endswith(".") and not sure):
        return None
    if len(m["mo"].rstrip(".")) == 3 and m["mo"] != "May" and not m["mo"].endswith("."):
        return None
    if m["prep"] and m["prep"].lower() in ("for", "to", "of", "by") and m["mo"] in ("May", "March") and not word:
        return None
    start = m.start("mo") if m["prep"] and not word else m.start()
    if m["prep"] and word:
        start = m.start("edge") if m["edge"] else m.start("edgeof") - 4
    shift = SHIFTS.get(re.sub(r"\s", " ", m["shift"].lower())) if m["shift"] else None
    if m["rel"]:
        return Expression(
            start,
            m.end(),
            "date",
            "calendar",
            None,
            month_of(m),
            edge=EDGES.get(word),
            shift=SHIFTS[m["rel"].split()[0].lower()],
            unit="Y",
        )
    end = m.end("mo")
    return Expression(start, end, "date", "calendar", None, month_of(m), edge=EDGES.get(word), shift=shift)


@_rule(
    rf"{LEFT}(?:(?P<shift>last|next|this|this{SPACE}past|this{SPACE}coming|past|the|in|during|of|since|"
    rf"by){SPACE})?(?:the{SPACE})?(?:(?P<edge>early|mid|late)(?:{SPACE}|-))?(?P<season>spring|summer|"
    rf"autumn|fall|winter)(?:{SPACE}of)?(?:,?{SPACE}(?P<y>{YEAR_FIGURES}|nineteen{SPACE}(?:{NUMBER_WORDS})"
    rf"(?:-(?:{NUMBER_WORDS}))?))?(?!{SPACE}(?:in|off|over|apart|short|behind|to|from|into|for)\b){RIGHT}",
    IGNORE,
    needs="spring summer autumn fall winter",
)
def _season(m: re.Match[str]) -> Expression | None:
    lead = re.sub(r"\s", " ", (m["shift"] or "").lower())
    season = m["season"].lower()
    if not (lead or m["y"] or m["edge"]) or (
        season in ("fall", "spring")
        and lead in ("the", "of", "in")
        and not m["y"]
        and "in the" not in m.group().lower()
    ):
        return None
    year = _year_number(m["y"]) if m["y"] else None
    prepositional = lead in ("in", "during", "of", "since", "by")
    start = m.start() + len(m["shift"]) + 1 if prepositional else m.start()
    shift = None if prepositional or lead == "the" else SHIFTS.get(lead)
    return Expression(start, m.end(), "date", "season", year, shift=shift, value=SEASONS[season])


@_rule(
    rf"{LEFT}(?:(?P<shift>last|next|this|the|its|that|a{SPACE}year-ago|year-ago|year-earlier|the{SPACE}year-ago|"
    rf"the{SPACE}year-earlier){SPACE}(?:year[’']s{SPACE}|(?P<y0>{YEAR_FIGURES}){SPACE}|flat{SPACE}|"
    rf"fiscal(?:{SPACE}|-)|year-earlier{SPACE}|year-ago{SPACE})?)?(?:fiscal(?:{SPACE}|-))?(?:(?P<n>first|"
    rf"second|third|fourth)(?:{SPACE}|-)(?P<unit>quarter|half)|Q(?P<q>[1-4])|H(?P<h>[12]))(?:(?:{SPACE}of)?{SPACE}"
    rf"(?P<y>{YEAR_FIGURES}))?{RIGHT}",
    IGNORE,
    needs="quarter half q1 q2 q3 q4 h1 h2",
)
def _quarter(m: re.Match[str]) -> Expression | None:
    lead = (m["shift"] or "").lower()
    year = int(m["y"] or m["y0"]) if m["y"] or m["y0"] else None
    if m["q"] or m["h"]:
        if year is None:
            return None
        return Expression(*m.span(), "date", "quarter" if m["q"] else "half", year, amount=int(m["q"] or m["h"]))
    if (m["unit"] or "").lower() == "half" and year is None:
        return None
    number = ORDINALS[m["n"].lower()]
    whole = m.group().lower()
    shift = (
        -1
        if "year-" in whole or "last year" in whole or lead == "last"
        else 1
        if "next year" in whole or lead == "next"
        else None
    )
    return Expression(
        *m.span(), "date", "quarter" if m["unit"].lower() == "quarter" else "half", year, amount=number, shift=shift
    )


@_rule(
    rf"{LEFT}(?:the{SPACE})?(?:(?P<edge>early|mid|late)(?:{SPACE}|-)(?:to{SPACE}late{SPACE}|(?:and|"
    rf"to){SPACE}mid-)?)?(?:(?P<d>1[5-9]\d0|20\d0)[’']?s|(?:(?<=\W))?[’'‘](?P<d2>[2-9]0)s|(?P<w>twenties|"
    rf"thirties|forties|fifties|sixties|seventies|eighties|nineties)){RIGHT}",
    IGNORE,
    needs="0s 0’s 0's ties",
)
def _decade(m: re.Match[str]) -> Expression | None:
    if m["d"]:
        decade = int(m["d"])
    else:
        if "the" not in m.group().lower() and not m["edge"]:
            return None
        decade = 1900 + (int(m["d2"]) if m["d2"] else DECADES[m["w"].lower()])
    return Expression(*m.span(), "date", "decade", decade, edge=EDGES.get((m["edge"] or "").lower()))


@_rule(
    r"(?<!\w)(?:the )?(?:(?P<edge>early|mid|late)[- ])?(?P<n>1[0-9]|2[01]|[1-9])(?:th|st|nd|rd)[- ]century\b",
    IGNORE,
    needs="century",
)
def _century(m: re.Match[str]) -> Expression:
    return Expression(*m.span(), "date", "century", (int(m["n"]) - 1) * 100, edge=EDGES.get((m["edge"] or "").lower()))


def _year_number(words: str) -> int | None:
    if words.isdecimal():
        return int(words)
    low = number_of(" ".join(re.split(r"[\s-]+", words.lower())[1:]).replace(" ", "-"))
    return 1900 + int(low) if low is not None and 10 <= low <= 99 else None


@_rule(
    rf"{LEFT}(?:the{SPACE}year{SPACE})?nineteen{SPACE}(?:(?:twenty|thirty|forty|fifty|sixty|seventy|"
    rf"eighty|ninety)(?:-(?:one|two|three|four|five|six|seven|eight|nine))?|ten|eleven|twelve|\w+teen)"
    rf"\b",
    IGNORE,
    needs="nineteen",
)
def _spoken_year(m: re.Match[str]) -> Expression | None:
    year = _year_number(m.group().lower().removeprefix("the year ").strip())
    return Expression(*m.span(), "date", "calendar", year) if year else None


_NOT_YEAR = (
    rf"(?!\d|[.,:]\d|[-–]\d{{3}}|%|{SPACE}?(?:per{SPACE}cent|percent|km|miles?|metres?|meters?|feet|"
    rf"ft|kg|tonnes?|tons?|dollars|euros|pounds|people|troops|soldiers|men|women|"
    rf"children|officers|workers|employees|jobs|homes|houses|points|GMT|UTC|hours|hrs|rpm|sq|square|"
    rf"block|block{SPACE}of|calories|yards|acres|votes|others|more|protesters|members|students|patients|"
    rf"cases|deaths)\b|"
    rf"{SPACE}(?:[NSEW]\.?{SPACE}|SW{SPACE}|NW{SPACE}|SE{SPACE}|NE{SPACE}|[A-Z]\w+{SPACE}(?:Street|"
    rf"St|Road|Rd|Avenue|Ave|Drive|Lane|Boulevard|Blvd|Way)\b))"
)


@_rule(
    rf"(?<![\w$£€#/.,:-])(?<!\d{SPACE})(?:(?P<edge>early|mid|late)(?:{SPACE}|-)|(?:the{SPACE})?(?P<edgeof>beginning|"
    rf"start|middle|end){SPACE}of{SPACE}|(?:the{SPACE})?(?:calendar|fiscal|year){SPACE})?(?P<y>1[89]\d\d|"
    rf"20[0-4]\d)(?:[-–/](?P<y2>\d\d))?{_NOT_YEAR}{RIGHT}(?:[’']s(?=\W))?",
    IGNORE,
    needs="18 19 20",
)
def _year(m: re.Match[str]) -> Expression | None:
    before = m.string[max(0, m.start() - 14) : m.start()]
    if re.search(
        r"(?:©|\b(?:about|than|nearly|some|almost|over|least|up to|No\.?|number|flight|route|room|box|channel|"
        r"copyright))\s$",
        before,
        IGNORE,
    ):
        return None
    if int(m["y"]) < 1900 and not re.search(
        r"(?:\b(?:in|since|of|by|until|from|during|to|before|after|the|year|and|between)\s|\()$", before, IGNORE
    ):
        return None
    end = m.end("y") if not m["y2"] else m.end("y2")
    start = m.start() if m["edge"] or m["edgeof"] or "fiscal" in m.group().lower() else m.start("y")
    return Expression(start, end, "date", "calendar", int(m["y"]), edge=edge_of(m))


@_rule(
    rf"{LEFT}(?:(?:about|around|shortly{SPACE}(?:after|before)|just{SPACE}(?:after|before)){SPACE})?{CLOCK}",
    IGNORE,
    needs="a. am p. pm noon midday midnight clock : gmt utc bst hours hrs local cet",
)
def _clock(m: re.Match[str]) -> Expression | None:
    start = m.start()
    if m["noon"]:
        clock = (24, 0) if m["noon"].lower() == "midnight" else (12, 0)
    elif m["h12"]:
        hour = int(m["h12"]) % 12 + (12 if m["half"].lower().startswith("p") else 0)
        clock = (hour, int(m["m12"] or 0))
    elif m["h24"]:
        clock = (int(m["h24"]), int(m["m24"]))
        if not m["zone"] and not re.search(
            rf"\b(?:at|around|about|by|until|from|before|after|since|and|to){SPACE}$",
            m.string[max(0, start - 8) : start],
            IGNORE,
        ):
            return None
    elif m["mil"]:
        clock = (int(m["mil"][:2]), int(m["mil"][2:]))
    else:
        clock = (int(number_of(m["oclock"]) or 0), 0)
        if not 1 <= clock[0] <= 12:
            return None
    return Expression(
        *m.span(), "time", "clock", clock=clock, zone=(m["zone"] or "").upper(), value="12" if m["oclock"] else ""
    )
