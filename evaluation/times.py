"""Time expressions against TimeBank, as TempEval-3 does: spans that overlap, with the right value.

    python evaluation/times.py FOLDER [--errors] [--gunviolence FOLDER] [--undated STORIES]

FOLDER holds TimeBank/*.tml; the document creation time is the publication date. With --gunviolence, reports of
shootings with the day of the incident: how often it is among those found, and how often the first one found is right.
With --undated, a folder of stories with dated articles (*/articles.jsonl, or *.jsonl): from each article in turn its
date is taken away, and the times that it tells are compared with those that it tells with its date.
"""

from __future__ import annotations

import argparse
import html
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from variorum.annotate.reading_day import common_day, reading_day
from variorum.annotate.times import find_times
from variorum.articles import read
from variorum.model.article import Article
from variorum.model.document import Sentence, TimeExpression

sys.path.insert(0, str(Path(__file__).parent))
from parsing import sentences_of


@dataclass(frozen=True)
class Timex:
    start: int
    end: int
    kind: str
    value: str
    words: str


def read_timebank(path: Path) -> tuple[Article, list[Timex]]:
    source = path.read_text()
    created = re.search(r"<DCT>.*?value=\"([^\"]+)\"", source, re.DOTALL)
    body = re.search(r"<TEXT>(.*?)</TEXT>", source, re.DOTALL)
    assert created
    assert body
    text, gold, opened = "", [], None
    for piece in re.split(r"(<[^>]+>)", body[1]):
        if piece.startswith("<TIMEX3"):
            opened = (len(text), dict(re.findall(r'(\w+)="([^"]*)"', piece)))
        elif piece.startswith("</TIMEX3") and opened:
            start, attributes = opened
            gold.append(Timex(start, len(text), attributes["type"], attributes["value"], text[start:]))
            opened = None
        elif not piece.startswith("<"):
            text += html.unescape(piece)
    published = datetime.fromisoformat(created[1][:10])
    return Article(id=path.stem, title="", text=text, published=published), gold


def normal(value: str) -> str:
    """Values that mean the same: two-digit seconds, trailing zeros of a clock, days of 24 hours."""
    value = re.sub(r"T(\d\d)$", r"T\1:00", value)
    return {"PT24H": "P1D", "P1E": "P10Y", "P1C": "P100Y", "P2Q": "P6M", "P1Q": "P3M", "PXE": "PXY"}.get(value, value)


def overlaps(gold: Timex, own: TimeExpression) -> bool:
    return own.span.start < gold.end and gold.start < own.span.end


def figures(hits: int, gold: int, own: int) -> str:
    precision, recall = hits / max(own, 1), hits / max(gold, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return f"precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}"


def timebank(folder: Path, errors: bool) -> None:
    files = [read_timebank(path) for path in sorted((folder / "TimeBank").glob("*.tml"))]
    documents = sentences_of([article for article, _ in files])
    began = time.perf_counter()
    found = [find_times(article, sentences) for (article, _), sentences in zip(files, documents, strict=True)]
    elapsed = time.perf_counter() - began
    spans = values = total_gold = total_own = 0
    missed: Counter[str] = Counter()
    for (article, gold), own in zip(files, found, strict=True):
        rest = list(own)
        total_gold, total_own = total_gold + len(gold), total_own + len(own)
        for timex in gold:
            near = [o for o in rest if overlaps(timex, o)]
            if not near:
                missed[f"missed  {timex.words!r} {timex.value}"] += 1
                continue
            best = next((o for o in near if normal(o.value) == normal(timex.value)), near[0])
            rest.remove(best)
            spans += 1
            if normal(best.value) == normal(timex.value):
                values += 1
            else:
                shown = article.text[max(0, timex.start - 50) : timex.end + 40].replace("\n", " ")
                found_at = f"({article.published:%Y-%m-%d %a})  {shown!r}"
                missed[f"value   {timex.words!r} {timex.value} not {best.value} {found_at}"] += 1
        for other in rest:
            shown = article.text[max(0, other.span.start - 40) : other.span.end + 30].replace("\n", " ")
            missed[f"extra   {other.span.quote!r} {other.value}  {shown!r}"] += 1
    if errors:
        for line, count in sorted(missed.items()):
            print(f"{count:3}  {line}")
    print(f"spans   {figures(spans, total_gold, total_own)}")
    print(f"values  {figures(values, total_gold, total_own)}")
    words = sum(len(article.text.split()) for article, _ in files)
    print(f"{words / elapsed:,.0f} words per second")


def gunviolence(folder: Path, errors: bool) -> None:
    inputs = json.loads((folder / "data-dev" / "X_val.json").read_text())
    labels = json.loads((folder / "data-dev" / "y_val.json").read_text())
    articles, days = [], []
    for number, (entry, label) in enumerate(zip(inputs, labels, strict=True)):
        published = next((str(v) for k, v in entry.items() if "date" in k.lower() and v), None)
        if published is None:
            continue
        articles.append(
            Article(
                str(number), entry.get("title") or "", entry["text"], published=datetime.fromisoformat(published[:10])
            )
        )
        days.append(datetime.fromisoformat(label["shooting_date"]))
    among = first = 0
    for article, sentences, day in zip(articles, sentences_of(articles), days, strict=True):
        dated = [t for t in find_times(article, sentences) if t.start and t.end and (t.end - t.start).days <= 1]
        hits = [t for t in dated if t.start and t.end and t.start <= day.replace(hour=23, minute=59) and day < t.end]
        among += bool(hits)
        first += bool(dated and dated[0] in hits)
        if errors and not hits and dated:
            shown = ", ".join(f"{t.span.quote!r} {t.value}" for t in dated[:6])
            print(f"published {article.published:%Y-%m-%d}, incident {day:%Y-%m-%d %a}: {shown}")
    count = max(len(articles), 1)
    print(f"gun violence: {count} reports, day among those found {among / count:.3f}, first found {first / count:.3f}")


def undated(folder: Path) -> None:
    """What the times of an article without a date are worth, beside those with the common day of the others alone."""
    articles = told = 0
    wrong: Counter[str] = Counter()
    for path in sorted([*folder.glob("*/articles.jsonl"), *folder.glob("*.jsonl")]):
        story = [article for article in read([str(path)]).articles if article.published is not None]
        for article, sentences in zip(story, sentences_of(story), strict=True):
            day = common_day([other for other in story if other is not article])
            if day is None:
                continue
            articles += 1
            right = _starts(article, sentences)
            bare = replace(article, published=None)
            for name, read_as_of in (("common day", day), ("own day", reading_day(bare, sentences, day))):
                found = _starts(replace(article, published=read_as_of), sentences)
                wrong[name] += sum(found.get(place) != start for place, start in right.items())
            told += len(right)
    for name, count in wrong.items():
        print(f"without their dates: {name}: {count} of {told} times of {articles} articles come out otherwise")


def _starts(article: Article, sentences: Sequence[Sentence]) -> dict[tuple[str, int], datetime]:
    return {(t.span.field, t.span.start): t.start for t in find_times(article, sentences) if t.start is not None}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--gunviolence", type=Path)
    parser.add_argument("--undated", type=Path)
    arguments = parser.parse_args()
    timebank(arguments.folder, arguments.errors)
    if arguments.gunviolence:
        gunviolence(arguments.gunviolence, arguments.errors)
    if arguments.undated:
        undated(arguments.undated)


if __name__ == "__main__":
    main()
