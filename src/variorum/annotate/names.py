"""When are two names the same name?

Rules are about writing, not about the world: case, accents, hyphens, transliteration, acronyms, shortened names.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import Literal

from nicknames import NickNamer
from rapidfuzz.distance import Levenshtein

from variorum.model.syntax import NameKind

Match = Literal["same", "short", "no"]
"""same: one name in two spellings; short: one may be a shortened form of the other; no: different names."""

FUNCTION_WORDS = frozenset("the a an of and for in on at to de la le el al ul bin ibn von van der".split())
TITLES = frozenset(
    "mr mrs ms miss dr prof sir dame lord lady sen rep gov gen lt col maj capt sgt cmdr adm president senator "
    "congressman congresswoman representative governor general lieutenant colonel major captain sergeant commander "
    "admiral minister secretary judge justice king queen prince princess pope bishop archbishop imam ayatollah sheikh "
    "rabbi officer detective inspector superintendent constable".split()
)
FULL_TITLES = {
    "adm": "admiral",
    "amb": "ambassador",
    "capt": "captain",
    "cllr": "councillor",
    "cmdr": "commander",
    "col": "colonel",
    "const": "constable",
    "det": "detective",
    "dr": "doctor",
    "gen": "general",
    "gov": "governor",
    "insp": "inspector",
    "lt": "lieutenant",
    "maj": "major",
    "pres": "president",
    "prof": "professor",
    "rep": "representative",
    "rev": "reverend",
    "sen": "senator",
    "sgt": "sergeant",
    "supt": "superintendent",
}
"""What titles are short for."""
TITLE_SYNONYMS = {
    "representative": ("congressman", "congresswoman", "lawmaker"),
    "senator": ("lawmaker",),
    "justice": ("judge",),
}
"""Other nouns for the bearer of a title."""
_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_VOWELS = re.compile(r"[aeiouy]+")
_REPEATS = re.compile(r"(.)\1+")
GENERATIONS = frozenset("jr sr ii iii iv".split())
_LEGAL_FORMS = frozenset("inc ltd llc corp co plc gmbh sa ag".split())


@functools.lru_cache(maxsize=65536)
def words(name: str) -> tuple[str, ...]:
    """The distinctive words of a name: lower case, no accents, no possessive, no articles and particles."""
    decomposed = unicodedata.normalize("NFKD", name.replace("’", "'"))
    plain = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
    plain = re.sub(r"'s\b|'(?!\w)", "", plain).replace(".", "")
    found = tuple(_WORD.findall(plain))
    kept = tuple(word for word in found if word not in FUNCTION_WORDS and word not in _LEGAL_FORMS)
    return kept or found


def is_company(name: str) -> bool:
    """Whether a name ends in the form of a company: "Halmery Ltd"."""
    last = name.replace(".", "").casefold().split()[-1:]
    return len(name.split()) > 1 and not _LEGAL_FORMS.isdisjoint(last)


def person_words(name: str) -> tuple[str, ...]:
    """As `words`, without leading titles and without "Jr.", "Sr." or a numeral behind."""
    found = words(name)
    while len(found) > 1 and found[0] in TITLES:
        found = found[1:]
    while len(found) > 1 and found[-1] in GENERATIONS:
        found = found[:-1]
    return found


@functools.lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """Consonants without doubling: transliterations of one name differ in vowels and doubled letters."""
    return word[:1] + _REPEATS.sub(r"\1", _VOWELS.sub("", word[1:]))


def same_word(a: str, b: str) -> bool:
    """One word in two spellings: transliteration, -ise for -ize, or one slip in a long word."""
    if a == b:
        return True
    if len(a) < 4 or len(b) < 4:
        return False
    if len(skeleton(a)) >= 3 and skeleton(a) == skeleton(b):
        return True
    return min(len(a), len(b)) >= 7 and Levenshtein.distance(a, b, score_cutoff=1) <= 1


def initials(name: str) -> str:
    """First letters of the capitalised words of a name."""
    return "".join(word[0] for word in re.findall(r"[^\W\d_][\w’'-]*", name) if word[0].isupper()).lower()


def is_acronym(name: str) -> bool:
    """Two to six capitals, with or without stops."""
    plain = name.replace(".", "")
    return 2 <= len(plain) <= 6 and plain.isalpha() and plain.isupper()


def match(a: str, b: str, kind: NameKind) -> Match:
    """How two names relate if both name something of that kind."""
    return _match_person(a, b) if kind == "person" else _match_other(a, b, kind)


def _match_person(a: str, b: str) -> Match:
    short, long = sorted((person_words(a), person_words(b)), key=len)
    if not short:
        return "no"
    shorter = min(a, b, key=lambda name: len(person_words(name)))
    if 1 < len(short) < len(long) and len(shorter.split()) == 1:
        return "short" if short in (long[-len(short) :], long[: len(short)]) else "no"  # "Lane-Brandt", "Ida-Maria".
    if len(short) == 1:
        # "Brandt" for "Ida Maria Brandt Olsen": of two last names the first is used alone.
        alone = any(same_word(short[0], word) for word in (long[-1], *long[2:-1]))
        if len(long) == 1:
            return "same" if alone else "no"
        return "short" if alone or same_word(short[0], long[0]) else "no"
    if set(short) <= set(long):
        return "same"
    if same_word(short[-1], long[-1]):
        return "same" if _same_first_name(short[0], long[0]) else "no"
    # One letter more or less in the last name is a spelling where the first name is the same.
    spelling = min(len(short[-1]), len(long[-1])) >= 4 and Levenshtein.distance(short[-1], long[-1]) <= 1
    return "same" if spelling and same_word(short[0], long[0]) else "no"


def is_first_name(name: str, full: str, kind: NameKind) -> bool:
    """Whether a name is only the first of a person's: there is more than one Ida in the world."""
    short, long = person_words(name), person_words(full)
    return kind == "person" and len(short) < len(long) and same_word(short[0], long[0]) and len(name.split()) == 1


