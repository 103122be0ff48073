"""What befell those whom a figure counts, or that they came: the dead of one report are not the hurt of another."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Literal, get_args

from variorum.annotate.clauses import base
from variorum.model.syntax import Token

Toll = Literal["dead", "hurt", "in hospital", "held", "missing", "driven out", "gathered"]
"""The tolls of an event that news reports give."""

_WORDS: dict[Toll, str] = {
    "dead": "kill die dead death fatality slay perish murder killing toll deceased body drown",
    "hurt": "injure wound hurt injury wounded injured maim",
    "in hospital": "hospital hospitalise hospitalize",
    "held": "arrest detain arrested detained detainee capture custody apprehend",
    "missing": "missing disappear unaccounted",
    "driven out": "displace displaced evacuate evacuated evacuee homeless flee relocate uproot refugee",
    "gathered": "gather rally march demonstrate protest attend participate part congregate throng turnout crowd "
    "demonstrator protester protestor marcher rioter mourner worshipper attendee participant",
}
_TOLLS: dict[str, Toll] = {word: toll for toll in get_args(Toll) for word in _WORDS[toll].split()}
_BEFELL: tuple[Toll, ...] = tuple(toll for toll in get_args(Toll) if toll != "gathered")
_GOVERNORS = 2
"""How far above the counted noun its toll is sought: "rose to 25", "left 25 people dead"."""
_SENTENCES = frozenset("sentence condemn penalty".split())
"""Who is sentenced to death is not dead."""
_SAYING = frozenset(("nsubj", "obj", "compound", "amod", "xcomp", "acl"))
"""Relations in which a governor's other words may tell the toll: "the death toll rose to 25"."""


def toll_of(tokens: Sequence[Token], counted: int, number: int) -> Toll | None:
    """What befell those that a figure counts; None if it is no toll, or if that is not told.

    Args:
        tokens: Of the sentence.
        counted: Index of the noun that is counted, or of the number where there is none.
        number: Index of the number.
    """
    governors: list[int] = []
    head = tokens[counted].head
    while head >= 0 and len(governors) < _GOVERNORS:
        governors.append(head)
        head = tokens[head].head
    own = [i for i in _dependents(tokens, counted) if i != number]
    around = [i for i in _dependents(tokens, *governors[:1]) if i != counted]
    beside = [i for i in around if base(tokens[i].relation) in _SAYING or _is_where_the_hurt_go(tokens[i])]
    theirs = [i for i in _dependents(tokens, *beside) if base(tokens[i].relation) in ("compound", "amod")]
    # Protesters who were killed are dead before they are a crowd.
    spared = _is_spared(tokens, counted)
    for sought in (_BEFELL, ("gathered",)):
        for words in (
            [counted],
            own,
            [] if spared and sought == _BEFELL else governors[:1],
            beside + theirs,
            governors[1:],
        ):
            told = _first((tokens[i] for i in words if not _is_sentence(tokens, i)), sought)
            if told is not None:
                return told
    return None


def _is_spared(tokens: Sequence[Token], counted: int) -> bool:
    """Whether what a verb tells befell others: "40 gunmen killed a guard", "killed by 40 gunmen", "in one strike"."""
    verb, relation = tokens[counted].head, tokens[counted].relation
    if verb < 0 or tokens[verb].pos != "VERB":
        return False
    does = relation == "nsubj" and any(base(tokens[i].relation) == "obj" for i in _dependents(tokens, verb))
    return does or base(relation) == "obl"


def _is_sentence(tokens: Sequence[Token], index: int) -> bool:
    """Whether a death is what somebody is sentenced to: "sentenced to death", "a death sentence"."""
    token, above = tokens[index], tokens[index].head
    if token.lemma.casefold() != "death" or above < 0:
        return False
    heads = {tokens[i].lemma.casefold() for i in (above, tokens[above].head) if i >= 0}
    given = base(token.relation) == "compound" or any(
        tokens[i].text.casefold() == "to" for i in _dependents(tokens, index)
    )
    return given and not _SENTENCES.isdisjoint(heads)


def _is_where_the_hurt_go(token: Token) -> bool:
    """The hospital of "were taken to hospital"; other places where something befalls people tell nothing."""
    return base(token.relation) == "obl" and _TOLLS.get(token.lemma.casefold()) == "in hospital"


def _dependents(tokens: Sequence[Token], *heads: int) -> list[int]:
    return [i for i, token in enumerate(tokens) if token.head in heads]


def _first(words: Iterable[Token], sought: Collection[Toll]) -> Toll | None:
    return next((toll for word in words if (toll := _TOLLS.get(word.lemma.casefold())) in sought), None)
