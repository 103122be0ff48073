"""Words as the encoder reads them: word-piece ids and letter case.

The vocabulary of the encoder is uncased, so how a word is written is told by a second, small embedding.
Training and running share this module, so that both see the same input.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tokenizers import Tokenizer

MAX_PIECES: Final = 512
"""Positions of the encoder, the two that frame a sentence included."""

_CACHE_LIMIT: Final = 200_000

# Curly and reversed quotation marks are rare in treebanks; to the encoder they look like straight ones.
_STRAIGHTEN: Final = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u201a": "'",
        "\u201b": "'",
        "\u2032": "'",
        "\u00b4": "'",
        "`": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u201e": '"',
        "\u201f": '"',
        "\u2033": '"',
        "\u00ab": '"',
        "\u00bb": '"',
    }
)


def shape(word: str) -> int:
    """Letter case of a word: 0 no letters with case, 1 lower, 2 Title, 3 ALL CAPITALS, 4 one capital alone, 5 mixed."""
    if word.islower():
        return 1
    if word.isupper():
        return 3 if sum(map(str.isupper, word)) > 1 else 4
    if not any(map(str.isupper, word)):
        return 0
    return 2 if word[0].isupper() and not any(map(str.isupper, word[1:])) else 5


class WordPieces:
    """Looks up the pieces of words; remembers those of words seen before."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self._tokenizer = tokenizer
        self._known: dict[str, tuple[tuple[int, ...], int]] = {}
        self.first = self._id("[CLS]")
        self.last = self._id("[SEP]")
        self.unknown = self._id("[UNK]")
        self.mask = self._id("[MASK]")

    def _id(self, name: str) -> int:
        number = self._tokenizer.token_to_id(name)
        if number is None:
            raise ValueError(f"vocabulary without {name}")
        return int(number)

    def encode(self, words: Sequence[str]) -> list[tuple[tuple[int, ...], int]]:
        """Piece ids (at least one) and letter case of each word."""
        known = self._known
        try:
            return [known[word] for word in words]
        except KeyError:
            pass
        if len(known) > _CACHE_LIMIT:
            known.clear()
        new = list({word for word in words if word not in known})
        plain = [word.translate(_STRAIGHTEN) for word in new]
        encodings = self._tokenizer.encode_batch(plain, add_special_tokens=False)
        found = {
            word: (tuple(encoding.ids) or (self.unknown,), shape(word))
            for word, encoding in zip(new, encodings, strict=True)
        }
        # Odd long words would fill the memory of a service for nothing.
        known.update((word, entry) for word, entry in found.items() if len(word) <= 40)
        return [found[word] if word in found else known[word] for word in words]
