from __future__ import annotations

import io
import re

import builders
import hostile
import pytest
from rich.cells import cell_len
from rich.console import Console
from test_report_plain import unseen

from variorum.model.comparison import Comparison
from variorum.report import terminal


@pytest.fixture(scope="module")
def wide() -> str:
    return terminal.to_text(builders.comparison(), 160, top=None)


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("width", [20, 40, 60, 80, 100, 200])
def test_every_line_fits(width: int) -> None:
    text = terminal.to_text(builders.comparison(), width)
    assert max(cell_len(line) for line in text.splitlines()) <= width
    assert "\x1b" not in text


def test_contested_comes_first_with_values_side_by_side(wide: str) -> None:
    order = ["CONTESTED", "SUPERSEDED", "CORROBORATED", "REPEATED", "TOLD BY ONE", "LEAVES OUT", "QUOTATIONS", "LABELS",
             "WHO COPIED", "TIMELINE", "DIGEST", "KEY"]  # fmt: skip
    places = [wide.index(title) for title in order]
    assert places == sorted(places)
    text = flat(wide)
    assert "Hundreds A Marlhaven Courier About 400 B Northcoast Wire, according to police; C The Ledger" in text
    assert "2,000 B Northcoast Wire, according to the organisers" in text
    assert "· silent C The Ledger" in text
    assert "? not observable A Marlhaven Courier" in text


def test_numbers_quotes_labels_and_copies_are_told(wide: str) -> None:
    text = flat(wide)
    assert "5·4·3 ● ● ● ≈ ●" in text
    assert "We will not let [-anybody-] {+them+} cut the rope" in text
    assert "C the same words" in text
    assert "in a source's voice: a rally of several hundred opponents" in text
    assert "The Ledger (C) took text from Northcoast Wire (B): 91% shared" in text
    assert "who took from whom is not known" in text


def test_what_others_may_tell_in_other_words_is_marked(wide: str) -> None:
    text = flat(wide)
    assert "2·2·2 ◌ · · ● ●" in text
    assert "The beams were last inspected in 2024” ≈" in text
    assert "The ferry Petrel has served Orsey since 1989” p13" in text


def test_nothing_is_left_out_silently() -> None:
    few = terminal.to_text(builders.comparison(), 80, top=2)
    assert "+2 more: --all" in few
    assert "more: --all" not in terminal.to_text(builders.comparison(), 80, top=None)
    assert "more: click" in terminal.to_text(builders.comparison(), 80, top=1, more="click")


def test_colour_only_where_it_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    file = io.StringIO()
    terminal.show(builders.comparison(), Console(file=file, force_terminal=True, width=80, color_system="standard"))
    assert "\x1b[1;31m≠" in file.getvalue()
    monkeypatch.setenv("NO_COLOR", "1")
    file = io.StringIO()
    terminal.show(builders.comparison(), Console(file=file, force_terminal=True, width=80))
    assert not re.search(r"\x1b\[[0-9;]*3[0-9]", file.getvalue())


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_pipe_without_unicode_gets_signs_that_it_has(encoding: str) -> None:
    raw = io.BytesIO()
    file = io.TextIOWrapper(raw, encoding=encoding)
    terminal.show(builders.comparison(), Console(file=file, width=80))
    file.flush()
    text = raw.getvalue().decode(encoding)
    assert "! p2  HOW MANY" in text
    assert "5.4.3 # # # * #" in text
    assert "?" not in text.replace("? not observable", "")


def test_a_single_report_and_many() -> None:
    alone = terminal.to_text(Comparison(builders.articles()[:1]))
    assert "1 report" in alone
    assert "nothing to compare" in alone
    many = terminal.to_text(builders.large(30, 12), 80)
    assert max(cell_len(line) for line in many.splitlines()) <= 80


@pytest.mark.parametrize("color", [None, "truecolor"])
def test_hostile_texts_cannot_move_the_cursor(color: str | None) -> None:
    file = io.StringIO()
    console = Console(file=file, width=80, color_system=color, force_terminal=color is not None)  # type: ignore[arg-type]
    terminal.show(hostile.comparison(), console, top=None)
    text = re.sub(r"\x1b\[[0-9;]*m", "", file.getvalue())
    assert not unseen(text)
    assert "[bold red]not markup[/bold red]" in text
    assert ":smile:" in text
    assert max(cell_len(line) for line in text.splitlines()) <= 80


def test_a_word_of_a_megabyte_does_not_flood_the_terminal() -> None:
    assert len(terminal.to_text(hostile.comparison(hostile.NASTY[:3], long_word=1_000_000), 80)) < 50_000
