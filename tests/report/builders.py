"""Comparisons made by hand: an invented event with five reports, a large one, and one of hostile texts."""

# ruff: noqa: E501 (sentences stay on one line)
from __future__ import annotations

import re
from datetime import UTC, datetime

from variorum.model.article import Article
from variorum.model.comparison import (
    CellValue,
    Comparison,
    CopyLink,
    Designation,
    Differs,
    DiffersValue,
    DigestSentence,
    EntitySummary,
    Feature,
    Label,
    Mention,
    Omission,
    Origin,
    Passage,
    Point,
    QuoteGroup,
    QuoteMention,
    TimelineEntry,
)
from variorum.model.document import Stance
from variorum.model.text import Block, BlockKind, Field, Span

_BOILERPLATE = ("Share this article", "Most read", "Sign up")


def article(
    id: str, outlet: str | None, title: str, text: str, published: datetime | None = None, **more: object
) -> Article:
    """An article with its blocks: paragraphs between blank lines, boilerplate by its first words."""
    blocks: list[Block] = [Block("headline", "title", 0, len(title))] if title.strip() else []
    for match in re.finditer(r"\S(?:[^\n]|\n(?!\s*\n))*", text):
        kind: BlockKind = "boilerplate" if match.group().startswith(_BOILERPLATE) else "paragraph"
        if match.group().startswith("Photo:"):
            kind = "caption"
        blocks.append(Block(kind, "text", match.start(), match.end()))
    return Article(id, title, text, outlet, published=published, blocks=tuple(blocks), **more)  # type: ignore[arg-type]


COURIER = """MARLHAVEN — Hundreds of islanders rallied at Saltmarsh Quay on Saturday against the closing of the Orsey ferry.

A wooden gangway gave way shortly before noon. Three people were injured, the harbour police said.

“We will not let them cut the rope that holds this island,” said Ines Tallow, a retired ferry captain who leads the campaign.

The county, which owns the line, wants to end the service on 1 September. It says that the crossing loses 2.4 million crowns a year.

Photo: Campaigners with a model of the ferry Petrel on Saltmarsh Quay.

Share this article"""

WIRE = """MARLHAVEN, June 14 (Northcoast Wire) - Five people were injured when a gangway collapsed at a ferry protest in Marlhaven on Saturday, harbour police said, raising an earlier figure of three.

About 400 people took part, according to police. The organisers spoke of 2,000.

Two of the injured were taken to the county hospital with broken bones, a spokeswoman said. None was in danger of death.

The gangway was probably overloaded, a police officer said at the scene.

“We will not let anybody cut the rope that holds this island,” campaign leader Ines Tallow told the crowd.

The county plans to end the loss-making service on September 1."""

LEDGER = """Five people were injured when a gangway collapsed at a ferry protest in Marlhaven on Saturday, harbour police said, raising an earlier figure of three.

About 400 people took part, according to police. Two of the injured were taken to the county hospital with broken bones, a spokeswoman said.

“We will not let anybody cut the rope that holds this island,” campaign leader Ines Tallow told the crowd.

With reporting by Northcoast Wire"""

FREE_PRESS = """More than two thousand people filled Saltmarsh Quay on Saturday to save our ferry, and they came from both shores.

It was to be a feast. Then the rotten gangway, which the county had left unrepaired for years, went down under the feet of a school choir. Five people were hurt.

Captain Ines Tallow, the heart of the resistance, had just cried: “They shall not sever the rope that ties our island!”

Bureaucrats on the mainland want to throttle the line at the end of September. The county denies that repairs were ever refused.

The choir sang on from the quay until the ambulances had gone.

Sign up for our letter from the island"""

TRIBUNE = """A first report by the county's own engineer blames rotten beams for the collapse of a gangway in Marlhaven, in which five people were injured on 14 June.

The beams were last inspected in 2024, the report says, and should have been replaced two years later. The county had said that the gangway was overloaded.

The collapse came during a rally of several hundred opponents of the plan to close the Orsey ferry on 1 September.

Their leader, the former captain and convicted smuggler Ines Tallow, said the islanders would “not let anybody cut the rope”.

County commissioner Bram Oster may put off the closing, two people close to him said.

The ferry Petrel has served Orsey since 1989."""


