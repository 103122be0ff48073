"""Trains the English model: `python train.py --corpora DIR --base DIR --work DIR`, then `export.py`.

Every epoch is kept as a checkpoint; a run that was stopped goes on where it was when started again.
"""

from __future__ import annotations

import argparse
import collections
import dataclasses
import itertools
import json
import random
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from corpora import ALL_TAGS, TAGS, Example, gum_documents, read_ewt, read_gum, training_set
from network import WIDTH, Encoder, Network
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from variorum.language.pieces import MAX_PIECES, SHAPES, WordPieces

Array = NDArray[np.int64]

SEED = 20
BATCH_PIECES = 2000
MASK_RATE = 0.05
AUGMENT = 0.12
"""Share of the sentences that are shown in capitals, in title case or in lower case."""
STEPS = 1800
PART = {"btc": 0.3, "wnut": 0.3, "plain": 0.4}
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
                )
            )
    return result


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


def mean_pieces(states: Tensor, mask: Tensor) -> Tensor:
    """Sentence embedding: mean over the pieces."""
    weights = mask[..., None].to(states.dtype)
    return (states * weights).sum(1) / weights.sum(1)


def teach(base: Path, pool: list[Item], store: Path) -> np.memmap:
    """Last layer of the original encoder for every piece of every sentence, kept in a file: [pieces, width]."""
    total = sum(len(item.ids) for item in pool)
    done = store.exists() and store.stat().st_size == total * WIDTH * 2
    states = np.memmap(store, np.float16, "r+" if done else "w+", shape=(total, WIDTH))
    if done:
        return states
    encoder = Encoder(SHAPES)
    encoder.load(base / "model.safetensors")
    encoder.eval()
    starts = np.concatenate([[0], np.cumsum([len(item.ids) for item in pool])])
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
        for chosen in batches(pool, random.Random(SEED)):
            batch = collate(chosen, [[0] * len(item.ids) for item in chosen])
            output = encoder(batch.ids, batch.shapes, batch.mask)[-1].float().half().numpy()
            for row, item in zip(output, chosen, strict=True):
                states[starts[item.number] : starts[item.number] + len(item.ids)] = row[: len(item.ids)]
    states.flush()
    return states


def targets(batch: Batch, teacher: np.memmap, starts: Array) -> Tensor:
    """What the original encoder says of the pieces of a batch."""
    target = torch.zeros(*batch.ids.shape, WIDTH)
    for row, number in enumerate(batch.numbers):
        known = torch.from_numpy(np.asarray(teacher[starts[number] : starts[number + 1]], np.float32))
        target[row, : len(known)] = known
    return target


def masked(batch: Batch, pieces: WordPieces) -> Batch:
    """The batch with some pieces hidden."""
    framing = (batch.ids == pieces.first) | (batch.ids == pieces.last) | ~batch.mask
    hidden = (torch.rand(batch.ids.shape) < MASK_RATE) & ~framing
    return dataclasses.replace(batch, ids=batch.ids.masked_fill(hidden, pieces.mask))


def losses(network: Network, batch: Batch, teacher: Tensor) -> dict[str, Tensor]:
    """Loss of each task that the batch tells about."""
    with torch.autocast("cpu", torch.bfloat16):
        return _losses(network, batch, teacher)


