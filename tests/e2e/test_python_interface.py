"""The library as it is used in a program or a notebook."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import Example

import variorum
from variorum.report.export import to_json

ONE = "Four goats blocked the tram at Linden Square on Tuesday, the operator said. Nobody was hurt."
TWO = "The tram at Linden Square stood still on Tuesday because six goats were on the track. Nobody was hurt."


def test_paths_give_the_same_comparison_as_the_command(compared: Any, example: Example) -> None:
    assert to_json(compared) == example.export


def test_articles_are_made_of_text_and_of_dictionaries() -> None:
    comparison = variorum.compare([variorum.Article(id="one", title="", text=ONE), {"id": "two", "maintext": TWO}])
    assert [article.id for article in comparison.articles] == ["one", "two"]
    assert comparison.points


def test_a_comparison_shows_itself_in_a_notebook() -> None:
    comparison = variorum.compare([variorum.Article(id="one", title="", text=ONE), {"id": "two", "maintext": TWO}])
    page = comparison._repr_html_()
    assert "goats" in page
    assert "<" in page


def test_errors_are_one_family_with_a_hint(tmp_path: Path) -> None:
    with pytest.raises(variorum.VariorumError) as caught:
        variorum.compare([tmp_path / "missing.txt"])
    assert caught.value.hint
    assert caught.value.exit_code == 3


def test_importing_it_loads_nothing_heavy() -> None:
    code = "import sys, variorum; print(sorted({'numpy', 'onnxruntime', 'trafilatura', 'httpx'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
