"""The scorer gives full marks to the hand-made comparison itself, none to an empty one, and less for less."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from command_runs import STORY

import scoring

EXPECTED = scoring.load(STORY.with_name(f"{STORY.name}.expected.json"))
TEXTS = {article["id"]: {"title": "", "text": "\n".join(article["sentences"])} for article in EXPECTED["articles"]}
SENTENCES = scoring.Sentences(EXPECTED, TEXTS)


def span(at: str, phrase: str) -> dict[str, Any]:
    """The span of a phrase as an export has it."""
    (place,) = SENTENCES.locate(at, phrase, TEXTS)
    return {"article": place.article, "field": place.field, "start": place.start, "end": place.end, "quote": phrase}


def whole(at: str) -> dict[str, Any]:
    """The span of a whole sentence."""
    article, index = at.split(":")
    sentences = next(a["sentences"] for a in EXPECTED["articles"] if a["id"] == article)
    return span(at, sentences[int(index)])


@pytest.fixture
def perfect() -> dict[str, Any]:
    """An export that says what the hand-made comparison says."""
    return {
        "points": [
            {
                "status": "contested" if point["relation"] == "conflict" else point["status"],
                "mentions": [whole(mention["at"]) for mention in point["mentions"]],
                "cells": point["cells"],
                "differs": point["differs"]
                and {"values": [{"article": a, "value": v} for a, v in point["differs"]["values"].items()]},
            }
            for point in EXPECTED["points"]
        ],
        "quotes": [
            {"mentions": [{**span(m["at"], m["text"]), "speaker": quote["speaker"]} for m in quote["mentions"]]}
            for quote in EXPECTED["quotes"]
        ],
        "labels": [
            {
                "designations": [
                    {"article": a, "text": text} for a, given in label["designations"].items() for text in given
                ]
            }
            for label in EXPECTED["labels"]
        ],
        "origins": EXPECTED["origins"],
    }


def test_every_phrase_is_verbatim_in_its_sentence() -> None:
    phrases = [(m["at"], m["phrase"]) for point in EXPECTED["points"] for m in point["mentions"]]
    phrases += [(m["at"], m["text"]) for quote in EXPECTED["quotes"] for m in quote["mentions"]]
    phrases += [(m["at"], m["phrase"]) for m in EXPECTED["singles"] + EXPECTED["boilerplate"]]
    assert not [phrase for phrase in phrases if len(SENTENCES.locate(*phrase, TEXTS)) != 1]


def test_contested_values_are_verbatim_in_the_mentions_of_their_article() -> None:
    for point in EXPECTED["points"]:
        for article, value in (point["differs"] or {"values": {}})["values"].items():
            phrases = [m["phrase"] for m in point["mentions"] if m["at"].startswith(f"{article}:")]
            assert any(value in phrase for phrase in phrases), (point["gist"], value)


def test_the_hand_made_comparison_gets_full_marks(perfect: dict[str, Any]) -> None:
    figures = scoring.score(EXPECTED, perfect, TEXTS)
    # Rows made of the same sentences cannot be told apart by their sentences alone.
    assert figures.pop("cell_r") > 0.9
    assert figures.pop("status_r") > 0.9
    assert figures == dict.fromkeys(figures, pytest.approx(1.0))


def test_an_empty_comparison_gets_nothing() -> None:
    figures = scoring.score(EXPECTED, {"points": [], "quotes": [], "labels": [], "origins": []}, TEXTS)
    assert figures == dict.fromkeys(figures, 0.0)


def test_a_point_that_is_taken_apart_costs_pairs(perfect: dict[str, Any]) -> None:
    worse = copy.deepcopy(perfect)
    for point, gold in zip(worse["points"], EXPECTED["points"], strict=True):
        if gold["gist"] == "Where the march set off.":
            point["mentions"] = point["mentions"][:1]
    before, after = scoring.score(EXPECTED, perfect, TEXTS), scoring.score(EXPECTED, worse, TEXTS)
    assert after["pair_f"] < before["pair_f"]
    assert after["conflict_r"] < before["conflict_r"]


def test_everything_in_one_point_costs_precision(perfect: dict[str, Any]) -> None:
    worse = copy.deepcopy(perfect)
    mentions = [mention for point in worse["points"] for mention in point["mentions"]]
    worse["points"] = [{**worse["points"][0], "mentions": mentions}]
    assert scoring.score(EXPECTED, worse, TEXTS)["pair_f"] < 0.3
