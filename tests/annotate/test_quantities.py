import math

import pytest
from handmade import document
from hypothesis import given
from hypothesis import strategies as st
from plain_sentences import plain

from variorum.annotate.quantities.finding import find_quantities
from variorum.annotate.quantities.policies import ACLED, CCC
from variorum.model.document import Quantity


def found(text: str) -> list[Quantity]:
    article, sentences = plain(text)
    quantities = find_quantities(article, sentences, CCC)
    for quantity in quantities:
        assert text[quantity.span.start : quantity.span.end] == quantity.span.quote
        assert text[quantity.value.start : quantity.value.end] == quantity.value.quote
        assert quantity.span.start <= quantity.value.start < quantity.value.end <= quantity.span.end
    return list(quantities)


def one(text: str) -> Quantity:
    quantities = found(text)
    assert len(quantities) == 1, [q.span.quote for q in quantities]
    return quantities[0]


@pytest.mark.parametrize(
    "text",
    [
        "They were pupils aged 10 to 15.",
        "They were pupils aged between 10 and 15.",
        "They were pupils aged from ten to 15.",
        "They were pupils, ages 10-15.",
        "They were pupils between the ages of 10 and 15.",
        "They were pupils between the ages of 10-15.",
        "They were pupils 10 to 15 years old.",
    ],
)
def test_a_range_of_ages_is_one_quantity(text: str) -> None:
    quantity = one(text)
    assert (quantity.low, quantity.high, quantity.unit) == (10, 15, "year old")


def test_whose_ages_are_told_are_not_as_old_as_they_are_many() -> None:
    quantity = one("The ages of 14 pupils are unknown.")
    assert (quantity.low, quantity.unit) == (14, None)


@pytest.mark.parametrize(
    ("text", "modifier", "low", "high"),
    [
        ("They found 40 boxes.", "exact", 40, 40),
        ("They found nearly 40 boxes.", "about", 36, 40),
        ("They found about 50 boxes.", "about", 45, 55),
        ("They found some 2,500 boxes.", "about", 2375, 2625),
        ("They found at least seven boxes.", "at least", 7, math.inf),
        ("They found no fewer than seven boxes.", "at least", 7, math.inf),
        ("They found seven or more boxes.", "at least", 7, math.inf),
        ("They found more than a dozen boxes.", "more than", 13, math.inf),
        ("They found over 60 boxes.", "more than", 61, math.inf),
        ("The number of boxes was past 60.", "more than", 61, math.inf),
        ("They found up to 400 boxes.", "at most", 0, 400),
        ("They found no more than 400 boxes.", "at most", 0, 400),
        ("They found fewer than 400 boxes.", "less than", 0, 399),
        ("They found between 40 and 50 boxes.", "between", 40, 50),
        ("They found 40-50 boxes.", "between", 40, 50),
        ("They found 40 to 50 boxes.", "between", 40, 50),
        ("They found three or four boxes.", "between", 3, 4),
        ("They found 1 to 2 million boxes.", "between", 1e6, 2e6),
        ("They found hundreds of boxes.", "about", 200, 999),
        ("They found several thousand boxes.", "about", 3000, 9999),
        ("They found no boxes.", "exact", 0, 0),
        ("They found a couple of boxes.", "about", 2, 2),
        ("They found a quarter of a million boxes.", "exact", 250_000, 250_000),
        ("They found not one box.", "exact", 0, 0),
    ],
)
def test_bounds(text: str, modifier: str, low: float, high: float) -> None:
    quantity = one(text)
    assert (quantity.modifier, quantity.low, quantity.high) == (modifier, pytest.approx(low), pytest.approx(high))


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("It cost $1.2 billion.", 1.2e9, "dollar"),
        ("It cost US$5m.", 5e6, "US dollar"),
        ("It cost £200,000.", 2e5, "pound sterling"),
        ("It cost 10.5 million Australian dollars.", 10.5e6, "Australian dollar"),
        ("It cost millions of dollars.", 2e6, "dollar"),
        ("It rose by 5 per cent.", 5, "percent"),
        ("It rose by 5%.", 5, "percent"),
        ("The walk is 12 km.", 12, "kilometre"),
        ("The walk is 12 miles.", 12, "mile"),
        ("It drove at 50 miles per hour.", 50, "mile per hour"),
        ("It drove at 50mph.", 50, "mile per hour"),
        ("It burns 100kg/h.", 100, "kilogram per hour"),
        ("It burns 100 kilograms per hour.", 100, "kilogram per hour"),
        ("It sank at 5 m/s.", 5, "metre per second"),
        ("It pumps 40 litres/min.", 40, "litre per minute"),
        ("It costs $80 per barrel.", 80, "dollar per barrel"),
        ("The 30-year-old baker left.", 30, "year old"),
        ("Ada Lane, 25, said so.", 25, "year old"),
        ("She left aged 25.", 25, "year old"),
        ("It took two hours.", 2, "hour"),
        ("It took half an hour.", 0.5, "hour"),
        ("Half of the voters stayed home.", 0.5, "fraction"),
        ("It fell to minus 12 degrees Celsius.", -12, "degree Celsius"),
        ("It produces 40 MW.", 40, "megawatt"),
    ],
)
def test_units(text: str, value: float, unit: str) -> None:
    quantity = one(text)
    assert (quantity.low, quantity.unit) == (pytest.approx(value), unit)


