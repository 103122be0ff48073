"""Reads the corpora that may train the shipped model, and says which part of each is held out.

Names are given as the *admissible tags* of each word, because the corpora annotate different kinds: where one has
only "miscellaneous", or nothing, for what another calls an event, every tag that fits its annotation is admitted.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

KINDS = ("person", "organisation", "place", "group", "event", "thing")
TAGS = ("O", *(f"{prefix}-{kind}" for kind in KINDS for prefix in "BI"))
ALL_TAGS = (1 << len(TAGS)) - 1
OUTSIDE = 1

FEATURES = frozenset(
    "Case Definite Degree Gender Mood NumType Number Person Polarity Poss PronType Reflex Tense VerbForm Voice".split()
)
"""Universal features that the tagger learns; spelling remarks (Typo, Abbr, Style, ...) are left out."""

_TITLES = frozenset(
    """mr mrs ms miss dr sir dame lord lady prof professor president premier chancellor king queen prince princess
    pope saint senator sen congressman congresswoman representative rep governor gov mayor judge justice minister
    secretary general gen colonel col major maj captain capt lieutenant lt sergeant sgt officer reverend rev father
    sister brother ambassador sheriff chief director chairman chairwoman spokesman spokeswoman coach emperor""".split()
)
_SHORT_TITLES = frozenset("mr mrs ms dr prof sen rep gov lt col gen sgt capt maj".split())
_CONNECTORS = frozenset(
    "of the and for de la le da del di von van der den al el bin ben ibn & - 's ' ’s ’ y du des".split()
)
_PRONOUNS = frozenset("i we you he she it they this that these those his her its their our my your".split())
_CALENDAR = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december mon tue tues wed thu thurs fri sat sun jan feb mar apr jun jul aug sep sept oct
    nov dec""".split()
)


@dataclass(slots=True)
class Example:
    """One sentence with whatever its corpus tells about it.

    `heads` counts from 0 (the root) as CoNLL-U does; `tags` holds a bit mask of admissible name tags per word.
    Empty lists mean that the corpus does not annotate that layer.
    """

    corpus: str
    words: list[str]
    text: str = ""
    upos: list[str] = field(default_factory=list)
    feats: list[str] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    relations: list[str] = field(default_factory=list)
    tags: list[int] = field(default_factory=list)


def mask(kinds: Sequence[str], prefix: str) -> int:
    """Bits of the tags of these kinds with this prefix."""
    return sum(1 << TAGS.index(f"{prefix}-{kind}") for kind in kinds)


def span_tags(length: int, kinds: Sequence[str]) -> list[int]:
    """Masks of a name of that many words which is one of these kinds."""
    return [mask(kinds, "B" if index == 0 else "I") for index in range(length)]


# ----------------------------------------------------------------------------------------------------- treebanks


def features(value: str) -> str:
    """The universal features that the tagger learns, of a CoNLL-U column."""
    return "|".join(part for part in value.split("|") if part.split("=")[0] in FEATURES)


def _conllu(path: Path) -> Iterator[tuple[dict[str, str], list[list[str]]]]:
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
        if proper[index] and plain in _SHORT_TITLES | _CALENDAR:
            tags.append(OUTSIDE if plain in _SHORT_TITLES else ALL_TAGS)
        elif proper[index] and plain not in _TITLES and len(word) > 1:
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
    for comments, rows in _conllu(folder / "ud_ewt" / name):
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
_ENTITY = re.compile(r"\(([^()\s]+)\)?|([^()\s]+?)\)")


def _gum_mentions(rows: list[list[str]]) -> list[tuple[int, int, str]]:
    """Entity mentions (first, last, type) of a sentence; half-open."""
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
                    mentions.append((index, index + 1, fields[1]))
                else:
                    opened.setdefault(fields[0], []).append((index, fields[1]))
            elif opened.get(fields[0]):
                start, kind = opened[fields[0]].pop()
                mentions.append((start, index + 1, kind))
    return mentions


def _name_around(words: Sequence[str], upos: Sequence[str], first: int, last: int, head: int) -> tuple[int, int]:
    """The capitalised stretch around a proper noun inside a mention, without titles."""

    def belongs(index: int) -> bool:
        return upos[index] == "PROPN" or (words[index][:1].isupper() and upos[index] not in {"DET", "PRON", "ADP"})

    def numeral(index: int) -> bool:
        return upos[index] == "NUM" or words[index] == "."

    start = head
    while start > first:
        back = start - 1
        while back > first and words[back].lower() in _CONNECTORS and upos[back] != "PROPN" and start - back < 3:
            back -= 1
        if not belongs(back):
            break
        start = back
    end = head + 1
    while end < last:
        ahead = end
        while ahead < last - 1 and words[ahead].lower() in _CONNECTORS and upos[ahead] != "PROPN" and ahead - end < 2:
            ahead += 1
        if not (belongs(ahead) or (ahead == end and numeral(ahead))):
            break
        end = ahead + 1
    while start < head and words[start].lower().rstrip(".") in _TITLES:
        start += 1
    return start, end


