"""The multi-task encoder: MiniLM with letter case, taggers, a biaffine parser and a projected embedding."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

WIDTH, LAYERS, HEADS, INNER = 384, 6, 12, 1536
ARC, RELATION, TAG = 256, 256, 384
SHAPES = 6
"""Letter cases that `variorum.language.pieces.shape` tells apart."""
MIXED = 5
"""Number of last layer outputs that the heads mix."""


def drop_features(x: Tensor, rate: float) -> Tensor:
    """Dropout of the same features at all positions of a sentence; far fewer random numbers than usual dropout."""
    if not rate:
        return x
    keep = torch.rand(x.shape[0], 1, x.shape[-1]) >= rate
    return x * (keep.to(x.dtype) / (1 - rate))


class Layer(nn.Module):
    """One transformer layer, normalised after each residual (as BERT)."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = dropout

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        p = self.dropout if self.training else 0.0
        # Written out: on a CPU this is faster to train than the fused kernel.
        scores = (q @ k.transpose(2, 3)) * (WIDTH // HEADS) ** -0.5 + mask
        attended = scores.softmax(-1).to(v.dtype) @ v
        attended = self.out(attended.transpose(1, 2).reshape(batch, length, WIDTH))
        x = self.norm1(x + drop_features(attended, p))
        return self.norm2(x + drop_features(self.down(functional.gelu(self.up(x))), p))


class Encoder(nn.Module):
    """MiniLM with an added embedding of letter case, zero at first, so that it starts as the original."""

    def __init__(self, dropout: float = 0.05) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, WIDTH)
        self.positions = nn.Embedding(512, WIDTH)
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        nn.init.zeros_(self.shapes.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.dropout = dropout

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor) -> list[Tensor]:
        x = self.words(ids) + self.positions.weight[: ids.shape[1]] + self.shapes(shapes)
        x = drop_features(self.norm(x), self.dropout if self.training else 0.0)
        outputs = [x]
        bias = torch.zeros(mask.shape).masked_fill(~mask, -1e4)[:, None, None, :].to(torch.bfloat16)
        for layer in self.layers:
            outputs.append(layer(outputs[-1], bias))
        return outputs

    def load(self, path: Path) -> None:
        """Takes the weights of a Hugging Face BERT of this size."""
        source = load_file(path)
        state = {
            "words.weight": source["embeddings.word_embeddings.weight"],
            # There is only one segment; its embedding is part of every position.
            "positions.weight": source["embeddings.position_embeddings.weight"]
            + source["embeddings.token_type_embeddings.weight"][0],
            "norm.weight": source["embeddings.LayerNorm.weight"],
            "norm.bias": source["embeddings.LayerNorm.bias"],
            "shapes.weight": torch.zeros_like(self.shapes.weight),
        }
        names = {
            "out": "attention.output.dense",
            "norm1": "attention.output.LayerNorm",
            "up": "intermediate.dense",
            "down": "output.dense",
            "norm2": "output.LayerNorm",
        }
        for number in range(LAYERS):
            theirs = f"encoder.layer.{number}."
            for kind in ("weight", "bias"):
                parts = [source[f"{theirs}attention.self.{name}.{kind}"] for name in ("query", "key", "value")]
                state[f"layers.{number}.qkv.{kind}"] = torch.cat(parts)
                for mine, name in names.items():
                    state[f"layers.{number}.{mine}.{kind}"] = source[f"{theirs}{name}.{kind}"]
        self.load_state_dict(state)


class Mix(nn.Module):
    """Weighted sum of the last layers."""

    def __init__(self) -> None:
        super().__init__()
        self.weights = nn.Parameter(torch.zeros(MIXED))

    def forward(self, outputs: list[Tensor]) -> Tensor:
        weights = self.weights.softmax(0).unbind()
        return sum(weight * output for weight, output in zip(weights, outputs, strict=True))  # type: ignore[return-value]


@dataclass
class Scores:
    """What the heads say: logits per word, arc scores [batch, word, 1 + word] and the parts of relation scores."""

    upos: Tensor
    feats: Tensor
    tags: Tensor
    arcs: Tensor
    dependent: Tensor
    governor: Tensor
    pieces: Tensor


class Network(nn.Module):
    """Encoder and heads. Words are read at their first piece, the root of a sentence at the piece that opens it."""

    def __init__(self, upos: int, feats: int, tags: int, relations: int, dropout: float = 0.15) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.mix_tags, self.mix_names, self.mix_parse = Mix(), Mix(), Mix()
        self.tag_hidden = nn.Linear(WIDTH, TAG)
        self.name_hidden = nn.Linear(WIDTH, TAG)
        self.upos = nn.Linear(TAG, upos)
        self.feats = nn.Linear(TAG, feats)
        self.tags = nn.Linear(TAG, tags)
        self.arc_dependent = nn.Linear(WIDTH, ARC)
        self.arc_governor = nn.Linear(WIDTH, ARC)
        self.arc_weight = nn.Linear(ARC, ARC, bias=False)
        self.arc_bias = nn.Linear(ARC, 1, bias=False)
        self.relation_dependent = nn.Linear(WIDTH, RELATION)
        self.relation_governor = nn.Linear(WIDTH, RELATION)
        self.relation_out = nn.Linear(RELATION, relations)
        self.project = nn.Linear(WIDTH, WIDTH)
        self.align = nn.Linear(WIDTH, WIDTH, bias=False)
        self.dropout = dropout
        nn.init.eye_(self.project.weight)
        nn.init.zeros_(self.project.bias)
        nn.init.eye_(self.align.weight)
        nn.init.zeros_(self.arc_weight.weight)
        nn.init.zeros_(self.arc_bias.weight)

    def drop(self, x: Tensor) -> Tensor:
        return drop_features(x, self.dropout if self.training else 0.0)

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor, first: Tensor) -> Scores:
        """`first` [batch, 1 + words] holds the position of the first piece of every word, 0 for the root."""
        outputs = self.encoder(ids, shapes, mask)
        rows = (first + torch.arange(len(ids))[:, None] * ids.shape[1]).flatten()
        words = [output.flatten(0, 1)[rows].view(*first.shape, WIDTH) for output in outputs[-MIXED:]]
        at_tags, at_names, at_parse = (self.drop(mix(words)) for mix in (self.mix_tags, self.mix_names, self.mix_parse))
        tags = self.drop(functional.gelu(self.tag_hidden(at_tags[:, 1:])))
        names = self.drop(functional.gelu(self.name_hidden(at_names[:, 1:])))
        dependent = self.drop(functional.gelu(self.arc_dependent(at_parse[:, 1:])))
        governor = self.drop(functional.gelu(self.arc_governor(at_parse)))
        arcs = self.arc_weight(dependent) @ governor.transpose(1, 2) + self.arc_bias(governor).transpose(1, 2)
        return Scores(
            self.upos(tags),
            self.feats(tags),
            self.tags(names),
            arcs,
            self.relation_dependent(at_parse[:, 1:]),
            self.relation_governor(at_parse),
            self.project(outputs[-1]),
        )

    def relations(self, dependent: Tensor, governor: Tensor) -> Tensor:
        """Relation logits of pairs of words; the product lets one word decide what the other's features mean."""
        return self.relation_out(functional.gelu(dependent + governor + dependent * governor))
