from __future__ import annotations

from datetime import datetime

from variorum.annotate.reading_day import common_day
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
