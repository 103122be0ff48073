"""What the training minimises."""

from __future__ import annotations

import torch
from aligned import contrast
from batches import Batch
from examples import ALL_TAGS, TAGS
from network import Network
from torch import Tensor
from torch.nn import functional

WEIGHTS = {
    "upos": 1.0,
    "feats": 0.4,
    "arcs": 1.0,
    "relations": 1.0,
    "names": 1.0,
    "embedding": 4.0,
    "pieces": 0.8,
    "aligned": 0.5,
}
TEMPERATURE = 0.07


def mean_pieces(states: Tensor, mask: Tensor) -> Tensor:
    """Sentence embedding: mean over the pieces."""
    weights = mask[..., None].to(states.dtype)
    return (states * weights).sum(1) / weights.sum(1)


def losses(network: Network, batch: Batch, teacher: Tensor, alike: Tensor | None) -> dict[str, Tensor]:
    """Loss of each task that the batch tells about; `alike` says which of its sentences belong together."""
    with torch.autocast("cpu", torch.bfloat16):
        return _losses(network, batch, teacher, alike)


def _losses(network: Network, batch: Batch, teacher: Tensor, alike: Tensor | None) -> dict[str, Tensor]:
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
    vectors = mean_pieces(states, batch.mask)
    sentence = functional.cosine_similarity(vectors, mean_pieces(teacher, batch.mask))
    piece = functional.cosine_similarity(states[batch.mask], teacher[batch.mask])
    result["embedding"] = (1 - sentence).mean()
    result["pieces"] = (1 - piece).mean()
    if alike is not None:
        told_apart = contrast(functional.normalize(network.align(vectors).float(), dim=1), alike, TEMPERATURE)
        if told_apart is not None:
            result["aligned"] = told_apart
    return result
