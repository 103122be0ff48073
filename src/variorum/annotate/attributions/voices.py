"""In whose voice words are told."""

from __future__ import annotations

import bisect
from collections import defaultdict
from collections.abc import Sequence

from variorum.model.document import Attribution
from variorum.model.text import Span

# Attributions that may begin between the start of one and a span inside it; reports within marks are not looked for.
_NESTED = 40


def innermost(attributions: Sequence[Attribution], span: Span) -> int | None:
    """Index of the smallest attribution whose utterance holds at least half of a span; None in the article's voice.

    Scare quotes report nobody and do not count. Parts of one utterance count together, and the words of its own cue
    and source do not count, so that a clause that a cue interrupts is still found. For a clause that encloses its own
    content ("Police said ...") pass the span of its predicate.

    Args:
        attributions: Those of one article, in reading order as `find_attributions` gives them.
        span: Words of that article.
    """
    overlaps: dict[tuple[int, bool], int] = defaultdict(int)
    sizes: dict[tuple[int, bool], int] = defaultdict(int)
    lengths: dict[tuple[int, bool], int] = {}
    members: dict[tuple[int, bool], list[tuple[int, int]]] = defaultdict(list)
    position = (span.field == "text", span.end)
    after = bisect.bisect_left(attributions, position, key=lambda a: (a.content.field == "text", a.content.start))
    for index in range(max(0, after - _NESTED), after):
        attribution = attributions[index]
        if attribution.kind == "scare" or attribution.content.article != span.article:
            continue
        # The marked words of a mixed quotation lie inside the clause that reports them.
        group = (attribution.utterance, attribution.kind == "mixed")
        sizes[group] += attribution.content.end - attribution.content.start
        overlap = _overlap(attribution.content, span)
        if overlap:
            overlaps[group] += overlap
            members[group].append((overlap, -index))
            source = attribution.source.mention if attribution.source else None
            own = sum(_overlap(part, span) for part in (attribution.cue, source) if part is not None)
            lengths[group] = span.end - span.start - own
    held = [group for group, overlap in overlaps.items() if overlap * 2 >= lengths[group]]
    if not held:
        return None
    best = min(held, key=lambda group: (sizes[group], group))
    return -max(members[best])[1]


def _overlap(left: Span, right: Span) -> int:
    return max(0, min(left.end, right.end) - max(left.start, right.start)) if left.field == right.field else 0
