"""Comparisons that are kept, so that nobody waits twice for one."""

from __future__ import annotations

import zlib

from sqlalchemy import Connection, delete, insert, select, update

from variorum.store import records
from variorum.store.schema import comparisons, stories
from variorum.store.stories import STATUSES, Standing


def fetch(connection: Connection, story: str, settings: str, made_from: str) -> bytes | None:
    """The export of a story's last comparison under these settings, if it was made from just this.

    Raises:
        InputError: It is damaged.
    """
    query = select(comparisons.c.export, comparisons.c.export_bytes).where(
        comparisons.c.story == story, comparisons.c.settings == settings, comparisons.c.made_from == made_from
    )
    row = connection.execute(query).first()
    return None if row is None else records.inflate(row.export, row.export_bytes)


def keep(
    connection: Connection,
    story: str,
    settings: str,
    made_from: str,
    contents: str,
    standing: Standing,
    export: bytes,
) -> bool:
    """Keeps a comparison in place of the last one; False if the story has gone or changed meanwhile."""
    current = connection.execute(select(stories.c.contents).where(stories.c.id == story)).scalar()
    if current != contents:
        return False
    connection.execute(delete(comparisons).where(comparisons.c.story == story, comparisons.c.settings == settings))
    connection.execute(
        insert(comparisons).values(
            story=story, settings=settings, contents=contents, made_from=made_from, made=standing.made,
            texts=standing.texts, origins=standing.origins,
            **{status: standing.count(status) for status in STATUSES},
            export=zlib.compress(export, 6), export_bytes=len(export),
        )
    )  # fmt: skip
    return True


def outdate(connection: Connection, ids: list[str] | None = None) -> None:
    """Marks the comparisons of these stories (of all if None) as overtaken; their numbers stay until they are made."""
    query = update(comparisons).values(contents="")
    connection.execute(query if ids is None else query.where(comparisons.c.story.in_(ids)))
