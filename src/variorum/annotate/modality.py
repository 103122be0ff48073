"""Whether a clause is told as so: polarity and modality."""

from __future__ import annotations

from collections.abc import Sequence

from variorum.annotate.clauses import base
from variorum.model.document import Modality
from variorum.model.syntax import Token

NEGATIONS = frozenset("not n't n’t no never neither nor none nobody nothing without cannot hardly".split())
_ONLY = frozenset("just only merely simply solely necessarily".split())
"""Behind a negation these say "and more": "is not just about money"."""
_UNTIL = frozenset(("until", "till", "'til"))
_DENIALS = frozenset("deny reject dispute dismiss refute".split())
_FALSE = frozenset("false incorrect untrue wrong".split())
_REFUSALS = frozenset("decline refuse fail avoid omit neglect refrain abstain lack forget".split())
"""Verbs that tell what was not done: "declined to comment" (negative implicatives, Karttunen 1971)."""
_POSSIBLE_AUX = frozenset("may might could can".split())
_POSSIBLE_WORDS = frozenset(
    "reportedly allegedly apparently possibly perhaps likely unlikely probably presumably suspected alleged "
    "purported unconfirmed unclear believed thought".split()
)
_ABLE_AUX = frozenset(("could", "can"))
_PERCEIVED = frozenset("see hear smell feel".split())
"""What one could see or hear one saw or heard: "the blast could be heard for miles"."""
_INTENDED_AUX = frozenset("will would shall 'll".split())
_INTENDED_VERBS = frozenset("plan intend vow pledge threaten promise aim hope expect schedule prepare".split())
_DEMANDED = frozenset("must should ought".split())
_DEMAND_VERBS = frozenset("demand call urge ask request want insist order".split())
QUESTIONS = frozenset("what who whom whose which why how whether if".split())
"""Words that begin an indirect question; "when" and "where" more often tell when and where."""
_CONDITIONS = frozenset("if unless whether".split())


def is_negated(tokens: Sequence[Token], members: Sequence[int], predicate: int) -> bool:
    """An odd number of negations of the predicate: by an adverb, an argument, the determiner of one, or by waiting."""
    dependents = [token for token in tokens if token.head == predicate]
    # "Did not speak until June" tells that somebody spoke, "will not speak until June" does not.
    spoken = not any(token.text.lower() in _INTENDED_AUX for token in dependents) and any(
        token.text.lower() in _UNTIL and token.head >= 0 and predicate in (token.head, tokens[token.head].head)
        for i, token in enumerate(tokens)
        if i > predicate
    )

    def bears(index: int) -> bool:
        head = tokens[index].head
        of_argument = base(tokens[index].relation) == "det" and head >= 0 and tokens[head].head == predicate
        return (head == predicate or of_argument) and not _says_more(tokens, index) and not spoken

    told = sum(tokens[i].text.lower() in NEGATIONS and bears(i) for i in members)
    return (told + (outstanding(tokens, predicate) is not None) + is_awaited(tokens, predicate)) % 2 == 1


def _says_more(tokens: Sequence[Token], index: int) -> bool:
    return index + 1 < len(tokens) and tokens[index + 1].text.lower() in _ONLY


def outstanding(tokens: Sequence[Token], predicate: int) -> int | None:
    """The verb that a clause tells as not done so far: "is yet to decide", "have yet to be named"."""
    for index in range(max(0, predicate - 4), min(predicate + 4, len(tokens) - 1)):
        verb = tokens[index + 1].head
        if tokens[index].text.lower() == "yet" and tokens[index + 1].text.lower() == "to" and verb >= 0:
            held = tokens[verb].head if tokens[predicate].lemma in ("be", "have", "yet") else verb
            if predicate in (verb, held):
                return verb
    return None


def is_awaited(tokens: Sequence[Token], predicate: int) -> bool:
    """Whether a clause tells what has not come about so far: "until his family has been told"."""
    own = [token for token in tokens if token.head == predicate]
    present = any("Tense=Pres" in token.morph for token in (*own, tokens[predicate]) if token.pos in ("VERB", "AUX"))
    return present and any(base(token.relation) == "mark" and token.text.lower() in _UNTIL for token in own)


