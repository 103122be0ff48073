"""From name tags to named entities."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from variorum.model.syntax import Name, NameKind, Token, Vector

TITLES: Final = frozenset(
    """mr mrs ms mx miss madam dr sir dame lord lady prof professor president premier chancellor king queen prince
    princess emperor empress tsar sultan sheikh shah duke duchess earl count countess baron baroness pope saint
    senator sen congressman congresswoman representative rep governor gov mayor judge justice minister secretary
    general gen colonel col major maj captain capt lieutenant lt sergeant sgt corporal cpl private pvt officer constable
    detective inspector superintendent reverend rev bishop archbishop cardinal father sister brother ambassador sheriff
    chief director administrator rector mp chairman chairwoman spokesman spokeswoman coach commander cmdr admiral adm
    prime vice deputy staff attorney fr brig brigadier councillor cllr marshal commissioner ayatollah rabbi
    imam""".split()
)
"""Words that stand before the name of a person without being part of it."""

_FACILITIES: Final = frozenset(
    """airport airfield station terminal hospital clinic bridge tunnel stadium arena hall hotel museum library church
    cathedral mosque synagogue temple prison jail school university college theatre theater tower palace castle mall
    plaza dam plant reactor highway motorway freeway avenue street road square park base barracks embassy""".split()
)
_MARKS: Final = frozenset('"“”')
_PROPER: Final = frozenset({"PROPN", "X", "NUM"})
_LIKELY: Final = 0.5
"""A kind of name that is not more likely than all others together is not told: the name is of a thing."""
_RANK_LETTERS: Final = (2, 3)
_NICKNAME: Final = 3
"""A nickname has fewer words."""
_YEAR: Final = 4
"""Digits of a year, which is no part of the name before it."""
_SMALL: Final = frozenset({"ADP", "CCONJ", "SCONJ", "PUNCT", "AUX", "PART"})


def names(tags: Sequence[str], scores: Vector, tokens: Sequence[Token]) -> tuple[Name, ...]:
    """Named entities of a sentence.

    Args:
        tags: Name tag of each word, "O", "B-person", "I-person", ...
        scores: Probability of the kind of name that each tag tells.
        tokens: The words.
    """
    found: list[Name] = []
    position = 0
    while position < len(tags):
        tag = tags[position]
        end = position + 1
        if tag != "O":
            inside = f"I-{tag[2:]}"
            while end < len(tags) and tags[end] == inside:
                end += 1
            name = _name(position, end, tag[2:], float(scores[position:end].mean()), tokens)
            if name is not None and found and _continues(found[-1], name, tokens):
                before = found.pop()
                first = before.first
                if name.kind == "person":
                    first = _behind_office(first, name.last, tokens)
                name = Name(first, name.last, name.kind, min(before.score, name.score))
            if name is not None:
                found.append(name)
        position = end
    found = _with_nicknames(found, tokens)
    return tuple(name if name.score >= _LIKELY else _doubtful(name, tokens) for name in found)


def _with_nicknames(found: Sequence[Name], tokens: Sequence[Token]) -> list[Name]:
    """The names, where a nickname in quotation marks stands within a person's: "Ida “Sunny” Brandt" is one."""
    names = list(found)
    marks = [index for index, token in enumerate(tokens) if token.text in _MARKS]
    for opened, closed in itertools.pairwise(marks):
        nickname = tokens[opened + 1 : closed]
        if not 0 < len(nickname) < _NICKNAME or not all(token.text[0].isupper() for token in nickname):
            continue
        persons = [name for name in names if name.kind == "person"]
        before = next((name for name in persons if name.first < opened <= name.last), None)
        behind = next((name for name in persons if name.first <= closed + 1 < name.last), None)
        if before is not None and behind is not None and before is not behind:
            whole = Name(before.first, behind.last, "person", min(before.score, behind.score))
            names = [*names[: names.index(before)], whole, *names[names.index(behind) + 1 :]]
    return names


def _doubtful(name: Name, tokens: Sequence[Token]) -> Name:
    """A name of no likely kind: of whoever bears the title in it or before it, else of a thing."""
    if name.kind == "person" and name.first > 0 and _is_title(tokens[name.first - 1]):
        return name
    titles = [index for index in range(name.first, name.last - 1) if _is_title(tokens[index])]
    if titles and tokens[name.last - 1].text.lower() not in _FACILITIES:
        return replace(name, first=titles[-1] + 1, kind="person")
    return replace(name, kind="thing")


def _continues(left: Name, right: Name, tokens: Sequence[Token]) -> bool:
    """Whether two names are one, side by side and tied: "Lind | Ferry Club"."""
    if left.kind != right.kind or left.last != right.first:
        return False
    if not all(token.text[0].isupper() or token.text[0].isdigit() for token in tokens[left.first : right.last]):
        return False
    if left.kind == "person" and 1 in (left.last - left.first, right.last - right.first):
        return True  # Nobody names two people without a word between them.
    return any(left.first <= token.head < left.last for token in tokens[right.first : right.last]) or any(
        right.first <= token.head < right.last for token in tokens[left.first : left.last]
    )


