"""What two wordings of one utterance have in common, and how the one comes from the other."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from variorum.comparison.common_words import align, ordered_runs
from variorum.comparison.utterances import Fragment, speakers
from variorum.comparison.words import is_content
from variorum.model.comparison import VariantKind

_TRANSLATED = 0.5
"""Wordings with a smaller common part, though alike in meaning, are called translations rather than rewordings."""

SURE = 0.8
"""Confidence in both speakers from which two articles are said to give the same words to different people."""

_SPLICE = 3
"""Words that must be left out between two parts for them to be called spliced; a smaller gap is a change of wording."""


def common_part(left: Fragment, right: Fragment) -> float:
    """Part of the shorter wording that stands in the longer one in the same order, 0 to 1.

    0 if none of the common words carries meaning of its own, unless the two are equal.
    """
    if left.forms == right.forms:
        return 1.0
    best = _common_runs(left, right)
    if not _content_of(left, best):
        return 0.0
    return sum(size for _, _, size in best) / min(len(left.forms), len(right.forms))


def common_content(left: Fragment, right: Fragment) -> float:
    """The same of the words that carry meaning of their own: "heart of the city" has half of "soul of the city"."""
    if left.forms == right.forms:
        return 1.0
    return _content_of(left, _common_runs(left, right)) / max(1, min(left.content, right.content))


def _common_runs(left: Fragment, right: Fragment) -> Sequence[tuple[int, int, int]]:
    """Where each common run begins in the one and the other, and its length in words."""
    alignment = align(left.forms, right.forms)
    # Parts that are far apart, with other words left out between them, count where they are runs of words.
    pieces = [run for run in ordered_runs(left.forms, right.forms) if run[2] > 2]
    close = alignment.runs if alignment else ()
    return max((close, tuple(pieces)), key=lambda runs: sum(run[2] for run in runs))


def _content_of(left: Fragment, runs: Sequence[tuple[int, int, int]]) -> int:
    return sum(is_content(left.forms[i]) for start, _, size in runs for i in range(start, start + size))


def variant(fullest: Fragment, other: Fragment) -> VariantKind:
    """How a wording relates to the fullest wording of the same utterance."""
    sure = min(fullest.confidence, other.confidence) >= SURE
    if sure and speakers(fullest.source, other.source) == "different":
        return "other speaker"
    if fullest.forms == other.forms:
        return "exact"
    runs = ordered_runs(fullest.forms, other.forms)
    if sum(size for _, _, size in runs) == len(other.forms):
        left_out = max((b[0] - a[0] - a[2] for a, b in itertools.pairwise(runs)), default=0)
        if left_out == 0:
            return "cut"
        if left_out >= _SPLICE:
            return "spliced"
    if common_part(fullest, other) >= _TRANSLATED:
        return "reworded"
    # Another part of the same speech in the same article is no translation of the fullest wording.
    return "cut" if other.document == fullest.document else "translated"
