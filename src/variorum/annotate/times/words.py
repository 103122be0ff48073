"""The words of which English makes time expressions, and pieces of regular expressions made from them."""

from __future__ import annotations

import re

from variorum.annotate.quantities.numerals import read_numeral
from variorum.annotate.quantities.policies import ACLED
from variorum.annotate.times.expressions import Edge, Part

_MONTH_NAMES = "january february march april may june july august september october november december".split()
MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, start=1)}
MONTHS |= {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}
_DAY_NAMES = "monday tuesday wednesday thursday friday saturday sunday".split()
WEEKDAYS = {name: number for number, name in enumerate(_DAY_NAMES)} | {name[:3]: n for n, name in enumerate(_DAY_NAMES)}
WEEKDAYS |= {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
UNITS = {
    "second": "s", "minute": "m", "hour": "h", "day": "D", "night": "D", "week": "W", "weekend": "WE", "month": "M",
    "quarter": "Q", "moment": "m", "year": "Y", "decade": "E", "century": "C", "centurie": "C", "fortnight": "F",
}  # fmt: skip
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
PARTS: dict[str, Part] = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI"}
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
DECADES = {
    f"{name}ies": 10 * n for n, name in enumerate("twent thirt fort fift sixt sevent eight ninet".split(), start=2)
}
SHIFTS = {
    "last": -1, "past": -1, "previous": -1, "this": 0, "current": 0, "next": 1, "coming": 1, "upcoming": 1,
    "this coming": 1, "this past": -1, "the": 0, "same": 0,
}  # fmt: skip
FIXED = {
    "new year’s eve": (12, 31),
    "new year’s day": (1, 1),
    "christmas day": (12, 25),
    "christmas eve": (12, 24),
    "boxing day": (12, 26),
}
SPACE = r"[ \t\u00a0]"
BREAK = rf"(?:{SPACE}|\n)"
MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|(?:Jan|"
    r"Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
SURE_MONTH = (
    r"(?:January|February|April|June|July|August|September|October|November|December|(?:Jan|Feb|Aug|"
    r"Sept|Oct|Nov|Dec)\.)"
)
WEEKDAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
WEEKDAY_SHORT = r"(?:Mon|Tues?|Weds?|Thu(?:rs?)?|Fri|Sat|Sun)\b\.?"
YEAR_FIGURES = r"(?:1[5-9]\d\d|20\d\d)"
DAY_OF_MONTH = r"(?:[12]\d|3[01]|0?[1-9])"
NUMBER_WORDS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|"
    "nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million"
)
NUMBER = (
    rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,9}}(?:\.\d+)?(?:{SPACE}\d/\d)?(?:{SPACE}(?:million|billion))?|(?:a{SPACE}(?=hundred|"
    rf"thousand|million))?(?:{NUMBER_WORDS})(?:(?:{SPACE}|-)(?:(?:and(?:{SPACE}|-))?(?:a(?:{SPACE}|"
    rf"-)half|{NUMBER_WORDS})))*)"
)
VAGUE = (
    rf"(?:several|a{SPACE}few|few|a{SPACE}couple{SPACE}of|couple{SPACE}of|a{SPACE}couple|some|many|"
    rf"a{SPACE}number{SPACE}of|a{SPACE}handful{SPACE}of|dozens{SPACE}of|hundreds{SPACE}of|thousands{SPACE}of)"
)
UNIT_WORD = (
    r"(?:seconds?|minutes?|hours?|days?|nights?|weeks?|fortnights?|months?|quarters|years?|decades?|centur(?:y|ies))"
)
LENGTH = (
    rf"(?:(?:(?P<vague>{VAGUE})|(?P<number>(?:half{SPACE}an?|an?{SPACE}half|{NUMBER}(?:{SPACE}?(?:-|"
    rf"–|to|or){SPACE}?{NUMBER})?|an?)))"
    rf"(?:{SPACE}|-)(?:more{SPACE}|full{SPACE}|long{SPACE}|whole{SPACE}|additional{SPACE}|straight{SPACE}|"
    rf"consecutive{SPACE}|trading{SPACE})?)(?P<unit>{UNIT_WORD})"
    rf"(?P<tail>{SPACE}and{SPACE}a{SPACE}half|{SPACE}or{SPACE}(?:so|two|more))?"
)
EDGE = (
    rf"(?:(?P<edge>early|mid|late|later|earlier)(?:{SPACE}|-)(?:on{SPACE}|in{SPACE})?|the{SPACE}(?P<edgeof>beginning|"
    rf"start|middle|end|close){SPACE}of{SPACE}(?:the{SPACE}month{SPACE}of{SPACE})?)?"
)
EDGES: dict[str, Edge] = {
    "early": "early", "mid": "mid", "late": "late", "beginning": "start", "start": "start", "middle": "mid",
    "end": "end", "close": "end",
}  # fmt: skip
ZONE = (
    r"(?:GMT|UTC|BST|CET|CEST|EST|EDT|ET|CST|CDT|CT|MST|MDT|MT|PST|PDT|PT|IST|local(?: time)?|Eastern(?: time)?|"
    r"Pacific(?: time)?)"
)
CLOCK = (
    rf"(?:(?P<h12>1[0-2]|0?[1-9])(?:[:.](?P<m12>[0-5]\d))?{SPACE}?(?P<half>[aApP](?:\.[ \u00a0]?)?[mM]\b\.?)"
    rf"|(?P<h24>[01]?\d|2[0-3]):(?P<m24>[0-5]\d)(?::[0-5]\d)?(?![\d:.-])"
    rf"|(?P<mil>(?:[01]\d|2[0-3])[0-5]\d)(?={SPACE}(?:GMT|UTC|BST|hours|hrs|local|CET)\b)|(?P<noon>noon|"
    rf"midday|midnight)\b|(?P<oclock>1[0-2]|[1-9]|{NUMBER_WORDS}){SPACE}o[’']clock)"
    rf"(?:{SPACE}(?P<zone>{ZONE})\b)?"
)
IGNORE = re.IGNORECASE
LEFT = r"(?<![\w’'$£€#/.-])"
RIGHT = r"(?![\w])"


def edge_of(match: re.Match[str]) -> Edge | None:
    """The part of a period that `EDGE` matched."""
    groups = match.groupdict()
    word = (groups.get("edge") or groups.get("edgeof") or "").lower()
    return EDGES.get(word)


def number_of(words: str) -> float | None:
    """The number that words stand for; "a" is one."""
    words = words.lower()
    if words in ("a", "an", "one"):
        return 1
    if words.startswith("half") or (words.endswith("half") and "and" not in words):
        return 0.5
    numeral = read_numeral(words, ACLED)
    return numeral.low if numeral else None


def unit_of(word: str) -> str:
    """Letter of a unit of time, singular or plural."""
    word = word.lower()
    return UNITS.get(word) or UNITS.get(word.removesuffix("s"), "C")


def amount_of(match: re.Match[str]) -> float | None:
    """How many units `LENGTH` matched; None if it does not say."""
    if match["vague"]:
        return 2 if "couple" in match["vague"].lower() else None
    amount = number_of(match["number"])
    tail = match["tail"] or ""
    return amount + 0.5 if amount is not None and tail.endswith("half") else amount


def weekday_of(m: re.Match[str]) -> int | None:
    """Number of the weekday that a group "wd" matched, 0 for Monday."""
    return WEEKDAYS[m["wd"].lower().rstrip(".")] if m["wd"] else None


def month_of(m: re.Match[str]) -> int:
    """Number of the month that a group "mo" matched."""
    return MONTHS[m["mo"].lower().rstrip(".")]
