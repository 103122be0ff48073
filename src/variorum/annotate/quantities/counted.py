"""What a number counts: the noun that it modifies, from the dependency parse."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from variorum.model.syntax import Token

_NOUNS = ("NOUN", "PROPN")
_TOTALS = frozenset("number toll total count tally figure".split())
_OUTCOMES = frozenset("dead injured wounded missing hurt homeless displaced unaccounted".split())
_PERIODS = frozenset("day week month quarter year today yesterday night morning evening weekend".split())
_WINDOW = 40
"""Words around a number in which the subject of its verb is sought."""
_SKIPPED = frozenset("the a an his her its their our these those this that all other more additional".split())


@dataclass(frozen=True, slots=True)
class Counted:
    """The noun that a number counts.

    Attributes:
        index: Token of its head; None if the number stands alone.
        named: The number is part of a name ("Flight 123"), so it counts nothing.
    """

    index: int | None
    named: bool = False


def token_range(tokens: Sequence[Token], start: int, end: int) -> tuple[int, int]:
    """The tokens (half-open range of indices) that share a character with `start` to `end`, counted as tokens are."""
    first = max(bisect_right(tokens, start, key=lambda token: token.start) - 1, 0)
    while first < len(tokens) and tokens[first].end <= start:
        first += 1
    last = first
    while last < len(tokens) and tokens[last].start < end:
        last += 1
    return first, last


def parsed(tokens: Sequence[Token]) -> bool:
    """Whether the sentence has parts of speech and heads."""
    return bool(tokens) and bool(tokens[0].pos)


def counted_noun(tokens: Sequence[Token], first: int, last: int) -> Counted:
    """What the number at tokens `first` to `last` (half-open) counts."""
    found = _counted(tokens, first, last)
    if found.index is not None and tokens[found.index].text.lower() in _PERIODS:
        return Counted(None)  # "12 last year"
    return found


def _counted(tokens: Sequence[Token], first: int, last: int) -> Counted:
    if first >= last:
        return Counted(None)
    top = _top(tokens, first, last)
    relation = tokens[top].relation.partition(":")[0]
    head = tokens[top].head
    adjacent = 0 <= head < first and tokens[head].end + 1 >= tokens[first].start
    if (
        adjacent
        and tokens[head].pos in _NOUNS
        and tokens[top].pos == "NUM"
        and relation in ("nummod", "flat", "compound")
    ):
        return Counted(None, named=True)
    if head >= last and relation in ("nummod", "amod", "det", "compound", "advmod", "dep", "nmod"):
        if tokens[head].pos in _NOUNS:
            return Counted(head)
        if tokens[head].lemma in _OUTCOMES:
            return Counted(head)
    of = _of_child(tokens, top, last)
    if of is None and relation not in ("nummod", "det"):
        of = noun_after_of(tokens, last)
    if of is not None:
        return Counted(of)
    alone = relation in ("obl", "obj", "nsubj", "root", "xcomp", "nmod", "conj")
    if alone and last < len(tokens) and tokens[last].text.lower() in _OUTCOMES:
        return Counted(last)
    follower = _following_noun(tokens, last)
    if follower is not None and relation in ("nummod", "compound", "amod", "det", "dep", "conj"):
        return Counted(follower)
    return Counted(_total_of(tokens, top))


def noun_after_of(tokens: Sequence[Token], last: int) -> int | None:
    """The head noun of "of ..." right after a measure ("two tonnes of aid")."""
    if last + 1 < len(tokens) and tokens[last].text.lower() == "of":
        return _following_noun(tokens, last + 1)
    return None


def _top(tokens: Sequence[Token], first: int, last: int) -> int:
    for index in range(last - 1, first - 1, -1):
        if not first <= tokens[index].head < last:
            return index
    return last - 1


def _of_child(tokens: Sequence[Token], top: int, last: int) -> int | None:
    for index in range(last, min(last + 12, len(tokens))):
        token = tokens[index]
        if token.head == top and token.relation.startswith("nmod") and token.pos in _NOUNS:
            cases = [
                other.text.lower() for other in tokens[last:index] if other.head == index and other.relation == "case"
            ]
            if cases[:1] == ["of"]:
                return index
    return None


def _following_noun(tokens: Sequence[Token], last: int) -> int | None:
    """Head of the noun phrase that begins at token `last`, by parts of speech alone."""
    noun = None
    for index in range(last, min(last + 8, len(tokens))):
        token = tokens[index]
        if token.pos in _NOUNS:
            noun = index
        elif token.pos in ("ADJ", "NUM") or token.text in ("-", "“", '"') or token.text.lower() in _SKIPPED:
            if noun is not None:
                break
        else:
            break
    return noun


def _total_of(tokens: Sequence[Token], top: int) -> int | None:
    """What the subject counts in "the number of dead rose to 12"."""
    verb = tokens[top].head
    if verb < 0:
        verb = top
    window = range(max(0, top - _WINDOW), min(len(tokens), top + _WINDOW))
    for index in window:
        token = tokens[index]
        if token.head == verb and token.relation.startswith("nsubj") and token.lemma.lower() in _TOTALS:
            for inner in window:
                if tokens[inner].head == index and tokens[inner].relation.partition(":")[0] in ("nmod", "compound"):
                    return inner
    return None
