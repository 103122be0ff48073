"""How surely an article that carries no words of a row does not tell it in other words.

Rows are made of statements that belong together for sure enough; an article may tell a row's matter in words that were
not recognised. Who says that it leaves something out had better be sure.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence

import numpy as np
from scipy import sparse

from variorum.comparison.alignment import Alignment
from variorum.comparison.drafts import Draft
from variorum.comparison.regression import Regression, load
from variorum.comparison.units import Floats, Integers, Units

FEATURES: tuple[str, ...] = (
    "statements belong together",
    "meaning of the sentences",
    "rare words covered",
    "the row belongs together",
    "one article tells it",
)


@functools.cache
def silence_model() -> Regression:
    """Probability that an article without words in a row tells it nonetheless; trained by training/alignment."""
    return load("silence")


def silences(drafts: Sequence[Draft], units: Units, alignment: Alignment, documents: int) -> tuple[Floats, Integers]:
    """For each row the probability that each article does not tell it, and the statement of it that comes nearest.

    Both (drafts, documents). For articles that tell the row the probability is 0, the statement -1; so is that where
    none was weighed.
    """
    rows, near = describe(drafts, units, alignment, documents)
    telling = tellers(drafts, units, documents)
    if not rows.size:
        return np.zeros(telling.shape, np.float32), near
    told = silence_model().probability(rows.reshape(-1, len(FEATURES))).reshape(telling.shape)
    return np.where(telling, np.float32(0.0), 1 - told), near


def tellers(drafts: Sequence[Draft], units: Units, documents: int) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    """Whether each article has statements in each row, (drafts, documents)."""
    found = np.zeros((len(drafts), documents), bool)
    for number, draft in enumerate(drafts):
        found[number, units.documents[list(draft.units)]] = True
    return found


def describe(drafts: Sequence[Draft], units: Units, alignment: Alignment, documents: int) -> tuple[Floats, Integers]:
    """The features of each row and article, (drafts, documents, features), in the order of `FEATURES`.

    With them, (drafts, documents), the statement of the article that most likely belongs with any of the row's; -1
    where none was weighed, and for the articles that tell the row.

    The first three are means over the row's statements, copies left out, of what is nearest in the article: of its
    statements the one that most likely belongs together with that of the row, of its sentences the one most alike in
    meaning, and the one that holds most of its rare words.
    """
    together, likeliest = _likeliest(units, alignment, documents)
    near = np.stack([together, *_sentences(units, documents)], axis=2)
    rows = np.zeros((len(drafts), documents, len(FEATURES)), np.float32)
    nearest = np.full((len(drafts), documents), -1, np.int64)
    telling = tellers(drafts, units, documents)
    for number, draft in enumerate(drafts):
        told = sorted({alignment.originals[k] for k in draft.units})
        rows[number, :, :3] = near[told].mean(axis=0)
        rows[number, :, 3] = draft.probability
        rows[number, :, 4] = telling[number].sum() == 1
        best = np.array(told, np.int64)[together[told].argmax(axis=0)]
        nearest[number] = np.where(telling[number], -1, likeliest[best, np.arange(documents)])
    return rows, nearest


def _likeliest(units: Units, alignment: Alignment, documents: int) -> tuple[Floats, Integers]:
    """Of each statement the one of each article that most likely belongs with it, and how likely, 1 for its copies.

    Both (units, documents); 0 and -1 where none was weighed.
    """
    originals = np.array(alignment.originals, np.int64)
    best = np.zeros((len(units), documents), np.float32)
    which = np.full(best.shape, -1, np.int64)
    left, right = alignment.pairs[:, 0], alignment.pairs[:, 1]
    for one, other in ((left, right), (right, left)):
        np.maximum.at(best, (one, units.documents[other]), alignment.scores)
    for one, other in ((left, right), (right, left)):
        equal = alignment.scores == best[one, units.documents[other]]
        which[one[equal], units.documents[other[equal]]] = other[equal]
    # Whatever goes with a statement goes with its copies, in their articles.
    shape = (len(units), len(units))
    beside = sparse.coo_array((alignment.scores, (left, right)), shape=shape).tocsr()
    beside = (beside + beside.T).tocsr()
    for copy in np.flatnonzero(originals != np.arange(len(units))):
        own = slice(beside.indptr[originals[copy]], beside.indptr[originals[copy] + 1])
        others = beside.indices[own]
        article = units.documents[copy]
        likelier = beside.data[own] > best[others, article]
        best[others[likelier], article] = beside.data[own][likelier]
        which[others[likelier], article] = copy
        best[originals[copy], article], which[originals[copy], article] = 1.0, copy
    return best[originals], which[originals]


def _sentences(units: Units, documents: int) -> tuple[Floats, Floats]:
    """Of each statement's sentence the greatest cosine with one of each article, and the share of its rare words there.

    Both (units, documents).
    """
    places = np.stack([units.documents, units.sentences], axis=1)
    _, first, of = np.unique(places, axis=0, return_index=True, return_inverse=True)
    vectors, lemmas, owners = units.sentence_vectors[first], units.sentence_lemmas[first], units.documents[first]
    weights = np.maximum(np.asarray(lemmas.multiply(lemmas).sum(axis=1), np.float32).ravel(), 1e-6)
    meaning = np.zeros((len(first), documents), np.float32)
    covered = np.zeros((len(first), documents), np.float32)
    for document in range(documents):
        own = np.flatnonzero(owners == document)
        if len(own):
            meaning[:, document] = (vectors @ vectors[own].T).max(axis=1)
            covered[:, document] = (lemmas @ lemmas[own].T).max(axis=1).toarray().ravel() / weights
    return meaning[of.ravel()], covered[of.ravel()]
