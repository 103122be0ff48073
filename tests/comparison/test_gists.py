"""Which words stand for a point, and which statements make none."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from variorum.articles import from_text, read
from variorum.comparison.entities import link
from variorum.comparison.gists import central_statements, readable
from variorum.comparison.units import Unit, build, collect, is_slight
from variorum.model.document import Document
from variorum.pipeline import annotate, compare

EXAMPLE = Path(__file__).parents[2] / "examples/halmery-harbour"


def told(text: str) -> tuple[Document, tuple[Unit, ...]]:
    documents = annotate([from_text(text, id="a")])
    return documents[0], collect(documents)


def gist(text: str, words: str) -> str:
    """The readable words of the statement that begins with some words."""
    document, units = told(text)
    (unit,) = [unit for unit in units if unit.statement.span.quote.startswith(words)]
    return readable(unit, document).quote


@pytest.mark.parametrize(
    ("text", "statement", "shown"),
    [
        (
            "The villagers are blaming the council for what they call a betrayal.",
            "The villagers",
            "The villagers are blaming the council for what they call a betrayal",
        ),
        (
            "Selma Orvane, who owns two boats, was responsible for closing the last ferry of the island.",
            "Selma Orvane",
            "Selma Orvane, who owns two boats, was responsible for closing the last ferry of the island",
        ),
        (
            "Engineers are still trying to find out what caused the fire at the mill.",
            "what caused",
            "Engineers are still trying to find out what caused the fire at the mill",
        ),
        (
            "Meanwhile, the council closed the last ferry of the island.",
            "Meanwhile",
            "the council closed the last ferry of the island",
        ),
        (
            "Instead of the ferry the council closed the mill of the island.",
            "Instead of",
            "Instead of the ferry the council closed the mill of the island",
        ),
        (
            "The mayor said that the fire was the 'act of a lone saboteur'.",
            "the fire",
            "the fire was the 'act of a lone saboteur'",
        ),
        (
            "Villagers call for the last guards to leave Osk; supporters of the mayor were bused in from other towns.",
            "for the last guards",
            "Villagers call for the last guards to leave Osk",
        ),
        (
            "An awful lot of work goes into ensuring that the bridge of Osk is safe, the council says.",
            "An awful lot of work goes",
            "An awful lot of work goes into ensuring that the bridge of Osk is safe",
        ),
        (
            "Stopping the sale of the old harbour is not just about saving money for the city.",
            "is not just",
            "Stopping the sale of the old harbour is not just about saving money for the city",
        ),
        (
            "The closure comes after the council voted against the ferry.",
            "The closure comes",
            "The closure comes after the council voted against the ferry",
        ),
        (
            "Selma Orvane described the new ferry as “a very expensive toy” on Tuesday.",
            "Selma Orvane",
            "Selma Orvane described the new ferry as “a very expensive toy” on Tuesday",
        ),
        (
            "The mayor called the new ferry “a very expensive toy”.",
            "The mayor",
            "The mayor called the new ferry “a very expensive toy”",
        ),
        (
            "“We will not sell the old mill to anybody,” said Selma Orvane, a baker with a shop near the harbour.",
            "a baker",
            "Selma Orvane, a baker with a shop near the harbour",
        ),
        (
            "The islanders of Orvane rejected a plan that would close the last ferry.",
            "The islanders",
            "The islanders of Orvane rejected a plan that would close the last ferry",
        ),
        (
            "The islanders of Orvane rejected the plan, which would close the last ferry.",
            "The islanders",
            "The islanders of Orvane rejected the plan",
        ),
        (
            "With the last ferry sold to a scrapyard, the islanders of Orvane must now row to the market.",
            "With the last",
            "the last ferry sold to a scrapyard",
        ),
    ],
)
def test_a_gist_is_understood_alone(text: str, statement: str, shown: str) -> None:
    assert gist(text, statement) == shown


def test_what_is_denied_keeps_its_denial() -> None:
    text = "The mayor of Talwin denied claims that were raised by fishermen last week."
    document, units = told(text)
    assert all("denied" in readable(u, document).quote for u in units if "raised" in u.statement.span.quote)


def test_a_word_or_two_that_explain_another_are_slight() -> None:
    _, units = told("The guards stationed in Talwin, who arrived in 2019, sleep in wet tents.")
    slight = {unit.statement.span.quote for unit in units if is_slight(unit)}
    assert slight == {"stationed in Talwin"}


def test_what_only_leads_to_another_statement_is_slight() -> None:
    _, units = told("It is not clear whether the guards in Talwin sleep in wet tents.")
    assert {unit.statement.span.quote for unit in units if is_slight(unit)} == {"It is not clear"}


def test_no_two_points_have_the_same_gist() -> None:
    gists = [point.gist for point in compare(read([str(EXAMPLE)]).articles).points]
    assert len(gists) > 20
    assert len(set(gists)) == len(gists)


def test_what_one_report_adds_is_shown_without_what_others_tell_too() -> None:
    text = (
        "Ida Brandt, who taught sailors to swim before she went into politics, was elected mayor of Talwin on Monday."
    )
    first = from_text(text, id="first")
    second = from_text("Ida Brandt was elected mayor of Talwin on Monday.", id="second")
    alone = [point.gist.quote for point in compare([first, second]).points if point.status == "single"]
    assert alone == ["Ida Brandt, who taught sailors to swim before she went into politics"]


def test_what_several_tell_of_a_person_is_shown_without_what_one_says_of_her() -> None:
    first = "Ida Brandt, who was elected mayor of Talwin in 2016, bought a lighthouse on a rock. It was raining."
    second = "The council met. Two sailors were rescued by Ida Brandt, who was elected mayor of Talwin in 2016."
    made = compare([from_text(first, id="first"), from_text(second, id="second")])
    shared = [point.gist.quote for point in made.points if point.articles == 2]
    assert shared == ["Ida Brandt, who was elected mayor of Talwin in 2016"]


@pytest.mark.parametrize(
    ("text", "statement", "shown"),
    [
        ("Police found the letters sent to Ida Brandt.", "sent", "the letters sent to Ida Brandt"),
        ("The council rejected a plan to close the last ferry.", "to close", "a plan to close the last ferry"),
        (
            "They sold about 600 boats, which nobody in the whole town of Talwin had wanted.",
            "which",
            "about 600 boats, which nobody in the whole town of Talwin had wanted",
        ),
        (
            "The islanders met in the hope of finding the lost ferry.",
            "of finding",
            "The islanders met in the hope of finding the lost ferry",
        ),
    ],
)
def test_a_clause_of_a_noun_is_shown_with_it_alone_where_the_rest_is_told_elsewhere(
    text: str, statement: str, shown: str
) -> None:
    document, units = told(text)
    (unit,) = [unit for unit in units if unit.statement.span.quote.startswith(statement)]
    assert readable(unit, document, elsewhere=lambda _: True).quote == shown


def test_slight_statements_make_no_point() -> None:
    first = from_text("The guards stationed in Talwin sleep in wet tents on the beach.", id="first")
    second = from_text("Two bakers from Talwin have opened a new shop near the harbour.", id="second")
    gists = [point.gist.quote for point in compare([first, second]).points]
    assert gists
    assert not any(gist.startswith("stationed") for gist in gists)
    assert any("sleep in wet tents" in gist for gist in gists)


def test_what_a_picture_shows_stands_for_a_row_only_if_nothing_else_does() -> None:
    documents = annotate([from_text(f"The miller of Osk sold {what} on Tuesday.") for what in ("his mill", "a mill")])

    def best(*captions: int) -> int:
        units = [
            replace(unit, sentence=replace(unit.sentence, block="caption")) if k in captions else unit
            for k, unit in enumerate(collect(documents))
        ]
        return central_statements((0, 1), build(units, documents, link(documents)), {})[0]

    assert (best(0), best(1)) == (1, 0)
    assert best(0, 1) == best()


def test_what_weightier_rows_tell_stands_for_a_row_less_readily() -> None:
    documents = annotate([from_text(f"The miller of Osk sold {what} on Tuesday.") for what in ("his mill", "a mill")])
    units = build(collect(documents), documents, link(documents))
    best = central_statements((0, 1), units, {})[0]
    assert central_statements((0, 1), units, {best: 1})[0] == 1 - best
    assert central_statements((0, 1), units, {best: 1, 1 - best: 3})[0] == best
