"""Scores of an exported comparison against one made by hand (examples/*.expected.json), each from 0 to 1.

The unit is the sentence, because two careful readers agree on the sentences that carry a point far more than on its
exact words. A span counts for every sentence that it overlaps by half of the shorter of the two.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypedDict

POINT_MATCH = 0.5
"""Least F1 of sentences at which a point is found, so that no two gold points can claim the same half of one."""

CONTEST_MATCH = 0.4
"""The same for contested points, which are few and long."""

Texts = Mapping[str, Mapping[str, str]]
"""For every article id the texts of its fields, as spans count in them."""

TITLES = frozenset({"the", "a", "an", "of", "mr", "mrs", "ms", "dr", "interior", "minister", "director"})


class ExpectedMention(TypedDict):
    """Words of one sentence, as "article:sentence", that carry a point."""

    at: str
    phrase: str
    said_by: str | None


class ExpectedDiffers(TypedDict):
    """The aspect and one verbatim value per article."""

    aspect: str
    values: dict[str, str]


class ExpectedPoint(TypedDict):
    """One row; `status` None and absent `cells` are not judged."""

    gist: str
    importance: int
    relation: Literal["agree", "detail", "conflict"]
    status: str | None
    cells: dict[str, str]
    mentions: list[ExpectedMention]
    differs: ExpectedDiffers | None


class Expected(TypedDict):
    """The whole comparison as a reader makes it; see examples/README.md."""

    story: str
    articles: list[dict[str, Any]]
    points: list[ExpectedPoint]
    quotes: list[dict[str, Any]]
    labels: list[dict[str, Any]]
    origins: list[dict[str, Any]]
    copies: list[dict[str, Any]]
    singles: list[dict[str, str]]
    boilerplate: list[dict[str, str]]


Export = Mapping[str, Any]
"""A comparison as `variorum compare --json` writes it."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence, a phrase or a quotation stands in an article."""

    article: str
    field: str
    start: int
    end: int

    def shared(self, other: Place) -> int:
        """The number of characters that both cover."""
        if (self.article, self.field) != (other.article, other.field):
            return 0
        return max(0, min(self.end, other.end) - max(self.start, other.start))


def load(path: Path) -> Expected:
    """The comparison made by hand in that file."""
    expected: Expected = json.loads(path.read_text(encoding="utf-8"))
    return expected


def place(span: Mapping[str, Any]) -> Place:
    """Where a span of an export stands."""
    return Place(span["article"], span["field"], span["start"], span["end"])


class Sentences:
    """The sentences of the hand-made comparison, found in the texts that the system read."""

    def __init__(self, expected: Expected, texts: Texts) -> None:
        self.places: dict[str, tuple[Place, ...]] = {}
        for article in expected["articles"]:
            cursor = dict.fromkeys(("title", "text"), 0)
            for index, sentence in enumerate(article["sentences"]):
                found = []
                for field in cursor:
                    start = texts.get(article["id"], {}).get(field, "").find(sentence, cursor[field])
                    if start >= 0:
                        cursor[field] = start + len(sentence)
                        found.append(Place(article["id"], field, start, cursor[field]))
                self.places[f"{article['id']}:{index}"] = tuple(found)

    def covered(self, spans: Iterable[Mapping[str, Any]]) -> set[str]:
        """Ids of the sentences that the spans cover."""
        return {
            at
            for span in map(place, spans)
            for at, places in self.places.items()
            for sentence in places
            if 2 * span.shared(sentence) >= min(span.end - span.start, sentence.end - sentence.start)
            and span.shared(sentence)
        }

    def locate(self, at: str, phrase: str, texts: Texts) -> tuple[Place, ...]:
        """Where a phrase of one sentence stands; in the title and in the text if the sentence is in both."""
        found = []
        for sentence in self.places[at]:
            text = texts[sentence.article][sentence.field]
            start = text.find(phrase, sentence.start, sentence.end)
            if start >= 0:
                found.append(Place(sentence.article, sentence.field, start, start + len(phrase)))
        return tuple(found)


def overlap(left: set[str], right: set[str]) -> float:
    """F1 of two sets."""
    return 2 * len(left & right) / (len(left) + len(right)) if left or right else 0.0


