"""Which figures of different articles answer one question, and how surely."""

from __future__ import annotations

import functools
import math
from collections import defaultdict
from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import NDArray

from variorum.annotate.intervals import convertible, relation
from variorum.annotate.quantities.units import unit_named
from variorum.comparison.alignment import Alignment
from variorum.comparison.figures import ages_of_several, is_age
from variorum.comparison.regression import Regression, load
from variorum.comparison.units import Floats, Units
from variorum.comparison.values import Value

FEATURES: tuple[str, ...] = (
    "sentences belong together",
    "meaning of the statements",
    "counted nouns",
    "a counted noun is missing",
    "words that govern the figures",
    "same counted noun",
    "figures in their sentences",
    "figures exclude each other",
    "rank, worse side",
    "lead over the next",
    "position, earlier",
    "statements belong together",
    "the other's figure is given too",
    "same toll",
    "another toll",
    "same places",
    "other places",
    "same holder",
    "another holder",
    "apart in size",
    "vagueness, worse side",
    "vagueness if both can be true",
    "the very same figure",
    "size of the very same figure",
)

CANDIDATES_PER_ARTICLE = 8
"""How many figures of each other article are weighed against a figure: the nearest."""
_UNKNOWN_NOUN = 0.5
"""Stands for the cosine of nouns where one figure has none."""

_TOGETHER = FEATURES.index("sentences belong together")
_OF_ONE_PERSON = 0.5
"""Probability of belonging together from which the ages that two sentences give are taken to be of one person."""

Pairs = dict[tuple[int, int], float]
"""Probability that two figures, by index and left < right, answer one question."""


@functools.cache
def question_model() -> Regression:
    """The model that ships with the package; trained by training/alignment."""
    return load("questions")


def same_question(figures: Sequence[Value], units: Units, alignment: Alignment) -> Pairs:
    """How likely each two figures of different articles that can be held against each other answer one question."""
    pairs, rows = describe(figures, units, alignment)
    if not len(pairs):
        return {}
    scores = question_model().probability(rows)
    return {
        (int(a), int(b)): float(p)
        for (a, b), p, row in zip(pairs, scores, rows, strict=True)
        if _may_be_of_one(figures[a], figures[b], float(row[_TOGETHER]))
    }


def _may_be_of_one(a: Value, b: Value, together: float) -> bool:
    """Ages are of one person where their sentences likely belong together, and both or neither name whose they are.

    A range of ages is of several people, whom no age of one of them answers for.
    """
    if ages_of_several(a) != ages_of_several(b):
        return False
    if not (is_age(a) or is_age(b)):
        return True
    return together >= _OF_ONE_PERSON and (a.holder is None) == (b.holder is None)


def describe(figures: Sequence[Value], units: Units, alignment: Alignment) -> tuple[NDArray[np.int64], Floats]:
    """The pairs of figures of one kind that are worth weighing, and their features in the order of `FEATURES`."""
    articles = np.array([units.items[figure.unit].document for figure in figures], np.int64)
    kinds = _kinds(figures)
    comparable = (articles[:, None] != articles[None, :]) & (kinds[:, None] == kinds[None, :])
    if not comparable.any():
        return np.zeros((0, 2), np.int64), np.zeros((0, len(FEATURES)), np.float32)
    holders = [figure.unit for figure in figures]
    beside = _sentences_together(figures, units, alignment)
    meaning = units.vectors[holders] @ units.vectors[holders].T
    nouns, has_noun = _stacked([figure.vector for figure in figures], units)
    both = has_noun[:, None] & has_noun[None, :]
    noun = np.where(both, nouns @ nouns.T, _UNKNOWN_NOUN)
    roles, _ = _stacked([figure.role for figure in figures], units)
    role = roles @ roles.T
    words, _ = _stacked([figure.word for figure in figures], units)
    likeness = np.where(comparable, beside + meaning + noun + role, -np.inf)
    rank, lead = _standing(likeness, articles)
    near = np.minimum(rank, rank.T) < CANDIDATES_PER_ARTICLE
    pairs = np.argwhere(np.triu(comparable & near))
    echoed = _echoed(figures, articles)
    found = {(i, j): _relation(figures[i], figures[j]) for i, j in pairs.tolist()}
    rows = [
        (
            beside[i, j],
            meaning[i, j],
            noun[i, j],
            not both[i, j],
            role[i, j],
            bool(figures[i].key) and figures[i].key == figures[j].key,
            words[i] @ words[j],
            found[i, j] == "conflict",
            max(rank[i, j], rank[j, i]),
            min(lead[i, j], lead[j, i]),
            min(units.items[figures[i].unit].sentence.index, units.items[figures[j].unit].sentence.index),
            alignment.together(figures[i].unit, figures[j].unit),
            echoed[i, articles[j]] or echoed[j, articles[i]],
            *_agree(figures[i].toll, figures[j].toll),
            *_meet(figures[i].places, figures[j].places),
            *_agree(figures[i].holder, figures[j].holder),
            *_sizes(figures[i], figures[j], found[i, j]),
        )
        for i, j in pairs.tolist()
    ]
    return pairs, np.array(rows, np.float32)


def _agree(a: Hashable, b: Hashable) -> tuple[bool, bool]:
    """Whether two circumstances are the same, and whether they differ; neither where one is not told."""
    told = a is not None and b is not None
    return told and a == b, told and a != b


