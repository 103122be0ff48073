from hypothesis import given
from hypothesis import strategies as st

from variorum.comparison.words import forms, is_content, words


def test_spelling_of_marks_does_not_matter() -> None:
    assert forms("The F.B.I. agent — didn’t “sign” Ann’s") == forms("the FBI agent - didn't 'sign' Ann's")


def test_hyphens_part_words_and_numbers_stay_whole() -> None:
    assert forms("A then-mayor spent 1,200.50 crowns.") == ("a", "then", "mayor", "spent", "120050", "crowns")


def test_closed_class_words_carry_nothing() -> None:
    assert [form for form in forms("She said that the bridge wouldn't hold") if is_content(form)] == ["bridge", "hold"]


@given(st.text(), st.integers(0, 50))
def test_positions_are_those_of_the_text(text: str, offset: int) -> None:
    found = words(text, offset)
    assert tuple(word.form for word in found) == forms(text)
    for before, word in zip((None, *found), found, strict=False):
        assert text[word.start - offset : word.end - offset].strip()
        assert before is None or before.end <= word.start
