"""Measures the shipped language model: `python evaluation/language.py CORPORA [--gold DIR] [--base DIR]`.

Prints every figure beside its target. CORPORA holds `ud_ewt`, `gum`, `ner_small`, `wnut17` and `sts`; `--gold` holds
stories with their sentences; `--base` the original MiniLM (an ONNX file made of it, or its `model.safetensors` with
PyTorch at hand), to be compared on similarity. All test parts are held out from training (see docs/model-card.md).
"""

from __future__ import annotations

import argparse
import itertools
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "training" / "language"))

import examples as data
from corpora import training_names
from name_corpora import read_btc, read_wikigold, read_wnut
from treebanks import gum_documents, read_ewt, read_gum

from variorum.language import Analyzer, agreed, load
from variorum.language.sentences import split
from variorum.language.words import tokenize
from variorum.model.syntax import Name, Parse

MAIN_KINDS = ("person", "organisation", "place")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; `target` None where the project has none, `least` False where less is better."""

    name: str
    value: float
    target: float | None = None
    least: bool = True

    def __str__(self) -> str:
        if self.target is None:
            return f"{self.name:<58} {self.value:>9.4f}"
        good = self.value >= self.target if self.least else self.value <= self.target
        sign = ">=" if self.least else "<="
        return f"{self.name:<58} {self.value:>9.4f}   {sign} {self.target:<8} {'reached' if good else 'missed'}"


def f1(right: int, found: int, gold: int) -> float:
    """Harmonic mean of precision and recall."""
    return 2 * right / (found + gold) if found + gold else 0.0


def trees(analyzer: Analyzer, name: str, examples: Sequence[data.Example], targets: dict[str, float]) -> list[Row]:
    """Tagging and parsing on the words of the treebank."""
    counts: Counter[str] = Counter()
    parses = analyzer.parse_words([example.words for example in examples])
    for example, parse in zip(examples, parses, strict=True):
        for token, upos, feats, lemma, head, relation in zip(
            parse.tokens,
            example.upos,
            example.feats,
            example.lemmas,
            example.heads,
            example.relations,
            strict=True,
        ):
            counts["words"] += 1
            counts["UPOS"] += token.pos == upos
            counts["features"] += token.morph == feats
            counts["lemmas"] += token.lemma.lower() == lemma.lower()
            counts["UAS"] += token.head + 1 == head
            counts["LAS"] += token.head + 1 == head and token.relation == relation
    return [
        Row(f"{name} {figure}", counts[figure] / counts["words"], targets.get(figure))
        for figure in ("UPOS", "features", "lemmas", "UAS", "LAS")
    ]


@dataclass(frozen=True, slots=True)
class GoldText:
    """A text of a treebank: one paragraph, with the positions of words and sentences in it."""

    text: str
    words: list[tuple[int, int]]
    sentences: list[tuple[int, int]]


def paragraphs(paths: Sequence[Path]) -> Iterator[GoldText]:
    """Paragraphs of treebanks; sentences are joined with one space unless the treebank says otherwise."""
    for path in paths:
        text, words, sentences = "", list[tuple[int, int]](), list[tuple[int, int]]()
        for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
            rows = [line.split("\t") for line in block.split("\n") if line[:1].isdigit()]
            found = re.search(r"^# text = (.*)$", block, re.M)
            if not found:
                continue
            if re.search(r"^# new(par|doc)", block, re.M) and sentences:
                yield GoldText(text.rstrip(), words, sentences)
                text, words, sentences = "", [], []
            start = position = len(text)
            text += found.group(1)
            sentences.append((start, len(text)))
            for row in rows:
                if "." in row[0] or "-" in row[0]:
                    continue
                at = text.index(row[1], position)
                words.append((at, at + len(row[1])))
                position = at + len(row[1])
            # A sentence that is followed without a space says so at its last word.
            text += "" if "SpaceAfter=No" in rows[-1][9] else " "
        if sentences:
            yield GoldText(text.rstrip(), words, sentences)


def boundaries(texts: Sequence[GoldText]) -> tuple[float, float]:
    """F1 of sentence ends, and of words, in running text."""
    right = found = gold = words_right = words_found = words_gold = 0
    for item in texts:
        words = tokenize(item.text)
        ends = {words[last - 1][1] for _, last in split(item.text, words)}
        theirs = {end for _, end in item.sentences}
        right, found, gold = right + len(ends & theirs), found + len(ends), gold + len(theirs)
        words_right += len(set(words) & set(item.words))
        words_found, words_gold = words_found + len(words), words_gold + len(item.words)
    return f1(right, found, gold), f1(words_right, words_found, words_gold)


def raw_tree(analyzer: Analyzer, texts: Sequence[GoldText], paths: Sequence[Path]) -> float:
    """LAS from raw text: words that are cut, attached and named as in the treebank."""
    right = found = gold = 0
    heads = _gold_arcs(paths)
    for item, arcs, parses in zip(texts, heads, analyzer.parse([item.text for item in texts]), strict=True):
        for parse in parses:
            for token in parse.tokens:
                head = parse.tokens[token.head].start if token.head >= 0 else -1
                right += arcs.get((token.start, token.end)) == (head, token.relation)
                found += 1
        gold += len(item.words)
    return f1(right, found, gold)


def _gold_arcs(paths: Sequence[Path]) -> list[dict[tuple[int, int], tuple[int, str]]]:
    result: list[dict[tuple[int, int], tuple[int, str]]] = []
    trees: list[tuple[list[int], list[str]]] = []
    for path in paths:
        for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
            rows = [line.split("\t") for line in block.split("\n") if line.split("\t")[0].isdigit()]
            trees.append(([int(row[6]) for row in rows], [row[7] for row in rows]))
    position = 0
    for item in paragraphs(paths):
        arcs: dict[tuple[int, int], tuple[int, str]] = {}
        start = 0
        for _ in item.sentences:
            heads, relations = trees[position]
            words = item.words[start : start + len(heads)]
            for word, head, relation in zip(words, heads, relations, strict=True):
                arcs[word] = (words[head - 1][0] if head else -1, relation)
            start += len(heads)
            position += 1
        result.append(arcs)
    return result


def _inside_quotations(text: str) -> list[tuple[int, int]]:
    """Quotations that open and close in one line."""
    spans: list[tuple[int, int]] = []
    for line in re.finditer(r"[^\n]+", text):
        opened = -1
        for position in range(line.start(), line.end()):
            mark = text[position]
            if mark == "“" or (mark == '"' and opened < 0):
                opened = position
            elif mark in '"”' and opened >= 0:
                spans.append((opened, position))
                opened = -1
    return spans


def story_ends(folder: Path) -> tuple[float, float]:
    """F1 of sentence ends in the articles of stories: all, and those that do not stand inside of a quotation.

    The stories keep a quotation of several sentences whole, treebanks cut it.
    """
    counts = [[0, 0, 0], [0, 0, 0]]
    for path in sorted(folder.glob("*/story.json")):
        for article in json.loads(path.read_text(encoding="utf-8"))["articles"]:
            text = article["text"]
            words = tokenize(text)
            ends = {words[last - 1][1] for _, last in split(text, words)}
            theirs = {start + len(text[start:end].rstrip()) for start, end in article["sentences"]}
            quoted = _inside_quotations(text)
            inside = {end for end in ends | theirs if any(start < end <= stop for start, stop in quoted)}
            for count, left, right in ((counts[0], ends, theirs), (counts[1], ends - inside, theirs - inside)):
                count[0] += len(left & right)
                count[1] += len(left)
                count[2] += len(right)
    return f1(*counts[0]), f1(*counts[1])


def _span_kinds(names: Sequence[Name]) -> set[tuple[int, int, str]]:
    found = ((name.first, name.last, "place" if name.kind == "facility" else name.kind) for name in names)
    return {span for span in found if span[2] in MAIN_KINDS}


def names(analyzer: Analyzer, examples: Sequence[data.Example], agree: bool = True) -> dict[str, tuple[int, int, int]]:
    """Right, found and gold names of each main kind; exact span and kind.

    Where the corpus tells the documents of its sentences, their names agree as those of an article do, if wanted.
    """
    counts = {kind: [0, 0, 0] for kind in MAIN_KINDS}
    parses: list[Parse] = []
    for document, sentences in itertools.groupby(examples, key=lambda example: example.document):
        parsed = analyzer.parse_words([example.words for example in sentences])
        parses += agreed(parsed) if document and agree else parsed
    gold: dict[int, set[tuple[int, int, str]]] = {id(example): set() for example in examples}
    for example, first, last, kind in data.named(examples):
        gold[id(example)].add((first, last, kind))
    for example, parse in zip(examples, parses, strict=True):
        theirs = {span for span in gold[id(example)] if span[2] in MAIN_KINDS}
        free = [bits == data.ALL_TAGS for bits in example.tags]
        ours = {span for span in _span_kinds(parse.names) if not any(free[span[0] : span[1]])}
        for kind in MAIN_KINDS:
            mine, other = {s for s in ours if s[2] == kind}, {s for s in theirs if s[2] == kind}
            counts[kind][0] += len(mine & other)
            counts[kind][1] += len(mine)
            counts[kind][2] += len(other)
    return {kind: (right, found, total) for kind, (right, found, total) in counts.items()}


def name_rows(analyzer: Analyzer, sets: dict[str, Sequence[data.Example]], targets: set[str]) -> list[Row]:
    """F1 of names in each set and in those with a target together, those also where every sentence stands alone."""
    rows = []
    together = {kind: [0, 0, 0] for kind in MAIN_KINDS}
    alone = {kind: [0, 0, 0] for kind in MAIN_KINDS}
    for label, examples in sets.items():
        counts = names(analyzer, examples)
        total = [sum(values[index] for values in counts.values()) for index in range(3)]
        detail = " ".join(f"{kind} {f1(*values):.3f}" for kind, values in counts.items())
        rows.append(Row(f"names {label}", f1(*total), 0.80 if label in targets else None))
        print(f"  {label}: {detail}")
        if label in targets:
            for kind, values in counts.items():
                together[kind] = [a + b for a, b in zip(together[kind], values, strict=True)]
            for kind, values in names(analyzer, examples, agree=False).items():
                alone[kind] = [a + b for a, b in zip(alone[kind], values, strict=True)]
    total = [sum(values[index] for values in together.values()) for index in range(3)]
    rows.append(Row("names together", f1(*total), 0.80))
    rows += [
        Row(f"names together {kind}", f1(*values), 0.90 if kind == "person" else None)
        for kind, values in together.items()
    ]
    total = [sum(values[index] for values in alone.values()) for index in range(3)]
    rows.append(Row("names together, sentences alone", f1(*total)))
    rows.append(Row("names together person, sentences alone", f1(*alone["person"])))
    return rows


def headline_pairs(folder: Path) -> dict[str, tuple[list[str], list[str], list[float]]]:
    """STS headlines of each year: left, right, score."""
    years: dict[str, tuple[list[str], list[str], list[float]]] = {}
    for path in sorted((folder / "sts" / "sts" / "semeval-sts").glob("*/headlines.test.tsv")):
        rows = [line.split("\t") for line in path.read_text(encoding="utf-8").split("\n") if line.count("\t") >= 2]
        scored = [row for row in rows if row[0]]
        years[path.parent.name] = ([r[1] for r in scored], [r[2] for r in scored], [float(r[0]) for r in scored])
    return years


def pearson(left: np.ndarray, right: np.ndarray, scores: Sequence[float]) -> float:
    """Correlation of cosines with human scores."""
    return float(np.corrcoef((left * right).sum(1), scores)[0, 1])


def similarity(analyzer: Analyzer, folder: Path, base: Path | None) -> list[Row]:
    """Correlation with human similarity, ours and the original's."""
    ours: list[float] = []
    theirs: list[float] = []
    for left, right, scores in headline_pairs(folder).values():
        ours.append(pearson(analyzer.embed(left), analyzer.embed(right), scores))
        if base:
            theirs.append(pearson(original(base, left), original(base, right), scores))
    rows = [Row("STS headlines Pearson (mean of the years)", float(np.mean(ours)))]
    if theirs:
        rows.append(Row("STS headlines Pearson, the original MiniLM", float(np.mean(theirs))))
        rows.append(Row("STS headlines, lost", float(np.mean(theirs) - np.mean(ours)), 0.01, least=False))
    return rows


