"""The day against which "Saturday" or "in December" is read where an article bears no date.

Reports that are compared with each other mostly appear within days. So an undated one is read as of the middle day of
the dated ones, if these lie close together, or of a day near it that its own first sentences suggest; the reader is
told. Without dated company nothing is assumed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from variorum.annotate.times.patterns import find_expressions
from variorum.annotate.times.tense import direction
from variorum.model.article import Article
from variorum.model.document import Sentence

_CLOSE_TOGETHER = timedelta(days=14)
_LEAD = 3
"""Sentences in which a report names the day of its news: that of publication, or the day before."""
_WEEK = 7


def common_day(articles: Sequence[Article]) -> datetime | None:
    """The middle publication day of the dated articles; None if there is none or they lie more than two weeks apart."""
    days = sorted(article.published for article in articles if article.published is not None)
    if not days or days[-1] - days[0] > _CLOSE_TOGETHER:
        return None
    return days[(len(days) - 1) // 2].replace(hour=0, minute=0, second=0, microsecond=0)


def reading_day(article: Article, sentences: Sequence[Sentence], common: datetime | None) -> datetime | None:
    """When an article was published, or the likely day of that near the common one.

    News is of the day or of the day before. So where an undated report says first that something happened on Sunday, it
    is read as of the Sunday or Monday nearest to the common day. `evaluation/times.py --undated` prints how much more
    of the days told come out right for that.

    Args:
        article: The article.
        sentences: Its sentences, in order.
        common: The middle day of the others, if there is one.
    """
    if article.published is not None or common is None:
        return article.published
    weekday = next(_weekdays(sentences), None)
    near = sorted((common + timedelta(days=k) for k in range(1 - _WEEK, _WEEK)), key=lambda day: abs(day - common))
    return next((day for day in near if weekday is None or (day.weekday() - weekday) % _WEEK <= 1), common)


def _weekdays(sentences: Sequence[Sentence]) -> Iterator[int]:
    """The days of the week, 0 for Monday, of which the first sentences do not say that they are to come."""
    for sentence in [sentence for sentence in sentences if sentence.span.field == "text"][:_LEAD]:
        text = sentence.span.quote
        for found in find_expressions(text):
            if found.form == "weekday" and found.shift is None and found.weekday is not None:
                way = direction(text, sentence.tokens, sentence.span.start, found.start, found.end)
                if way != "future":
                    yield found.weekday
