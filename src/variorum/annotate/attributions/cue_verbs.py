"""The reporting verb itself: whether a word is one here, and who does what it says."""

from __future__ import annotations

from dataclasses import dataclass

from variorum.annotate.attributions import cues
from variorum.annotate.attributions.cues import Frame
from variorum.annotate.tree import Tree

_SUBJECTS = ("nsubj", "csubj")
_VERBAL = ("VERB", "AUX")
_NOT_A_SOURCE = frozenset("there this that which what".split())
_LONGEST_ABSOLUTE = 8
_PREDICATED = ("obl", "xcomp", "obj")
"""Where "by" may be hung by mistake: on what a passive calls its subject."""
_QUOTING = ("quote", "cite")
_NEGATIONS = ("not", "n't", "n’t", "never")


@dataclass(frozen=True, slots=True)
class Range:
    """Tokens `first` to `last`, half-open."""

    first: int
    last: int


def is_cue_verb(tree: Tree, index: int) -> bool:
    """Whether the token is used as a reporting verb here."""
    token = tree.tokens[index]
    if not cues.frames(token.text):
        return False
    if token.pos in _VERBAL:
        # "a so-called expert", "the reported damage"
        return (
            token.relation != "amod"
            and not _reduced(tree, index)
            and not (index and tree.tokens[index - 1].text == "-")
        )
    return token.text.lower() in ("said", "says", "told") and token.pos != "NOUN"


def puts_it(tree: Tree, index: int) -> bool:
    """Whether somebody puts something in words: "as Brandt put it"."""
    told = [tree.tokens[child].text.lower() for child in tree.dependants(index, "obj")]
    return told == ["it"] and cues.lemma(tree.tokens[index].text) == "put"


def _reduced(tree: Tree, verb: int) -> bool:
    """Whether a past participle only describes a noun: "a town called Low", "the plan announced on Monday"."""
    if tree.relation(verb) not in ("acl", "appos", "amod") or tree.tokens[verb].text.lower().endswith("ing"):
        return False
    if tree.dependants(verb, "nsubj", "csubj", "aux", "cop"):
        return False
    if cues.frames(tree.tokens[verb].text) & Frame.NAMING and agent(tree, verb) is not None:
        # "a man described by police as armed"
        return False
    return not any(tree.dependants(infinitive, "mark") for infinitive in tree.dependants(verb, "xcomp"))


def is_negated(tree: Tree, verb: int) -> bool:
    """Whether the verb is denied: "did not say"."""
    return any(tree.tokens[child].text.lower() in _NEGATIONS for child in tree.children[verb])


def subject(tree: Tree, verb: int) -> int | None:
    """Head of the phrase that does the reporting: the verb's own subject, or the one that it shares with its governor.

    The agent of a passive ("was told by police"), the noun that a participle modifies ("a report saying ...") and the
    noun before a relative clause count.
    """
    absolute = _absolute(tree, verb)
    if absolute is not None:
        return absolute
    seen: set[int] = set()
    current: int | None = verb
    while current is not None and current not in seen:
        seen.add(current)
        if (is_passive(tree, current) or _reduced_passive(tree, current)) and not _quoted_as(tree, current, verb):
            return agent(tree, current)
        own = tree.dependants(current, *_SUBJECTS)
        if current != verb and _infinitive(tree, current) and "VerbForm=Fin" in tree.tokens[verb].morph:
            # "urged the crew to leave and said": a finite verb is not joined to an infinitive, wherever it was hung.
            own = []
        if current == verb and tree.tokens[verb].text.lower().endswith("ing"):
            # What follows a participle is the subject of its content, wherever the parser has hung it.
            own = [child for child in own if child < verb]
        if own:
            found = min(own, key=lambda index: abs(index - verb))
            text = tree.tokens[found].text.lower()
            if text in ("who", "which", "that") and tree.relation(current) == "acl":
                return tree.head(current)
            return None if text in _NOT_A_SOURCE else found
        relation = tree.relation(current)
        if relation == "acl" and not _infinitive(tree, current):
            return tree.head(current)
        if relation == "acl":
            # "efforts to portray ...": whoever makes the efforts.
            noun = tree.head(current)
            owner = tree.dependant(noun, "nmod:poss") if noun is not None else None
            if owner is not None:
                return owner
            current = tree.head(noun) if noun is not None else None
            continue
        if relation not in ("conj", "advcl", "xcomp", "parataxis", "dep", "ccomp"):
            return None
        if relation == "ccomp" and current == verb:
            return None
        if current == verb and (quoted := _quoted_person(tree, verb)) is not None:
            return quoted
        current = tree.head(current)
    return None


