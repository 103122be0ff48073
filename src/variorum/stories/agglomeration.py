"""Average linkage over a sparse graph, which also asks whether two groups are one or merely alike.

Plain average linkage joins whatever is similar enough, but how similar two stories of one kind are depends on the
kind: two elections in one country resemble each other more than two reports of one crash do. So two groups are joined
only if they are also nearly as close to each other as each is within itself: relative closeness, as in Chameleon
(Karypis, Han and Kumar 1999).
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Criterion:
    """When two groups are one.

    Attributes:
        similarity: Least mean similarity between them.
        closeness: Least ratio of that mean to the mean similarity inside them.
        prior: How many pairs' worth of `inside` are mixed into the mean inside a group, as few pairs tell little.
        inside: Similarity expected inside a group before any pair has been seen.
        most: Similarity that counts at most towards the mean inside a group: copies of one text say nothing about how
            alike two reports of one event are.
        unknown: Similarity of pairs that the graph does not hold.
    """

    similarity: float
    closeness: float
    prior: float = 5.0
    inside: float = 0.02
    most: float = 0.17
    unknown: float = 0.02


Edge = tuple[int, int, float]


def agglomerate(count: int, edges: Iterable[Edge], criterion: Criterion) -> list[list[int]]:
    """Groups of the numbers below `count`, each in ascending order, the groups by their first number.

    Args:
        count: How many there are.
        edges: Pairs with their similarity, each pair once.
        criterion: When two groups are one.
    """
    near: list[dict[int, tuple[float, int]]] = [{} for _ in range(count)]  # neighbour: (sum, pairs known)
    heap: list[tuple[float, int, int]] = []
    for left, right, value in edges:
        near[left][right] = near[right][left] = (value, 1)
        if value >= criterion.similarity:
            heap.append((-value, min(left, right), max(left, right)))
    heapq.heapify(heap)
    members: list[list[int]] = [[number] for number in range(count)]
    inside = [0.0] * count
    alive = [True] * count

    def between(left: int, right: int, known: tuple[float, int]) -> float:
        pairs = len(members[left]) * len(members[right])
        return (known[0] + (pairs - known[1]) * criterion.unknown) / pairs

    def cohesion(group: int) -> float:
        pairs = len(members[group]) * (len(members[group]) - 1) / 2
        return (inside[group] + criterion.prior * criterion.inside) / (pairs + criterion.prior)

    while heap:
        value, left, right = heapq.heappop(heap)
        # Groups get a new number when they grow, so an entry whose groups both live is up to date.
        if not (alive[left] and alive[right]):
            continue
        if -value < criterion.closeness * (cohesion(left) * cohesion(right)) ** 0.5:
            continue
        joined = len(members)
        members.append(members[left] + members[right])
        pairs = len(members[left]) * len(members[right])
        inside.append(inside[left] + inside[right] + min(-value, criterion.most) * pairs)
        alive[left] = alive[right] = False
        alive.append(True)
        merged = near[left] if len(near[left]) >= len(near[right]) else near[right]
        other = near[right] if merged is near[left] else near[left]
        for neighbour, (total, known) in other.items():
            before = merged.get(neighbour, (0.0, 0))
            merged[neighbour] = (before[0] + total, before[1] + known)
        merged.pop(left, None)
        merged.pop(right, None)
        near.append(merged)
        near[left], near[right] = {}, {}
        for neighbour, pair in merged.items():
            around = near[neighbour]
            around.pop(left, None)
            around.pop(right, None)
            around[joined] = pair
            mean = between(joined, neighbour, pair)
            if mean >= criterion.similarity:
                heapq.heappush(heap, (-mean, neighbour, joined))
    groups = [sorted(members[group]) for group in range(len(members)) if alive[group]]
    return sorted(groups)


def edges(similar: NDArray[np.float64], least: float) -> Iterator[Edge]:
    """The upper triangle of a similarity matrix as edges, without those below `least`."""
    rows, columns = np.nonzero(np.triu(similar >= least, 1))
    return zip(rows.tolist(), columns.tolist(), similar[rows, columns].tolist(), strict=True)
