"""What a reader needs first stands first."""

from __future__ import annotations

from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from variorum.articles import from_text
from variorum.comparison.entities import link
from variorum.comparison.importance import centrality, importance
from variorum.comparison.units import Units, build, collect
from variorum.model.document import Document
from variorum.pipeline import annotate, compare

EVENT = "The old harbour bridge of Talwin collapsed under a lorry."
PAST = "The council had bought a lighthouse in May."


@cache
def units() -> tuple[Units, tuple[Document, ...]]:
    texts = (f"{EVENT} {PAST} {EVENT}", f"{EVENT} Nobody was hurt. {PAST}")
    documents = annotate([from_text(text, id=f"r{number}") for number, text in enumerate(texts)])
    return build(collect(documents), documents, link(documents)), documents


def weight(told: dict[int, list[int]], sure: float = 1.0) -> float:
    """Importance of the row of the statements in some sentences of some articles."""
    found, documents = units()
    members = [k for k, unit in enumerate(found.items) if unit.sentence.index in told.get(unit.document, [])]
    counts = (len(told), len(told), len(told))
    return importance(members, found, documents, counts, [0.5] * len(found), sure)


def test_what_stands_higher_is_told_again_or_by_more_matters_more() -> None:
    assert weight({0: [0], 1: [0]}) > weight({0: [1], 1: [0]}) > weight({0: [1], 1: [2]})
    assert weight({0: [0, 2], 1: [0]}) > weight({0: [2], 1: [0]})
    assert weight({0: [0], 1: [0]}) > weight({0: [0]})


@given(st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_what_is_less_surely_one_thing_matters_less(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert 0.0 <= weight({0: [0], 1: [0]}, low) <= weight({0: [0], 1: [0]}, high) <= 1.0


def test_every_statement_is_near_or_far_from_what_the_story_is_about() -> None:
    found, _ = units()
    assert all(0.0 <= near <= 1.0 for near in centrality(found))


def test_the_first_row_is_what_the_reports_begin_with() -> None:
    reports = [
        f"{EVENT} {PAST} {PAST.replace('May', 'June')} The lighthouse of the council stands in Talwin.",
        f"{EVENT} The lighthouse of the council stands in Talwin. {PAST}",
    ]
    made = compare([from_text(text, id=f"r{number}") for number, text in enumerate(reports)])
    assert "collapsed" in made.points[0].gist.quote
