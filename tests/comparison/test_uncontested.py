"""What looks like a contest and is none, on short reports of invented events read with the real model."""

from __future__ import annotations

from datetime import datetime

import pytest

from variorum.articles import from_text
from variorum.model.comparison import Comparison, Point
from variorum.pipeline import compare


def contested(*texts: str, published: tuple[datetime | None, ...] = ()) -> list[Point]:
    days = published or (None,) * len(texts)
    articles = [from_text(t, id=f"r{n}", published=day) for n, (t, day) in enumerate(zip(texts, days, strict=True), 1)]
    found: Comparison = compare(articles)
    return [point for point in found.points if point.status == "contested"]


def test_an_age_without_a_name_may_be_anybodys() -> None:
    named = "Hanno Kast, 41, was arrested at home in Osk on Monday on suspicion of arson."
    assert contested(named, "Hanno Kast, 43, was arrested at home in Osk on Monday on suspicion of arson.")
    assert not contested(named, "The 43-year-old was arrested at home in Osk on Monday on suspicion of arson.")


def test_part_of_the_dead_is_not_all_of_them() -> None:
    first = "A mill in Osk exploded on Monday. The blast killed 40 people."
    assert contested(first, "A mill in Osk exploded on Monday. The blast killed 12 people.")
    assert not contested(
        first, "A mill in Osk exploded on Monday. The blast killed many people, including 12 children."
    )


def test_no_report_dates_what_happened_after_it_appeared() -> None:
    early = "Rebels attacked the harbour of Osk on Saturday, killing four guards."
    late = "Rebels attacked the harbour of Osk on Monday, killing four guards."
    both = datetime(2031, 5, 6), datetime(2031, 5, 6)
    assert contested(early, late, published=both)
    assert not contested(early, late, published=(datetime(2031, 5, 4), both[1]))


def test_yesterday_in_a_report_without_a_date_may_be_another_day() -> None:
    dated = "The council of Osk adopted the ban on fishing in the harbour today."
    other = "The council of Osk adopted the ban on fishing in the harbour yesterday."
    days = datetime(2031, 5, 6), datetime(2031, 5, 6)
    assert contested(dated, other, published=days)
    assert not contested(dated, other, published=(days[0], None))


def test_what_still_goes_on_at_a_time_goes_on_at_others() -> None:
    first = "Some of the miners were in the pit of Osk at 10:30 a.m."
    assert contested(first, "Some of the miners were in the pit of Osk at 4 p.m.")
    assert not contested(first, "Some of the miners were still in the pit of Osk at 4 p.m.")


@pytest.mark.parametrize(
    ("affirming", "denying", "another"),
    [
        (
            "Orvane will boycott the meetings of ministers in Talwin.",
            "Orvane will not boycott the meetings of ministers in Talwin.",
            "Orvane will not boycott the games in Talwin.",
        ),
        (
            "The mayor of Osk sold the harbour to the ferry company.",
            "The mayor of Osk denied that he sold the harbour to the ferry company.",
            "Did the mayor of Osk not sell the harbour to the ferry company?",
        ),
    ],
)
def test_what_is_denied_of_another_matter_or_only_asked(affirming: str, denying: str, another: str) -> None:
    assert contested(affirming, denying)
    assert not contested(affirming, another)


def test_figures_that_others_alone_connect_are_not_held_against_each_other() -> None:
    """Every value of a contest answers its question by itself: those of other things are not listed beside them."""
    (point,) = contested(
        "A storm killed 25 people in Osk on Monday. In the year 2009 a storm killed at least 180 people in Talwin.",
        "The storm in Osk on Monday killed 22 people, the mayor said.",
    )
    assert point.differs is not None
    assert {value.span.quote for value in point.differs.values} == {"25 people", "22 people"}