def _gum_tags(example: Example, rows: list[list[str]]) -> list[int]:
    words, upos = example.words, example.upos
    tags = [OUTSIDE] * len(words)
    # Demonyms used as adjectives are not mentions in GUM, but names of groups elsewhere.
    for index, word in enumerate(words):
        if upos[index] == "ADJ" and word[:1].isupper() and index > 0:
            tags[index] |= mask(("group",), "B") | mask(("group",), "I")
        if upos[index] == "PROPN" and word.lower().rstrip(".") not in _CALENDAR | _TITLES:
            tags[index] = ALL_TAGS
    names: list[tuple[int, int, str]] = []
    for first, last, kind in _gum_mentions(rows):
        if kind == "time":
            for index in range(first, last):
                tags[index] = OUTSIDE
            continue
        heads = [i for i in range(first, last) if not first <= example.heads[i] - 1 < last]
        if len(heads) != 1 or upos[heads[0]] != "PROPN" or kind not in _GUM_KINDS:
            continue
        start, end = _name_around(words, upos, first, last, heads[0])
        plural = "Number=Plur" in example.feats[heads[0]]
        ours = "group" if kind == "person" and plural else _GUM_KINDS[kind]
        names.append((start, end, ours))
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
        for comments, rows in _conllu(path):
            example = _treebank_example("gum", comments, rows)
            example.tags = _gum_tags(example, rows)
            examples.append(example)
    return examples


# -------------------------------------------------------------------------------------------------- named entities


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
    return examples


def read_wikigold_documents(folder: Path) -> int:
    """Number of documents, to be told in the model card."""
    path = folder / "ner_small/wikigold/CONLL-format/data/wikigold.conll.txt"
    return path.read_text(encoding="utf-8").count("-DOCSTART-")


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
                capital = [w[:1].isupper() or w.lower() in _CONNECTORS for w in words[start:end]]
                alone = end - start == 1 and words[start].lower() in _PRONOUNS
                if start == end or alone or not any(w[:1].isupper() and len(w) > 1 for w in words[start:end]):
                    continue
                title = words[start].lower() in _TITLES
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


# ------------------------------------------------------------------------------------------------- plain sentences


def read_plain(folder: Path, gold: Path | None, limit: int) -> list[Example]:
    """News sentences without annotation, to keep the embedding: ECB+ (a fixed sample) and the training stories."""
    sentences: list[list[str]] = []
    with (folder / "ecbplus" / "ecbplus.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            for words in json.loads(line)["tokens"]:
                cleaned = [{"``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")"}.get(w, w) for w in words]
                if 4 <= len(cleaned) <= 80 and not cleaned[0].startswith("http"):
                    sentences.append(cleaned)
    unique = {hashlib.sha256(" ".join(words).encode()).hexdigest(): words for words in sentences}
    sample = [unique[key] for key in sorted(unique)[:limit]]
    if gold:
        for path in sorted(gold.glob("*/story.json")):
            for article in json.loads(path.read_text(encoding="utf-8"))["articles"]:
                for start, end in article["sentences"]:
                    sample.append(re.findall(r"\w+(?:[.,]\w+)*|[^\w\s]", article["text"][start:end])[:120])
    return [Example("plain", words, " ".join(words)) for words in sample if words]


def named(examples: Sequence[Example]) -> Iterator[tuple[Example, int, int, str]]:
    """The names of one certain kind: (sentence, first, last, kind)."""
    certain = {1 << index: tag for index, tag in enumerate(TAGS)}
    for example in examples:
        start = -1
        for index, bits in enumerate([*example.tags, OUTSIDE]):
            tag = certain.get(bits, "O")
            if start >= 0 and not tag.startswith("I-"):
                yield example, start, index, certain[example.tags[start]][2:]
                start = -1
            if tag.startswith("B-"):
                start = index


def places(examples: Sequence[Example]) -> frozenset[str]:
    """Lower-case names that are a place at least as often as an organisation.

    Some corpora call a country an organisation where it acts, others always a place. We follow the latter.
    """
    votes: dict[str, int] = {}
    for example, first, last, kind in named(examples):
        if kind in {"place", "organisation"}:
            name = " ".join(example.words[first:last]).lower()
            votes[name] = votes.get(name, 0) + (1 if kind == "place" else -1)
    return frozenset(name for name, vote in votes.items() if vote >= 0)


def acting_places(examples: Sequence[Example], known: frozenset[str]) -> None:
    """Makes acting countries and cities places (in place); `known` comes from `places`."""
    for example, first, last, kind in list(named(examples)):
        if kind == "organisation" and " ".join(example.words[first:last]).lower() in known:
            example.tags[first:last] = span_tags(last - first, ("place",))


def training_names(folder: Path) -> list[Example]:
    """The training sentences that have names annotated."""
    return [
        *read_gum(gum_documents(folder, "train")),
        *read_wikigold(folder, held_out=False),
        *read_re3d(folder),
        *read_btc(folder, held_out=False),
        *read_wnut(folder, "train"),
    ]


def training_set(folder: Path, gold: Path | None, plain: int = 4000) -> list[Example]:
    """Everything that the model learns from."""
    examples = training_names(folder)
    acting_places(examples, places(examples))
    return [*read_ewt(folder, "train"), *examples, *read_plain(folder, gold, plain)]
