import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variorum.language.projective import best_projective, crossing, uncrossed


def is_projective(heads: tuple[int, ...]) -> bool:
    """One root, no circle, and no arc out of which a word between its ends is governed."""
    for word in range(1, len(heads) + 1):
        path = [word]
        while heads[path[-1] - 1]:
            path.append(heads[path[-1] - 1])
            if len(path) > len(heads):
                return False
    if sum(head == 0 for head in heads) != 1:
        return False
    arcs = [(min(word, head), max(word, head)) for word, head in enumerate(heads, 1)]
    return not any(a < c < b < d for a, b in arcs for c, d in arcs)


def total(scores: np.ndarray, heads: tuple[int, ...] | np.ndarray) -> float:
    return float(sum(scores[word, head] for word, head in enumerate(heads, 1)))


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 4), st.integers(0, 10_000))
def test_the_tree_is_the_best_without_crossing_arcs(length: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(length + 1, length + 1)) * 4
    best = max(
        total(scores, heads) for heads in itertools.product(range(length + 1), repeat=length) if is_projective(heads)
    )
    found = best_projective(scores)
    assert is_projective(tuple(found.tolist()))
    assert total(scores, found) == pytest.approx(best)


@settings(deadline=None, max_examples=30)
@given(st.integers(2, 40), st.integers(0, 1000))
def test_no_arcs_cross_in_long_sentences(length: int, seed: int) -> None:
    found = best_projective(np.random.default_rng(seed).normal(size=(length + 1, length + 1)))
    assert is_projective(tuple(found.tolist()))
    assert not crossing(found[None], [length]).any()


def test_arcs_that_cross_are_found() -> None:
    straight, crossed = [2, 0, 2, 3], [3, 4, 0, 3]
    assert crossing(np.array([straight, crossed]), [4, 4]).tolist() == [False, True]
    assert not crossing(np.array([crossed]), [1]).any()  # what lies beyond a sentence does not count


def test_a_crossing_that_is_told_clearly_stays() -> None:
    heads = np.array([3, 4, 0, 3])
    for gain, kept in ((8.0, True), (0.1, False)):
        scores = np.zeros((5, 5), np.float32)
        scores[np.arange(1, 5), heads] = gain
        assert (uncrossed(scores, heads).tolist() == heads.tolist()) is kept


def test_a_very_long_sentence_stays_as_it_is() -> None:
    heads = np.array([0, 1, *([3, 1] * 100)])
    assert uncrossed(np.zeros((len(heads) + 1, len(heads) + 1), np.float32), heads) is heads
