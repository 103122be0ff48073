from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import builders
import hostile

from variorum.model.comparison import Comparison, QuoteGroup, QuoteMention
from variorum.model.text import Span
from variorum.report import doubts, graph, legend, view
from variorum.report.html import document
from variorum.report.terminal import to_text
from variorum.report.witnesses import sign, witnesses


def test_letters_go_on_after_z() -> None:
    assert [sign(n) for n in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


def test_witnesses_have_names_and_addresses_of_their_own() -> None:
    who = witnesses(builders.comparison())
    assert [w.sign for w in who.values()] == list("ABCDE")
    assert who["tribune"].name == "tribune"
    assert (who["tribune"].carries, who["tribune"].alone) == (10, 3)
    assert who["wire"].date == "14 June 2031, 18:40"
    anchors = [w.anchor for w in witnesses(hostile.comparison()).values()]
    assert len(set(anchors)) == len(anchors)
    assert all(anchor.replace("-", "").replace("_", "").isalnum() for anchor in anchors)


def test_the_event_is_told_in_the_headline_that_says_most_of_what_nobody_contests() -> None:
    comparison = builders.comparison()
    assert view.event(comparison) == ("Five hurt as gangway collapses at ferry protest", "wire")
    untitled = replace(comparison, articles=tuple(replace(a, title="", blocks=()) for a in comparison.articles))
    assert view.event(untitled)[0].startswith("Hundreds of islanders rallied")
    assert view.event(Comparison(untitled.articles)) == ("", None)


def test_the_event_of_an_export_is_the_same() -> None:
    comparison = builders.comparison()
    mixed = tuple(
        replace(a, published=a.published.replace(tzinfo=None)) if a.published and n % 2 else a
        for n, a in enumerate(comparison.articles)
    )
    assert view.event(replace(comparison, articles=mixed)) == view.event(comparison)


def test_period() -> None:
    reports = builders.articles()
    assert view.period(Comparison(reports)) == "14–15 June 2031"
    later = replace(reports[0], published=datetime(2032, 1, 2, tzinfo=UTC))
    assert view.period(Comparison((*reports[:2], later))) == "14 June 2031 – 2 January 2032"
    assert view.period(Comparison(reports[4:])) == ""


def test_equal_values_stand_together() -> None:
    values = view.values(builders.comparison().point("p4"))
    assert [(v.text, [g.span.article for g in v.given]) for v in values] == [
        ("on 1 September", ["courier", "tribune"]),
        ("on September 1", ["wire"]),
        ("at the end of September", ["freepress"]),
    ]


def test_the_sentence_around_a_span() -> None:
    wire = builders.articles()[1]
    b = builders.Builder((wire,))
    assert view.sentence_around(wire, b.at("wire", "About 400")) == ("", " people took part, according to police.")
    assert view.sentence_around(wire, b.at("wire", "2,000")) == ("The organisers spoke of ", ".")


def test_an_abbreviation_does_not_end_the_sentence_around_a_span() -> None:
    report = builders.article(
        "a", None, "", "It rained. Six U.N. envoys met J. Lund on the quay of the old harbour. Then all left."
    )
    b = builders.Builder((report,))
    assert view.sentence_around(report, b.at("a", "Lund")) == (
        "Six U.N. envoys met J. ",
        " on the quay of the old harbour.",
    )
    assert view.sentence_around(report, b.at("a", "Lund"), reach=16) == ("… envoys met J. ", " on the quay of …")


def test_gaps_in_the_timeline() -> None:
    assert view.gaps(builders.comparison().timeline) == ("", "34 years later", "6 years later", "3 months later")
    assert view.gaps(()) == ()


def test_the_drawing_leads_from_the_source_to_the_taker() -> None:
    comparison = builders.comparison()
    who = witnesses(comparison)
    drawn = graph.draw(comparison, who, ("one", "two"))
    assert drawn is not None
    assert [node.sign for node in drawn.nodes] == ["A", "B", "C", "E"]
    assert [arc.directed for arc in drawn.arcs] == [True, False]
    credited = replace(comparison, copies=(replace(comparison.copies[0], taken_from="Some Agency"),))
    drawn = graph.draw(credited, who, ("one",))
    assert drawn is not None
    assert [node.name for node in drawn.nodes] == ["Some Agency", "Northcoast Wire", "The Ledger"]
    assert len(drawn.arcs) == 2
    assert graph.draw(replace(comparison, copies=()), who, ()) is None


def test_a_contest_is_as_unsure_as_its_row_and_its_values() -> None:
    story = builders.comparison()
    point = next(point for point in story.points if point.status == "contested")
    assert point.differs is not None
    doubted = replace(point, differs=replace(point.differs, probability=0.4))
    assert doubts.is_unsure(replace(point, probability=0.7))
    assert not doubts.is_unsure(point)
    assert doubts.is_unsure(doubted)
    shown = replace(story, points=tuple(doubted if other is point else other for other in story.points))
    card = re.search(rf'<h3 id="h-{point.id}">.*?</h3>', document(shown), re.DOTALL)
    assert card is not None
    assert "≈ perhaps" in card[0]
    assert f"{point.id}≈" in to_text(shown)
    assert f"{point.id}≈" not in to_text(story)


def test_another_part_of_a_speech_varies_nothing() -> None:
    """What the same report quotes of the same speech elsewhere is held against nothing, unless it repeats it."""

    def mention(article: str, words: str) -> QuoteMention:
        return QuoteMention(Span(article, "text", 0, len(words), words), "Ida Brandt", "cut")

    first = mention("wire", "There was a girl on the quay, and she did not move at all")
    group = QuoteGroup("Ida Brandt", (first,))
    assert not view.is_another_part(group, first)
    assert view.is_another_part(group, mention("wire", "Nobody had come to help her"))
    assert not view.is_another_part(group, mention("courier", "Nobody had come to help her"))
    assert not view.is_another_part(group, mention("wire", "a girl on the quay, and she did not move"))
    assert view.is_another_part(group, mention("wire", "She did not move away"))
    assert not view.is_another_part(group, mention("courier", "She did not move away"))
    both = QuoteGroup("Ida Brandt", (first, mention("wire", "Nobody had come to help her")))
    assert view.is_another_part(both, mention("courier", "Nobody had come to help her,"))


def test_how_many_of_some_points_are_not_sure_is_told() -> None:
    points = builders.comparison().points
    sure = [point for point in points if not doubts.is_unsure(point)]
    doubted = [replace(point, probability=0.6) for point in points if point.status == "corroborated"]
    assert doubts.unsure(sure) == ""
    assert doubts.meaning("corroborated", [*sure, *doubted]).endswith(f"≈ {len(doubted)} of them perhaps.")
    assert doubts.meaning("corroborated", sure) == legend.STATUS_MEANING["corroborated"]


def test_the_same_words_of_several_reports_stand_once() -> None:
    spans = [
        Span("a", "text", 0, 15, "The bridge fell"),
        Span("b", "text", 9, 24, "the bridge fell"),
        Span("a", "text", 40, 55, "The bridge fell"),
        Span("b", "text", 40, 52, "nobody died."),
    ]
    assert view.told_once(tuple(spans)) == ((spans[0], spans[1]), (spans[3],))
