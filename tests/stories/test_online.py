"""Stories that form article by article, and the lookups beneath."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variorum.articles import from_text
from variorum.model.syntax import Vector
from variorum.stories import index, online
from variorum.stories.batch import cluster_sketches, embed
from variorum.stories.index import KeyIndex, MeaningIndex
from variorum.stories.online import GrowingStories
from variorum.stories.sketch import Sketch, sketch

NAMES = (
    "Orrin Prewitt Lindqvale Bastien Harrowgate Selmer Tolme Dunmore Ashmere Veld Corran Quist Maddern Yselle".split()
)
THINGS = "ferry tram orchestra kiln reservoir lighthouse archive bakery quarry viaduct museum cannery".split()
DEEDS = "sank burned reopened flooded collapsed closed".split()


def invented(stories: int, reports: int, seed: int = 0) -> tuple[list[Sketch], Vector, list[int]]:
    """Sketches of reports about invented events, their embedded openings, and the event of each."""
    noise = random.Random(seed)
    texts, events = [], []
    for event in range(stories):
        who, where, what, deed = (noise.choice(words) for words in (NAMES, NAMES, THINGS, DEEDS))
        number, street = noise.randint(11, 99), f"{noise.choice(NAMES)}{event}"
        facts = [
            f"The {what} at {where} {deed} on Tuesday.",
            f"{number} people watched from {street} Street.",
            f"{who} {street} of the {what} company said that nobody had been warned.",
            f"The mayor of {where} promised {number} thousand crowns for {street}.",
            f"Neighbours of {street} heard the {what} before it {deed}.",
        ]
        for _ in range(reports):
            texts.append(" ".join(noise.sample(facts, 4)))
            events.append(event)
    order = list(range(len(texts)))
    noise.shuffle(order)
    articles = [from_text(texts[place], id=str(place)) for place in order]
    return [sketch(article) for article in articles], embed(articles), [events[place] for place in order]


def grown(sketches: Sequence[Sketch], meaning: Vector, known: int = 0, every: int = 5) -> GrowingStories:
    """The first of them clustered at once, the others added one by one."""
    found = GrowingStories.of(
        sketches[:known], meaning[:known], cluster_sketches(sketches[:known], meaning[:known]) if known else []
    )
    for number in range(known, len(sketches)):
        assert found.add(sketches[number], meaning[number]) == number
        if number % every == 0:
            found.repair()
    found.repair()
    return found


@pytest.mark.parametrize("known", [0, 17])
def test_articles_one_by_one_make_the_stories_that_they_make_at_once(known: int) -> None:
    sketches, meaning, _ = invented(12, 4)
    assert grown(sketches, meaning, known).stories() == cluster_sketches(sketches, meaning)


def test_a_repair_parts_and_joins_what_was_guessed_wrong() -> None:
    sketches, meaning, events = invented(10, 4, seed=4)
    found = GrowingStories(meaning.shape[1])
    for number, one in enumerate(sketches):
        found.add(one, meaning[number])
    right = sorted([number for number, event in enumerate(events) if event == wanted] for wanted in range(10))
    assert found.stories() != right
    assert found.repair() == 10
    assert found.stories() == right
    assert found.repair() == 0


def test_every_article_is_in_the_story_that_it_is_said_to_be_in() -> None:
    sketches, meaning, _ = invented(8, 3, seed=5)
    found = grown(sketches, meaning, every=3)
    assert sorted(member for members in found.stories() for member in members) == list(range(len(sketches)))
    for members in found.stories():
        assert len({found.story(member) for member in members}) == 1


def test_a_copy_goes_where_its_original_is_whatever_else_is_alike() -> None:
    sketches, meaning, _ = invented(3, 3)
    text = "A copied report of the fire in the Selmer cannery, word for word, by the agency that wrote it first. " * 3
    articles = [from_text(text, id="a"), from_text(text + "More soon.", id="b")]
    found = grown([*sketches, *map(sketch, articles)], np.vstack([meaning, embed(articles)]))
    assert found.story(len(sketches)) == found.story(len(sketches) + 1)
    assert [len(sketches), len(sketches) + 1] in found.stories()


def test_one_repair_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(online, "_NEIGHBOURHOOD", 3)
    sketches, meaning, _ = invented(6, 4)
    found = grown(sketches, meaning)
    assert sorted(member for members in found.stories() for member in members) == list(range(len(sketches)))


@given(st.lists(st.lists(st.integers(0, 30), min_size=1, max_size=5, unique=True), max_size=40), st.integers(1, 20))
@settings(deadline=None)
def test_articles_are_found_under_their_keys(entries: list[list[int]], lately: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index, "_LATELY", lately)
        found = KeyIndex()
        first = entries[: len(entries) // 2]
        if first:
            found.fill(
                np.repeat(np.arange(len(first)), [len(keys) for keys in first]),
                np.array([key for keys in first for key in keys], np.uint32),
            )
        for article, keys in enumerate(entries[len(first) :], start=len(first)):
            found.add(article, np.array(keys, np.uint32))
    wanted = [[article for article, keys in enumerate(entries) if key in keys] for key in range(31)]
    assert [sorted(articles.tolist()) for articles in found.find(np.arange(31, dtype=np.uint32))] == wanted


def test_what_means_the_same_is_found_among_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "_FEW", 10)
    noise = np.random.default_rng(1)
    centres = noise.normal(size=(20, 16)).astype(np.float32)
    vectors = np.repeat(centres, 30, axis=0) + 0.05 * noise.normal(size=(600, 16)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    found = MeaningIndex(16)
    found.add(vectors[:7])
    for vector in vectors[7:]:
        found.add(vector[None, :])
    hits = [set(found.near(vectors[number], 30).tolist()) for number in range(0, 600, 30)]
    assert np.mean([len(hit & set(range(30 * n, 30 * n + 30))) / 30 for n, hit in enumerate(hits)]) > 0.9
    assert (found[[3, 5]] == vectors[[3, 5]]).all()
