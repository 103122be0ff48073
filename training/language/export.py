"""Writes the shipped artifact: `python export.py --work DIR [DIR ...] --base DIR --corpora DIR --to DIR`.

Of several runs that began alike the mean of their weights is taken (Wortsman and others 2022).

The ONNX graph is written node by node with 8-bit weights and activations. The ranges of the activations are fixed
beforehand on training sentences, so that what the model says of a sentence does not depend on what else stands in the
batch (it would with ranges taken at run time), and no pass over the data is spent on finding them.
"""

from __future__ import annotations

import argparse
import io
import json
import random
from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnx
import torch
from batches import batches, collate, items, stored_labels
from examples import TAGS
from lemma_table import exceptions
from name_corpora import read_re3d
from network import HEADS, MIXED, WIDTH, Network
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer
from treebanks import gum_documents, read_ewt, read_gum

from variorum.language.pieces import WordPieces

Array = NDArray[np.generic]
MICROSOFT = "com.microsoft"


class Observer:
    """Keeps a sample of what goes into each linear layer."""

    def __init__(self, network: Network) -> None:
        self.samples: dict[str, list[Array]] = {}
        self._generator = np.random.default_rng(0)
        for name, module in network.named_modules():
            if isinstance(module, torch.nn.Linear):
                module.register_forward_pre_hook(self._hook(name))

    def _hook(self, name: str) -> Callable[[torch.nn.Module, tuple[torch.Tensor]], None]:
        def hook(_: torch.nn.Module, inputs: tuple[torch.Tensor]) -> None:
            values = inputs[0].detach().float().flatten()
            kept = values[torch.from_numpy(self._generator.integers(0, len(values), 20_000))]
            self.samples.setdefault(name, []).append(np.append(kept.numpy(), [values.min(), values.max()]))

        return hook

    def range(self, name: str) -> tuple[float, int]:
        """Scale and zero point of least squared error, over how far outliers are cut."""
        values = np.concatenate(self.samples[name])
        best = (np.inf, 1.0, 0)
        for cut in np.linspace(0.2, 1.0, 33):
            low, high = min(0.0, float(values.min()) * cut), max(0.0, float(values.max()) * cut)
            scale = (high - low) / 255
            zero = round(-low / scale)
            rounded = (np.clip(np.round(values / scale) + zero, 0, 255) - zero) * scale
            error = float(((rounded - values) ** 2).mean())
            if error < best[0]:
                best = (error, scale, zero)
        return best[1], best[2]


