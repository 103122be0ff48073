"""Sentences as numbers, in batches."""

from __future__ import annotations

import collections
import dataclasses
import json
import random
from dataclasses import dataclass
from pathlib import Path

import torch
from examples import ALL_TAGS, OUTSIDE, Example
from torch import Tensor

from variorum.language.pieces import MAX_PIECES, WordPieces

BATCH_PIECES = 2000
MASK_RATE = 0.05
NAME_MASK_RATE = 0.15
"""Of names more is hidden, so that the words around them are learnt from, too."""
AUGMENT = 0.10
"""Share of the sentences that are shown in capitals, in title case or in lower case."""
PART = {"btc": 0.25, "wnut": 0.25, "ecb": 0.7, "plain": 0.4}
"""Share of the sentences of a corpus shown in one epoch, where not all."""
_SMALL = frozenset("a an the and or but of in on at to for by from with as is are was were be 's n't".split())


@dataclass
class Labels:
    """Label sets, in the order of the output of the network."""

    upos: list[str]
    feats: list[str]
    relations: list[str]
    allowed: list[list[int]]
    """For each part of speech the indices of the feature bundles seen with it."""


def label_sets(examples: list[Example]) -> Labels:
    """Label sets of the treebanks; bundles of features seen only once or twice are noise."""
    upos = sorted({tag for example in examples for tag in example.upos})
    relations = sorted({name for example in examples for name in example.relations})
    pairs = collections.Counter(pair for example in examples for pair in zip(example.upos, example.feats, strict=True))
    kept = {pair for pair, count in pairs.items() if count > 2}
    feats = sorted({bundle for _, bundle in kept} | {""})
    allowed = [[feats.index(bundle) for bundle in feats if (tag, bundle) in kept] or [feats.index("")] for tag in upos]
    return Labels(upos, feats, relations, allowed)


def stored_labels(path: Path) -> Labels:
    """The label sets that a run began with."""
    stored = json.loads(path.read_text(encoding="utf-8"))
    return Labels(stored["upos"], stored["feats"], stored["relations"], stored["allowed"])


@dataclass
class Item:
    """A sentence as numbers."""

    ids: list[int]
    shapes: list[int]
    first: list[int]
    upos: list[int]
    feats: list[int]
    heads: list[int]
    relations: list[int]
    tags: list[int]
    number: int = -1
    corpus: str = ""
    text: str = ""


def items(examples: list[Example], pieces: WordPieces, labels: Labels) -> list[Item]:
    """Sentences as numbers; those longer than the encoder are left out."""
    upos, feats = {name: i for i, name in enumerate(labels.upos)}, {name: i for i, name in enumerate(labels.feats)}
    relations = {name: i for i, name in enumerate(labels.relations)}
    result = []
    for example in examples:
        ids, shapes, first = [pieces.first], [0], [0]
        for word_ids, shape in pieces.encode(example.words):
            first.append(len(ids))
            ids += word_ids
            shapes += [shape] * len(word_ids)
        ids.append(pieces.last)
        shapes.append(0)
        if len(ids) <= MAX_PIECES // 2:
            result.append(
                Item(
                    ids,
                    shapes,
                    first,
                    [upos[name] for name in example.upos],
                    [feats.get(name, -1) for name in example.feats],
                    example.heads,
                    [relations.get(name, -1) for name in example.relations],
                    example.tags,
                    len(result),
                    example.corpus,
                    example.text,
                )
            )
    return result


def small_words(pieces: WordPieces) -> set[int]:
    """Pieces of words that titles write in lower case."""
    return {word_ids[0] for word_ids, _ in pieces.encode(sorted(_SMALL))}


def recase(item: Item, lower: set[int], rng: random.Random) -> list[int]:
    """Letter cases of a sentence, sometimes those of a headline or of a careless writer."""
    draw = rng.random()
    if draw >= AUGMENT:
        return item.shapes
    if draw < AUGMENT / 3:
        return [3 if shape else 0 for shape in item.shapes]
    if draw < AUGMENT / 2:
        return [1 if shape else 0 for shape in item.shapes]
    return [
        2 if shape == 1 and (position == 1 or word not in lower) else shape
        for position, (word, shape) in enumerate(zip(item.ids, item.shapes, strict=True))
    ]


@dataclass
class Batch:
    ids: Tensor
    shapes: Tensor
    mask: Tensor
    first: Tensor
    upos: Tensor
    feats: Tensor
    heads: Tensor
    relations: Tensor
    tags: Tensor
    numbers: list[int]


def collate(chosen: list[Item], shapes: list[list[int]]) -> Batch:
    """Pads sentences to one batch; -1 where a corpus says nothing."""
    length, words = max(len(item.ids) for item in chosen), max(len(item.first) for item in chosen)

    def pad(rows: list[list[int]], width: int, filler: int) -> Tensor:
        return torch.tensor([row + [filler] * (width - len(row)) for row in rows])

    return Batch(
        pad([item.ids for item in chosen], length, 0),
        pad(shapes, length, 0),
        pad([[1] * len(item.ids) for item in chosen], length, 0).bool(),
        pad([item.first for item in chosen], words, 0),
        pad([item.upos for item in chosen], words - 1, -1),
        pad([item.feats for item in chosen], words - 1, -1),
        pad([item.heads for item in chosen], words - 1, -1),
        pad([item.relations for item in chosen], words - 1, -1),
        pad([item.tags for item in chosen], words - 1, ALL_TAGS),
        [item.number for item in chosen],
    )


def batches(pool: list[Item], rng: random.Random) -> list[list[Item]]:
    """Batches of sentences of similar length, in random order."""
    order = sorted(pool, key=lambda item: len(item.ids) + rng.random() * 4)
    result: list[list[Item]] = [[]]
    longest = 0
    for item in order:
        longest = max(longest, len(item.ids))
        if result[-1] and longest * (len(result[-1]) + 1) > BATCH_PIECES:
            result.append([])
            longest = len(item.ids)
        result[-1].append(item)
    rng.shuffle(result)
    return result


def share(pool: list[Item], rng: random.Random) -> list[Item]:
    """What one epoch shows: all of the treebanks and edited text, a new part of the rest."""
    return [item for item in pool if rng.random() < PART.get(item.corpus, 1.0)]


def masked(batch: Batch, pieces: WordPieces) -> Batch:
    """The batch with some pieces hidden, those of names more often than others."""
    framing = (batch.ids == pieces.first) | (batch.ids == pieces.last) | ~batch.mask
    begins = torch.zeros_like(batch.ids).scatter_(1, batch.first[:, 1:], 1)
    begins[:, 0] = 0  # where words that are but padding point to
    words = (begins.cumsum(1) - 1).clamp(min=0)
    named = ((batch.tags & OUTSIDE) == 0).gather(1, words) & (begins.cumsum(1) > 0)
    rates = torch.where(named, NAME_MASK_RATE, MASK_RATE)
    hidden = (torch.rand(batch.ids.shape) < rates) & ~framing
    return dataclasses.replace(batch, ids=batch.ids.masked_fill(hidden, pieces.mask))
