"""What the tools answer; every span is `field[start:end]` of its article, in code points."""

from __future__ import annotations

from typing_extensions import TypedDict

from variorum.check_export import CheckExport
from variorum.model.comparison import CellValue, Status
from variorum.report.contract import DiffersExport, DigestExport, PointExport, SpanExport


class Report(TypedDict):
    """An article without its text; `published` is a date, or a moment where that is known."""

    id: str
    outlet: str | None
    title: str
    published: str | None
    url: str | None


class Story(TypedDict):
    """A story as lists show it; `contested` is null until it was compared."""

    id: str
    title: str
    outlets: list[str]
    reports: int
    first: str | None
    last: str | None
    contested: int | None


class Stories(TypedDict):
    """Stories, and how many there are in all."""

    total: int
    stories: list[Story]


class PointBrief(TypedDict):
    """A point: the most central words, the three numbers, who carries it how, and how the reports differ.

    `probability` tells how surely it is one point, `silences` how surely a report whose cell is silent does not tell it
    in other words, `tellings` how surely the words of the others tell it, 0 to 1.
    """

    id: str
    status: Status
    gist: SpanExport
    articles: int
    texts: int
    origins: int
    probability: float
    cells: dict[str, CellValue]
    silences: dict[str, float]
    tellings: dict[str, float]
    differs: DiffersExport | None


class Section(TypedDict):
    """The most important points of one status, and how many there are in all."""

    total: int
    points: list[PointBrief]


class StoryView(TypedDict):
    """A story: who reports it, a short account in verbatim sentences, its most important points."""

    id: str
    title: str
    reports: list[Report]
    digest: list[DigestExport]
    points: Section
    notices: list[str]


class Omitted(TypedDict):
    """A point that a report leaves out, and how many independent origins tell it elsewhere."""

    article: str
    point: str
    gist: SpanExport
    origins: int


class Shared(TypedDict):
    """Text that two articles share; `taken_from` is an article's id or a credited agency, null if not known."""

    left: str
    right: str
    taken_from: str | None
    share: float


class Coverage(TypedDict):
    """Reports of one event side by side; `story` is the id under which get_point knows it."""

    story: str
    title: str
    reports: list[Report]
    contested: Section
    superseded: Section
    corroborated: Section
    repeated: Section
    single: Section
    omissions: list[Omitted]
    copies: list[Shared]
    notices: list[str]
    problems: list[str]
    other_events: list[str]


class Context(TypedDict):
    """A mention with the words around it."""

    article: str
    before: str
    words: str
    after: str


class PointView(TypedDict):
    """A point in full, with each mention in its sentence."""

    story: str
    point: PointExport
    context: list[Context]


class CheckView(CheckExport):
    """What the reports of one story have for a claim, and what the story is called."""

    title: str


class Checks(TypedDict):
    """The stories that the claim was looked for in."""

    claim: str
    checked: list[CheckView]


class Said(TypedDict):
    """Words given to a source, in a point or as a quotation (`point` null)."""

    point: str | None
    words: SpanExport


class SourceView(TypedDict):
    """Somebody or something that reports name as their source; `articles` are those that do."""

    name: str
    articles: list[str]
    says: list[Said]


class Sources(TypedDict):
    """Who the reports of a story quote or name as a source, those in most reports first."""

    story: str
    total: int
    sources: list[SourceView]
