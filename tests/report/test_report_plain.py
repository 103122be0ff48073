from __future__ import annotations

import unicodedata

import pytest
from hostile import NASTY
from hypothesis import given
from hypothesis import strategies as st

from variorum.report.plain import midway, one_line, shorten, visible


def unseen(text: str) -> set[str]:
    """Characters that must never reach a reader as they are."""
    return {
        c
        for c in text
        if (unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") and c not in "\n\t")
        or c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
    }


@given(st.text(st.characters()) | st.sampled_from(NASTY))
def test_visible_keeps_every_offset_and_leaves_nothing_unseen(text: str) -> None:
    shown = visible(text)
    assert len(shown) == len(text)
    assert not unseen(shown)
    assert visible(shown) == shown


@given(st.text() | st.sampled_from(NASTY), st.integers(8, 120))
def test_one_line_is_one_line_and_shortening_keeps_the_width(text: str, width: int) -> None:
    line = one_line(text)
    assert not unseen(line)
    assert "\n" not in line
    assert "\t" not in line
    short = shorten(text, width)
    assert len(short) <= width
    assert short == line or short.endswith("…")


def test_controls_become_their_pictures() -> None:
    assert visible("a\x00b\x1b[1m\x7f") == "a␀b␛[1m␡"
    assert visible("a\u202eb") == "a\ufffdb"


def test_ordinary_text_of_any_script_stays() -> None:
    text = "Żółć, 東京, שלום, سلام, e\u0301 and 👩‍👧"
    assert visible(text) == text
    assert one_line(text) == text


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("A baker", "a baker"),
        ("The county clerk", "the county clerk"),
        ("The", "The"),
        ("Ada Lind", "Ada Lind"),
        ("One", "One"),
        ("", ""),
    ],
)
def test_a_description_within_a_sentence_has_no_capital(name: str, shown: str) -> None:
    assert midway(name) == shown