def harmonic(precision: float, recall: float) -> float:
    """F1 of precision and recall."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def f_of_sets(said: set[frozenset[str]], gold: set[frozenset[str]]) -> float:
    """F1 of what was said; 1 where there is nothing to say and nothing was said."""
    return 2 * len(said & gold) / (len(said) + len(gold)) if said or gold else 1.0


def pairs(ids: Iterable[str]) -> set[frozenset[str]]:
    """Pairs of sentences of different articles."""
    return {
        frozenset(pair)
        for pair in itertools.combinations(sorted(ids), 2)
        if pair[0].split(":")[0] != pair[1].split(":")[0]
    }


def words(text: str) -> list[str]:
    """The words of a text in lower case."""
    return re.findall(r"\w+", text.lower())


def same_words(left: str, right: str) -> bool:
    """One holds the other, or they share half of their words."""
    a, b = " ".join(words(left)), " ".join(words(right))
    return bool(a and b) and (a in b or b in a or overlap(set(a.split()), set(b.split())) >= 0.5)


def match(point: ExpectedPoint, export: Export, sentences: Sentences, texts: Texts) -> Any | None:
    """The point of the export that best covers an expected one.

    Several rows often stand in the same sentences, so a sentence counts only if the row's words in it touch the phrase.

    Returns:
        The point, or None if none covers the sentences by `CONTEST_MATCH`.
    """
    phrases: dict[str, list[Place]] = {mention["at"]: [] for mention in point["mentions"]}
    for mention in point["mentions"]:
        phrases[mention["at"]] += sentences.locate(mention["at"], mention["phrase"], texts)
    best, score = None, 0.0
    for said in export["points"]:
        spans = [place(mention) for mention in said["mentions"]]
        touched = {
            at
            for at, places in phrases.items()
            if any(2 * span.shared(p) >= min(span.end - span.start, p.end - p.start) for span in spans for p in places)
        }
        value = overlap(set(phrases), touched | (sentences.covered(said["mentions"]) - set(phrases)))
        if touched and value > score:
            best, score = said, value
    return best if score >= CONTEST_MATCH else None


def score(expected: Expected, export: Export, texts: Texts) -> dict[str, float]:
    """All figures.

    Returns:
        pair_f: pairs of sentences of different articles that share a point.
        point_p, point_r, point_f: points of two or more articles; recall weighs by importance.
        conflict_p, conflict_r, conflict_f: contested points.
        value_r: per-article values of the contested points.
        status_r, cell_r: statuses and cells that must hold, a point that is not found counting as wrong.
        quote_r, speaker_acc, quote_pair_f: quotations, their speakers, and which are the same utterance.
        label_r: descriptive noun phrases per article.
        origin_f: pairs of articles that derive from one text.
    """
    sentences = Sentences(expected, texts)
    gold = [({mention["at"] for mention in point["mentions"]}, point) for point in expected["points"]]
    covered = [(sentences.covered(point["mentions"]), point) for point in export["points"]]
    said = [(ids, point) for ids, point in covered if len({at.split(":")[0] for at in ids}) >= 2]
    gold_pairs = set().union(*(pairs(ids) for ids, _ in gold))
    said_pairs: set[frozenset[str]] = set().union(*(pairs(ids) for ids, _ in said))
    figures = {"pair_f": f_of_sets(said_pairs, gold_pairs)}
    figures |= _points(gold, said)
    figures |= _contests(gold, said)
    figures |= _rows(expected, export, sentences, texts)
    figures |= _quotes(expected, export, sentences, texts)
    figures["label_r"] = _labels(expected, export)
    figures["origin_f"] = f_of_sets(_article_pairs(export["origins"]), _article_pairs(expected["origins"]))
    return figures


def _points(gold: Sequence[tuple[set[str], ExpectedPoint]], said: Sequence[tuple[set[str], Any]]) -> dict[str, float]:
    def found(ids: set[str], pool: Iterable[tuple[set[str], Any]]) -> bool:
        return any(overlap(ids, other) >= POINT_MATCH for other, _ in pool)

    weight = sum(point["importance"] for ids, point in gold if found(ids, said))
    recall = weight / sum(point["importance"] for _, point in gold)
    precision = sum(found(ids, gold) for ids, _ in said) / len(said) if said else 0.0
    return {"point_p": precision, "point_r": recall, "point_f": harmonic(precision, recall)}


def _contests(gold: Sequence[tuple[set[str], ExpectedPoint]], said: Sequence[tuple[set[str], Any]]) -> dict[str, float]:
    gold = [(ids, point) for ids, point in gold if point["relation"] == "conflict"]
    said = [(ids, point) for ids, point in said if point["status"] == "contested"]
    right = sum(any(overlap(ids, other) >= CONTEST_MATCH for other, _ in gold) for ids, _ in said)
    hits = values = wanted = 0
    for ids, point in gold:
        assert point["differs"] is not None
        wanted += len(point["differs"]["values"])
        quality, best = max(
            ((overlap(ids, other), p) for other, p in said), key=lambda pair: pair[0], default=(0, None)
        )
        if best is None or quality < CONTEST_MATCH:
            continue
        hits += 1
        given = [(value["article"], value["value"]) for value in (best["differs"] or {"values": []})["values"]]
        values += sum(
            any(source == article and same_words(value, text) for source, text in given)
            for article, value in point["differs"]["values"].items()
        )
    precision, recall = (right / len(said) if said else 0.0), hits / len(gold)
    return {
        "conflict_p": precision,
        "conflict_r": recall,
        "conflict_f": harmonic(precision, recall),
        "value_r": values / wanted,
    }


def _rows(expected: Expected, export: Export, sentences: Sentences, texts: Texts) -> dict[str, float]:
    statuses = right_statuses = cells = right_cells = 0
    for point in expected["points"]:
        best = match(point, export, sentences, texts)
        statuses += point["status"] is not None
        cells += len(point["cells"])
        if best is not None:
            right_statuses += point["status"] == best["status"]
            right_cells += sum(best["cells"].get(article) == cell for article, cell in point["cells"].items())
    return {"status_r": right_statuses / statuses, "cell_r": right_cells / cells}


def same_speaker(left: str | None, right: str | None) -> bool:
    """They have a word in common that is not a title."""
    return bool(
        {word.rstrip("s") for word in words(left or "")} & {word.rstrip("s") for word in words(right or "")} - TITLES
    )


def _quotes(expected: Expected, export: Export, sentences: Sentences, texts: Texts) -> dict[str, float]:
    said = [(place(m), number, m["speaker"]) for number, q in enumerate(export["quotes"]) for m in q["mentions"]]
    gold: list[tuple[str, int]] = []  # article and number of the quotation
    match: dict[int, int] = {}  # index in gold -> number of the quotation of the export
    speakers = 0
    for number, quote in enumerate(expected["quotes"]):
        for mention in quote["mentions"]:
            gold.append((mention["at"].split(":")[0], number))
            for wanted in sentences.locate(mention["at"], mention["text"], texts):
                best = max(said, key=lambda entry: entry[0].shared(wanted), default=None)
                if best is not None and 2 * best[0].shared(wanted) >= wanted.end - wanted.start:
                    match[len(gold) - 1] = best[1]
                    speakers += same_speaker(quote["speaker"], best[2])
                    break
    across = [(i, j) for i, j in itertools.combinations(range(len(gold)), 2) if gold[i][0] != gold[j][0]]
    gold_pairs = {frozenset((str(i), str(j))) for i, j in across if gold[i][1] == gold[j][1]}
    said_pairs = {frozenset((str(i), str(j))) for i, j in across if i in match and j in match and match[i] == match[j]}
    return {
        "quote_r": len(match) / len(gold),
        "speaker_acc": speakers / len(match) if match else 0.0,
        "quote_pair_f": f_of_sets(said_pairs, gold_pairs),
    }


def _labels(expected: Expected, export: Export) -> float:
    given = [(d["article"], d["text"]) for label in export["labels"] for d in label["designations"]]
    wanted = [
        (article, text)
        for label in expected["labels"]
        for article, texts in label["designations"].items()
        for text in texts
    ]
    found = sum(any(source == article and same_words(text, said) for source, said in given) for article, text in wanted)
    return found / len(wanted)


def _article_pairs(groups: Iterable[Mapping[str, Any]]) -> set[frozenset[str]]:
    return {frozenset(pair) for group in groups for pair in itertools.combinations(sorted(group["articles"]), 2)}
