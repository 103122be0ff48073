"""Looking up articles by a term, a copied passage or a meaning, in collections that grow.

The lookups by key are log-structured: what came in lately is in a table, everything else in one sorted array, into
which the table is merged when it has grown; so that millions of entries take eight bytes each.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from variorum.model.syntax import Vector
from variorum.stories.candidates import PROBES, nearest, sample_centres
from variorum.stories.similarity import Integers

_LATELY = 100_000
"""Entries that wait in the table; merging them takes some tens of milliseconds."""

_FEW = 2_000
"""Articles up to which the meaning of each is looked at."""

Keys = NDArray[np.uint32]


class KeyIndex:
    """Which articles have a key, a number below 2**32."""

    def __init__(self) -> None:
        self._sorted = np.empty(0, np.uint64)
        self._lately: dict[int, list[int]] = {}
        self._waiting = 0

    def add(self, article: int, keys: Keys) -> None:
        """Enters an article under keys."""
        for key in keys.tolist():
            self._lately.setdefault(key, []).append(article)
        self._waiting += len(keys)
        if self._waiting >= _LATELY:
            self._merge(
                np.fromiter(
                    ((key << 32) | article for key, found in self._lately.items() for article in found),
                    np.uint64,
                    self._waiting,
                )
            )
            self._lately.clear()
            self._waiting = 0

    def fill(self, articles: Integers, keys: Keys) -> None:
        """Enters many articles at once, each beside its key."""
        self._merge((keys.astype(np.uint64) << np.uint64(32)) | articles.astype(np.uint64))

    def _merge(self, codes: NDArray[np.uint64]) -> None:
        self._sorted = np.sort(np.concatenate([self._sorted, codes]), kind="stable")

    def find(self, keys: Keys) -> list[Integers]:
        """The articles of each key."""
        wide = keys.astype(np.uint64) << np.uint64(32)
        starts = np.searchsorted(self._sorted, wide)
        ends = np.searchsorted(self._sorted, wide + np.uint64(0xFFFFFFFF), side="right")
        return [
            np.concatenate(
                [
                    (self._sorted[start:end] & np.uint64(0xFFFFFFFF)).astype(np.int64),
                    np.array(self._lately.get(key, ()), np.int64),
                ]
            )
            for key, start, end in zip(keys.tolist(), starts.tolist(), ends.tolist(), strict=True)
        ]


class MeaningIndex:
    """The embedded openings, in cells around some of them once they are many (see `candidates`)."""

    def __init__(self, width: int) -> None:
        self._vectors = np.empty((1024, width), np.float32)
        self._count = 0
        self._centres: Vector = np.empty((0, width), np.float32)
        self._cells: list[list[int]] = []

    def __getitem__(self, articles: Sequence[int]) -> Vector:
        return np.asarray(self._vectors[np.asarray(articles, np.int64)])

    def add(self, vectors: Vector) -> None:
        """Appends articles."""
        first, self._count = self._count, self._count + len(vectors)
        if self._count > len(self._vectors):
            larger = np.empty((max(self._count, 3 * len(self._vectors) // 2), self._vectors.shape[1]), np.float32)
            larger[:first] = self._vectors[:first]
            self._vectors = larger
        self._vectors[first : self._count] = vectors
        if self._count > max(_FEW, 4 * len(self._centres) ** 2):
            self._centres = sample_centres(self._vectors[: self._count])
            self._cells = [[] for _ in self._centres]
            first = 0
        if self._cells:
            for article, cell in enumerate(nearest(self._vectors[first : self._count], self._centres), start=first):
                self._cells[cell].append(article)

    def near(self, vector: Vector, most: int) -> Integers:
        """The articles that mean most nearly the same."""
        if self._cells:
            cells = np.argsort(-(self._centres @ vector))[:PROBES]
            others = np.array([article for cell in cells for article in self._cells[cell]], np.int64)
        else:
            others = np.arange(self._count)
        if len(others) <= most:
            return others
        alike = self._vectors[others] @ vector
        return np.asarray(others[np.argpartition(-alike, most)[:most]])
