"""Which names name the same: `python evaluation/entities.py CORPORA`.

Within GUM's test documents, each read as one article, and across the documents of each ECB+ subtopic, read as one
story. Only names count: mentions headed by a proper noun in GUM; participants and places of ECB+ that hold a word with
a capital behind the first. A name of ours stands for a mention if it covers its head (in ECB+ its last such word).

Prints how many mentions a name stands for and, of the pairs of those, how surely two names that we take for the same
are (precision), and how many that are the same we take so (recall); in ECB+ of pairs in different documents only.
"""

from __future__ import annotations

import argparse
import itertools
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "training" / "language"))

from ecb import ecb_documents
from treebanks import conllu, gum_documents, gum_entities

from variorum.articles import from_text
from variorum.comparison.entities import link
from variorum.model.document import Document
from variorum.pipeline import annotate

NAMED = ("HUMAN_PART", "NON_HUMAN_PART", "LOC")


@dataclass(frozen=True, slots=True)
class Gold:
    """A document of a corpus: its text, and for each named mention where its head stands and whom it names."""

    text: str
    heads: list[tuple[int, int, str]]


@dataclass(slots=True)
class Counts:
    """Mentions, those that a name of ours stands for, and pairs of these."""

    mentions: int = 0
    covered: int = 0
    right: int = 0
    said: int = 0
    gold: int = 0

    def __str__(self) -> str:
        precision, recall = self.right / max(1, self.said), self.right / max(1, self.gold)
        return (
            f"{self.covered} of {self.mentions} mentions are names; pairs: precision {precision:.3f}, "
            f"recall {recall:.3f}, F1 {2 * self.right / max(1, self.said + self.gold):.3f}"
        )


def joined(sentences: Sequence[Sequence[str]]) -> tuple[str, list[list[tuple[int, int]]]]:
    """Sentences as one text, and where their words stand in it."""
    text, places = "", []
    for words in sentences:
        spans = []
        for word in words:
            spans.append((len(text), len(text) + len(word)))
            text += word + " "
        places.append(spans)
    return text.rstrip(), places


def gum(path: Path) -> Gold:
    """A document of GUM."""
    blocks = [rows for _, rows in conllu(path)]
    text, places = joined([[row[1] for row in rows] for rows in blocks])
    heads = []
    for rows, spans in zip(blocks, places, strict=True):
        for first, last, kind, number in gum_entities(rows):
            outside = [i for i in range(first, last) if not first <= int(rows[i][6]) - 1 < last]
            if kind != "time" and len(outside) == 1 and rows[outside[0]][3] == "PROPN":
                heads.append((*spans[outside[0]], number))
    return Gold(text, heads)


def ecb(folder: Path) -> Iterator[list[Gold]]:
    """The documents of each subtopic of ECB+."""
    topics: dict[str, list[Gold]] = defaultdict(list)
    for document in ecb_documents(folder):
        text, places = joined(document["tokens"])
        heads = []
        for mention in document["mentions"]:
            capital = [(s, w) for s, w in mention["tok"] if w > 0 and document["tokens"][s][w][:1].isupper()]
            if mention["type"].startswith(NAMED) and capital and mention.get("chain"):
                sentence, word = capital[-1]
                heads.append((*places[sentence][word], str(mention["chain"])))
        topics[document["subtopic"]].append(Gold(text, heads))
    yield from topics.values()


def compare(golds: Sequence[Gold], counts: Counts, across: bool) -> None:
    """Counts the mentions and pairs of the documents of one story."""
    documents: Sequence[Document] = annotate(
        [from_text(gold.text, id=str(number)) for number, gold in enumerate(golds)]
    )
    entities = link(documents)
    found: list[tuple[int, str, int]] = []
    for number, (gold, document) in enumerate(zip(golds, documents, strict=True)):
        counts.mentions += len(gold.heads)
        for start, end, chain in gold.heads:
            ours = next((m for m in document.mentions if m.span.start < end and start < m.span.end), None)
            if ours is not None:
                found.append((number, chain, entities.of(number, ours.entity)))
    counts.covered += len(found)
    for (a, chain_a, ours_a), (b, chain_b, ours_b) in itertools.combinations(found, 2):
        if across and a == b:
            continue
        counts.gold += chain_a == chain_b
        counts.said += ours_a == ours_b
        counts.right += chain_a == chain_b and ours_a == ours_b


def main() -> None:
    """Prints a line for each corpus."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    folder: Path = parser.parse_args().corpora
    within, across = Counts(), Counts()
    for path in gum_documents(folder, "test"):
        compare([gum(path)], within, across=False)
    print(f"GUM test, within documents: {within}")
    for golds in ecb(folder):
        compare(golds, across, across=True)
    print(f"ECB+, across documents:     {across}")


if __name__ == "__main__":
    main()
