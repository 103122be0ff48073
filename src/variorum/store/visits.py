"""Which articles were fetched from the network, and when last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, or_, select

from variorum.store.schema import articles, visits


@dataclass(frozen=True, slots=True)
class Fetched:
    """An article that was fetched from its address.

    Attributes:
        url: The address.
        key: Which article it is.
        version: Number of its current version.
        added: When the article came in (UTC).
        etag: What the server called its state at the last visit.
        modified: When it said that it was last changed.
        at: When it was last asked for, as a POSIX time in seconds.
    """

    url: str
    key: str
    version: int
    added: datetime
    etag: str | None
    modified: str | None
    at: float


def fetched(connection: Connection, since: datetime) -> list[Fetched]:
    """The articles that were fetched and came in since, but for those that were published before."""
    query = (
        select(
            articles.c.url, articles.c.key, articles.c.current, articles.c.added, visits.c.etag, visits.c.modified,
            visits.c.at,
        )
        .join(visits, visits.c.url == articles.c.url)
        .where(articles.c.added >= since, or_(articles.c.published.is_(None), articles.c.published >= since))
    )  # fmt: skip
    return [Fetched(*row) for row in connection.execute(query)]
