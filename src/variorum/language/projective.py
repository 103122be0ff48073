"""Trees without crossing arcs: English has hardly any others, and crossing arcs tear clauses apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from variorum.model.syntax import Vector

Integers = NDArray[np.int64]

_NEVER: Final = -1e9
_ROOT_PRICE: Final = 1e5
_GREATEST_LOSS: Final = 1.0
"""How much less likely (natural logarithm) the best tree without crossing arcs may be: real ones are told clearly."""

_LONGEST: Final = 150
"""Words of the longest sentence that is read so."""


def crossing(heads: Integers, lengths: Sequence[int]) -> NDArray[np.bool_]:
    """Which sentences have arcs between words that cross, (sentences,).

    Args:
        heads: [sentence, word], 0 is the root, words count from 1.
        lengths: Words of each sentence.
    """
    count, size = heads.shape
    word = np.arange(1, size + 1)
    governed = (word <= np.asarray(lengths)[:, None]) & (heads > 0)
    left = np.where(governed, np.minimum(heads, word), 0)
    right = np.where(governed, np.maximum(heads, word), 0)
    found = np.zeros(count, np.bool_)
    for row in range(count):
        a, b = left[row, governed[row]], right[row, governed[row]]
        found[row] = bool(((a[:, None] < a) & (a < b[:, None]) & (b[:, None] < b)).any())
    return found


def uncrossed(arcs: Vector, heads: Integers) -> Integers:
    """The likeliest tree of a sentence without crossing arcs, unless it is far less likely than the tree given.

    Very long ones, which are lists or rubble, stay as they are: time grows with the cube of the words.

    Args:
        arcs: Scores (logits), [dependent, governor]; index 0 is the root.
        heads: The tree of highest score, [word].

    Returns:
        Heads, [word].
    """
    if len(heads) > _LONGEST:
        return heads
    scores = arcs.astype(np.float64)
    np.fill_diagonal(scores, _NEVER)
    found = best_projective(scores)
    word = np.arange(1, len(arcs))
    # Every word has one governor in both trees, so that what makes probabilities of the scores cancels out.
    loss = scores[word, heads].sum() - scores[word, found].sum()
    return found if loss <= _GREATEST_LOSS else heads


def best_projective(scores: NDArray[np.float64]) -> Integers:
    """The tree of highest sum with one child of the root and no crossing arcs (Eisner 1996), heads of the words.

    Spans are kept by where they start or where they end, and by length, so that all of one length are built at once.

    Args:
        scores: [dependent, governor]; index 0 is the root.
    """
    size = len(scores)
    priced = scores.copy()
    priced[1:, 0] -= _ROOT_PRICE
    priced[0] = 2 * _NEVER
    shape = (size, size)
    # Complete spans whose governor is the left or right end, and spans with an arc between their ends, by [start or
    # end, length]; and how far from its start the best of them was cut.
    left_start, left_end, right_start, right_end = (np.zeros(shape) for _ in range(4))
    arc_left_start, arc_right_end = np.zeros(shape), np.zeros(shape)
    cut_left, cut_right, cut_arc = (np.zeros(shape, np.int64) for _ in range(3))
    for length in range(1, size):
        # Spans of this length: those that start at 0, 1, ... and those that end at `length`, `length` + 1, ...
        starts, ends = slice(0, size - length), slice(length, size)
        ways = left_start[starts, :length] + right_end[ends, length - 1 :: -1]
        inside = ways.max(1)
        cut_arc[starts, length] = ways.argmax(1)
        arc_left_start[starts, length] = inside + priced.diagonal(-length)
        arc_right_end[ends, length] = inside + priced.diagonal(length)
        ways = arc_left_start[starts, 1 : length + 1] + left_end[ends, length - 1 :: -1]
        cut_left[starts, length] = ways.argmax(1)
        left_start[starts, length] = left_end[ends, length] = ways.max(1)
        ways = right_start[starts, :length] + arc_right_end[ends, length:0:-1]
        cut_right[starts, length] = ways.argmax(1)
        right_start[starts, length] = right_end[ends, length] = ways.max(1)
    heads = np.zeros(size, np.int64)
    waiting = [(0, size - 1, True, True)]
    while waiting:
        first, last, governs_left, complete = waiting.pop()
        if first == last:
            continue
        length = last - first
        if complete and governs_left:
            cut_at = first + 1 + int(cut_left[first, length])
            waiting += [(first, cut_at, True, False), (cut_at, last, True, True)]
        elif complete:
            cut_at = first + int(cut_right[first, length])
            waiting += [(first, cut_at, False, True), (cut_at, last, False, False)]
        else:
            heads[last if governs_left else first] = first if governs_left else last
            cut_at = first + int(cut_arc[first, length])
            waiting += [(first, cut_at, True, True), (cut_at + 1, last, False, True)]
    return heads[1:]