def _same_first_name(a: str, b: str) -> bool:
    """Spellings, initials, short forms that begin alike ("Tim" for "Timothy"), and nicknames ("Bill" for "William")."""
    short, long = sorted((a, b), key=len)
    return same_word(a, b) or (len(short) != 2 and long.startswith(short)) or b in _called(a)


@functools.cache
def _nicknames() -> NickNamer:
    return NickNamer()


@functools.lru_cache(maxsize=4096)
def _called(name: str) -> frozenset[str]:
    """What else somebody of a first name is called."""
    return frozenset(_nicknames().nicknames_of(name) | _nicknames().canonicals_of(name))


def _match_other(a: str, b: str, kind: NameKind) -> Match:
    left, right = words(a), words(b)
    if left and len(left) == len(right) and all(map(same_word, left, right)):
        return "same"
    for acronym, full in ((a, b), (b, a)):
        if is_acronym(acronym) and len(words(full)) > 1 and acronym.replace(".", "").lower() == initials(full):
            return "same"
    if kind == "place":
        return "no"
    short, long = sorted((left, right), key=len)
    contained = 0 < len(short) < len(long) and all(any(same_word(word, other) for other in long) for word in short)
    # "Coastal Patrol" for "Royal Coastal Patrol Corps": more than one word in common, or the first, or the last.
    telling = contained and (len(short) > 1 or (len(short[0]) > 3 and short[0] in (long[0], long[-1])))
    return "short" if telling and not (short[0] != long[0] and _is_described(a, b)) else "no"


def _is_described(a: str, b: str) -> bool:
    """Whether one says in common words what is a name in the other: the "Sorvik army" is not the "Free Sorvik Army"."""
    short, long = sorted((a, b), key=lambda name: len(words(name)))
    if short.islower():
        return False  # Written without capitals altogether.
    capitals = {word for word in long.split() if word[0].isupper()}
    return any(word.islower() and word.capitalize() in capitals for word in short.split())
