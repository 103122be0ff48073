"""Everything that the shipped model learns from, and which part of each corpus is held out."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Set
from pathlib import Path

from ecb import ecb_documents, ecb_text, read_ecb
from examples import Example, acting_places, places
from name_corpora import read_btc, read_re3d, read_wikigold, read_wnut
from treebanks import gum_documents, read_ewt, read_gum

WATCHED = 8
"""Of the development sets every eighth sentence is kept to follow the training; the others are learnt from."""


def read_plain(folder: Path, gold: Path | None, limit: int, but: Set[str] = frozenset()) -> list[Example]:
    """News sentences without annotation, to keep the embedding: ECB+ (a fixed sample) and the training stories.

    Those with a text of `but` are left out.
    """
    sentences: list[list[str]] = []
    for document in ecb_documents(folder):
        for words in document["tokens"]:
            cleaned = ecb_text(words).split(" ")
            if 4 <= len(cleaned) <= 80 and not cleaned[0].startswith("http"):
                sentences.append(cleaned)
    texts = {" ".join(words): words for words in sentences}
    unique = {hashlib.sha256(text.encode()).hexdigest(): words for text, words in texts.items() if text not in but}
    sample = [unique[key] for key in sorted(unique)[:limit]]
    if gold:
        for path in sorted(gold.glob("*/story.json")):
            for article in json.loads(path.read_text(encoding="utf-8"))["articles"]:
                for start, end in article["sentences"]:
                    sample.append(re.findall(r"\w+(?:[.,]\w+)*|[^\w\s]", article["text"][start:end])[:120])
    return [Example("plain", words, " ".join(words)) for words in sample if words]


def _dev(examples: list[Example], watched: bool) -> list[Example]:
    return [example for number, example in enumerate(examples) if (number % WATCHED == 0) == watched]


def watched(folder: Path) -> list[Example]:
    """Sentences of the treebanks' development sets that nothing is learnt from, to follow the training."""
    treebanks = (read_ewt(folder, "dev"), read_gum(gum_documents(folder, "dev")))
    return [example for sentences in treebanks for example in _dev(sentences, watched=True)]


def training_names(folder: Path) -> list[Example]:
    """The training sentences that have names annotated."""
    return [
        *read_gum(gum_documents(folder, "train")),
        *_dev(read_gum(gum_documents(folder, "dev")), watched=False),
        *read_wikigold(folder, held_out=False),
        *read_re3d(folder),
        *read_btc(folder, held_out=False),
        *read_wnut(folder, "train"),
        *read_wnut(folder, "dev"),
        *read_ecb(folder),
    ]


def training_set(folder: Path, gold: Path | None, plain: int) -> list[Example]:
    """Everything that the model learns from."""
    examples = training_names(folder)
    acting_places(examples, places(examples))
    known = {example.text for example in examples}
    ewt = [*read_ewt(folder, "train"), *_dev(read_ewt(folder, "dev"), watched=False)]
    return [*ewt, *examples, *read_plain(folder, gold, plain, known)]
