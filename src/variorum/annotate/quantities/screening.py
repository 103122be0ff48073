"""Numbers that count nothing: years, codes, parts of names, addresses, scores, telephone numbers, pronouns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from variorum.annotate.quantities.counted import parsed, token_range
from variorum.annotate.quantities.numerals import Numeral
from variorum.model.syntax import Token

_SPACE = r"[ \t\u00a0\u2009\u202f]"
_CODE_AFTER = re.compile(r"[A-Za-z_/\\@#&=]|['’](?!s?\s)|(?:st|nd|rd|th)\b|[.:,/–-]\d|-[A-Z]")
_CODE_BEFORE = re.compile(
    r"(?:[\w.@#/\\_&=][-–]?|\d[,:.–-]|[A-Z]\w*[-–])$|(?:#|№|\bNo\.?|\bNos\.?|\bnumber|\bnr\.?)[ \u00a0]?$"
)
_SLUG_BEFORE = re.compile(r"(?:/|[A-Za-z]-|_|www\.|#)[\w.-]*$")
_PHONE = re.compile(r"0\d|\d+ \d{3}(?!\d)|\d+ \d{4}(?!\d)")
_NUMBERING = re.compile(r"[.)](?:\s|$)")
_DIGIT_BEFORE = re.compile(r"\d[ \u00a0]$")
_LOWER_BEFORE = re.compile(r"\b[a-z]+[ \u00a0]$")
_ZERO_IN = re.compile(r" in\b")
_TITLED = re.compile(r"(?<![\w.])(?P<word>[a-z]{0,3}[A-Z][\w&.'’-]*)[ \u00a0]$")
_NAMING = re.compile(
    rf"\b(?:flight|route|highway|interstate|channel|chapter|section|article|page|phase|stage|level|type|category|grade|"
    rf"round|game|unit|line|platform|gate|terminal|room|apartment|apt|suite|floor|act|part|volume|episode|season|table|"
    rf"figure|rule|version|world{_SPACE}war|top|bottom|last|class|group|area|zone|station|building|block|tier|train|bus|"
    rf"tram|ward|district|precinct|division|point|title|proposition|resolution|step|day|week|year|under|amendment|covid)"
    rf"s?{_SPACE}$",
    re.IGNORECASE,
)
_STREET = re.compile(
    rf"(?:{_SPACE}(?:block|hundred{_SPACE}block)\b|(?:{_SPACE}(?:[A-Z][\w.'’]*|\d+(?:st|nd|rd|th))){{1,4}}?{_SPACE}"
    rf"(?:Street|St|Road|Rd|Avenue|Ave|Av|Boulevard|Blvd|Lane|Ln|Drive|Dr|Way|Court|Ct|Place|Pl|Terrace|Square|Highway|"
    rf"Parkway|Row|Close|Crescent)\b)"
)
_CAPITAL_AFTER = re.compile(rf"{_SPACE}[A-Z]")
_PLURAL_AFTER = re.compile(
    rf"(?:{_SPACE}(?!(?:is|was|has|as|its|his|this|does|says|always|perhaps|thus|across|towards|plus|"
    rf"less)\b)[a-z][a-z-]*){{0,2}}?"
    rf"{_SPACE}(?!(?:is|was|has|as|its|his|this|does|says|always|perhaps|thus|across|towards|plus|less)\b)"
    rf"(?:[a-z]{{2,}}s|people|men|women|children|police|personnel)\b"
)
_FUNCTION = frozenset(
    "a about above after again all almost also although am an and another any approximately are around as at be "
    "because "
    "been before being below between but by can could did do does down during each early either even every exactly few "
    "for from had has have he her here his how however i if in into is it its just kill killed kills last late least "
    "less like meanwhile more most nearly no nor not now of off on once one only or other our out over per perhaps "
    "roughly said she since so some still such than that the their then there these they this those though through to "
    "today together too under until up upon us was we were what when where which while who why will with would "
    "yesterday "
    "yet you your january february march april may june july august september october november december".split()
)
_YEAR_BEFORE = re.compile(
    rf"\b(?:in|since|of|by|until|till|during|from|to|before|after|early|late|mid|through|between|and|year|fiscal|season|"
    rf"circa|summer|winter|spring|autumn|fall|the|this|back|around|for){_SPACE}?-?$",
    re.IGNORECASE,
)
_PERSONS = re.compile(
    r"\b(?:people|men|women|children|personnel|police|[a-z]+(?:er|or|an|ist|ant|ent|ier)s|troops|victims)$"
)
_AGE_BEFORE = re.compile(rf"\b[A-Z][\w'’.-]+,{_SPACE}(?:now{_SPACE}|aged?{_SPACE})?$|\b(?:turned|turning){_SPACE}$")
_AGES_BEFORE = re.compile(rf"\b(?:aged|ages?(?:{_SPACE}of)?)(?:{_SPACE}(?:between|from))?{_SPACE}$", re.IGNORECASE)
_PLURAL_AFTER = re.compile(rf"{_SPACE}[a-z]{{2,}}s\b")
_AGE_TOLD = re.compile(
    rf"\b(?:(?:he|she|who){_SPACE}(?:is|was)"
    rf"|(?:dies|died|dead){_SPACE}(?:on{_SPACE}(?:[\w.,]+{_SPACE}){{1,3}})?at){_SPACE}$",
    re.IGNORECASE,
)
_AGE_END = re.compile(r"\s*(?:[.;]|$)|,\s")
_AGED = re.compile(rf"\baged{_SPACE}(?:\w+{_SPACE}(?:or|to|and){_SPACE})?$")
_AGE_AFTER = re.compile(rf"\s*(?:[,.;)]|$|{_SPACE}(?:and|on|was|who|of|from|in|said|is|has)\b)")
_HYPHEN_NOUN = re.compile(r"-(?!(?:way|fold|time|piece|off|sided|star|legged|on|to|up|year|month|day)\b)[a-z]{3,}")
_NO_PLURAL = re.compile(
    rf"{_SPACE}(?:(?:[A-Z][\w.-]*|[a-z-]+(?:al|an|ish|ic|ed|ian|ous|er|ent|ive|or)|red|new|civil\w*)"
    rf"{_SPACE}){{0,3}}([A-Za-z]{{3,}})\b"
)
_NO_STOP = frozenset(
    "plans signs details comments doubts words means ways idea ideas circumstances illusions questions reports".split()
)
_PLURALS = frozenset("people men women children police personnel troops casualties staff".split())
_ONE_NOUN = re.compile(rf"(?:{_SPACE}|-)([a-z]{{3,}})\b")
_ONE_STOP = frozenset(
    "day another else time thing way who that which side point last half more another such might would could has had "
    "was were are is can did may but for and the".split()
)
_ON_ONE = re.compile(rf"\b(?:on(?:{_SPACE}the)?|no|any|some|every|each){_SPACE}$", re.IGNORECASE)
_AT = re.compile(rf"\bat{_SPACE}$", re.IGNORECASE)
_DAY_AFTER = re.compile(rf"{_SPACE}(?:day|night|morning|evening|afternoon|weekend)\b")
_LENGTH_BEFORE = re.compile(rf"\b(?:for|in|within|than|just|only|least|about|after){_SPACE}$", re.IGNORECASE)
_OUTCOME_AFTER = re.compile(
    rf"{_SPACE}(?:(?:was|person|is|other){_SPACE})?(?:dead|killed|injured|wounded|missing|hurt|arrested)\b",
    re.IGNORECASE,
)
_OUTCOME_BEFORE = re.compile(
    rf"\b(?:kill|injur|wound|hurt|leav|arrest)\w*{_SPACE}(?:at{_SPACE}least{_SPACE}|only{_SPACE}|just{_SPACE})?$",
    re.IGNORECASE,
)


def is_name_or_code(text: str, numeral: Numeral, alone: bool) -> bool:
    """Whether a number without a unit is part of a name, code, address, score or telephone number."""
    start, end = numeral.start, numeral.end
    if _SLUG_BEFORE.search(text, max(0, start - 40), start) or _PHONE.match(text, start):
        return True
    if numeral.style == "vague":
        return (
            text[start].isupper()
            and bool(_CAPITAL_AFTER.match(text, end))
            and bool(_LOWER_BEFORE.search(text[:start][-24:]))
        )
    if numeral.style == "words" and numeral.low == 0:
        return bool(_ZERO_IN.match(text, end))
    if numeral.style != "digits":
        return (
            numeral.style == "words"
            and bool(_NAMING_WORDS.search(text, max(0, start - 24), start))
            and not (_PLURAL_AFTER.match(text, end))
        )
    if start == 0 and _NUMBERING.match(text, end):
        return True
    if _DIGIT_BEFORE.search(text, max(0, start - 2), start):
        return True
    if alone and _CODE_BEFORE.search(text, max(0, start - 24), start):
        return True
    if alone and _CODE_AFTER.match(text, end):
        return not _HYPHEN_NOUN.match(text, end)
    if _STREET.match(text, end):
        return True
    plural = _PLURAL_AFTER.match(text, end)
    if _NAMING.search(text, max(0, start - 24), start) and not plural:
        return True
    titled = _TITLED.search(text, max(0, start - 40), start)
    if titled and titled["word"].lower().rstrip(".") not in _FUNCTION:
        return not plural
    return len(text[start:end]) == 5 and text[start:end].isdecimal() and bool(_CAPITAL_AFTER.match(text, end))


_NAMING_WORDS = re.compile(
    rf"\b(?:top|bottom|last|chapter|phase|stage|act|part|type|category|group|world{_SPACE}war|final|round|day|week|"
    rf"platform|channel|terminal|level){_SPACE}$",
    re.IGNORECASE,
)


def is_year(text: str, numeral: Numeral, counts: bool, bound: str) -> bool:
    """Whether four digits without a unit are a year."""
    digits = text[numeral.start : numeral.end]
    if not (len(digits) == 4 and digits.isdecimal() and 1400 <= numeral.low < 2100):
        return False
    if _YEAR_BEFORE.search(text, max(0, numeral.start - 12), numeral.start):
        return True
    plural = _PLURAL_AFTER.match(text, numeral.end)
    if bound != "exact" and (plural or counts):
        return False
    return not (plural and (not 1900 <= numeral.low < 2050 or _PERSONS.search(plural.group())))


def is_age(text: str, numeral: Numeral) -> bool:
    """Whether a bare number is somebody's age: "Jane Doe, 25, said", "aged 25", "aged between eight and 17"."""
    if numeral.scale != 1 or not 0 < numeral.low <= 115 or numeral.low != int(numeral.low):
        return False
    if numeral.style in ("digits", "words") and _AGES_BEFORE.search(text, max(0, numeral.start - 40), numeral.start):
        return not _PLURAL_AFTER.match(text, numeral.end)  # "the ages of four victims"
    if numeral.style != "digits":
        return False
    if _AGE_TOLD.search(text, max(0, numeral.start - 40), numeral.start) and _AGE_END.match(text, numeral.end):
        return True
    before = _AGE_BEFORE.search(text, max(0, numeral.start - 40), numeral.start)
    if not before:
        return False
    return not before.group().strip().endswith(",") or bool(_AGE_AFTER.match(text, numeral.end))


