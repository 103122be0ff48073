"""Reads the corpora of names: Wikigold, the Broad Twitter Corpus, WNUT-17 and re3d."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from examples import ALL_TAGS, CONNECTORS, OUTSIDE, PRONOUNS, Example, behind_titles, mask, span_tags

from variorum.language.names import TITLES


def _columns(path: Path) -> Iterator[list[tuple[str, str]]]:
    rows: list[tuple[str, str]] = []
    for line in path.read_text(encoding="utf-8", errors="replace").split("\n"):
        parts = line.split()
        if len(parts) >= 2:
            rows.append((parts[0], parts[-1]))
        elif rows:
            yield rows
            rows = []
    if rows:
        yield rows


def _spans(labels: Sequence[str]) -> list[tuple[int, int, str]]:
    """Spans of an IOB1 or IOB2 column."""
    spans: list[tuple[int, int, str]] = []
    for index, label in enumerate(labels):
        if label in {"O", ""} or "-" not in label:
            continue
        prefix, kind = label.split("-", 1)
        if prefix == "I" and spans and spans[-1][1] == index and spans[-1][2] == kind:
            spans[-1] = (spans[-1][0], index + 1, kind)
        else:
            spans.append((index, index + 1, kind))
    return spans


def _tagged(corpus: str, rows: list[tuple[str, str]], kinds: dict[str, tuple[str, ...]], outside: int) -> Example:
    """A sentence of a name corpus; `kinds` says what each label may be, `outside` what unlabelled words may be."""
    words = [word for word, _ in rows]
    tags = [outside] * len(words)
    for start, end, label in _spans([label for _, label in rows]):
        if label in kinds:
            start = behind_titles(words, start, end) if kinds[label] == ("person",) else start
            tags[start:end] = span_tags(end - start, kinds[label])
    return Example(corpus, words, " ".join(words), tags=tags)


def _free(*kinds: str) -> int:
    return OUTSIDE | mask(kinds, "B") | mask(kinds, "I")


def read_wikigold(folder: Path, held_out: bool) -> list[Example]:
    """Wikigold; every fifth document is held out."""
    kinds = {
        "PER": ("person",),
        "ORG": ("organisation",),
        "LOC": ("place",),
        "MISC": ("group", "event", "thing"),
    }
    path = folder / "ner_small/wikigold/CONLL-format/data/wikigold.conll.txt"
    document = 0
    examples = []
    for rows in _columns(path):
        if rows[0][0] == "-DOCSTART-":
            document += 1
            rows = rows[1:]
        if rows and (document % 5 == 0) == held_out:
            examples.append(_tagged("wikigold", rows, kinds, OUTSIDE))
            examples[-1].document = str(document)
    return examples


def read_btc(folder: Path, held_out: bool) -> list[Example]:
    """Broad Twitter Corpus: mainstream news (G), celebrities (F), general (A, B, E); H is held out."""
    kinds = {"PER": ("person",), "ORG": ("organisation",), "LOC": ("place",)}
    examples = []
    for section in "h" if held_out else "abefg":
        path = folder / f"ner_small/BTC/CONLL-format/data/{section}.conll"
        examples += [_tagged("btc", rows, kinds, _free("group", "event", "thing")) for rows in _columns(path)]
    return examples


def read_wnut(folder: Path, part: str) -> list[Example]:
    """WNUT-17; `part` is train, dev or test."""
    names = {"train": "wnut17train.conll", "dev": "emerging.dev.conll", "test": "emerging.test.annotated"}
    kinds = {
        "person": ("person",),
        "location": ("place",),
        "corporation": ("organisation",),
        "group": ("organisation", "group"),
        "creative-work": ("thing", "event"),
        "product": ("thing",),
    }
    rows_of = _columns(folder / "wnut17" / names[part])
    return [_tagged("wnut", [(w, label.split(",")[0]) for w, label in rows], kinds, _free("event")) for rows in rows_of]


def read_re3d(folder: Path) -> list[Example]:
    """re3d: spans that are wholly a name; descriptions, which it annotates too, stay free."""
    kinds = {
        "Person": ("person",),
        "Organisation": ("organisation",),
        "Location": ("place",),
        "Nationality": ("group",),
        "Weapon": ("thing",),
        "MilitaryPlatform": ("thing",),
        "DocumentReference": ("thing",),
    }
    examples = []
    for path in sorted((folder / "ner_small/re3d/CONLL-format").rglob("*.conll")):
        for rows in _columns(path):
            rows = _join_clitics(rows)
            words = [word for word, _ in rows]
            # Names inside of longer descriptions are not annotated.
            tags = [ALL_TAGS if i and w[:1].isupper() and len(w) > 1 else OUTSIDE for i, w in enumerate(words)]
            for start, end, label in _spans([label for _, label in rows]):
                if label not in kinds:
                    continue
                while start < end and words[start].lower() in {"the", "a", "an", "this"}:
                    start += 1
                capital = [w[:1].isupper() or w.lower() in CONNECTORS for w in words[start:end]]
                alone = end - start == 1 and words[start].lower() in PRONOUNS
                if start == end or alone or not any(w[:1].isupper() and len(w) > 1 for w in words[start:end]):
                    continue
                title = words[start].lower() in TITLES
                if all(capital) and words[end - 1][:1].isupper() and not title:
                    tags[start:end] = span_tags(end - start, kinds[label])
                else:
                    tags[start:end] = [ALL_TAGS] * (end - start)
            examples.append(Example("re3d", words, " ".join(words), tags=tags))
    return examples


def _join_clitics(rows: list[tuple[str, str]]) -> list[tuple[str, str]]:
    joined: list[tuple[str, str]] = []
    for word, label in rows:
        if joined and joined[-1][0] in {"'", "’"} and word in {"s", "t", "re", "ve", "ll", "d", "m"}:
            joined[-1] = (joined[-1][0] + word, joined[-1][1])
        else:
            joined.append((word, label))
    return joined
