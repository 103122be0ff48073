"""Stories of ECB+ as we compared them, as training data beside the stories compared by hand.

ECB+ (Cybulska and Vossen 2014) groups short news reports by event. Three or four reports of each of 57 events were read
for this project, once, by the guidelines of the stories compared by hand; `readings/` holds what was found: which words
of which sentences carry one point. It holds positions only; the text comes from a copy of the corpus.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

READINGS = Path(__file__).parent / "readings"

_SIGNS = {"``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]"}
_OPENING = frozenset("([{$£€#“‘")
_CLOSING = frozenset([*")]},.;:!?%’”", "..."])
_SUFFIX = re.compile(r"['’](?:s|re|ve|d|ll|m)?|n['’]t", re.IGNORECASE)
_NUMBER = re.compile(r"\d+[.:-]\d+|\d{1,3},\d{3}")
_ADDRESS = re.compile(r"https?:?|www\.")

Tokens = Sequence[Sequence[str]]
"""The sentences of a document in words."""


def write_folders(corpus: Path, out: Path, readings: Path = READINGS) -> list[Path]:
    """Writes each story that was read as a folder like those of the stories compared by hand.

    Args:
        corpus: Folder of the corpus, with `ecbplus.jsonl`.
        out: Where to write the folders.
        readings: What was found, one file for each story.

    Returns:
        The folders, in the order of their names.
    """
    tokens = {}
    with (corpus / "ecbplus.jsonl").open(encoding="utf-8") as file:
        for line in file:
            document = json.loads(line)
            tokens[document["doc"]] = document["tokens"]
    return [_write(json.loads(path.read_text()), tokens, out / path.stem) for path in sorted(readings.glob("*.json"))]


def _write(reading: Mapping[str, Any], tokens: Mapping[str, Tokens], folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    articles = [_article(name, tokens[name]) for name in reading["documents"]]
    points = [_in_words(point, tokens) for point in reading["points"]]
    (folder / "story.json").write_text(json.dumps({"articles": articles}))
    (folder / "gold.json").write_text(json.dumps({"points": points}))
    with (folder / "articles.jsonl").open("w") as file:
        for article in articles:
            title, body = article["text"][: article["text_offset"]].strip(), article["text"][article["text_offset"] :]
            row = {"id": article["id"], "title": title, "maintext": body, "language": "en"}
            file.write(json.dumps({**row, "source_domain": article["id"]}) + "\n")
    return folder


def _article(name: str, sentences: Tokens) -> dict[str, Any]:
    """The first sentence as title, the others as text; an address of the page is left out."""
    text = ""
    spans: list[tuple[int, int]] = []
    for words in sentences:
        if _ADDRESS.match(words[0]):
            spans.append((len(text), len(text)))
            continue
        before = sum(start < end for start, end in spans)
        text += "" if before == 0 else "\n\n" if before == 1 else " "
        sentence = joined(words)[0]
        spans.append((len(text), len(text) + len(sentence)))
        text += sentence
    told = [start for start, end in spans if start < end]
    return {"id": name, "text": text, "text_offset": told[1] if len(told) > 1 else 0, "sentences": spans}


def _in_words(point: Mapping[str, Any], tokens: Mapping[str, Tokens]) -> dict[str, Any]:
    """A point of a reading with the words that its positions stand for."""

    def words(document: str, sentence: int, first: int, last: int) -> str:
        text, places = joined(tokens[document][sentence])
        return text[places[first][0] : places[last - 1][1]]

    mentions = [
        {"at": f"{document}:{sentence}", "phrase": words(document, sentence, first, last)}
        for document, sentence, first, last in point["mentions"]
    ]
    values = {document: words(document, *place) for document, *place in point.get("values", [])}
    differs = {"aspect": point["aspect"], "values": values} if values else None
    kept = {key: point[key] for key in ("importance", "relation")}
    return {**kept, "mentions": mentions, "differs": differs}


def joined(words: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """The words of a tokenised sentence as text, and where in it each stands, as start and end."""
    text = ""
    places: list[tuple[int, int]] = []
    inside, glued = False, True
    for number, word in enumerate(words):
        sign = _SIGNS.get(word, word)
        if sign == '"':
            inside = not inside if word == '"' else word == "``"
            apart, after = inside, inside
        elif _NUMBER.fullmatch("".join(words[max(0, number - 2) : number + 1])):
            apart, after = False, False  # "6 . 1", "20 , 000", "9 : 25", "65 - 53"
        elif _NUMBER.fullmatch("".join(words[max(0, number - 1) : number + 2])):
            apart, after = False, True
        else:
            ends = _SUFFIX.fullmatch(sign) or (text.endswith("’") and _SUFFIX.fullmatch("’" + sign))
            apart = sign not in _CLOSING and not (number and ends)
            after = sign in _OPENING
        text += " " if apart and not glued else ""
        places.append((len(text), len(text) + len(sign)))
        text += sign
        glued = after
    return text, places
