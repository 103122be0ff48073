"""Lines and their features."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from variorum.articles.lines import cut, one, spells

PARAGRAPH = (
    "The harbour town closed its only bridge on Monday after an inspector found cracks in two of the piers, the mayor "
    "said, and buses will take people across the river by the northern road until the work is done in the autumn."
)


def wrapped(text: str, width: int) -> str:
    lines, line = [], ""
    for word in text.split():
        if len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return "\n".join([*lines, line])


def test_line_ends_of_all_systems() -> None:
    assert [line.text for line in cut("One.\r\nTwo.\rThree.\u2028Four.\n\n Five. \x85")] == [
        "One.",
        "Two.",
        "Three.",
        "Four.",
        "Five.",
    ]


def test_hard_wrapped_paragraphs_are_joined() -> None:
    text = "\n\n".join([wrapped(PARAGRAPH, 72)] * 3)
    lines = cut(text)
    assert len(lines) == 3
    assert all(line.text.split() == PARAGRAPH.split() for line in lines)
    assert all(line.gap for line in lines)


def test_one_paragraph_a_line_stays_so() -> None:
    assert len(cut("\n".join([PARAGRAPH] * 3))) == 3
    assert len(cut("Share\nPrint\nMost popular\n")) == 3


def test_a_stray_break_in_mid_sentence_is_mended() -> None:
    text = (
        "A member of the crew points to the crack that an inspector found\n(not in the picture) on Monday.\nNext one."
    )
    assert [line.text.split()[0] for line in cut(text)] == ["A", "Next"]


def test_features() -> None:
    (line,) = cut(PARAGRAPH)
    assert line.sentence
    assert line.prose
    (line,) = cut("Town Closes Only Bridge After Inspector Finds Cracks")
    assert not line.final
    assert not line.prose
    assert line.capitals == 1.0
    (line,) = cut("Мост закрыт")
    assert line.latin == 0.0
    (line,) = cut("“We will not leave!” ")
    assert line.final


def test_a_title_is_one_line() -> None:
    (line,) = one(" Town closes\nonly bridge ")
    assert line.text == "Town closes\nonly bridge"
    assert one(" \n") == []


def test_names_that_a_word_is_made_from() -> None:
    assert spells("hnn", "Harbour News Network")
    assert spells("harbournn", "Harbour News Network")
    assert not spells("hnx", "Harbour News Network")
    assert not spells("x", "")


@given(st.text(max_size=300))
def test_lines_cover_all_that_is_no_space(text: str) -> None:
    lines = cut(text)
    outside = text
    for line in reversed(lines):
        assert text[line.start : line.end] == line.text
        assert line.text == line.text.strip() != ""
        outside = outside[: line.start] + outside[line.end :]
    assert not outside.strip()
    assert all(left.end <= right.start for left, right in pairwise(lines))
