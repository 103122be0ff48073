from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum.annotate.quantities.numerals import find_numerals
from variorum.annotate.quantities.policies import ACLED, CCC, policy_named
from variorum.errors import SettingsError


def values(text: str) -> list[tuple[str, float, float]]:
    return [(text[n.start : n.end], n.low, n.high) for n in find_numerals(text, CCC)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,200", 1200),
        ("2.5 million", 2.5e6),
        ("1.2 billion", 1.2e9),
        ("4 hundred million", 4e8),
        ("£5bn", 5e9),
        ("10k", 1e4),
        ("1.5m users", 1.5e6),
        ("one hundred and ten", 110),
        ("twenty-five", 25),
        ("two thousand three hundred", 2300),
        ("three million four hundred thousand", 3.4e6),
        ("two and a half million", 2.5e6),
        ("five-and-a-half", 5.5),
        ("half a million", 5e5),
        ("half a dozen", 6),
        ("two dozen", 24),
        ("a hundred", 100),
        ("two-thirds", 2 / 3),
        ("a quarter of", 0.25),
        ("nine out of ten", 0.9),
        ("half of", 0.5),
        ("2 1/2", 2.5),
        ("24½", 24.5),
        ("minus 12", -12),
        ("-3%", -3),
    ],
)
def test_one_value(text: str, value: float) -> None:
    found = values(text)
    assert len(found) == 1
    assert found[0][1:] == pytest.approx((value, value))


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("hundreds", 200, 999),
        ("thousands", 2000, 9999),
        ("tens of thousands", 20000, 99999),
        ("hundreds of thousands", 200000, 999999),
        ("dozens", 24, 99),
        ("several thousand", 3000, 9999),
        ("a few hundred", 200, 699),
        ("handful of", 2, 9),
        ("scores of", 40, 99),
    ],
)
def test_vague_words(text: str, low: float, high: float) -> None:
    assert values(text)[0][1:] == (low, high)


def test_policies_differ_in_the_least_value() -> None:
    assert [n.low for n in find_numerals("dozens, hundreds, tens of thousands", ACLED)] == [12, 100, 10000]
    assert policy_named("acled") is ACLED
    with pytest.raises(SettingsError):
        policy_named("guess")


@pytest.mark.parametrize("text", ["5m long", "37m wide", "a 5m fence"])
def test_metres_are_no_millions(text: str) -> None:
    assert values(text)[0][1] < 100


@pytest.mark.parametrize("text", ["the second half", "scores were level", "F1 car", "B52", "halfway"])
def test_no_number(text: str) -> None:
    assert values(text) == []


def test_neighbouring_words_are_two_numbers() -> None:
    assert [low for _, low, _ in values("two three")] == [2, 3]


@given(st.integers(0, 10**12))
def test_grouped_digits_are_read_back(number: int) -> None:
    assert values(f"{number:,}") == [(f"{number:,}", number, number)]


@given(st.text(alphabet=st.sampled_from("0123456789.,/- $m%twohundreds of and half a"), max_size=60))
def test_in_order_without_overlap(text: str) -> None:
    found = find_numerals(text, CCC)
    assert all(0 <= n.start < n.end <= len(text) and n.low <= n.high for n in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@given(st.text(max_size=80))
def test_any_text(text: str) -> None:
    find_numerals(text, CCC)