def _meet(a: frozenset[int], b: frozenset[int]) -> tuple[bool, bool]:
    """Whether two sets share anything, and whether they share nothing; neither where one is empty."""
    told = bool(a and b)
    return told and not a.isdisjoint(b), told and a.isdisjoint(b)


_FARTHEST = 3.0
"""Powers of ten beyond which it does not matter how far apart two figures are."""


def _sizes(a: Value, b: Value, found: str) -> tuple[float, float, float, float, float]:
    """What the sizes of two figures tell, the last five of `FEATURES`: orders of magnitude, as powers of ten.

    Reports of one thing are seldom a thousandfold apart; many things number two or "dozens", few 2,483.
    """
    low, high = sorted((_middle(a), _middle(b)))
    apart = min(_FARTHEST, math.log10((high + 1) / (low + 1)))
    vague = max(_vagueness(a), _vagueness(b))
    excluding, same = found == "conflict", found == "same"
    return apart * excluding, vague, vague * (not excluding), same, math.log10(1 + low) * same


def _middle(figure: Value) -> float:
    """A figure that stands for what the words admit, in the base unit of its kind."""
    assert figure.quantity is not None  # noqa: S101
    low, high = figure.quantity.low, figure.quantity.high
    unit = unit_named(figure.quantity.unit)
    middle = (low + high) / 2 if math.isfinite(high) and math.isfinite(low) else low if math.isfinite(low) else high
    return abs(middle) * (unit.factor if unit is not None else 1.0)


def _vagueness(figure: Value) -> float:
    """How many powers of ten the words of a figure admit; 0 where they set no end ("at least 40")."""
    assert figure.quantity is not None  # noqa: S101
    low, high = figure.quantity.low, figure.quantity.high
    return math.log10(high / low) if low > 0 and math.isfinite(high) else 0.0


def _echoed(figures: Sequence[Value], articles: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether each article gives the value of each figure, (figures, articles)."""
    given: dict[tuple[str | None, float, float], set[int]] = defaultdict(set)
    keys = [(f.quantity.unit, f.quantity.low, f.quantity.high) if f.quantity else (None, 0.0, 0.0) for f in figures]
    for key, article in zip(keys, articles.tolist(), strict=True):
        given[key].add(article)
    found = np.zeros((len(figures), int(articles.max()) + 1), np.bool_)
    for number, key in enumerate(keys):
        found[number, list(given[key])] = True
    return found


def _kinds(figures: Sequence[Value]) -> NDArray[np.int64]:
    """A number for each kind of figure: those that can be converted into each other share one."""
    first: list[Value] = []
    found = []
    for figure in figures:
        number = next((n for n, other in enumerate(first) if _convertible(figure, other)), len(first))
        if number == len(first):
            first.append(figure)
        found.append(number)
    return np.array(found, np.int64)


def _convertible(a: Value, b: Value) -> bool:
    return a.quantity is not None and b.quantity is not None and convertible(a.quantity, b.quantity)


def _relation(a: Value, b: Value) -> str:
    return relation(a.quantity, b.quantity) if a.quantity is not None and b.quantity is not None else ""


def _stacked(vectors: Sequence[Floats | None], units: Units) -> tuple[Floats, NDArray[np.bool_]]:
    rows = np.zeros((len(vectors), units.vectors.shape[1]), np.float32)
    present = np.array([vector is not None for vector in vectors])
    for row, vector in zip(rows, vectors, strict=True):
        if vector is not None:
            row[:] = vector
    return rows, present


def _sentences_together(figures: Sequence[Value], units: Units, alignment: Alignment) -> Floats:
    """For each two figures the greatest probability that statements of their sentences belong together."""
    place: dict[tuple[int, int], int] = {}
    home = np.full(len(units), -1, np.int64)
    weighed = [alignment.originals[figure.unit] for figure in figures]
    for unit in weighed:
        item = units.items[unit]
        place.setdefault((item.document, item.sentence.index), len(place))
    for number, item in enumerate(units.items):
        home[number] = place.get((item.document, item.sentence.index), -1)
    table = np.eye(len(place), dtype=np.float32)
    if len(alignment.pairs):
        at = home[alignment.pairs]
        kept = (at >= 0).all(axis=1)
        np.maximum.at(table, (at[kept, 0], at[kept, 1]), alignment.scores[kept])
    table = np.maximum(table, table.T)
    own = home[weighed]
    return table[own][:, own]


def _standing(likeness: Floats, articles: NDArray[np.int64]) -> tuple[Floats, Floats]:
    """Of each column among those of its article, along each row: its rank from 0, and its lead over the best other."""
    rank, lead = np.zeros_like(likeness), np.zeros_like(likeness)
    for article in np.unique(articles):
        columns = np.flatnonzero(articles == article)
        block = likeness[:, columns]
        order = np.argsort(-block, axis=1, kind="stable")
        places = np.empty_like(order)
        np.put_along_axis(places, order, np.arange(len(columns))[None, :], axis=1)
        best = np.maximum(np.take_along_axis(block, order[:, :1], axis=1), 0)
        second = np.maximum(np.take_along_axis(block, order[:, 1:2], axis=1), 0) if len(columns) > 1 else 0 * best
        rank[:, columns] = places
        with np.errstate(invalid="ignore"):
            lead[:, columns] = np.where(places == 0, block - second, block - best)
    return rank, lead
