from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plain_sentences import plain

from variorum.annotate.intervals import overlap, relation
from variorum.annotate.quantities.finding import find_quantities
from variorum.annotate.quantities.policies import CCC
from variorum.annotate.times import find_times
from variorum.annotate.times.relation import times_relation
from variorum.model.document import Quantity, TimeExpression


def quantity(words: str) -> Quantity:
    article, sentences = plain(f"There were {words}.")
    return find_quantities(article, sentences, CCC)[0]


def moment(words: str, published: datetime | None = datetime(2021, 3, 10)) -> TimeExpression:
    article, sentences = plain(f"It happened {words}.", published)
    return find_times(article, sentences)[0]


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("seven people", "seven people", "same"),
        ("about 50 people", "52 people", "compatible"),
        ("at least 7 people", "seven people", "compatible"),
        ("at least 7 people", "12 people", "conflict"),
        ("more than 40 people", "44 people", "compatible"),
        ("more than 40 people", "90 people", "conflict"),
        ("200 people", "300 people", "conflict"),
        ("2,500 people", "2,483 people", "compatible"),
        ("seven people", "eight people", "conflict"),
        ("hundreds of people", "thousands of people", "conflict"),
        ("several thousand people", "thousands of people", "compatible"),
        ("tens of thousands of people", "thousands of people", "conflict"),
        ("hundreds of people", "about 500 people", "compatible"),
        ("dozens of people", "110 people", "conflict"),
        ("no people", "three people", "conflict"),
        ("up to 400 people", "380 people", "compatible"),
        ("8 miles", "13 km", "compatible"),
        ("8 miles", "20 km", "conflict"),
        ("100 feet", "30 metres", "compatible"),
        ("two years", "24 months", "same"),
        ("half of the voters", "50 percent", "same"),
        ("$5 million", "US$5 million", "same"),
        ("$5 million", "£5 million", "compatible"),
        ("$5 million", "$7 million", "conflict"),
        ("$1.2 billion", "$1.23 billion", "compatible"),
        ("between 40 and 50 people", "45 people", "compatible"),
        ("between nine and 16 people", "between eight and 17 people", "conflict"),
        ("at least 15 people", "at least 10 people", "conflict"),
        ("more than 51 people", "more than 50 people", "compatible"),
        ("more than 51 people", "51 people", "conflict"),
        ("over 2.5 million people", "2.5 million people", "compatible"),
        ("nine million people", "9.3 million people", "compatible"),
        ("two million people", "2.4 million people", "conflict"),
        ("more than 5 percent", "5.53 percent", "compatible"),
        ("more than 5 percent", "6.53 percent", "conflict"),
        ("more than 5 people", "8 people", "conflict"),
    ],
)
def test_relation(a: str, b: str, expected: str) -> None:
    assert relation(quantity(a), quantity(b)) == expected
    assert relation(quantity(b), quantity(a)) == expected


def test_overlap_takes_words_literally() -> None:
    assert overlap(quantity("at least 7 people"), quantity("700 people"))
    assert not overlap(quantity("200 people"), quantity("300 people"))
    assert not overlap(quantity("5 miles"), quantity("5 tonnes"))
    assert overlap(quantity("500 metres"), quantity("0.5 km"))


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("on Saturday", "on 6 March 2021", "same"),
        ("in December 2020", "on 3 December 2020", "nested"),
        ("in early December", "at the end of December", "disjoint"),
        ("on 3 May 2020", "on 4 May 2020", "disjoint"),
        ("in 2020", "in May 2020", "nested"),
        ("two years ago", "in November 2018", "nested"),
        ("on Saturday morning", "on Saturday", "nested"),
        ("at 5:10 a.m. on Saturday", "about 5 a.m. on Saturday", "nested"),
        ("for two hours", "for three hours", "disjoint"),
        ("for 24 months", "for two years", "nested"),
        ("soon", "on Saturday", "unknown"),
        ("for two hours", "on Saturday", "unknown"),
        ("five days after the strike", "five days after the vote", "unknown"),
    ],
)
def test_times_relation(a: str, b: str, expected: str) -> None:
    assert times_relation(moment(a), moment(b)) == expected
    assert times_relation(moment(b), moment(a)) == expected


def test_the_same_weekday_read_as_the_last_and_as_the_next_is_no_contradiction() -> None:
    last, following = moment("The deal was signed on Thursday"), moment("The deal is due on Thursday")
    assert last.start != following.start
    assert times_relation(last, following) == "unknown"


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("at about 10 a.m. on Saturday", "at about 10:30 a.m. on Saturday", "disjoint"),
        ("at about 10 a.m. on Saturday", "at 10:15 a.m. on Saturday", "nested"),
        ("at 9:50 a.m. on Saturday", "about 10 a.m. on Saturday", "nested"),
        ("at 8:40 p.m. on Saturday", "at 8:49 p.m. on Saturday", "disjoint"),
        ("at 8:43 p.m. on Saturday", "at 8:43 p.m. on Saturday", "same"),
        ("at 10 a.m. on Saturday", "at 10 a.m. on Sunday", "disjoint"),
    ],
)
def test_times_of_day_are_as_exact_as_they_are_told(a: str, b: str, expected: str) -> None:
    assert times_relation(moment(a), moment(b)) == expected
    assert times_relation(moment(b), moment(a)) == expected


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("on Monday", "on Tuesday", "disjoint"),
        ("on Monday", "on Monday", "same"),
        ("on Monday", "at 9:15 a.m. on Monday", "nested"),
        ("at 10 a.m. on Monday", "at 11 a.m. on Monday", "disjoint"),
        ("at 10 a.m. on Monday", "at 11 a.m.", "disjoint"),
        ("on December 6", "on December 7", "disjoint"),
        ("in December", "on December 7", "nested"),
        ("on Monday", "on December 7", "unknown"),
        ("yesterday", "on Monday", "unknown"),
        ("in 2019", "on Monday", "unknown"),
        ("in 2019", "in 2020", "disjoint"),
        ("for two hours", "for three hours", "disjoint"),
    ],
)
def test_times_of_articles_without_a_date(a: str, b: str, expected: str) -> None:
    assert times_relation(moment(a, None), moment(b, None)) == expected
    assert times_relation(moment(b, None), moment(a, None)) == expected


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_relation_is_symmetric(a: int, b: int) -> None:
    first, second = quantity(f"{a:,} boxes"), quantity(f"about {b:,} boxes")
    assert relation(first, second) == relation(second, first)
    assert overlap(first, second) == overlap(second, first)
    assert relation(first, first) == "same"


@given(st.integers(1, 10**6))
def test_literal_overlap_never_conflicts_when_bounded(number: int) -> None:
    assert relation(quantity(f"{number:,} boxes"), quantity(f"about {number:,} boxes")) != "conflict"
