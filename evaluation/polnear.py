"""Measures attributions on PolNeAR (Newell, Margolin and Ruths 2018).

    python evaluation/polnear.py ../shared/corpora/polnear/dev [--errors]

For source, cue and content the F1 of exact spans, and of spans that overlap (partial). Attributions are matched one to
one within a document, by agreement of the cue first and the overlap of the content next; marks, punctuation and white
space at the ends of spans do not count. `characters` is the F1 over the characters that lie within any content.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from quotations import annotate, build, ratio
from variorum.model.document import Attribution
from variorum.model.text import Span


@dataclass(frozen=True)
class Gold:
    """An attribution of PolNeAR: character ranges, possibly in several pieces."""

    source: tuple[tuple[int, int], ...]
    cue: tuple[tuple[int, int], ...]
    content: tuple[tuple[int, int], ...]


def polnear_documents(folder: Path) -> Iterator[tuple[str, str, list[Gold]]]:
    annotations: dict[str, Path] = {p.name.rsplit("_", 1)[0]: p for p in (folder / "attributions").glob("*.ann")}
    for path in sorted((folder / "text").glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        spans: dict[str, tuple[tuple[int, int], ...]] = {}
        events: list[str] = []
        for line in annotations[path.stem].read_bytes().decode("utf-8").split("\n"):
            parts = line.split("\t")
            if re.fullmatch(r"T\d+", parts[0]) and len(parts) > 2:
                ranges = parts[1].split(" ", 1)[1]
                spans[parts[0]] = tuple((int(a), int(b)) for a, b in (r.split(" ") for r in ranges.split(";")))
            elif re.fullmatch(r"E\d+", parts[0]):
                events.append(parts[1])
        gold: list[Gold] = []
        for event in events:
            roles: dict[str, list[tuple[int, int]]] = defaultdict(list)
            for argument in event.split():
                role, span = argument.split(":")
                roles[re.sub(r"\d+$", "", role)].extend(spans.get(span, ()))
            if roles["Content"]:
                gold.append(Gold(*(tuple(sorted(roles[r])) for r in ("Source", "Cue", "Content"))))
        yield path.stem, text, gold


def polnear(folder: Path, errors: bool) -> None:
    documents = list(polnear_documents(folder))
    if not documents:
        raise SystemExit(f"{folder}: no article; give the folder of a part, which holds text/ and attributions/")
    found = annotate(build(name, "", text) for name, text, _ in documents)
    counts: Counter[tuple[str, str]] = Counter()
    inside = Counter[str]()
    missed: Counter[str] = Counter()
    for (name, text, gold), attributions in zip(documents, found, strict=True):
        said = utterances(attributions)
        pairs = match(gold, said)
        counts.update({("gold", "content"): len(gold), ("said", "content"): len(said)})
        counts.update(
            {("gold", "cue"): sum(bool(g.cue) for g in gold), ("said", "cue"): sum(bool(s.cue) for s in said)}
        )
        counts.update({("gold", "source"): sum(bool(g.source) for g in gold)})
        counts.update({("said", "source"): sum(bool(s.source) for s in said)})
        for g, s in pairs:
            for role in ("source", "cue", "content"):
                a, b = getattr(g, role), getattr(s, role)
                counts["exact", role] += bool(a) and outline(text, a) == outline(text, b)
                counts["partial", role] += bool(a) and overlap(a, b) > 0
            whole = all(
                outline(text, getattr(g, r)) == outline(text, getattr(s, r)) for r in ("source", "cue", "content")
            )
            counts["exact", "all"] += whole
        matched = {id(g) for g, _ in pairs}
        for g in gold:
            if id(g) not in matched:
                missed[" ".join(text[a:b].lower() for a, b in g.cue)] += 1
        extra = {id(s) for _, s in pairs}
        if errors:
            for s in said:
                if id(s) not in extra:
                    print(
                        f"  EXTRA {name} {pick(text, s.source)!r} {pick(text, s.cue)!r} {pick(text, s.content)[:120]!r}"
                    )
        gold_characters = {i for g in gold for a, b in g.content for i in range(a, b)}
        said_characters = {i for s in said for a, b in s.content for i in range(a, b)}
        inside.update(hit=len(gold_characters & said_characters), gold=len(gold_characters), said=len(said_characters))
    for role in ("source", "cue", "content"):
        for how in ("exact", "partial"):
            p = ratio(counts[how, role], counts["said", role])
            r = ratio(counts[how, role], counts["gold", role])
            print(f"{role:8s} {how:8s} P {p:.3f} R {r:.3f} F1 {2 * p * r / (p + r) if p + r else 0:.3f}")
    p, r = ratio(inside["hit"], inside["said"]), ratio(inside["hit"], inside["gold"])
    f1 = 2 * p * r / (p + r)
    print(f"characters        P {p:.3f} R {r:.3f} F1 {f1:.3f}")
    print(f"{counts['said', 'content']} attributions found, {counts['gold', 'content']} in the corpus")
    if errors:
        print(missed.most_common(150))


def utterances(attributions: Iterable[Attribution]) -> list[Gold]:
    """Utterances as PolNeAR has them: each piece of text once, all quotations of one cue together."""
    groups: dict[int, list[Attribution]] = defaultdict(list)
    by_cue: dict[Span, int] = {}
    for attribution in attributions:
        if attribution.kind != "scare":
            number = attribution.utterance
            if attribution.kind == "direct" and attribution.cue is not None:
                number = by_cue.setdefault(attribution.cue, number)
            groups[number].append(attribution)
    out = []
    for members in groups.values():
        clauses = [m for m in members if m.kind == "indirect"] or members
        first = clauses[0]
        source = first.source.mention if first.source and first.source.mention else None
        out.append(
            Gold(
                ((source.start, source.end),) if source else (),
                ((first.cue.start, first.cue.end),) if first.cue else (),
                tuple(sorted((m.content.start, m.content.end) for m in clauses)),
            )
        )
    return out


def outline(text: str, ranges: tuple[tuple[int, int], ...]) -> tuple[int, int] | None:
    """First and last character without marks, punctuation and white space at either end."""
    if not ranges:
        return None
    start, end = min(a for a, _ in ranges), max(b for _, b in ranges)
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return start, end


def overlap(a: tuple[tuple[int, int], ...], b: tuple[tuple[int, int], ...]) -> int:
    return sum(max(0, min(y, z) - max(x, w)) for x, y in a for w, z in b)


def match(gold: list[Gold], said: list[Gold]) -> list[tuple[Gold, Gold]]:
    """One to one, by agreement of the cue first and the overlap of the content next."""
    ranked = []
    for i, g in enumerate(gold):
        for j, s in enumerate(said):
            shared = overlap(g.content, s.content)
            if shared:
                union = sum(b - a for a, b in g.content) + sum(b - a for a, b in s.content) - shared
                ranked.append((bool(overlap(g.cue, s.cue)) + shared / union, i, j))
    ranked.sort(reverse=True)
    used_gold: set[int] = set()
    used_said: set[int] = set()
    pairs = []
    for _, i, j in ranked:
        if i not in used_gold and j not in used_said:
            used_gold.add(i)
            used_said.add(j)
            pairs.append((gold[i], said[j]))
    return pairs


def pick(text: str, ranges: tuple[tuple[int, int], ...]) -> str:
    return " … ".join(text[a:b] for a, b in ranges)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--errors", action="store_true", help="print what went wrong")
    arguments = parser.parse_args()
    polnear(arguments.folder, arguments.errors)


if __name__ == "__main__":
    main()
