"""What several reports say, according to whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from variorum.model.article import Article
from variorum.model.document import Stance
from variorum.model.syntax import NameKind
from variorum.model.text import Span

Status = Literal["corroborated", "repeated", "contested", "superseded", "single"]
CellValue = Literal["asserts", "attributes", "denies", "hedges", "silent", "not observable"]
SURE_SILENCE: Final = 0.8
"""Probability that an article does not tell a point, from which it is said to leave it out."""
SURE_TELLING: Final = 0.6
"""Probability that an article whose words stand beside those of others tells the same, from which it is said to."""
UNSURE_ROW: Final = 0.85
"""Probability of a row of several articles, below which readers are told to look at its words themselves."""
Aspect = Literal["number", "date", "place", "actor", "cause", "outcome", "modality", "wording", "other"]
Relation = Literal["conflict", "detail"]
Voice = Literal["own", "attributed", "quoted"]
LabelKind = Literal["person", "organisation", "place", "event", "thing", "group"]
VariantKind = Literal["exact", "cut", "spliced", "reworded", "translated", "other speaker"]


@dataclass(frozen=True, slots=True)
class Feature:
    """One reason behind a score: a named value and what it added to the log-odds."""

    name: str
    value: float
    contribution: float


@dataclass(frozen=True, slots=True)
class Mention:
    """The words of one article that carry a point, and how it carries them; `said_by` None in its own voice."""

    span: Span
    stance: Stance
    said_by: str | None


@dataclass(frozen=True, slots=True)
class DiffersValue:
    """What one article gives for the aspect in which a point differs, and who estimates it there."""

    span: Span
    said_by: str | None


@dataclass(frozen=True, slots=True)
class Differs:
    """How the mentions of a point differ: one aspect, its values, and how far that kind is trusted."""

    aspect: Aspect
    relation: Relation
    values: tuple[DiffersValue, ...]
    probability: float
    reason: str


@dataclass(frozen=True, slots=True)
class Point:
    """One row of the comparison.

    Attributes:
        id: "p1", "p2", ... in order of importance.
        status: Where the reports stand on it.
        gist: The most central mention.
        importance: 0 to 1.
        articles: Number of articles that carry it.
        texts: Number of distinct texts among them: copies of one text count once.
        origins: Number of independent origins: texts and shared named sources count once.
        mentions: In the order of the articles, then of their text.
        cells: One per article, in the order of the comparison's articles.
        differs: How the mentions differ, if they do.
        probability: That a careful reader would make this row, too, if perhaps with a mention more or less.
        why: For each mention what puts it into this row, nothing for the most central one; empty for one article alone.
        silences: One per article: where its cell is silent, the probability that it does not tell it in other words
            either, None elsewhere; empty if nobody reckoned them.
        tellings: One per article: where it has words in the row, the probability that they tell what others there tell,
            1 for the article of the gist and those that have it in the same words; None elsewhere; empty if nobody
            reckoned them. Those of less than `SURE_TELLING` are no origins of a row where at least two are sure.
        nearest: One per article: where its cell is silent, the words of it that come nearest to the row, if any are
            near enough to be weighed, so that its silence can be checked; None elsewhere. What one article alone
            tells has them of the likeliest other one (and its copies). Empty if nobody looked for them.
    """

    id: str
    status: Status
    gist: Span
    importance: float
    articles: int
    texts: int
    origins: int
    mentions: tuple[Mention, ...]
    cells: tuple[CellValue, ...]
    differs: Differs | None
    probability: float
    why: tuple[tuple[Feature, ...], ...] = ()
    silences: tuple[float | None, ...] = ()
    tellings: tuple[float | None, ...] = ()
    nearest: tuple[Span | None, ...] = ()

    @property
    def surely_shared(self) -> bool:
        """Several articles tell it, and their words surely belong together."""
        return self.articles > 1 and (self.probability >= UNSURE_ROW or self.status == "contested")


@dataclass(frozen=True, slots=True)
class QuoteMention:
    """One article's wording of an utterance; `variant` says how it relates to the fullest wording."""

    span: Span
    speaker: str | None
    variant: VariantKind