def _name(first: int, last: int, tagged: str, score: float, tokens: Sequence[Token]) -> Name | None:
    """A name without small words at its edges and without titles before a person's name.

    Nobody's name, and no organisation's, is made of common words only.
    """
    while first < last and _edge(tokens[first]):
        first += 1
    last = next((index for index in range(first, last) if _opens(tokens, index, last)), last)
    while first < last and _edge(tokens[last - 1]):
        last -= 1
    if first >= last:
        return None
    if tagged != "person" and last < len(tokens) and _numbers(tokens[last], first, last):
        last += 1
    elif tagged != "person" and _numbers_hyphened(tokens[last - 1 : last + 2]):
        last += 2
    if tagged == "person":
        first = _behind_office(first, last, tokens)
        while first < last - 1 and (
            (tokens[first].text.islower() and tokens[first].pos != "PROPN")
            or _is_title(tokens[first])
            or _is_rank([t.text for t in tokens[first:last]])
        ):
            first += 1
        if first == last - 1 and _is_title(tokens[first]):
            return None
        if tokens[first].text.isalpha() and all(len(token.text) == 1 for token in tokens[first:last]):
            return None  # "C-R", as captions point to people
        if all(token.text[0].islower() for token in tokens[first:last]) and not _is_post(tokens):
            return None
        if last - first == 1 and _is_acronym(first, tokens):
            tagged = "thing"
    proper = any(token.pos in _PROPER for token in tokens[first:last])
    if tagged in ("person", "organisation") and not proper:
        return None
    kind: NameKind = tagged  # type: ignore[assignment]
    if kind == "organisation" and all(token.lemma.lower() in TITLES for token in tokens[first:last]):
        kind = "group"  # "Senators"
    if kind == "place" and last - first > 1 and tokens[last - 1].lemma.lower() in _FACILITIES:
        kind = "facility"
    return Name(first, last, kind, score)


def _numbers(token: Token, first: int, last: int) -> bool:
    """Whether a number behind a name belongs to it: "Channel | 5"."""
    return token.pos == "NUM" and token.text.isdigit() and first <= token.head < last and len(token.text) < _YEAR


def _numbers_hyphened(tokens: Sequence[Token]) -> bool:
    """Whether a word is joined to a number behind it: "AB | - | 12"."""
    joined = all(right.start == left.end for left, right in itertools.pairwise(tokens))
    return joined and [t.text == "-" or t.text.isdigit() for t in tokens] == [False, True, True]


def may_be_rank(word: str) -> bool:
    """Whether a word is two or three capitals, as short titles are: "PC", "MSP"."""
    return word.isalpha() and word.isupper() and len(word) in _RANK_LETTERS


def _behind_office(first: int, last: int, tokens: Sequence[Token]) -> int:
    """Where a name begins behind an office: "Foreign Secretary | Ida Brandt", "Secretary of State | Ida Brandt"."""
    title = next((index for index in range(last - 3, first - 1, -1) if _is_title(tokens[index])), None)
    if title is None:
        return first
    start = last - 1
    while start > title and tokens[start].relation.startswith("flat") and tokens[start].head < start:
        start = tokens[start].head
    if title < start < last - 1:
        return start
    return first if tokens[title + 1].text.islower() else title + 1


def _is_title(token: Token) -> bool:
    return token.text.lower().rstrip(".") in TITLES


def _is_post(tokens: Sequence[Token]) -> bool:
    """Whether a sentence is from a network, where names may well be written in small letters."""
    return any(token.text[0] in "@#" for token in tokens)


def _is_acronym(index: int, tokens: Sequence[Token]) -> bool:
    """Whether a word stands in capitals among others that do not; people's names are written like other words."""
    word = tokens[index].text
    others = (token.text for place, token in enumerate(tokens) if place != index)
    return word.isalpha() and word.isupper() and len(word) > 1 and any(text.islower() for text in others)


def _is_rank(words: Sequence[str]) -> bool:
    """Whether a name begins with a short title in capitals ("PC Ida Brandt"); "JD Brandt" may well be her initials."""
    return (
        may_be_rank(words[0])
        and len(words) > 2
        and all(word[:1].isupper() and not word.isupper() for word in words[1:])
    )


def _opens(tokens: Sequence[Token], index: int, last: int) -> bool:
    """Whether a bracket opens that a name does not close: "Ida Brandt (D" ends before it."""
    return tokens[index].text == "(" and all(token.text != ")" for token in tokens[index:last])


def _edge(token: Token) -> bool:
    """Whether a word cannot begin or end a name."""
    sign = not any(map(str.isalnum, token.text)) and token.text != "@"  # With which a name on a network begins.
    return sign or (token.pos in _SMALL and token.text.islower())