def is_aged(text: str, start: int) -> bool:
    """Whether years at `start` are an age: "aged 13 years"."""
    return bool(_AGED.search(text, max(0, start - 20), start))


def mentions_one(text: str, tokens: Sequence[Token], offset: int, numeral: Numeral) -> bool:
    """Whether "one" counts something: not the pronoun, "one of the", "one day", "one another"."""
    if _OUTCOME_AFTER.match(text, numeral.end) or _OUTCOME_BEFORE.search(
        text, max(0, numeral.start - 24), numeral.start
    ):
        return True
    if text[numeral.start : numeral.end].lower() != "one":
        return True
    follower = _ONE_NOUN.match(text, numeral.end)
    if _ON_ONE.search(text, max(0, numeral.start - 8), numeral.start):
        return False
    if not follower or follower[1] in _ONE_STOP:
        return False
    if text[numeral.end] == "-":
        return follower[1] not in _ONE_STOP and not re.match(
            r"-(?:way|time|off|sided|on|to|piece|star|third|fifth)", text[numeral.end :]
        )
    if not parsed(tokens):
        return follower[1] not in _FUNCTION
    first, last = token_range(tokens, offset + numeral.start, offset + numeral.end)
    if first >= last:
        return False
    token = tokens[first]
    return token.relation.startswith("nummod") and token.head >= last and tokens[token.head].pos in ("NOUN", "PROPN")


