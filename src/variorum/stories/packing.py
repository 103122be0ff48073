"""Sketches as bytes, so that no text has to be read again to form stories."""

from __future__ import annotations

import itertools
from datetime import datetime

import numpy as np

from variorum.errors import InputError
from variorum.stories.sketch import Sketch
from variorum.stories.terms import Bag, Terms

FORMAT = "1"
"""Changes with the form of the bytes."""


def pack(article: Sketch) -> bytes:
    """What a sketch holds but the time of publication: the sizes of its parts, then the parts."""
    bags = article.terms.bags
    signature = article.signature if article.signature is not None else np.empty(0, np.uint32)
    sizes = np.array([*(len(bag.buckets) for bag in bags), len(signature)], "<u4")
    wide = [*(bag.buckets for bag in bags), signature]
    return b"".join(
        [
            sizes.tobytes(),
            *(part.astype("<u4").tobytes() for part in wide),
            *(bag.counts.astype(np.uint8).tobytes() for bag in bags),
        ]
    )


def unpack(packed: bytes, published: datetime | None) -> Sketch:
    """The sketch that was packed.

    Raises:
        InputError: The bytes are none.
    """
    sizes = np.frombuffer(packed[:20].ljust(20, b"\0"), "<u4").astype(int)
    if len(packed) != 20 + 4 * int(sizes.sum()) + int(sizes[:4].sum()):
        raise InputError("a sketch of an article is damaged", "make it again with: variorum rebuild")
    bounds = 20 + 4 * np.concatenate([[0], np.cumsum(sizes)])
    wide = [np.frombuffer(packed[first:last], "<u4") for first, last in itertools.pairwise(bounds)]
    ends = int(bounds[-1]) + np.concatenate([[0], np.cumsum(sizes[:4])])
    narrow = [np.frombuffer(packed[first:last], np.uint8) for first, last in itertools.pairwise(ends)]
    words, names, pairs, first_words = (
        Bag(buckets.astype(np.uint32), counts) for buckets, counts in zip(wide, narrow, strict=False)
    )
    signature = wide[4].astype(np.uint32) if sizes[4] else None
    return Sketch(Terms(words, names, pairs, first_words), signature, published)
