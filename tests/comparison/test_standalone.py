"""Which sentences can be read without those before them."""

from __future__ import annotations

import pytest

from variorum.articles import from_text
from variorum.comparison.standalone import asks, leans
from variorum.model.document import Sentence
from variorum.pipeline import annotate


def only(text: str) -> Sentence:
    """The one sentence of a text."""
    (document,) = annotate([from_text(text, id="one")])
    (sentence,) = document.sentences
    return sentence


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tom Rask opened the new harbour bridge of Talwin on Monday.", 0),
        ("The Talwin council closed the old bridge on Monday.", 0),
        ("A lorry broke the old harbour bridge on Monday.", 0),
        ("It is likely that Tom Rask opened the bridge on Monday.", 0),
        ("The father of three opened the new harbour bridge on Monday.", 1),
        ("He opened the new harbour bridge of Talwin on Monday.", 2),
        ("On Monday he opened the new harbour bridge of Talwin.", 2),
        ("Meanwhile, Tom Rask opened the new harbour bridge of Talwin.", 2),
        ("This bridge was opened by Tom Rask on Monday.", 2),
    ],
)
def test_a_sentence_leans_on_who_was_named_before(text: str, expected: int) -> None:
    assert leans(only(text)) == expected


def test_a_question_and_a_demand_ask() -> None:
    assert asks(only("Who opened the new harbour bridge of Talwin?"))
    assert asks(only("Stop the building of the new harbour bridge of Talwin!"))
    assert not asks(only("Tom Rask opened the new harbour bridge of Talwin."))
