"""Statements of different articles into groups that say something about the same thing."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from variorum.comparison.clustering import agglomerate, widened
from variorum.comparison.drafts import Draft
from variorum.comparison.entities import StoryEntities
from variorum.comparison.features import Pairs, candidates, describe
from variorum.comparison.trees import Forest, load
from variorum.comparison.units import Floats, Unit, Units, build, is_slight, originals
from variorum.model.comparison import Feature
from variorum.model.document import Document

_FITTING = 0.4
"""Mean probability from which a statement stands in another row, too."""


@functools.cache
def pair_model() -> Forest:
    """The model that decides whether two statements belong into one point; trained by training/alignment."""
    return load("alignment")


@dataclass(frozen=True, slots=True)
class Alignment:
    """The groups of a story's statements, and what the pairs looked like.

    Attributes:
        drafts: Groups of statements, by index; a statement alone is a group too.
        originals: For each statement the one that was weighed for it: itself, or the one that it copies.
        pairs: The pairs that were weighed.
        rows: Their features.
        scores: Their probabilities, (pairs,).
        known: Probability of each pair, by the indices of the weighed statements.
    """

    drafts: tuple[Draft, ...]
    originals: tuple[int, ...]
    pairs: Pairs
    rows: Floats
    scores: Floats
    known: Mapping[tuple[int, int], float]

    def together(self, left: int, right: int) -> float:
        """Probability that two statements belong together; 0 if they were never weighed, 1 for copies."""
        a, b = sorted((self.originals[left], self.originals[right]))
        return 1.0 if a == b else self.known.get((a, b), 0.0)

    def why(self, left: int, right: int) -> tuple[Feature, ...]:
        """What put two statements together; empty if they were never weighed against each other."""
        pair = sorted((self.originals[left], self.originals[right]))
        found = np.flatnonzero((self.pairs == pair).all(axis=1))
        return pair_model().explain(self.rows[found[0]]) if len(found) else ()


def align(items: Sequence[Unit], documents: Sequence[Document], entities: StoryEntities, threshold: float) -> Alignment:
    """Groups the statements; what is left of a sentence makes a draft of its own.

    Args:
        items: The statements of the story.
        documents: Its articles.
        entities: Whom and what they name.
        threshold: Mean probability from which statements share a point.
    """
    sources = originals(items)
    distinct = sorted(set(sources))
    units = build([items[k] for k in distinct], documents, entities)
    pairs, seen = candidates(units, len(documents))
    rows = describe(units, documents, pairs, seen)
    scores = pair_model().probability(rows) if len(rows) else np.zeros(0, np.float32)
    known = {(int(a), int(b)): float(p) for (a, b), p in zip(pairs, scores, strict=True)}
    places = [int(d) for d in units.documents]
    groups = widened(agglomerate(places, known, threshold), places, known, _FITTING)
    copies: dict[int, list[int]] = defaultdict(list)
    for number, source in enumerate(sources):
        copies[source].append(number)
    groups = [group for group in groups if not _are_slight(group, units)]
    grouped = {unit for group in groups for unit in group}
    # What nobody else tells, or only copies do, is told sentence by sentence: its clauses need no rows of their own.
    rest: dict[tuple[int, int, tuple[int, ...]], list[int]] = defaultdict(list)
    for unit in range(len(units)):
        if unit not in grouped:
            told_by = tuple(sorted({items[copy].document for copy in copies[distinct[unit]]}))
            rest[places[unit], int(units.sentences[unit]), told_by].append(unit)
    leftovers = len(groups)
    groups.extend(group for group in rest.values() if not _are_slight(group, units))
    drafts = [
        Draft(
            units=tuple(sorted(copy for unit in group for copy in copies[distinct[unit]])),
            probability=_mean(group, places, known),
            leftover=number >= leftovers,
        )
        for number, group in enumerate(groups)
    ]
    weighed = np.array(distinct, np.int64)[pairs]
    told = {(int(a), int(b)): float(p) for (a, b), p in zip(weighed, scores, strict=True)}
    return Alignment(tuple(drafts), tuple(sources), weighed, rows, scores, told)


def _are_slight(group: Iterable[int], units: Units) -> bool:
    return all(is_slight(units.items[unit]) for unit in group)


def _mean(group: Sequence[int], places: Sequence[int], known: Mapping[tuple[int, int], float]) -> float:
    scores = [known.get((a, b), 0.0) for a in group for b in group if a < b and places[a] != places[b]]
    return round(sum(scores) / len(scores), 4) if scores else 1.0
