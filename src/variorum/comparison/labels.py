"""What the articles call the people, groups, things and acts of a story beyond their names, side by side."""

from __future__ import annotations

import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from variorum.annotate.names import TITLES
from variorum.comparison.acts import Act, find_acts
from variorum.comparison.designations import Use, find_uses
from variorum.comparison.entities import StoryEntities
from variorum.comparison.events import is_of_many, neutral
from variorum.comparison.subjects import Subject, resolve
from variorum.comparison.values import Value
from variorum.comparison.words import forms, is_content
from variorum.model.comparison import Designation, Label, LabelKind, Voice
from variorum.model.document import Document
from variorum.model.text import Span

MOST = 25
"""Labels of a story."""

MOST_DESIGNATIONS = 12
"""Designations of one entity in one article."""

_NAMED = 2.5
"""How much more a label of somebody with a name counts than one of a thing."""

_ALIKE = 0.2
"""The same for a thing without a name that all articles call by one word."""

_SEVERAL = 2
"""Reports that must tell what only verbs tell."""

_ANYBODY = frozenset({"people", "person", "man", "woman"})
"""Nouns that describe nobody."""

_EARLY = 5
"""Sentences of an article in which what it is about is named."""


@dataclass(frozen=True, slots=True)
class _Wordings:
    """All words of the reports for one subject: phrases, and verbs where it is something that happened."""

    phrases: list[Use] = field(default_factory=list)
    verbs: list[Act] = field(default_factory=list)

    @property
    def all(self) -> tuple[Use | Act, ...]:
        return (*self.phrases, *self.verbs)

    @property
    def documents(self) -> set[int]:
        return {item.document for item in self.all}


def find_labels(
    documents: Sequence[Document], entities: StoryEntities, answers: Sequence[Sequence[Value]]
) -> tuple[Label, ...]:
    """What each article calls the entities, events and things that the story is about.

    Args:
        documents: The articles of the story.
        entities: Whom and what they name.
        answers: Figures that answer one question: what they count is one group, whatever it is called.

    Returns:
        Labels, first those that most of the story is about and that the articles call by the most different names.
        Designations are verbatim, each wording once for an article and voice, in the order of the articles.
    """
    uses, acts = find_uses(documents, entities), find_acts(documents, entities)
    found = resolve(uses, acts, entities, documents)
    members: defaultdict[Subject, _Wordings] = defaultdict(_Wordings)
    counted = _counted(answers)
    for use, known in zip(uses, found.uses, strict=True):
        group = next((group for span, group in counted[use.noun] if _overlap(span, use.span)), None)
        subject = group if group is not None and (known is None or known.kind == "thing") else known
        if subject is not None and not (subject.kind == "entity" and _is_title(entities.names[subject.key])):
            members[subject].phrases.append(use)
    for act, subject in zip(acts, found.acts, strict=True):
        if subject is not None:
            members[subject].verbs.append(act)
    rated = []
    for subject, own in members.items():
        if own.phrases or len(own.documents) >= _SEVERAL:
            label = Label(*_name(subject, own, entities), _designations(subject, own))
            rated.append((-_weight(subject, own, label, entities, len(documents)), subject, label))
    return tuple(label for _, _, label in sorted(rated, key=lambda item: item[:2])[:MOST])


def _overlap(a: Span, b: Span) -> bool:
    return (a.article, a.field) == (b.article, b.field) and a.start < b.end and b.start < a.end


def _counted(answers: Sequence[Sequence[Value]]) -> Mapping[str, list[tuple[Span, Subject]]]:
    """For each noun where it is counted, and what that stands for: "ten tourists", elsewhere "ten Americans"."""
    found: defaultdict[str, list[tuple[Span, Subject]]] = defaultdict(list)
    for family in answers:
        nouns = Counter(value.quantity.counted for value in family if value.quantity and value.quantity.counted)
        nouns -= Counter(dict.fromkeys(_ANYBODY & set(nouns), nouns.total()))
        if len(nouns) > 1:
            group = Subject("thing", noun=nouns.most_common(1)[0][0])
            for value in family:
                noun = value.quantity.counted if value.quantity else None
                if noun in nouns and noun is not None:
                    found[noun].append((value.span, group))
    return found


