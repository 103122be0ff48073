import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum.language.sentences import split
from variorum.language.words import tokenize


def cut(text: str) -> list[str]:
    words = tokenize(text)
    return [text[words[first][0] : words[last - 1][1]] for first, last in split(text, words)]


@given(st.text(alphabet=st.sampled_from("aB .?!\"”“'\n[1]-•…,"), max_size=120))
def test_every_word_is_in_one_sentence(text: str) -> None:
    words = tokenize(text)
    position = 0
    for first, last in split(text, words):
        assert first == position < last
        position = last
    assert position == len(words)


@given(st.text(alphabet="aB. ", min_size=1, max_size=20), st.text(alphabet="aB. ", min_size=1, max_size=20))
def test_two_line_breaks_always_end_a_sentence(left: str, right: str) -> None:
    for sentence in cut(f"{left}\n\n{right}"):
        assert "\n" not in sentence


@pytest.mark.parametrize(
    "sentences",
    [
        ["It rained.", "Nobody came."],
        ["Mr. Orr met Dr. Lund at St. Ann's.", "They talked."],
        ["J. R. Orr spoke.", "So did A. Lund."],
        ["The envoy flew to the U.S.", "The talks began."],
        ["The envoy flew to the U.S.", "President Orr stayed."],
        ["It was ordered by former U.S. President Ida Orr on Monday."],
        ["It opened at 9 a.m. on Monday.", "It closed early."],
        ["It opened at 9 a.m. Saturday.", "It closed at 5 p.m. ET, as planned."],
        ["It closes at 5 p.m. Eastern time.", "Pumps run until then."],
        ["It opened at 9 a.m.", "Nobody came."],
        ["1. Open the valve.", "2. Close it."],
        ["MR. ORR MET DR. LUND.", "THEY TALKED."],
        ["Dr. Lund lives on Oak St.", "She walks."],
        ["“We will wait.”", "He left."],
        ['"Is it over?"', "She did not know."],
        ["“Is it over?” she asked."],
        ["It fell to 3.5 percent, i.e. less than before."],
        ["He won (by far).", "She lost."],
        ["It grew.[2]", "Then it fell."],
        ["Why?!", "Nobody knows..."],
        ["Sales rose vs. last year, No. 4 said."],
        ["“Stop,” he said.", "“Now.”"],
    ],
)
def test_stops_and_abbreviations(sentences: list[str]) -> None:
    assert cut(" ".join(sentences)) == sentences


def test_a_missing_space_behind_a_stop() -> None:
    assert cut("The bridge closed.Traffic stood still.") == ["The bridge closed.", "Traffic stood still."]
    assert cut("The bridge closed.“Traffic stood still,” she said.") == [
        "The bridge closed.",
        "“Traffic stood still,” she said.",
    ]
    assert cut('"It closed." Nobody came."Traffic stood still," she said.') == [
        '"It closed."',
        "Nobody came.",
        '"Traffic stood still," she said.',
    ]
    assert cut('She said "It closed."Then she left.') == ['She said "It closed."', "Then she left."]


def test_bullets_and_short_lines_end_at_the_line() -> None:
    assert cut("What to do\n• Wait\n• Call for help") == ["What to do", "• Wait", "• Call for help"]


def test_a_wrapped_line_goes_on() -> None:
    text = "The committee met for the third time this week to talk about the old\nbridge over the river."
    assert cut(text) == [text]


def test_where_one_line_is_too_long_to_be_wrapped_every_line_ends_a_sentence() -> None:
    caption = "Boats lie in the harbour of the old town on the morning after the storm"
    paragraph = "The storm was the worst in forty years, " * 4 + "the mayor said."
    assert cut(f"{caption}\n{paragraph}") == [caption, paragraph]


def test_what_runs_on_for_hundreds_of_words_is_cut_at_a_comma_if_there_is_one() -> None:
    listed = cut("the mayor saw the red boat sink, " * 200)
    assert all(part.endswith(",") and len(part.split()) < 310 for part in listed)
    assert [len(part.split()) for part in cut("boat " * 1200)] == [500, 500, 200]
    assert len(cut("The mayor saw the red boat sink, " * 30 + "and wept.")) == 1


def test_nothing_gives_nothing() -> None:
    assert cut("") == cut(" \n\n ") == []
