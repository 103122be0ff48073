"""Measures quotations, speakers and voice on gold stories.

    python evaluation/quotations.py ../shared/gold/stories [--errors]

`quote_r` is the share of gold quotation mentions that one quotation covers by half, `speaker_acc` the share of
those whose speaker shares a word (titles aside) with the gold one. `voice` is the share of point mentions with
a `said_by` for which the innermost attribution names a source that shares a word, `own` the share of mentions in the
article's voice for which there is no attribution.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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


def score_story(folder: Path, by_confidence: dict[str, Counter[bool]], errors: bool) -> Story:
    raw = json.loads((folder / "story.json").read_text(encoding="utf-8"))
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    texts = {a["id"]: a for a in raw["articles"]}
    articles = [
        build(a["id"], a["text"][: a["text_offset"]].strip(), a["text"][a["text_offset"] :]) for a in texts.values()
    ]
    found = dict(zip(texts, annotate(articles), strict=True))
    story = Story(folder.name)
    for quote in gold["quotes"]:
        for mention in quote["mentions"]:
            article, index = mention["at"].split(":")
            text = texts[article]["text"]
            start = text.find(mention["text"][:40], texts[article]["sentences"][int(index)][0])
            if start >= 0:
                score_quotation(
                    story, texts[article], found[article], quote["speaker"], mention, start, by_confidence, errors
                )
    for point in gold["points"]:
        for mention in point["mentions"]:
            article, index = mention["at"].split(":")
            first, last = texts[article]["sentences"][int(index)]
            at = texts[article]["text"].find(mention["phrase"], first, last)
            if at >= 0:
                score_voice(story, texts[article], found[article], mention, at, errors)
    return story


def score_quotation(
    story: Story,
    text: dict[str, Any],
    found: Sequence[Attribution],
    speaker: str,
    mention: dict[str, str],
    start: int,
    by_confidence: dict[str, Counter[bool]],
    errors: bool,
) -> None:
    """Looks for the quotation that covers most of a gold mention, and compares speakers."""
    end = start + len(mention["text"])
    story.quotes += 1
    best: tuple[int, Attribution | None] = (0, None)
    for attribution in found:
        if attribution.kind in ("direct", "mixed"):
            offset = text["text_offset"] if attribution.content.field == "text" else 0
            overlap = min(end, attribution.content.end + offset) - max(start, attribution.content.start + offset)
            best = max(best, (overlap, attribution), key=lambda item: item[0])
    if best[1] is None or best[0] * 2 < end - start:
        if errors:
            print(f"  MISSED {mention['at']} {mention['text'][:90]!r}")
        return
    story.covered += 1
    said = best[1].source.name if best[1].source else None
    right = same_speaker(speaker, said)
    story.right += right
    by_confidence[f"{best[1].confidence:.1f}"][right] += 1
    if errors and not right:
        cue = best[1].cue.quote if best[1].cue else None
        print(f"  SPEAKER {mention['at']} {said!r} for {speaker!r} cue {cue!r}: {mention['text'][:90]!r}")


def score_voice(
    story: Story, text: dict[str, Any], found: Sequence[Attribution], mention: dict[str, str], at: int, errors: bool
) -> None:
    """Compares who is said to tell a point with the innermost attribution of its words."""
    in_title = at < text["text_offset"]
    shift = 0 if in_title else text["text_offset"]
    end = at + len(mention["phrase"])
    span = Span(text["id"], "title" if in_title else "text", at - shift, end - shift, mention["phrase"])
    chosen = innermost(found, span)
    attribution = found[chosen] if chosen is not None else None
    name = attribution.source.name if attribution and attribution.source else None
    context = f"{text['text'][max(0, at - 100) : end + 100]!r} <{mention['phrase'][:60]}>"
    if mention["said_by"]:
        story.reported += 1
        right = same_speaker(mention["said_by"], name)
        story.voiced += right
        if errors and not right:
            print(f"  VOICE {name!r} for {mention['said_by']!r}: {context}")
    else:
        story.own += 1
        story.kept += attribution is None
        if errors and attribution is not None:
            print(f"  OWN {name!r}: {context}")


def stories(folder: Path, errors: bool) -> None:
    rows = []
    by_confidence: dict[str, Counter[bool]] = defaultdict(Counter)
    print(f"{'story':28s} {'quotes':>6s} {'quote_r':>8s} {'speaker':>8s} {'voice':>12s} {'own':>12s}")
    for path in sorted(folder.iterdir()):
        if not (path / "gold.json").exists():
            continue
        if errors:
            print(path.name)
        s = score_story(path, by_confidence, errors)
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
    for key, counts in sorted(by_confidence.items()):
        print(f"  {key} {ratio(counts[True], sum(counts.values())):.3f} of {sum(counts.values())}")


def ratio(part: float, whole: float) -> float:
    return part / whole if whole else 1.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--errors", action="store_true", help="print what went wrong")
    arguments = parser.parse_args()
    stories(arguments.folder, arguments.errors)


if __name__ == "__main__":
    main()
