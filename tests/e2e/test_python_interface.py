"""The library as it is used in a program or a notebook."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from command_runs import Example

import variorum
from variorum.errors import VariorumError
from variorum.report.export import to_json

ONE = "Four goats blocked the tram at Linden Square on Tuesday, the operator said. Nobody was hurt."
TWO = "The tram at Linden Square stood still on Tuesday because six goats were on the track. Nobody was hurt."


@pytest.fixture(scope="module")
def goats() -> variorum.Comparison:
    """Two short reports compared."""
    return variorum.compare(
        [variorum.from_text(ONE, id="one"), variorum.from_record({"id": "two", "maintext": TWO, "title": "Goats"})]
    )


def test_it_gives_the_same_comparison_as_the_command(compared: Any, example: Example) -> None:
    assert to_json(compared) == example.export


def test_articles_are_made_of_text_records_and_files(goats: variorum.Comparison, tmp_path: Path) -> None:
    assert [article.id for article in goats.articles] == ["one", "two"]
    assert goats.article("two").title == "Goats"
    assert goats.points
    (tmp_path / "three.txt").write_text(ONE, encoding="utf-8")
    assert variorum.from_path(tmp_path / "three.txt").text == ONE


def test_every_point_leads_to_the_characters_of_its_articles(goats: variorum.Comparison) -> None:
    for point in goats.points:
        for mention in point.mentions:
            span = mention.span
            assert goats.article(span.article).field(span.field)[span.start : span.end] == span.quote


def test_a_comparison_shows_itself_in_a_notebook(goats: variorum.Comparison) -> None:
    page = goats._repr_html_()
    assert "goats" in page
    assert "<" in page


def test_what_cannot_be_read_is_told_with_a_hint(tmp_path: Path) -> None:
    reading = variorum.read([str(tmp_path / "missing.txt")])
    assert not reading.articles
    (problem,) = reading.problems
    assert problem.hint
    with pytest.raises(VariorumError) as caught:
        variorum.from_path(tmp_path / "missing.txt")
    assert caught.value.hint
    assert caught.value.exit_code == 3


def test_importing_it_loads_nothing_heavy() -> None:
    code = "import sys, variorum; print(sorted({'numpy', 'onnxruntime', 'trafilatura', 'httpx'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
