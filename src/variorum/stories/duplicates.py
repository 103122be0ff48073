"""Near-duplicates by MinHash (Broder 1997): agency copy, syndicated pieces, one text under two addresses."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_SHINGLE = 5
"""Words that are hashed together."""

_BANDS, _ROWS = 16, 4
"""Signatures are looked up by bands of rows: texts with a Jaccard similarity of 0.7 meet in some band at p = 0.99."""

COPY = 0.7
"""Similarity from which one text is a copy of another."""

_PRIME = (1 << 31) - 1
_LONGEST = 5_000
_WORD = re.compile(r"\w+")

Signature = NDArray[np.uint32]


def _coefficients() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    random = np.random.default_rng(20_000)
    count = _BANDS * _ROWS
    return random.integers(1, _PRIME, count, np.uint64), random.integers(0, _PRIME, count, np.uint64)


_FACTOR, _SHIFT = _coefficients()


def signature(text: str) -> Signature | None:
    """The MinHash signature of a text; None if it is too short to be told from another."""
    words = [zlib.crc32(word.encode()) for word in _WORD.findall(text.lower())[:_LONGEST]]
    if len(words) < 4 * _SHINGLE:
        return None
    hashes = np.array(words, np.uint64)
    mixed = np.zeros(len(words) - _SHINGLE + 1, np.uint64)
    for place in range(_SHINGLE):
        # Unsigned arithmetic wraps around, which is what a hash wants.
        mixed = mixed * np.uint64(0x9E3779B97F4A7C15) + hashes[place : len(hashes) - _SHINGLE + 1 + place]
    shingles = np.unique((mixed >> np.uint64(33)) % np.uint64(_PRIME))
    smallest = np.full(len(_FACTOR), _PRIME, np.uint64)
    for first in range(0, len(shingles), 512):
        part = shingles[first : first + 512, None]
        smallest = np.minimum(smallest, ((part * _FACTOR + _SHIFT) % np.uint64(_PRIME)).min(axis=0))
    return smallest.astype(np.uint32)


def similarity(left: Signature, right: Signature) -> float:
    """The Jaccard similarity of two texts' shingles, as their signatures estimate it."""
    return float(np.mean(left == right))


def bands(own: Signature) -> NDArray[np.uint32]:
    """Keys of which two texts as alike as copies share one, with few exceptions."""
    mixed = own.reshape(_BANDS, _ROWS).astype(np.uint64) * _FACTOR.reshape(_BANDS, _ROWS)
    return np.asarray(mixed.sum(axis=1) >> np.uint64(20), np.uint64).astype(np.uint32)


def groups(signatures: Sequence[Signature | None], threshold: float = COPY) -> list[list[int]]:
    """Texts that are nearly the same, each group led by its first; texts without a twin are groups of one.

    Every text is compared with the first text of a group only, so that a chain of small changes does not join texts
    that have little in common.
    """
    leaders: dict[int, list[int]] = {}
    members: dict[int, list[int]] = {}
    for number, own in enumerate(signatures):
        if own is None:
            members[number] = [number]
            continue
        keys = bands(own).tolist()
        near = {leader for key in keys for leader in leaders.get(key, ())}
        best = max(near, key=lambda leader: (_against(own, signatures[leader]), -leader), default=None)
        if best is not None and _against(own, signatures[best]) >= threshold:
            members[best].append(number)
            continue
        members[number] = [number]
        for key in keys:
            leaders.setdefault(key, []).append(number)
    return list(members.values())


def _against(own: Signature, other: Signature | None) -> float:
    return 0.0 if other is None else similarity(own, other)