class Graph:
    """Collects nodes and weights; every method returns the name of its output."""

    def __init__(self, observer: Observer, bits: int) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []
        self._observer = observer
        self._limit = 2 ** (bits - 1) - 1
        self._count = 0

    def constant(self, value: Array, name: str) -> str:
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, operator: str, *inputs: str, domain: str = "", out: str = "", **attributes: object) -> str:
        self._count += 1
        output = out or f"v{self._count}"
        self.nodes.append(
            helper.make_node(operator, list(inputs), [output], f"n{self._count}", domain=domain, **attributes)
        )
        return output

    def _quantised(self, layer: torch.nn.Linear, name: str) -> tuple[str, str]:
        weight = layer.weight.detach().float().numpy().T
        scale = np.abs(weight).max(0) / self._limit
        scale[scale == 0] = 1
        rounded = np.clip(np.round(weight / scale), -self._limit, self._limit).astype(np.int8)
        return self.constant(rounded, f"{name}.weight"), self.constant(scale.astype(np.float32), f"{name}.scale")

    def quantise(self, x: str, name: str) -> tuple[str, str, str]:
        """The input of a linear layer in 8 bits, with its scale and zero point."""
        scale, zero = self._observer.range(name)
        at = self.constant(np.array(scale, np.float32), f"{name}.in.scale")
        nought = self.constant(np.array(zero, np.uint8), f"{name}.in.zero")
        return self.node("QuantizeLinear", x, at, nought), at, nought

    def linear(
        self, x: tuple[str, str, str], layer: torch.nn.Linear, name: str, bias: bool = True, out: str = ""
    ) -> str:
        weight, scale = self._quantised(layer, name)
        inputs = [x[0], weight, x[1], scale, x[2], ""]
        if bias and layer.bias is not None:
            inputs.append(self.constant(layer.bias.detach().float().numpy(), f"{name}.bias"))
        return self.node("MatMulIntegerToFloat", *inputs, domain=MICROSOFT, out=out)

    def attention(self, x: tuple[str, str, str], layer: torch.nn.Linear, mask: str, name: str) -> str:
        weight, scale = self._quantised(layer, name)
        bias = self.constant(layer.bias.detach().float().numpy(), f"{name}.bias")
        zero = self.constant(np.zeros(3 * WIDTH, np.int8), f"{name}.zero")
        return self.node(
            "QAttention", x[0], weight, bias, x[1], scale, mask, x[2], zero, domain=MICROSOFT, num_heads=HEADS
        )

    def floating(self, x: str, layer: torch.nn.Linear, name: str, out: str = "") -> str:
        """A linear layer left in 32 bits."""
        weight = self.constant(layer.weight.detach().float().numpy().T, f"{name}.weight")
        if layer.bias is None:
            return self.node("MatMul", x, weight, out=out)
        return self.node(
            "Add",
            self.node("MatMul", x, weight),
            self.constant(layer.bias.detach().float().numpy(), f"{name}.bias"),
            out=out,
        )


def numbers(parameter: torch.Tensor) -> Array:
    return parameter.detach().float().numpy()


