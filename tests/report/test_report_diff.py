from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum.report import diff

_WORDS = st.lists(
    st.sampled_from(["we", "will", "not", "let", "them", "cut", "the", "rope", ",", "“", "it's", "é"]), max_size=30
)


@given(st.text(), st.text())
def test_the_parts_give_back_both_wordings(left: str, right: str) -> None:
    pieces = diff.words(left, right)
    assert "".join(piece.left for piece in pieces) == left
    assert "".join(piece.right for piece in pieces) == right


@given(_WORDS, _WORDS)
def test_same_and_different_parts_alternate(left: list[str], right: list[str]) -> None:
    pieces = diff.words(" ".join(left), " ".join(right))
    kinds = [piece.kind == "same" for piece in pieces]
    assert all(a != b for a, b in pairwise(kinds))
    assert "".join(piece.left for piece in pieces) == " ".join(left)
    assert "".join(piece.right for piece in pieces) == " ".join(right)


@given(st.text())
def test_a_wording_does_not_differ_from_itself(text: str) -> None:
    assert diff.same_words(text, text)
    assert all(piece.kind == "same" for piece in diff.words(text, text))


def test_what_is_cut_added_and_changed() -> None:
    kinds = [(p.kind, p.left.strip(), p.right.strip()) for p in diff.words("we shall never leave", "we will leave")]
    assert kinds == [("same", "we", "we"), ("changed", "shall never", "will"), ("same", "leave", "leave")]
    assert [p.kind for p in diff.words("we leave now", "we leave")] == ["same", "removed"]
    assert [p.kind for p in diff.words("we leave", "we leave now")] == ["same", "added"]


@pytest.mark.parametrize(
    ("left", "right"),
    [("It's over", "It’s over"), ("We go", "we go"), ("We go,", "We go."), ("We  go", "We go"), ("“We go”", '"We go"')],
)
def test_other_marks_and_case_are_no_other_words(left: str, right: str) -> None:
    assert diff.same_words(left, right)
    assert {piece.kind for piece in diff.words(left, right)} == {"same"}


def test_a_lone_short_word_between_changes_is_part_of_the_change() -> None:
    pieces = diff.words("rebuilding schools in the north", "closing hospitals in some valleys")
    assert [piece.kind for piece in pieces] == ["changed"]


def test_very_long_wordings_are_replaced_as_a_whole() -> None:
    left, right = "a " * 10_000, "b " * 10_000
    assert [piece.kind for piece in diff.words(left, right)] == ["changed"]
    assert [piece.kind for piece in diff.words(left, left)] == ["same"]
