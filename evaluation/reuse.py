"""Copies, quotations and labels alone, without the alignment of points: origins, pairs of quotations, designations.

    python evaluation/reuse.py STORIES_DIR [--errors] [--sweep]

STORIES_DIR holds one folder per story with `articles.jsonl`, `story.json` and `gold.json`. Prints for each story
origin_f, the number of passages, precision, recall and F1 of cross-article pairs of quotations, label_r and the number
of designations, and their means. `--sweep` prints origin_f by least share; `--errors` what was missed or wrong.
"""

from __future__ import annotations

import argparse
import itertools
import json
import re
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from variorum.articles import read
from variorum.comparison import origins as counting
from variorum.comparison.arrangement import arrange
from variorum.comparison.entities import link
from variorum.comparison.labels import find_labels
from variorum.comparison.origins import find_origins
from variorum.comparison.quotes import group_quotes
from variorum.comparison.reuse import find_copies
from variorum.model.comparison import CopyLink, Label, QuoteGroup
from variorum.model.document import Document
from variorum.model.text import Span
from variorum.pipeline import annotate
from variorum.settings import Settings

Pair = frozenset[str]


@dataclass(frozen=True)
class Story:
    """A story as annotated, and as a reader compared it."""

    name: str
    documents: tuple[Document, ...]
    copies: tuple[CopyLink, ...]
    gold: dict[str, Any]
    texts: dict[str, tuple[str, int, list[list[int]]]]  # full text, offset of the body, sentences

    @classmethod
    def load(cls, folder: Path) -> Story:
        documents = annotate(read([str(folder / "articles.jsonl")]).articles)
        raw = json.loads((folder / "story.json").read_text(encoding="utf-8"))
        gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
        texts = {a["id"]: (a["text"], a["text_offset"], a["sentences"]) for a in raw["articles"]}
        return cls(folder.name, documents, find_copies(documents), gold, texts)

    def place(self, span: Span) -> tuple[str, int, int]:
        """The span in the offsets of the gold text."""
        offset = self.texts[span.article][1] if span.field == "text" else 0
        return span.article, span.start + offset, span.end + offset


def f1(said: set[Any], gold: set[Any]) -> float:
    return 2 * len(said & gold) / (len(said) + len(gold)) if said or gold else 1.0


def pairs(groups: Iterable[Sequence[str]]) -> set[Pair]:
    return {frozenset(pair) for group in groups for pair in itertools.combinations(sorted(group), 2)}


def origin_pairs(story: Story) -> tuple[set[Pair], set[Pair]]:
    said = pairs(origin.articles for origin in find_origins(story.documents, story.copies))
    return said, pairs(origin["articles"] for origin in story.gold["origins"])


@dataclass(frozen=True)
class GoldQuote:
    article: str
    start: int
    end: int
    group: int
    text: str


def gold_quotes(story: Story) -> list[GoldQuote]:
    found = []
    for number, quote in enumerate(story.gold["quotes"]):
        for mention in quote["mentions"]:
            article, index = mention["at"].split(":")
            text, _, sentences = story.texts[article]
            at = text.find(mention["text"][:40], sentences[int(index)][0])
            if at >= 0:
                found.append(GoldQuote(article, at, at + len(mention["text"]), number, mention["text"]))
    return found


def quote_pairs(
    story: Story, groups: Sequence[QuoteGroup]
) -> tuple[set[frozenset[int]], set[frozenset[int]], list[GoldQuote]]:
    """Cross-article pairs of gold mentions, by index: those said to be one utterance, and those that are."""
    gold = gold_quotes(story)
    said = [(*story.place(mention.span), n) for n, group in enumerate(groups) for mention in group.mentions]
    match: dict[int, int] = {}
    for i, quote in enumerate(gold):
        overlaps = [
            (min(quote.end, end) - max(quote.start, start), n)
            for article, start, end, n in said
            if article == quote.article
        ]
        best = max(overlaps, default=(0, -1))
        if 2 * best[0] >= quote.end - quote.start:
            match[i] = best[1]

    def crossing(numbers: Iterable[int], group: dict[int, int]) -> set[frozenset[int]]:
        return {
            frozenset(pair)
            for pair in itertools.combinations(numbers, 2)
            if group[pair[0]] == group[pair[1]] and gold[pair[0]].article != gold[pair[1]].article
        }

    return crossing(match, match), crossing(range(len(gold)), {i: q.group for i, q in enumerate(gold)}), gold


def plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", text.lower()).strip()


def close(a: str, b: str) -> bool:
    """Whether two phrases are nearly the same: one holds the other, or half of their words agree."""
    a, b = plain(a), plain(b)
    return bool(a and b) and (a in b or b in a or f1(set(a.split()), set(b.split())) >= 0.5)


def label_recall(story: Story, labels: Sequence[Label]) -> tuple[float, list[str]]:
    said: dict[str, list[str]] = {}
    for label in labels:
        for designation in label.designations:
            said.setdefault(designation.span.article, []).append(designation.span.quote)
    missed, wanted = [], 0
    for entry in story.gold["labels"]:
        for article, texts in entry["designations"].items():
            for text in texts:
                wanted += 1
                if not any(close(text, other) for other in said.get(article, [])):
                    missed.append(f"{article}: {text} ({entry['entity']})")
    return 1 - len(missed) / wanted if wanted else 1.0, missed


def report(stories: Sequence[Story], *, errors: bool) -> None:
    totals = [0.0] * 4
    columns = ("origin_f", "passages", "quote_p", "quote_r", "quote_f", "label_r", "labels", "CPU s")
    print(f"{'story':26}" + "".join(f"{column:>9}" for column in columns))
    for story in stories:
        origins_said, origins_gold = origin_pairs(story)
        entities = link(story.documents)
        answers = arrange(story.documents, entities, Settings()).evidence.answers
        began = time.process_time()
        groups = group_quotes(story.documents, entities)
        labels = find_labels(story.documents, entities, answers)
        seconds = time.process_time() - began
        said, gold, mentions = quote_pairs(story, groups)
        precision = len(said & gold) / len(said) if said else float(not gold)
        recall = len(said & gold) / len(gold) if gold else 1.0
        label_r, missed = label_recall(story, labels)
        figures = (f1(origins_said, origins_gold), f1(said, gold), label_r, seconds)
        totals = [total + figure for total, figure in zip(totals, figures, strict=True)]
        passages = sum(len(copy.passages) for copy in story.copies)
        designations = sum(len(label.designations) for label in labels)
        shown = (figures[0], passages, precision, recall, figures[1], label_r, designations, seconds)
        print(f"{story.name:26}" + "".join(f"{x:9}" if isinstance(x, int) else f"{x:9.3f}" for x in shown))
        if errors:
            for kind, wrong in (("missed", gold - said), ("wrong", said - gold)):
                for first, second in sorted(map(sorted, wrong)):
                    print(f"    {kind} quotes: {mentions[first].text[:90]!r} | {mentions[second].text[:90]!r}")
            for text in missed:
                print(f"    missed label: {text}")
    means = [total / max(len(stories), 1) for total in totals]
    print(f"{'mean':26}{means[0]:9.3f}{'':27}{means[1]:9.3f}{means[2]:9.3f}{'':9}{means[3]:9.3f}")


def sweep(stories: Sequence[Story]) -> None:
    chosen = counting.DERIVED_SHARE
    for share in (0.1, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6):
        counting.DERIVED_SHARE = share
        figures = [f1(*origin_pairs(story)) for story in stories]
        used = " (in use)" if share == chosen else ""
        print(f"least share {share:.2f}: origin_f {sum(figures) / len(figures):.3f}{used}")
    counting.DERIVED_SHARE = chosen


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stories", type=Path)
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--sweep", action="store_true")
    arguments = parser.parse_args()
    folders = sorted(path.parent for path in arguments.stories.glob("*/gold.json"))
    stories = [Story.load(folder) for folder in folders]
    report(stories, errors=arguments.errors)
    if arguments.sweep:
        sweep(stories)


if __name__ == "__main__":
    main()
