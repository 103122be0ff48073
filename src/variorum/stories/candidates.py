"""Pairs of articles that may be about the same thing, found without looking at every pair.

Two kinds: articles that share terms that few others hold, found through the terms; and articles whose openings mean
much the same, found in cells around sampled articles, as an inverted file does (Sivic and Zisserman 2003), of which
only those near an article's own are searched. The work grows with the number of articles to the power of 1.5.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from variorum.model.syntax import Vector
from variorum.stories.similarity import Integers, Vectors

COMMON = 200
"""Articles that may hold a term by which candidates are found; others are too common."""

TELLING = 25
"""Terms of an article by which candidates are found, the weightiest of those that are not too common."""

NEIGHBOURS = 30
"""Candidates by terms that are kept for each article; a third as many by meaning."""

PROBES = 12
"""Cells that are searched: an article's own and those nearest to it."""

_ROWS_AT_ONCE = 1_000
_CELLS_AT_ONCE = 20_000_000


def pairs(found: Vectors, progress: Callable[[int, int], None]) -> tuple[Integers, Integers]:
    """Candidate pairs, each once, the smaller index first."""
    codes = [*_by_terms(found, progress), *_by_meaning(found)]
    every = np.unique(np.concatenate(codes)) if codes else np.empty(0, np.int64)
    return every // found.count, every % found.count


def _by_terms(found: Vectors, progress: Callable[[int, int], None]) -> Iterator[Integers]:
    telling = _telling(found.lexical)
    turned = csr_array(telling.T)
    for first in range(0, found.count, _ROWS_AT_ONCE):
        last = min(first + _ROWS_AT_ONCE, found.count)
        shared = csr_array(telling[first:last] @ turned)
        rows = np.repeat(np.arange(first, last), np.diff(shared.indptr))
        kept = _best(rows, shared.data, NEIGHBOURS)
        yield _codes(rows[kept], shared.indices[kept].astype(np.int64), found.count)
        progress(last, found.count)


def _telling(lexical: csr_array) -> csr_array:
    """The matrix with only the weightiest terms of each article that are not too common."""
    holders = np.bincount(lexical.indices, minlength=lexical.shape[1])
    parts = []
    for first in range(0, lexical.shape[0], _ROWS_AT_ONCE):
        part = csr_array(lexical[first : first + _ROWS_AT_ONCE])
        rows = np.repeat(np.arange(part.shape[0]), np.diff(part.indptr))
        rare = np.flatnonzero(holders[part.indices] <= COMMON)
        kept = rare[_best(rows[rare], part.data[rare], TELLING)]
        kept.sort()
        parts.append((first + rows[kept], part.indices[kept], part.data[kept]))
    rows, columns, values = (np.concatenate([part[place] for part in parts]) for place in range(3))
    starts = np.searchsorted(rows, np.arange(lexical.shape[0] + 1))
    return csr_array((values, columns, starts), shape=lexical.shape)


def _best(rows: Integers, values: NDArray[np.float32], most: int) -> Integers:
    """Places of the largest values of each row, `most` at most."""
    order = np.lexsort((-values, rows))
    ordered = rows[order]
    rank = np.arange(len(rows)) - np.searchsorted(ordered, ordered)
    return np.asarray(order[rank < most])


def _by_meaning(found: Vectors) -> Iterator[Integers]:
    centres = sample_centres(found.meaning)
    home = nearest(found.meaning, centres)
    members = [np.flatnonzero(home == cell) for cell in range(len(centres))]
    alike = centres @ centres.T
    most = NEIGHBOURS // 3
    for cell, own in enumerate(members):
        near = np.argsort(-alike[cell], kind="stable")[:PROBES]
        others = np.concatenate([members[other] for other in near])
        for first in range(0, len(own), max(1, _CELLS_AT_ONCE // max(1, len(others)))):
            part = own[first : first + max(1, _CELLS_AT_ONCE // max(1, len(others)))]
            likeness = found.meaning[part] @ found.meaning[others].T
            kept = min(most + 1, len(others))
            best = np.argpartition(-likeness, kept - 1, axis=1)[:, :kept]
            yield _codes(np.repeat(part, kept), others[best].ravel(), found.count)


def sample_centres(meaning: Vector) -> Vector:
    """As many articles, evenly taken, as the square root of their number, as the centres of cells."""
    count = max(1, int(len(meaning) ** 0.5))
    return np.ascontiguousarray(meaning[np.linspace(0, len(meaning) - 1, count).astype(np.int64)])


def nearest(meaning: Vector, centres: Vector) -> Integers:
    """The cell of each article."""
    home = [
        np.argmax(meaning[first : first + _ROWS_AT_ONCE] @ centres.T, axis=1)
        for first in range(0, len(meaning), _ROWS_AT_ONCE)
    ]
    return np.concatenate(home) if home else np.empty(0, np.int64)


def _codes(rows: Integers, columns: Integers, count: int) -> Integers:
    """Each pair as one number, the smaller index first; pairs of an article with itself left out."""
    apart = rows != columns
    smaller, larger = np.minimum(rows, columns)[apart], np.maximum(rows, columns)[apart]
    return np.unique(smaller.astype(np.int64) * count + larger)
