"""The entities of a story: whom and what its articles name, under one canonical name each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from variorum.annotate.aliases import Form, group
from variorum.annotate.entities import name_and_kind
from variorum.annotate.names import TITLES, person_words, words
from variorum.model.comparison import EntitySummary
from variorum.model.document import Document, EntityMention
from variorum.model.syntax import NameKind


@dataclass(frozen=True, slots=True)
class StoryEntities:
    """Entities across the documents of a story; index k of each tuple is entity k.

    Attributes:
        names: Canonical names: the fullest form that any article uses, without what most leave out before it.
        kinds: What they are.
        aliases: All forms, in order of first use.
        documents: Indices of the documents that name them, ascending.
        links: For each document, the story entity of each of its entities.
    """

    names: tuple[str, ...]
    kinds: tuple[NameKind, ...]
    aliases: tuple[tuple[str, ...], ...]
    documents: tuple[tuple[int, ...], ...]
    links: tuple[tuple[int, ...], ...]

    def of(self, document: int, entity: int) -> int:
        """The story entity of a document's entity."""
        return self.links[document][entity]

    def named(self, name: str) -> int | None:
        """The story entity that bears this name, in any spelling that an article uses; None if none or several."""
        found = {k for k, aliases in enumerate(self.aliases) if name in aliases}
        return found.pop() if len(found) == 1 else None

    def canonical(self, name: str) -> str:
        """The fullest form of a name, where it is somebody's; else the name."""
        entity = self.named(name)
        return name if entity is None else self.names[entity]


def link(documents: Sequence[Document]) -> StoryEntities:
    """Links the entities of all documents by their names.

    A first name alone only names a person whose full name stands in the same article: there is more than one Ida.
    """
    forms: list[Form] = []
    known: list[tuple[int, int]] = []
    owner: list[tuple[int, int]] = []
    kinds = kinds_of(documents)
    for d, document in enumerate(documents):
        for e, entity in enumerate(document.entities):
            first = len(forms)
            for alias in entity.aliases:
                known.append((first, len(forms)))
                forms.append(Form(alias, kinds[d][e]))
                owner.append((d, e))
    numbers = group(forms, known, first_names=False)
    links = [[0] * len(document.entities) for document in documents]
    for (d, e), number in zip(owner, numbers, strict=True):
        links[d][e] = number
    return assemble(documents, links, kinds)


def assemble(
    documents: Sequence[Document], links: Sequence[Sequence[int]], known: Sequence[Sequence[NameKind]]
) -> StoryEntities:
    """The entities of a story, given which of them each document's entities are (0, 1, ... without gaps)."""
    members: dict[int, list[tuple[int, Form]]] = defaultdict(list)
    fullest: dict[int, Counter[str]] = defaultdict(Counter)
    used: dict[int, Counter[str]] = defaultdict(Counter)
    for d, (document, row, own) in enumerate(zip(documents, links, known, strict=True)):
        for entity, number, kind in zip(document.entities, row, own, strict=True):
            members[number].extend((d, Form(alias, kind)) for alias in entity.aliases)
            fullest[number][entity.name] += 1
            used[number].update({form for form in entity.aliases if len(person_words(form)) > 1})
    names: list[str] = []
    kinds: list[NameKind] = []
    for number in range(len(members)):
        name, kind = name_and_kind([(form, 1.0) for _, form in members[number]])
        if kind == "person":
            usual = _usual(name, fullest[number])
            name = _commonest(_without_style(usual, fullest[number]), used[number])
        names.append(name)
        kinds.append(kind)
    return StoryEntities(
        tuple(names),
        tuple(kinds),
        tuple(tuple(dict.fromkeys(form.text for _, form in members[n])) for n in range(len(members))),
        tuple(tuple(sorted({d for d, _ in members[n]})) for n in range(len(members))),
        tuple(tuple(row) for row in links),
    )


def kinds_of(documents: Sequence[Document]) -> list[list[NameKind]]:
    """What each document's entities are.

    Somebody whom an article gives neither a first name nor a title is what the others that use the name take it for, if
    they do so more often.
    """
    mentions = [Counter(mention.entity for mention in document.mentions) for document in documents]
    used: defaultdict[tuple[str, ...], Counter[NameKind]] = defaultdict(Counter)
    for document, counts in zip(documents, mentions, strict=True):
        for e, entity in enumerate(document.entities):
            used[words(entity.name)][entity.kind] += counts[e]
    found: list[list[NameKind]] = []
    for document in documents:
        titled = {mention.entity for mention in document.mentions if _has_title(mention, document)}
        kinds: list[NameKind] = []
        for e, entity in enumerate(document.entities):
            usual = used[words(entity.name)].most_common(1)[0][0]
            bare = e not in titled and all(len(words(alias)) == 1 for alias in entity.aliases)
            kinds.append(usual if bare and entity.kind == "person" else entity.kind)
        found.append(kinds)
    return found


def _has_title(mention: EntityMention, document: Document) -> bool:
    tokens = document.sentences[mention.sentence].tokens
    before = tokens[mention.first - 1].text if mention.first else ""
    return tokens[mention.first].text.casefold().rstrip(".") in TITLES or before.casefold().rstrip(".") in TITLES


def _usual(name: str, fullest: Counter[str]) -> str:
    """Of the forms that are as full as the name the one that most articles use, then the formal one.

    "Robert Lane" before "Bob Lane", but "Bob Lane" where most articles call him so.
    """
    alike = [form for form in fullest if len(person_words(form)) == len(person_words(name))]
    return max(alike, key=lambda form: (fullest[form], -len(words(form)), len(form)), default=name)


def _commonest(name: str, used: Counter[str]) -> str:
    """The form of first and last name that more articles use than the name: "Alan Lane" for "James Alan Lane"."""
    return max([name, *(form for form in used if used[form] > used[name])], key=lambda form: used[form])


def _without_style(name: str, fullest: Counter[str]) -> str:
    """The name without words around it that more articles leave out: "Dane Tom Rask", "Ida Brandt MP".

    Before the name as many are enough ("Insp Ida Brandt").

    Args:
        name: The fullest form.
        fullest: For each form how many articles have none that is fuller.
    """
    shorter = [
        form
        for form, count in fullest.items()
        if count + name.endswith(f" {form}") > fullest[name] and len(words(form)) > 1 and f" {form} " in f" {name} "
    ]
    return max(shorter, key=len, default=name)


def summaries(entities: StoryEntities, documents: Sequence[Document]) -> tuple[EntitySummary, ...]:
    """The entities for the report, those that most articles name first."""
    order = sorted(range(len(entities.names)), key=lambda k: (-len(entities.documents[k]), k))
    return tuple(
        EntitySummary(
            entities.names[k],
            entities.kinds[k],
            entities.aliases[k],
            tuple(documents[d].article.id for d in entities.documents[k]),
        )
        for k in order
    )