def build(network: Network, observer: Observer, bits: int) -> onnx.ModelProto:
    """The graph.

    Inputs: `ids` and `shapes` [batch, pieces], `mask` [batch, pieces] (1 for pieces, 0 for padding), `positions`
    [pieces], `words` [words]: index of the first piece of every word in the flattened batch, each sentence led by its
    root; `grid` [batch, longest]: index into `words`, 0 for padding.
    Outputs: `pieces` [batch, pieces, width]: contextual vectors in the space of the embedding; per word `upos`,
    `feats`, `tags` logits and the two parts of the relation scores; `arcs` [batch, dependent, governor].
    """
    graph = Graph(observer, bits)
    encoder = network.encoder
    table = numbers(encoder.words.weight)
    scale = np.abs(table).max(1, keepdims=True) / 127
    table_name = graph.constant(np.round(table / scale).astype(np.int8), "words.weight")
    scale_name = graph.constant(scale.astype(np.float32), "words.scale")
    looked_up = graph.node("Cast", graph.node("Gather", table_name, "ids"), to=TensorProto.FLOAT)
    x = graph.node("Mul", looked_up, graph.node("Gather", scale_name, "ids"))
    positions = graph.constant(numbers(encoder.positions.weight), "positions.weight")
    x = graph.node("Add", x, graph.node("Gather", positions, "positions"))
    x = graph.node(
        "Add", x, graph.node("Gather", graph.constant(numbers(encoder.shapes.weight), "shapes.weight"), "shapes")
    )

    def norm_weights(norm: torch.nn.LayerNorm, name: str) -> tuple[str, str]:
        return (
            graph.constant(numbers(norm.weight), f"{name}.gain"),
            graph.constant(numbers(norm.bias), f"{name}.offset"),
        )

    x = graph.node("LayerNormalization", x, *norm_weights(encoder.norm, "norm"), axis=-1, epsilon=1e-12)
    outputs = [x]
    for number, layer in enumerate(encoder.layers):
        name = f"encoder.layers.{number}"

        def residual(x: str, y: str, norm: torch.nn.LayerNorm, bias: torch.Tensor, name: str) -> str:
            # In this order the three stay apart: the fused operator is several times slower on a CPU.
            summed = graph.node("Add", graph.node("Add", x, y), graph.constant(numbers(bias), f"{name}.skip"))
            return graph.node("LayerNormalization", summed, *norm_weights(norm, name), axis=-1, epsilon=1e-12)

        attended = graph.attention(graph.quantise(x, f"{name}.qkv"), layer.qkv, "mask", f"{name}.qkv")
        y = graph.linear(graph.quantise(attended, f"{name}.out"), layer.out, f"{name}.out", bias=False)
        x = residual(x, y, layer.norm1, layer.out.bias, f"{name}.norm1")
        y = graph.linear(graph.quantise(x, f"{name}.up"), layer.up, f"{name}.up", bias=False)
        y = graph.node("BiasGelu", y, graph.constant(numbers(layer.up.bias), f"{name}.up.bias"), domain=MICROSOFT)
        y = graph.linear(graph.quantise(y, f"{name}.down"), layer.down, f"{name}.down", bias=False)
        x = residual(x, y, layer.norm2, layer.down.bias, f"{name}.norm2")
        outputs.append(x)
    graph.linear(graph.quantise(x, "project"), network.project, "project", out="pieces")

    flat = graph.constant(np.array([-1, WIDTH]), "flat")
    mixed = [graph.node("Gather", graph.node("Reshape", y, flat), "words") for y in outputs[-MIXED:]]

    def mix(weights: torch.Tensor, name: str) -> str:
        parts = [
            graph.node("Mul", y, graph.constant(np.array(weight, np.float32), f"{name}.{number}"))
            for number, (y, weight) in enumerate(zip(mixed, numbers(weights.softmax(0)), strict=True))
        ]
        return graph.node("Sum", *parts)

    def gelu(x: str, layer: torch.nn.Linear, name: str) -> str:
        bias = graph.constant(numbers(layer.bias), f"{name}.gelu")
        return graph.node("BiasGelu", x, bias, domain=MICROSOFT)

    def hidden(x: str, layer: torch.nn.Linear, name: str) -> str:
        return gelu(graph.linear(graph.quantise(x, name), layer, name, bias=False), layer, name)

    tags = hidden(mix(network.mix_tags.weights, "mix_tags"), network.tag_hidden, "tag_hidden")
    graph.floating(tags, network.upos, "upos_out", out="upos")
    graph.floating(tags, network.feats, "feats_out", out="feats")
    names = hidden(mix(network.mix_names.weights, "mix_names"), network.name_hidden, "name_hidden")
    graph.floating(names, network.tags, "tags_out", out="tags")
    parse = mix(network.mix_parse.weights, "mix_parse")
    parse8 = graph.quantise(parse, "arc_dependent")
    dependent = gelu(
        graph.linear(parse8, network.arc_dependent, "arc_dependent", bias=False), network.arc_dependent, "arc_dependent"
    )
    governor = gelu(
        graph.linear(parse8, network.arc_governor, "arc_governor", bias=False), network.arc_governor, "arc_governor"
    )
    turned = graph.node("Gather", graph.floating(dependent, network.arc_weight, "arc_weight"), "grid")
    targets = graph.node("Gather", governor, "grid")
    liking = graph.node("Gather", graph.floating(governor, network.arc_bias, "arc_bias"), "grid")
    pairs = graph.node("MatMul", turned, graph.node("Transpose", targets, perm=[0, 2, 1]))
    graph.node("Add", pairs, graph.node("Transpose", liking, perm=[0, 2, 1]), out="arcs")
    graph.linear(parse8, network.relation_dependent, "relation_dependent", out="dependent")
    graph.linear(parse8, network.relation_governor, "relation_governor", out="governor")

    integer, real = TensorProto.INT64, TensorProto.FLOAT
    made = helper.make_graph(
        graph.nodes,
        "variorum-en",
        [
            helper.make_tensor_value_info("ids", integer, ["batch", "pieces"]),
            helper.make_tensor_value_info("shapes", integer, ["batch", "pieces"]),
            helper.make_tensor_value_info("mask", TensorProto.INT32, ["batch", "pieces"]),
            helper.make_tensor_value_info("positions", integer, ["pieces"]),
            helper.make_tensor_value_info("words", integer, ["words"]),
            helper.make_tensor_value_info("grid", integer, ["batch", "longest"]),
        ],
        [
            helper.make_tensor_value_info("pieces", real, ["batch", "pieces", WIDTH]),
            helper.make_tensor_value_info("upos", real, ["words", network.upos.out_features]),
            helper.make_tensor_value_info("feats", real, ["words", network.feats.out_features]),
            helper.make_tensor_value_info("tags", real, ["words", network.tags.out_features]),
            helper.make_tensor_value_info("arcs", real, ["batch", "longest", "longest"]),
            helper.make_tensor_value_info("dependent", real, ["words", network.relation_dependent.out_features]),
            helper.make_tensor_value_info("governor", real, ["words", network.relation_governor.out_features]),
        ],
        graph.weights,
    )
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid(MICROSOFT, 1)])
    model.ir_version = 8
    return model


