"""Text that articles share: copies, although cut, reordered or lightly rewritten.

Sentences that share a few word trigrams are aligned word by word; the best local alignment is a passage where it is
long, dense and made of more than quoted speech and names. (Retrieval by shingles and then alignment is the usual
scheme of text-reuse detection; Clough et al., "METER: MEasuring TExt Reuse", 2002, describe how newspapers rewrite
agency copy.)
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from variorum.comparison.common_words import Alignment, align
from variorum.comparison.credits import credits_outlet, taken_from
from variorum.comparison.words import Word, is_content, quoted_ranges, words
from variorum.model.comparison import CopyLink, Passage
from variorum.model.document import Document, Sentence
from variorum.model.text import CONTENT, Field, Span

MIN_WORDS = 8
"""Fewer equal words than this, outside quotation marks, occur in independent texts as well."""

QUOTED_WORDS = 12
"""The same with the words quoted, where one article names the other as its source; a phrase gets about by itself."""

MIN_COMMON = 4
"""A passage needs this many equal words that are neither quoted, nor closed-class, nor parts of names."""

MIN_RUN = 3
"""A passage needs this many equal words in a row: what is scattered is a common topic, not common text."""

MIN_SIMILARITY = 0.6
"""Least part of the words of both versions of a passage that are equal and in the same order, if it is long."""

SHORT_SIMILARITY = 0.8
"""The same for a passage of `MIN_WORDS`; between, it falls evenly: half of two short phrases agree by chance."""

LONG_WORDS = 16
"""Equal words from which a passage counts as long."""

NEIGHBOUR_SIMILARITY = 0.8
"""Least similarity of sentences that are taken for copied because the sentences beside them are."""

_SHINGLE = 3
_WINDOW = 300
"""Words; a longer sentence is cut into several."""

_FORMULA = 40
"""Sentences beyond two per article that share a shingle before it counts as a formula of the language."""

_COMMON_SHINGLES = 2
"""Sentences that share fewer shingles than this are not aligned."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A sentence ready to be aligned.

    `quoted` marks the words of quoted speech, which all reports of one speech share; `plain` those that show a common
    text best: neither closed-class nor part of a name.
    """

    span: Span
    words: tuple[Word, ...]
    forms: tuple[str, ...]
    quoted: tuple[bool, ...]
    plain: tuple[bool, ...]


_Pairs = dict[tuple[int, int], Alignment]
"""Alignments by index of the left line and of the right line."""


def shared_passages(left: Document, right: Document) -> tuple[Passage, ...]:
    """What two articles share word for word or nearly so, in the order of `left`.

    A passage has at least `MIN_WORDS` equal words outside of what it quotes; beside such a passage, shorter sentences
    and quotations that both articles have count as well, and all quotations count where one article names the other as
    its source. Neighbouring passages are joined.
    """
    lines = [_lines(left), _lines(right)]
    candidates = _candidates(lines).get((0, 1), set())
    return _passages(left, right, lines[0], lines[1], candidates)


def find_copies(documents: Sequence[Document]) -> tuple[CopyLink, ...]:
    """Every pair of articles that share passages, in the order of the articles.

    Only sentences with common shingles are aligned, so that articles with nothing in common cost nothing.
    """
    lines = [_lines(document) for document in documents]
    starts = [_starts(own) for own in lines]
    links = []
    for (first, second), candidates in sorted(_candidates(lines).items()):
        left, right = documents[first], documents[second]
        passages = _passages(left, right, lines[first], lines[second], candidates)
        if passages:
            share = max(
                _covered(starts[first], (passage.left for passage in passages)),
                _covered(starts[second], (passage.right for passage in passages)),
            )
            links.append(CopyLink(left.article.id, right.article.id, taken_from(left, right, share), share, passages))
    return tuple(links)


def _lines(document: Document) -> tuple[_Line, ...]:
    marks = quoted_ranges(document)
    lines: list[_Line] = []
    for sentence in document.sentences:
        if sentence.block in CONTENT:
            found = words(sentence.span.quote, sentence.span.start)
            # Aligning takes time and memory that grow with the square: what has no full stops is cut.
            lines += [_line(document, sentence, found[i : i + _WINDOW], marks) for i in range(0, len(found), _WINDOW)]
    return tuple(lines)


def _line(document: Document, sentence: Sentence, found: tuple[Word, ...], marks: Sequence[Span]) -> _Line:
    start = sentence.span.start if len(found) < _WINDOW else found[0].start
    end = sentence.span.end if len(found) < _WINDOW else found[-1].end
    span = document.span(sentence.span.field, start, end)
    near = [mark for mark in marks if mark.field == span.field and mark.start < span.end and span.start < mark.end]
    quoted = [any(mark.start <= word.start < mark.end for mark in near) for word in found]
    # A capital marks a name, but in headlines where most words have one it marks nothing.
    named = [span.quote[word.start - span.start].isupper() for word in found]
    if sentence.block == "headline" and 2 * sum(named) > len(named):
        named = [False] * len(found)
    plain = [is_content(word.form) and not name for word, name in zip(found, named, strict=True)]
    return _Line(span, found, tuple(word.form for word in found), tuple(quoted), tuple(plain))


def _candidates(lines: Sequence[Sequence[_Line]]) -> dict[tuple[int, int], set[tuple[int, int]]]:
    """Pairs of lines worth aligning, by pair of documents."""
    # Copies repeat whole sentences: each distinct sentence is looked up once, however many articles have it.
    places: defaultdict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)
    for document, own in enumerate(lines):
        for index, line in enumerate(own):
            places[line.forms].append((document, index))
    distinct = list(places)
    index_of: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, forms in enumerate(distinct):
        for shingle in {forms[i : i + _SHINGLE] for i in range(len(forms) - _SHINGLE + 1)}:
            index_of[shingle].append(number)
    frequent = _FORMULA + 2 * len(lines)
    homes = [{document for document, _ in places[forms]} for forms in distinct]
    common: Counter[tuple[int, int]] = Counter()
    for numbers in index_of.values():
        if len(numbers) <= frequent:
            for a, b in itertools.combinations(numbers, 2):
                if len(homes[a]) > 1 or homes[a] != homes[b]:
                    common[a, b] += 1
    similar = [pair for pair, count in common.items() if count >= _COMMON_SHINGLES]
    similar += [(number, number) for number in range(len(distinct)) if len(homes[number]) > 1]

    found: defaultdict[tuple[int, int], set[tuple[int, int]]] = defaultdict(set)
    for a, b in similar:
        for (first, left), (second, right) in itertools.product(places[distinct[a]], places[distinct[b]]):
            if first < second:
                found[first, second].add((left, right))
            elif second < first:
                found[second, first].add((right, left))
    return found


def _is_copy(left: _Line, right: _Line, alignment: Alignment, quotations_count: bool) -> bool:
    own = counted = plain = 0
    for a, b, size in alignment.runs:
        for i, j in zip(range(a, a + size), range(b, b + size), strict=True):
            quoted = left.quoted[i] or right.quoted[j]
            own += not quoted
            if quotations_count or not quoted:
                counted += 1
                plain += left.plain[i] and right.plain[j]
    return (
        (own >= MIN_WORDS or counted >= QUOTED_WORDS)
        and plain >= MIN_COMMON
        and alignment.similarity >= _least_similarity(alignment.equal)
        and max(size for _, _, size in alignment.runs) >= MIN_RUN
    )


def _least_similarity(equal: int) -> float:
    shortness = min(max((LONG_WORDS - equal) / (LONG_WORDS - MIN_WORDS), 0.0), 1.0)
    return MIN_SIMILARITY + shortness * (SHORT_SIMILARITY - MIN_SIMILARITY)


def _passages(
    left: Document,
    right: Document,
    left_lines: Sequence[_Line],
    right_lines: Sequence[_Line],
    candidates: Iterable[tuple[int, int]],
) -> tuple[Passage, ...]:
    # An article that names the other as its source took the quotations from there as well.
    credited = credits_outlet(left, right.article) or credits_outlet(right, left.article)
    aligned: _Pairs = {}
    for i, j in candidates:
        alignment = align(left_lines[i].forms, right_lines[j].forms)
        if alignment:
            aligned[i, j] = alignment
    copied = {
        (i, j): found for (i, j), found in aligned.items() if _is_copy(left_lines[i], right_lines[j], found, credited)
    }
    _keep_best(copied)
    if [line.forms for line in left_lines] == [line.forms for line in right_lines]:
        # One text published twice, be it a single short line.
        copied |= {(i, i): Alignment(((0, 0, len(line.forms)),)) for i, line in enumerate(left_lines)}
    _extend(copied, aligned, left_lines, right_lines)
    return _join(left, right, left_lines, right_lines, copied)


def _keep_best(copied: _Pairs) -> None:
    """Keep for each line the one that it is aligned best with, on either side; of equal ones the first."""
    best_left: dict[int, tuple[int, int]] = {}
    best_right: dict[int, tuple[int, int]] = {}
    for i, j in sorted(copied, key=lambda pair: (-copied[pair].equal, pair)):
        best_left.setdefault(i, (i, j))
        best_right.setdefault(j, (i, j))
    for pair in copied.keys() - {*best_left.values(), *best_right.values()}:
        del copied[pair]


def _extend(copied: _Pairs, aligned: _Pairs, left_lines: Sequence[_Line], right_lines: Sequence[_Line]) -> None:
    """Add similar neighbours of copied lines: who copies a sentence copies the short one or the quotation after it."""
    waiting = list(copied)
    while waiting:
        i, j = waiting.pop()
        for pair in ((i - 1, j - 1), (i + 1, j + 1)):
            if pair in copied or not (0 <= pair[0] < len(left_lines) and 0 <= pair[1] < len(right_lines)):
                continue
            left, right = left_lines[pair[0]].forms, right_lines[pair[1]].forms
            whole = LCSseq.normalized_similarity(left, right)
            found = aligned.get(pair) or align(left, right)
            if found and whole >= NEIGHBOUR_SIMILARITY:
                copied[pair] = found
                waiting.append(pair)


def _join(
    left: Document, right: Document, left_lines: Sequence[_Line], right_lines: Sequence[_Line], copied: _Pairs
) -> tuple[Passage, ...]:
    """Passages of the copied lines; those that follow one another in both articles become one."""
    passages: list[Passage] = []
    weights: list[int] = []
    last: tuple[int, int] | None = None
    # Along the diagonals, so that what follows one another does so whichever of the two articles comes first.
    for (i, j), found in sorted(copied.items(), key=lambda item: (item[0][0] - item[0][1], item[0])):
        a = _cut(left, left_lines[i], found.left)
        b = _cut(right, right_lines[j], found.right)
        weight = found.left[1] - found.left[0] + found.right[1] - found.right[0]
        before = passages[-1] if passages else None
        follows = last == (i - 1, j - 1) and before and before.left.field == a.field and before.right.field == b.field
        if follows and before:
            similarity = (before.similarity * weights[-1] + found.similarity * weight) / (weights[-1] + weight)
            a = left.span(a.field, before.left.start, a.end)
            b = right.span(b.field, before.right.start, b.end)
            passages[-1], weights[-1] = Passage(a, b, similarity), weights[-1] + weight
        else:
            passages.append(Passage(a, b, found.similarity))
            weights.append(weight)
        last = (i, j)
    return tuple(sorted(passages, key=lambda passage: (passage.left, passage.right)))


def _cut(document: Document, line: _Line, part: tuple[int, int]) -> Span:
    """The span of some words of a line; a whole line with the marks around it."""
    start = line.span.start if part[0] == 0 else line.words[part[0]].start
    end = line.span.end if part[1] == len(line.words) else line.words[part[1] - 1].end
    return document.span(line.span.field, start, end)


def _covered(starts: Mapping[Field, Sequence[int]], spans: Iterable[Span]) -> float:
    """Part of the words of an article that stand in some spans."""
    inside, reached = 0, dict.fromkeys(starts, 0)
    for span in sorted(spans):
        first = max(span.start, reached[span.field])
        if first < span.end:
            inside += bisect_left(starts[span.field], span.end) - bisect_left(starts[span.field], first)
            reached[span.field] = span.end
    return inside / sum(map(len, starts.values()))


def _starts(lines: Sequence[_Line]) -> dict[Field, list[int]]:
    """Where the words of an article begin, by field."""
    starts: defaultdict[Field, list[int]] = defaultdict(list)
    for line in lines:
        starts[line.span.field] += [word.start for word in line.words]
    return {field: sorted(own) for field, own in starts.items()}