def _quoted_person(tree: Tree, verb: int) -> int | None:
    """The object of "quoted the mayor as saying": who says it is not who quotes it."""
    mark, governor = tree.dependant(verb, "mark"), tree.head(verb)
    if mark is None or governor is None or tree.tokens[mark].text.lower() != "as":
        return None
    quotes = cues.lemma(tree.tokens[governor].text) in _QUOTING and not is_passive(tree, governor)
    return tree.dependant(governor, "obj") if quotes else None


def _absolute(tree: Tree, verb: int) -> int | None:
    """The noun of "with officials claiming that ..."."""
    if not tree.tokens[verb].text.lower().endswith("ing"):
        return None
    at = verb - 1
    while at >= 0 and verb - at <= _LONGEST_ABSOLUTE and tree.tokens[at].pos in ("DET", "ADJ", "NOUN", "PROPN", "NUM"):
        at -= 1
    found = at < verb - 1 and at >= 0 and tree.tokens[at].text.lower() == "with"
    return verb - 1 if found else None


def _infinitive(tree: Tree, verb: int) -> bool:
    mark = tree.dependant(verb, "mark")
    return mark is not None and tree.tokens[mark].text.lower() == "to"


def _quoted_as(tree: Tree, current: int, verb: int) -> bool:
    """Whether a passive quotes its subject: "was quoted as saying"."""
    return current != verb or cues.lemma(tree.tokens[current].text) in _QUOTING


def is_bare_participle(tree: Tree, verb: int) -> bool:
    """Whether a past participle without auxiliary says that something is reported: "injuries believed to be grave"."""
    if tree.relation(verb) not in ("acl", "advcl") or tree.tokens[verb].text.lower().endswith("ing"):
        return False
    own = tree.dependants(verb, *_SUBJECTS, "aux", "cop", "mark", "obj", "ccomp")
    return not own and bool(tree.dependants(verb, "xcomp"))


def is_passive(tree: Tree, verb: int) -> bool:
    """Whether it is the object of the verb that is its subject: "was described"."""
    return tree.dependant(verb, "aux:pass") is not None or tree.dependant(verb, "nsubj:pass") is not None


def _reduced_passive(tree: Tree, verb: int) -> bool:
    """Whether a past participle describes a noun and names who does it: "a man described by police as armed"."""
    participle = tree.relation(verb) == "acl" and not tree.tokens[verb].text.lower().endswith("ing")
    return participle and not tree.dependants(verb, *_SUBJECTS) and agent(tree, verb) is not None


def agent(tree: Tree, verb: int) -> int | None:
    """Who does it, in a passive: "reported by police", "described as "a thief" by police"."""
    nested = [child for part in tree.dependants(verb, *_PREDICATED) for child in tree.dependants(part, "nmod")]
    for oblique in sorted([*tree.dependants(verb, "obl"), *nested]):
        by = tree.dependant(oblique, "case")
        if oblique > verb and by is not None and tree.tokens[by].text.lower() == "by":
            return oblique
    return None


def cue_range(tree: Tree, verb: int) -> Range:
    """The verb with the auxiliaries and adverbs directly before it."""
    first = verb
    own = set(tree.dependants(verb, "aux", "advmod", "cop"))
    while first - 1 in own and (tree.tokens[first - 1].pos in ("AUX", "ADV", "PART")):
        first -= 1
    return Range(first, verb + 1)
