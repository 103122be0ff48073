"""Reports found by the order of words alone: "The bridge fell, police said on Monday.".

Parsers often err where a report trails or interrupts what it reports; commas do not.
"""

from __future__ import annotations

from collections.abc import Sequence

from variorum.annotate.attributions import cues
from variorum.annotate.attributions.cue_verbs import Range
from variorum.annotate.attributions.cues import Frame
from variorum.annotate.attributions.reported import trim
from variorum.annotate.tree import Tree

_SUBJECTS = ("nsubj", "csubj")
_VERBAL = ("VERB", "AUX")
_NOUNS = ("NOUN", "PROPN", "PRON")
_NOMINAL = frozenset("DET ADJ NOUN PROPN PRON NUM ADP PART SYM X".split())
_SET_OFF = frozenset((",", "—", "–", "--", "-", "”", "’", "''", '"', "'"))
_TERMINAL = frozenset(". ? ! ; : …".split())
_RELATIVE = ("who", "which", "that", "whose", "whom")
_BE = ("be", "been", "being", "is", "are", "was", "were")
_DASHES = ("—", "–", "--", "-")
# Verbs that stand before their subject after what they report, and verbs that report the opposite of what precedes.
_INVERTING = frozenset(
    "say add report write announce note explain claim warn confirm argue state declare insist recall reply concede "
    "admit acknowledge respond".split()
)
_DISPUTING = frozenset("deny dispute refute rebut counter object".split())
_MODIFYING = ("acl", "amod", "compound")
_LONGEST_PHRASE = 14
_LONGEST_APPOSITION = 25
_LONGEST_ADVERBIALS = 14


def parenthesis(tree: Tree, verb: int, quoted: Sequence[bool]) -> tuple[int, tuple[Range, ...]] | None:
    """Source and contents of a report set off by commas at the end of what it reports, or within it.

    "The bridge fell, police said on Monday.", "The bridge, said Ada Lane, the mayor, will be closed."

    Args:
        tree: The sentence.
        verb: The reporting verb.
        quoted: For each token whether it stands within quotation marks.
    """
    tokens = tree.tokens
    reports = cues.frames(tokens[verb].text) & Frame.CLAUSE and cues.lemma(tokens[verb].text) not in _DISPUTING
    if not reports or tree.dependant(verb, "mark") is not None or _passive(tree, verb) or _is_gerund(tree, verb):
        return None
    start = _phrase_start(tree, verb)
    inverted = (
        start is None
        and verb > 0
        and tokens[verb - 1].text in _SET_OFF
        and cues.lemma(tokens[verb].text) in _INVERTING
        and not _has_subject_before(tree, verb)
    )
    if inverted:
        start = verb
    if start is None or start < 2 or tokens[start - 1].text not in _SET_OFF or tokens[start].text.lower() in _RELATIVE:
        return None
    end = verb + 1
    while end < len(tokens) and tokens[end].text not in _SET_OFF and tokens[end].text not in _TERMINAL:
        clause = tokens[end].pos in _VERBAL and tree.relation(end) not in _MODIFYING
        if clause or tokens[end].text.lower() in ("that", "if", "whether") or quoted[end]:
            return None
        end += 1
    if end - verb > _LONGEST_ADVERBIALS:
        return None
    source = _first_noun(tree, verb + 1, end) if inverted else _last_noun(tree, start, verb)
    if source is None:
        return None
    before = trim(tree, 0, start)
    if before is None:
        return None
    after = None
    resumes = end < len(tokens) - 1 and tokens[end].text in _SET_OFF
    if resumes and not inverted and not quoted[end + 1]:
        following = tokens[end + 1]
        if following.pos not in ("SCONJ", "CCONJ") and not following.text.lower().endswith("ing"):
            after = trim(tree, end + 1, len(tokens))
    host = tree.head(verb)
    if after is not None and host is not None and tree.relation(host) == "ccomp":
        # It interrupts a clause that somebody else reports.
        before = trim(tree, max(before.first, min(tree.subtree(host, [verb]))), before.last) or before
    contents = tuple(part for part in (before, after) if part is not None)
    if not any(has_verb(tree, part.first, part.last) for part in contents):
        return None
    return source, contents


