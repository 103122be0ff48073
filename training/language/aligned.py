"""Batches of sentences of which some tell the same event, to learn what aligned sentences have in common.

ECB+ says for the sentences of its documents which events and participants they share across documents. Its topics
hold two look-alike stories each, whose sentences are good examples of what does not belong together.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import torch
from ecb import ecb_documents, ecb_text
from torch import Tensor

APART, TOGETHER, UNKNOWN = 0, 1, -1
SELECTED = 0.75
"""Share of a batch that comes from sentences whose events the corpus annotates in full."""


@dataclass(slots=True)
class Telling:
    """A sentence and what it tells; `index` counts in the training set."""

    index: int
    story: str
    document: str
    selected: bool
    events: set[str] = field(default_factory=set)
    participants: set[str] = field(default_factory=set)


def topics(folder: Path, known: Mapping[str, int]) -> list[list[Telling]]:
    """The sentences of each topic of ECB+ that stand in the training set; `known` gives their place there."""
    found: dict[int, list[Telling]] = {}
    for document in ecb_documents(folder):
        tellings: dict[int, Telling] = {}
        for number, words in enumerate(document["tokens"]):
            index = known.get(ecb_text(words))
            if index is not None:
                selected = number in document["gold_sentences"]
                tellings[number] = Telling(index, document["subtopic"], document["doc"], selected)
        for mention in document["mentions"]:
            telling = tellings.get(mention["tok"][0][0])
            if telling is not None and mention["chain"]:
                event = mention["type"].startswith(("ACTION", "NEG"))
                (telling.events if event else telling.participants).add(mention["chain"])
        found.setdefault(document["topic"], []).extend(tellings.values())
    return [found[topic] for topic in sorted(found)]


def relation(left: Telling, right: Telling) -> int:
    """Whether two sentences belong together: the same event with the same participants, or several events."""
    if left.document == right.document:
        return UNKNOWN
    events = left.events & right.events
    if left.story != right.story or (not events and (left.selected or right.selected)):
        return APART
    return TOGETHER if events and (left.participants & right.participants or len(events) > 1) else UNKNOWN


def sample(
    stock: Sequence[Sequence[Telling]], lengths: Sequence[int], pieces: int, count: int, rng: random.Random
) -> Iterator[tuple[list[int], Tensor]]:
    """Batches of one topic each, of at most that many pieces: indices of sentences, and their relations."""
    for _ in range(count):
        topic = list(rng.choice(stock))
        rng.shuffle(topic)
        picks = [telling for telling in topic if telling.selected]
        rest = [telling for telling in topic if not telling.selected]
        chosen: list[Telling] = []
        longest = 0
        while picks or rest:
            source = picks if picks and (not rest or rng.random() < SELECTED) else rest
            telling = source.pop()
            longest = max(longest, lengths[telling.index])
            if longest * (len(chosen) + 1) > pieces:
                break
            chosen.append(telling)
        yield (
            [telling.index for telling in chosen],
            torch.tensor([[relation(left, right) for right in chosen] for left in chosen]),
        )


def contrast(vectors: Tensor, relations: Tensor, temperature: float) -> Tensor | None:
    """InfoNCE with several positives (van den Oord 2018, Khosla 2020); None where no two belong together."""
    together = relations == TOGETHER
    anchors = together.any(1)
    if not anchors.any():
        return None
    scores = vectors @ vectors.T / temperature
    shares = scores - scores.masked_fill(relations == UNKNOWN, -1e4).logsumexp(1, keepdim=True)
    return -((shares * together).sum(1)[anchors] / together.sum(1)[anchors]).mean()