def articles() -> tuple[Article, ...]:
    """The five reports."""
    return (
        article("courier", "Marlhaven Courier", "Gangway gives way at ferry rally, three hurt", COURIER,
                datetime(2031, 6, 14, tzinfo=UTC), url="https://courier.example/gangway", authors=("Pia Lund",)),
        article("wire", "Northcoast Wire", "Five hurt as gangway collapses at ferry protest", WIRE,
                datetime(2031, 6, 14, 18, 40, tzinfo=UTC), published_precision="second", sha256="ab" * 32),
        article("ledger", "The Ledger", "Five hurt in Marlhaven gangway collapse", LEDGER,
                datetime(2031, 6, 15, tzinfo=UTC), credits=("Northcoast Wire",)),
        article("freepress", "Orsey Free Press", "Thousands stand up for the ferry", FREE_PRESS,
                datetime(2031, 6, 15, tzinfo=UTC)),
        article("tribune", None, "Rotten beams blamed for quay collapse", TRIBUNE),
    )  # fmt: skip


class Builder:
    """Finds spans by their words, so that no offset is written by hand."""

    def __init__(self, reports: tuple[Article, ...]) -> None:
        self.reports = {report.id: report for report in reports}

    def at(self, id: str, words: str, field: Field = "text") -> Span:
        """The first place where the words stand."""
        start = self.reports[id].field(field).index(words)
        return Span(id, field, start, start + len(words), words)

    def mention(self, id: str, words: str, stance: Stance = "asserts", said_by: str | None = None) -> Mention:
        """A mention, in the title where the words only stand there."""
        field: Field = "text" if words in self.reports[id].text else "title"
        return Mention(self.at(id, words, field), stance, said_by)

    def differs(self, aspect: str, relation: str, reason: str, *values: tuple[str, str, str | None]) -> Differs:
        """How a point differs; each value is (article, words, who says so)."""
        found = tuple(DiffersValue(self.at(key, words), who) for key, words, who in values)
        return Differs(aspect, relation, found, 0.87, reason)  # type: ignore[arg-type]

    def point(
        self,
        number: int,
        status: str,
        counts: tuple[int, int, int],
        importance: float,
        mentions: list[Mention],
        differs: Differs | None = None,
        unseen: tuple[str, ...] = (),
        doubtful: tuple[str, ...] = (),
        nearest: tuple[Span, ...] = (),
    ) -> Point:
        """A point whose gist is its first mention and whose cells follow from the mentions.

        Reports are silent, or tell it, with a probability of 0.93, the doubtful ones of 0.4.
        """
        cells: list[CellValue] = []
        for key in self.reports:
            stances = [m.stance for m in mentions if m.span.article == key]
            cells.append(stances[0] if stances else "not observable" if key in unseen else "silent")
        order = list(self.reports)
        mentions = sorted(mentions, key=lambda m: (order.index(m.span.article), m.span))
        gist = max(mentions, key=lambda m: len(m.span.quote)).span
        reasons = (
            Feature("similarity of the clauses", 0.81, 1.9),
            Feature("shared numbers", 1.0, 0.8),
            Feature("same names", 0.5, 0.4),
            Feature("rank of the pair", 3.0, -0.35),
        )
        why = tuple(() if m.span == gist else reasons for m in mentions) if len(mentions) > 1 else ()
        silences = tuple(
            None if cell != "silent" else 0.4 if key in doubtful else 0.93
            for key, cell in zip(self.reports, cells, strict=True)
        )
        tellings = tuple(
            None if cell in ("silent", "not observable") else 0.4 if key in doubtful else 0.93
            for key, cell in zip(self.reports, cells, strict=True)
        )
        return Point(
            f"p{number}", status, gist, importance, *counts, tuple(mentions), tuple(cells), differs, 0.93, why, silences, tellings,  # type: ignore[arg-type]
            tuple(next((span for span in nearest if span.article == key), None) for key in self.reports),
        )  # fmt: skip


