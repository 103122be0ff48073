"""Pages of stories, rendered when they were compared, so that no reader waits for that."""

from __future__ import annotations

import zlib
from datetime import datetime

from sqlalchemy import Connection, insert, select

from variorum.store import records
from variorum.store.schema import comparisons, pages


def keep(connection: Connection, story: str, settings: str, drawn_by: str, page: bytes) -> None:
    """Keeps the page of a comparison that was just kept; it goes with that.

    Args:
        connection: The transaction in which the comparison was kept.
        story: Id of the story.
        settings: Hash of the settings.
        drawn_by: What tells whether it would be rendered otherwise now.
        page: Its bytes.
    """
    connection.execute(
        insert(pages).values(
            story=story, settings=settings, drawn_by=drawn_by, packed=zlib.compress(page, 6), packed_bytes=len(page)
        )
    )


def fetch(connection: Connection, story: str, settings: str, made: datetime, drawn_by: str) -> bytes | None:
    """The page of the comparison that was made just then, if it was rendered by just this; else None.

    Raises:
        InputError: It is damaged.
    """
    query = (
        select(pages.c.packed, pages.c.packed_bytes)
        .join(comparisons, (comparisons.c.story == pages.c.story) & (comparisons.c.settings == pages.c.settings))
        .where(
            pages.c.story == story, pages.c.settings == settings, pages.c.drawn_by == drawn_by,
            comparisons.c.made == made,
        )
    )  # fmt: skip
    row = connection.execute(query).first()
    return None if row is None else records.inflate(row.packed, row.packed_bytes)
