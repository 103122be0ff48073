"""Trains the English model: `python train.py --corpora DIR --base DIR --work DIR`, then `export.py`.

A run that was stopped goes on where it was when started again. On a machine that is not idle, set
OMP_WAIT_POLICY=PASSIVE: threads that spin while they wait for each other cost more than they gain.
"""

from __future__ import annotations

import argparse
import collections
import copy
import itertools
import json
import random
import time
from pathlib import Path

import numpy as np
import torch
from aligned import Telling, sample, topics
from batches import (
    BATCH_PIECES,
    Item,
    Labels,
    batches,
    collate,
    items,
    label_sets,
    masked,
    recase,
    share,
    small_words,
    stored_labels,
)
from corpora import training_set, watched
from examples import ALL_TAGS, TAGS
from network import Network
from objectives import WEIGHTS, losses
from teacher import targets, teach
from tokenizers import Tokenizer
from torch import Tensor

from variorum.language.pieces import WordPieces

SEED = 20
STEPS = 2400
PLAIN = 3000
"""Sentences of news without annotation."""
RATES = (2e-4, 1e-3)
"""Learning rates of the encoder and of the heads at their highest."""
ALIGNED = 50
"""Batches of sentences that tell the same events in one epoch."""


class Average:
    """Mean of the weights over the training, in which the last tenth of the steps taken so far counts most.

    The window grows with the number of steps (power-function averaging, Karras and others 2024), so that the mean is
    good wherever the training ends.
    """

    EXPONENT = 6.94
    """Makes the standard deviation of the window a tenth of the steps taken."""

    def __init__(self, network: Network) -> None:
        self.network = copy.deepcopy(network).eval()

    @torch.no_grad()
    def add(self, network: Network, step: int) -> None:
        """Takes in the weights after a step, counted from 1."""
        share = 1 - (1 - 1 / step) ** (self.EXPONENT + 1)
        for mean, value in zip(self.network.parameters(), network.parameters(), strict=True):
            if value.requires_grad:
                mean.lerp_(value, share)


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
    result = {name: 100 * counts[name] / max(1, counts["words"]) for name in ("upos", "feats", "uas", "las")}
    return {**result, "names": 100 * counts["names"] / max(1, counts["told"])}


