"""How much two articles are about the same thing: rare words, names, pairs of words, headline, meaning, time.

The bags of an article, weighted and normalised, stand side by side in one long vector, so that what two articles share
is one inner product. It is that of the cosine, but for the length of the articles: a short report of an event is a part
of a long one, which a cosine would hold against both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from variorum.language.frequency import document_share, vocabulary
from variorum.model.syntax import Vector
from variorum.stories.sketch import Sketch
from variorum.stories.terms import BUCKETS, Buckets, Terms, bucket

Floats = NDArray[np.float32]
Integers = NDArray[np.int64]

PRIOR_TEXTS = 50
"""Texts that the background frequency of a word counts for beside those of the collection itself."""

_PAIRS_AT_ONCE = 10_000

_ARTICLES_AT_ONCE = 5_000

_FREQUENCY = (np.log(np.maximum(np.arange(256), 1)) + 1).astype(np.float32)
"""What a term counts for that occurs so many times."""

_EPOCH = datetime(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Weights:
    """What each part adds to the similarity; they sum to 1.

    Attributes:
        words: All words.
        names: Names.
        pairs: Pairs of words.
        first: The headline.
        meaning: The embedded opening.
        meaning_zero: Cosine of embeddings from which they count.
        longest: How many times longer one article may be for its length to be made up for.
        same_days: Days between two reports that make no difference.
        halving_days: Days behind those that halve the similarity.
        least: What time leaves at least of the similarity, as dates may lie.
    """

    words: float = 0.35
    names: float = 0.11
    pairs: float = 0.25
    first: float = 0.05
    meaning: float = 0.24
    meaning_zero: float = 0.6
    longest: float = 9.0
    same_days: float = 2.0
    halving_days: float = 7.0
    least: float = 0.75

    @property
    def bags(self) -> tuple[float, float, float, float]:
        """Those of `Terms.bags`."""
        return (self.words, self.names, self.pairs, self.first)


class Rarity:
    """How telling each term is: its rarity in English at large, corrected by the collection itself."""

    def __init__(self, prior: int = PRIOR_TEXTS) -> None:
        """Of an empty collection.

        Args:
            prior: Texts that English at large counts for beside those of the collection.
        """
        self._prior = prior
        self._holders = np.zeros(BUCKETS, np.int32)
        self._texts = 0

    def add(self, terms: Terms) -> None:
        """Counts an article's terms."""
        self._holders[terms.words.buckets] += 1
        self._holders[terms.pairs.buckets] += 1
        self._texts += 1

    def of(self, buckets: Buckets) -> Floats:
        """Minus the logarithm of the share of texts that hold each term."""
        prior = np.float32(self._prior)
        share = (self._holders[buckets] + prior * _background()[buckets]) / (np.float32(self._texts) + prior)
        return np.asarray(-np.log(np.minimum(np.float32(1.0), share)), np.float32)

    def shared(self, buckets: Buckets) -> NDArray[np.bool_]:
        """Which terms more than one article holds."""
        return np.asarray(self._holders[buckets] > 1)


@lru_cache(maxsize=1)
def _background() -> Floats:
    """The share of English texts that hold each term."""
    shares = np.full(BUCKETS, document_share(""), np.float32)
    for word in vocabulary():
        key = bucket(word)
        shares[key] = max(shares[key], document_share(word))
    return shares


@dataclass(frozen=True, slots=True)
class Vectors:
    """Articles as vectors.

    Attributes:
        lexical: The bags, the weights of the parts in them already, [article, term of a bag].
        length: Of the words, before they were normalised.
        meaning: Embedded openings of unit length, [article, width].
        days: Days since 1970 of the publication; not a number if unknown.
        weights: What was used.
    """

    lexical: csr_array
    length: Floats
    meaning: Vector
    days: NDArray[np.float64]
    weights: Weights

    @property
    def count(self) -> int:
        """Number of articles."""
        return len(self.length)

    def some(self, which: Integers) -> Vectors:
        """Those of some articles, without the terms that none of these holds."""
        rows = self.lexical[which]
        used, columns = np.unique(rows.indices, return_inverse=True)
        lexical = csr_array((rows.data, columns.astype(np.int32), rows.indptr), shape=(len(which), len(used)))
        return Vectors(lexical, self.length[which], self.meaning[which], self.days[which], self.weights)


def vectors(sketches: Sequence[Sketch], meaning: Vector, rarity: Rarity, weights: Weights) -> Vectors:
    """Articles as vectors; terms that no other article holds count for the length only.

    Args:
        sketches: Of the articles, one at least.
        meaning: Their embedded openings, of unit length.
        rarity: Of a collection that they belong to.
        weights: What each part counts.
    """
    lots = [
        _lot(sketches[first : first + _ARTICLES_AT_ONCE], rarity, weights)
        for first in range(0, len(sketches), _ARTICLES_AT_ONCE)
    ]
    columns = np.concatenate([lot.columns for lot in lots])
    used = np.unique(columns)
    matrix = csr_array(
        (
            np.concatenate([lot.values for lot in lots]),
            np.searchsorted(used, columns).astype(np.int32),
            np.cumsum(np.concatenate([[0], *(lot.sizes for lot in lots)])),
        ),
        shape=(len(sketches), len(used)),
    )
    lengths = np.concatenate([lot.lengths for lot in lots])
    moments = (article.published for article in sketches)
    days = np.array([(moment - _EPOCH) / timedelta(days=1) if moment else np.nan for moment in moments])
    return Vectors(matrix, lengths, meaning, days, weights)


