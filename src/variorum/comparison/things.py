"""Things without a name that a story is about, and the nouns that its articles have for each."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from variorum.comparison.designations import Use
from variorum.comparison.events import happening
from variorum.model.syntax import Vector

_ALIKE = 0.78
"""Cosine of the mean vectors of two nouns from which they are taken for two words for one thing of the story."""

_MUTUAL = 0.7
"""The same for two nouns of which each is the other's nearest."""

_DOER = re.compile(r"(\w{3,}?)(?:er|or|eer|ist|ian|ee)s?")
"""A noun for who does something, by its stem: "bomber" of "bombing", "protester" of "protest"."""

_DEED = re.compile(r"e?|s|ings?|a?tion|ion|ment|(?:er|or)?ship|ics|ism|ee")
"""How a noun for what is done ends behind that stem."""

_NOT_THINGS = frozenset(
    """second minute hour day week weekend month year decade century time morning afternoon evening night today moment
    percent per cent number hundred thousand million billion dozen kilometre kilometer km metre meter mile foot
    yard inch acre hectare ton tonne kilogram pound dollar euro degree mph kph other part lot kind sort way
    thing something anything place side end start beginning rest case fact reason result point question issue
    example people person man woman anniversary name report statement news story article photo picture image
    video post tweet interview comment account quote press release file source official spokesman spokeswoman
    spokesperson reporter word""".split()
)
"""Nouns of time, of measure and of reporting, and those that fit anything: never what a story is about."""


def find_things(uses: Sequence[Use], documents: int) -> dict[str, str]:
    """Nouns of things that most articles speak of, and nouns like them, with the commonest of each.

    Args:
        uses: Phrases for things without a name.
        documents: Number of articles.
    """
    articles: defaultdict[str, set[int]] = defaultdict(set)
    vectors: defaultdict[str, list[Vector]] = defaultdict(list)
    for use in uses:
        # What only quotations speak of is not what the articles are about.
        if use.noun not in _NOT_THINGS and use.voice != "quoted" and len(use.noun) > 2:
            articles[use.noun].add(use.document)
            vectors[use.noun].append(use.vector)
    least = max(2, math.ceil(documents / 2))
    order = sorted(vectors, key=lambda noun: (-len(articles[noun]), -len(vectors[noun]), noun))
    if not order:
        return {}
    means = np.stack([_unit(np.mean(vectors[noun], axis=0)) for noun in order])
    found: dict[str, str] = {}
    for row, noun in enumerate(order):
        if len(articles[noun]) < least:
            break
        if noun not in found and len(vectors[noun]) >= least:
            found[noun] = noun
            for other in _like(means, row):
                if happening(order[other]) is None and not one_does_the_other(noun, order[other]):
                    found.setdefault(order[other], noun)
    return found


def one_does_the_other(a: str, b: str) -> bool:
    """Whether one noun is for who does, or undergoes, what the other is for: alike in meaning, but two things."""
    for doer, other in ((a, b), (b, a)):
        found = _DOER.fullmatch(doer)
        if found is not None and other.startswith(found[1]) and _DEED.fullmatch(other[len(found[1]) :]):
            return True
    return False


def _like(means: Vector, row: int) -> list[int]:
    """Nouns that are much like one, or somewhat like it and each the most like the other."""
    cosines = means @ means[row]
    cosines[row] = -1.0
    found = [int(other) for other in np.flatnonzero(cosines >= _ALIKE)]
    nearest = int(np.argmax(cosines))
    if _MUTUAL <= cosines[nearest] < _ALIKE:
        back = means @ means[nearest]
        back[nearest] = -1.0
        if int(np.argmax(back)) == row:
            found.append(nearest)
    return found


def _unit(vector: Vector) -> Vector:
    norm = float(np.linalg.norm(vector))
    return vector / norm if norm else vector