def _losses(network: Network, batch: Batch, teacher: Tensor) -> dict[str, Tensor]:
    scores = network(batch.ids, batch.shapes, batch.mask, batch.first)
    result: dict[str, Tensor] = {}
    parsed = batch.heads >= 0
    if parsed.any():
        result["upos"] = functional.cross_entropy(scores.upos[parsed].float(), batch.upos[parsed])
        result["feats"] = functional.cross_entropy(scores.feats[parsed].float(), batch.feats[parsed], ignore_index=-1)
        there = torch.cat([torch.ones_like(parsed[:, :1]), parsed], 1)
        arcs = scores.arcs.float().masked_fill(~there[:, None, :], -1e4)
        result["arcs"] = functional.cross_entropy(arcs[parsed], batch.heads[parsed])
        index = batch.heads.clamp(min=0)[..., None].expand(-1, -1, scores.governor.shape[-1])
        relations = network.relations(scores.dependent[parsed], scores.governor.gather(1, index)[parsed])
        result["relations"] = functional.cross_entropy(relations.float(), batch.relations[parsed], ignore_index=-1)
    told = batch.tags != ALL_TAGS
    if told.any():
        logits = scores.tags[told].float()
        admitted = (batch.tags[told][:, None] >> torch.arange(len(TAGS))) & 1
        log_probability = logits.masked_fill(admitted == 0, -1e4).logsumexp(1) - logits.logsumexp(1)
        result["names"] = -log_probability.mean()
    states = scores.pieces.float()
    sentence = functional.cosine_similarity(mean_pieces(states, batch.mask), mean_pieces(teacher, batch.mask))
    piece = functional.cosine_similarity(states[batch.mask], teacher[batch.mask])
    result["embedding"] = (1 - sentence).mean()
    result["pieces"] = (1 - piece).mean()
    return result


WEIGHTS = {"upos": 0.6, "feats": 0.4, "arcs": 1.0, "relations": 0.8, "names": 0.8, "embedding": 8.0, "pieces": 1.5}


