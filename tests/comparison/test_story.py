"""The comparison as a whole, on reports of an invented fire, read by the model that ships."""

from __future__ import annotations

import dataclasses
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from variorum.articles import from_text, read
from variorum.comparison.entities import assemble, kinds_of
from variorum.comparison.story import compare_story
from variorum.errors import InputError
from variorum.model.article import Article
from variorum.model.comparison import Comparison
from variorum.model.document import Document, Entity
from variorum.model.text import Span
from variorum.pipeline import annotate, compare, compare_stories
from variorum.report.export import to_json
from variorum.report.verification import validate, verify
from variorum.settings import Settings

EXAMPLE = Path(__file__).parents[2] / "examples/halmery-harbour"


def report(id: str, day: int, text: str) -> Article:
    return from_text(text, id=id, outlet=id.title(), published=datetime(2031, 5, day))


FIRE = [
    report(
        "gazette",
        5,
        "A fire destroyed the old grain store in Teswick on Monday night. Twelve people were injured in the blaze, "
        "the fire service said. The store had stood empty since 2019. The cause of the fire is not known.",
    ),
    report(
        "mercury",
        5,
        "Flames destroyed the grain store at Teswick late on Monday. Thirty people were injured in the blaze, "
        "according to residents. Nobody had used the building for years. Mayor Anna Lorrick called for an inquiry.",
    ),
    report(
        "echo",
        7,
        "The fire that destroyed the grain store in Teswick injured 14 people, the fire service said on Wednesday. "
        "Two men have been arrested on suspicion of arson.",
    ),
]


@pytest.fixture(scope="module")
def fire() -> Comparison:
    return compare(FIRE)


def test_what_all_tell_is_one_row_of_all(fire: Comparison) -> None:
    destroyed = [
        p for p in fire.points if p.articles == 3 and any("destroyed" in mention.span.quote for mention in p.mentions)
    ]
    assert destroyed
    assert set(destroyed[0].cells) <= {"asserts", "attributes"}


def test_figures_that_exclude_each_other_are_contested(fire: Comparison) -> None:
    figures = [p.differs for p in fire.points if p.status == "contested" and p.differs]
    assert any(
        d.aspect == "number" and {"Twelve people", "Thirty people"} <= {v.span.quote for v in d.values} for d in figures
    )


def test_what_one_tells_is_single_and_the_others_are_silent(fire: Comparison) -> None:
    arrest = next(p for p in fire.points if "arrested" in p.gist.quote)
    assert (arrest.status, arrest.articles, arrest.origins) == ("single", 1, 1)
    assert arrest.cells == ("silent", "silent", "asserts")


def test_a_later_figure_of_the_same_source_supersedes() -> None:
    found = compare([FIRE[0], FIRE[2]])
    figures = [p for p in found.points if p.differs and p.differs.aspect == "number"]
    assert [p.status for p in figures] == ["superseded"]


def test_an_article_of_which_only_the_headline_is_there_cannot_be_silent() -> None:
    found = compare([*FIRE[:2], dataclasses.replace(FIRE[2], headline_only=True)])
    assert "silent" not in {point.cells[2] for point in found.points}


def test_one_article_has_nothing_to_be_compared_with() -> None:
    found = compare(FIRE[:1])
    assert {p.status for p in found.points} == {"single"}
    assert "nothing to compare" in found.notices[0]


def test_an_article_in_an_unsupported_language_is_shown_and_said(fire: Comparison) -> None:
    foreign = dataclasses.replace(FIRE[2], language="fi")
    found = compare([*FIRE[:2], foreign])
    assert any("fi" in notice for notice in found.notices)
    assert {p.cells[2] for p in found.points} == {"not observable"}


def test_two_events_are_compared_apart() -> None:
    match = report(
        "sport", 6, "Corrin United won the island cup on Sunday. Jo Marl scored both goals for the visitors."
    )
    cup = report("sport2", 6, "Jo Marl scored twice as Corrin United won the island cup final on Sunday afternoon.")
    found = compare_stories([FIRE[0], match, FIRE[1], cup])
    assert [{a.id for a in c.articles} for c in found] == [{"gazette", "mercury"}, {"sport", "sport2"}]


@pytest.fixture(scope="module")
def example() -> tuple[Article, ...]:
    return read([str(EXAMPLE)]).articles


def test_a_copy_of_an_article_changes_no_origins(example: tuple[Article, ...]) -> None:
    documents = annotate(example)
    copies = annotate([dataclasses.replace(example[0], id="copy", outlet="A Copy")])

    def origins(comparison: Comparison) -> dict[frozenset[Span], int]:
        return {
            frozenset(m.span for m in point.mentions if m.span.article != "copy"): point.origins
            for point in comparison.points
        }

    before = origins(compare_story(documents, Settings()))
    after = origins(compare_story([*documents, *copies], Settings()))
    assert after == before


def test_a_gist_of_a_conflict_gives_one_of_its_values(fire: Comparison) -> None:
    for comparison in (fire, compare(read([str(EXAMPLE)]).articles)):
        contested = [point for point in comparison.points if point.status == "contested" and point.differs]
        assert contested
        for point in contested:
            values = point.differs.values if point.differs else ()
            assert any(value.span.quote in point.gist.quote for value in values), point.gist.quote


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_span_of_any_comparison_is_verbatim(example: tuple[Article, ...], data: st.DataObject) -> None:
    paragraphs = [a.text[b.start : b.end] for a in example for b in a.blocks if b.field == "text"]
    noise = st.text(max_size=60)
    texts = data.draw(
        st.lists(st.lists(st.one_of(st.sampled_from(paragraphs), noise), max_size=5), min_size=1, max_size=3)
    )
    articles = []
    for number, parts in enumerate(texts):
        with suppress(InputError):
            articles.append(from_text("\n\n".join(parts), id=f"a{number}"))
    if articles:
        export = to_json(compare(articles))
        validate(export)
        verify(export, articles)


def test_what_most_articles_leave_out_before_a_name_is_no_part_of_it() -> None:
    documents = [
        Document(report(name, 5, f"{name} won the race."), (), (Entity(name, "person", (name,)),))
        for name in ("Norrander Ida Brandt", "Ida Brandt", "Ida Brandt")
    ]
    assert assemble(documents, [[0], [0], [0]], kinds_of(documents)).names == ("Ida Brandt",)
    named_twice = [documents[0], *documents[:2]]
    assert assemble(named_twice, [[0], [0], [0]], kinds_of(named_twice)).names == ("Norrander Ida Brandt",)


def test_a_gist_does_not_begin_with_a_word_that_ties_it_to_what_is_not_shown() -> None:
    first = from_text("Nobody was hurt when the old bridge in Talwin fell into the river.", id="first")
    second = from_text("The old bridge in Talwin fell into the river while ferries waited.", id="second")
    shared = [point for point in compare([first, second]).points if point.articles == 2]
    assert any("bridge in Talwin fell" in point.gist.quote for point in shared)
    assert not any(point.gist.quote.casefold().startswith(("when ", "while ")) for point in shared)
    kept = from_text("Nobody may enter before the old bridge in Talwin is closed.", id="kept")
    assert not any(
        point.gist.quote.startswith("the old bridge in Talwin is closed") for point in compare([kept]).points
    )


def test_the_occasion_of_a_report_is_no_point() -> None:
    comparison = compare(
        [
            from_text("Asked about the strike on Monday, Ida Brandt said that the old bridge was safe.", id="r1"),
            from_text("Ida Brandt told reporters that the old bridge was safe.", id="r2"),
        ]
    )
    assert [point.gist.quote for point in comparison.points] == ["the old bridge was safe"]
