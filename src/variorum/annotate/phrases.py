"""The words of a sentence that belong to one noun."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from variorum.annotate.tree import Tree

LONGEST = 14
"""Tokens; a longer phrase loses its relative clauses, then what follows its noun."""
_ARTICLES = frozenset(("a", "an", "the"))
_OUTSIDE = frozenset(
    "appos parataxis nsubj csubj cop aux mark advcl dep list discourse case cc vocative dislocated orphan expl iobj "
    "ccomp obl".split()
)
_BREAKS = frozenset(", ; : ( ) [ ] — – … ...".split()) | {"--"}
POSSESSIVES = frozenset(("'s", "’s", "'", "’"))
"""What marks the owner before it, as a token."""
DEFINITE = frozenset(("the", "this", "that", "these", "those"))


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase without its leading article.

    Attributes:
        head: Index of its noun in the sentence.
        first: Index of its first token.
        last: One past the last.
        definite: Introduced by "the", a demonstrative or a possessive, so that it points to something known.
    """

    head: int
    first: int
    last: int
    definite: bool


def noun_phrase(tree: Tree, head: int, without: Sequence[int] = ()) -> Phrase:
    """The words around a noun that belong to it, as far as no comma, dash or bracket parts them."""
    outside = [child for child in tree.children[head] if _is_outside(tree, head, child)]
    members = tree.subtree(head, [*outside, *without])
    first, last = _reach(tree, head, members)
    for relations in (("acl",), ("acl", "nmod")):
        if last - first > LONGEST:
            after = [child for child in tree.dependants(head, *relations) if child > head]
            members = tree.subtree(head, [*outside, *without, *after])
            first, last = _reach(tree, head, members)
    opening = tree.tokens[first].text.lower()
    owned = any(tree.tokens[child].head == head for child in tree.dependants(head, "nmod:poss") if child >= first)
    while first < head and (
        tree.tokens[first].text.lower() in _ARTICLES | POSSESSIVES
        or tree.tokens[first].pos in ("PUNCT", "ADP", "AUX", "CCONJ", "SCONJ")
    ):
        first += 1
    if _is_limit(tree, first):
        first -= 1
    while last - 1 > head and tree.tokens[last - 1].pos in ("PUNCT", "CCONJ", "ADP"):
        last -= 1
    return Phrase(head, first, last, opening in DEFINITE or owned)


def _is_limit(tree: Tree, index: int) -> bool:
    """Whether a word is the second one of "at least" or "at most"."""
    word, before = tree.tokens[index].text.lower(), tree.tokens[index - 1].text.lower() if index else ""
    return word in ("least", "most") and before == "at"


def _is_outside(tree: Tree, head: int, child: int) -> bool:
    relation = tree.relation(child)
    token = tree.tokens[child]
    if relation == "case" and token.head == head and token.text.lower() in POSSESSIVES:
        return True
    if relation in _OUTSIDE or (relation == "conj" and child > head) or (relation == "advmod" and child < head):
        return True
    before = min(tree.subtree(child)) - 1
    return relation == "acl" and child > head and before >= 0 and tree.tokens[before].text in _BREAKS


def _reach(tree: Tree, head: int, members: set[int]) -> tuple[int, int]:
    """The unbroken run of members around the head."""
    first, last = head, head + 1
    while first > 0 and _joins(tree, first - 1, members, adjectives=True):
        first -= 1
    while last < len(tree.tokens) and _joins(tree, last, members, adjectives=False):
        last += 1
    return first, last


def _joins(tree: Tree, index: int, members: set[int], adjectives: bool) -> bool:
    token = tree.tokens[index]
    if token.text in _BREAKS:
        # "sharp, left-hand bend": a comma between adjectives parts nothing.
        before = index - 1
        return adjectives and token.text == "," and before in members and tree.tokens[before].pos == "ADJ"
    if token.pos == "PUNCT":
        return index - 1 in members and index + 1 in members
    return index in members


def heads_phrase(tree: Tree, index: int) -> bool:
    """Whether a noun has a phrase of its own: it is no part of a compound or name, and no measure of time."""
    relation = tree.tokens[index].relation
    return tree.relation(index) not in ("compound", "flat", "fixed", "goeswith") and relation not in (
        "nmod:desc",
        "obl:unmarked",
        "obl:npmod",
        "obl:tmod",
        "nmod:unmarked",
    )


def is_noun(tree: Tree, index: int) -> bool:
    """Whether a token can head a descriptive phrase: a noun, or "one" of several."""
    token = tree.tokens[index]
    return token.pos in ("NOUN", "PROPN") or (
        token.text.lower() == "one" and any(child > index for child in tree.dependants(index, "nmod"))
    )