def pace(step: int, total: int) -> float:
    """Share of the highest learning rate: a linear rise over the first steps, a linear fall over the others."""
    warm = max(1, min(total // 10, 150))
    return min((step + 1) / warm, max(0.0, (total - step) / max(1, total - warm)))


def one_epoch(
    pool: list[Item], stock: list[list[Telling]], rng: random.Random
) -> list[tuple[list[Item], Tensor | None]]:
    """Batches in random order, some of them with what is known of which sentences tell the same."""
    plan: list[tuple[list[Item], Tensor | None]] = [(chosen, None) for chosen in batches(share(pool, rng), rng)]
    lengths = [len(item.ids) for item in pool]
    for indices, alike in sample(stock, lengths, BATCH_PIECES, ALIGNED, rng):
        plan.append(([pool[index] for index in indices], alike))
    rng.shuffle(plan)
    return plan


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True, help="folder with ud_ewt, gum, ner_small, ...")
    parser.add_argument("--gold", type=Path, help="folder of training stories; their sentences keep the embedding")
    parser.add_argument("--base", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--work", type=Path, required=True, help="folder for checkpoints")
    parser.add_argument("--steps", type=int, default=STEPS, help="length of the schedule (fewer for a trial)")
    parser.add_argument("--seed", type=int, default=SEED, help="of everything that is drawn by chance")
    parser.add_argument(
        "--stop", type=int, help="end after this step of the schedule; the mean of weights is good there"
    )
    arguments = parser.parse_args()
    arguments.work.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(arguments.seed)
    torch.set_flush_denormal(True)  # the optimiser is ten times slower with them

    examples = training_set(arguments.corpora, arguments.gold, PLAIN)
    described = arguments.work / "labels.json"
    # A run that goes on keeps its labels, whatever has been added to the corpora.
    labels = stored_labels(described) if described.exists() else label_sets(examples)
    pieces = WordPieces(Tokenizer.from_file(str(arguments.base / "tokenizer.json")))
    pool = items(examples, pieces, labels)
    dev = items(watched(arguments.corpora), pieces, labels)
    described.write_text(json.dumps({**labels.__dict__, "tags": TAGS}), encoding="utf-8")
    stock = topics(arguments.corpora, {item.text: item.number for item in pool if item.corpus in {"ecb", "plain"}})
    starts = np.concatenate([[0], np.cumsum([len(item.ids) for item in pool])])
    began = time.time()
    teacher = teach(arguments.base, pool, arguments.work)
    print(f"{len(pool)} sentences, {starts[-1]} pieces, teacher {time.time() - began:.0f} s", flush=True)

    network = Network(len(labels.upos), len(labels.feats), len(TAGS), len(labels.relations))
    network.encoder.load(arguments.base / "model.safetensors")
    network.encoder.words.weight.requires_grad_(False)
    backbone = [p for name, p in network.named_parameters() if name.startswith("encoder") and p.requires_grad]
    heads = [p for name, p in network.named_parameters() if not name.startswith("encoder")]
    optimizer = torch.optim.AdamW([{"params": backbone}, {"params": heads}], weight_decay=0.01, fused=True)
    average = Average(network)
    step = start_epoch = done = 0
    latest = arguments.work / "latest.pt"
    if latest.exists():
        state = torch.load(latest, weights_only=False)
        network.load_state_dict(state["network"])
        average.network.load_state_dict(state["average"])
        optimizer.load_state_dict(state["optimizer"])
        step, start_epoch, done = state["step"], state["epoch"], state["done"]
        print(f"going on in epoch {start_epoch + 1} at step {step}")
    total = arguments.steps
    stop = min(total, arguments.stop or total)
    small = small_words(pieces)

    def save(epoch: int, done: int) -> None:
        state = {"network": network.state_dict(), "average": average.network.state_dict()}
        progress = {"step": step, "epoch": epoch, "done": done}
        torch.save({**state, "optimizer": optimizer.state_dict(), **progress}, latest.with_suffix(".new"))
        latest.with_suffix(".new").replace(latest)

    for epoch in itertools.count(start_epoch):
        rng = random.Random(arguments.seed + epoch)
        sums: collections.Counter[str] = collections.Counter()
        began = time.time()
        for count, (chosen, alike) in enumerate(one_epoch(pool, stock, rng), 1):
            if count <= done:
                continue
            # Chance depends on the step alone, so that a run that was stopped goes on as if it had not been.
            torch.manual_seed(arguments.seed + 1000 * step)
            for group, rate in zip(optimizer.param_groups, RATES, strict=True):
                group["lr"] = rate * pace(step, total)
            chance = random.Random(arguments.seed + 1000 * step)
            batch = collate(chosen, [recase(item, small, chance) for item in chosen])
            parts = losses(network, masked(batch, pieces), targets(batch, teacher, starts), alike)
            loss = sum(WEIGHTS[name] * value for name, value in parts.items())
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            step += 1
            average.add(network, step)
            for name, value in parts.items():
                sums[name] += value.item()
                sums[f"n {name}"] += 1
            if step % 50 == 0:
                means = " ".join(f"{name} {sums[name] / sums[f'n {name}']:.3f}" for name in WEIGHTS if sums[name])
                print(f"epoch {epoch + 1} step {step}/{total} {time.time() - began:.0f} s: {means}", flush=True)
                sums.clear()
                save(epoch, count)
            if step >= stop:
                break
        done = 0
        save(epoch + 1, 0)
        figures = evaluate(average.network, dev, labels)
        print(f"epoch {epoch + 1}", {name: round(value, 2) for name, value in figures.items()}, flush=True)
        if step >= stop:
            break


if __name__ == "__main__":
    main()
