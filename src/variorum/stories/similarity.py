"""How much two articles are about the same thing: rare words, opening, names, meaning of the opening, time.

All but time is one inner product: the bags of an article, weighted and normalised, stand side by side in one long
vector, and its embedded opening beside them.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array, diags_array, hstack

from variorum.language.frequency import document_share
from variorum.model.syntax import Vector
from variorum.stories.terms import Terms

_PRIOR_TEXTS = 50
"""Texts that the background frequency of a word counts for beside those of the collection itself."""

_ALL_PAIRS = 2_000
"""Number of articles up to which every pair is looked at."""

_COMMON = 300
"""Articles of a large collection that may hold a word by which candidates are found; others are too common."""

_NEIGHBOURS = 30
"""Candidates by words kept for each article of a large collection; a third as many by meaning."""

_CELLS = 20_000_000
"""Cells of the matrix of all pairs that are looked at together, which bounds memory."""

_PAIRS_AT_ONCE = 50_000

_EPOCH = datetime(1970, 1, 1)

_SAME_DAYS, _HALVING_DAYS, _LEAST = 7.0, 14.0, 0.6
"""A story runs for days; later reports count less, but never for nothing, as dates may lie."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What each part adds to the similarity; they sum to 1. Embeddings count from `meaning_zero` on."""

    words: float = 0.5
    opening: float = 0.25
    names: float = 0.15
    meaning: float = 0.1
    meaning_zero: float = 0.5


@dataclass(frozen=True, slots=True)
class Vectors:
    """Articles as vectors: `lexical` rows have the weights in them already."""

    lexical: csr_array
    meaning: Vector
    days: NDArray[np.float64]
    weights: Weights


def vectors(bags: Iterable[Terms], meaning: Vector, published: Sequence[datetime | None], weights: Weights) -> Vectors:
    """Articles as vectors; the rarity of words is that of English at large, corrected by the collection itself.

    Args:
        bags: Taken one by one, as those of a large collection would fill the memory.
        meaning: Embedded openings of unit length, [article, width].
        published: When, as far as known.
        weights: What each part counts.
    """
    column: dict[str, int] = {}
    words, opening, names = _Bags(), _Bags(), _Bags()
    for bag in bags:
        words.add(bag.all, column)
        opening.add(bag.opening, column)
        names.add(bag.names, column)
    frequency = np.bincount(np.frombuffer(words.columns, np.int32), minlength=len(column))
    background = np.fromiter((document_share(term) for term in column), float, len(column))
    total = words.count + _PRIOR_TEXTS
    rarity = -np.log(np.minimum(1.0, (frequency + _PRIOR_TEXTS * background) / total)) if column else background
    parts = [
        words.matrix(rarity, weights.words),
        opening.matrix(rarity, weights.opening),
        names.matrix(rarity, weights.names),
    ]
    days = np.array([(moment - _EPOCH) / timedelta(days=1) if moment else np.nan for moment in published])
    return Vectors(csr_array(hstack(parts, format="csr")), meaning, days, weights)


class _Bags:
    """Bags of words as the parts of a sparse matrix, a row for each."""

    def __init__(self) -> None:
        self.columns = array("i")
        self.counts = array("f")
        self.starts = array("q", [0])

    @property
    def count(self) -> int:
        return len(self.starts) - 1

    def add(self, bag: Counter[str], column: dict[str, int]) -> None:
        self.columns.extend(column.setdefault(term, len(column)) for term in bag)
        self.counts.extend(bag.values())
        self.starts.append(len(self.columns))

    def matrix(self, rarity: NDArray[np.float64], weight: float) -> csr_array:
        """Rows of length sqrt(weight): log term frequency times rarity."""
        columns = np.frombuffer(self.columns, np.int32)
        values = np.log(np.frombuffer(self.counts, np.float32)) + np.float32(1.0)
        values *= rarity[columns].astype(np.float32)
        starts = np.frombuffer(self.starts, np.int64)
        matrix = csr_array((values, columns, starts), shape=(self.count, len(rarity)))
        length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
        scale = np.divide(math.sqrt(weight), length, out=np.zeros_like(length), where=length > 0)
        return csr_array(diags_array(scale.astype(np.float32)) @ matrix)


