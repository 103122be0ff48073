"""The example story's figures stay above their floors (evaluation/floors.toml)."""

from __future__ import annotations

import tomllib

import pytest
from command_runs import ROOT, Example

import scoring

FLOORS: dict[str, float] = tomllib.loads((ROOT / "evaluation" / "floors.toml").read_text(encoding="utf-8"))["floors"]


@pytest.fixture(scope="module")
def figures(example: Example, texts: dict[str, dict[str, str]], expected: scoring.Expected) -> dict[str, float]:
    """The figures of the comparison that the command made."""
    return scoring.score(expected, example.export, texts)


@pytest.mark.parametrize("name", FLOORS)
def test_figure_has_not_fallen(figures: dict[str, float], name: str) -> None:
    assert round(figures[name], 3) >= FLOORS[name]