def test_change_is_two_quantities_in_one_unit() -> None:
    values = [(q.low, q.high, q.unit) for q in found("It fell from 4.8 to 4.5 percent.")]
    assert values == [(4.8, 4.8, "percent"), (4.5, 4.5, "percent")]
    assert [q.low for q in found("The force shrank from 5,200 to 2,500.")] == [5200, 2500]


def test_strong_and_span() -> None:
    assert one("The 124,000-strong force left.").span.quote == "124,000-strong"
    assert one("At least 40 people came.").span.quote == "At least 40 people"
    assert one("At least 40 people came.").value.quote == "40"


@pytest.mark.parametrize(
    "text",
    [
        "It happened in 2018.",
        "The 2019 vote was close.",
        "On 3 May 2021 it rained.",
        "On May 3, 2021, it rained.",
        "They met at 5:10 a.m. on Friday.",
        "It ended two years ago.",
        "It was their second anniversary.",
        "The 21st floor burned.",
        "A Boeing 737 landed.",
        "Flight 123 landed.",
        "They drove down Route 66.",
        "The Corona Mark 12 engine failed.",
        "One of the men left.",
        "1. Soups for the first cold days",
        "A man left.",
        "One day they will return.",
        "Call 0207 555 0199 for help.",
        "Call 555-0199-22 for help.",
        "The home side won 2-2.",
        "He lives at 49 Harbour Road.",
        "It has no doubt changed.",
        "Both he and she left.",
        "See example.org/news/281521-thousands-rally today.",
        "The top three advanced.",
        "The COVID-19 ward closed.",
    ],
)
def test_no_quantity(text: str) -> None:
    assert found(text) == []


def test_both_and_none() -> None:
    assert one("Both officers left.").low == 2
    assert one("No soldiers were hurt.").high == 0
    assert (one("Nobody was hurt.").high, one("Nobody was hurt.").counted) == (0, "person")
    assert (one("Not one canister left.").high, one("Not one canister left.").span.quote) == (0, "Not one")


def test_policy_is_used() -> None:
    article, sentences = plain("Dozens of people came.")
    assert find_quantities(article, sentences, ACLED)[0].low == 12


ROWS = """
Hundreds NOUN 4 nsubj
of ADP 3 case
protesters NOUN 1 nmod
met VERB 0 root
110 NUM 7 nummod
military ADJ 7 amod
staff NOUN 4 obj
. PUNCT 4 punct

Ten NUM 11 nummod
tonnes NOUN 14 nsubj
of ADP 13 case
aid NOUN 11 nmod
came VERB 0 root
. PUNCT 14 punct
"""


def test_counted_nouns() -> None:
    rows = ROWS.replace("11 nummod", "2 nummod").replace("14 nsubj", "5 nsubj").replace("13 case", "4 case")
    rows = rows.replace("11 nmod", "2 nmod").replace("14 punct", "5 punct")
    article, sentences = document("Hundreds of protesters met 110 military staff. Ten tonnes of aid came.", rows)
    quantities = find_quantities(article, sentences, CCC)
    assert [(q.span.quote, q.counted, q.unit) for q in quantities] == [
        ("Hundreds of protesters", "protesters", None),
        ("110 military staff", "staff", None),
        ("Ten tonnes of aid", "aid", "tonne"),
    ]


def test_number_in_a_name_counts_nothing() -> None:
    rows = "A DET 2 det\nComet PROPN 4 nsubj\n737 NUM 2 nummod\nlanded VERB 0 root\n. PUNCT 4 punct"
    article, sentences = document("A Comet 737 landed.", rows)
    assert find_quantities(article, sentences, CCC) == ()


def test_dead_among_the_counted() -> None:
    rows = (
        "The DET 2 det\nnumber NOUN 5 nsubj\nof ADP 4 case\ndead NOUN 2 nmod\nrose VERB 0 root\n"
        "to ADP 7 case\n12 NUM 5 obl\n. PUNCT 5 punct"
    )
    article, sentences = document("The number of dead rose to 12.", rows)
    assert [q.counted for q in find_quantities(article, sentences, CCC)] == ["dead"]


@given(
    st.lists(st.sampled_from("at least nearly 40 5.5 $ % km hundreds of people - to and 1,2 no both one £3m".split()))
)
def test_spans_are_verbatim(words: list[str]) -> None:
    found(" ".join(words))


@given(st.text(max_size=100))
def test_any_text(text: str) -> None:
    found(text)


def test_long_input_is_read_once() -> None:
    for piece in ("twenty ", "1,", "two and ", "more than ", "5-", "a-", "no ", "$", "9 "):
        found(piece * 3000)
