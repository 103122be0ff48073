"""Measures quotations, speakers and voice on gold stories, and attributions on PolNeAR.

    python evaluation/quotations.py stories ../shared/gold/stories [--errors]
    python evaluation/quotations.py polnear ../shared/corpora/polnear/dev [--errors]

Stories: `quote_r` is the share of gold quotation mentions that one quotation covers by half, `speaker_acc` the share of
those whose speaker shares a word (titles aside) with the gold one. `voice` is the share of point mentions with
a `said_by` for which the innermost attribution names a source that shares a word, `own` the share of mentions in the
article's voice for which there is no attribution.

PolNeAR: an attribution is right where source, cue and content are; for each the F1 of exact spans, and of spans that
overlap (partial), matched one to one over the document by greatest overlap of the content. `tokens` is the F1 over the
characters that lie within any content.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from variorum import language
from variorum.annotate.attributions import find_attributions, innermost
from variorum.annotate.sentences import split
from variorum.model.article import Article
from variorum.model.document import Attribution
from variorum.model.text import Block, Span

NOT_TELLING = frozenset("the a an of mr mrs ms sen rep president spokesman spokeswoman statement".split())


def build(id: str, title: str, text: str) -> Article:
    """An article whose paragraphs are its lines."""
    blocks = [Block("headline", "title", 0, len(title))] if title.strip() else []
    for match in re.finditer(r"\S[^\n]*", text):
        blocks.append(Block("paragraph", "text", match.start(), match.start() + len(match.group().rstrip())))
    return Article(id=id, title=title, text=text, blocks=tuple(blocks))


def annotate(articles: Iterable[Article]) -> list[tuple[Attribution, ...]]:
    """The attributions of each article."""
    articles = list(articles)
    sentences = split(articles, language.load())
    return [find_attributions(article, found) for article, found in zip(articles, sentences, strict=True)]


def telling(text: str) -> set[str]:
    return set(re.sub(r"[^a-z0-9]+", " ", text.lower()).split()) - NOT_TELLING


def same_speaker(gold: str | None, said: str | None) -> bool:
    if not gold or not said:
        return gold == said
    return bool(telling(gold) & telling(said))


@dataclass
class Story:
    """Counts of one story, and what went wrong."""

    name: str
    quotes: int = 0
    covered: int = 0
    right: int = 0
    reported: int = 0
    voiced: int = 0
    own: int = 0
    kept: int = 0


def score_story(folder: Path, by_rule: dict[str, Counter[bool]], errors: bool) -> Story:
    raw = json.loads((folder / "story.json").read_text(encoding="utf-8"))
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    texts = {a["id"]: a for a in raw["articles"]}
    articles = [
        build(a["id"], a["text"][: a["text_offset"]].strip(), a["text"][a["text_offset"] :]) for a in texts.values()
    ]
    found = dict(zip(texts, annotate(articles), strict=True))
    story = Story(folder.name)

    def place(span: Span) -> tuple[int, int]:
        offset = texts[span.article]["text_offset"] if span.field == "text" else 0
        return span.start + offset, span.end + offset

    for quote in gold["quotes"]:
        for mention in quote["mentions"]:
            id, index = mention["at"].split(":")
            start = texts[id]["text"].find(mention["text"][:40], texts[id]["sentences"][int(index)][0])
            if start < 0:
                continue
            end = start + len(mention["text"])
            story.quotes += 1
            best: tuple[int, Attribution | None] = (0, None)
            for attribution in found[id]:
                if attribution.kind in ("direct", "mixed"):
                    a, b = place(attribution.content)
                    best = max(best, (min(end, b) - max(start, a), attribution), key=lambda item: item[0])
            if best[1] is None or best[0] * 2 < end - start:
                if errors:
                    print(f"  MISSED {mention['at']} {mention['text'][:90]!r}")
                continue
            story.covered += 1
            said = best[1].source.name if best[1].source else None
            right = same_speaker(quote["speaker"], said)
            story.right += right
            by_rule[f"{best[1].confidence:.1f}"][right] += 1
            if errors and not right:
                cue = best[1].cue.quote if best[1].cue else None
                print(
                    f"  SPEAKER {mention['at']} {said!r} for {quote['speaker']!r} cue {cue!r}: {mention['text'][:90]!r}"
                )
    for point in gold["points"]:
        for mention in point["mentions"]:
            id, index = mention["at"].split(":")
            first, last = texts[id]["sentences"][int(index)]
            at = texts[id]["text"].find(mention["phrase"], first, last)
            if at < 0:
                continue
            offset = texts[id]["text_offset"]
            in_title = at < offset
            field = "title" if in_title else "text"
            shift = 0 if in_title else offset
            span = Span(id, field, at - shift, at - shift + len(mention["phrase"]), mention["phrase"])
            chosen = innermost(found[id], span)
            attribution = found[id][chosen] if chosen is not None else None
            name = attribution.source.name if attribution and attribution.source else None
            by = mention["said_by"]
            if by:
                story.reported += 1
                story.voiced += same_speaker(by, name)
                if errors and not same_speaker(by, name):
                    print(
                        f"  VOICE {name!r} for {by!r}: {texts[id]['text'][first:last][:300]!r} <{mention['phrase'][:60]}>"
                    )
            else:
                story.own += 1
                story.kept += attribution is None
                if errors and attribution is not None:
                    print(f"  OWN {name!r}: {texts[id]['text'][first:last][:300]!r} <{mention['phrase'][:60]}>")
    return story


def stories(folder: Path, errors: bool) -> None:
    rows = []
    by_rule: dict[str, Counter[bool]] = defaultdict(Counter)
    print(f"{'story':28s} {'quotes':>6s} {'quote_r':>8s} {'speaker':>8s} {'voice':>12s} {'own':>12s}")
    for path in sorted(folder.iterdir()):
        if not (path / "gold.json").exists():
            continue
        if errors:
            print(path.name)
        s = score_story(path, by_rule, errors)
        rows.append(s)
        print(
            f"{s.name:28s} {s.quotes:6d} {ratio(s.covered, s.quotes):8.3f} {ratio(s.right, s.covered):8.3f} "
            f"{s.voiced:5d}/{s.reported:<5d} {s.kept:5d}/{s.own:<5d}"
        )
    n = len(rows)
    print(f"mean over stories: quote_r {sum(ratio(s.covered, s.quotes) for s in rows) / n:.3f}", end=" ")
    print(f"speaker_acc {sum(ratio(s.right, s.covered) for s in rows) / n:.3f}")
    total = [
        sum(getattr(s, field) for s in rows)
        for field in ("covered", "quotes", "right", "voiced", "reported", "kept", "own")
    ]
    covered, quotes, right, voiced, reported, kept, own = total
    print(f"all mentions: quote_r {ratio(covered, quotes):.3f} speaker_acc {ratio(right, covered):.3f}", end=" ")
    print(f"voice {ratio(voiced, reported):.3f} of {reported} own {ratio(kept, own):.3f} of {own}")
    print("speaker right by confidence:")
    for key, counts in sorted(by_rule.items()):
        print(f"  {key} {ratio(counts[True], sum(counts.values())):.3f} of {sum(counts.values())}")


def ratio(part: float, whole: float) -> float:
    return part / whole if whole else 1.0


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
                role, id = argument.split(":")
                roles[re.sub(r"\d+$", "", role)].extend(spans.get(id, ()))
            if roles["Content"]:
                gold.append(Gold(*(tuple(sorted(roles[r])) for r in ("Source", "Cue", "Content"))))
        yield path.stem, text, gold


def polnear(folder: Path, errors: bool) -> None:
    documents = list(polnear_documents(folder))
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
    print(
        f"tokens   P {p:.3f} R {r:.3f} F1 {2 * p * r / (p + r):.3f}; {counts['said', 'content']} found, {counts['gold', 'content']} gold"
    )
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
    parser.add_argument("what", choices=["stories", "polnear"])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--errors", action="store_true", help="print what went wrong")
    arguments = parser.parse_args()
    {"stories": stories, "polnear": polnear}[arguments.what](arguments.folder, arguments.errors)


if __name__ == "__main__":
    main()