@dataclass(frozen=True, slots=True)
class _Lot:
    """Columns and values of some rows one after the other, the size of each, and the lengths of their words."""

    columns: NDArray[np.uint32]
    values: Floats
    sizes: Integers
    lengths: Floats


def _lot(sketches: Sequence[Sketch], rarity: Rarity, weights: Weights) -> _Lot:
    rows, columns, values = [], [], []
    lengths = np.ones(len(sketches), np.float32)
    for part, weight in enumerate(weights.bags):
        bags = [article.terms.bags[part] for article in sketches]
        buckets = np.concatenate([bag.buckets for bag in bags])
        row = np.repeat(np.arange(len(bags), dtype=np.uint16), [len(bag.buckets) for bag in bags])
        value = _FREQUENCY[np.concatenate([bag.counts for bag in bags])] * rarity.of(buckets)
        norm = np.sqrt(np.bincount(row, value * value, len(bags))).astype(np.float32)
        norm[norm == 0.0] = 1.0
        if part == 0:
            lengths = norm
        kept = rarity.shared(buckets)
        rows.append(row[kept])
        columns.append(buckets[kept] + np.uint32(part * BUCKETS))
        values.append((value * np.float32(weight**0.5) / norm[row])[kept])
    every = np.concatenate(rows)
    order = np.argsort(every, kind="stable")
    sizes = np.bincount(every, minlength=len(sketches))
    return _Lot(np.concatenate(columns)[order], np.concatenate(values)[order], sizes, lengths)


def telling(article: Sketch, rarity: Rarity, weights: Weights, most: int) -> tuple[Buckets, Floats]:
    """The terms of an article that tell most of what it is about, the weightiest first, and what each adds."""
    terms = article.terms
    values = []
    for bag, weight in ((terms.words, weights.words), (terms.pairs, weights.pairs)):
        value = _FREQUENCY[bag.counts] * rarity.of(bag.buckets)
        values.append(value * (weight**0.5 / max(float(np.sqrt(value @ value)), 1e-9)))
    both = np.concatenate(values).astype(np.float32)
    order = np.argsort(-both, kind="stable")[:most]
    return np.concatenate([terms.words.buckets, terms.pairs.buckets])[order], both[order]


def between(
    article: Sketch, meaning: Vector, others: Sequence[Sketch], meanings: Vector, rarity: Rarity, weights: Weights
) -> NDArray[np.float64]:
    """Similarities of one article and some others, as `some_pairs` has them."""
    found = vectors([article, *others], np.vstack([meaning[None, :], meanings]), rarity, weights)
    rest = np.arange(1, found.count)
    return some_pairs(found, np.zeros_like(rest), rest)


def all_pairs(found: Vectors) -> NDArray[np.float64]:
    """Similarities of all pairs, [article, article]; for some thousands at most."""
    lexical = np.asarray((found.lexical @ found.lexical.T).todense(), np.float64)
    alike = found.meaning @ found.meaning.T
    every = np.arange(found.count)
    return _complete(found, every[:, None], every[None, :], lexical, alike)


def some_pairs(found: Vectors, rows: Integers, columns: Integers) -> NDArray[np.float64]:
    """Similarities of some pairs."""
    result = np.empty(len(rows))
    for start in range(0, len(rows), _PAIRS_AT_ONCE):
        left, right = rows[start : start + _PAIRS_AT_ONCE], columns[start : start + _PAIRS_AT_ONCE]
        lexical = np.asarray(found.lexical[left].multiply(found.lexical[right]).sum(axis=1), np.float64).ravel()
        alike = np.einsum("ij,ij->i", found.meaning[left], found.meaning[right])
        result[start : start + len(left)] = _complete(found, left, right, lexical, alike)
    return result


def _complete(
    found: Vectors, left: Integers, right: Integers, lexical: NDArray[np.float64], alike: Floats
) -> NDArray[np.float64]:
    """Takes length, the meaning of the openings, and time into account; `left` and `right` are broadcast."""
    weights = found.weights
    longer = np.maximum(found.length[left], found.length[right])
    shorter = np.minimum(found.length[left], found.length[right])
    shared = np.minimum(lexical * np.cbrt(np.minimum(longer / shorter, weights.longest)), sum(weights.bags))
    meaning = np.clip((alike - weights.meaning_zero) / (1.0 - weights.meaning_zero), 0.0, 1.0)
    gap = np.nan_to_num(np.abs(found.days[left] - found.days[right]), nan=0.0)
    fading = np.maximum(weights.least, 0.5 ** (np.maximum(0.0, gap - weights.same_days) / weights.halving_days))
    return np.asarray((shared + weights.meaning * meaning) * fading, np.float64)
