"""What an article is about, as bags of terms: its words, its names, its pairs of words, its first words."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from variorum.language.frequency import document_share
from variorum.model.article import Article

OPENING_WORDS = 80
"""Words, headline included, that tell the news; the rest gives the background, which other stories share."""

FIRST_WORDS = 15
"""Words that are the headline, or the first clause where there is none."""

BUCKETS = 1 << 22
"""Terms are known by a hash below this: with that many, few that two articles hold meet in one by chance."""

_CHARACTERS = 40_000
"""Characters of an article that are read; no report needs more to say what it is about."""

_COMMON_SHARE = 0.35
"""Share of texts from which a word tells nothing as part of a pair ("of the")."""

_MOST_PAIRS = 1_000

_LONGEST = 60
"""Characters of a word that are looked at, as what is longer is none."""

_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")

Buckets = NDArray[np.uint32]
Counts = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Bag:
    """Terms, each once, and how often each occurs (255 stands for more too)."""

    buckets: Buckets
    counts: Counts


@dataclass(frozen=True, slots=True)
class Terms:
    """The bags of an article; a word of the opening counts twice among `words` and `names`.

    Attributes:
        words: All words.
        names: Those that are always written with a capital.
        pairs: Pairs of neighbouring words, neither of them common: "second bridge", "12 dead".
        first: The words of the headline, or the first ones.
    """

    words: Bag
    names: Bag
    pairs: Bag
    first: Bag

    @property
    def bags(self) -> tuple[Bag, Bag, Bag, Bag]:
        """All bags, in the order of the weights that `similarity.Weights` gives them."""
        return (self.words, self.names, self.pairs, self.first)


def content(article: Article) -> str:
    """Headline and body without bylines, datelines and boilerplate, as far as the blocks of the article tell."""
    blocks = article.content()
    if not blocks:
        return f"{article.title}\n{article.text}"[:_CHARACTERS]
    return "\n".join(article.field(block.field)[block.start : block.end] for block in blocks)[:_CHARACTERS]


def opening(article: Article) -> str:
    """The headline and the first words of the body, for the encoder."""
    return " ".join(content(article).split()[:OPENING_WORDS])


def terms(text: str) -> Terms:
    """The terms of a text."""
    words = [word[:_LONGEST] for word in _WORD.findall(text)]
    # What is also written small is no name but stands at the start of a sentence or in a headline.
    small = {word for word in words if word.islower()}
    early = words[:OPENING_WORDS]
    buckets = [_bucket(word) for word in words]
    every = Counter(bucket for bucket in buckets if bucket is not None)
    every.update(bucket for bucket in buckets[:OPENING_WORDS] if bucket is not None)
    return Terms(
        _bag(every),
        _bag(
            Counter(
                bucket
                for word in [*words, *early]
                if word[0].isupper() and word.lower() not in small and (bucket := _bucket(word)) is not None
            )
        ),
        _bag(_pairs(words)),
        _bag(Counter(bucket for bucket in buckets[:FIRST_WORDS] if bucket is not None)),
    )


def bucket(term: str) -> int:
    """The hash that a term is known by."""
    return zlib.crc32(term.encode("utf-8", "replace")) % BUCKETS


def _bag(counts: Counter[int]) -> Bag:
    order = sorted(counts)
    return Bag(
        np.array(order, np.uint32), np.fromiter((min(counts[term], 255) for term in order), np.uint8, len(order))
    )


def _pairs(words: list[str]) -> Counter[int]:
    found: Counter[int] = Counter()
    before = ""
    for word in words:
        term = _telling(word)
        if term and before:
            found[bucket(f"{before} {term}")] += 1
            if len(found) == _MOST_PAIRS:
                break
        before = term
    return found


@lru_cache(maxsize=200_000)
def _bucket(word: str) -> int | None:
    """The hash of a word; None for single letters, which are initials and the like."""
    term = normal(word)
    return bucket(term) if len(term) > 1 or term.isdigit() else None


@lru_cache(maxsize=200_000)
def _telling(word: str) -> str:
    """The normal form of a word that tells something as part of a pair; empty for others."""
    term = normal(word)
    return term if document_share(term) < _COMMON_SHARE else ""


@lru_cache(maxsize=200_000)
def normal(word: str) -> str:
    """Lower case, without the possessive and the plural ending."""
    word = word.lower().replace("’", "'")
    word = word.removesuffix("'s")
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
