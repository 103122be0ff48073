"""Stories of a tokenised corpus put together from positions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from ecbplus import joined, write_folders
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("He said `` no '' , then left .", 'He said "no", then left.'),
        ("It was 6 . 1 at 9 : 25 and 20 , 000 came .", "It was 6.1 at 9:25 and 20,000 came."),
        ("In 2009 , 300 people of Osk 's dock ( all ) left .", "In 2009, 300 people of Osk's dock (all) left."),
    ],
)
def test_tokens_become_text(words: str, text: str) -> None:
    assert joined(words.split())[0] == text


@given(st.lists(st.text('ab1,.:"’-($', min_size=1, max_size=3), min_size=1, max_size=12))
def test_every_token_stands_where_it_is_said_to(words: list[str]) -> None:
    text, places = joined(words)
    assert [text[start:end] for start, end in places] == words


def test_positions_become_phrases_of_their_sentences(tmp_path: Path) -> None:
    documents = [
        {"doc": "a", "tokens": [["http", ":", "x"], ["Ferry", "sinks"], ["Twelve", "people", "drowned", "."]]},
        {"doc": "b", "tokens": [["Disaster", "off", "Osk"], ["The", "ferry", "drowned", "14", "people", "."]]},
    ]
    (tmp_path / "ecbplus.jsonl").write_text("\n".join(map(json.dumps, documents)))
    point = {
        "importance": 3,
        "relation": "conflict",
        "mentions": [["a", 2, 0, 3], ["b", 1, 2, 5]],
        "aspect": "number",
        "values": [["a", 2, 0, 1], ["b", 1, 3, 4]],
    }
    (tmp_path / "readings").mkdir()
    (tmp_path / "readings" / "osk.json").write_text(json.dumps({"documents": ["a", "b"], "points": [point]}))
    (folder,) = write_folders(tmp_path, tmp_path / "out", tmp_path / "readings")
    (made,) = json.loads((folder / "gold.json").read_text())["points"]
    assert [mention["phrase"] for mention in made["mentions"]] == ["Twelve people drowned", "drowned 14 people"]
    assert made["differs"] == {"aspect": "number", "values": {"a": "Twelve", "b": "14"}}
    articles = json.loads((folder / "story.json").read_text())["articles"]
    assert articles[0]["text"] == "Ferry sinks\n\nTwelve people drowned."
    for mention in made["mentions"]:
        name, _, number = mention["at"].partition(":")
        article = next(article for article in articles if article["id"] == name)
        start, end = article["sentences"][int(number)]
        assert mention["phrase"] in article["text"][start:end]
