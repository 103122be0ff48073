"""Judgements on points and people, respected by a comparison."""

from __future__ import annotations

from datetime import datetime

import pytest

from variorum.articles import from_text
from variorum.comparison.drafts import Draft, distinct
from variorum.comparison.entities import assemble, kinds_of
from variorum.comparison.judged import judged_drafts, judged_people
from variorum.comparison.story import compare_story
from variorum.comparison.units import collect
from variorum.model.article import Article
from variorum.model.comparison import Comparison, Point
from variorum.model.document import Document, Entity
from variorum.model.judgement import Bearer, OtherPerson, OtherPoint, SamePerson, SamePoint
from variorum.model.text import Span
from variorum.pipeline import annotate
from variorum.report.export import to_json
from variorum.report.verification import validate, verify
from variorum.settings import Settings


def report(id: str, text: str) -> Article:
    return from_text(text, id=id, outlet=id.title(), published=datetime(2031, 5, 5))


REPORTS = [
    report(
        "gazette",
        "A fire destroyed the old grain store in Teswick on Monday night. Twelve people were injured in the blaze, "
        "the fire service said. The store had stood empty since 2019.",
    ),
    report(
        "mercury",
        "Flames destroyed the grain store at Teswick late on Monday. Thirty people were injured in the blaze, "
        "according to residents. Mayor Anna Lorrick called for an inquiry.",
    ),
]


@pytest.fixture(scope="module")
def documents() -> tuple[Document, ...]:
    return annotate(REPORTS)


def row_of(comparison: Comparison, words: str) -> Point:
    return next(p for p in comparison.points if any(words in mention.span.quote for mention in p.mentions))


def span_of(comparison: Comparison, words: str) -> Span:
    return next(m.span for m in row_of(comparison, words).mentions if words in m.span.quote)


def checked(comparison: Comparison) -> Comparison:
    export = to_json(comparison)
    validate(export)
    verify(export, comparison.articles)
    return comparison


def test_rows_are_divided_and_joined_as_judged(documents: tuple[Document, ...]) -> None:
    before = compare_story(documents, Settings())
    assert row_of(before, "Twelve") == row_of(before, "Thirty")
    assert row_of(before, "empty") != row_of(before, "inquiry")
    twelve, thirty = span_of(before, "Twelve"), span_of(before, "Thirty")
    empty, inquiry = span_of(before, "empty"), span_of(before, "inquiry")
    apart = checked(compare_story(documents, Settings(), [OtherPoint(twelve, thirty), SamePoint(empty, inquiry)]))
    assert row_of(apart, "Twelve") != row_of(apart, "Thirty")
    assert row_of(apart, "Twelve").status == "single"
    assert row_of(apart, "empty") == row_of(apart, "inquiry")
    assert row_of(apart, "empty").articles == 2
    assert sum(len(p.mentions) for p in apart.points) == sum(len(p.mentions) for p in before.points)


def test_a_statement_in_two_rows_is_judged_in_both() -> None:
    items = collect(annotate(REPORTS))
    spans = [item.statement.span for item in items]
    drafts = (Draft((0, 1, 2), 0.9), Draft((1, 2, 3), 0.8))
    # What stands together somewhere need not be joined, ...
    assert judged_drafts(drafts, items, [SamePoint(spans[0], spans[2])], lambda *_: 0.0) == drafts
    # ... rows are joined without a statement twice, ...
    (joined,) = judged_drafts(drafts, items, [SamePoint(spans[0], spans[3])], lambda *_: 0.0)
    assert joined.units == (0, 1, 2, 3)
    # ... and what does not belong together is parted in every row.
    parted = judged_drafts(drafts, items, [OtherPoint(spans[1], spans[2])], lambda *_: 0.0)
    assert [draft.units for draft in parted] == [(1,), (0, 2), (1,), (2, 3)]
    # A row that another one holds is no row of its own.
    assert [draft.units for draft in distinct(parted)] == [(1,), (0, 2), (2, 3)]
    assert distinct((Draft((0,), 1.0), Draft((0, 1), 0.9))) == (Draft((0, 1), 0.9),)


def test_the_later_of_two_verdicts_prevails(documents: tuple[Document, ...]) -> None:
    before = compare_story(documents, Settings())
    pair = span_of(before, "Twelve"), span_of(before, "Thirty")
    after = compare_story(documents, Settings(), [OtherPoint(*pair), SamePoint(*pair)])
    assert row_of(after, "Twelve") == row_of(after, "Thirty")


def test_verdicts_on_words_that_are_gone_change_nothing(documents: tuple[Document, ...]) -> None:
    before = compare_story(documents, Settings())
    elsewhere = Span("other", "text", 0, 5, "Words")
    assert compare_story(documents, Settings(), [SamePoint(span_of(before, "Twelve"), elsewhere)]) == before


def naming(id: str, *names: tuple[str, ...]) -> Document:
    entities = tuple(Entity(aliases[0], "person", aliases) for aliases in names)
    return Document(Article(id, "", " ".join(alias for aliases in names for alias in aliases)), (), entities)


PEOPLE = [naming("a", ("Ines Varga", "Varga")), naming("b", ("Varga",), ("Captain V",)), naming("c", ("Ines Varga",))]


def test_people_are_joined_and_divided_by_name() -> None:
    entities = assemble(PEOPLE, [[0], [0, 1], [0]], kinds_of(PEOPLE))
    joined = judged_people(entities, PEOPLE, [SamePerson(Bearer("Captain V"), Bearer("Ines Varga"))])
    assert joined.links == ((0,), (0, 0), (0,))
    assert joined.aliases == (("Ines Varga", "Varga", "Captain V"),)
    divided = judged_people(entities, PEOPLE, [OtherPerson(Bearer("Ines Varga"), Bearer("Varga", "b"))])
    assert divided.links == ((0,), (1, 2), (0,))
    assert divided.names == ("Ines Varga", "Varga", "Captain V")


def test_namesakes_in_two_articles_are_divided() -> None:
    entities = assemble(PEOPLE, [[0], [0, 1], [0]], kinds_of(PEOPLE))
    divided = judged_people(entities, PEOPLE, [OtherPerson(Bearer("Ines Varga", "a"), Bearer("Ines Varga", "c"))])
    assert divided.links[0] != divided.links[2]
    again = [
        OtherPerson(Bearer("Ines Varga", "a"), Bearer("Ines Varga", "c")),
        SamePerson(Bearer("Ines Varga", "a"), Bearer("Ines Varga", "c")),
    ]
    restored = judged_people(entities, PEOPLE, again)
    assert restored.links[0] == restored.links[2]


def test_names_that_nobody_bears_change_nothing() -> None:
    entities = assemble(PEOPLE, [[0], [0, 1], [0]], kinds_of(PEOPLE))
    assert judged_people(entities, PEOPLE, [SamePerson(Bearer("Nobody"), Bearer("Varga"))]) == entities
