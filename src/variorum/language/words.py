"""Cuts text into words as Universal Dependencies has them for English, with exact positions.

Clitics are words ("do|n't", "Ann|'s"), hyphens and slashes stand alone except after a prefix ("co-founder") and in
dates and telephone numbers, signs of currency and percent stand alone, abbreviations keep their full stop.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

ABBREVIATIONS: Final = frozenset(
    """Mr Mrs Ms Mx Dr Prof Rev Fr Hon Pres Gov Lt Col Gen Maj Capt Cmdr Adm Sgt Cpl Pvt Sen Rep Reps Sens Atty Dist
    Supt Insp Det Amb Messrs Mme Mlle St Ste Ft Mt Jr Sr Esq Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec
    Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun Inc Corp Co Cos Ltd Bros Assn Assoc Dept Univ Inst Intl Natl Ave
    Blvd Rd Hwy vs v
    etc al approx ca cf eg ie viz vol Vol pp Fig fig Figs figs Eq eq Sec Ch No Nos Op Ed Eds ed eds est Est Ext ext
    Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Mass Md Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa Penn
    Tenn Tex Vt Va Wash Wis Wyo Ont Que Mlle Esp esp incl Incl dept govt hr hrs min mins sec secs lb
    lbs oz ft""".split()
)
"""Words that a full stop belongs to, as they are written."""

_TITLES: Final = frozenset("MR MRS MS DR PROF REV GOV SEN REP LT COL GEN CAPT SGT JR SR".split())
"""Those that a full stop belongs to in a text in capitals as well."""

_LETTERS: Final = r"[^\W_](?:[^\W_]|[\u0300-\u036f\u00ad\u200c\u200d])*"
_CLITICS: Final = r"(?:s|re|ve|ll|d|m)(?![^\W_])"
_PREFIXES: Final = (
    "anti|co|counter|cross|e|ex|inter|intra|micro|mid|mini|multi|neo|non|over|post|pre|pro|re|semi|socio|sub|un|under"
)
_UNITS: Final = (
    "am|pm|k|m|b|bn|mn|tn|mm|cm|km|kg|g|lb|lbs|ft|mph|kph|kmh|mhz|ghz|hz|gb|mb|kb|kw|mw|gw|mwh|kwh|hr|hrs|min|mins"
)
_DOMAINS: Final = (
    "com|org|net|gov|edu|mil|int|info|io|co|uk|us|ca|de|fr|au|eu|ru|cn|in|jp|tv|me|news|html?|php|aspx?|docx?|xlsx?|"
    "pdf|txt|jpe?g|png|gif|mp3|mp4|zip|exe"
)

_PATTERN: Final = re.compile(
    rf"""
      (?:https?://|ftp://|www\.)[^\s<>"“”«»]+                        # addresses
    | (?:{_PREFIXES})-{_LETTERS}                                     # co-founder
    | \d{{4}}-\d\d-\d\d(?![\d-])                                     # 2001-02-28
    | \+?(?:\d{{1,3}}[-.])?\d{{3}}[-.]\d{{3}}[-.]\d{{4}}(?!\d)       # telephone numbers
    | \d{{3}}-\d{{4}}(?![\d-])
    | \d{{1,2}}/\d{{1,2}}(?:/(?:\d\d){{1,2}})?(?![\d/])              # 28/2/2001
    | (?:do|does|did|wo|ca|could|would|should|is|was|are|were|has|have|had|ai)(?=nt(?![^\W_]))
    | \d+(?:[.,:]\d+)*(?=(?:{_UNITS})(?![^\W_]))                     # 10|am
    | \d*0['’]s(?![^\W_])                                            # 1960's
    | \d+(?:[.,:]\d+)*(?:st|nd|rd|th|s)(?![^\W_])                    # 1st, 1960s
    | \d+(?:[.:]\d+|,\d{{3}}(?!\d))+                                 # 1,000.50
    | (?<![^\W_])\.\d+                                               # .5
    | ['’]\d\ds?(?![^\W_])                                           # '99
    | [@#](?=[^\W\d])\w+                                             # handles, tags
    | (?:[^\W\d_]\.){{2,}}(?:[^\W\d_](?![\w'’]))?                    # U.S., p.m.
    | Ph\.D\.? | M\.Sc\.? | B\.Sc\.?
    | [A-Z]+&[A-Z]+(?![^\W_])                                        # R&D
    | (?:US|CA|C|AU|A|NZ|HK|S)\$                                     # US$
    | can(?=not(?![^\W_])) | gon(?=na(?![^\W_])) | wan(?=na(?![^\W_])) | got(?=ta(?![^\W_]))
    | n['’]t(?![^\W_])
    | (?<=[^\W_])['’]{_CLITICS}
    | {_LETTERS}(?:['’](?!{_CLITICS}|t(?![^\W_]))[^\W_]+)*           # words, O'Brien
    | \.{{2,}} | …+ | -{{2,}} | [!?]+ | <<|>> | [=*_~\#+]{{2,}} | ``|''
    | [:;]-?[()DPp](?![^\W_])                                        # smileys
    | .
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_CHUNK: Final = re.compile(r"[^\s\u200b\u2060\ufeff]+")
_MAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_SITE: Final = re.compile(rf"[\w-]+(?:\.[\w-]+)*\.(?:{_DOMAINS})(?:/[^\s<>\"“”«»]*)?(?![\w])", re.IGNORECASE)
_NEGATED: Final = re.compile(r"(?:.*[^\W_])?(?=n['’]t$)", re.IGNORECASE | re.DOTALL)
_END: Final = ".,;:!?)]}'\"’”»…"
_LONGEST_CHUNK: Final = 300
"""Longer runs without white space are cut there before the rules look at them, which keeps time linear."""


def tokenize(text: str) -> list[tuple[int, int]]:
    """Start and end of each word of a text; all between them is white space or of no width."""
    spans: list[tuple[int, int]] = []
    for match in _CHUNK.finditer(text):
        start, end = match.span()
        for begin in range(start, end, _LONGEST_CHUNK):
            chunk = text[begin : min(end, begin + _LONGEST_CHUNK)]
            lengths = _cut(chunk) if len(chunk) > 40 else _cut_short(chunk)
            for length in lengths:
                spans.append((begin, begin + length))
                begin += length
    return spans


@lru_cache(maxsize=100_000)
def _cut_short(chunk: str) -> tuple[int, ...]:
    return _cut(chunk)


def _cut(chunk: str) -> tuple[int, ...]:
    """Lengths of the words of a chunk without white space."""
    if chunk.isalpha() and not chunk.lower().endswith(("not", "nna", "tta", "nt")):
        return (len(chunk),)
    lengths: list[int] = []
    position = 0
    while position < len(chunk):
        fresh = not position or not (chunk[position - 1].isalnum() and chunk[position].isalnum())
        found = _special(chunk, position) if fresh else 0
        if not found:
            found = _word(chunk, position)
        lengths.append(found)
        position += found
    return tuple(lengths)


def _special(chunk: str, position: int) -> int:
    """Length of an address of mail or web at the position, else 0."""
    if "@" in chunk[position + 1 :]:
        match = _MAIL.match(chunk, position)
        if match:
            return match.end() - position
    if "." in chunk[position:]:
        match = _SITE.match(chunk, position)
        if match and not chunk[position].isdigit():
            return len(match.group().rstrip(_END))
    return 0


def _word(chunk: str, position: int) -> int:
    match = _PATTERN.match(chunk, position)
    if match is None:
        return 1
    word = match.group()
    if "://" in word or word[:4].lower() == "www.":
        return max(1, len(word.rstrip(_END)))
    end = match.end()
    if not word[-1].isalpha():
        return len(word)
    # "don't" reaches here as "don": the "n" belongs to the clitic.
    if word[-1] in "nN" and chunk[end : end + 1] in {"'", "’"} and chunk[end + 1 : end + 2] in {"t", "T"}:
        after = chunk[end + 2 : end + 3]
        if len(word) > 1 and not after.isalnum():
            return len(word) - 1
    if chunk[end : end + 1] == "." and _abbreviated(word, chunk, end):
        return len(word) + 1
    return len(word)


def _abbreviated(word: str, chunk: str, end: int) -> bool:
    """Whether the full stop after a word belongs to it."""
    if chunk[end : end + 2] == "..":
        return False
    if len(word) == 1:
        return (word.isupper() and word != "I") or (word in "cpvd" and end + 1 == len(chunk) and len(chunk) == 2)
    return word in ABBREVIATIONS or word in _TITLES
