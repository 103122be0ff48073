"""Where one article affirms what another denies."""

from __future__ import annotations

from collections.abc import Sequence

from scipy.cluster.hierarchy import DisjointSet

from variorum.annotate.clauses import base
from variorum.annotate.modality import (
    NEGATIONS,
    QUESTIONS,
    has_negation,
    is_awaited,
    is_denial,
    is_infinitive,
    outstanding,
)
from variorum.comparison.alignment import Alignment
from variorum.comparison.negations import bears_elsewhere, dependents, kin
from variorum.comparison.units import Unit, Units
from variorum.model.syntax import Token

SAME_WORDING = 0.75
"""Cosine from which two statements say the same but for their polarity."""
LIKE_WORDING = 0.6
"""The same where one is denied in so many words: "denied that"."""
KIN_WORDING = 0.55
"""The same where one negates just what the other states, and both name somebody or something."""
_LACKS = frozenset(("shortage", "lack", "absence", "dearth", "want", "scarcity"))
"""Of what there is no lack, there is some."""


def wording_needed(a: int, b: int, units: Units) -> float:
    """How alike two statements of other polarity must be worded to contradict each other, as a cosine."""
    left, right = units.items[a], units.items[b]
    if _states_what_is_negated(left, right):
        acquainted = bool((units.entities[[a]] @ units.entities[[b]].T).nnz)
        return KIN_WORDING if acquainted else LIKE_WORDING
    return LIKE_WORDING if left.statement.denied or right.statement.denied else SAME_WORDING


def contradict(a: int, b: int, units: Units, sources: Sequence[str | None]) -> bool:
    """Whether two statements of different articles cannot both be so.

    Only where the affirming one has no word of negation at all, as what a negation bears on is told too unsurely
    otherwise, and where they are not the words of one and the same source.

    Args:
        a: A unit.
        b: Another.
        units: The statements.
        sources: For each unit whom it is attributed to.
    """
    left, right = units.items[a], units.items[b]
    if left.document == right.document or left.statement.affirmed == right.statement.affirmed:
        return False
    affirming, denying = (left, right) if left.statement.affirmed else (right, left)
    if not _on_one_footing(affirming, denying) or has_negation(affirming.sentence.tokens, affirming.statement.tokens):
        return False
    if sources[a] is not None and sources[a] == sources[b]:
        return False
    if denying.statement.denied and (_only_describes(affirming) or _is_denied_there_too(denying, affirming)):
        return False
    if denying.sentence.span.quote.rstrip("\"'”’").endswith("?"):
        return False
    if denying.statement.negated and bears_elsewhere(denying, affirming):
        return False
    return float(units.vectors[a] @ units.vectors[b]) >= wording_needed(a, b, units)


def contradictions(
    alignment: Alignment, units: Units, sources: Sequence[str | None], threshold: float
) -> list[set[int]]:
    """Groups of statements of which each contradicts another one, with the copies of each.

    Args:
        alignment: How likely statements belong together.
        units: The statements.
        sources: For each whom it is attributed to.
        threshold: Probability from which two statements share a point by themselves, and so can contradict each other.
    """
    sets: DisjointSet[int] = DisjointSet(range(len(units)))
    for (a, b), together in alignment.known.items():
        if together >= threshold and contradict(a, b, units, sources):
            sets.merge(a, b)
    for unit, original in enumerate(alignment.originals):
        if sets.subset_size(original) > 1:
            sets.merge(unit, original)
    return [group for group in sets.subsets() if len({units.items[unit].statement.affirmed for unit in group}) > 1]


def _on_one_footing(affirming: Unit, denying: Unit) -> bool:
    """Both tell of what is or of what will be; or what is denied was a demand, or a plan given up ("will not")."""
    told, untold = affirming.statement.modality, denying.statement.modality
    if _wished(affirming):
        return untold == "intended" and _states_what_is_negated(affirming, denying)
    if _wished(denying):
        return False
    if denying.statement.denied and {told, untold} <= {"actual", "demanded"}:
        return True
    return told == untold and told in ("actual", "intended")


def _is_denied_there_too(denying: Unit, affirming: Unit) -> bool:
    """Whether the verb that denies stands in the affirming sentence, where what it bears on is told too unsurely."""
    lemmas = {token.lemma for token in denying.sentence.tokens if is_denial(token)}
    return any(token.lemma in lemmas for token in affirming.sentence.tokens)


def _only_describes(unit: Unit) -> bool:
    """A participle that tells of a noun: "an inquiry relating to allegations of fraud"."""
    relation = unit.sentence.tokens[unit.statement.predicate].relation
    own = any(base(r).endswith("subj") and index in unit.statement.tokens for r, index in unit.statement.arguments)
    return base(relation) == "acl" and not own


def _wished(unit: Unit) -> bool:
    """An infinitive states no fact, but behind "yet", nor does a subject ("leaving is wrong") or what is waited for.

    Nor does what is asked, or only called so: "to tell what it knew", "what they call a war".
    """
    tokens, predicate = unit.sentence.tokens, unit.statement.predicate
    first = tokens[unit.statement.tokens[0]].text.casefold()
    if base(tokens[predicate].relation) == "ccomp" and first in QUESTIONS:
        return True
    if tokens[predicate].relation == "acl:relcl" and tokens[tokens[predicate].head].text.casefold() in QUESTIONS:
        return True
    awaited = any(base(t.relation) == "mark" and t.text.casefold() == "until" for t in dependents(unit))
    if base(tokens[predicate].relation) == "csubj" or (awaited and unit.statement.affirmed):
        return True
    return is_infinitive(tokens, predicate) and outstanding(tokens, predicate) is None


def _states_what_is_negated(left: Unit, right: Unit) -> bool:
    """One negates a word that is the predicate of the other: "no charges have been filed", "he was charged"."""
    return any(
        one.statement.negated and any(kin(word, _predicate(other)) for word in _negated_words(one))
        for one, other in ((left, right), (right, left))
    )


def same_predicate(left: Unit, right: Unit) -> bool:
    """Whether two statements state the same of something, both affirmed or both not."""
    return left.statement.affirmed == right.statement.affirmed and kin(_predicate(left), _predicate(right))


def _predicate(unit: Unit) -> str:
    return unit.sentence.tokens[unit.statement.predicate].lemma.casefold()


def _negated_words(unit: Unit) -> list[str]:
    """The predicate, if an adverb negates it or it is waited for, and nouns that a determiner negates, of something."""
    tokens, predicate = unit.sentence.tokens, unit.statement.predicate
    open_ = outstanding(tokens, predicate)
    held = set() if open_ is None else {open_}
    if is_awaited(tokens, predicate):
        held.add(predicate)
    for i in unit.statement.tokens:
        head = tokens[i].head
        if tokens[i].text.casefold() in NEGATIONS and head >= 0 and tokens[head].lemma.casefold() not in _LACKS:
            if head == predicate:
                held.add(head)
            if base(tokens[i].relation) == "det":
                held.update({head, *(k for k, token in enumerate(tokens) if token.head == head and _is_of(token))})
    return [tokens[k].lemma.casefold() for k in held]


def _is_of(token: Token) -> bool:
    """Tells what a noun is of: "no reports of damage"."""
    return base(token.relation) == "nmod"
