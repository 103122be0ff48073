"""What an article is about, as bags of words: all of it, its opening, its names."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from variorum.model.article import Article

OPENING_WORDS = 80
"""Words, headline included, that tell the news; the rest gives the background, which other stories share."""

_CHARACTERS = 40_000
"""Characters of an article that are read; no report needs more to say what it is about."""

_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Terms:
    """Counts of normal forms; a word of the opening counts twice in `all` and `names`."""

    all: Counter[str]
    opening: Counter[str]
    names: Counter[str]


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
    """The words of a text."""
    words = _WORD.findall(text)
    # What is also written small is no name but stands at the start of a sentence or in a headline.
    small = {word for word in words if word.islower()}
    pairs = [(word, term) for word in words if len(term := normal(word)) > 1 or term.isdigit()]
    early = [(word, term) for word in words[:OPENING_WORDS] if len(term := normal(word)) > 1 or term.isdigit()]

    def names(entries: list[tuple[str, str]]) -> list[str]:
        return [term for word, term in entries if word[0].isupper() and word.lower() not in small]

    opening = Counter(term for _, term in early)
    every = Counter(term for _, term in pairs)
    every.update(opening)
    return Terms(every, opening, Counter(names(pairs) + names(early)))


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
