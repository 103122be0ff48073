"""How well articles are clustered into stories, by B-cubed precision, recall and F1 (Bagga and Baldwin 1998).

    python evaluation/clustering.py ecbplus=DIR wikinews=DIR [gold=DIR] [--tune-on KIND=DIR ...] [--floor 0.9]
    python evaluation/clustering.py wikinews=DIR --bounds [--most 14]

Prints a row for each set of articles: TF-IDF with average linkage and a threshold fixed on other data, the same with
the best threshold for this very set (an upper bound), and Variorum, all articles at once and one by one in a random
order with a repair after every twenty. With `--tune-on`, thresholds and weights of both are chosen on those sets, by
the mean B-cubed F1, and the others play no part in it; without, the shipped ones are measured. ECB+ is clustered by
subtopic; a leading web address is cut off, as it would tell the outlet.

With `--bounds`, where the rest is lost is printed, too: Variorum with the limits that suit this very set best, and what
it would reach if all that it joined wrongly were parted. Neither is a result. `--most` leaves out the stories of more
articles, as the sources of one column that appears for a month are no story.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from variorum.articles import from_record, from_text
from variorum.errors import VariorumError
from variorum.model.article import Article
from variorum.model.syntax import Vector
from variorum.stories.agglomeration import Criterion
from variorum.stories.batch import CRITERION, cluster_sketches, embed
from variorum.stories.online import GrowingStories
from variorum.stories.similarity import Weights
from variorum.stories.sketch import Sketch, sketch

BASELINE_THRESHOLD = 0.18
"""For TF-IDF where nothing is tuned."""

WEIGHTS = (
    Weights(),
    Weights(words=0.4, names=0.12, pairs=0.15, first=0.05, meaning=0.28),
    Weights(words=0.55, names=0.15, pairs=0.2, first=0.1, meaning=0.0),
    Weights(words=0.5, names=0.12, pairs=0.1, first=0.0, meaning=0.28),
    Weights(words=0.3, names=0.1, pairs=0.35, first=0.05, meaning=0.2),
)
# The stricter ones first, so that of equals the strictest is chosen.
CRITERIA = tuple(
    Criterion(similarity, closeness, most=most)
    for similarity, closeness, most in itertools.product(
        (0.1, 0.08, 0.07, 0.06), (2.0, 1.5, 1.2, 1.0), (0.3, 0.2, 0.15)
    )
)


@dataclass(frozen=True, slots=True)
class Stories:
    """Articles with the story of each."""

    name: str
    articles: tuple[Article, ...]
    gold: tuple[str, ...]
    meaning: Vector
    sketches: tuple[Sketch, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """B-cubed precision, recall and F1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def bcubed(found: Sequence[object], gold: Sequence[object]) -> Score:
    """Mean over the articles of the share of their cluster, and of their story, that both hold."""
    clusters, stories, both = Counter(found), Counter(gold), Counter(zip(found, gold, strict=True))
    pairs = list(zip(found, gold, strict=True))
    return Score(
        sum(both[pair] / clusters[pair[0]] for pair in pairs) / len(pairs),
        sum(both[pair] / stories[pair[1]] for pair in pairs) / len(pairs),
    )


def labels(groups: Sequence[Sequence[int]], count: int) -> list[int]:
    """The number of each article's cluster."""
    found = [0] * count
    for number, members in enumerate(groups):
        for member in members:
            found[member] = number
    return found


def read_ecbplus(folder: Path) -> Iterator[tuple[str, list[tuple[str, Article]]]]:
    """Topics 1 to 35, one article a document."""
    entries = []
    for line in (folder / "ecbplus.jsonl").read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        sentences = document["sentences"]
        if sentences and re.match(r"\s*(?:https?\s*:|www\s*\.)", sentences[0]):
            sentences = sentences[1:]
        if document["topic"] <= 35:
            entries.append((document["subtopic"], from_text("\n".join(sentences), id=document["doc"])))
    yield "ecbplus", entries


def read_wikinews(folder: Path) -> Iterator[tuple[str, list[tuple[str, Article]]]]:
    """One set for each file: stories with their source articles, dated where their addresses are."""
    for path in sorted(folder.glob("*.json")):
        entries = []
        for number, story in enumerate(json.loads(path.read_text(encoding="utf-8"))):
            for place, article in enumerate(story["articles"]):
                fields = {name: article.get(name) for name in ("title", "text", "ext_url")}
                try:
                    entries.append((str(number), from_record({"id": f"{number}-{place}", **fields})))
                except VariorumError:
                    continue
        yield path.stem, entries


