"""Words that two texts have in common, in the same order and close together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

_GAP = 0.5
"""What an unequal word costs an alignment, where an equal one gains 1."""

Run = tuple[int, int, int]
"""Equal words in a row: index of the first on the left, on the right, and their number."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """Equal words of two word sequences: their runs within the best local alignment."""

    runs: tuple[Run, ...]

    @property
    def equal(self) -> int:
        """Number of equal words."""
        return sum(size for _, _, size in self.runs)

    @property
    def left(self) -> tuple[int, int]:
        """Range of word indices, half-open, on the left."""
        return self.runs[0][0], self.runs[-1][0] + self.runs[-1][2]

    @property
    def right(self) -> tuple[int, int]:
        """Range of word indices, half-open, on the right."""
        return self.runs[0][1], self.runs[-1][1] + self.runs[-1][2]

    @property
    def similarity(self) -> float:
        """Part of the words in both ranges that are equal."""
        (a, b), (c, d) = self.left, self.right
        return 2 * self.equal / (b - a + d - c)


def ordered_runs(left: Sequence[str], right: Sequence[str]) -> tuple[Run, ...]:
    """Runs of equal words in a longest common subsequence of two word sequences."""
    blocks = LCSseq.editops(left, right).as_matching_blocks()
    return tuple((block.a, block.b, block.size) for block in blocks if block.size)


def align(left: Sequence[str], right: Sequence[str]) -> Alignment | None:
    """The best local alignment of two word sequences: equal words gain, those skipped on either side cost.

    A longest common subsequence may match words early that belong later, so it is tried from both ends.

    Returns:
        The alignment, or None if no word is common.
    """
    if left == right:
        return Alignment(((0, 0, len(left)),)) if left else None
    forward = ordered_runs(left, right)
    if not forward:
        return None
    sizes = len(left), len(right)
    backward = tuple(
        (sizes[0] - a - size, sizes[1] - b - size, size)
        for a, b, size in reversed(ordered_runs(left[::-1], right[::-1]))
    )
    return Alignment(max((_densest(forward), _densest(backward)), key=lambda found: found[0])[1])


def _densest(runs: Sequence[Run]) -> tuple[float, tuple[Run, ...]]:
    """The stretch of runs with the greatest score, and that score."""
    best, best_range, score, start = 0.0, (0, 0), 0.0, 0
    for i, (a, b, size) in enumerate(runs):
        if i:
            before = runs[i - 1]
            score -= _GAP * max(a - before[0] - before[2], b - before[1] - before[2])
        if score <= 0:
            score, start = 0.0, i
        score += size
        if score > best:
            best, best_range = score, (start, i + 1)
    return best, tuple(runs[slice(*best_range)])
