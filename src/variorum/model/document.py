"""An article with its annotation layers."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from variorum.model.article import Article
from variorum.model.syntax import Name, NameKind, Parse, Token, Vector
from variorum.model.text import BlockKind, Field, Span

AttributionKind = Literal["direct", "indirect", "mixed", "scare"]
"""direct: a whole quotation in marks; mixed: marked words inside a reported clause; indirect: reported without
marks; scare: marked words that nobody is said to have spoken."""

SourceKind = Literal["person", "organisation", "group", "place", "written", "unknown"]

Stance = Literal["asserts", "attributes", "denies", "hedges"]
"""How one article carries a point: in its own voice, through a source, negated, or with a reservation."""

Modality = Literal["actual", "possible", "intended", "demanded", "conditional"]

QuantityModifier = Literal["exact", "about", "at least", "at most", "more than", "less than", "between"]

TimeKind = Literal["date", "time", "duration", "set"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the article; `parse` offsets count in the same field as `span`."""

    index: int
    block: BlockKind
    span: Span
    parse: Parse

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The words of the sentence."""
        return self.parse.tokens

    @property
    def names(self) -> tuple[Name, ...]:
        """The named entities of the sentence, by token index."""
        return self.parse.names


@dataclass(frozen=True, slots=True)
class Source:
    """Who is said to have said something.

    Attributes:
        name: Fullest name or description the article gives: "Hadi al-Ameri", "the foreign ministry", "a placard".
        kind: What it is; "written" for statements, placards, posts, filings.
        mention: The words that name the source next to the cue, a pronoun perhaps; None where only implied.
    """

    name: str
    kind: SourceKind
    mention: Span | None


@dataclass(frozen=True, slots=True)
class Attribution:
    """Something that the article reports as said (source, cue and content, as in PolNeAR, Newell et al. 2018).

    Attributes:
        kind: How it is reported.
        content: The words reported; for marked words without the marks.
        cue: The words that report it ("said", "according to"); None for a free-standing quotation.
        source: Who said it; None if the article does not tell.
        sentence: Index of the sentence in which the content begins.
        utterance: Contents with the same number are parts of one utterance ("We will not," he said, "accept it.").
        confidence: Probability that the source is the right one.
    """

    kind: AttributionKind
    content: Span
    cue: Span | None
    source: Source | None
    sentence: int
    utterance: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in words or digits, as an interval.

    Attributes:
        span: The words that give it, modifier and unit included ("at least 40 people").
        value: The words of the bare number ("40").
        low: Least value that the words admit.
        high: Greatest value, inclusive; math.inf for an open end.
        modifier: How the words bound it.
        unit: Normal name of the unit of measure or currency ("kilometre", "US dollar", "percent"); None for counts.
        counted: Lemma of what is counted ("protester"); None if the number stands alone.
        sentence: Index of its sentence.
    """

    span: Span
    value: Span
    low: float
    high: float
    modifier: QuantityModifier
    unit: str | None
    counted: str | None
    sentence: int


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time resolved to an interval against the publication date.

    Attributes:
        span: The words.
        kind: Point on the calendar, time of day, length, or repetition (as TIMEX3 has them).
        value: TIMEX3 value ("2020-01-03", "P5D", "2021-12", "PAST_REF").
        start: First moment of the interval; None where it cannot be resolved.
        end: One past its last moment.
        anchored: Needed the publication date to be resolved ("Saturday"), or another event ("days later").
        sentence: Index of its sentence.
    """

    span: Span
    kind: TimeKind
    value: str
    start: datetime | None
    end: datetime | None
    anchored: bool
    sentence: int


@dataclass(frozen=True, slots=True)
class EntityMention:
    """A mention of an entity: a name, or a description in apposition to one; `entity` indexes Document.entities."""

    span: Span
    sentence: int
    first: int
    last: int
    entity: int


@dataclass(frozen=True, slots=True)
class Entity:
    """Someone or something that one article names, with all the forms of the name that it uses."""

    name: str
    kind: NameKind
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """A minimal proposition found at a span.

    Attributes:
        span: From the first to the last of its words.
        sentence: Index of its sentence.
        tokens: Indices of its words in the sentence, ascending; may skip words inside the span.
        predicate: Index of the word that states it (verb, predicative noun or adjective, or headline noun).
        arguments: (dependency relation, index of the argument's head word) pairs of the predicate.
        entities: Indices into Document.entities of those mentioned in it.
        quantities: Indices into Document.quantities.
        times: Indices into Document.times.
        negated: Its own words negate it.
        denied: The clause that it hangs on denies it ("denied that", "dismissed the claim that").
        modality: Whether told as fact, possibility, plan, demand or condition.
        attribution: Index into Document.attributions of the innermost attribution that contains it; None in the
            article's own voice.
        vector: Unit-length embedding of its words, (dimension,).
    """

    span: Span
    sentence: int
    tokens: tuple[int, ...]
    predicate: int
    arguments: tuple[tuple[str, int], ...]
    entities: tuple[int, ...]
    quantities: tuple[int, ...]
    times: tuple[int, ...]
    negated: bool
    denied: bool
    modality: Modality
    attribution: int | None
    vector: Vector = dataclasses.field(repr=False, compare=False)

    @property
    def affirmed(self) -> bool:
        """Told as so, all things considered."""
        return self.negated == self.denied


@dataclass(frozen=True, slots=True)
class Document:
    """An article with its annotation layers, each in reading order.

    `day` is the one against which "Saturday" was read: of publication, or assumed from the other articles; None if
    nothing is known.
    """

    article: Article
    sentences: tuple[Sentence, ...]
    entities: tuple[Entity, ...] = ()
    mentions: tuple[EntityMention, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    statements: tuple[Statement, ...] = ()
    day: datetime | None = None

    def span(self, field: Field, start: int, end: int) -> Span:
        """A span of the article with its verbatim characters."""
        return self.article.span(field, start, end)