def read_gold(folder: Path) -> Iterator[tuple[str, list[tuple[str, Article]]]]:
    """One set: all stories thrown together."""
    entries = []
    for path in sorted(folder.glob("**/articles.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            entries.append((path.parent.name, from_record(json.loads(line))))
    yield "gold", entries


READERS = {"ecbplus": read_ecbplus, "wikinews": read_wikinews, "gold": read_gold}


def load(entry: str, most: int | None = None) -> list[Stories]:
    """The sets of articles that KIND=DIR names, without the stories of more than so many articles."""
    kind, _, folder = entry.partition("=")
    if kind not in READERS or not Path(folder).is_dir():
        sys.exit(f"{entry}: give KIND=DIR, the kind being one of {', '.join(READERS)}")
    found = []
    for name, everything in READERS[kind](Path(folder)):
        sizes = Counter(story for story, _ in everything)
        entries = [(story, article) for story, article in everything if most is None or sizes[story] <= most]
        articles = tuple(article for _, article in entries)
        found.append(Stories(name, articles, tuple(story for story, _ in entries), embed(articles),
                             tuple(map(sketch, articles))))  # fmt: skip
    return found


def tfidf_tree(stories: Stories) -> np.ndarray:
    """Average linkage over the cosine of sublinear TF-IDF."""
    bags = [
        Counter(re.findall(r"(?u)\b\w\w+\b", f"{article.title} {article.text}".lower())) for article in stories.articles
    ]
    frequency = Counter(term for bag in bags for term in bag)
    column = {term: number for number, term in enumerate(frequency)}
    matrix = np.zeros((len(bags), len(column)), np.float32)
    for row, bag in enumerate(bags):
        for term, count in bag.items():
            idf = np.log((1 + len(bags)) / (1 + frequency[term])) + 1
            matrix[row, column[term]] = (1 + np.log(count)) * idf
    matrix /= np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-9)
    distance = np.maximum(0.0, 1.0 - (matrix @ matrix.T).astype(float))
    np.fill_diagonal(distance, 0.0)
    return linkage(squareform((distance + distance.T) / 2, checks=False), "average")


def tfidf(tree: np.ndarray, stories: Stories, threshold: float) -> Score:
    """The baseline cut at a threshold."""
    return bcubed(fcluster(tree, 1 - threshold, "distance").tolist(), stories.gold)


def variorum(stories: Stories, criterion: Criterion, weights: Weights) -> Score:
    """Variorum's own clustering, all articles at once."""
    groups = cluster_sketches(stories.sketches, stories.meaning, criterion, weights)
    return bcubed(labels(groups, len(stories.articles)), stories.gold)


def online(stories: Stories, criterion: Criterion, weights: Weights, seed: int) -> Score:
    """The same one by one, in a random order."""
    order = list(range(len(stories.articles)))
    random.Random(seed).shuffle(order)
    growing = GrowingStories(stories.meaning.shape[1], criterion, weights)
    for place, article in enumerate(order, start=1):
        growing.add(stories.sketches[article], stories.meaning[article])
        if place % 20 == 0 or place == len(order):
            growing.repair()
    return bcubed(labels(growing.stories(), len(order)), [stories.gold[article] for article in order])


def parted(score: Score) -> float:
    """F1 if all that was joined wrongly were parted, and nothing else changed."""
    return Score(1.0, score.recall).f1


THRESHOLDS = [number / 100 for number in range(4, 60, 2)]


def tune(sets: Sequence[Stories]) -> tuple[float, Criterion, Weights]:
    """The baseline's threshold, and Variorum's parameters, with the best mean F1."""
    trees = [tfidf_tree(stories) for stories in sets]
    threshold = max(
        THRESHOLDS,
        key=lambda value: sum(tfidf(tree, stories, value).f1 for tree, stories in zip(trees, sets, strict=True)),
    )
    criterion, weights = max(
        itertools.product(CRITERIA, WEIGHTS),
        key=lambda pair: sum(variorum(stories, *pair).f1 for stories in sets),
    )
    return threshold, criterion, weights


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="+", metavar="KIND=DIR", help="what to measure; kinds: " + ", ".join(READERS))
    parser.add_argument("--tune-on", action="append", default=[], metavar="KIND=DIR", help="choose parameters there")
    parser.add_argument("--bounds", action="store_true", help="print what limits and wrongly joined stories cost")
    parser.add_argument("--most", type=int, metavar="N", help="leave out stories of more than so many articles")
    parser.add_argument("--orders", type=int, default=3, help="random orders of articles that come in one by one")
    parser.add_argument("--floor", type=float, default=0.0, help="least mean B-cubed F1")
    args = parser.parse_args()

    threshold, criterion, weights = BASELINE_THRESHOLD, CRITERION, Weights()
    if args.tune_on:
        others = [stories for entry in args.tune_on for stories in load(entry)]
        threshold, criterion, weights = tune(others)
        print(f"chosen on other data: TF-IDF threshold {threshold}, {criterion}, {weights}")
    table = Table(show_edge=False, pad_edge=False)
    headings = ["set", "articles", "stories", "TF-IDF", "(best threshold)", "Variorum P", "R", "F1", "one by one"]
    for heading in [*headings, "(best limits)", "(parted)"] if args.bounds else headings:
        table.add_column(heading, justify="left" if heading == "set" else "right")
    means: list[float] = []
    for entry in args.sets:
        rows: list[list[float]] = []
        sizes = []
        for stories in load(entry, args.most):
            tree = tfidf_tree(stories)
            fixed = tfidf(tree, stories, threshold).f1
            best = max(tfidf(tree, stories, value).f1 for value in THRESHOLDS)
            own = variorum(stories, criterion, weights)
            single = float(np.mean([online(stories, criterion, weights, seed).f1 for seed in range(args.orders)]))
            rows.append([fixed, best, own.f1, single])
            if args.bounds:
                rows[-1] += [max(variorum(stories, limits, weights).f1 for limits in CRITERIA), parted(own)]
            sizes.append(len(stories.articles))
            table.add_row(
                stories.name, str(len(stories.articles)), str(len(set(stories.gold))), f"{fixed:.3f}", f"{best:.3f}",
                f"{own.precision:.3f}", f"{own.recall:.3f}", *(f"{value:.3f}" for value in rows[-1][2:]),
            )  # fmt: skip
        mean = np.average(rows, axis=0, weights=sizes)
        means.append(float(mean[2]))
        if len(rows) > 1:
            table.add_row("mean by article", str(sum(sizes)), "", f"{mean[0]:.3f}", f"{mean[1]:.3f}", "", "",
                          *(f"{value:.3f}" for value in mean[2:]))  # fmt: skip
        table.add_section()
    Console(width=None if sys.stdout.isatty() else 120).print(table)
    return 0 if min(means) >= args.floor else 1


if __name__ == "__main__":
    sys.exit(main())
