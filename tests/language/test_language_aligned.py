import random
import sys
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="training only")
sys.path.insert(0, str(Path(__file__).parents[2] / "training" / "language"))

import aligned
import torch


def telling(index: int, document: str, *events: str, people: str = "", story: str = "ferry") -> aligned.Telling:
    return aligned.Telling(index, story, document, True, set(events), set(people.split()))


def test_relation_asks_for_the_same_event_and_participant() -> None:
    first = telling(0, "a", "sinking", people="captain")
    assert aligned.relation(first, telling(1, "b", "sinking", people="captain crew")) == aligned.TOGETHER
    assert aligned.relation(first, telling(1, "b", "sinking")) == aligned.UNKNOWN
    assert aligned.relation(first, telling(1, "b", "rescue", people="captain")) == aligned.APART
    assert aligned.relation(first, telling(1, "a", "sinking", people="captain")) == aligned.UNKNOWN
    assert aligned.relation(first, telling(1, "b", "sinking", people="captain", story="bus")) == aligned.APART


def test_contrast_is_small_where_those_together_are_near() -> None:
    relations = torch.tensor([[-1, 1, 0], [1, -1, 0], [0, 0, -1]])
    near = torch.tensor([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
    far = torch.tensor([[1.0, 0.0], [0.0, 1.0], [1.0, 0.0]])
    good, bad = aligned.contrast(near, relations, 0.1), aligned.contrast(far, relations, 0.1)
    assert good is not None
    assert bad is not None
    assert good.item() < 0.01 < 5 < bad.item()
    assert aligned.contrast(near, torch.zeros(3, 3), 0.1) is None


def test_samples_fit_and_come_from_one_topic() -> None:
    stock = [[telling(index, str(index), "sinking") for index in range(20)]]
    ((indices, relations),) = aligned.sample(stock, [10] * 20, 100, 1, random.Random(0))
    assert len(indices) == 10 == len(set(indices))
    assert relations.shape == (10, 10)
