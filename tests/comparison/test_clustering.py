from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from variorum.comparison.clustering import agglomerate, widened


def test_joins_what_is_probable_and_leaves_the_rest() -> None:
    documents = [0, 0, 1, 1, 2]
    pairs = {(0, 2): 0.9, (0, 4): 0.8, (2, 4): 0.7, (1, 3): 0.2}
    assert agglomerate(documents, pairs, 0.5) == [[0, 2, 4]]


def test_a_pair_that_was_never_weighed_counts_against() -> None:
    assert agglomerate([0, 1, 2], {(0, 1): 0.9, (1, 2): 0.6}, 0.5) == [[0, 1]]


def test_statements_of_one_article_come_together_through_another() -> None:
    assert agglomerate([0, 0, 1], {(0, 2): 0.9, (1, 2): 0.8}, 0.5) == [[0, 1, 2]]


def test_rivals_of_one_article_keep_groups_apart() -> None:
    pairs = {(0, 2): 0.9, (1, 3): 0.9, (0, 3): 0.3, (1, 2): 0.3}
    assert agglomerate([0, 0, 1, 1], pairs, 0.25) == [[0, 1, 2, 3]]
    assert agglomerate([0, 0, 1, 1], pairs, 0.25, rivals=[(0, 1), (2, 3)]) == [[0, 2], [1, 3]]


def test_a_statement_stands_in_another_group_too_where_it_fits() -> None:
    documents, groups = [0, 1, 2, 3, 0], [[0, 1], [2, 3, 4]]
    assert widened(groups, documents, {(1, 2): 0.6, (1, 3): 0.6, (1, 4): 0.3}, 0.5) == [[0, 1], [1, 2, 3, 4]]
    # What was not weighed counts against, ...
    assert widened(groups, documents, {(1, 2): 0.7, (1, 3): 0.7}, 0.5) == groups
    # ... what is told in the same article not.
    assert widened(groups, documents, {(0, 2): 0.6, (0, 3): 0.6}, 0.5) == [[0, 1], [0, 2, 3, 4]]
    # What is in no group comes into none.
    assert widened([[0, 1]], documents, {(0, 2): 0.9, (1, 2): 0.9}, 0.5) == [[0, 1]]


@given(
    st.lists(st.integers(0, 3), min_size=2, max_size=10),
    st.data(),
    st.floats(0.1, 0.9),
)
def test_groups_are_disjoint_and_span_articles(documents: list[int], data: st.DataObject, threshold: float) -> None:
    pairs = {
        (a, b): data.draw(st.floats(0.0, 1.0))
        for a in range(len(documents))
        for b in range(a + 1, len(documents))
        if documents[a] != documents[b]
    }
    groups = agglomerate(documents, pairs, threshold)
    members = [unit for group in groups for unit in group]
    assert len(members) == len(set(members))
    assert all(len({documents[unit] for unit in group}) > 1 for group in groups)
