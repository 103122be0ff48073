"""The names of a document agree on what they name."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from variorum.language import agreed
from variorum.model.syntax import Name, NameKind, Parse, Token

KINDS: tuple[NameKind, ...] = ("person", "organisation", "place")


def sentence(text: str, *names: tuple[int, int, NameKind, float]) -> Parse:
    """A sentence of proper nouns and, in small letters, others."""
    words, start = [], 0
    for word in text.split():
        pos = "PROPN" if word[0].isupper() else "NOUN"
        words.append(Token(start, start + len(word), word, word, pos, "", -1 if start == 0 else 0, "dep"))
        start += len(word) + 1
    vectors = np.zeros((len(words), 2), np.float32)
    return Parse(0, start - 1, tuple(words), tuple(Name(*name) for name in names), vectors[0], vectors)


def kinds(parses: list[Parse]) -> list[list[tuple[int, int, NameKind]]]:
    return [[(name.first, name.last, name.kind) for name in parse.names] for parse in parses]


def test_a_name_is_of_the_kind_that_its_mentions_say_together() -> None:
    parses = agreed(
        [
            sentence("Talwin votes", (0, 1, "person", 0.6)),
            sentence("storm in TALWIN", (2, 3, "place", 0.8)),
            sentence("Talwin floods", (0, 1, "place", 0.7)),
        ]
    )
    assert kinds(parses) == [[(0, 1, "place")], [(2, 3, "place")], [(0, 1, "place")]]
    assert parses[0].names[0].score == 0.5  # what all three say for a place, by mention
    assert parses[1].names[0].score == 0.8


def test_a_name_that_is_known_is_seen_where_it_was_overlooked() -> None:
    named = [sentence("Ida Brandt left", (0, 2, "person", 0.9)), sentence("Ida Brandt came", (0, 2, "person", 0.7))]
    overlooked = sentence("storm of Ida Brandt")
    assert kinds(agreed([*named, overlooked]))[2] == [(2, 4, "person")]
    # Once is not enough, and a longer name is another.
    assert kinds(agreed([named[0], overlooked]))[1] == []
    assert kinds(agreed([*named, sentence("the Ida Brandt Bridge")]))[2] == []


def test_the_last_name_of_somebody_named_in_full_is_a_persons() -> None:
    named = sentence("Ida Talwin left", (0, 2, "person", 0.9))
    alone = sentence("Talwin votes", (0, 1, "place", 0.9))
    assert kinds(agreed([named, alone]))[1] == [(0, 1, "person")]
    inside = sentence("storm in Talwin", (2, 3, "place", 0.9))
    assert kinds(agreed([named, alone, inside]))[1:] == [[(0, 1, "place")], [(2, 3, "place")]]
    assert kinds(agreed([sentence("of Talwin left", (0, 2, "person", 0.9)), alone]))[1] == [(0, 1, "place")]


@given(
    st.lists(
        st.lists(st.tuples(st.sampled_from(["Talwin", "Lind", "of"]), st.sampled_from([None, *KINDS])), min_size=1),
        max_size=5,
    )
)
def test_words_stay_and_names_never_overlap(texts: list[list[tuple[str, NameKind | None]]]) -> None:
    before = [
        sentence(
            " ".join(word for word, _ in text),
            *[(place, place + 1, kind, 0.5) for place, (_, kind) in enumerate(text) if kind],
        )
        for text in texts
    ]
    after = agreed(before)
    assert [parse.tokens for parse in after] == [parse.tokens for parse in before]
    for old, new in zip(before, after, strict=True):
        spans = [(name.first, name.last) for name in new.names]
        assert {(name.first, name.last) for name in old.names} <= set(spans)
        assert all(left[1] <= right[0] for left, right in itertools.pairwise(spans))
        assert all(0 <= name.score <= 1 for name in new.names)
