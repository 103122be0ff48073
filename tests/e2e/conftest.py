"""Runs of the installed command, as a user starts it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from command_runs import COMMAND, STORY, Example, Run, environment

import scoring
import variorum


@pytest.fixture(scope="session")
def run() -> Run:
    """Runs `variorum` with arguments, without a terminal, and gives what it printed."""

    def run(
        *args: str | Path, env: Mapping[str, str] | None = None, stdin: str = "", cwd: Path | None = None
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [COMMAND, *map(str, args)],
            env=environment(**(env or {})),
            input=stdin,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=300,
            check=False,
            cwd=cwd,
        )

    return run


@pytest.fixture(scope="session")
def files() -> list[Path]:
    """The files of the example story."""
    return sorted(STORY.iterdir())


@pytest.fixture(scope="session")
def example(run: Run, files: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Example:
    """The example story, compared once for all tests."""
    out = tmp_path_factory.mktemp("example")
    done = run("compare", *files, "--json", out / "comparison.json", "--html", out / "report.html")
    assert done.returncode == 0, done.stderr
    written = (out / "comparison.json").read_bytes()
    return Example(done.stdout, json.loads(written), (out / "report.html").read_text(encoding="utf-8"), written)


@pytest.fixture(scope="session")
def compared(files: list[Path]) -> Any:
    """The same through the Python interface."""
    return variorum.compare(variorum.read([str(path) for path in files]).articles)


@pytest.fixture(scope="session")
def texts(compared: Any) -> dict[str, dict[str, str]]:
    """What the spans of the example's articles count in."""
    return {article.id: {"title": article.title, "text": article.text} for article in compared.articles}


@pytest.fixture(scope="session")
def expected() -> scoring.Expected:
    """The comparison made by hand."""
    return scoring.load(STORY.with_name(f"{STORY.name}.expected.json"))
