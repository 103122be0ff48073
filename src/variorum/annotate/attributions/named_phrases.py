"""Who a phrase names ("spokesman Max Lane", "Ada Lane, 40, the mayor"), or introduces without a name ("a woman")."""

from __future__ import annotations

from variorum.annotate.attributions import cues
from variorum.annotate.attributions.cue_verbs import subject
from variorum.annotate.attributions.figures import Figures, Place
from variorum.annotate.attributions.noun_phrases import core
from variorum.annotate.attributions.roles import FEMALE, HE, MALE, SHE, is_plural
from variorum.annotate.names import TITLES
from variorum.annotate.tree import Tree

_LONGEST_APPOSITION = 12
_INTRODUCING = frozenset("a an one another".split())


def named_in(figures: Figures, tree: Tree, sentence: int, head: int, first: int, last: int) -> int | None:
    """The figure that a phrase names: a person in its core, in apposition to it, or the body that it is.

    Args:
        figures: Whom the article names.
        tree: The sentence.
        sentence: Its number.
        head: Index of the head of the phrase.
        first: Its first token.
        last: One past its last.
    """
    places = [place for place in figures.at.get(sentence, ()) if not place.possessive]
    people = [place for place in places if figures.figures[place.figure].kind == "person"]
    inside = [place for place in people if first <= place.first and place.last <= last]
    apposed = [place for place in people if place.last < first and _apposed(tree, place, first)]
    for place in inside:
        if place.first <= head < place.last:
            # A single word may be a description with a capital: "Passenger Max Lane", "Ada Lane, the Green".
            single = place.last - place.first == 1
            longer = [p for p in (*inside, *apposed) if p.last - p.first > 1 and p is not place]
            beside = [p for p in longer if p.first == place.last or p.last < first]
            return beside[-1].figure if single and beside else place.figure
    for place in reversed(inside):
        # A name before the head only modifies it: "the Lane campaign".
        if place.first > head and not _governed(tree, first, place):
            return place.figure
    if any(first <= place.first <= head < place.last <= last for place in places):
        named = apposed or [place for place in places if first <= place.first <= head < place.last <= last]
        return named[-1].figure
    if is_plural(tree, head, cues.singular(tree.tokens[head].text)):
        return None
    for place in people:
        # "spokesman Max Lane", "the union's president, Ada Lane, ...", "Ada Lane, president of the union, ..."
        after = place.first == last + 1 and tree.tokens[last].text == "," and _closed(tree, place)
        if place.first == last or after or place in apposed:
            return place.figure
    return None


def _closed(tree: Tree, place: Place) -> bool:
    """Whether a name ends an apposition: a comma, a preposition or the reporting verb follows."""
    if place.last >= len(tree.tokens):
        return True
    following = tree.tokens[place.last]
    return following.pos in ("PUNCT", "ADP") or (following.pos == "VERB" and bool(cues.frames(following.text)))


def _governed(tree: Tree, first: int, place: Place) -> bool:
    """Whether a preposition or conjunction stands right before the name: "a spokesman for Ada Lane"."""
    index = place.first - 1
    while index >= first and _leads(tree, index):
        index -= 1
    return index >= first and tree.tokens[index].pos in ("ADP", "CCONJ")


def _leads(tree: Tree, index: int) -> bool:
    token = tree.tokens[index]
    return token.pos in ("DET", "ADJ") or token.text.lower().rstrip(".") in TITLES


def _apposed(tree: Tree, place: Place, first: int) -> bool:
    """Whether only commas and noun phrases stand between a name and a phrase: "Ada Lane, 40, the mayor"."""
    between = tree.tokens[place.last : first]
    if between[0].text != "," or between[-1].text != "," or len(between) > _LONGEST_APPOSITION:
        return False
    before = place.first - 1
    while before >= 0 and tree.tokens[before].pos in ("DET", "ADJ", "NOUN", "PROPN"):
        before -= 1
    free = before < 0 or tree.tokens[before].pos in ("PUNCT", "SCONJ", "CCONJ")
    return free and all(token.pos not in ("VERB", "AUX", "SCONJ", "CCONJ") for token in between)


def author_in(figures: Figures, tree: Tree, sentence: int, head: int) -> int | None:
    """Whom the phrase itself names, or the verb: "the statement from Ada Lane", "Lane issued a statement"."""
    phrase = tree.subtree(head)
    places = [p for p in figures.at.get(sentence, ()) if figures.figures[p.figure].kind != "place"]
    after = [p for p in places if not p.possessive and head < p.first <= head + _LONGEST_APPOSITION]
    after = [p for p in after if not any(t.pos in ("VERB", "AUX") for t in tree.tokens[head + 1 : p.first])]
    for place in sorted(after, key=lambda p: (figures.figures[p.figure].kind != "person", p.first)):
        if place.first in phrase or figures.figures[place.figure].kind == "person":
            return place.figure
    owners = [p for p in places if p.first in phrase and p.last <= head and figures.figures[p.figure].kind != "group"]
    owner = owners[-1].figure if owners else None
    verb = tree.head(head)
    if owner is not None or verb is None or tree.relation(head) != "obj":
        return owner
    writer = subject(tree, verb)
    return None if writer is None else named_in(figures, tree, sentence, writer, *core(tree, writer))


def introduced_in(tree: Tree, form: str) -> tuple[int, int] | None:
    """Whom a sentence introduces as its subject, and "he" or "she" may then mean: "One woman scolded the guards".

    Args:
        tree: The sentence.
        form: The pronoun, in lower case.

    Returns:
        First token of the phrase and one past its last; None if there is none.
    """
    nouns = MALE if form in HE else FEMALE if form in SHE else frozenset()
    for head, token in enumerate(tree.tokens):
        governor = tree.head(head)
        if token.text.lower() in nouns and tree.relation(head) == "nsubj" and governor is not None:
            first, last = core(tree, head)
            if tree.head(governor) is None and tree.tokens[first].text.lower() in _INTRODUCING:
                return first, last
    return None