def comparison() -> Comparison:
    """The five reports compared by hand."""
    reports = articles()
    b = Builder(reports)
    m = b.mention
    points = (
        b.point(1, "superseded", (5, 4, 3), 0.98, [
            m("courier", "Three people were injured", "attributes", "the harbour police"),
            m("courier", "three hurt"),
            m("wire", "Five people were injured", "attributes", "harbour police"),
            m("wire", "Five hurt"),
            m("ledger", "Five people were injured", "attributes", "harbour police"),
            m("freepress", "Five people were hurt"),
            m("tribune", "five people were injured"),
        ], b.differs("number", "conflict", "a later figure of the same source replaces an earlier one",
                     ("courier", "Three people", "the harbour police"), ("wire", "Five people", "harbour police"),
                     ("ledger", "Five people", "harbour police"), ("freepress", "Five people", None),
                     ("tribune", "five people", None))),
        b.point(2, "contested", (5, 4, 4), 0.95, [
            m("courier", "Hundreds of islanders rallied at Saltmarsh Quay on Saturday"),
            m("wire", "About 400 people took part", "attributes", "police"),
            m("wire", "The organisers spoke of 2,000", "attributes", "the organisers"),
            m("ledger", "About 400 people took part", "attributes", "police"),
            m("freepress", "More than two thousand people filled Saltmarsh Quay on Saturday"),
            m("tribune", "a rally of several hundred opponents of the plan"),
        ], b.differs("number", "conflict", "the intervals 200 to 999 and above 2,000 do not overlap",
                     ("courier", "Hundreds", None), ("wire", "About 400", "police"),
                     ("wire", "2,000", "the organisers"), ("ledger", "About 400", "police"),
                     ("freepress", "More than two thousand", None), ("tribune", "several hundred", None))),
        b.point(3, "contested", (3, 3, 3), 0.82, [
            m("wire", "The gangway was probably overloaded", "hedges", "a police officer"),
            m("freepress", "the rotten gangway, which the county had left unrepaired for years"),
            m("tribune", "blames rotten beams for the collapse of a gangway", "attributes", "the county's own engineer"),
            m("tribune", "The county had said that the gangway was overloaded", "attributes", "the county"),
        ], b.differs("cause", "conflict", "two causes that exclude each other",
                     ("wire", "overloaded", "a police officer"), ("freepress", "left unrepaired for years", None),
                     ("tribune", "rotten beams", "the county's own engineer")), unseen=("courier",)),
        b.point(4, "contested", (4, 4, 2), 0.74, [
            m("courier", "wants to end the service on 1 September"),
            m("wire", "The county plans to end the loss-making service on September 1"),
            m("freepress", "Bureaucrats on the mainland want to throttle the line at the end of September"),
            m("tribune", "the plan to close the Orsey ferry on 1 September"),
        ], b.differs("date", "conflict", "1 September and the end of September do not overlap",
                     ("courier", "on 1 September", None), ("wire", "on September 1", None),
                     ("freepress", "at the end of September", None), ("tribune", "on 1 September", None))),
        b.point(5, "corroborated", (5, 4, 3), 0.9, [
            m("courier", "A wooden gangway gave way shortly before noon"),
            m("wire", "a gangway collapsed at a ferry protest in Marlhaven on Saturday"),
            m("ledger", "a gangway collapsed at a ferry protest in Marlhaven on Saturday"),
            m("freepress", "went down under the feet of a school choir"),
            m("tribune", "the collapse of a gangway in Marlhaven"),
        ], b.differs("date", "detail", "one report is more exact",
                     ("courier", "shortly before noon", None), ("wire", "on Saturday", None)), doubtful=("freepress",)),
        b.point(6, "repeated", (2, 1, 1), 0.55, [
            m("wire", "Two of the injured were taken to the county hospital with broken bones", "attributes", "a spokeswoman"),
            m("ledger", "Two of the injured were taken to the county hospital with broken bones", "attributes", "a spokeswoman"),
        ]),
        b.point(7, "corroborated", (2, 2, 2), 0.5, [
            m("freepress", "the rotten gangway"),
            m("tribune", "rotten beams"),
        ], doubtful=("courier",), nearest=(b.at("courier", "A wooden gangway gave way"),)),
        b.point(8, "contested", (2, 2, 2), 0.45, [
            m("freepress", "The county denies that repairs were ever refused", "denies", "the county"),
            m("tribune", "should have been replaced two years later", "attributes", "the report"),
        ], b.differs("modality", "conflict", "one affirms what the other denies",
                     ("freepress", "denies", "the county"), ("tribune", "should have been replaced", "the report"))),
        b.point(9, "single", (1, 1, 1), 0.4, [m("courier", "the crossing loses 2.4 million crowns a year", "attributes", "the county")]),
        b.point(10, "single", (1, 1, 1), 0.38, [m("tribune", "County commissioner Bram Oster may put off the closing", "hedges", "two people close to him")]),
        b.point(11, "single", (1, 1, 1), 0.3, [m("freepress", "The choir sang on from the quay until the ambulances had gone")]),
        b.point(12, "single", (1, 1, 1), 0.28, [m("tribune", "The beams were last inspected in 2024", "attributes", "the report")], doubtful=("wire",)),
        b.point(13, "single", (1, 1, 1), 0.2, [m("tribune", "The ferry Petrel has served Orsey since 1989")]),
        b.point(14, "single", (1, 1, 1), 0.18, [m("wire", "None was in danger of death")]),
    )  # fmt: skip
    holds = b.at("wire", "We will not let anybody cut the rope that holds this island,")
    quotes = (
        QuoteGroup("Ines Tallow", (
            QuoteMention(holds, "Ines Tallow", "exact"),
            QuoteMention(b.at("ledger", "We will not let anybody cut the rope that holds this island,"), "Ines Tallow", "exact"),
            QuoteMention(b.at("courier", "We will not let them cut the rope that holds this island,"), "Ines Tallow", "reworded"),
            QuoteMention(b.at("freepress", "They shall not sever the rope that ties our island!"), "Ines Tallow", "translated"),
            QuoteMention(b.at("tribune", "not let anybody cut the rope"), "Ines Tallow", "cut"),
        )),
    )  # fmt: skip

    def called(id: str, words: str, voice: str = "own") -> Designation:
        return Designation(b.at(id, words), voice)  # type: ignore[arg-type]

    labels = (
        Label("Ines Tallow", "person", ("Tallow", "Captain Ines Tallow"), (
            called("courier", "a retired ferry captain who leads the campaign"), called("wire", "campaign leader"),
            called("ledger", "campaign leader"), called("freepress", "the heart of the resistance"),
            called("tribune", "the former captain and convicted smuggler"),
        )),
        Label("the rally", "event", (), (
            called("wire", "a ferry protest"), called("ledger", "a ferry protest"), called("freepress", "a feast"),
            called("tribune", "a rally of several hundred opponents", "attributed"),
        )),
        Label("the county", "organisation", (), (
            called("freepress", "Bureaucrats on the mainland"), called("courier", "which owns the line", "quoted"),
        )),
    )  # fmt: skip
    passages = tuple(
        Passage(b.at("wire", words), b.at("ledger", words), 1.0)
        for words in (
            "Five people were injured when a gangway collapsed at a ferry protest in Marlhaven on Saturday, harbour "
            "police said, raising an earlier figure of three.",
            "About 400 people took part, according to police.",
            "Two of the injured were taken to the county hospital with broken bones, a spokeswoman said.",
        )
    )
    link = CopyLink("wire", "ledger", "wire", 0.91, passages)
    loose = CopyLink("courier", "tribune", None, 0.04, (
        Passage(b.at("courier", "the Orsey ferry"), b.at("tribune", "the Orsey ferry"), 1.0),
    ))  # fmt: skip
    timeline = (
        TimelineEntry(datetime(1989, 1, 1, tzinfo=UTC), datetime(1990, 1, 1, tzinfo=UTC), "1989", ("p13",),
                      (b.at("tribune", "The ferry Petrel has served Orsey since 1989"),)),
        TimelineEntry(datetime(2024, 1, 1, tzinfo=UTC), datetime(2025, 1, 1, tzinfo=UTC), "2024", ("p12",),
                      (b.at("tribune", "The beams were last inspected in 2024"),)),
        TimelineEntry(datetime(2031, 6, 14, tzinfo=UTC), datetime(2031, 6, 15, tzinfo=UTC), "14 June 2031", ("p5", "p1", "p2"),
                      (b.at("courier", "Hundreds of islanders rallied at Saltmarsh Quay on Saturday"),
                       b.at("wire", "a gangway collapsed at a ferry protest in Marlhaven on Saturday"),
                       b.at("tribune", "five people were injured on 14 June"))),
        TimelineEntry(datetime(2031, 9, 1, tzinfo=UTC), datetime(2031, 9, 2, tzinfo=UTC), "1 September 2031", ("p4",),
                      (b.at("courier", "wants to end the service on 1 September"),
                       b.at("wire", "The county plans to end the loss-making service on September 1"))),
    )  # fmt: skip
    digest = (
        DigestSentence(b.at("courier", "Hundreds of islanders rallied at Saltmarsh Quay on Saturday against the closing of the Orsey ferry."),
                       "p2", ("courier", "wire", "ledger", "freepress", "tribune"), 4, True),
        DigestSentence(b.at("courier", "A wooden gangway gave way shortly before noon."), "p5",
                       ("courier", "wire", "ledger", "freepress", "tribune"), 4, False),
        DigestSentence(b.at("wire", "The county plans to end the loss-making service on September 1."), "p4",
                       ("courier", "wire", "freepress", "tribune"), 2, True),
    )  # fmt: skip
    omissions = (
        Omission("courier", "p3", 3), Omission("ledger", "p3", 3), Omission("ledger", "p4", 2), Omission("wire", "p8", 2),
        Omission("tribune", "p6", 1),
    )  # fmt: skip
    return Comparison(
        articles=reports, points=points, quotes=quotes, labels=labels,
        origins=(Origin(("wire", "ledger"), "Northcoast Wire", (link,)),), copies=(link, loose),
        timeline=timeline, digest=digest, omissions=omissions,
        entities=(EntitySummary("Ines Tallow", "person", ("Tallow",), ("courier", "wire", "ledger", "freepress", "tribune")),),
        notices=("tribune: no date of publication is known, so “recent” there was not resolved.",),
        settings="0" * 12, version="0.1.0",
    )  # fmt: skip


