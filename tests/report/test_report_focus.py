from __future__ import annotations

from dataclasses import replace

import builders
from hypothesis import given
from hypothesis import strategies as st

from variorum.model.comparison import Comparison, Mention, Point
from variorum.model.text import Span
from variorum.report.focus import focus_on
from variorum.report.inline import gist
from variorum.report.outline import outline
from variorum.report.plain import one_line
from variorum.report.terminal import to_text

_TEXT = (
    "The mayor wept at the grave of the old blind miller of Brackwater, "
    "showing how close the two “had been” to each other, neighbours said"
)
_REPORT = builders.article("a", None, "", _TEXT)


def _row(number: int, *words: str) -> Point:
    mentions = [Mention(_span(*_found(told)), "asserts", None) for told in words]
    return replace(builders.Builder((_REPORT,)).point(number, "single", (1, 1, 1), 0.5, mentions), gist=_whole())


def _found(words: str) -> tuple[int, int]:
    return _TEXT.index(words), _TEXT.index(words) + len(words)


def _span(start: int, end: int) -> Span:
    return Span("a", "text", start, end, _TEXT[start:end])


def _whole() -> Span:
    return _span(0, len(_TEXT))


WEPT = "The mayor wept at the grave of the old blind miller of Brackwater"
CLOSE = "showing how close the two “had been” to each other"


def test_words_that_are_another_rows_step_back() -> None:
    rows = (_row(1, WEPT), _row(2, CLOSE))
    focus = focus_on(Comparison((_REPORT,), rows))
    assert [(part.text, part.own) for part in focus.parts(rows[0], 300)] == [
        (f"{WEPT}, ", True),
        (f"{CLOSE}, ", False),
        ("neighbours said", True),
    ]
    assert [part.own for part in focus.parts(rows[1], 300)] == [False, True]
    assert str(gist(rows[1], focus)) == f"<small>{WEPT}, </small>{CLOSE}, neighbours said"


def test_a_row_is_shown_by_its_own_words_where_all_do_not_fit() -> None:
    rows = (_row(1, WEPT), _row(2, CLOSE))
    comparison = Comparison((_REPORT,), rows)
    assert "".join(part.text for part in focus_on(comparison).parts(rows[1], 80)) == f"… {CLOSE}, neighbours said"
    assert "“… showing how close" in " ".join(to_text(comparison, width=60).split())
    shown = ["".join(run.text for run in block.runs) for block in outline(comparison) if hasattr(block, "runs")]
    assert any(line.startswith(f"“{WEPT}") for line in shown)


def test_one_or_two_words_are_not_told_apart() -> None:
    rows = (_row(1, "The mayor"), _row(2, "wept at the grave of the old blind miller of Brackwater, " + CLOSE))
    focus = focus_on(Comparison((_REPORT,), rows))
    assert [[part.own for part in focus.parts(row, 300)] for row in rows] == [[True], [True]]


@given(st.lists(st.lists(st.tuples(st.integers(0, 100), st.integers(1, 60)), min_size=1, max_size=4), max_size=5))
def test_no_word_of_a_gist_is_lost(rows: list[list[tuple[int, int]]]) -> None:
    points = tuple(
        replace(
            _row(number, WEPT),
            mentions=tuple(Mention(_span(a, min(a + n, len(_TEXT))), "asserts", None) for a, n in places),
        )
        for number, places in enumerate(rows, 1)
    )
    focus = focus_on(Comparison((_REPORT,), points))
    for point in points:
        parts = focus.parts(point, 300)
        assert "".join(part.text for part in parts) == one_line(_TEXT)
        assert any(part.own for part in parts)
        assert sum(len(part.text) for part in focus.parts(point, 50)) <= 60
