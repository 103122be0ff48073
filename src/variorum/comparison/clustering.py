"""Pair probabilities into groups of statements that say something about the same thing."""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

PairProbabilities = Mapping[tuple[int, int], float]
"""Probability for each pair of units (left < right) that was weighed; pairs that were not count as 0."""


def agglomerate(
    documents: Sequence[int],
    pairs: PairProbabilities,
    threshold: float,
    rivals: Iterable[tuple[int, int]] = (),
) -> list[list[int]]:
    """Average linkage over the pairs of different articles, and over those of one article that rule each other out.

    Other statements of one article do not speak for or against each other: they come together through the others, since
    an article may tell one thing twice (headline and body) but most of its statements tell different things.

    Args:
        documents: Index of the article of each unit.
        pairs: What is known of pairs.
        threshold: Least mean probability at which two groups become one.
        rivals: Pairs of one article that count with probability 0.

    Returns:
        The groups that hold units of two articles or more, each ascending.
    """
    members: dict[int, list[int]] = {unit: [unit] for unit in range(len(documents))}
    counts: dict[int, Counter[int]] = {unit: Counter([documents[unit]]) for unit in members}
    sums: dict[int, dict[int, float]] = defaultdict(dict)
    for (left, right), probability in pairs.items():
        sums[left][right] = sums[right][left] = probability
    against: dict[int, Counter[int]] = defaultdict(Counter)
    for left, right in rivals:
        against[left][right] = against[right][left] = 1

    def mean(a: int, b: int) -> float:
        small, large = sorted((counts[a], counts[b]), key=len)
        within = sum(number * large[document] for document, number in small.items())
        crossing = len(members[a]) * len(members[b]) - within + against[a][b]
        return sums[a][b] / crossing if crossing else 0.0

    heap = [(-probability, left, right) for (left, right), probability in pairs.items() if probability >= threshold]
    heapq.heapify(heap)
    fresh = len(documents)
    while heap:
        _, a, b = heapq.heappop(heap)
        if a not in members or b not in members:
            continue
        joined: dict[int, float] = defaultdict(float)
        for old in (a, b):
            for other, total in sums.pop(old).items():
                del sums[other][old]
                if other not in (a, b):
                    joined[other] += total
        members[fresh] = members.pop(a) + members.pop(b)
        counts[fresh] = counts.pop(a) + counts.pop(b)
        sums[fresh] = {}
        against[fresh] = against.pop(a, Counter()) + against.pop(b, Counter())
        for other, number in against[fresh].items():
            against[other][fresh] = number
        for other, total in joined.items():
            sums[fresh][other] = sums[other][fresh] = total
            if (linkage := mean(fresh, other)) >= threshold:
                heapq.heappush(heap, (-linkage, fresh, other))
        fresh += 1
    return [sorted(group) for key, group in sorted(members.items()) if len(counts[key]) > 1]


def widened(
    groups: Sequence[Sequence[int]], documents: Sequence[int], pairs: PairProbabilities, threshold: float
) -> list[list[int]]:
    """The groups, each with the members of others that fit it too: one statement may carry two points.

    Args:
        groups: Groups of units of two articles or more, none in two of them.
        documents: Index of the article of each unit.
        pairs: What is known of pairs.
        threshold: Least mean probability of the unit with those members of a group that are of other articles.
    """
    home = {unit: number for number, group in enumerate(groups) for unit in group}
    sums: defaultdict[tuple[int, int], float] = defaultdict(float)
    for (left, right), probability in pairs.items():
        for unit, other in ((left, right), (right, left)):
            if unit in home and other in home and home[unit] != home[other]:
                sums[unit, home[other]] += probability
    found = [list(group) for group in groups]
    for (unit, number), total in sums.items():
        others = sum(documents[member] != documents[unit] for member in groups[number])
        if total >= threshold * others:
            found[number].append(unit)
    return [sorted(group) for group in found]
