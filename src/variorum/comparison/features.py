"""What two statements of different articles have in common, as numbers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from variorum.annotate.clauses import base
from variorum.comparison.units import Floats, Integers, Unit, Units
from variorum.model.document import Document

FEATURES: tuple[str, ...] = (
    "meaning of the statements",
    "meaning of the sentences",
    "words matched, better side",
    "words matched, worse side",
    "rare words, shorter covered",
    "rare words, overlap",
    "rare words in common",
    "rare words of the sentences, overlap",
    "entities in common",
    "entities, overlap",
    "meaning of the predicates",
    "same predicate",
    "meaning of the subjects",
    "numbers in common",
    "numbers not in common",
    "times agree",
    "times differ",
    "polarity differs",
    "rank, better side",
    "rank, worse side",
    "lead over the next, better side",
    "lead over the next, worse side",
    "words, shorter",
    "words, longer",
    "position, difference",
    "position, earlier",
    "headlines",
    "attributed",
    "same source",
    "part of its sentence, lesser",
    "articles in the story",
    "words of the sentences matched, better side",
    "words of the sentences matched, worse side",
    "rank of the sentences, better side",
    "rank of the sentences, worse side",
)

CANDIDATES_PER_ARTICLE = 8
"""How many statements of each other article are weighed against a statement: the nearest by a first score."""

Pairs = NDArray[np.int64]
"""Pairs of unit indices, (pairs, 2), left < right, of different documents."""


def candidates(units: Units, documents: int) -> tuple[Pairs, Floats]:
    """The pairs worth weighing, and the features that come from looking at all of them.

    Returns:
        The pairs, and for each (words matched better side, worse side, rank better, rank worse, lead better, lead
        worse, and of the sentences words matched better, worse, rank better, worse), where words matched is the
        weighted late interaction of ColBERT (Khattab and Zaharia 2020).
    """
    bounds = np.searchsorted(units.documents, np.arange(documents + 1))
    pairs: list[Pairs] = []
    columns: list[Floats] = []
    for a in range(documents):
        for b in range(a + 1, documents):
            left, right = np.arange(bounds[a], bounds[a + 1]), np.arange(bounds[b], bounds[b + 1])
            if len(left) and len(right):
                block_pairs, block_columns = _block(units, left, right)
                pairs.append(block_pairs)
                columns.append(block_columns)
    if not pairs:
        return np.zeros((0, 2), np.int64), np.zeros((0, 10), np.float32)
    return np.concatenate(pairs), np.concatenate(columns)


def _block(units: Units, left: Integers, right: Integers) -> tuple[Pairs, Floats]:
    l0, l1 = units.word_starts[left[0]], units.word_starts[left[-1] + 1]
    r0, r1 = units.word_starts[right[0]], units.word_starts[right[-1] + 1]
    similar = units.word_vectors[l0:l1] @ units.word_vectors[r0:r1].T
    weights = units.word_weights[l0:l1], units.word_weights[r0:r1]
    better, worse = _late_interaction(similar, weights, units.word_starts[left] - l0, units.word_starts[right] - r0)
    score = better + units.vectors[left] @ units.vectors[right].T
    rank_left, lead_left = _ranks(score)
    rank_right, lead_right = (matrix.T for matrix in _ranks(score.T))
    first_left, of_left = np.unique(units.sentences[left], return_index=True, return_inverse=True)[1:]
    first_right, of_right = np.unique(units.sentences[right], return_index=True, return_inverse=True)[1:]
    starts = units.word_starts[left[first_left]] - l0, units.word_starts[right[first_right]] - r0
    sentence_better, sentence_worse = _late_interaction(similar, weights, *starts)
    whole = sentence_better + sentence_worse
    sentence_rank_left, sentence_rank_right = _ranks(whole)[0], _ranks(whole.T)[0].T
    rows, cols = np.nonzero(np.minimum(rank_left, rank_right) < CANDIDATES_PER_ARTICLE)
    whole_rows, whole_cols = of_left[rows], of_right[cols]
    columns = [
        better[rows, cols],
        worse[rows, cols],
        np.minimum(rank_left, rank_right)[rows, cols],
        np.maximum(rank_left, rank_right)[rows, cols],
        np.maximum(lead_left, lead_right)[rows, cols],
        np.minimum(lead_left, lead_right)[rows, cols],
        sentence_better[whole_rows, whole_cols],
        sentence_worse[whole_rows, whole_cols],
        np.minimum(sentence_rank_left, sentence_rank_right)[whole_rows, whole_cols],
        np.maximum(sentence_rank_left, sentence_rank_right)[whole_rows, whole_cols],
    ]
    return np.stack([left[rows], right[cols]], axis=1), np.stack(columns, axis=1).astype(np.float32)


def _late_interaction(
    similar: Floats, weights: tuple[Floats, Floats], left_starts: Integers, right_starts: Integers
) -> tuple[Floats, Floats]:
    """For each pair of word runs, how well each is matched by the other: better side, worse side."""
    left, right = weights
    best_right = np.maximum.reduceat(similar, right_starts, axis=1) * left[:, None]
    forth = np.add.reduceat(best_right, left_starts, axis=0) / np.add.reduceat(left, left_starts)[:, None]
    best_left = np.maximum.reduceat(similar, left_starts, axis=0) * right[None, :]
    back = np.add.reduceat(best_left, right_starts, axis=1) / np.add.reduceat(right, right_starts)[None, :]
    return np.asarray(np.maximum(forth, back), np.float32), np.asarray(np.minimum(forth, back), np.float32)


def _ranks(score: Floats) -> tuple[Floats, Floats]:
    """Along each row the rank of every cell, and its lead over the best other cell."""
    order = np.argsort(-score, axis=1, kind="stable")
    rank = np.empty_like(order)
    np.put_along_axis(rank, order, np.arange(score.shape[1])[None, :], axis=1)
    best = np.take_along_axis(score, order[:, :1], axis=1)
    second = np.take_along_axis(score, order[:, 1:2], axis=1) if score.shape[1] > 1 else best - 1
    return rank.astype(np.float32), np.where(rank == 0, score - second, score - best).astype(np.float32)


def describe(units: Units, documents: Sequence[Document], pairs: Pairs, seen: Floats) -> Floats:
    """The features of each pair, in the order of `FEATURES`, (pairs, features)."""
    if not len(pairs):
        return np.zeros((0, len(FEATURES)), np.float32)
    i, j = pairs[:, 0], pairs[:, 1]
    common, own_i, own_j = _overlap(units.lemmas, i, j)
    sentence_common, sentence_i, sentence_j = _overlap(units.sentence_lemmas, i, j)
    entity_common, entity_i, entity_j = _overlap(units.entities, i, j)
    number_common, number_i, number_j = _overlap(units.numbers, i, j)
    words = np.diff(units.word_starts).astype(np.float32)
    position, headline, attributed, part = _places(units, documents)
    predicates = _unit(np.stack([u.sentence.parse.token_vectors[u.statement.predicate] for u in units.items]))
    subjects, has_subject = _subjects(units)
    lemma = [u.sentence.tokens[u.statement.predicate].lemma.casefold() for u in units.items]
    negated = np.array([not u.statement.affirmed for u in units.items])
    agree, differ = _times(units, documents, pairs)
    sources = [_source(documents[u.document], u) for u in units.items]
    columns = [
        np.einsum("pd,pd->p", units.vectors[i], units.vectors[j]),
        np.einsum("pd,pd->p", units.sentence_vectors[i], units.sentence_vectors[j]),
        seen[:, 0],
        seen[:, 1],
        common / np.maximum(np.minimum(own_i, own_j), 1e-6),
        common / np.maximum(own_i + own_j - common, 1e-6),
        common,
        sentence_common / np.maximum(sentence_i + sentence_j - sentence_common, 1e-6),
        entity_common,
        entity_common / np.maximum(entity_i + entity_j - entity_common, 1e-6),
        np.einsum("pd,pd->p", predicates[i], predicates[j]),
        np.array([lemma[a] == lemma[b] for a, b in pairs]),
        np.where(has_subject[i] & has_subject[j], np.einsum("pd,pd->p", subjects[i], subjects[j]), 0.0),
        number_common,
        np.minimum(number_i, number_j) - number_common,
        agree,
        differ,
        negated[i] != negated[j],
        seen[:, 2],
        seen[:, 3],
        seen[:, 4],
        seen[:, 5],
        np.minimum(words[i], words[j]),
        np.maximum(words[i], words[j]),
        np.abs(position[i] - position[j]),
        np.minimum(position[i], position[j]),
        headline[i] + headline[j],
        attributed[i] + attributed[j],
        np.array([sources[a] != "" and sources[a] == sources[b] for a, b in pairs]),
        np.minimum(part[i], part[j]),
        np.full(len(pairs), len(np.unique(units.documents))),
        *seen[:, 6:].T,
    ]
    return np.stack([np.asarray(column, dtype=np.float32) for column in columns], axis=1)


def _overlap(bags: sparse.csr_array, i: Integers, j: Integers) -> tuple[Floats, Floats, Floats]:
    """Weight of what two rows share, and the weight of each."""
    shared = np.asarray(bags[i].multiply(bags[j]).sum(axis=1), dtype=np.float32).ravel()
    total = np.asarray(bags.multiply(bags).sum(axis=1), dtype=np.float32).ravel()
    return shared, total[i], total[j]


def _places(units: Units, documents: Sequence[Document]) -> tuple[Floats, Floats, Floats, Floats]:
    """Position in the article (0 first, 1 last), headline or not, attributed or not, part of its sentence."""
    position, headline, attributed, part = [], [], [], []
    for unit in units.items:
        position.append(unit.sentence.index / max(len(documents[unit.document].sentences) - 1, 1))
        headline.append(float(unit.sentence.block == "headline"))
        attributed.append(float(unit.statement.attribution is not None))
        part.append(len(unit.statement.tokens) / max(len(unit.sentence.tokens), 1))
    return (
        np.array(position, np.float32),
        np.array(headline, np.float32),
        np.array(attributed, np.float32),
        np.array(part, np.float32),
    )


def _subjects(units: Units) -> tuple[Floats, NDArray[np.bool_]]:
    rows = np.zeros_like(units.vectors)
    present = np.zeros(len(units), dtype=bool)
    for k, unit in enumerate(units.items):
        subject = next((i for relation, i in unit.statement.arguments if base(relation).endswith("subj")), None)
        if subject is not None:
            rows[k] = unit.sentence.parse.token_vectors[subject]
            present[k] = True
    return _unit(rows), present


def _unit(rows: Floats) -> Floats:
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9), dtype=np.float32)


def _source(document: Document, unit: Unit) -> str:
    if unit.statement.attribution is None:
        return ""
    source = document.attributions[unit.statement.attribution].source
    return source.name.casefold() if source else ""


def _times(units: Units, documents: Sequence[Document], pairs: Pairs) -> tuple[Floats, Floats]:
    """Whether any resolved times of two statements overlap, or all of them exclude each other."""
    spans = [
        [
            (time.start, time.end)
            for k in unit.statement.times
            if (time := documents[unit.document].times[k]).start is not None and time.end is not None
        ]
        for unit in units.items
    ]
    agree = np.zeros(len(pairs), np.float32)
    differ = np.zeros(len(pairs), np.float32)
    for row, (a, b) in enumerate(pairs):
        if spans[a] and spans[b]:
            overlap = any(s < f and t < e for s, e in spans[a] for t, f in spans[b])
            agree[row], differ[row] = float(overlap), float(not overlap)
    return agree, differ
