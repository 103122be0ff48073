"""Reads ECB+, news in which participants, places and events are annotated."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence, Set
from pathlib import Path
from typing import Any

from examples import ALL_TAGS, CALENDAR, OUTSIDE, PARTICLES, PRONOUNS, Example, behind_titles, span_tags

from variorum.language.names import TITLES

_KINDS = {
    "HUMAN_PART_PER": "person",
    "HUMAN_PART_ORG": "organisation",
    "HUMAN_PART_GPE": "place",
    "LOC_GEO": "place",
}
_PLAIN_MARKS = {"``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")"}


def ecb_documents(folder: Path) -> Iterator[dict[str, Any]]:
    """The documents of ECB+ as they are stored."""
    with (folder / "ecbplus" / "ecbplus.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def ecb_text(words: Sequence[str]) -> str:
    """The text by which a sentence of ECB+ is known here."""
    return " ".join(_PLAIN_MARKS.get(word, word) for word in words)


def read_ecb(folder: Path) -> list[Example]:
    """Sentences of ECB+ with participants or places that are names; each sentence once.

    Not every name is annotated, and a mention may hold more than a name: other words with a capital stay free.
    """
    documents = list(ecb_documents(folder))
    common = {word for document in documents for words in document["tokens"] for word in words if word.islower()}
    found: dict[str, Example] = {}
    for document in documents:
        mentions: dict[int, list[tuple[int, int, str]]] = {}
        for mention in document["mentions"]:
            sentence, first = mention["tok"][0]
            last = mention["tok"][-1][1] + 1
            if mention["type"] in _KINDS and last - first == len(mention["tok"]):
                mentions.setdefault(sentence, []).append((first, last, _KINDS[mention["type"]]))
        for sentence, spans in mentions.items():
            example = _ecb_example(document["tokens"][sentence], spans, common)
            if any(tag not in (OUTSIDE, ALL_TAGS) for tag in example.tags) and len(example.words) <= 80:
                found.setdefault(example.text, example)
    return list(found.values())


def _ecb_example(words: Sequence[str], mentions: Sequence[tuple[int, int, str]], common: Set[str]) -> Example:
    capital = [word[:1].isupper() and (len(word) > 1 or word == "I") for word in words]
    tags = [
        ALL_TAGS if is_capital or word in {".", "-"} else OUTSIDE
        for word, is_capital in zip(words, capital, strict=True)
    ]
    for first, last, kind in mentions:
        start = behind_titles(words, first, last) if kind == "person" else first
        while start < last and (not capital[start] or words[start] in {"The", "A", "An"}):
            start += 1
        end = last
        while end > start and not capital[end - 1]:
            end -= 1
        whole = all(
            is_capital or word in PARTICLES
            for is_capital, word in zip(capital[start:end], words[start:end], strict=True)
        )
        # A name that goes on outside of the mention, an office or a pronoun tell nothing.
        cut = (start and capital[start - 1] and start == first) or (end < len(words) and capital[end])
        empty = all(word.lower().rstrip(".") in TITLES | PRONOUNS | CALENDAR for word in words[start:end])
        clitic = any(re.search(r"['’]\w*$", word) for word in words[start:end])
        # The first word of a sentence has its capital from there.
        initial = start == 0 and end == 1 and words[0].lower() in common
        if start < end and whole and not (cut or empty or clitic or initial):
            tags[start:end] = span_tags(end - start, (kind,))
        else:
            tags[first:last] = [ALL_TAGS] * (last - first)
    cleaned = [_PLAIN_MARKS.get(word, word) for word in words]
    return Example("ecb", cleaned, " ".join(cleaned), tags=tags)
