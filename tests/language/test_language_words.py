import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum.language.words import tokenize


def words(text: str) -> list[str]:
    return [text[start:end] for start, end in tokenize(text)]


@given(st.text())
def test_words_and_gaps_give_the_text_back(text: str) -> None:
    position = 0
    for start, end in tokenize(text):
        assert position <= start < end <= len(text)
        assert (
            not text[position:start].strip("\u200b\u2060\ufeff \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029").strip()
        )
        assert not any(map(str.isspace, text[start:end]))
        position = end
    assert not text[position:].strip("\u200b\u2060\ufeff").strip().strip("\u200b\u2060\ufeff")


@given(st.text(alphabet="ab.'’-@/:!?0 \n", max_size=80))
def test_any_mixture_of_marks_is_cut_without_loss(text: str) -> None:
    assert "".join(words(text)) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We don't know.", "We do n't know ."),
        ("Nobody’s there; they’ll come.", "Nobody ’s there ; they ’ll come ."),
        ("I cannot go, I CAN'T.", "I can not go , I CA N'T ."),
        ("The Fosters' house", "The Fosters ' house"),
        ("Mr. Orr of Orr Inc. met Dr. B. Lund.", "Mr. Orr of Orr Inc. met Dr. B. Lund ."),
        ("O'Dell, a U.S. envoy", "O'Dell , a U.S. envoy"),
        ("a well-known co-founder", "a well - known co-founder"),
        ("He paid $4.5m, or 12% more", "He paid $ 4.5 m , or 12 % more"),
        ("at 10:30am on 28/2/2001", "at 10:30 am on 28/2/2001"),
        ("the 1960s and the 21st", "the 1960s and the 21st"),
        ("1,200 people; 13,14 and 3.", "1,200 people ; 13 , 14 and 3 ."),
        ("It ended.Then he left", "It ended . Then he left"),
        ("“Stop!” she said…", "“ Stop ! ” she said …"),
        ("see https://example.org/a-b?c=d.", "see https://example.org/a-b?c=d ."),
        ("write to a.b@example.org, please", "write to a.b@example.org , please"),
        ("on example.com.", "on example.com ."),
        ("and/or (maybe)", "and / or ( maybe )"),
        ("@someone likes #things", "@someone likes #things"),
        ("R&D -- it was ... odd", "R&D -- it was ... odd"),
    ],
)
def test_words_are_those_of_universal_dependencies(text: str, expected: str) -> None:
    assert words(text) == expected.split()


def test_letters_with_combining_marks_stay_together() -> None:
    assert words("Cafe\u0301 au lait") == ["Cafe\u0301", "au", "lait"]


@pytest.mark.parametrize("unit", ["a.", "'s", "a-", "@a", "http://", "1,", "((", "n't", ".com", "a@a.", "https", "é"])
def test_long_hostile_runs_take_linear_time(unit: str) -> None:
    text = unit * 20_000
    assert "".join(words(text)) == text
