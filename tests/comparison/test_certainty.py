"""What one report tells as done and another as possible or planned, read with the real model."""

from __future__ import annotations

from variorum.articles import from_text
from variorum.pipeline import compare


def doubted(*texts: str) -> list[str]:
    """The words of the reports of a row of which one tells as done what another does not."""
    comparison = compare([from_text(text, id=f"r{number}") for number, text in enumerate(texts, 1)])
    differing = (point.differs for point in comparison.points if point.differs is not None)
    return [value.span.quote for differs in differing if differs.aspect == "modality" for value in differs.values]


DONE = "The ferry Sorvik carried weapons to Osk on Monday."


def test_what_may_have_been_is_held_against_what_was() -> None:
    found = doubted(DONE, "The ferry Sorvik may have carried weapons to Osk on Monday.")
    assert any("may have carried" in words for words in found)


def test_an_infinitive_leaves_open_whether_it_was_done() -> None:
    assert not doubted(DONE, "The ferry Sorvik was chartered to carry weapons to Osk on Monday.")


def test_what_one_and_the_same_source_says_is_not() -> None:
    first = "Ida Brandt said she would leave the council of Osk in May."
    assert not doubted(first, "Ida Brandt said that she will leave the council of Osk in May.")
    assert not doubted(first, "Ida Brandt said that she is leaving the council of Osk in May.")


def test_a_long_value_does_not_end_before_the_word_that_its_last_one_belongs_to() -> None:
    first = (
        "Police in Osk said that the burnt ferry may have carried almost two hundred wooden crates of rifles from "
        "Tarnby to the harbour."
    )
    second = "The burnt ferry carried crates of rifles from Tarnby to the harbour of Osk on Monday."
    assert "the burnt ferry may have carried almost two hundred wooden crates of rifles" in doubted(first, second)