@dataclass(frozen=True, slots=True)
class QuoteGroup:
    """One utterance in the wordings of all articles that quote it; the fullest wording comes first."""

    speaker: str | None
    mentions: tuple[QuoteMention, ...]


@dataclass(frozen=True, slots=True)
class Designation:
    """A descriptive noun phrase that an article uses for an entity, or a verb that tells what happened to one."""

    span: Span
    voice: Voice


@dataclass(frozen=True, slots=True)
class Label:
    """An entity and what the articles call it beyond its name."""

    entity: str
    kind: LabelKind
    aliases: tuple[str, ...]
    designations: tuple[Designation, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """The same words in two articles; `similarity` is 0 to 1."""

    left: Span
    right: Span
    similarity: float


@dataclass(frozen=True, slots=True)
class CopyLink:
    """Text that two articles share.

    Attributes:
        left: Id of one article.
        right: Id of the other.
        taken_from: Id of the one that was copied, or a credited agency; None where time and credit do not tell.
        share: Part of the shorter article's words that stand in the passages, 0 to 1.
        passages: What is shared, in the order of `left`.
    """

    left: str
    right: str
    taken_from: str | None
    share: float
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """Articles that derive from one text as a whole, and how that shows."""

    articles: tuple[str, ...]
    credited: str | None
    links: tuple[CopyLink, ...]


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """An interval of time, and the points that tell what happened in it."""

    start: datetime
    end: datetime
    label: str
    points: tuple[str, ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class DigestSentence:
    """A verbatim sentence, the point it stands for, and the articles that carry that point.

    `contested`: something in it is, be it that point or another one.
    """

    span: Span
    point: str
    articles: tuple[str, ...]
    origins: int
    contested: bool


@dataclass(frozen=True, slots=True)
class Omission:
    """What one article surely leaves out: a point that others carry, weighed by its independent origins."""

    article: str
    point: str
    origins: int


@dataclass(frozen=True, slots=True)
class EntitySummary:
    """One entity of the story under its canonical name, with every form that the articles use."""

    name: str
    kind: NameKind
    aliases: tuple[str, ...]
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The reports of one event, set side by side.

    Attributes:
        articles: The reports compared, in input order.
        points: Rows, most important first.
        quotes: Utterances, those in several articles first.
        labels: Descriptions by entity, those with the strongest contrast first.
        origins: Articles that derive from one text as a whole.
        copies: Every pair of articles that share passages, whole copies or not.
        timeline: When what happened, in order.
        digest: A short account in verbatim sentences.
        omissions: What each article leaves out, weightiest first within an article.
        entities: Who and what the story is about.
        notices: What the reader should know about the input (other languages, headline only, unknown dates).
        settings: Hash of the settings that made it.
        version: Version of Variorum that made it.
    """

    articles: tuple[Article, ...]
    points: tuple[Point, ...] = ()
    quotes: tuple[QuoteGroup, ...] = ()
    labels: tuple[Label, ...] = ()
    origins: tuple[Origin, ...] = ()
    copies: tuple[CopyLink, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    digest: tuple[DigestSentence, ...] = ()
    omissions: tuple[Omission, ...] = ()
    entities: tuple[EntitySummary, ...] = ()
    notices: tuple[str, ...] = ()
    settings: str = ""
    version: str = ""

    @property
    def digests(self) -> dict[str, str]:
        """The digest of each article's bytes, by id: another where the article is another."""
        return {article.id: article.sha256 for article in self.articles}

    def article(self, id: str) -> Article:
        """The article of that id.

        Raises:
            KeyError: There is none.
        """
        for article in self.articles:
            if article.id == id:
                return article
        raise KeyError(id)

    def point(self, id: str) -> Point:
        """The point of that id.

        Raises:
            KeyError: There is none.
        """
        for point in self.points:
            if point.id == id:
                return point
        raise KeyError(id)

    def _repr_html_(self) -> str:
        """The report as notebooks show it."""
        from variorum.report.html import notebook

        return notebook(self)
