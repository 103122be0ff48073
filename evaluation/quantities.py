"""Quantities against NewsQuant (Almasian et al. 2023): value, and value with unit or counted noun.

    python evaluation/quantities.py FOLDER [--errors]

FOLDER holds NewsQuant.dev.json. Gold ranges "a-b" count as the two values a and b, as we read "from a to b" as two
quantities; vague words are compared by their least value under the policy that takes plurals most conservatively, as
the corpus does.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from variorum.annotate.quantities.finding import find_quantities
from variorum.annotate.quantities.policies import ACLED
from variorum.model.article import Article
from variorum.model.document import Quantity, Sentence

sys.path.insert(0, str(Path(__file__).parent))
from parsing import sentences_of

_RENAMED = {
    "percentage": "percent", "year of age": "year old", "month of age": "month old", "celsius": "degree celsius",
    "fahrenheit": "degree fahrenheit", "japanese yen": "yen", "malaysian ringgit": "ringgit", "pound-mass": "pound",
    "united states dollar": "dollar", "danish krone": "krone", "us dollar": "dollar",
    "revolutions per minute": "revolution per minute",
}  # fmt: skip


@dataclass(frozen=True)
class Item:
    values: tuple[float, ...]  # any of them is right
    units: frozenset[str]
    shown: str


def gold_items(quantities: Iterable[dict[str, str]]) -> list[Item]:
    items = []
    for quantity in quantities:
        normal = quantity["normalized_unit"].strip().lower()
        names = {_RENAMED.get(normal, normal)} | {
            stem(w) for w in re.findall(r"[\w%$-]+", normal + " " + quantity["unit"].lower())
        }
        if normal == "-":
            names = {"-"}
        values = [
            float(v) for v in re.findall(r"(?:(?<=^)-)?\d+(?:\.\d+)?(?:E[+-]?\d+)?", quantity["value"].replace(" ", ""))
        ]
        if len(values) == 2 and values[1] == 10 * values[0]:  # a vague word
            values = values[:1]
        items += [Item((v,), frozenset(names), f"{quantity['value']} {quantity['unit']}") for v in values]
    return items


def stem(word: str) -> str:
    irregular = {"people": "person", "men": "man", "women": "woman", "feet": "foot", "children": "child"}
    word = irregular.get(word, word)
    return re.sub(r"ies$", "y", word) if word.endswith("ies") else re.sub(r"(?<=[sxzh])es$|s$", "", word)


def bare(quantity: Quantity) -> tuple[float, ...]:
    """The number without the words that bound it."""
    step = 1 if quantity.unit is None else 0
    low, high = quantity.low, quantity.high
    match quantity.modifier:
        case "between":
            return (low, high)
        case "at least":
            return (low,)
        case "more than":
            return (low - step, low)
        case "at most":
            return (high,)
        case "less than":
            return (high + step, high)
        case "about":
            return (low, high, (low + high) / 2)
    return (low,)


def own_items(quantities: Sequence[Quantity]) -> list[Item]:
    items = []
    for quantity in quantities:
        unit = quantity.unit.lower() if quantity.unit else None
        unit = "dollar" if unit == "us dollar" else "-" if unit == "fraction" else unit
        name = unit or (stem(quantity.counted.lower()) if quantity.counted else "-")
        units = frozenset([name.replace("us dollar", "dollar")])
        readings = [(v,) for v in bare(quantity)] if quantity.modifier == "between" else [bare(quantity)]
        items += [Item(values, units, quantity.span.quote) for values in readings]
    return items


def agree(gold: Item, own: Item, unit: bool) -> bool:
    if not any(abs(gold.values[0] - value) <= 1e-6 * max(1.0, abs(value)) for value in own.values):
        return False
    if not unit:
        return True
    return (
        bool(gold.units & own.units)
        or (own.shown.endswith("%") and "%" in gold.units)
        or ("%" in gold.units and own.units == {"-"})
    )


def match(gold: list[Item], own: list[Item], unit: bool) -> tuple[int, list[Item], list[Item]]:
    rest, missed = list(own), []
    for item in gold:
        hit = next((o for o in rest if agree(item, o, True)), None) or (
            None if unit else next((o for o in rest if agree(item, o, False)), None)
        )
        if hit:
            rest.remove(hit)
        else:
            missed.append(item)
    return len(gold) - len(missed), missed, rest


def figures(hits: int, gold: int, own: int) -> str:
    precision, recall = hits / max(own, 1), hits / max(gold, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return f"precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--errors", action="store_true")
    arguments = parser.parse_args()
    data = json.loads((arguments.folder / "NewsQuant.dev.json").read_text())
    articles = [Article(id=str(i), title="", text=entry["text"]) for i, entry in enumerate(data)]
    documents: list[tuple[Sentence, ...]] = sentences_of(articles)
    began = time.perf_counter()
    found = [find_quantities(a, s, ACLED) for a, s in zip(articles, documents, strict=True)]
    elapsed = time.perf_counter() - began
    for unit in (False, True):
        hits = total_gold = total_own = 0
        for entry, quantities in zip(data, found, strict=True):
            gold, own = gold_items(entry["quantities"]), own_items(quantities)
            count, missed, extra = match(gold, own, unit)
            hits, total_gold, total_own = hits + count, total_gold + len(gold), total_own + len(own)
            if arguments.errors and (missed or extra):
                print(f"{'UNIT' if unit else 'VALUE'} {entry['text']}")
                for item in missed:
                    print(f"    missed {item.shown} {item.values} {sorted(item.units)}")
                for item in extra:
                    print(f"    extra  {item.shown} {item.values} {sorted(item.units)}")
        print(f"{'value+unit' if unit else 'value     '}  {figures(hits, total_gold, total_own)}")
    words = sum(len(a.text.split()) for a in articles)
    print(f"{words / elapsed:,.0f} words per second")


if __name__ == "__main__":
    main()
