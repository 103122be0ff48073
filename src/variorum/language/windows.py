"""Windows of very long sentences: how such a sentence is cut for the encoder, and its parses put together again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from variorum.language.decode import trees
from variorum.language.pieces import MAX_PIECES
from variorum.model.syntax import Name, Parse, Token, Vector

CONTEXT: Final = 60
"""Words that a window of a very long sentence sees on either side of those that it answers for."""


@dataclass(frozen=True, slots=True)
class Share:
    """What a window does: it starts at word `base` of a sentence and answers for the words `first` to `last`."""

    sentence: int
    base: int
    first: int
    last: int


def stretches(entries: Sequence[tuple[tuple[int, ...], int]], context: int) -> list[tuple[int, int, int, int]]:
    """Stretches of words that fit into the encoder: (first, last, first answered for, last answered for).

    Neighbours overlap, so that every word is seen with words on either side; each word is answered for once.

    Args:
        entries: Word pieces and letter case of each word of a sentence.
        context: Words on either side that are seen without being answered for.
    """
    found: list[tuple[int, int, int, int]] = []
    first = answered = 0
    while True:
        last, size = first, 0
        while last < len(entries) and size + len(entries[last][0]) <= MAX_PIECES - 2:
            size += len(entries[last][0])
            last += 1
        # Where words have very many pieces, a stretch is short.
        margin = min(context, (last - first) // 4)
        end = len(entries) if last == len(entries) else last - margin
        found.append((first, last, answered, end))
        if last == len(entries):
            return found
        first, answered = end - margin, end


def heads_of(arcs: Vector, lengths: Sequence[int], ranges: Sequence[tuple[int, int]]) -> list[NDArray[np.int64]]:
    """Heads of each window; where a window answers for a part of its words only, the tree is that of this part.

    Args:
        arcs: Scores of all arcs, as the encoder gives them for each window.
        lengths: Words of each window.
        ranges: From which to which of its words a window answers.
    """
    found = trees(arcs, lengths)
    result = []
    for row, (length, (first, last)) in enumerate(zip(lengths, ranges, strict=True)):
        heads = found[row, :length]
        if (first, last) != (0, length):
            inside = np.r_[0, first + 1 : last + 1]
            part = trees(arcs[row][np.ix_(inside, inside)][None], [last - first])[0]
            heads = heads.copy()
            heads[first:last] = np.where(part > 0, part + first, 0)
        result.append(heads)
    return result


def joined(parts: Sequence[Parse]) -> Parse:
    """One parse of the windows of a long sentence; the later ones hang on the first as `parataxis`."""
    tokens: list[Token] = []
    found: list[Name] = []
    top = next(index for index, token in enumerate(parts[0].tokens) if token.head < 0)
    for part in parts:
        base = len(tokens)
        for token in part.tokens:
            later_root = token.head < 0 and base > 0
            head = top if later_root else token.head + base if token.head >= 0 else -1
            relation = "parataxis" if later_root else token.relation
            tokens.append(
                Token(token.start, token.end, token.text, token.lemma, token.pos, token.morph, head, relation)
            )
        found += [Name(name.first + base, name.last + base, name.kind, name.score) for name in part.names]
    vector = np.sum([part.vector * len(part.tokens) for part in parts], 0)
    return Parse(
        tokens[0].start,
        tokens[-1].end,
        tuple(tokens),
        tuple(found),
        (vector / max(float(np.linalg.norm(vector)), 1e-12)).astype(np.float32),
        np.concatenate([part.token_vectors for part in parts]),
    )