def graph(found: Vectors, progress: Callable[[int, int], None] = lambda done, total: None) -> coo_array:
    """Similarities of all pairs in a small collection; in a large one, those of each article's likely neighbours."""
    count = found.lexical.shape[0]
    if count <= _ALL_PAIRS:
        values = np.asarray((found.lexical @ found.lexical.T).todense(), np.float64)
        rows, columns = np.triu_indices(count, 1)
        return coo_array((_complete(found, rows, columns, values[rows, columns]), (rows, columns)), (count, count))
    return _sparse_graph(found, progress)


def _sparse_graph(found: Vectors, progress: Callable[[int, int], None]) -> coo_array:
    """Candidates share a word that is rare in the collection, or mean much the same; then they are compared in full."""
    count = found.lexical.shape[0]
    holders = np.bincount(found.lexical.indices, minlength=found.lexical.shape[1])
    telling = np.flatnonzero((holders > 1) & (holders <= _COMMON))
    rare = csr_array(found.lexical[:, telling])
    turned = csr_array(rare.T)
    pairs: list[NDArray[np.int64]] = []
    step = max(1, _CELLS // count)
    for first in range(0, count, step):
        last = min(first + step, count)
        shared = csr_array(rare[first:last] @ turned)
        pairs.append(_top(shared, first, count))
        alike = found.meaning[first:last] @ found.meaning.T
        kept = min(_NEIGHBOURS // 3, count - 1)
        near = np.argpartition(-alike, kept, axis=1)[:, : kept + 1]
        rows = np.repeat(np.arange(first, last), near.shape[1])
        pairs.append(_codes(rows, near.ravel(), count))
        progress(last, count)
    codes = np.unique(np.concatenate(pairs))
    rows, columns = codes // count, codes % count
    lexical = np.empty(len(codes))
    for start in range(0, len(codes), _PAIRS_AT_ONCE):
        part = slice(start, start + _PAIRS_AT_ONCE)
        products = found.lexical[rows[part]].multiply(found.lexical[columns[part]])
        lexical[part] = np.asarray(products.sum(axis=1)).ravel()
    return coo_array((_complete(found, rows, columns, lexical), (rows, columns)), (count, count))


def _top(shared: csr_array, first: int, count: int) -> NDArray[np.int64]:
    """The best candidates of each row."""
    codes = []
    for row in range(shared.shape[0]):
        part = slice(shared.indptr[row], shared.indptr[row + 1])
        columns, values = shared.indices[part], shared.data[part]
        if len(values) > _NEIGHBOURS:
            columns = columns[np.argpartition(-values, _NEIGHBOURS)[:_NEIGHBOURS]]
        codes.append(_codes(np.full(len(columns), first + row), columns, count))
    return np.concatenate(codes) if codes else np.empty(0, np.int64)


def _codes(rows: NDArray[np.integer], columns: NDArray[np.integer], count: int) -> NDArray[np.int64]:
    """Each pair as one number, the smaller index first; pairs of an article with itself left out."""
    apart = rows != columns
    smaller, larger = np.minimum(rows, columns)[apart], np.maximum(rows, columns)[apart]
    return np.unique(smaller.astype(np.int64) * count + larger)


def _complete(
    found: Vectors, rows: NDArray[np.int64], columns: NDArray[np.int64], lexical: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Adds the meaning of the openings, and takes time into account."""
    weights = found.weights
    alike = np.empty(len(rows))
    for start in range(0, len(rows), _PAIRS_AT_ONCE):
        part = slice(start, start + _PAIRS_AT_ONCE)
        alike[part] = np.einsum("ij,ij->i", found.meaning[rows[part]], found.meaning[columns[part]])
    scaled = np.clip((alike - weights.meaning_zero) / (1.0 - weights.meaning_zero), 0.0, 1.0)
    gap = np.nan_to_num(np.abs(found.days[rows] - found.days[columns]), nan=0.0)
    fading = np.maximum(_LEAST, 0.5 ** (np.maximum(0.0, gap - _SAME_DAYS) / _HALVING_DAYS))
    return np.asarray((lexical + weights.meaning * scaled) * fading, np.float64)