def _has_subject_before(tree: Tree, verb: int) -> bool:
    """Whether the verb's nearest subject precedes it with no other verb between, as that might be the other's."""
    nearest = min(tree.dependants(verb, *_SUBJECTS), key=lambda index: abs(index - verb), default=verb)
    return nearest < verb and not has_verb(tree, nearest, verb)


def _passive(tree: Tree, verb: int) -> bool:
    """Whether a form of "be" stands before a past form: "were found"."""
    at = verb - 1
    while at >= 0 and tree.tokens[at].pos == "ADV":
        at -= 1
    return at >= 0 and tree.tokens[at].text.lower() in _BE and not tree.tokens[verb].text.lower().endswith("ing")


def _is_gerund(tree: Tree, verb: int) -> bool:
    """One of several things that are listed ("mailing bombs, threatening officers"), not what is said of them."""
    return tree.tokens[verb].text.lower().endswith("ing") and tree.dependant(verb, "aux") is None


def _phrase_start(tree: Tree, verb: int) -> int | None:
    """Where the noun phrase right before a verb begins, an apposition between commas included."""
    tokens = tree.tokens
    at = verb - 1
    while at >= 0 and tokens[at].pos in ("AUX", "ADV"):
        at -= 1
    if at >= 0 and (tokens[at].text == "," or tokens[at].text in _DASHES):
        closing = tokens[at].text
        opening = at - 1
        while opening > 0 and at - opening < _LONGEST_APPOSITION and tokens[opening].text != closing:
            opening -= 1
        if tokens[opening].text != closing or (closing == "," and _finite(tree, opening + 1, at)):
            return None
        at = opening - 1
    last = at
    while at >= 0 and (tokens[at].pos in _NOMINAL or tokens[at].text == "and") and last - at < _LONGEST_PHRASE:
        at -= 1
    start = at + 1
    while start <= last and tokens[start].text == "and":
        start += 1
    return start if start <= last else None


def _finite(tree: Tree, first: int, last: int) -> bool:
    """Whether a clause of its own stands there; relative clauses and participles do not count."""
    if tree.tokens[first].text.lower() in _RELATIVE:
        return False
    return any(
        tree.tokens[i].pos in _VERBAL and tree.relation(i) not in ("acl", "amod", "compound")
        for i in range(first, last)
    )


def has_verb(tree: Tree, first: int, last: int) -> bool:
    """Whether there is a verb among the tokens."""
    return any(tree.tokens[i].pos in _VERBAL for i in range(first, last))


def _first_noun(tree: Tree, first: int, last: int) -> int | None:
    for index in range(first, last):
        if tree.tokens[index].pos in ("NOUN", "PROPN", "PRON"):
            return _top(tree, index, first, last)
        if tree.tokens[index].pos == "ADP":
            return None
    return None


def _last_noun(tree: Tree, first: int, last: int) -> int | None:
    """Head of the phrase: the noun before any preposition or comma."""
    for index in range(first, last):
        if tree.tokens[index].pos in ("NOUN", "PROPN", "PRON"):
            return _top(tree, index, first, last)
    return None


def _top(tree: Tree, index: int, first: int, last: int) -> int:
    current = index
    head = tree.head(current)
    seen = {current}
    while head is not None and first <= head < last and head not in seen and tree.tokens[head].pos in _NOUNS:
        seen.add(head)
        current, head = head, tree.head(head)
    return current


def subject_before(tree: Tree, verb: int) -> int | None:
    """Head of the phrase right before a verb that the parser gave no subject."""
    if tree.dependant(verb, "aux:pass", "mark") is not None:
        return None
    start = _phrase_start(tree, verb)
    return None if start is None else _last_noun(tree, start, verb)
