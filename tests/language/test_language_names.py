"""Tags of words into names."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from variorum.language.names import names
from variorum.model.syntax import Token

_MODEL = ("AB", "-", "12")


def tokens(text: str, heads: list[int] | None = None) -> list[Token]:
    """Words, each a noun or, in small letters, a preposition; heads count from 0, -1 is the root."""
    found, start = [], 0
    for number, word in enumerate(text.split()):
        pos = "PROPN" if word[0].isupper() else "ADP" if word[0].isalpha() else "PUNCT"
        head = heads[number] if heads else number - 1
        found.append(Token(start, start + len(word), word, word, pos, "", head, "dep"))
        start += len(word) + 1
    return found


def read(tags: str, text: str, scores: list[float], heads: list[int] | None = None) -> list[tuple[int, int, str]]:
    found = names(tags.split(), np.array(scores, np.float32), tokens(text, heads))
    return [(name.first, name.last, name.kind) for name in found]


def test_titles_and_small_words_at_the_edge_are_no_part() -> None:
    assert read("B-person I-person I-person", "Mayor Ida Brandt", [0.9] * 3) == [(1, 3, "person")]
    assert read("B-place I-place I-place", "of Old Talwin", [0.9] * 3) == [(1, 3, "place")]


def test_a_place_named_for_a_building_is_a_facility() -> None:
    assert read("B-place I-place", "Talwin Airport", [0.9] * 2) == [(0, 2, "facility")]


def test_a_number_joined_to_a_name_by_a_hyphen_is_part_of_it() -> None:
    def model(*places: int) -> list[tuple[int, int]]:
        words = [Token(at, at + 2, word, word, "PROPN", "", -1, "dep") for at, word in zip(places, _MODEL, strict=True)]
        found = names(["B-thing", "O", "O"], np.array([0.9] * 3, np.float32), words)
        return [(name.first, name.last) for name in found]

    assert model(0, 2, 4) == [(0, 3)]
    assert model(0, 3, 6) == [(0, 1)]


def test_names_side_by_side_that_depend_on_each_other_are_one() -> None:
    tags, text = "B-organisation B-organisation I-organisation", "Lind Ferry Club"
    assert read(tags, text, [0.9] * 3, heads=[2, 2, -1]) == [(0, 3, "organisation")]
    assert read(tags, text, [0.9] * 3, heads=[-1, 2, -1]) == [(0, 1, "organisation"), (1, 3, "organisation")]
    assert len(read("B-person B-organisation I-organisation", text, [0.9] * 3, heads=[2, 2, -1])) == 2


def test_a_first_name_or_initial_beside_a_last_name_is_one_person() -> None:
    assert read("B-person B-person I-person", "K. Ida Brandt", [0.9] * 3, heads=[-1, 2, -1]) == [(0, 3, "person")]
    apart = read("B-person I-person B-person I-person", "Ida Lind Jon Brandt", [0.9] * 4, heads=[-1, 0, -1, 2])
    assert apart == [(0, 2, "person"), (2, 4, "person")]


def test_ranks_in_capitals_and_titles_alone_are_no_part() -> None:
    assert read("B-person I-person I-person", "PC Ida Brandt", [0.9] * 3) == [(1, 3, "person")]
    assert read("B-person I-person", "JD Brandt", [0.9] * 2) == [(0, 2, "person")]
    assert read("B-person I-person I-person", "IDA BRANDT LIND", [0.9] * 3) == [(0, 3, "person")]
    assert read("B-person B-person I-person", "MP Ida Brandt", [0.9] * 3) == [(1, 3, "person")]
    assert read("B-organisation", "Senator", [0.9]) == [(0, 1, "group")]
    assert read("B-person I-person I-person", "C - R", [0.9] * 3) == []


def test_a_number_right_behind_belongs_to_a_name_that_is_no_persons() -> None:
    def numbered(kind: str, number: str) -> int:
        words = tokens(f"Channel {number}", heads=[-1, 0])
        words[1] = replace(words[1], pos="NUM")
        (name,) = names([f"B-{kind}", "O"], np.array([0.9, 0.9], np.float32), words)
        return name.last

    assert numbered("organisation", "5") == 2
    assert numbered("organisation", "2019") == 1
    assert numbered("person", "5") == 1


def test_whoever_bears_a_title_is_a_person() -> None:
    tags, scores = "B-organisation I-organisation I-organisation I-organisation", [0.4] * 4
    assert read(tags, "Harbour Minister Ida Brandt", scores) == [(2, 4, "person")]
    assert read(tags, "Queen Ida Lind Hospital", scores) == [(0, 4, "thing")]


def test_an_office_is_no_part_of_a_persons_name() -> None:
    scores = [0.9] * 5
    assert read("B-person I-person I-person I-person", "Harbour Minister Ida Brandt", scores[:4]) == [(2, 4, "person")]
    words = tokens("Secretary of State Ida Brandt", heads=[-1, 2, 0, 0, 3])
    words[4] = replace(words[4], relation="flat")
    (name,) = names(["B-person", *["I-person"] * 4], np.array(scores, np.float32), words)
    assert (name.first, name.last) == (3, 5)
    # A name may hold a word that is a title elsewhere.
    assert read("B-person I-person I-person I-person", "Ida Lind King Jr", scores[:4]) == [(0, 4, "person")]


def test_a_nickname_in_quotation_marks_stands_within_the_name() -> None:
    text, scores = "Ida “ Sunny ” Brandt", [0.9] * 5
    assert read("B-person O B-person I-person I-person", text, scores) == [(0, 5, "person")]
    assert read("B-person O B-person O B-person", text, scores) == [(0, 5, "person")]
    assert read("B-person O O O O", text, scores) == [(0, 1, "person")]
    # Speech that begins with a name is no nickname.
    assert len(read("B-person O B-person O O", "Lind “ Brandt of course", scores)) == 2


def test_a_nickname_that_is_no_name_by_itself_stands_within_the_name_too() -> None:
    scores = [0.9] * 5
    assert read("B-person O O O B-person", 'Ida " Sunny " Brandt', scores) == [(0, 5, "person")]
    assert read("B-person O O O B-organisation", 'Ida " Sunny " Brandt', scores)[0] == (0, 1, "person")
    # Nor are small words between quotation marks.
    assert len(read("B-person O O O B-person", 'Ida " not " Brandt', scores)) == 2


def test_a_word_in_capitals_among_others_is_nobodys_name() -> None:
    assert read("O O B-person", "of by TPFA", [0.9] * 3) == [(2, 3, "thing")]
    assert read("O O B-person I-person", "of by TPFA Brandt", [0.9] * 4) == [(2, 4, "person")]
    # In a headline in capitals it may be.
    assert read("B-person O O", "BRANDT HAS RESIGNED", [0.9] * 3) == [(0, 1, "person")]


def test_nobodys_name_begins_with_a_common_word_or_has_no_capital() -> None:
    words = tokens("young Brandt")
    words[0] = replace(words[0], pos="ADJ")
    (name,) = names(["B-person", "I-person"], np.array([0.9, 0.9], np.float32), words)
    assert (name.first, name.last) == (1, 2)
    article, post = tokens("Ferry lind"), tokens("Ferry @ lind")
    article[1], post[2] = replace(article[1], pos="PROPN"), replace(post[2], pos="PROPN")
    assert names(["O", "B-person"], np.array([0.9, 0.9], np.float32), article) == ()
    # But in a post.
    (name,) = names(["O", "B-person", "I-person"], np.array([0.9] * 3, np.float32), post)
    assert (name.first, name.last) == (1, 3)


def test_a_bracket_that_is_not_closed_ends_a_name() -> None:
    assert read("B-person I-person I-person I-person", "Ida Brandt ( D", [0.9] * 4) == [(0, 2, "person")]
    assert read("B-organisation I-organisation I-organisation I-organisation", "Ferry ( Lind )", [0.9] * 4)[0][:2] != (
        0,
        1,
    )


def test_common_words_name_nobody() -> None:
    assert read("B-organisation", "of", [0.9]) == []
    assert read("O B-person", "Lind ferry", [0.9, 0.9]) == []


def test_a_kind_that_is_less_likely_than_the_others_is_not_told() -> None:
    assert read("B-organisation I-organisation", "Ferry Club", [0.6, 0.3]) == [(0, 2, "thing")]


@given(st.lists(st.sampled_from(["O", "B-person", "I-person", "B-place", "I-place"]), min_size=1, max_size=8))
def test_names_are_in_order_and_never_overlap(tags: list[str]) -> None:
    words = " ".join("Ab" if index % 3 else "of" for index in range(len(tags)))
    spans = read(" ".join(tags), words, [0.7] * len(tags))
    assert all(first < last for first, last, _ in spans)
    assert all(left[1] <= right[0] for left, right in itertools.pairwise(spans))
