"""What the descriptive phrases of a story's articles stand for.

Phrases that a sentence ties to a name teach which nouns stand for whom; other definite phrases with such a noun are
then resolved if they can mean only one. What happened to somebody is known by kind of happening and by the one that it
happened to; what has no name, by its noun. Phrases that could mean several stay unresolved.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from variorum.annotate.names import TITLE_SYNONYMS
from variorum.comparison.acts import Act
from variorum.comparison.designations import Use
from variorum.comparison.entities import StoryEntities
from variorum.comparison.events import happening, happens_to, is_anaphor, is_of_many, is_verdict, undergone_by
from variorum.comparison.things import find_things
from variorum.comparison.words import forms
from variorum.model.document import Document

_FAR_MORE = 3
"""How many times as often as all others an act must be stated for a bare noun to mean it."""

_EARLY = 5
"""Sentences in which an article introduces whom it is about."""

_ANOTHER = (("another",), ("other",))
"""What a phrase begins with that means none of those named so far."""

_ORDINAL = re.compile(r"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th))\b")


@dataclass(frozen=True, slots=True, order=True)
class Subject:
    """What a phrase stands for.

    Attributes:
        kind: An entity of the story, what happened to one, a kind of happening, or a thing by its noun.
        key: Number of the entity or of the kind of happening; 0 for things.
        noun: The noun of a thing.
        act: Kind of what happened to the entity, for acts.
    """

    kind: Literal["entity", "act", "event", "thing"]
    key: int = 0
    noun: str = ""
    act: int = -1


@dataclass(frozen=True, slots=True)
class Resolved:
    """What each phrase and each verb stands for; None where that cannot be told."""

    uses: tuple[Subject | None, ...]
    acts: tuple[Subject | None, ...]


def resolve(
    uses: Sequence[Use], acts: Sequence[Act], entities: StoryEntities, documents: Sequence[Document]
) -> Resolved:
    """What each phrase and each verb of a story stands for.

    Args:
        uses: The phrases of all documents.
        acts: The verbs for what happened.
        entities: The entities of the story.
        documents: The documents.
    """
    return _Resolver(uses, acts, entities, documents).resolve()


class _Resolver:
    """What the story's phrases stand for; built once for a story.

    Attributes:
        nouns: For each noun whom it describes by what some sentence says.
        owners: For each subject the other entities named in phrases for it ("Brandt's lawyer").
        ordinals: For each subject those in phrases for it, by noun: the second city is not the third.
        acts: For each kind of happening the acts of that kind, with how often phrases state them, or else verbs.
        things: Nouns of things that the story is about, with the noun that each goes under.
        main: The kind of happening that most articles speak of.
        leads: Whether most articles begin with it, so that "the tragedy" is that and nothing else.
        kinds: Kinds of happening that the story is about: the main one, and those of its things.
    """

    def __init__(
        self, uses: Sequence[Use], acts: Sequence[Act], entities: StoryEntities, documents: Sequence[Document]
    ) -> None:
        self._uses = uses
        self._verbs = acts
        self._entities = entities
        self._named: dict[tuple[int, int], int] = {}
        for number, document in enumerate(documents):
            for mention in document.mentions:
                self._named.setdefault((number, entities.of(number, mention.entity)), mention.sentence)
        self._stated = [self._state(use) for use in uses]
        self.nouns: defaultdict[str, set[Subject]] = defaultdict(set)
        self.owners: defaultdict[Subject, set[int]] = defaultdict(set)
        self.ordinals: defaultdict[tuple[Subject, str], set[str]] = defaultdict(set)
        self.acts: defaultdict[int, Counter[Subject]] = defaultdict(Counter)
        for use, subject in zip(uses, self._stated, strict=True):
            if subject is None:
                continue
            self.owners[subject] |= use.others
            self.ordinals[subject, use.noun] |= _ordinals(use)
            if subject.kind == "act":
                self.acts[subject.act][subject] += 1
            elif not use.plural or not self._is_person(subject):
                for noun in (use.noun, *TITLE_SYNONYMS.get(use.noun, ())):
                    self.nouns[noun].add(subject)
        self._stated_kinds = frozenset(self.acts)
        self._phrases = self._by_head(self._stated)
        for act in acts:
            subject = self._of_verb(act)
            if subject is not None and subject.act not in self._stated_kinds:
                self.acts[subject.act][subject] += 1
        self._undergone = {
            (use.document, use.sentence, use.description.argument): use.happening
            for use in uses
            if use.happening is not None and use.description.argument is not None
        }
        self.things = find_things(
            [u for u, known in zip(uses, self._stated, strict=True) if known is None and u.noun not in self.nouns],
            len(documents),
        )
        self.main = _main_event(uses, len(documents))
        words: list[Use | Act] = [*uses, *acts]
        self.leads = _leads([word for word in words if word.happening == self.main], len(documents))
        self.kinds = frozenset(happening(noun) for noun in self.things) | {self.main}
        self._speaking = {use.document for use in uses if use.happening is not None and use.happening == self.main}

    def resolve(self) -> Resolved:
        found = tuple(
            self._resolve(use) if subject is None else subject
            for use, subject in zip(self._uses, self._stated, strict=True)
        )
        self._phrases = self._by_head(found)
        return Resolved(found, tuple(self._of_verb(act) or self._open_event_of(act) for act in self._verbs))

    def _by_head(self, subjects: Sequence[Subject | None]) -> dict[tuple[int, int, int], Subject]:
        """For each phrase that stands for an entity, by its place and noun, which one."""
        return {
            (use.document, use.sentence, use.description.phrase.head): subject
            for use, subject in zip(self._uses, subjects, strict=True)
            if subject is not None and subject.kind == "entity"
        }

    def _of_verb(self, act: Act) -> Subject | None:
        """What happened to somebody, or to a place, that the sentence names or means by a phrase that is known to."""
        if act.patient is None:
            return None
        phrase = self._phrases.get((act.document, act.sentence, act.patient))
        entity = act.entity if act.entity is not None else None if phrase is None else phrase.key
        if entity is None or self._entities.kinds[entity] == "group":
            return None  # "Palestinians were killed" tells of many deaths.
        kind = undergone_by(act.noun, self._entities.kinds[entity])
        return None if kind is None else Subject("act", entity, act=kind)

    def _open_event_of(self, act: Act) -> Subject | None:
        """An event of the story, if nobody in particular is told to have undergone it: "thousands marched"."""
        kind = act.happening
        if act.entity is not None or kind is None or kind not in self.kinds or kind in self.acts:
            return None
        if kind != self.main and happens_to(act.noun):
            return None  # Whoever retired did not leave with those whose expulsion is demanded.
        return self._event(kind)

    def _event(self, kind: int) -> Subject | None:
        """A kind of happening as one event, unless phrases tell to whom it happened."""
        return None if kind in self._stated_kinds else Subject("event", kind)

    def _state(self, use: Use) -> Subject | None:
        """What the sentence itself says that a phrase stands for."""
        link = use.description.link
        if use.entity is None or link is None:
            return None
        if link != "argument":
            return Subject("entity", use.entity) if use.happening is None else None
        kind = undergone_by(use.noun, self._entities.kinds[use.entity])
        return None if kind is None else Subject("act", use.entity, act=kind)

    def _resolve(self, use: Use) -> Subject | None:
        kind = use.happening
        if kind is not None:
            # "the assassination", "place of martyrdom": of the one to whom something of that kind happened.
            act = self._main_act(kind)
            if act is not None and self._happened_to(use, act):
                return act
            return self._event(kind) if kind in self.kinds else None
        if self.main is not None and self.leads and (is_verdict(use.noun) or self._points_back(use)):
            return self._main_act(self.main) or self._event(self.main)
        victim = self._victim(use)
        if victim is not None:
            return victim
        if use.definite and use.noun in self.nouns:
            fitting = [subject for subject in self.nouns[use.noun] if self._fits(use, subject)]
            if len(fitting) == 1:
                return fitting[0]
        if use.noun in self.things:
            return Subject("thing", noun=self.things[use.noun])
        return None

    def _points_back(self, use: Use) -> bool:
        """Whether a phrase takes up the main event, of which the article speaks: "the incident", "the ordeal".

        Not where it has just spoken of something else that happened.
        """
        if not is_anaphor(use.noun) or not use.definite or use.plural or use.document not in self._speaking:
            return False
        just = [
            other.happening
            for other in self._uses
            if other.happening is not None
            and other.document == use.document
            and use.sentence - 1 <= other.sentence
            and other.span < use.span
        ]
        return not just or just[-1] == self.main

    def _fits(self, use: Use, subject: Subject) -> bool:
        """Whether a definite phrase can mean an entity: named in the article, of the same number, owned by no other.

        Articles may introduce whom they are about by a phrase first; nobody else is meant before being named.
        """
        named = self._named.get((use.document, subject.key))
        if named is None or (named > use.sentence >= _EARLY) or (use.plural and self._is_person(subject)):
            return False
        if forms(use.span.quote)[:1] in _ANOTHER:
            return False
        known, own = self.ordinals[subject, use.noun], _ordinals(use)
        if known and own and known.isdisjoint(own):
            return False
        owner = {use.entity} if use.entity is not None else set()
        return (use.others | owner) <= self.owners[subject] | {subject.key}

    def _main_act(self, kind: int) -> Subject | None:
        """The act of a kind that the story is about, where one is spoken of far more than all others."""
        ranked = self.acts[kind].most_common() if kind in self.acts else []
        return ranked[0][0] if ranked and ranked[0][1] >= _FAR_MORE * (self.acts[kind].total() - ranked[0][1]) else None

    def _happened_to(self, use: Use, act: Subject) -> bool:
        """Whether a phrase can mean an act: said of nobody, or of what describes the one that it happened to.

        Only where the article names that one. "Deaths" are not one person's. Where only verbs tell of the act, a
        phrase must point to something known.
        """
        if (use.document, act.key) not in self._named or (use.plural and not is_of_many(use.noun)):
            return False
        if not use.definite and act.act not in self._stated_kinds:
            return False
        victim = Subject("entity", act.key)
        if use.argument and victim not in self.nouns.get(use.argument, set()):
            return False
        return use.others <= self.owners.get(act, set()) | self.owners.get(victim, set()) | {act.key}

    def _victim(self, use: Use) -> Subject | None:
        """Whom the first sentences mean by "the killing of a baker": the baker whose killing the story is about."""
        kind = self._undergone.get((use.document, use.sentence, use.description.phrase.head))
        act = None if kind is None or use.plural or use.sentence >= _EARLY else self._main_act(kind)
        if act is None:
            return None
        victim = Subject("entity", act.key)
        known = victim in self.nouns.get(use.noun, ()) and use.others <= self.owners[act] | self.owners[victim]
        return victim if known else None

    def _is_person(self, subject: Subject) -> bool:
        return subject.kind == "entity" and self._entities.kinds[subject.key] == "person"


def _ordinals(use: Use) -> set[str]:
    return set(_ORDINAL.findall(use.span.quote.casefold()))


def _main_event(uses: Sequence[Use], documents: int) -> int | None:
    """The kind of happening that most articles speak of, if at least two do."""
    articles: defaultdict[int, set[int]] = defaultdict(set)
    counts: Counter[int] = Counter()
    for use in uses:
        if use.happening is not None:
            articles[use.happening].add(use.document)
            counts[use.happening] += 1
    most = max(counts, key=lambda kind: (len(articles[kind]), counts[kind]), default=None)
    return most if most is not None and len(articles[most]) >= min(2, documents) else None


def _leads(words: Sequence[Use | Act], documents: int) -> bool:
    """Whether at least half of the articles have one of the words among their first sentences."""
    return 2 * len({word.document for word in words if word.sentence < _EARLY}) >= documents
