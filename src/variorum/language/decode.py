"""From scores to trees and names; numpy only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from variorum.language.projective import crossing, uncrossed
from variorum.model.syntax import Vector

Integers = NDArray[np.int64]

_NEVER: Final = -1e9
_ROOT_PRICE: Final = 1e5


def trees(arcs: Vector, lengths: Sequence[int]) -> Integers:
    """Heads of the words of sentences: the tree of highest score with one root and, if it is likely, no crossing arcs.

    Args:
        arcs: Scores, [sentence, dependent, governor]; index 0 is the root, words follow.
        lengths: Number of words of each sentence.

    Returns:
        Heads, [sentence, word], counted as in `arcs` (0 is the root); what lies beyond a sentence is 0.
    """
    _, size, _ = arcs.shape
    index = np.arange(size)
    there = index[None, :] <= np.asarray(lengths)[:, None]
    scores = np.where(there[:, None, :], arcs, np.float32(_NEVER))
    scores[:, index, index] = _NEVER
    heads: Integers = scores.argmax(2)
    heads[:, 0] = 0
    heads[~there] = 0
    # Following heads for long enough must lead to the root from everywhere.
    reached = heads
    for _ in range(max(1, int(size).bit_length())):
        reached = np.take_along_axis(reached, reached, 1)
    word = there.copy()
    word[:, 0] = False
    good = ((heads == 0) & word).sum(1) == 1
    good &= ~(reached.astype(bool) & word).any(1)
    for row in np.flatnonzero(~good).tolist():
        number = lengths[row] + 1
        heads[row, :number] = best_tree(scores[row, :number, :number])
    heads = heads[:, 1:]
    for row in np.flatnonzero(crossing(heads, lengths)).tolist():
        number = lengths[row]
        heads[row, :number] = uncrossed(arcs[row, : number + 1, : number + 1], heads[row, :number])
    return heads


def best_tree(scores: Vector) -> Integers:
    """Maximum spanning tree with exactly one child of the root (Chu and Liu 1965, Edmonds 1967).

    The same large price on every arc from the root makes the best tree one with the fewest of them.
    """
    size = len(scores)
    if size <= 2:
        return np.zeros(size, np.int64)
    priced = scores.astype(np.float64)
    priced[1:, 0] -= _ROOT_PRICE
    return _spanning(priced)


def _cycle(heads: Sequence[int]) -> list[int]:
    """Some cycle among the heads; empty if they form a tree."""
    state = [0] * len(heads)
    state[0] = 2
    for start in range(1, len(heads)):
        path = []
        node = start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = heads[node]
        if state[node] == 1:
            return path[path.index(node) :]
        for node in path:
            state[node] = 2
    return []


def _spanning(scores: NDArray[np.float64]) -> Integers:
    """Maximum spanning arborescence from node 0, by contracting cycles; contractions are undone from a stack.

    A contracted cycle goes on as one of its nodes; the others point to the root, so that they are in no cycle.
    """
    np.fill_diagonal(scores, _NEVER)
    scores[0] = _NEVER
    heads: list[int] = scores.argmax(1).tolist()
    heads[0] = 0
    active = set(range(1, len(scores)))
    stack: list[tuple[list[int], list[int], set[int], list[int], list[int]]] = []
    while cycle := _cycle(heads):
        keep, *rest = cycle
        members = np.array(cycle)
        # Entering the cycle at a node costs the arc that it had inside.
        entering = scores[members] - scores[members, [heads[node] for node in cycle]][:, None]
        leaving = scores[:, members]
        enter_at: list[int] = members[entering.argmax(0)].tolist()
        leave_from: list[int] = members[leaving.argmax(1)].tolist()
        outside = active.difference(cycle)
        stack.append((cycle, [heads[node] for node in cycle], outside, enter_at, leave_from))
        scores[keep] = entering.max(0)
        scores[:, keep] = leaving.max(1)
        scores[:, rest] = -np.inf
        scores[keep, keep] = -np.inf
        active.difference_update(rest)
        # What pointed into the cycle points to its one node; only that node has to choose anew.
        gone = set(rest)
        for node in outside:
            if heads[node] in gone:
                heads[node] = keep
        for node in rest:
            heads[node] = 0
        heads[keep] = int(scores[keep].argmax())
    for cycle, inner, outside, enter_at, leave_from in reversed(stack):
        keep = cycle[0]
        governor = heads[keep]
        for node in outside:
            if heads[node] == keep:
                heads[node] = leave_from[node]
        for node, head in zip(cycle, inner, strict=True):
            heads[node] = head
        heads[enter_at[governor]] = governor
    return np.array(heads, np.int64)


def transitions(tags: Sequence[str]) -> tuple[Vector, Vector]:
    """Which name tags may begin a sentence, and which may follow which: 0 where they may, else a forbidding score."""
    begin = np.array([_NEVER if tag.startswith("I-") else 0.0 for tag in tags], np.float32)
    follow = np.zeros((len(tags), len(tags)), np.float32)
    for i, before in enumerate(tags):
        for j, after in enumerate(tags):
            if after.startswith("I-") and before[2:] != after[2:]:
                follow[i, j] = _NEVER
    return begin, follow


def best_tags(scores: Vector, begin: Vector, follow: Vector) -> Integers:
    """Best allowed sequence of name tags for each sentence (Viterbi 1967), [sentence, word]."""
    count, size, _ = scores.shape
    total = scores[:, 0] + begin
    back = np.zeros(scores.shape, np.int64)
    for word in range(1, size):
        ways = total[:, :, None] + follow
        back[:, word] = ways.argmax(1)
        total = ways.max(1) + scores[:, word]
    path = np.zeros((count, size), np.int64)
    path[:, -1] = total.argmax(1)
    rows = np.arange(count)
    for word in range(size - 1, 0, -1):
        path[:, word - 1] = back[rows, word, path[:, word]]
    return path
