"""Descriptive noun phrases of a sentence, and what in the sentence says whom they describe.

Apposition ("the mayor, Ida Brandt"), title ("mayor Ida Brandt"), predicate ("Brandt is a former mayor"), naming
("Brandt, known as the builder"), act ("the arrest of Brandt") or nothing ("the mayor"), which another module resolves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from variorum.annotate.attributions.cues import TITLED, WRITTEN
from variorum.annotate.attributions.roles import BODIES
from variorum.annotate.phrases import Phrase, heads_phrase, is_noun, noun_phrase
from variorum.annotate.titles import are_others, head_of, title
from variorum.annotate.tree import Tree
from variorum.model.document import EntityMention
from variorum.model.syntax import NameKind

Link = Literal["apposition", "title", "predicate", "naming", "argument"]
"""How a phrase comes to describe a name; argument: the name is what the noun of the phrase happens or belongs to."""


_NAMING = frozenset(
    "call name label brand deem consider view regard see describe know dub term portray hail denounce identify "
    "characterize characterise depict recognize recognise think hold believe".split()
)
_BECOMING = frozenset("become remain stay".split())
_SERVING = frozenset("serve act work".split())
_SETTLEMENTS = frozenset("city town village hamlet borough suburb state province county district island port".split())
_POSITIONS = frozenset("left right center centre middle top bottom front back above below".split())
_NO_PERSON = (
    (BODIES | WRITTEN | TITLED)
    - _SETTLEMENTS
    - frozenset("authority broadcaster force watchdog country nation".split())
)
"""Nouns for bodies and works, which nobody is; those for places stay, as a place is easily taken for somebody."""
_NAMES = frozenset("name nickname pseudonym alias".split())
_RELATIVE = frozenset("who which that".split())
_MODIFIERS = frozenset("amod compound nummod advmod".split())
_NEGATIONS = frozenset("not n't never no".split())


@dataclass(frozen=True, slots=True)
class Description:
    """A phrase and whom it describes, if the sentence says so.

    Attributes:
        phrase: The phrase.
        mention: Index in the sentence's mentions of the name that it describes.
        link: How the two are linked.
        core: Index of the first token of the noun with its adjectives, without owners.
        argument: Index of the noun that the head is said of, be it a name or not ("the arrest of a baker").
    """

    phrase: Phrase
    mention: int | None
    link: Link | None
    core: int
    argument: int | None


def describe(tree: Tree, mentions: Sequence[EntityMention], kinds: Sequence[NameKind]) -> tuple[Description, ...]:
    """All descriptive noun phrases of a sentence, in reading order; each phrase once for each name it describes.

    Args:
        tree: The sentence.
        mentions: The names in it.
        kinds: What each of them names.
    """
    named = {index for mention in mentions for index in range(mention.first, mention.last)}
    found: dict[tuple[int, int | None], Description] = {}
    for number, mention in enumerate(mentions):
        for phrase, relation in _of_mention(tree, mention, kinds[number], named):
            if relation == "title" or _is_common(tree, phrase.head, named):
                bearer = _bearer(tree, phrase, mentions, kinds, number) if relation == "apposition" else number
                if _may_describe(tree, phrase, relation, mentions[bearer], kinds[bearer]):
                    found.setdefault((phrase.head, bearer), _description(tree, phrase, bearer, relation, named))
    linked = {head for head, _ in found}
    for index, token in enumerate(tree.tokens):
        if token.lemma in _NAMES:
            continue  # "My name is Ida": nothing is described.
        if token.pos == "NOUN" and index not in named and index not in linked and heads_phrase(tree, index):
            if any(tree.tokens[det].text.lower() == "no" for det in tree.dependants(index, "det")):
                continue  # "no emotion" describes nothing that is there.
            phrase = noun_phrase(tree, index)
            argument = _argument(tree, phrase, mentions)
            link: Link | None = None if argument is None else "argument"
            found[index, argument] = _description(tree, phrase, argument, link, named)
    return tuple(sorted(found.values(), key=lambda item: (item.phrase.first, item.phrase.head)))


def _of_mention(tree: Tree, mention: EntityMention, kind: NameKind, named: set[int]) -> Iterator[tuple[Phrase, Link]]:
    head = head_of(tree, mention)
    before = title(tree, mention, kind, named)
    if before is not None:
        yield before, "title"
    for index in range(mention.first, mention.last):
        for apposition in tree.dependants(index, "appos"):
            for child in (apposition, *tree.dependants(apposition, "conj")):
                place = tree.tokens[child].text.lower() in _POSITIONS  # in captions: "Ida Brandt (right)"
                elsewhere = place or _quotation_ends(tree, index, child)
                if is_noun(tree, child) and _is_common(tree, child, named) and not elsewhere:
                    yield noun_phrase(tree, child), "apposition"
    parent = tree.head(head)
    coordinated = before is not None and tree.head(before.head) == parent and tree.relation(before.head) == "conj"
    # "A mayor and an adviser Ida Brandt": a name that is joined by "and" is somebody else.
    coordinated = coordinated or bool(tree.dependants(head, "cc"))
    apposed = parent is not None and tree.relation(head) == "appos" and not coordinated
    if apposed and parent is not None and parent not in named and _stands_for(tree, mention, kind, parent):
        yield _with_one_of(tree, noun_phrase(tree, parent, [head])), "apposition"
    of_name = any(tree.tokens[mark].text.lower() == "of" for mark in tree.dependants(head, "case"))
    if kind == "place" and of_name and parent is not None and tree.tokens[parent].lemma in _SETTLEMENTS:
        yield noun_phrase(tree, parent), "apposition"
    for child in tree.dependants(head, "acl"):
        token = tree.tokens[child]
        if tree.dependants(child, "cop") and any(
            tree.tokens[subject].text.lower() in _RELATIVE for subject in tree.dependants(child, "nsubj")
        ):
            yield from _predicates(tree, child)
        elif token.lemma in _NAMING or token.lemma in _SERVING:
            yield from _named_as(tree, child)
    if parent is not None and parent not in range(mention.first, mention.last):
        yield from _of_clause(tree, head, parent)


def _stands_for(tree: Tree, mention: EntityMention, kind: NameKind, noun: int) -> bool:
    """Whether a noun beside which a name is put can be who bears it: in "a ban by Tarnby" the ban is not the town."""
    name = head_of(tree, mention)
    joined = any(noun < mark < name and tree.tokens[mark].pos == "ADP" for mark in tree.dependants(name, "case"))
    return is_noun(tree, noun) and not joined and not are_others(tree, mention, kind, noun)


def _with_one_of(tree: Tree, phrase: Phrase) -> Phrase:
    """The phrase from "one of" on, where the parser hangs a name on the many: "one of her friends, Ida Brandt"."""
    one = tree.head(phrase.head)
    marked = {tree.tokens[child].text.lower() for child in tree.dependants(phrase.head, "case")}
    if one is None or tree.tokens[one].text.lower() != "one" or one >= phrase.first or "of" not in marked:
        return phrase
    return replace(phrase, first=one)


def _quotation_ends(tree: Tree, first: int, last: int) -> bool:
    """Whether marks close between two words: "... had met Ida," singer Tom Rask wrote."""
    for index in range(first + 1, last):
        mark = tree.tokens[index].text
        opened = mark == '"' and sum(token.text == '"' for token in tree.tokens[:index]) % 2 == 1
        if mark == "”" or opened:
            return True
    return False


def _may_describe(tree: Tree, phrase: Phrase, link: Link, mention: EntityMention, kind: NameKind) -> bool:
    """Whether somebody or something can be what a phrase says.

    "Her real name is Ida Brandt" names her, but may be "a household name". In "Ferry Watch, Harbours, Ports" the names
    of a list go on. A person is no club; one is not several ("six states, Ohio and Utah"); and what stands before
    several names without being itself in the plural is neither of them ("voting on marriage, Ohio and Utah").
    """
    noun = tree.tokens[phrase.head]
    if noun.lemma in _NAMES and tree.dependants(phrase.head, "nmod:poss"):
        return False
    if kind == "organisation" and link == "apposition" and noun.pos == "PROPN":
        return bool(tree.dependants(phrase.head, "det"))
    if kind not in ("person", "place"):
        return True
    if kind == "person" and noun.lemma in _NO_PERSON:
        return False
    if "Number=Plur" in noun.morph:
        return not tree.dependants(phrase.head, "nummod")
    others = tree.dependants(head_of(tree, mention), "conj")
    return not (phrase.last < mention.first and any(tree.tokens[other].pos == "PROPN" for other in others))


def _bearer(
    tree: Tree, phrase: Phrase, mentions: Sequence[EntityMention], kinds: Sequence[NameKind], number: int
) -> int:
    """Which name an apposition describes: in "Ida Brandt, who leads Ferry Watch, a club of walkers" the club.

    In "Ida Brandt and Tom Rask, a baker" the baker is Tom Rask, the nearer one; "bakers" may be both. In "baker Ida
    Brandt, mayor Tom Rask" the baker is Ida Brandt, whatever the parser makes of the list. In "Ida Brandt, an aide at
    Ferry Watch, a club of walkers" the club is Ferry Watch, as she is none.
    """
    for other, mention in enumerate(mentions):
        if mention.first == phrase.last < mentions[number].first:
            return other
    last = phrase.first
    while last > 0 and tree.tokens[last - 1].pos in ("PUNCT", "DET"):
        last -= 1
    head = head_of(tree, mentions[number])
    nearer = {child for clause in tree.dependants(head, "acl") for child in tree.dependants(clause, "obj")}
    if "Number=Plur" not in tree.tokens[phrase.head].morph:
        nearer.update(tree.dependants(head, "conj"))
    is_body = kinds[number] == "person" and tree.tokens[phrase.head].lemma in _NO_PERSON
    for other, mention in enumerate(mentions):
        if mention.last == last and (head_of(tree, mention) in nearer or (is_body and kinds[other] != "person")):
            return other
    return number


def _of_clause(tree: Tree, head: int, parent: int) -> Iterator[tuple[Phrase, Link]]:
    """Descriptions that the clause gives in which a name is subject or object."""
    relation, verb = tree.tokens[head].relation, tree.tokens[parent]
    if relation.startswith("nsubj") and tree.dependants(head, "case"):
        return  # "What happened to Ida was a crime": no subject has a preposition, whatever the parser makes of it.
    if relation.startswith("nsubj"):
        for other in tree.dependants(parent, "conj"):
            # "She was running late and is a former mayor": the second predicate has the subject of the first.
            if tree.dependants(other, "cop") and not tree.dependants(other, "nsubj"):
                yield from _predicates(tree, other)
        if tree.dependants(parent, "cop"):
            yield from _predicates(tree, parent)
        elif verb.lemma in _BECOMING:
            for child in tree.dependants(parent, "xcomp", "obj"):
                yield from _predicates(tree, child)
        elif verb.lemma in _SERVING or (
            verb.lemma in _NAMING and relation == "nsubj:pass" and not _helped_actively(tree, parent)
        ):
            yield from _named_as(tree, parent)
    elif relation == "obj" and verb.lemma in _NAMING:
        yield from _named_as(tree, parent)


def _helped_actively(tree: Tree, verb: int) -> bool:
    """Whether a verb has auxiliaries, but none of the passive: "they have hailed her", however it was parsed."""
    helpers = [tree.tokens[child].relation for child in tree.dependants(verb, "aux")]
    return bool(helpers) and "aux:pass" not in helpers


def _predicates(tree: Tree, noun: int) -> Iterator[tuple[Phrase, Link]]:
    if any(tree.tokens[child].text.lower() in _NEGATIONS for child in tree.children[noun]):
        return
    for index in (noun, *tree.dependants(noun, "conj")):
        if is_noun(tree, index) and not tree.dependants(index, "case"):  # "was among eight people", "is in a hurry"
            yield noun_phrase(tree, index), "predicate"


def _named_as(tree: Tree, verb: int) -> Iterator[tuple[Phrase, Link]]:
    """What a verb of naming gives as the name: "called a hero", "seen as a hero", "believed to be a hero"."""
    if any(tree.tokens[child].text.lower() in _NEGATIONS for child in tree.children[verb]):
        return
    serving = tree.tokens[verb].lemma in _SERVING
    for child in tree.children[verb]:
        relation = tree.relation(child)
        as_phrase = any(tree.tokens[mark].text.lower() == "as" for mark in tree.dependants(child, "case", "mark"))
        plain = not serving and relation in ("xcomp", "obj") and not tree.dependants(child, "case", "mark")
        to_be = not serving and relation in ("xcomp", "ccomp") and bool(tree.dependants(child, "cop"))
        if is_noun(tree, child) and child > verb and (as_phrase or plain or to_be):
            yield noun_phrase(tree, child), "naming"


def _description(tree: Tree, phrase: Phrase, mention: int | None, link: Link | None, named: set[int]) -> Description:
    core = phrase.head
    while core > phrase.first and core - 1 not in named and tree.relation(core - 1) in _MODIFIERS:
        core -= 1
    owners = _owners(tree, phrase.head)
    return Description(phrase, mention, link, core, owners[0] if owners else None)


def _owners(tree: Tree, head: int) -> list[int]:
    """Nouns that a noun is said of: "the arrest of the baker" before "the baker's arrest"."""
    after: list[int] = []
    before: list[int] = []
    for child in tree.dependants(head, "nmod"):
        if any(tree.tokens[mark].text.lower() == "of" for mark in tree.dependants(child, "case")):
            after.append(child)
        elif tree.tokens[child].relation == "nmod:poss" and tree.tokens[child].pos != "PRON":
            before.append(child)
    return after + before


def _argument(tree: Tree, phrase: Phrase, mentions: Sequence[EntityMention]) -> int | None:
    """The name that a noun is said of; "the Brandt arrest" is as good as "the arrest of Brandt"."""
    owners = [
        *_owners(tree, phrase.head),
        *(child for child in tree.dependants(phrase.head, "nmod") if tree.tokens[child].pos == "PRON"),
        *tree.dependants(phrase.head, "compound"),
    ]
    for owner in owners:
        for number, mention in enumerate(mentions):
            if mention.first <= owner < mention.last:
                return number
    return None


def _is_common(tree: Tree, index: int, named: set[int]) -> bool:
    """Whether a noun describes rather than names: "a Republican" does, "the Republican" names a party's member."""
    return index not in named or any(
        tree.tokens[det].text.lower() in ("a", "an") for det in tree.dependants(index, "det")
    )
