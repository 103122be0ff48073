"""The original encoder, whose embedding the trained one keeps."""

from __future__ import annotations

import hashlib
import random
from pathlib import Path

import numpy as np
import torch
from batches import Batch, Item, batches, collate
from network import WIDTH, Encoder
from numpy.typing import NDArray
from torch import Tensor

Array = NDArray[np.int64]


def teach(base: Path, pool: list[Item], store: Path) -> np.memmap:
    """Last layer of the original encoder for every piece of every sentence, [pieces, width]; kept in a file."""
    total = sum(len(item.ids) for item in pool)
    digest = hashlib.sha256(b"".join(np.array(item.ids, np.int32).tobytes() for item in pool)).hexdigest()
    path = store / f"teacher-{digest[:12]}.f16"
    if path.exists():
        return np.memmap(path, np.float16, "r", shape=(total, WIDTH))
    unfinished = path.with_suffix(".new")
    states = np.memmap(unfinished, np.float16, "w+", shape=(total, WIDTH))
    encoder = Encoder()
    encoder.load(base / "model.safetensors")
    encoder.eval()
    starts = np.concatenate([[0], np.cumsum([len(item.ids) for item in pool])])
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
        for chosen in batches(pool, random.Random(0)):
            batch = collate(chosen, [[0] * len(item.ids) for item in chosen])
            output = encoder(batch.ids, batch.shapes, batch.mask)[-1].float().half().numpy()
            for row, item in zip(output, chosen, strict=True):
                states[starts[item.number] : starts[item.number] + len(item.ids)] = row[: len(item.ids)]
    states.flush()
    unfinished.replace(path)
    return states


def targets(batch: Batch, teacher: np.memmap, starts: Array) -> Tensor:
    """What the original encoder says of the pieces of a batch."""
    target = torch.zeros(*batch.ids.shape, WIDTH)
    for row, number in enumerate(batch.numbers):
        known = torch.from_numpy(np.asarray(teacher[starts[number] : starts[number + 1]], np.float32))
        target[row, : len(known)] = known
    return target
