import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variorum.language.decode import best_tags, transitions, trees
from variorum.language.projective import crossing


def is_tree(heads: list[int]) -> bool:
    for start in range(1, len(heads)):
        seen, node = set(), start
        while node:
            if node in seen:
                return False
            seen.add(node)
            node = heads[node]
    return sum(head == 0 for head in heads[1:]) == 1


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 4), st.integers(0, 10_000))
def test_the_tree_is_the_best_of_all_or_nearly_so_where_its_arcs_cross(length: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(length + 1, length + 1)).astype(np.float32) * 4
    best = max(
        sum(scores[word, head] for word, head in enumerate(heads, 1))
        for heads in itertools.product(range(length + 1), repeat=length)
        if is_tree([0, *heads]) and all(word != head for word, head in enumerate(heads, 1))
    )
    found = trees(scores[None], [length])[0].tolist()
    assert is_tree([0, *found])
    reached = sum(scores[word, head] for word, head in enumerate(found, 1))
    arcs_cross = crossing(np.array([found]), [length]).any()
    assert reached == pytest.approx(best, abs=1e-3) or (not arcs_cross and best - 1 < reached < best)


@settings(deadline=None, max_examples=20)
@given(st.lists(st.integers(1, 40), min_size=1, max_size=6), st.integers(0, 1000))
def test_all_sentences_of_a_batch_are_trees(lengths: list[int], seed: int) -> None:
    size = max(lengths) + 1
    scores = np.random.default_rng(seed).normal(size=(len(lengths), size, size)).astype(np.float32)
    heads = trees(scores, lengths)
    for row, length in enumerate(lengths):
        assert is_tree([0, *heads[row, :length].tolist()])
        assert not heads[row, length:].any()


def test_name_tags_follow_each_other_as_they_may() -> None:
    tags = ["O", "B-person", "I-person", "B-place", "I-place"]
    begin, follow = transitions(tags)
    scores = np.random.default_rng(3).normal(size=(20, 12, 5)).astype(np.float32)
    for path in best_tags(scores, begin, follow).tolist():
        before = "O"
        for tag in (tags[number] for number in path):
            assert not tag.startswith("I-") or before[2:] == tag[2:]
            before = tag
