from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from plain_sentences import plain

from variorum.annotate.reading_day import common_day, reading_day
from variorum.model.article import Article


def on(*days: int) -> list[Article]:
    return [
        Article(str(k), "", "x", published=datetime(2031, 3, day, 17) if day else None) for k, day in enumerate(days)
    ]


def test_the_middle_day_of_the_dated() -> None:
    assert common_day(on(4, 0, 6, 5)) == datetime(2031, 3, 5)


def test_nothing_is_assumed_without_dated_company_or_far_apart() -> None:
    assert common_day(on(0, 0)) is None
    assert common_day(on(1, 0, 28)) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The bridge fell on Sunday.", 2),  # the day after the others reported
        ("The bridge fell on Saturday.", 1),
        ("The bridge fell on Friday.", 1),
        ("The bridge fell on Wednesday.", 27),
        ("The bridge will open on Sunday.", 1),
        ("Nobody came.\nNobody left.\nIt rained.\nThe bridge fell on Sunday.", 1),
        ("Nobody came.", 1),
    ],
)
def test_the_day_that_the_lead_names_or_the_next_near_the_others(text: str, day: int) -> None:
    """The common day is Saturday, 1 March 2031."""
    article, sentences = plain(text)
    found = reading_day(article, sentences, datetime(2031, 3, 1))
    assert found is not None
    assert found.day == day


def test_an_article_with_a_date_is_read_as_of_that() -> None:
    article, sentences = plain("The bridge fell on Sunday.")
    dated = replace(article, published=datetime(2031, 3, 5))
    assert reading_day(dated, sentences, datetime(2031, 3, 1)) == datetime(2031, 3, 5)
    assert reading_day(article, sentences, None) is None
