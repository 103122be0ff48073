"""Sentences into clauses: which words state one thing together.

A clause is a predicate with everything that depends on it, less the clauses inside it (cf. the clause splitting of
ClausIE, Del Corro and Gemulla 2013, and of Stanford OpenIE, Angeli et al. 2015).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from variorum.model.syntax import Token

_CLAUSE_RELATIONS = frozenset({"root", "ccomp", "advcl", "acl", "parataxis", "csubj", "appos"})
_SUBJECTS = frozenset({"nsubj", "csubj", "expl"})
_JOINING = frozenset({"that", "and", "but", "or", "whether"})
_CONTENT_POS = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV"})
_MIN_APPOSITION = 2


@dataclass(frozen=True, slots=True)
class Clause:
    """One predicate and its words.

    Attributes:
        predicate: Index of the predicate.
        tokens: Indices of the clause's own words, ascending, no punctuation at either end.
        subject: Index of the word that it speaks of, from a governing clause perhaps; None if there is none.
        parent: Index of the governing clause in the sentence's clauses; None for the outermost.
    """

    predicate: int
    tokens: tuple[int, ...]
    subject: int | None
    parent: int | None


def base(relation: str) -> str:
    """The universal relation without its subtype: "nsubj" for "nsubj:pass"."""
    return relation.partition(":")[0]


def children(tokens: Sequence[Token]) -> list[list[int]]:
    """For each word the indices of the words that depend on it."""
    found: list[list[int]] = [[] for _ in tokens]
    for index, token in enumerate(tokens):
        if token.head >= 0:
            found[token.head].append(index)
    return found


def find_clauses(tokens: Sequence[Token]) -> tuple[Clause, ...]:
    """The clauses of a sentence, outer before inner, each word in exactly one."""
    dependents = children(tokens)
    order = _outside_in(tokens, dependents)
    owner = [-1] * len(tokens)
    predicates: list[int] = []
    for index in order:
        if _is_predicate(tokens, dependents, index, predicates):
            owner[index] = len(predicates)
            predicates.append(index)
        else:
            owner[index] = owner[tokens[index].head]
    for number, predicate in enumerate(predicates):
        # Nothing of a clause stands before its "that": "confirmed to the Courier that the bridge fell".
        that = next((i for i in dependents[predicate] if _is_that(tokens[i])), -1)
        governor = tokens[predicate].head
        if 0 <= governor < that < predicate:
            for index in [i for i in range(governor + 1, that) if owner[i] == number]:
                owner[index] = owner[governor]
    members: list[list[int]] = [[] for _ in predicates]
    for index, clause in enumerate(owner):
        members[clause].append(index)
    return tuple(
        Clause(
            predicate,
            _strip(tokens, members[number]),
            _subject(tokens, dependents, predicate),
            owner[tokens[predicate].head] if tokens[predicate].head >= 0 else None,
        )
        for number, predicate in enumerate(predicates)
    )


def clause_of(clauses: Sequence[Clause], predicate: int) -> Clause | None:
    """The clause with this predicate, if there is one."""
    return next((clause for clause in clauses if clause.predicate == predicate), None)


def stands_alone(tokens: Sequence[Token], clause: Clause) -> bool:
    """Whether a clause can be understood without the one that it hangs on: it has a subject, no relative pronoun."""
    own = clause.subject is not None and clause.subject in clause.tokens
    finite = tokens[clause.predicate].pos in ("VERB", "AUX", "ADJ", "NOUN", "PROPN")
    return clause.parent is None or (own and finite and base(tokens[clause.predicate].relation) not in ("acl", "appos"))


def _outside_in(tokens: Sequence[Token], dependents: Sequence[Sequence[int]]) -> list[int]:
    order = [index for index, token in enumerate(tokens) if token.head < 0]
    for index in order:
        order.extend(dependents[index])
    return order


def _is_predicate(
    tokens: Sequence[Token], dependents: Sequence[Sequence[int]], index: int, predicates: Sequence[int]
) -> bool:
    token = tokens[index]
    relation = base(token.relation)
    if relation == "conj":
        # "rallied and chanted" are two statements, "flags and posters" are not.
        return token.head in predicates and (
            token.pos in ("VERB", "AUX")
            or any(base(tokens[child].relation) in _SUBJECTS for child in dependents[index])
        )
    if relation not in _CLAUSE_RELATIONS:
        return token.head < 0
    if relation == "appos":
        # "The baker Ida Brandt" is one phrase; "the baker, Ida Brandt" says who the baker is.
        phrase = _subtree(dependents, index)
        first = min(phrase)
        apart = first < token.head or "PUNCT" in (tokens[first].pos, tokens[first - 1].pos)
        return apart and sum(tokens[i].pos in _CONTENT_POS for i in phrase) >= _MIN_APPOSITION
    return True


def _is_that(token: Token) -> bool:
    """The conjunction, not the pronoun."""
    return base(token.relation) == "mark" and token.text.casefold() == "that"


def _subtree(dependents: Sequence[Sequence[int]], index: int) -> list[int]:
    found = [index]
    for member in found:
        found.extend(dependents[member])
    return found


def _strip(tokens: Sequence[Token], members: Sequence[int]) -> tuple[int, ...]:
    """Leaves out punctuation, conjunctions and complementisers at either end."""

    def is_edge(index: int) -> bool:
        token = tokens[index]
        joins = base(token.relation) in ("mark", "cc") and token.text.lower() in _JOINING
        return token.pos in ("PUNCT", "CCONJ") or joins

    kept = list(members)
    while len(kept) > 1 and is_edge(kept[0]):
        kept.pop(0)
    while len(kept) > 1 and is_edge(kept[-1]):
        kept.pop()
    return tuple(kept)


def _subject(tokens: Sequence[Token], dependents: Sequence[Sequence[int]], predicate: int) -> int | None:
    """The subject, else for relative clauses and appositions the noun that they explain, else that of the governor."""
    seen = 0
    while predicate >= 0 and seen < len(tokens):
        seen += 1
        relation = base(tokens[predicate].relation)
        if relation in ("acl", "appos"):
            return tokens[predicate].head
        for child in dependents[predicate]:
            if base(tokens[child].relation) in _SUBJECTS and tokens[child].pos != "PRON":
                return child
        for child in dependents[predicate]:
            if base(tokens[child].relation) in _SUBJECTS:
                return child
        if relation not in ("conj", "advcl", "xcomp"):
            return None
        predicate = tokens[predicate].head
    return None
