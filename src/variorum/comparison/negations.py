"""What the negation in a statement bears on, so that another statement may be so as well."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from variorum.annotate.clauses import base
from variorum.annotate.modality import NEGATIONS
from variorum.comparison.units import Unit
from variorum.comparison.values import cosine, normal
from variorum.model.syntax import Token

_LIMITING = frozenset("again always enough entirely exactly fully further just longer much only that too very".split())
"""Adverbs that take a negation upon themselves: what "did not spread further" may well have spread."""
_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non-")
_SAME_SUBJECT = 0.45
"""Cosine of contextual word vectors from which two nouns may be one."""
_STEM = 5
"""Letters that two words must begin with to be taken for one stem ("injury", "injure")."""
_WORD = 4
"""Least letters of a word that is the beginning of another one of its family ("warn", "warning")."""


def bears_elsewhere(denying: Unit, affirming: Unit) -> bool:
    """Whether a negation bears on something that the other statement does not affirm.

    Args:
        denying: A statement that negates its predicate or a noun.
        affirming: One that affirms much the same.
    """
    return (
        _says_of_another_matter(denying, affirming)
        or _denies_less(denying, affirming)
        or _denies_for_another(denying, affirming)
        or _says_the_same(denying, affirming)
        or _is_of_another(denying, affirming)
    )


def _says_of_another_matter(left: Unit, right: Unit) -> bool:
    """Whether what two predicates bear on is told in clauses of other words: "is not sure what", "is sure that".

    Or is "expected to run" here, and there "not expected to challenge him".
    """
    told = [_leads_to(unit, ("ccomp", "acl") if _is_noun(unit) else ("ccomp",)) for unit in (left, right)]
    done = [_leads_to(unit, ("xcomp",)) for unit in (left, right)]
    return (any(told) and not _akin(*told)) or (all(done) and not _akin(*done))


def _is_noun(unit: Unit) -> bool:
    return unit.sentence.tokens[unit.statement.predicate].pos == "NOUN"


def _leads_to(unit: Unit, relations: Collection[str]) -> list[str]:
    """The predicates of the clauses that the predicate bears on: "is sure that ...", "is the first time that ..."."""
    return [token.lemma.casefold() for token in dependents(unit) if base(token.relation) in relations]


def _akin(left: Sequence[str], right: Sequence[str]) -> bool:
    return any(kin(a, b) for a in left for b in right)


def _denies_less(denying: Unit, affirming: Unit) -> bool:
    """Whether the negation bears on how, where or by whom, rather than on what happened.

    "Did not spread further", "is not that cool", "without using water"; "cannot live on hay" beside "live in forests";
    "she did not release the recording" beside "it was released".
    """
    if _turns_on_place(denying, affirming):
        return True
    own = dependents(denying)
    adverbs = {t.text.casefold() for t in own if base(t.relation) == "advmod"}
    if adverbs & _LIMITING or "without" in {t.text.casefold() for t in own}:
        return True
    other = {t.relation for t in dependents(affirming)}
    is_act = denying.sentence.tokens[denying.statement.predicate].pos == "VERB"
    by_somebody = is_act and any(t.relation == "nsubj" for t in own)
    return by_somebody and "nsubj:pass" in other and "obl:agent" not in other


def _turns_on_place(denying: Unit, affirming: Unit) -> bool:
    """Whether what follows the two verbs with a preposition is of quite another kind, where nothing else follows."""
    tokens, own = denying.sentence.tokens, dependents(denying)
    negated = any(t.text.casefold() in NEGATIONS for t in own)
    if not negated or any(base(t.relation) in ("obj", "ccomp", "xcomp") for t in own):
        return False
    one, other = _obliques(denying), _obliques(affirming)
    there = affirming.sentence.tokens
    return (
        bool(one)
        and bool(other)
        and not any(
            tokens[i].lemma == there[k].lemma or cosine(normal(denying, i), normal(affirming, k)) >= _SAME_SUBJECT
            for i in one
            for k in other
        )
    )


def _obliques(unit: Unit) -> list[int]:
    """The nouns that the predicate takes with a preposition."""
    tokens, predicate = unit.sentence.tokens, unit.statement.predicate
    return [
        i
        for i, token in enumerate(tokens)
        if token.head == predicate and base(token.relation) == "obl" and token.pos in ("NOUN", "PROPN")
    ]


def _says_the_same(denying: Unit, affirming: Unit) -> bool:
    """Whether what looks affirmed is negated by its first syllable: "unreasonable", "was not a reasonable one"."""
    negated = {denying.sentence.tokens[i].lemma.casefold() for i in denying.statement.tokens}
    told = (affirming.sentence.tokens[i].lemma.casefold() for i in affirming.statement.tokens)
    return any(word.startswith(prefix) and word[len(prefix) :] in negated for word in told for prefix in _PREFIXES)


def _is_of_another(denying: Unit, affirming: Unit) -> bool:
    """Whether two clauses tell of different things: "possession is no breach", "their use breaches the treaty".

    Or have other objects: "will not boycott the games", "will boycott meetings". Or are of different bearers of names:
    "Norrand will not take part", "Freedonian ministers take part". Where a noun is negated ("no charges were filed"),
    the other clause may well tell of somebody else.
    """
    names = _names_of_subject(denying), _names_of_subject(affirming)
    if all(names) and names[0].isdisjoint(names[1]):
        return True
    if not any(t.text.casefold() in NEGATIONS for t in dependents(denying)):
        return False
    pairs = (_subject(denying), _subject(affirming)), (_object(denying), _object(affirming))
    return any(
        one is not None
        and other is not None
        and denying.sentence.tokens[one].lemma != affirming.sentence.tokens[other].lemma
        and cosine(normal(denying, one), normal(affirming, other)) < _SAME_SUBJECT
        for one, other in pairs
    )


def _names_of_subject(unit: Unit) -> set[str]:
    """The words of names in the phrase that a clause speaks of, be it in another clause: "ministers agree to leave"."""
    subjects = {index for relation, index in unit.statement.arguments if base(relation) == "nsubj"}
    near = (token for i, token in enumerate(unit.sentence.tokens) if i in subjects or token.head in subjects)
    return {token.lemma.casefold() for token in near if token.pos == "PROPN"}


def _subject(unit: Unit) -> int | None:
    """The noun that a clause has as its own subject."""
    tokens, own = unit.sentence.tokens, unit.statement.tokens
    found = (index for relation, index in unit.statement.arguments if base(relation) == "nsubj" and index in own)
    return next((index for index in found if tokens[index].pos in ("NOUN", "PROPN")), None)


def _object(unit: Unit) -> int | None:
    """The noun that a clause has as its object."""
    tokens = unit.sentence.tokens
    own = (i for i, token in enumerate(tokens) if token.head == unit.statement.predicate and token.relation == "obj")
    return next((i for i in own if tokens[i].pos in ("NOUN", "PROPN")), None)


def dependents(unit: Unit) -> list[Token]:
    """The words that depend on the predicate of a statement."""
    return [token for token in unit.sentence.tokens if token.head == unit.statement.predicate]


def kin(a: str, b: str) -> bool:
    """One lemma, or words that begin alike ("charge", "charging")."""
    shorter, longer = sorted((a, b), key=len)
    return (
        a == b
        or (len(shorter) >= _STEM and a[:_STEM] == b[:_STEM])
        or (len(shorter) >= _WORD and longer.startswith(shorter))
    )


def _denies_for_another(denying: Unit, affirming: Unit) -> bool:
    """Whether a noun is negated for a name of which the other does not tell: "no seats in the Senate"."""
    tokens = denying.sentence.tokens
    nouns = {
        tokens[i].head
        for i in denying.statement.tokens
        if tokens[i].text.casefold() in NEGATIONS and base(tokens[i].relation) == "det"
    }
    named = {token.lemma.casefold() for token in tokens if token.head in nouns and token.pos == "PROPN"}
    told = {affirming.sentence.tokens[i].lemma.casefold() for i in affirming.statement.tokens}
    return bool(named) and named.isdisjoint(told)
