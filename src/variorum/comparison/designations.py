"""The descriptive phrases of a story's articles, with what each sentence tells about them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from variorum.annotate.descriptions import Description, describe
from variorum.annotate.names import FULL_TITLES
from variorum.annotate.phrases import Phrase
from variorum.annotate.tree import Tree
from variorum.comparison.entities import StoryEntities
from variorum.comparison.events import happening
from variorum.model.comparison import Voice
from variorum.model.document import Document, EntityMention, Sentence
from variorum.model.syntax import Token, Vector
from variorum.model.text import CONTENT, Span

LONGEST_SENTENCE = 500
"""Tokens; what is longer is no sentence but a list or rubble, and its tree means nothing."""

_LOOK_BACK = 2
"""Sentences before a pronoun in which its person is looked for."""

_MARKS = (("“", "”"), ('"', '"'), ("‘", "’"))
_HYPHENS = ("-", "‐", "‑")
_PRONOUNS = frozenset("he she his her him".split())


@dataclass(frozen=True, slots=True)
class Use:
    """A descriptive phrase in an article.

    Attributes:
        document: Index of the document.
        sentence: Index of the sentence.
        span: The words, without leading article.
        core: The noun with its adjectives, without whom it belongs or happens to.
        noun: Lemma of the head noun.
        argument: Lemma of the noun that it is said of ("the arrest of a baker"); empty if there is none.
        plural: The noun is in the plural.
        definite: The phrase points to something known ("the general"), or stands in a headline, where articles drop.
        description: How the sentence ties it to a name, if it does.
        entity: The story entity of that name.
        others: Story entities that the phrase itself names.
        voice: In whose voice it stands.
        vector: Contextual vector of the noun.
    """

    document: int
    sentence: int
    span: Span
    core: Span
    noun: str
    argument: str
    plural: bool
    definite: bool
    description: Description
    entity: int | None
    others: frozenset[int]
    voice: Voice
    vector: Vector

    @property
    def happening(self) -> int | None:
        """Kind of happening that the noun names, if any."""
        return happening(self.noun)


def find_uses(documents: Sequence[Document], entities: StoryEntities) -> tuple[Use, ...]:
    """All descriptive phrases of the documents, in reading order."""
    found: list[Use] = []
    for number, document in enumerate(documents):
        mentions: defaultdict[int, list[EntityMention]] = defaultdict(list)
        for mention in document.mentions:
            mentions[mention.sentence].append(mention)
        for sentence in document.sentences:
            if sentence.block in CONTENT and 0 < len(sentence.tokens) <= LONGEST_SENTENCE:
                names = [*mentions[sentence.index], *pronouns(document, sentence, mentions)]
                found += _in_sentence(number, document, sentence, names, entities)
    return tuple(found)


def _in_sentence(
    number: int, document: Document, sentence: Sentence, mentions: Sequence[EntityMention], entities: StoryEntities
) -> Iterator[Use]:
    kinds = [document.entities[mention.entity].kind for mention in mentions]
    times = [time for time in document.times if time.sentence == sentence.index]
    known = [entities.of(number, mention.entity) for mention in mentions]
    for item in describe(Tree.of(sentence.tokens), mentions, kinds):
        phrase = item.phrase
        head = sentence.tokens[phrase.head]
        if any(time.span.start <= head.start < time.span.end for time in times):
            continue  # "By the Eighties Ida Brandt was forgotten": a time describes nobody.
        plural = "Number=Plur" in head.morph
        entity = None if item.mention is None else known[item.mention]
        inside = {known[i] for i, m in enumerate(mentions) if m.first < phrase.last and phrase.first < m.last}
        before = sentence.tokens[phrase.first - 1].pos if phrase.first else ""
        headline = sentence.block == "headline" and not plural and before != "DET"
        span = _span(document, sentence, phrase)
        yield Use(
            document=number,
            sentence=sentence.index,
            span=span,
            core=_core(document, sentence, item),
            argument="" if item.argument is None else _noun(sentence.tokens[item.argument]),
            noun=_noun(head),
            plural=plural,
            definite=phrase.definite or headline,
            description=item,
            entity=entity,
            others=frozenset(inside - {entity}),
            voice=voice_of(document, span),
            vector=sentence.parse.token_vectors[phrase.head],
        )


def _span(document: Document, sentence: Sentence, phrase: Phrase) -> Span:
    """The words of a phrase, with the quotation mark beside it whose partner it holds."""
    text = document.article.field(sentence.span.field)
    start, end = sentence.tokens[_joined(sentence.tokens, phrase.first)].start, sentence.tokens[phrase.last - 1].end
    for opening, closing in _MARKS:
        before, after = _lacking(text[start:end], opening, closing)
        if before and start > sentence.span.start and text[start - 1] == opening:
            start -= 1
        if after and end < sentence.span.end and text[end] == closing:
            end += 1
    return document.span(sentence.span.field, start, end)


def _lacking(inside: str, opening: str, closing: str) -> tuple[bool, bool]:
    """Whether words may lack an opening mark before them, and a closing one behind them."""
    if opening != closing:
        unpaired = inside.count(opening) != inside.count(closing)
        return unpaired, unpaired
    marks = [place for place, character in enumerate(inside) if character == opening]
    opens = [place == 0 or inside[place - 1].isspace() for place in marks]
    return bool(opens) and not opens[0], bool(opens) and opens[-1]


def _core(document: Document, sentence: Sentence, item: Description) -> Span:
    start, end = sentence.tokens[_joined(sentence.tokens, item.core)].start, sentence.tokens[item.phrase.head].end
    return document.span(sentence.span.field, start, end)


def _joined(tokens: Sequence[Token], first: int) -> int:
    """Where a word begins that hyphens join to the ones before: "three" of "three-year"."""
    while first > 1 and tokens[first - 1].text in _HYPHENS and tokens[first - 2].end == tokens[first].start - 1:
        first -= 2
    return first


def _noun(token: Token) -> str:
    noun = token.lemma.lower().rstrip(".")
    return FULL_TITLES.get(noun, noun)


def voice_of(document: Document, span: Span) -> Voice:
    """In whose voice a phrase stands; marked words are not the article's own, whoever is quoted."""
    attributed = False
    for item in document.attributions:
        content = item.content
        if content.field == span.field and content.start < span.end and span.start < content.end:
            if item.kind != "indirect":
                return "quoted"
            attributed = attributed or (content.start <= span.start and span.end <= content.end)
    return "attributed" if attributed else "own"


