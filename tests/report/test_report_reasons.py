from __future__ import annotations

import io
from dataclasses import replace

from builders import comparison
from rich.console import Console

from variorum.model.comparison import Feature
from variorum.report.terminal_reasons import show_reasons


def shown(why: tuple[Feature, ...]) -> str:
    story = comparison()
    point = next(point for point in story.points if len(point.mentions) > 1)
    file = io.StringIO()
    reasons = tuple(() if m.span == point.gist else why for m in point.mentions)
    show_reasons(story, replace(point, why=reasons), Console(file=file, width=80))
    return file.getvalue()


def test_reasons_are_told_with_what_they_add_up_to() -> None:
    page = shown((Feature("start", 0.0, -2.0), Feature("entities in common", 3.0, 2.0)))
    assert "any two statements" in page
    assert "entities in common" in page
    assert "50% that the two belong into one row" in page
    assert max(len(line) for line in page.splitlines()) <= 80


def test_many_reasons_are_added_up() -> None:
    page = shown(tuple(Feature(f"reason {k}", 1.0, 0.1) for k in range(12)))
    assert "4 other reasons" in page


def test_whose_words_perhaps_tell_something_else_is_told() -> None:
    story = comparison()
    file = io.StringIO()
    show_reasons(story, next(point for point in story.points if point.id == "p5"), Console(file=file, width=100))
    assert "its words perhaps tell something else; 40% that they tell it" in file.getvalue()


def test_how_sure_silences_are_is_told() -> None:
    story = comparison()
    file = io.StringIO()
    show_reasons(story, next(point for point in story.points if point.id == "p7"), Console(file=file, width=80))
    assert "Marlhaven Courier  no words of it were found; 40% that it does not tell it" in file.getvalue()
    assert "nearest: “A wooden gangway gave way”" in file.getvalue()
    assert "The Ledger  no words of it were found; 93% that it does not tell it" in file.getvalue()
