"""Reads the treebanks, UD English EWT and GUM, with what they tell about names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from examples import ALL_TAGS, CALENDAR, CONNECTORS, KINDS, OUTSIDE, PARTICLES, Example, behind_titles, mask, span_tags

from variorum.language.names import TITLES

FEATURES = frozenset(
    "Case Definite Degree Gender Mood NumType Number Person Polarity Poss PronType Reflex Tense VerbForm Voice".split()
)
"""Universal features that the tagger learns; spelling remarks (Typo, Abbr, Style, ...) are left out."""
_SHORT_TITLES = frozenset("mr mrs ms dr prof sen rep gov lt col gen sgt capt maj".split())
_GUM_KINDS = {
    "person": "person",
    "organization": "organisation",
    "place": "place",
    "event": "event",
    "object": "thing",
    "plant": "thing",
    "animal": "thing",
    "substance": "thing",
    "abstract": "thing",
}


def features(value: str) -> str:
    """The universal features that the tagger learns, of a CoNLL-U column."""
    return "|".join(part for part in value.split("|") if part.split("=")[0] in FEATURES)


def conllu(path: Path) -> Iterator[tuple[dict[str, str], list[list[str]]]]:
    comments: dict[str, str] = {}
    rows: list[list[str]] = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("#"):
            key, _, value = line[1:].partition("=")
            comments[key.strip()] = value.strip()
        elif line:
            row = line.split("\t")
            if row[0].isdigit():
                rows.append(row)
        elif rows:
            yield comments, rows
            comments, rows = {}, []


def _treebank_example(corpus: str, comments: dict[str, str], rows: list[list[str]]) -> Example:
    return Example(
        corpus,
        [row[1] for row in rows],
        comments.get("text", ""),
        [row[3] for row in rows],
        [features(row[5]) for row in rows],
        [row[2] for row in rows],
        [int(row[6]) for row in rows],
        [row[7] for row in rows],
    )


def _proper_noun_tags(example: Example) -> list[int]:
    """What part-of-speech tags alone tell about names.

    A proper noun mostly stands in one; small words and punctuation can only stand between proper nouns of one name.
    """
    inside = mask(KINDS, "B") | mask(KINDS, "I")
    proper = [upos == "PROPN" for upos in example.upos]
    tags = []
    for index, (word, upos) in enumerate(zip(example.words, example.upos, strict=True)):
        plain = word.lower().rstrip(".")
        between = 0 < index < len(proper) - 1 and proper[index - 1] and proper[index + 1]
        if proper[index] and plain in _SHORT_TITLES | CALENDAR:
            tags.append(OUTSIDE if plain in _SHORT_TITLES else ALL_TAGS)
        elif proper[index] and plain not in TITLES and len(word) > 1:
            tags.append(inside)
        elif (word.islower() or upos == "PUNCT") and not between and not proper[index]:
            tags.append(OUTSIDE)
        else:
            tags.append(ALL_TAGS)
    return tags


def read_ewt(folder: Path, part: str) -> list[Example]:
    """UD English EWT; `part` is train, dev or test."""
    name = "en_ewt-ud-train.rebuilt.conllu" if part == "train" else f"en_ewt-ud-{part}.conllu"
    examples = []
    for comments, rows in conllu(folder / "ud_ewt" / name):
        example = _treebank_example("ewt", comments, rows)
        example.tags = _proper_noun_tags(example)
        examples.append(example)
    return examples


def gum_documents(folder: Path, part: str) -> list[Path]:
    """The GUM documents of a part (train, dev or test) of its official split that are there."""
    text = (folder / "gum" / "splits.md").read_text(encoding="utf-8")
    section = re.search(rf"^## {part}\n(.*?)(?=^## |\Z)", text, re.M | re.S)
    if not section:
        raise ValueError(f"no part {part} in the split of GUM")
    paths = [folder / "gum" / "dep" / f"{name}.conllu" for name in re.findall(r"\* (\S+)", section.group(1))]
    return [path for path in paths if path.exists()]


def _gum_mentions(rows: list[list[str]]) -> list[tuple[int, int, str]]:
    """Entity mentions (first, last, type) of a sentence; half-open."""
    return [(first, last, kind) for first, last, kind, _ in gum_entities(rows)]


def gum_entities(rows: list[list[str]]) -> list[tuple[int, int, str, str]]:
    """Entity mentions (first, last, type, number of the entity in its document) of a sentence; half-open."""
    opened: dict[str, list[tuple[int, str]]] = {}
    mentions = []
    for index, row in enumerate(rows):
        found = re.search(r"(?:^|\|)Entity=([^|]*)", row[9])
        if not found:
            continue
        # "(1-person-...", "(1-person-...)", "1)": openings carry the type, closings only the number.
        for part in re.findall(r"\([^()]+\)?|[^()]+\)", found.group(1)):
            fields = part.strip("()").split("-")
            if part.startswith("("):
                if part.endswith(")"):
                    mentions.append((index, index + 1, fields[1], fields[0]))
                else:
                    opened.setdefault(fields[0], []).append((index, fields[1]))
            elif opened.get(fields[0]):
                start, kind = opened[fields[0]].pop()
                mentions.append((start, index + 1, kind, fields[0]))
    return mentions


def _name_around(
    words: Sequence[str], upos: Sequence[str], first: int, last: int, head: int, inside: frozenset[str]
) -> tuple[int, int]:
    """The capitalised stretch around a proper noun of a mention, joined by small words of `inside`; no titles."""

    def belongs(index: int) -> bool:
        return upos[index] == "PROPN" or (words[index][:1].isupper() and upos[index] not in {"DET", "PRON", "ADP"})

    def numeral(index: int) -> bool:
        return upos[index] == "NUM" or words[index] == "."

    start = head
    while start > first:
        back = start - 1
        while back > first and words[back].lower() in inside and upos[back] != "PROPN" and start - back < 3:
            back -= 1
        if not belongs(back):
            break
        start = back
    end = head + 1
    while end < last:
        ahead = end
        while ahead < last - 1 and words[ahead].lower() in inside and upos[ahead] != "PROPN" and ahead - end < 2:
            ahead += 1
        if not (belongs(ahead) or (ahead == end and numeral(ahead))):
            break
        end = ahead + 1
    return start, end


def _is_title(word: str) -> bool:
    return word.lower().rstrip(".") in TITLES


def _person_alone(words: Sequence[str], start: int, end: int, head: int, determined: bool) -> int | None:
    """Where a person's name begins, behind an office ("NASA Administrator | Charles Bolden"); None if there is none.

    An office alone is no name; nor is a single word that bears an article ("the Petitioner", "Your Honor").
    """
    offices = [index for index in range(start, head) if _is_title(words[index])]
    start = behind_titles(words, offices[-1] + 1 if offices else start, end)
    if _is_title(words[end - 1]) and (end - 1 == head or start == end - 1):
        return None
    return None if determined and end - start == 1 else start


def _coordinates(example: Example, head: int, first: int, last: int, mentions: Sequence[tuple[int, int, str]]) -> bool:
    """Whether a mention joins several that are annotated by themselves ("Ann and Bob")."""
    joined = [
        i for i in range(head + 1, last) if example.heads[i] - 1 == head and example.relations[i].startswith("conj")
    ]
    return any(
        start <= i < end and (start, end) != (first, last) and start > head
        for i in joined
        for start, end, _ in mentions
    )


def _gum_tags(example: Example, rows: list[list[str]]) -> list[int]:
    words, upos = example.words, example.upos
    tags = [OUTSIDE] * len(words)
    # Demonyms used as adjectives are not mentions in GUM, but names of groups elsewhere.
    for index, word in enumerate(words):
        if upos[index] == "ADJ" and word[:1].isupper() and index > 0:
            tags[index] |= mask(("group",), "B") | mask(("group",), "I")
        if upos[index] == "PROPN" and word.lower().rstrip(".") not in CALENDAR | TITLES:
            tags[index] = ALL_TAGS
    names: list[tuple[int, int, str]] = []
    mentions = _gum_mentions(rows)
    for first, last, kind in mentions:
        if kind == "time":
            for index in range(first, last):
                tags[index] = OUTSIDE
            continue
        heads = [i for i in range(first, last) if not first <= example.heads[i] - 1 < last]
        if len(heads) != 1 or upos[heads[0]] != "PROPN" or kind not in _GUM_KINDS:
            continue
        if _coordinates(example, heads[0], first, last, mentions):
            continue
        person = kind == "person"
        start, end = _name_around(words, upos, first, last, heads[0], PARTICLES if person else CONNECTORS)
        if person and "Number=Plur" in example.feats[heads[0]]:
            names.append((start, end, "group"))
            continue
        if person:
            behind = _person_alone(words, start, end, heads[0], upos[first] in {"DET", "PRON"})
            if behind is None:
                continue
            start = behind
        names.append((start, end, _GUM_KINDS[kind]))
    taken = [False] * len(words)
    for start, end, ours in sorted(names, key=lambda name: name[0] - name[1]):
        if not any(taken[start:end]):
            taken[start:end] = [True] * (end - start)
            tags[start:end] = span_tags(end - start, (ours,))
    return tags


def read_gum(paths: Sequence[Path]) -> list[Example]:
    """GUM documents with their named entities (mentions headed by a proper noun)."""
    examples = []
    for path in paths:
        for comments, rows in conllu(path):
            example = _treebank_example("gum", comments, rows)
            example.tags = _gum_tags(example, rows)
            example.document = path.stem
            examples.append(example)
    return examples
