"""The day against which "Saturday" or "in December" is read where an article bears no date.

Reports that are compared with each other mostly appear within days. So an undated one is read as of the middle day of
the dated ones, if these lie close together; the reader is told. Without dated company nothing is assumed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from variorum.model.article import Article

_CLOSE_TOGETHER = timedelta(days=14)


def common_day(articles: Sequence[Article]) -> datetime | None:
    """The middle publication day of the dated articles; None if there is none or they lie more than two weeks apart."""
    days = sorted(article.published for article in articles if article.published is not None)
    if not days or days[-1] - days[0] > _CLOSE_TOGETHER:
        return None
    return days[(len(days) - 1) // 2].replace(hour=0, minute=0, second=0, microsecond=0)
