"""How common a word is in English at large, for collections too small to tell by themselves."""

from __future__ import annotations

import json
import math
from functools import lru_cache
from importlib import resources

_UNKNOWN = 0.0005
"""Share of texts that a word outside the vocabulary is expected in."""

_WORDS = 300
"""Words of the text that `document_share` speaks of."""


@lru_cache(maxsize=1)
def _ranks() -> dict[str, int]:
    """Words of the encoder's vocabulary by rank; it lists them by frequency, the most frequent first."""
    path = resources.files("variorum.language") / "data" / "en.tokenizer.json"
    vocabulary: dict[str, int] = json.loads(path.read_text(encoding="utf-8"))["model"]["vocab"]
    first = vocabulary["the"]
    return {word: index - first + 1 for word, index in vocabulary.items() if index >= first}


def vocabulary() -> tuple[str, ...]:
    """The words whose frequency is known."""
    return tuple(_ranks())


def document_share(word: str) -> float:
    """The share of texts of ordinary length that hold a word, by its rank and Zipf's law, 0 to 1.

    Args:
        word: In lower case.
    """
    rank = _ranks().get(word)
    # Zipf: the word of rank r makes up about a tenth of a text divided by r.
    return _UNKNOWN if rank is None else max(_UNKNOWN, 1.0 - math.exp(-0.1 * _WORDS / rank))
