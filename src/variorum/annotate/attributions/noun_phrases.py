"""Noun phrases by their heads, and the subjects of clauses."""

from __future__ import annotations

from variorum.annotate.times.words import WEEKDAYS
from variorum.annotate.tree import Tree

_NOMINAL = ("NOUN", "PROPN", "PRON", "NUM")
_PHRASAL = frozenset("det amod compound nummod nmod flat fixed case conj cc goeswith advmod punct".split())
_BREAKS = frozenset(", ; : ( ) — – -- who whom whose which that where when".split())
_LOOSE_ENDS = ("ADP", "PART", "PUNCT", "ADV", "CCONJ", "SCONJ")


def core(tree: Tree, head: int) -> tuple[int, int]:
    """The phrase around its head without appositions, relative clauses and days, as token indices, half-open.

    Where "the ministry on Friday" speaks, the day tells when.
    """
    inside = {head}
    waiting = [head]
    while waiting:
        for child in tree.children[waiting.pop()]:
            if tree.relation(child) in _PHRASAL and child not in inside and not _is_day(tree, child):
                inside.add(child)
                waiting.append(child)
    first = last = head
    while first - 1 in inside and not _breaks(tree, first - 1):
        first -= 1
    while last + 1 in inside and not _breaks(tree, last + 1):
        last += 1
    cases = tree.dependants(head, "case", "mark", "cc")
    while first < head and (first in cases or tree.tokens[first].pos in ("PUNCT", "CCONJ", "SCONJ", "ADV", "ADP")):
        first += 1
    while last > head and tree.tokens[last].pos in _LOOSE_ENDS:
        last -= 1
    return first, last + 1


def _is_day(tree: Tree, child: int) -> bool:
    """A day told with "on" or with nothing, unlike a paper that is called after one: "an editor of the Sun"."""
    cases = {tree.tokens[case].text.lower() for case in tree.dependants(child, "case", "det")}
    return tree.relation(child) == "nmod" and tree.tokens[child].text.lower() in WEEKDAYS and cases <= {"on"}


def _breaks(tree: Tree, index: int) -> bool:
    token = tree.tokens[index]
    return token.text.lower() in _BREAKS and not (token.text.lower() == "that" and token.pos == "DET")


def top_noun(tree: Tree, index: int) -> int | None:
    """The topmost noun above a noun."""
    current = index
    head = tree.head(current)
    while head is not None and tree.relation(current) in ("flat", "compound", "appos") and head != index:
        current, head = head, tree.head(head)
    return current


def governing_subject(tree: Tree, index: int) -> int | None:
    """The subject of the clause that the token stands in, or of a clause above it."""
    seen: set[int] = set()
    current: int | None = index
    while current is not None and current not in seen:
        seen.add(current)
        own = tree.dependant(current, "nsubj")
        if own is not None:
            return own
        current = tree.head(current)
    return None


def main_subject(tree: Tree) -> int | None:
    """The subject of the sentence."""
    for index in range(len(tree.tokens)):
        if tree.head(index) is None:
            return tree.dependant(index, "nsubj")
    return None


def phrase_head(tree: Tree, first: int, end: int | None = None) -> int | None:
    """Head of the noun phrase that begins at or right after a token and ends before `end`."""
    end = len(tree.tokens) if end is None else end
    for index in range(first, min(first + 8, end)):
        token = tree.tokens[index]
        partitive = index + 1 < end and tree.tokens[index + 1].text.lower() == "of"
        if token.pos in _NOMINAL or partitive:
            current = index
            head = tree.head(current)
            while head is not None and first <= head < end and tree.tokens[head].pos in ("NOUN", "PROPN"):
                current, head = head, tree.head(head)
            return current
        if token.pos in ("VERB", "ADP", "SCONJ") or token.text in (",", ".", ":", ";"):
            return None
    return None
