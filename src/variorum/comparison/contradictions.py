"""Where one article affirms what another denies."""

from __future__ import annotations

from collections.abc import Collection, Sequence

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
from variorum.comparison.units import Unit, Units
from variorum.comparison.values import cosine, normal
from variorum.model.syntax import Token

SAME_WORDING = 0.75
"""Cosine from which two statements say the same but for their polarity."""
LIKE_WORDING = 0.6
"""The same where one is denied in so many words: "denied that"."""
KIN_WORDING = 0.55
"""The same where one negates just what the other states, and both name somebody or something."""
_LACKS = frozenset(("shortage", "lack", "absence", "dearth", "want", "scarcity"))
"""Of what there is no lack, there is some."""
_LIMITING = frozenset("again always enough entirely exactly fully further just longer much only that too very".split())
"""Adverbs that take a negation upon themselves: what "did not spread further" may well have spread."""
_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non-")
_SAME_SUBJECT = 0.45
"""Cosine of contextual word vectors from which two nouns may be one."""
_STEM = 5
"""Letters that two words must begin with to be taken for one stem ("injury", "injure")."""
_WORD = 4
"""Least letters of a word that is the beginning of another one of its family ("warn", "warning")."""


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
    if denying.statement.negated and (
        _says_of_another_matter(left, right)
        or _denies_less(denying, affirming)
        or _says_the_same(denying, affirming)
        or _is_of_another(denying, affirming)
    ):
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
    return [token.lemma.casefold() for token in _dependents(unit) if base(token.relation) in relations]


def _akin(left: Sequence[str], right: Sequence[str]) -> bool:
    return any(_kin(a, b) for a in left for b in right)


def _denies_less(denying: Unit, affirming: Unit) -> bool:
    """Whether the negation bears on how, where or by whom, rather than on what happened.

    "Did not spread further", "is not that cool", "without using water"; "cannot live on hay" beside "live in forests";
    "she did not release the recording" beside "it was released".
    """
    if _turns_on_place(denying, affirming):
        return True
    own = _dependents(denying)
    adverbs = {t.text.casefold() for t in own if base(t.relation) == "advmod"}
    if adverbs & _LIMITING or "without" in {t.text.casefold() for t in own}:
        return True
    other = {t.relation for t in _dependents(affirming)}
    is_act = denying.sentence.tokens[denying.statement.predicate].pos == "VERB"
    by_somebody = is_act and any(t.relation == "nsubj" for t in own)
    return by_somebody and "nsubj:pass" in other and "obl:agent" not in other


def _turns_on_place(denying: Unit, affirming: Unit) -> bool:
    """Whether what follows the two verbs with a preposition is of quite another kind, where nothing else follows."""
    tokens, own = denying.sentence.tokens, _dependents(denying)
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
    if not any(t.text.casefold() in NEGATIONS for t in _dependents(denying)):
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


def _is_denied_there_too(denying: Unit, affirming: Unit) -> bool:
    """Whether the verb that denies stands in the affirming sentence, where what it bears on is told too unsurely."""
    lemmas = {token.lemma for token in denying.sentence.tokens if is_denial(token)}
    return any(token.lemma in lemmas for token in affirming.sentence.tokens)


def _object(unit: Unit) -> int | None:
    """The noun that a clause has as its object."""
    tokens = unit.sentence.tokens
    own = (i for i, token in enumerate(tokens) if token.head == unit.statement.predicate and token.relation == "obj")
    return next((i for i in own if tokens[i].pos in ("NOUN", "PROPN")), None)


def _only_describes(unit: Unit) -> bool:
    """A participle that tells of a noun: "an inquiry relating to allegations of fraud"."""
    relation = unit.sentence.tokens[unit.statement.predicate].relation
    own = any(base(r).endswith("subj") and index in unit.statement.tokens for r, index in unit.statement.arguments)
    return base(relation) == "acl" and not own


def _dependents(unit: Unit) -> list[Token]:
    return [token for token in unit.sentence.tokens if token.head == unit.statement.predicate]


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
    awaited = any(base(t.relation) == "mark" and t.text.casefold() == "until" for t in _dependents(unit))
    if base(tokens[predicate].relation) == "csubj" or (awaited and unit.statement.affirmed):
        return True
    return is_infinitive(tokens, predicate) and outstanding(tokens, predicate) is None


def _states_what_is_negated(left: Unit, right: Unit) -> bool:
    """One negates a word that is the predicate of the other: "no charges have been filed", "he was charged"."""
    return any(
        one.statement.negated and any(_kin(word, _predicate(other)) for word in _negated_words(one))
        for one, other in ((left, right), (right, left))
    )


def same_predicate(left: Unit, right: Unit) -> bool:
    """Whether two statements state the same of something, both affirmed or both not."""
    return left.statement.affirmed == right.statement.affirmed and _kin(_predicate(left), _predicate(right))


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


def _kin(a: str, b: str) -> bool:
    """One lemma, or words that begin alike ("charge", "charging")."""
    shorter, longer = sorted((a, b), key=len)
    return (
        a == b
        or (len(shorter) >= _STEM and a[:_STEM] == b[:_STEM])
        or (len(shorter) >= _WORD and longer.startswith(shorter))
    )