def original(base: Path, texts: Sequence[str]) -> np.ndarray:
    """Embeddings of the unchanged MiniLM in 32 bits, with its own tokenizer."""
    import torch
    from network import Encoder
    from tokenizers import Tokenizer

    encoder = Encoder()
    encoder.load(base / "model.safetensors")
    encoder.eval()
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_padding()
    vectors = []
    with torch.inference_mode():
        for text in texts:
            ids = torch.tensor([tokenizer.encode(text).ids])
            states = encoder(ids, torch.zeros_like(ids), torch.ones_like(ids).bool())[-1].float()[0]
            vectors.append(torch.nn.functional.normalize(states.mean(0), dim=0).numpy())
    return np.stack(vectors)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--gold", type=Path, help="folder of stories with their sentences")
    parser.add_argument(
        "--base", type=Path, help="folder of the original MiniLM, to compare similarity (needs PyTorch)"
    )
    arguments = parser.parse_args()
    folder: Path = arguments.corpora
    analyzer = load()
    ewt = [folder / "ud_ewt" / "en_ewt-ud-test.conllu"]
    gum = gum_documents(folder, "test")
    gum_examples = read_gum(gum)
    data.acting_places(gum_examples, data.places(training_names(folder)))
    rows = [
        *trees(analyzer, "EWT test", read_ewt(folder, "test"), {"UPOS": 0.97, "LAS": 0.895}),
        *trees(analyzer, "GUM test", gum_examples, {"LAS": 0.885}),
    ]
    ewt_texts = list(paragraphs(ewt))
    rows.append(Row("EWT test LAS from raw text", raw_tree(analyzer, ewt_texts, ewt)))
    for label, texts, target in (
        ("EWT test", ewt_texts, 0.90),
        ("GUM test", list(paragraphs(gum)), None),
        ("GUM news", list(paragraphs(sorted((folder / "gum" / "dep").glob("GUM_news_*.conllu")))), 0.97),
    ):
        ends, words = boundaries(texts)
        rows += [Row(f"{label} sentence ends F1", ends, target), Row(f"{label} words F1", words)]
    if arguments.gold:
        everywhere, outside = story_ends(arguments.gold)
        rows.append(Row("stories sentence ends F1", everywhere, 0.97))
        rows.append(Row("stories sentence ends F1, but inside quotations", outside))
    wnut = read_wnut(folder, "test")
    rows += name_rows(
        analyzer,
        {
            "GUM test": gum_examples,
            "wikigold held out": read_wikigold(folder, held_out=True),
            "BTC held out (tweets)": read_btc(folder, held_out=True),
            "WNUT-17 test (rare names)": wnut,
        },
        {"GUM test", "wikigold held out"},
    )
    rows += similarity(analyzer, folder, arguments.base)
    size = sum(
        path.stat().st_size
        for path in (Path(sys.modules["variorum.language"].__file__ or "").parent / "data").iterdir()
    )
    rows.append(Row("artifact, MB", size / 1e6, 30, least=False))
    print("\n".join(map(str, rows)))


if __name__ == "__main__":
    main()