def is_infinitive(tokens: Sequence[Token], predicate: int) -> bool:
    """Marked with "to", so that it states no fact of its own."""
    return any(
        token.head == predicate and base(token.relation) == "mark" and token.text.lower() == "to" for token in tokens
    )


def is_denied(tokens: Sequence[Token], predicate: int) -> bool:
    """What a clause says is denied by the one that it hangs on: "denied that", "dismissed the claim that".

    Or called false: "it is wrong to say that".
    """
    governor = tokens[predicate].head
    if governor < 0:
        return False
    if base(tokens[predicate].relation) in ("ccomp", "csubj"):
        told = tokens[governor].head if is_infinitive(tokens, governor) else governor
        return is_denial(tokens[governor]) or (told >= 0 and tokens[told].lemma.lower() in _FALSE)
    # "Rejected claims that it was sold", not "rejected a plan made by others".
    marked = any(token.head == predicate and base(token.relation) == "mark" for token in tokens)
    claimed = base(tokens[predicate].relation) == "acl" and marked and tokens[governor].pos == "NOUN"
    return claimed and tokens[governor].head >= 0 and is_denial(tokens[tokens[governor].head])


def has_negation(tokens: Sequence[Token], members: Sequence[int]) -> bool:
    """Whether any of the words negates or denies something, or tells that it was not done."""
    return any(
        tokens[i].text.lower() in NEGATIONS or is_denial(tokens[i]) or tokens[i].lemma.lower() in _REFUSALS
        for i in members
    )


def is_denial(token: Token) -> bool:
    """A verb that denies what depends on it: "denied", "dismissed", "rejected"."""
    return token.lemma.lower() in _DENIALS


def _menaces(tokens: Sequence[Token], predicate: int) -> bool:
    """Who "threatened a guard" did so; who "threatened to sue" has not sued."""
    relations = {base(token.relation) for token in tokens if token.head == predicate}
    return tokens[predicate].lemma.lower() == "threaten" and "obj" in relations and not relations & {"xcomp", "ccomp"}


def _names(tokens: Sequence[Token], predicate: int) -> bool:
    """Who "called it a fraud" demands nothing; who "called for help" or "called on them to leave" does."""
    if tokens[predicate].lemma.lower() != "call":
        return False
    below = [i for i, token in enumerate(tokens) if token.head == predicate]
    wanted = (
        token for token in tokens if token.head in (predicate, *below) and base(token.relation) in ("case", "mark")
    )
    return not any(token.text.lower() in ("for", "on", "to") for token in wanted)


def modality_of(tokens: Sequence[Token], members: Sequence[int], predicate: int) -> Modality:
    """How the clause is told; the closest sign to the predicate counts."""
    # Marks stand at the edge of a clause and may not count among its own words.
    marks = {i for i, token in enumerate(tokens) if token.head == predicate and base(token.relation) == "mark"}
    dependents = sorted({i for i in members if tokens[i].head == predicate} | marks)
    words = {tokens[i].text.lower() for i in dependents if tokens[i].pos not in ("NOUN", "PROPN")}
    if words & _CONDITIONS and marks:
        return "conditional"
    if {"would", "have"} <= words:
        return "conditional"  # "Would have resigned" tells of what did not come about.
    lemma = tokens[predicate].lemma.lower()
    own = {lemma, tokens[predicate].text.lower()}
    # Who "cannot vote" does not; who "could not be reached" was not.
    factual = lemma in _PERCEIVED or words & NEGATIONS
    possible = words & (_POSSIBLE_AUX - _ABLE_AUX if factual else _POSSIBLE_AUX)
    if possible or (words | own) & _POSSIBLE_WORDS:
        return "possible"
    is_verb = tokens[predicate].pos == "VERB"  # "everything is in order"
    if words & _DEMANDED or (is_verb and lemma in _DEMAND_VERBS and not _names(tokens, predicate)):
        return "demanded"
    if words & _INTENDED_AUX or (is_verb and lemma in _INTENDED_VERBS and not _menaces(tokens, predicate)):
        return "intended"
    return "actual"