def mean(states: list[dict[str, torch.Tensor]]) -> dict[str, torch.Tensor]:
    """The mean of the weights of several runs."""
    return {name: sum(state[name] for state in states) / len(states) for name in states[0]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--work", type=Path, nargs="+", required=True, help="folders of the runs")
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument(
        "--bits", type=int, default=7, help="bits of weights; with 8, sums may overflow on processors without VNNI"
    )
    arguments = parser.parse_args()
    labels = stored_labels(arguments.work[0] / "labels.json")
    states = [torch.load(work / "latest.pt", weights_only=False) for work in arguments.work]
    network = Network(len(labels.upos), len(labels.feats), len(TAGS), len(labels.relations))
    network.load_state_dict(mean([state["average"] for state in states]))
    network.eval()

    tokenizer = Tokenizer.from_file(str(arguments.base / "tokenizer.json"))
    pieces = WordPieces(tokenizer)
    sample = [
        *read_ewt(arguments.corpora, "train")[::40],
        *read_gum(gum_documents(arguments.corpora, "train"))[::16],
        *read_re3d(arguments.corpora)[::16],
    ]
    treebanks = [*read_ewt(arguments.corpora, "train"), *read_gum(gum_documents(arguments.corpora, "train"))]
    observer = Observer(network)
    with torch.inference_mode():
        for chosen in batches(items(sample, pieces, labels), random.Random(0)):
            batch = collate(chosen, [item.shapes for item in chosen])
            network(batch.ids, batch.shapes, batch.mask, batch.first)
    model = build(network, observer, arguments.bits)
    onnx.checker.check_model(model)
    described = {
        "upos": labels.upos,
        "feats": labels.feats,
        "allowed": labels.allowed,
        "relations": labels.relations,
        "tags": TAGS,
        "lemmas": exceptions(treebanks, tokenizer.get_vocab()),
    }
    weights = io.BytesIO()
    np.savez(
        weights,
        relation_weight=numbers(network.relation_out.weight).T.astype(np.float32),
        relation_bias=numbers(network.relation_out.bias).astype(np.float32),
    )
    files = {
        "en.onnx": model.SerializeToString(),
        "en.npz": weights.getvalue(),
        "en.tokenizer.json": tokenizer.to_str().encode(),
        "en.json": json.dumps(described, ensure_ascii=False).encode(),
    }
    arguments.to.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (arguments.to / f"{name}.new").write_bytes(content)
    for name in files:
        (arguments.to / f"{name}.new").replace(arguments.to / name)
    print(f"steps {[state['step'] for state in states]}", {name: len(content) for name, content in files.items()})


if __name__ == "__main__":
    main()