def _telling(own: Sequence[Use]) -> float:
    """How much the uses of a thing without a name say of it.

    "The dock" by itself says nothing, nor does one noun with the same adjectives everywhere tell the reports apart.
    """
    if len({forms(use.core.quote) for use in own}) <= 1:
        return _ALIKE
    described = sum(sum(map(is_content, forms(use.span.quote))) > 1 for use in own) / len(own)
    return _ALIKE + (1 - _ALIKE) * described


def _is_title(name: str) -> bool:
    """Whether a name is no more than a title ("the President"), and so may be anybody's."""
    return all(word.lower().rstrip(".") in TITLES for word in name.split())


def _name(subject: Subject, own: _Wordings, entities: StoryEntities) -> tuple[str, LabelKind, tuple[str, ...]]:
    """Name, kind and aliases of a label."""
    if subject.kind == "entity":
        kind = entities.kinds[subject.key]
        return entities.names[subject.key], "place" if kind == "facility" else kind, entities.aliases[subject.key]
    if subject.kind == "act":
        return f"{_name_of_act(subject, own)} of {entities.names[subject.key]}", "event", ()
    commonest = Counter(item.noun for item in own.phrases or own.verbs).most_common(1)[0][0]
    wordings = Counter(use.core.quote for use in own.phrases if use.noun == commonest) or Counter((commonest,))
    name = min(wordings, key=lambda text: (-wordings[text], sum(map(str.isupper, text)), len(text), text))
    if subject.kind == "event":
        return name, "event", ()
    plural = 2 * sum(use.plural for use in own.phrases) > len(own.phrases)
    return name, "group" if plural else "thing", ()


def _name_of_act(subject: Subject, own: _Wordings) -> str:
    """The noun that all reports have for it, most often where it is said whom it happened to; else a neutral one."""
    nouns: defaultdict[int, set[str]] = defaultdict(set)
    for item in own.all:
        nouns[item.document].add(item.noun)
    shared = {noun for noun in set.intersection(*nouns.values()) if not is_of_many(noun)}  # whose charges?
    stated = Counter(use.noun for use in own.phrases if use.description.link == "argument" and use.noun in shared)
    counts = stated or Counter(item.noun for item in own.all if item.noun in shared)
    return counts.most_common(1)[0][0] if counts else neutral(subject.act)


def _designations(subject: Subject, own: _Wordings) -> tuple[Designation, ...]:
    """Each wording once for an article and voice; in an article with many the fullest are kept.

    What an act is called does not depend on how the article names the one that it happened to.
    """
    found: dict[tuple[int, tuple[str, ...], Voice], Designation] = {}
    for use in own.phrases:
        span = use.core if subject.kind == "act" else use.span
        found.setdefault((use.document, forms(span.quote), use.voice), Designation(span, use.voice))
    for verb in own.verbs:
        found.setdefault((verb.document, forms(verb.span.quote), verb.voice), Designation(verb.span, verb.voice))
    kept: list[Designation] = []
    for _, group in itertools.groupby(sorted(found.items(), key=lambda item: item[0][0]), key=lambda item: item[0][0]):
        items = sorted(group, key=lambda item: -sum(map(is_content, item[0][1])))[:MOST_DESIGNATIONS]
        kept += sorted((designation for _, designation in items), key=lambda item: item.span)
    return tuple(kept)


def _weight(subject: Subject, own: _Wordings, label: Label, entities: StoryEntities, documents: int) -> float:
    """How prominent an entity is and how differently the articles call it."""
    named = subject.kind in ("entity", "act")
    spread = (len(entities.documents[subject.key]) if subject.kind == "entity" else len(own.documents)) / documents
    words: defaultdict[str, set[str]] = defaultdict(set)
    if subject.kind == "act":  # "Killed" is no other word than "killing".
        for item in own.all:
            words[item.span.article].add(item.noun)
    else:
        for designation in label.designations:
            words[designation.span.article] |= {form for form in forms(designation.span.quote) if is_content(form)}
    pairs = [1 - len(a & b) / max(len(a | b), 1) for a, b in itertools.combinations(words.values(), 2)]
    contrast = sum(pairs) / len(pairs) if pairs else 0.0
    early = sum(item.sentence < _EARLY for item in own.all) / len(own.all)
    return (
        (_NAMED if named else _telling(own.phrases))
        * spread
        * math.log1p(len(label.designations))
        * ((0.5 if subject.kind == "entity" else 0.2) + contrast)
        * (1 + early)
    )
