"""Dates as metadata and texts write them."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum.articles.dates import from_url, parse, with_year, written_dates


@pytest.mark.parametrize(
    ("text", "expected", "precision"),
    [
        ("2024-05-01 10:11:12", datetime(2024, 5, 1, 10, 11, 12), "second"),
        ("2024-05-01T10:11:12Z", datetime(2024, 5, 1, 10, 11, 12), "second"),
        ("2024-05-01T23:11:12-05:00", datetime(2024, 5, 1), "day"),
        ("2024-05-01T23:11:12.123456789+0200", datetime(2024, 5, 1), "day"),
        ("2024-05-01", datetime(2024, 5, 1), "day"),
        ("Wed, 01 May 2024 10:11:12 GMT", datetime(2024, 5, 1, 10, 11, 12), "second"),
        ("01 May, 2024", datetime(2024, 5, 1), "day"),
        ("May 1st, 2024", datetime(2024, 5, 1), "day"),
        ("Updated: Sept. 3, 2024 at 5 p.m.", datetime(2024, 9, 3), "day"),
        ("02.05.2024", datetime(2024, 5, 2), "day"),
        ("25/12/2024", datetime(2024, 12, 25), "day"),
        ("12/25/2024", datetime(2024, 12, 25), "day"),
    ],
)
def test_written_dates_are_parsed(text: str, expected: datetime, precision: str) -> None:
    assert parse(text) == (expected, precision)


@pytest.mark.parametrize("text", ["", "yesterday", "3/4/2024", "0001-01-01", "31 February 2024", "1512345678", "May 3"])
def test_what_is_no_certain_date_is_none(text: str) -> None:
    assert parse(text) is None


def test_dates_in_running_text() -> None:
    text = "On 3 May 2024 (May 4), not version 1.2.2020.4 or 12-05-2024x, it fell; the 5th of June, 2025 is a Thursday."
    assert [(found.year, found.month, found.day) for found in written_dates(text)] == [
        (2024, 5, 3),
        (None, 5, 4),
        (2025, 6, 5),
    ]


def test_address_dates() -> None:
    assert from_url("https://news.example/2024/05/01/bridge") == datetime(2024, 5, 1)
    assert from_url("https://news.example/world/2024-05/01/c_1.htm") == datetime(2024, 5, 1)
    assert from_url("https://news.example/2024/may/01/bridge") == datetime(2024, 5, 1)
    assert from_url("https://news.example/2024/page/01/bridge") is None
    assert from_url("https://news.example/2024/13/01/bridge") is None
    assert from_url("https://news.example/id/20240501") is None


def test_a_missing_year_comes_from_the_latest_full_date() -> None:
    assert with_year(5, 2, "It fell on May 1, 2024, said the mayor.") == datetime(2024, 5, 2)
    assert with_year(1, 1, "It fell on December 30, 2023.") == datetime(2024, 1, 1)
    assert with_year(5, 2, "Work ends on May 20, 2024.") == datetime(2024, 5, 2)


def test_no_year_is_guessed() -> None:
    assert with_year(5, 2, "It fell on Monday.") is None
    assert with_year(5, 2, "It was built on September 1, 1990.") is None
    assert with_year(5, 2, "The town marked the anniversary of the fall on May 1, 2014.") is None
    assert with_year(5, 2, "The town marked the anniversary of May 1, 2014; pictures of May 1, 2024.") == datetime(
        2024, 5, 2
    )
    assert with_year(2, 29, "It fell on March 1, 2023.") is None


@given(st.text(max_size=120) | st.text(alphabet="0123456789-/.: TZ+,MayJune", max_size=40))
def test_any_text_is_a_date_or_none(text: str) -> None:
    parse(text)
    from_url(text)
    for found in written_dates(text):
        assert 0 <= found.start < found.end <= len(text)
