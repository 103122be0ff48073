"""Whether a sentence speaks of the past or the future where it names a day: reports write "on Friday" for both."""

from __future__ import annotations

import re
from collections.abc import Sequence

from variorum.annotate.quantities.counted import parsed, token_range
from variorum.annotate.times.years import Direction
from variorum.model.syntax import Token

_FUTURE_AUXILIARIES = frozenset("will 'll ’ll wo shall should may might must can".split())
_AHEAD = frozenset(
    "plan expect schedule intend set due propose aim hope agree vow pledge threaten order want promise prepare seek "
    "need suppose slate likely bind go ask invite urge call await remain".split()
)
_PLANNED = frozenset("plan expect schedule intend set due propose slate suppose bind".split())
_PLAN = re.compile(
    r"\b(?:(?:set|slated|scheduled|due|planned|expected)\s(?:for|to\s\w+\s(?:in|on))|due\s(?:in|on)|"
    r"until(?:\s\w+){1,5}?\s(?:in|on))"
    r"\s(?:the\s)?$",
    re.IGNORECASE,
)
_TO_COME = re.compile(r"(?:['’]s)?\s(?:\w+\s)?(?:planned|scheduled|upcoming|forthcoming|proposed)\b", re.IGNORECASE)
"""What stands behind the day of something to come: "Sunday's planned vote"."""
_HELPERS = 16
"""Words before a verb in which its auxiliaries are sought."""
_UNTIL = re.compile(
    r"\b(?:until|till|through|starting|beginning|effective|by|no later than|due|deadline of)\s(?:the\s)?$",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:said|told|announced|reported|added|confirmed|warned)\s(?:(?:on|late|early|over)\s)*(?:the\s)?$",
    re.IGNORECASE,
)
_SINCE = re.compile(r"\bsince\s(?:the\s)?$", re.IGNORECASE)
_SIGNS = re.compile(
    r"(?P<future>\b(?:will|won[’']t|shall|going to|to be|(?:is|are) (?:due|set|scheduled|expected|slated|planned|to)|"
    r"plans? to|upcoming|[’']ll)\b)|(?P<past>\b(?:was|were|had|did|said|told|took|began|left|came|went|made|found|held|"
    r"met|shot|killed|[a-z]{3,}ed|has|have)\b)",
    re.IGNORECASE,
)


def direction(text: str, tokens: Sequence[Token], offset: int, start: int, end: int) -> Direction | None:
    """Which way from the publication date to look for the day named at `start` to `end` of a sentence.

    Args:
        text: The sentence.
        tokens: Its words; without a parse the nearest verb forms decide.
        offset: Where the sentence begins in the text that token offsets count in.
        start: First code point of the expression in the sentence.
        end: One past its last.
    """
    if _SINCE.search(text, max(0, start - 12), start) or _TOLD.search(text, max(0, start - 24), start):
        return "past"
    if _PLAN.search(text, max(0, start - 60), start) or _TO_COME.match(text, end):
        return "future"
    found = _by_verb(tokens, offset + start, offset + end) if parsed(tokens) else None
    bound = _UNTIL.search(text, max(0, start - 20), start)
    if found is None and bound:
        return "future"
    if found == "past" and bound and bound.group().lower().startswith(("until", "till")):
        return "near"  # "was bailed until May" looks ahead, "was mayor until May" back.
    return found or _by_words(text, start, end)


def _by_words(text: str, start: int, end: int) -> Direction | None:
    best: tuple[int, Direction] | None = None
    for match in _SIGNS.finditer(text, max(0, start - 120), min(len(text), end + 60)):
        gap = start - match.end() if match.end() <= start else (match.start() - end) * 2
        way: Direction = "future" if match["future"] else "past"
        if gap >= 0 and (best is None or gap < best[0]):
            best = (gap, way)
    return best[1] if best else None


def _by_verb(tokens: Sequence[Token], start: int, end: int) -> Direction | None:
    first, last = token_range(tokens, start, end)
    if first >= last:
        return None
    index = last - 1
    direct = True
    for _ in range(12):
        token = tokens[index]
        if token.pos in ("VERB", "AUX") or token.relation == "root":
            way = _tense(tokens, index, direct)
            if way is not None:
                return way
        if token.head < 0:
            return None
        # "The June agreement", "Tuesday's attack": the verb tells nothing about when the noun was.
        direct = direct and not token.relation.startswith(("nmod", "compound", "conj", "appos"))
        index = token.head
    return None


def _tense(tokens: Sequence[Token], verb: int, direct: bool) -> Direction | None:
    token = tokens[verb]
    nearby = tokens[max(0, verb - _HELPERS) : verb + 4]
    helpers = [other for other in nearby if other.head == verb and other.relation.startswith(("aux", "cop", "mark"))]
    words = {helper.text.lower() for helper in helpers if not helper.relation.startswith("mark")}
    if words & _FUTURE_AUXILIARIES:
        return "future"
    if words & {"would", "could"}:
        return "near"
    if words & {"has", "have", "had", "was", "were", "did", "’ve", "'ve", "been"}:
        ahead = token.lemma in _AHEAD and bool(words & {"has", "have"})
        return None if ahead else "past"
    infinitive = any(helper.relation.startswith("mark") and helper.text.lower() == "to" for helper in helpers)
    if infinitive:
        governor = tokens[token.head] if token.head >= 0 else None
        return "future" if direct and governor is not None and governor.lemma.lower() in _AHEAD else None
    if words & {"is", "are", "’s", "'s", "’re", "'re", "am"}:
        # Not "police are investigating a shooting Friday": a progressive looks ahead only of what is planned.
        return "future" if token.lemma in _PLANNED or token.text.lower() == "going" else None
    if "Tense=Past" in token.morph and token.pos in ("VERB", "AUX"):
        return "past"
    return None
