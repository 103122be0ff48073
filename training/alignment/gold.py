"""Stories compared by reading, as training data: which statements stand in one point."""

from __future__ import annotations

import argparse
import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from ecbplus import write_folders
from numpy.typing import NDArray

from variorum.articles import read
from variorum.comparison.entities import link
from variorum.comparison.features import Pairs, candidates, describe
from variorum.comparison.units import Units, build, collect, originals
from variorum.model.document import Document
from variorum.model.text import Span
from variorum.pipeline import annotate

OUT = Path(__file__).parents[2] / "out/ecbplus"
"""Where the stories of ECB+ are put together."""
READ_WEIGHT = 0.3
"""Weight of one of them: they were read once, more generously, and bear no dates."""


@dataclass(frozen=True)
class Story:
    """One story as the pair model sees it, and what the comparison by reading says of each pair.

    Attributes:
        name: Of the folder.
        path: The folder.
        documents: The reports.
        units: Their statements.
        pairs: The pairs of statements that are weighed.
        rows: Their features.
        together: Which of them stand in one point.
        weight: How much the story counts in training.
    """

    name: str
    path: Path
    documents: tuple[Document, ...]
    units: Units
    pairs: Pairs
    rows: NDArray[np.float32]
    together: NDArray[np.bool_]
    weight: float = 1.0

    @property
    def calibrates(self) -> bool:
        """It counts fully, and so takes part in the calibration."""
        return self.weight == 1.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to train on."""
    parser.add_argument("gold", type=Path, help="folder of stories compared by hand")
    parser.add_argument(
        "--ecbplus", type=Path, metavar="CORPUS", help="folder of ECB+, whose stories in readings/ are added"
    )


def training_stories(args: argparse.Namespace) -> list[Story]:
    """All stories that the arguments name."""
    found = list(stories(args.gold))
    if args.ecbplus:
        found.extend(replace(load(folder), weight=READ_WEIGHT) for folder in write_folders(args.ecbplus, OUT))
    return found


def stories(folder: Path) -> Iterator[Story]:
    """Every story of a folder, annotated."""
    for path in sorted(folder.iterdir()):
        if (path / "gold.json").exists():
            yield load(path)


def load(path: Path) -> Story:
    """Annotates one story and labels its candidate pairs."""
    documents = annotate(read([str(path / "articles.jsonl")]).articles)
    items = collect(documents)
    units = build([items[k] for k in sorted(set(originals(items)))], documents, link(documents))
    pairs, seen = candidates(units, len(documents))
    points = carried(path, units)
    together = {
        (a, b)
        for members in points
        for a, b in itertools.combinations(sorted(members), 2)
        if units.documents[a] != units.documents[b]
    }
    labels = np.array([(int(a), int(b)) in together for a, b in pairs], dtype=bool)
    return Story(path.name, path, documents, units, pairs, describe(units, documents, pairs, seen), labels)


def phrases(path: Path) -> Iterator[tuple[dict[str, Any], list[tuple[str, str, int, int]]]]:
    """Each point of the hand-made comparison with its phrases: article, field, start and end in that field."""
    story = json.loads((path / "story.json").read_text(encoding="utf-8"))
    gold = json.loads((path / "gold.json").read_text(encoding="utf-8"))
    articles = {article["id"]: article for article in story["articles"]}
    for point in gold["points"]:
        places = []
        for mention in point["mentions"]:
            article_id, index = mention["at"].rsplit(":", 1)
            article = articles[article_id]
            start, end = article["sentences"][int(index)]
            at = article["text"].find(mention["phrase"], start, end)
            if at >= 0:
                start, end = at, at + len(mention["phrase"])
            field = "text" if start >= article["text_offset"] else "title"
            offset = article["text_offset"] if field == "text" else 0
            places.append((article_id, field, start - offset, end - offset))
        yield point, places


def carried(path: Path, units: Units) -> list[set[int]]:
    """For each point of the hand-made comparison the units that carry it."""
    return [{unit for place in places for unit in carriers(units, *place)} for _, places in phrases(path)]


def carriers(units: Units, article: str, field: str, start: int, end: int) -> list[int]:
    """The units whose own words overlap a phrase by half of the shorter of the two; else the one that overlaps most."""
    overlaps: list[tuple[float, int]] = []
    for k, unit in enumerate(units.items):
        span: Span = unit.statement.span
        if (span.article, span.field) != (article, field) or span.end <= start or end <= span.start:
            continue
        tokens = [unit.sentence.tokens[i] for i in unit.statement.tokens]
        own = sum(token.end - token.start for token in tokens)
        common = sum(max(0, min(token.end, end) - max(token.start, start)) for token in tokens)
        overlaps.append((common / max(1, min(own, end - start)), k))
    chosen = [k for share, k in overlaps if share >= 0.5]
    if not chosen and overlaps and max(overlaps)[0] > 0:
        chosen = [max(overlaps)[1]]
    return chosen
