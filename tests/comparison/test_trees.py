from __future__ import annotations

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from variorum.comparison.features import FEATURES
from variorum.comparison.trees import Forest, load

FOREST = Forest(
    names=("size", "age"),
    feature=np.array([0, -1, 1, -1, -1], np.int16),
    threshold=np.array([1.0, 0.0, 5.0, 0.0, 0.0], np.float32),
    left=np.array([1, 1, 3, 3, 4], np.int32),
    right=np.array([2, 1, 4, 3, 4], np.int32),
    value=np.array([0.5, -1.0, 2.0, 1.0, 3.0], np.float32),
    roots=np.array([0], np.int32),
    depth=2,
    base=0.25,
    scale=2.0,
    offset=-1.0,
)


def test_rows_fall_into_their_leaves() -> None:
    rows = np.array([[1.0, 9.0], [2.0, 5.0], [2.0, 6.0]], np.float32)
    assert FOREST.log_odds(rows).tolist() == [-0.75, 1.25, 3.25]


@given(st.lists(st.tuples(st.floats(-10, 10, width=32), st.floats(-10, 10, width=32)), min_size=1, max_size=5))
def test_reasons_add_up_to_the_probability(rows: list[tuple[float, float]]) -> None:
    array = np.array(rows, np.float32)
    for row, probability in zip(array, FOREST.probability(array), strict=True):
        total = sum(feature.contribution for feature in FOREST.explain(row))
        assert math.isclose(1 / (1 + math.exp(-total)), probability, rel_tol=1e-4)


def test_the_shipped_model_knows_the_features() -> None:
    assert load("alignment").names == FEATURES