def is_some_day(text: str, numeral: Numeral) -> bool:
    """Whether "one day" means some day: only a preposition or adverb makes a length of it ("in one day")."""
    if text[numeral.start : numeral.end].lower() != "one":
        return False
    if _AT.search(text, max(0, numeral.start - 3), numeral.start):
        return True  # "at one point"
    if not _DAY_AFTER.match(text, numeral.end):
        return False
    return not _LENGTH_BEFORE.search(text, max(0, numeral.start - 10), numeral.start)


def no_head(text: str, tokens: Sequence[Token], offset: int, end: int) -> bool:
    """Whether "no" before `end` counts zero things: it determines a plural noun ("no soldiers")."""
    if text[end - 2 : end].lower() != "no":
        return True  # "nobody"
    if parsed(tokens):
        first, last = token_range(tokens, offset + end - 2, offset + end)
        if first >= last or tokens[first].head < last or not tokens[first].relation.startswith("det"):
            return False
        head = tokens[tokens[first].head]
        plural = "Number=Plur" in head.morph or head.text.lower() in _PLURALS
        return head.pos == "NOUN" and plural and head.text.lower() not in _NO_STOP
    match = _NO_PLURAL.match(text, end)
    if match is None or match[1] in _NO_STOP:
        return False
    return match[1] in _PLURALS or (match[1].endswith("s") and not match[1].endswith("ss"))


def both_head(text: str, tokens: Sequence[Token], offset: int, end: int) -> bool:
    """Whether "both" before `end` counts two things: it determines a plural noun ("both officers")."""
    if parsed(tokens):
        first, last = token_range(tokens, offset + end - 4, offset + end)
        if first >= last or tokens[first].head < last or not tokens[first].relation.startswith("det"):
            return False
        index = tokens[first].head
        joined = any(token.head == index and token.relation.startswith("conj") for token in tokens)
        return tokens[index].pos == "NOUN" and "Number=Plur" in tokens[index].morph and not joined
    match = re.compile(
        rf"(?:{_SPACE}(?:of|the|his|her|their|its|my|our|these|those))*{_SPACE}([a-z]+s|men|women|people|children)\b"
    ).match(text, end)
    return bool(match) and " and " not in text[end : end + 60]
