"""The time line: intervals in words, and what dates them."""

from __future__ import annotations

from datetime import datetime

import pytest

from variorum.articles import from_text
from variorum.comparison.account import about, interval
from variorum.pipeline import compare


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ((2021, 3, 5), (2021, 3, 6), "5 March 2021"),
        ((2021, 3, 1), (2021, 3, 8), "1 to 7 March 2021"),
        ((2021, 3, 29), (2021, 4, 5), "29 March to 4 April 2021"),
        ((2021, 12, 27), (2022, 1, 3), "27 December 2021 to 2 January 2022"),
        ((2021, 3, 1), (2021, 4, 1), "March 2021"),
        ((2021, 1, 1), (2021, 7, 1), "January to June 2021"),
        ((2018, 5, 20), (2019, 8, 2), "May 2018 to August 2019"),
        ((2021, 1, 1), (2022, 1, 1), "2021"),
        ((1967, 1, 1), (1980, 1, 1), "1967 to 1979"),
        ((1950, 1, 1), (1960, 1, 1), "1950s"),
        ((1901, 6, 7), (1911, 3, 2), "1901 to 1911"),
    ],
)
def test_intervals_are_told_as_exactly_as_they_are_known(
    start: tuple[int, int, int], end: tuple[int, int, int], words: str
) -> None:
    assert interval(datetime(*start), datetime(*end)) == words


def test_the_date_of_a_picture_is_none_of_the_event() -> None:
    rally = "Thousands of people rallied in Halmery on 4 May 2031 against the sale of the harbour."
    picture = "Ida Brandt opens the harbour of Orsey on 12 June 2019. (Elna Rask/AFP)"
    reports = [from_text(f"{rally}\n\n{picture}", id="a"), from_text(rally.replace("rallied", "marched"), id="b")]
    assert [entry.label for entry in compare(reports).timeline] == ["4 May 2031"]
    assert "caption" in [block.kind for block in reports[0].blocks]


@pytest.mark.parametrize(
    ("value", "start", "end", "words"),
    [
        ("2019", (2018, 11, 6), (2020, 2, 1), "about 2019"),
        ("2019-12", (2019, 11, 6), (2020, 1, 5), "about December 2019"),
        ("2019", (2019, 1, 1), (2020, 1, 1), None),
        ("2019", (2019, 1, 1), (2019, 4, 1), None),
        ("2019-12-05", (2019, 11, 6), (2020, 1, 5), None),
    ],
)
def test_what_is_only_about_a_year_is_told_by_the_year(
    value: str, start: tuple[int, int, int], end: tuple[int, int, int], words: str | None
) -> None:
    assert about(value, datetime(*start), datetime(*end)) == words


def test_a_clause_stands_with_the_noun_that_it_explains() -> None:
    told = "The crowd boarded ferries which left the harbour of Halmery on 4 May 2031."
    other = "Ferries left the harbour of Halmery on 4 May 2031, and the crowd was on board."
    comparison = compare([from_text(told, id="a"), from_text(other, id="b")])
    quotes = [span.quote for entry in comparison.timeline for span in entry.spans if span.article == "a"]
    assert quotes == ["ferries which left the harbour of Halmery on 4 May 2031"]


def test_both_ends_of_a_stretch_are_one_entry_and_a_century_is_none() -> None:
    told = "Ida Brandt taught at the harbour school of Halmery from 1938 to 1940."
    other = "One of the great 20th-century sailors, Ida Brandt taught at the harbour school of Halmery."
    comparison = compare([from_text(told, id="a"), from_text(other, id="b")])
    assert [entry.label for entry in comparison.timeline] == ["1938 to 1940"]


def test_a_part_of_a_day_and_a_time_of_day_stand_with_their_day() -> None:
    first = from_text("The harbour bridge of Talwin fell early on the morning of 4 May 2031.", id="a")
    second = from_text("The harbour bridge of Talwin fell at 5.10 am on 4 May 2031. Nobody crossed it.", id="b")
    (entry,) = compare([first, second]).timeline
    assert entry.label == "4 May 2031"
    assert {span.article for span in entry.spans} == {"a", "b"}
