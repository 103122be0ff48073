"""Word by word, how one wording differs from another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import Indel

Kind = Literal["same", "removed", "added", "changed"]

# A word keeps its inner apostrophes and hyphens, a number its points and commas; any other visible character stands
# alone. White space belongs to the token before it, so that the tokens give back the text.
_TOKEN = re.compile(r"(?:\w+(?:(?:['’\-]|(?<=\d)[.,](?=\d))\w+)*|[^\w\s])\s*|\s+")
_WORD = re.compile(r"\w")
_QUOTES = str.maketrans("‘’‚‛“”„‟«»–—", '\'\'\'\'""""""--')

MAX_TOKENS = 4_000
"""Longer wordings are not aligned (the cost grows with the product of the lengths) but shown as replaced."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that both wordings have, that only one has, or that the other puts differently.

    Attributes:
        kind: "same" if both have it (apart from case, punctuation and white space), "removed" if only
            the left has it, "added" if only the right has it, "changed" if each has other words here.
        left: The characters of the left wording.
        right: The characters of the right wording.
    """

    kind: Kind
    left: str
    right: str


def words(left: str, right: str) -> tuple[Piece, ...]:
    """The differences between two wordings.

    The `left` parts together give the left wording character by character, the `right` parts the right one. Words
    are aligned along their longest common subsequence; a lone short word or a punctuation mark that happens to match
    between two changes is counted to the change.
    """
    a, b = _TOKEN.findall(left), _TOKEN.findall(right)
    if len(a) > MAX_TOKENS or len(b) > MAX_TOKENS:
        return (_piece(left == right, left, right),) if left or right else ()
    runs: list[tuple[bool, int, int, int, int]] = []
    for op in Indel.opcodes([_key(token) for token in a], [_key(token) for token in b]):
        same = op.tag == "equal"
        if runs and runs[-1][0] == same:
            _, i, _, j, _ = runs.pop()
            runs.append((same, i, op.src_end, j, op.dest_end))
        else:
            runs.append((same, op.src_start, op.src_end, op.dest_start, op.dest_end))
    joined: list[tuple[bool, int, int, int, int]] = []
    for n, (same, i, i_end, j, j_end) in enumerate(runs):
        between = 0 < n < len(runs) - 1
        if same:
            same = not (between and _slight(a[i:i_end]))
        else:
            # Other commas are not other words.
            same = not any(_WORD.search(token) for token in a[i:i_end] + b[j:j_end])
        if joined and joined[-1][0] == same:
            _, i, _, j, _ = joined.pop()
        joined.append((same, i, i_end, j, j_end))
    return tuple(_piece(same, "".join(a[i:i_end]), "".join(b[j:j_end])) for same, i, i_end, j, j_end in joined)


def same_words(left: str, right: str) -> bool:
    """Whether two wordings differ in nothing but case, punctuation and white space."""
    return left == right or _spoken(left) == _spoken(right)


def _spoken(text: str) -> list[str]:
    return [_key(token) for token in _TOKEN.findall(text) if _WORD.search(token)]


def _key(token: str) -> str:
    return token.strip().translate(_QUOTES).casefold()


def _slight(tokens: list[str]) -> bool:
    found = [token for token in tokens if _WORD.search(token)]
    return not found or (len(found) == 1 and len(found[0].strip()) <= 3)


def _piece(same: bool, left: str, right: str) -> Piece:
    if same:
        return Piece("same", left, right)
    if not right:
        return Piece("removed", left, right)
    return Piece("changed" if left else "added", left, right)