@torch.inference_mode()
def evaluate(network: Network, pool: list[Item], labels: Labels) -> dict[str, float]:
    """Quick figures during training: greedy heads, part of speech, names by word."""
    network.eval()
    counts: collections.Counter[str] = collections.Counter()
    for chosen in batches(pool, random.Random(0)):
        batch = collate(chosen, [item.shapes for item in chosen])
        with torch.autocast("cpu", torch.bfloat16):
            scores = network(batch.ids, batch.shapes, batch.mask, batch.first)
            parsed = batch.heads >= 0
            there = torch.cat([torch.ones_like(parsed[:, :1]), parsed], 1)
            heads = scores.arcs.float().masked_fill(~there[:, None, :], -1e4).argmax(-1)
            index = heads[..., None].expand(-1, -1, scores.governor.shape[-1])
            relations = network.relations(scores.dependent, scores.governor.gather(1, index)).argmax(-1)
        counts["words"] += int(parsed.sum())
        counts["upos"] += int((scores.upos.argmax(-1) == batch.upos)[parsed].sum())
        counts["feats"] += int((scores.feats.argmax(-1) == batch.feats)[parsed].sum())
        right = (heads == batch.heads) & parsed
        counts["uas"] += int(right.sum())
        counts["las"] += int((right & (relations == batch.relations)).sum())
        tags = scores.tags.argmax(-1)
        told = (batch.tags != ALL_TAGS) & parsed
        counts["told"] += int(told.sum())
        counts["names"] += int((((batch.tags >> tags) & 1 == 1) & told).sum())
    network.train()
    result = {name: 100 * counts[name] / max(1, counts["words"]) for name in ("upos", "feats", "uas", "las")}
    return {**result, "names": 100 * counts["names"] / max(1, counts["told"])}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True, help="folder with ud_ewt, gum, ner_small, ...")
    parser.add_argument("--gold", type=Path, help="folder of training stories; their sentences keep the embedding")
    parser.add_argument("--base", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--work", type=Path, required=True, help="folder for checkpoints")
    parser.add_argument("--steps", type=int, default=STEPS, help="length of the training (fewer for a trial)")
    parser.add_argument("--plain", type=int, default=4000, help="sentences without annotation")
    arguments = parser.parse_args()
    arguments.work.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(SEED)
    torch.set_flush_denormal(True)  # the optimiser is ten times slower with them
    rng = random.Random(SEED)

    examples = training_set(arguments.corpora, arguments.gold, arguments.plain)
    labels = label_sets(examples)
    pieces = WordPieces(Tokenizer.from_file(str(arguments.base / "tokenizer.json")))
    pool = items(examples, pieces, labels)
    # Every fourth sentence of the development sets is enough to follow the training.
    held = [*read_ewt(arguments.corpora, "dev"), *read_gum(gum_documents(arguments.corpora, "dev"))]
    dev = items(held[::4], pieces, labels)
    (arguments.work / "labels.json").write_text(json.dumps({**labels.__dict__, "tags": TAGS}), encoding="utf-8")
    starts = np.concatenate([[0], np.cumsum([len(item.ids) for item in pool])])
    began = time.time()
    teacher = teach(arguments.base, pool, arguments.work / "teacher.f16")
    print(f"{len(pool)} sentences, {starts[-1]} pieces, teacher {time.time() - began:.0f} s", flush=True)

    network = Network(SHAPES, len(labels.upos), len(labels.feats), len(TAGS), len(labels.relations))
    network.encoder.load(arguments.base / "model.safetensors")
    network.encoder.words.weight.requires_grad_(False)
    backbone = [p for name, p in network.named_parameters() if name.startswith("encoder") and p.requires_grad]
    heads = [p for name, p in network.named_parameters() if not name.startswith("encoder")]
    groups = [{"params": backbone, "lr": 2e-4}, {"params": heads, "lr": 1e-3}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    step = start_epoch = done = 0
    latest = arguments.work / "latest.pt"
    if latest.exists():
        state = torch.load(latest, weights_only=False)
        network.load_state_dict(state["network"])
        optimizer.load_state_dict(state["optimizer"])
        step, start_epoch, done = state["step"], state["epoch"], state["done"]
        print(f"going on in epoch {start_epoch + 1} at step {step}")
    total = arguments.steps
    warm = max(1, min(total // 10, 150))
    rates = [group["lr"] for group in groups]
    small = {word_ids[0] for word_ids, _ in pieces.encode(sorted(_SMALL))}

    def save(epoch: int, done: int, path: Path) -> None:
        state = {"network": network.state_dict(), "optimizer": optimizer.state_dict()}
        torch.save({**state, "step": step, "epoch": epoch, "done": done}, path)

    for epoch in itertools.count(start_epoch):
        rng = random.Random(SEED + epoch)
        sums: collections.Counter[str] = collections.Counter()
        began = time.time()
        for count, chosen in enumerate(batches(share(pool, rng), rng), 1):
            if count <= done:
                continue
            # Chance depends on the step alone, so that a run that was stopped goes on as if it had not been.
            torch.manual_seed(SEED + 1000 * step)
            factor = min((step + 1) / warm, max(0.0, (total - step) / max(1, total - warm)))
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * factor
            chance = random.Random(SEED + 1000 * step)
            batch = collate(chosen, [recase(item, small, chance) for item in chosen])
            parts = losses(network, masked(batch, pieces), targets(batch, teacher, starts))
            loss = sum(WEIGHTS[name] * value for name, value in parts.items())
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            step += 1
            for name, value in parts.items():
                sums[name] += value.item()
                sums[f"n {name}"] += 1
            if step % 50 == 0:
                means = " ".join(f"{name} {sums[name] / sums[f'n {name}']:.3f}" for name in parts)
                print(f"epoch {epoch + 1} step {step}/{total} {time.time() - began:.0f} s: {means}", flush=True)
                sums.clear()
                save(epoch, count, latest)
            if step >= total:
                break
        done = 0
        save(epoch + 1, 0, latest)
        save(epoch + 1, 0, arguments.work / f"epoch-{epoch + 1}.pt")
        figures = evaluate(network, dev, labels)
        print(f"epoch {epoch + 1}", {name: round(value, 2) for name, value in figures.items()}, flush=True)
        if step >= total:
            break


if __name__ == "__main__":
    main()