def pronouns(
    document: Document, sentence: Sentence, mentions: Mapping[int, Sequence[EntityMention]]
) -> list[EntityMention]:
    """Mentions for "he" and "she", where only one person is named in the nearest sentence that names any.

    Not for who speaks: in what she says "she" is somebody else.
    """
    found = []
    for index, token in enumerate(sentence.tokens):
        if token.pos != "PRON" or token.text.lower() not in _PRONOUNS:
            continue
        for number in range(sentence.index, sentence.index - _LOOK_BACK - 1, -1):
            people = {
                mention.entity
                for mention in mentions.get(number, ())
                if document.entities[mention.entity].kind == "person"
                and (number < sentence.index or mention.last <= index)
            }
            if people:
                if len(people) == 1 and not _speaks(document, sentence, token, *people):
                    span = document.span(sentence.span.field, token.start, token.end)
                    found.append(EntityMention(span, sentence.index, index, index + 1, people.pop()))
                break
    return found


def _speaks(document: Document, sentence: Sentence, token: Token, person: int) -> bool:
    """Whether a word stands in marks that somebody is credited with."""
    names = document.entities[person].aliases
    return any(
        item.kind in ("direct", "mixed")
        and item.source is not None
        and item.source.name in names
        and item.content.field == sentence.span.field
        and item.content.start <= token.start < item.content.end
        for item in document.attributions
    )
