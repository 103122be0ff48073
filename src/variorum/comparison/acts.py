"""Verbs for what happened: who "was sacked" in one report and "stepped down" in another.

Only what is told as done is read: no plans, conditions, infinitives or denials. As with nouns, it is the one to whom
it happened that an act goes by, not who did it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from variorum.annotate.modality import is_denied, is_infinitive, is_negated, modality_of
from variorum.annotate.tree import Tree
from variorum.comparison.designations import LONGEST_SENTENCE, pronouns, voice_of
from variorum.comparison.entities import StoryEntities
from variorum.comparison.events import happening, is_done_by_subject, stated_by
from variorum.model.comparison import Voice
from variorum.model.document import Document, EntityMention, Sentence
from variorum.model.text import CONTENT, Span

_FAR = 4
"""Words from an auxiliary to its verb, and from the verb to what completes it: "was | later | taken | into custody"."""
_RELATIVE = frozenset("who whom which that".split())
_SUBJECTS = ("nsubj", "csubj")
_DEPTH = 8
"""Verbs joined by "and" through which a subject is looked for."""


@dataclass(frozen=True, slots=True)
class Act:
    """A verb that tells what happened to somebody.

    Attributes:
        document: Index of the document.
        sentence: Index of the sentence.
        span: The verb with its auxiliaries and particle: "was arrested", "stepped down".
        noun: What such an act is called: "arrest".
        patient: Index of the token for whom it happened to; None if the sentence does not tell.
        entity: The story entity that this token names or stands for; None if it names none.
        voice: In whose voice it is told.
    """

    document: int
    sentence: int
    span: Span
    noun: str
    patient: int | None
    entity: int | None
    voice: Voice

    @property
    def happening(self) -> int | None:
        """Kind of happening that the verb states."""
        return happening(self.noun)


def find_acts(documents: Sequence[Document], entities: StoryEntities) -> tuple[Act, ...]:
    """All verbs of the documents that state a happening, once for each to whom it happened, in reading order."""
    found: list[Act] = []
    for number, document in enumerate(documents):
        mentions: defaultdict[int, list[EntityMention]] = defaultdict(list)
        for mention in document.mentions:
            mentions[mention.sentence].append(mention)
        for sentence in document.sentences:
            if sentence.block in CONTENT and 0 < len(sentence.tokens) <= LONGEST_SENTENCE:
                names = [*mentions[sentence.index], *pronouns(document, sentence, mentions)]
                named = {i: entities.of(number, name.entity) for name in names for i in range(name.first, name.last)}
                found += _in_sentence(number, document, sentence, named)
    return tuple(found)


def _in_sentence(number: int, document: Document, sentence: Sentence, named: dict[int, int]) -> Iterator[Act]:
    tree = Tree.of(sentence.tokens)
    for verb, token in enumerate(sentence.tokens):
        if token.pos != "VERB" or verb in named:
            continue
        completing = _completing(tree, verb)
        particle = next((sentence.tokens[i].lemma for i in completing if _is_particle(tree, i)), "")
        beside = [sentence.tokens[i].lemma for i in completing if not _is_particle(tree, i)]
        noun = stated_by(token.lemma, particle, beside)
        if noun is None or not _is_told_as_done(tree, verb):
            continue
        last = verb
        if particle or noun in beside or "dead" in beside:
            last = max(i for i in completing if _is_particle(tree, i) or tree.tokens[i].lemma in (noun, "dead"))
        span = document.span(sentence.span.field, sentence.tokens[_first(tree, verb)].start, sentence.tokens[last].end)
        voice = voice_of(document, span)
        patients: list[int | None] = [*_patients(tree, verb, of_subject=is_done_by_subject(token.lemma))]
        for patient in patients or [None]:
            entity = None if patient is None else named.get(patient)
            yield Act(number, sentence.index, span, noun, patient, entity, voice)


def _is_particle(tree: Tree, index: int) -> bool:
    return tree.tokens[index].relation == "compound:prt"


def _completing(tree: Tree, verb: int) -> list[int]:
    """What stands close behind a verb and may be part of what it says: a particle, "dead", "into custody"."""
    return [
        child for child in tree.dependants(verb, "compound", "xcomp", "obl", "advmod") if verb < child <= verb + _FAR
    ]


def _is_told_as_done(tree: Tree, verb: int) -> bool:
    """Told as a fact of the past or present; what is joined to an infinitive by "and" is as open as that."""
    members = [verb, *tree.children[verb]]
    if is_infinitive(tree.tokens, verb) or is_denied(tree.tokens, verb) or is_negated(tree.tokens, members, verb):
        return False
    helped = bool(tree.dependants(verb, "aux"))
    if modality_of(tree.tokens, members, verb) != "actual" or (
        "VerbForm=Ger" in tree.tokens[verb].morph and not helped
    ):
        return False
    head = tree.head(verb)
    joined = tree.relation(verb) == "conj" and head is not None and not helped and not tree.dependants(verb, *_SUBJECTS)
    if joined and head is not None and tree.tokens[head].pos == "VERB":
        above = [head, *tree.children[head]]
        return not is_infinitive(tree.tokens, head) and modality_of(tree.tokens, above, head) == "actual"
    return True


def _is_passive(tree: Tree, verb: int) -> bool:
    """Told of the one to whom it happened: by its auxiliary or subject, as a participle by a noun or after "and"."""
    if any(tree.tokens[child].relation in ("aux:pass", "nsubj:pass") for child in tree.children[verb]):
        return True
    token, head = tree.tokens[verb], tree.head(verb)
    if "VerbForm=Part" not in token.morph or token.text.lower().endswith("ing") or tree.dependants(verb, "aux", "obj"):
        return False
    if tree.relation(verb) in ("acl", "advcl"):
        return True
    return tree.relation(verb) == "conj" and head is not None and _is_passive(tree, head)


def _patients(tree: Tree, verb: int, *, of_subject: bool) -> list[int]:
    """Whom it happened to: the subject or the object, with those joined to it by "and"."""
    if of_subject or _is_passive(tree, verb):
        heads = _subjects(tree, verb)
    else:
        heads = [_meant(tree, verb, index) for index in tree.dependants(verb, "obj")]
    return [one for head in heads for one in (head, *tree.dependants(head, "conj"))]


def _subjects(tree: Tree, verb: int) -> list[int]:
    """The subject of a verb, of the one that it is joined to, or the noun that it describes."""
    for _ in range(_DEPTH):
        own, head = tree.dependants(verb, *_SUBJECTS), tree.head(verb)
        if own:
            return [_meant(tree, verb, own[0])]
        if head is None:
            return []
        if tree.relation(verb) == "acl":
            return [head]
        if tree.relation(verb) not in ("conj", "advcl"):
            return []
        verb = head
    return []


def _meant(tree: Tree, verb: int, argument: int) -> int:
    """The noun that a relative pronoun stands for: "Ida Brandt, whom he sacked"."""
    head = tree.head(verb)
    relative = tree.relation(verb) == "acl" and tree.tokens[argument].text.lower() in _RELATIVE
    return head if relative and head is not None else argument


def _first(tree: Tree, verb: int) -> int:
    """Where the verb begins with its auxiliaries: "has since been | arrested"; never before what stands between."""
    helpers = [child for child in tree.dependants(verb, "aux") if verb - _FAR <= child < verb]
    for helper in helpers:
        between = range(helper + 1, verb)
        if all(tree.tokens[i].head == verb and tree.relation(i) in ("aux", "advmod") for i in between):
            return helper
    return verb
