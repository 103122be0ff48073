"""What the articles call the people, groups, things and acts of a story beyond their names, side by side.

Descriptions that a sentence ties to a name (apposition, title, predicate) teach which nouns stand for whom; definite
phrases with such a noun ("the general") are then resolved if they can mean only one. Acts ("the killing of Brandt",
"the assassination") are known by whom they happened to, and prominent things without a name by their noun.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from variorum.annotate.descriptions import Description, describe
from variorum.annotate.tree import Tree
from variorum.compare.entities import StoryEntities
from variorum.compare.events import happening, happens_to, is_anaphor
from variorum.compare.words import forms, is_content
from variorum.model.comparison import Designation, Label, LabelKind, Voice
from variorum.model.document import Document
from variorum.model.text import CONTENT, Span

MOST = 15
"""Labels of a story."""

MOST_DESIGNATIONS = 12
"""Designations of one entity in one article."""

_NOT_THINGS = frozenset(
    """second minute hour day week weekend month year decade century time morning afternoon evening night today moment
    percent per cent number part lot kind sort way thing something anything place side end start beginning rest case
    fact reason result point matter question issue example people person man woman
    report statement news story article photo picture image video post tweet interview comment account quote press
    release file source official spokesman spokeswoman spokesperson reporter word""".split()
)
"""Nouns of time, of measure and of reporting, and those that fit anything: never what a story is about."""


@dataclass(frozen=True, slots=True, order=True)
class _Subject:
    """What a phrase stands for: an entity of the story, what happened to one, a kind of event, a thing by its noun."""

    kind: str
    key: int | str


@dataclass(frozen=True, slots=True)
class _Use:
    """A descriptive phrase in an article."""

    document: int
    sentence: int
    span: Span
    noun: str
    plural: bool
    definite: bool
    description: Description
    entity: int | None
    others: frozenset[int]


def find_labels(documents: Sequence[Document], entities: StoryEntities) -> tuple[Label, ...]:
    """What each article calls the entities, events and things that the story is about.

    Returns:
        Labels, first those that most of the story is about and that the articles call by the most different names.
        Designations are verbatim, each wording once for an article and voice, in the order of the articles.
    """
    uses = [use for number in range(len(documents)) for use in _uses(number, documents[number], entities)]
    subjects = _subjects(uses, entities, len(documents))
    members: defaultdict[_Subject, list[_Use]] = defaultdict(list)
    for use, subject in zip(uses, subjects, strict=True):
        if subject is not None:
            members[subject].append(use)
    rated = []
    for subject, own in members.items():
        label = Label(*_name(subject, own, entities), _designations(own, documents))
        if label.designations:
            rated.append((-_weight(subject, own, label, entities, len(documents)), subject, label))
    return tuple(label for _, _, label in sorted(rated, key=lambda item: item[:2])[:MOST])


def _uses(number: int, document: Document, entities: StoryEntities) -> Iterator[_Use]:
    for sentence in document.sentences:
        if sentence.block not in CONTENT or not sentence.tokens:
            continue
        mentions = [mention for mention in document.mentions if mention.sentence == sentence.index]
        kinds = [document.entities[mention.entity].kind for mention in mentions]
        known = [entities.of(number, mention.entity) for mention in mentions]
        for item in describe(Tree.of(sentence.tokens), mentions, kinds):
            phrase = item.phrase
            head = sentence.tokens[phrase.head]
            start, end = sentence.tokens[phrase.first].start, sentence.tokens[phrase.last - 1].end
            inside = {known[i] for i, m in enumerate(mentions) if m.first < phrase.last and phrase.first < m.last}
            entity = None if item.mention is None else known[item.mention]
            yield _Use(
                document=number,
                sentence=sentence.index,
                span=document.span(sentence.span.field, start, end),
                noun=head.lemma.lower().rstrip("."),
                plural="Number=Plur" in head.morph,
                definite=phrase.definite,
                description=item,
                entity=entity,
                others=frozenset(inside - {entity}),
            )


def _subjects(uses: Sequence[_Use], entities: StoryEntities, documents: int) -> list[_Subject | None]:
    """What each phrase stands for; None where that cannot be told."""
    stated = [_stated(use, entities) for use in uses]
    nouns: defaultdict[str, set[_Subject]] = defaultdict(set)
    owners: defaultdict[_Subject, set[int]] = defaultdict(set)
    kinds: defaultdict[int, set[_Subject]] = defaultdict(set)
    for use, subject in zip(uses, stated, strict=True):
        if subject is None:
            continue
        owners[subject] |= use.others
        if subject.kind == "act":
            kinds[_happening(use)].add(subject)
        elif not use.plural or not _is_person(subject, entities):
            nouns[use.noun].add(subject)
    things = _things(uses, stated, nouns, documents)
    main = _main_event(uses, documents)
    found = []
    for use, subject in zip(uses, stated, strict=True):
        kind = happening(use.noun)
        if subject is None and kind is not None:
            # "the assassination", "place of martyrdom": of the only one to whom something of that kind happened.
            same = kinds.get(kind, set())
            if len(same) == 1 and not use.others:
                subject = next(iter(same))
            else:
                subject = _Subject("event", kind) if kind == main or use.noun in things else None
        elif subject is None and is_anaphor(use.noun) and use.definite and main is not None:
            subject = _Subject("event", main)
        elif subject is None and use.definite and use.noun in nouns:
            subject = _resolve(use, nouns[use.noun], owners, uses, entities)
        if subject is None and use.noun in things:
            subject = _Subject("thing", use.noun)
        found.append(subject)
    return found


def _stated(use: _Use, entities: StoryEntities) -> _Subject | None:
    """What the sentence itself says that a phrase stands for."""
    link = use.description.link
    if use.entity is None or link is None:
        return None
    if link != "argument":
        return _Subject("entity", use.entity) if happening(use.noun) is None or link != "predicate" else None
    if happens_to(use.noun) and entities.kinds[use.entity] in ("person", "group"):
        return _Subject("act", use.entity)
    return None


def _happening(use: _Use) -> int:
    kind = happening(use.noun)
    return -1 if kind is None else kind


def _is_person(subject: _Subject, entities: StoryEntities) -> bool:
    return subject.kind == "entity" and isinstance(subject.key, int) and entities.kinds[subject.key] == "person"


def _resolve(
    use: _Use,
    candidates: Iterable[_Subject],
    owners: defaultdict[_Subject, set[int]],
    uses: Sequence[_Use],
    entities: StoryEntities,
) -> _Subject | None:
    """The only one of whom a definite phrase can speak: named in the article, of the same number, owned by no other."""
    fitting = []
    for subject in candidates:
        if not isinstance(subject.key, int) or use.document not in entities.documents[subject.key]:
            continue
        if use.plural and _is_person(subject, entities):
            continue
        owner = {use.entity} if use.entity is not None else set()
        if (use.others | owner) <= owners[subject] | {subject.key}:
            fitting.append(subject)
    return fitting[0] if len(fitting) == 1 else None


def _things(
    uses: Sequence[_Use], stated: Sequence[_Subject | None], known: defaultdict[str, set[_Subject]], documents: int
) -> frozenset[str]:
    """Nouns without a name that most articles use, and so what the story is about."""
    articles: defaultdict[str, set[int]] = defaultdict(set)
    counts: Counter[str] = Counter()
    for use, subject in zip(uses, stated, strict=True):
        if subject is None and use.noun not in _NOT_THINGS and len(use.noun) > 2:
            articles[use.noun].add(use.document)
            counts[use.noun] += 1
    least = max(2, math.ceil(documents / 2))
    return frozenset(
        noun for noun, own in articles.items() if len(own) >= least and counts[noun] >= 2 * least and noun not in known
    )


def _main_event(uses: Sequence[_Use], documents: int) -> int | None:
    """The kind of happening that most articles speak of, if at least two do."""
    articles: defaultdict[int, set[int]] = defaultdict(set)
    counts: Counter[int] = Counter()
    for use in uses:
        kind = happening(use.noun)
        if kind is not None:
            articles[kind].add(use.document)
            counts[kind] += 1
    most = max(counts, key=lambda kind: (len(articles[kind]), counts[kind]), default=None)
    return most if most is not None and len(articles[most]) >= min(2, documents) else None


def _name(subject: _Subject, own: Sequence[_Use], entities: StoryEntities) -> tuple[str, LabelKind, tuple[str, ...]]:
    """Name, kind and aliases of a label."""
    commonest = Counter(use.noun for use in own).most_common(1)[0][0]
    if subject.kind == "entity" and isinstance(subject.key, int):
        kind = entities.kinds[subject.key]
        return entities.names[subject.key], "place" if kind == "facility" else kind, entities.aliases[subject.key]
    if subject.kind == "act" and isinstance(subject.key, int):
        return f"{commonest} of {entities.names[subject.key]}", "event", ()
    wordings = Counter(use.span.quote.lower() for use in own if use.noun == commonest)
    name = min(wordings, key=lambda text: (-wordings[text], len(text)))
    if subject.kind == "event":
        return name, "event", ()
    return name, "group" if 2 * sum(use.plural for use in own) > len(own) else "thing", ()


def _designations(own: Sequence[_Use], documents: Sequence[Document]) -> tuple[Designation, ...]:
    """Each wording once for an article and voice; in an article with many the fullest are kept."""
    found: dict[tuple[int, tuple[str, ...], Voice], Designation] = {}
    for use in own:
        voice = _voice(documents[use.document], use.span)
        found.setdefault((use.document, forms(use.span.quote), voice), Designation(use.span, voice))
    kept: list[Designation] = []
    for _, group in itertools.groupby(sorted(found.items(), key=lambda item: item[0][0]), key=lambda item: item[0][0]):
        items = sorted(group, key=lambda item: -sum(map(is_content, item[0][1])))[:MOST_DESIGNATIONS]
        kept += sorted((designation for _, designation in items), key=lambda item: item.span)
    return tuple(kept)


def _voice(document: Document, span: Span) -> Voice:
    """In whose voice a phrase stands; marked words are not the article's own, whoever is quoted."""
    attributed = False
    for item in document.attributions:
        content = item.content
        if content.field == span.field and content.start <= span.start and span.end <= content.end:
            if item.kind != "indirect":
                return "quoted"
            attributed = True
    return "attributed" if attributed else "own"


def _weight(subject: _Subject, own: Sequence[_Use], label: Label, entities: StoryEntities, documents: int) -> float:
    """How prominent an entity is and how differently the articles call it."""
    articles = {use.document for use in own}
    if subject.kind == "entity" and isinstance(subject.key, int):
        spread = len(entities.documents[subject.key]) / documents
    else:
        spread = len(articles) / documents
    words: defaultdict[str, set[str]] = defaultdict(set)
    for designation in label.designations:
        words[designation.span.article] |= {form for form in forms(designation.span.quote) if is_content(form)}
    pairs = [1 - len(a & b) / max(len(a | b), 1) for a, b in itertools.combinations(words.values(), 2)]
    contrast = sum(pairs) / len(pairs) if pairs else 0.0
    early = sum(use.sentence < 5 for use in own) / len(own)
    return spread * math.log1p(len(label.designations)) * (0.5 + contrast) * (1 + early)
