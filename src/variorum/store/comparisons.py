"""Comparisons that are kept, so that nobody waits twice for one."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, Connection, Table, delete, insert, select, true, update

from variorum.model.comparison import Comparison
from variorum.store import records
from variorum.store.lists import OVERTAKEN, STATUSES, Standing
from variorum.store.query import folded
from variorum.store.schema import aliases, articles, carried, comparisons, stories


def fetch(connection: Connection, story: str, settings: str, made_from: str) -> bytes | None:
    """The export of a story's last comparison under these settings, if it was made from just this.

    Raises:
        InputError: It is damaged.
    """
    return _export(connection, story, settings, comparisons.c.made_from == made_from)


def is_current(connection: Connection, story: str, settings: str, contents: str) -> bool:
    """Whether lists take a story's last comparison for current."""
    query = select(comparisons.c.contents).where(comparisons.c.story == story, comparisons.c.settings == settings)
    return connection.execute(query).scalar() == contents


def restore(connection: Connection, story: str, settings: str, made_from: str, contents: str) -> None:
    """Has lists take it for current again, as when a judgement was undone."""
    connection.execute(
        update(comparisons)
        .where(comparisons.c.story == story, comparisons.c.settings == settings, comparisons.c.made_from == made_from)
        .values(contents=contents)
    )


def current(connection: Connection, settings: str) -> list[str]:
    """The stories that were compared under these settings, and whose articles have not changed since."""
    query = (
        select(comparisons.c.story)
        .join(stories, stories.c.id == comparisons.c.story)
        .where(comparisons.c.settings == settings, comparisons.c.contents == stories.c.contents)
    )
    return sorted(connection.execute(query).scalars())


def last(connection: Connection, story: str, settings: str) -> bytes | None:
    """The export of a story's last comparison under these settings, whatever has changed since; None if there is none.

    Raises:
        InputError: It is damaged.
    """
    return _export(connection, story, settings, true())


def _export(connection: Connection, story: str, settings: str, condition: ColumnElement[bool]) -> bytes | None:
    query = select(comparisons.c.export, comparisons.c.export_bytes).where(
        comparisons.c.story == story, comparisons.c.settings == settings, condition
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
    comparison: Comparison,
    export: bytes,
) -> bool:
    """Keeps a comparison in place of the last one; False if the story has gone or changed meanwhile.

    Args:
        connection: A transaction that may write.
        story: Id of the story.
        settings: Hash of the settings.
        made_from: What tells whether it is still current.
        contents: Of the story, when it was read.
        standing: What lists show.
        comparison: What searches ask of it is taken from here.
        export: The whole of it.
    """
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
    of = {"story": story, "settings": settings}
    statuses = {(mention.span.article, point.status) for point in comparison.points for mention in point.mentions}
    names = {name for name, _ in statuses}
    numbers = dict(connection.execute(select(articles.c.name, articles.c.id).where(articles.c.name.in_(names))).all())
    _insert(connection, carried, [{**of, "article": numbers[name], "status": status} for name, status in statuses])
    _insert(
        connection,
        aliases,
        [
            {**of, "entity": number, "alias": alias, "folded": folded(alias)}
            for number, entity in enumerate(comparison.entities)
            for alias in entity.aliases
        ],
    )
    return True


def _insert(connection: Connection, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def stamps(connection: Connection, settings: str) -> list[tuple[str, str, str]]:
    """Of every comparison that counts as current: its story, and what story and comparison were made from."""
    query = (
        select(comparisons.c.story, comparisons.c.contents, comparisons.c.made_from)
        .join(stories, stories.c.id == comparisons.c.story)
        .where(comparisons.c.settings == settings, comparisons.c.contents == stories.c.contents)
    )
    return [(row.story, row.contents, row.made_from) for row in connection.execute(query)]


def outdate(connection: Connection, ids: list[str] | None = None, mark: str = OVERTAKEN) -> None:
    """Marks the comparisons of these stories (of all if None) as no longer current; they stay until they are made."""
    query = update(comparisons).values(contents=mark)
    connection.execute(query if ids is None else query.where(comparisons.c.story.in_(ids)))
