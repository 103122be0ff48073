"""The shape of an exported comparison, "variorum/comparison/1"; `comparison.schema.json` says the same to machines.

`article` is always the id of an article of the export. `start` and `end` count code points in that article's `field`
as it was given, and the quoted characters are `field[start:end]`, without exception.
"""

from __future__ import annotations

from typing import Final, NotRequired

from typing_extensions import TypedDict

from variorum.model.comparison import Aspect, CellValue, LabelKind, Relation, Status, VariantKind, Voice
from variorum.model.document import Stance
from variorum.model.syntax import NameKind
from variorum.model.text import BlockKind, Field

SCHEMA: Final = "variorum/comparison/1"


class SpanExport(TypedDict):
    """Some characters of one article."""

    article: str
    field: Field
    start: int
    end: int
    quote: str


class BlockExport(TypedDict):
    """What a part of an article's text is for; `at` is its first code point and one past its last."""

    kind: BlockKind
    field: Field
    at: list[int]


class ArticleExport(TypedDict):
    """One of the reports with its texts as given; `published` is a date, or a moment where that is known."""

    id: str
    outlet: str | None
    title: str
    text: str
    published: str | None
    url: str | None
    sha256: str
    headline: str
    language: str
    authors: list[str]
    credits: list[str]
    headline_only: bool
    blocks: list[BlockExport]


class FeatureExport(TypedDict):
    """One reason behind a score; `value` is null where it is not a finite number."""

    name: str
    value: float | None
    contribution: float | None


class MentionExport(SpanExport):
    """The words of one article that carry a point."""

    stance: Stance
    said_by: str | None


class ValueExport(TypedDict):
    """What one article gives for the aspect in which a point differs."""

    article: str
    field: Field
    value: str
    start: int
    end: int
    said_by: str | None


class DiffersExport(TypedDict):
    """How the mentions of a point differ."""

    aspect: Aspect
    relation: Relation
    values: list[ValueExport]
    probability: float
    reason: str


class PointExport(TypedDict):
    """One row of the comparison; `why` has a list of reasons for each mention, empty for the gist's own.

    `silences` has for each silent article the probability that it does not tell it in other words either, `tellings`
    for each other one that its words tell it, `nearest` the words of silent ones that come nearest to the row.
    """

    id: str
    status: Status
    gist: str
    gist_span: SpanExport
    importance: float
    articles: int
    texts: int
    origins: int
    probability: float
    mentions: list[MentionExport]
    cells: dict[str, CellValue]
    differs: DiffersExport | None
    why: list[list[FeatureExport]]
    silences: NotRequired[dict[str, float]]
    tellings: NotRequired[dict[str, float]]
    nearest: NotRequired[dict[str, SpanExport]]


class QuoteMentionExport(SpanExport):
    """One article's wording of an utterance."""

    speaker: str | None
    variant: VariantKind


class QuoteExport(TypedDict):
    """One utterance in all its wordings, the fullest first."""

    speaker: str | None
    mentions: list[QuoteMentionExport]


class DesignationExport(TypedDict):
    """A descriptive noun phrase for an entity, or a verb for what happened to one."""

    article: str
    field: Field
    text: str
    start: int
    end: int
    voice: Voice


class LabelExport(TypedDict):
    """An entity and what the articles call it."""

    entity: str
    kind: LabelKind
    aliases: list[str]
    designations: list[DesignationExport]


class PassageExport(TypedDict):
    """The same words in two articles."""

    left: SpanExport
    right: SpanExport
    similarity: float


class CopyExport(TypedDict):
    """Text that two articles share; `taken_from` is an article's id or a credited agency."""

    left: str
    right: str
    taken_from: str | None
    share: float
    passages: list[PassageExport]


class OriginExport(TypedDict):
    """Articles that derive from one text as a whole; `links` are the pairs of articles whose copies show it."""

    articles: list[str]
    credited: str | None
    links: list[list[str]]
    passages: list[PassageExport]


class TimelineExport(TypedDict):
    """An interval, `end` exclusive, both as ISO 8601 moments, and what happened in it."""

    start: str
    end: str
    label: str
    points: list[str]
    spans: list[SpanExport]


class DigestExport(SpanExport):
    """A verbatim sentence and the articles that carry the point it stands for."""

    point: str
    articles: list[str]
    origins: int
    contested: bool


class OmissionExport(TypedDict):
    """A point that one article leaves out, and how many independent origins tell it elsewhere."""

    article: str
    point: str
    origins: int


class EntityExport(TypedDict):
    """Who or what the story is about."""

    name: str
    kind: NameKind
    aliases: list[str]
    articles: list[str]


class ComparisonExport(TypedDict):
    """A whole comparison."""

    schema: str
    variorum: str
    settings: str
    articles: list[ArticleExport]
    points: list[PointExport]
    quotes: list[QuoteExport]
    labels: list[LabelExport]
    origins: list[OriginExport]
    copies: list[CopyExport]
    timeline: list[TimelineExport]
    digest: list[DigestExport]
    omissions: list[OmissionExport]
    entities: list[EntityExport]
    notices: list[str]
