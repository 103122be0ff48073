"""Forming stories: what belongs together, what stays apart, copies, and the graph beneath."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variorum.articles import from_text
from variorum.stories import batch, duplicates
from variorum.stories.agglomeration import Criterion, agglomerate, edges
from variorum.stories.batch import cluster, embed
from variorum.stories.similarity import Rarity, Vectors, Weights, all_pairs, some_pairs, vectors
from variorum.stories.sketch import sketch
from variorum.stories.terms import bucket, terms

CRASH_ONE = (
    "Two people died when a lorry carrying gravel struck a tram in Dunmore on Monday morning, police said. The tram, "
    "on line 4 to the Quarry Road depot, was thrown off its rails. Inspector Hale Orrin said that the lorry had run a "
    "red light. The victims, a teacher and her son, lived in the Weavers quarter.",
    "A gravel lorry ran a red light and hit a line 4 tram in Dunmore on Monday, killing a teacher and her son from the "
    "Weavers quarter. Inspector Hale Orrin told reporters near the Quarry Road depot that the driver was being held.",
)
CRASH_TWO = (
    "A cyclist was killed on Monday evening in Dunmore when a bus turned into Lantern Street, police said. Vadim "
    "Prewitt, 61, a retired clockmaker, died in St Brannoc's hospital. The bus driver, who was treated for shock, said "
    "the sun had blinded him.",
    "Retired clockmaker Vadim Prewitt died on Monday after a bus struck his bicycle in Lantern Street in Dunmore. The "
    "driver said that he was blinded by the low sun. St Brannoc's hospital could not save the 61-year-old.",
)
OTHER = (
    "The orchestra of Tolme has chosen Petra Lindqvale to lead it. She follows Aurel Bastien, who led its players for "
    "eighteen years, and will open the season in the new Granary Hall with a cantata of her own."
)


def groups(texts: Sequence[str]) -> list[list[int]]:
    articles = [from_text(text, id=str(n)) for n, text in enumerate(texts)]
    return cluster(articles, embed(articles))


def test_two_accidents_of_one_day_in_one_town_stay_apart() -> None:
    assert groups([*CRASH_ONE, *CRASH_TWO, OTHER]) == [[0, 1], [2, 3], [4]]


def test_the_order_of_the_articles_does_not_matter() -> None:
    texts = [CRASH_TWO[0], CRASH_ONE[0], OTHER, CRASH_ONE[1], CRASH_TWO[1]]
    assert groups(texts) == [[0, 4], [1, 3], [2]]


def test_nothing_and_little_can_be_clustered() -> None:
    assert groups([]) == []
    assert groups([OTHER]) == [[0]]
    assert groups(["...", "!!!"]) in ([[0], [1]], [[0, 1]])


def test_copies_are_found_and_others_are_not() -> None:
    copy = CRASH_ONE[0].replace("on Monday morning, ", "")
    signatures = [duplicates.signature(text) for text in (CRASH_ONE[0], CRASH_TWO[0], copy, "Too short.", "Too short.")]
    assert duplicates.groups(signatures, 0.6) == [[0, 2], [1], [3], [4]]


@given(st.lists(st.integers(0, 300), min_size=40, max_size=120), st.integers(0, 30))
@settings(deadline=None)
def test_estimated_similarity_is_near_the_true_one(numbers: list[int], changed: int) -> None:
    words = [f"w{number}" for number in numbers]
    other = words[: len(words) - changed] + [f"x{number}" for number in range(changed)]
    left, right = duplicates.signature(" ".join(words)), duplicates.signature(" ".join(other))
    assert left is not None
    assert right is not None
    shingles = [{tuple(text[n : n + 5]) for n in range(len(text) - 4)} for text in (words, other)]
    true = len(shingles[0] & shingles[1]) / len(shingles[0] | shingles[1])
    assert abs(duplicates.similarity(left, right) - true) < 0.3


def test_names_are_told_from_words_at_the_start_of_a_sentence() -> None:
    found = terms("Divers saw Marigold. And divers of Ellory's lifeboat and crew praised Marigold.")
    assert set(found.names.buckets.tolist()) == {bucket("marigold"), bucket("ellory")}
    counts = dict(zip(found.words.buckets.tolist(), found.words.counts.tolist(), strict=True))
    assert counts[bucket("diver")] == 4


def test_pairs_of_words_skip_none_and_leave_out_common_ones() -> None:
    found = set(terms("Twelve pilgrims drowned in the Ashmere lagoon.").pairs.buckets.tolist())
    assert {bucket("twelve pilgrim"), bucket("pilgrim drowned"), bucket("ashmere lagoon")} == found


@given(st.text(max_size=200))
def test_any_text_has_terms(text: str) -> None:
    for bag in terms(text).bags:
        assert len(bag.buckets) == len(bag.counts)
        assert (np.diff(bag.buckets.astype(np.int64)) > 0).all()


@pytest.mark.parametrize("piece", ["a-", "a'", "A", "\u0301"])
def test_long_texts_without_a_space_are_survived(piece: str) -> None:
    assert terms(piece * 200_000).words.counts.sum() <= 2


def test_average_linkage_asks_how_close_groups_are_within_themselves() -> None:
    tight = [(0, 1, 0.4), (0, 2, 0.4), (1, 2, 0.4), (3, 4, 0.4), (3, 5, 0.4), (4, 5, 0.4)]
    across = [(left, right, 0.15) for left in (0, 1, 2) for right in (3, 4, 5)]
    loose = [(left, right, 0.15) for left in range(6) for right in range(left + 1, 6)]
    criterion = Criterion(0.1, 0.7, prior=1.0, inside=0.1, most=0.6)
    assert agglomerate(6, tight + across, criterion) == [[0, 1, 2], [3, 4, 5]]
    assert agglomerate(6, loose, criterion) == [[0, 1, 2, 3, 4, 5]]


def test_copies_of_two_reports_of_one_event_do_not_part_them() -> None:
    alike = [(a, b, 1.0 if a % 2 == b % 2 else 0.5) for a in range(40) for b in range(a + 1, 40)]
    assert agglomerate(40, alike, Criterion(0.1, 0.8, inside=0.1, most=0.6)) == [list(range(40))]


@given(st.integers(1, 25), st.integers(0, 2**32 - 1))
def test_groups_are_a_partition(count: int, seed: int) -> None:
    random_ = random.Random(seed)
    alike = [(a, b, random_.random()) for a in range(count) for b in range(a + 1, count) if random_.random() < 0.4]
    found = agglomerate(count, alike, Criterion(0.3, 0.6))
    assert sorted(member for members in found for member in members) == list(range(count))


def test_a_large_collection_gets_the_same_stories_from_candidates(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [*CRASH_ONE, *CRASH_TWO, OTHER]
    whole = groups(texts)
    for few in (1, 2):
        monkeypatch.setattr(batch, "ALL_PAIRS", few)
        assert groups(texts) == whole


def test_edges_are_the_upper_triangle() -> None:
    matrix = np.array([[1.0, 0.5, 0.01], [0.5, 1.0, 0.3], [0.01, 0.3, 1.0]])
    assert list(edges(matrix, 0.1)) == [(0, 1, 0.5), (1, 2, 0.3)]


def test_reports_far_apart_in_time_count_less_but_not_for_nothing() -> None:
    near = all_pairs(_two("2031-05-01", "2031-05-03"))[0, 1]
    far = all_pairs(_two("2031-05-01", "2033-05-03"))[0, 1]
    unknown = all_pairs(_two("2031-05-01", None))[0, 1]
    assert near == unknown
    assert far == pytest.approx(Weights().least * near)


def test_some_pairs_are_as_alike_as_among_all_pairs() -> None:
    found = _vectors([*CRASH_ONE, *CRASH_TWO, OTHER])
    rows, columns = np.triu_indices(5, 1)
    assert some_pairs(found, rows, columns) == pytest.approx(all_pairs(found)[rows, columns], abs=1e-6)


def test_a_short_report_that_is_a_part_of_a_long_one_is_not_held_against_it() -> None:
    lead = CRASH_ONE[0].split(" The tram")[0]
    long = " ".join([*CRASH_ONE, "Trams will not run on line 4 until the rails are mended, the depot said.", OTHER])
    found = _vectors([lead, long, *CRASH_TWO])
    cosine = float((found.lexical[[0]] @ found.lexical[[1]].T).toarray()[0, 0])
    assert found.length[1] > found.length[0]
    assert all_pairs(found)[0, 1] > cosine + 0.02


def _two(first: str, second: str | None) -> Vectors:
    return _vectors(CRASH_ONE, (first, second))


def _vectors(texts: Sequence[str], dates: Sequence[str | None] | None = None) -> Vectors:
    articles = [from_text(text, published=date) for text, date in zip(texts, dates or [None] * len(texts), strict=True)]
    sketches = [sketch(article) for article in articles]
    rarity = Rarity()
    for one in sketches:
        rarity.add(one.terms)
    return vectors(sketches, embed(articles), rarity, Weights())