def large(reports: int = 40, rows: int = 300) -> Comparison:
    """Many articles and many points, in words made by counting."""
    texts = []
    for n in range(reports):
        lines = [
            f"Clause {row} of report {n} tells of thing {row * 7 % 31}."
            for row in range(rows)
            if (row * 13 + n * 7) % 5 < 2
        ]
        texts.append(
            article(
                f"r{n:02}",
                f"Outlet {n}",
                f"Headline {n}",
                "\n\n".join(lines),
                datetime(2031, 1, 1 + n % 28, tzinfo=UTC),
            )
        )
    b = Builder(tuple(texts))
    points = []
    for row in range(rows):
        mentions = []
        for n in range(reports):
            if (row * 13 + n * 7) % 5 < 2:
                mentions.append(b.mention(f"r{n:02}", f"Clause {row} of report {n} tells of thing {row * 7 % 31}"))
        status = "corroborated" if row % 3 else "contested"
        values = tuple((m.span.article, f"thing {row * 7 % 31}", None) for m in mentions[:6])
        differs = b.differs("number", "conflict", "made by counting", *values) if status == "contested" else None
        count = len(mentions)
        points.append(b.point(row + 1, status, (count, count, count), 1 - row / rows, mentions, differs))
    return Comparison(tuple(texts), tuple(points), version="0.1.0", settings="0" * 12)
