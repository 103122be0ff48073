"""What versions were made from, and versions made from it again."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, select, update

from variorum.model.article import Article
from variorum.store import records, search, stories
from variorum.store.schema import articles, comparisons, members, openings, sketches, state, versions


@dataclass(frozen=True, slots=True)
class Raw:
    """The raw bytes of a version and what is known of them.

    Attributes:
        version: Number of the version.
        name: What results call the article.
        url: Its address.
        source: File, line or address that the bytes came from.
        kind: What they are.
        charset: Encoding that the server named.
        sha256: Hex digest of the bytes.
        seen: When they came in (UTC).
    """

    version: int
    name: str
    url: str | None
    source: str
    kind: str
    charset: str | None
    sha256: str
    seen: datetime
    packed: bytes
    size: int

    def data(self) -> bytes:
        """The bytes.

        Raises:
            InputError: They are damaged.
        """
        return records.inflate(self.packed, self.size)


@dataclass(frozen=True, slots=True)
class Stored:
    """A version with its raw bytes; `number` counts the texts of an article from 1, `story` is that of the article."""

    article: Article
    raw: Raw
    number: int
    story: str | None


def numbers(connection: Connection, *, current: bool = False) -> list[int]:
    """The numbers of all versions, or of the current ones only."""
    query = select(versions.c.id).order_by(versions.c.id)
    if current:
        query = select(articles.c.current).order_by(articles.c.id)
    return list(connection.execute(query).scalars())


def fetch(connection: Connection, version: int) -> Raw:
    """The raw bytes of a version."""
    return _raw(connection.execute(_with_article().where(versions.c.id == version)).one())


def stored(connection: Connection, wanted: Sequence[int]) -> list[Stored]:
    """Versions with their raw bytes, in the order of their numbers."""
    query = _with_article().add_columns(members.c.story).outerjoin(members, members.c.article == articles.c.id)
    rows = connection.execute(query.where(versions.c.id.in_(wanted)).order_by(versions.c.id))
    return [Stored(records.article(row), _raw(row), row.number, row.story) for row in rows]


def _with_article() -> Select[*tuple[Any, ...]]:
    return select(versions, articles.c.name, articles.c.url).join(articles, articles.c.id == versions.c.article)


def _raw(row: Row[tuple[object, ...]]) -> Raw:
    return Raw(
        row.id, row.name, row.url, row.source, row.kind, row.charset, row.sha256, row.seen, row.raw, row.raw_bytes
    )


def replace(connection: Connection, version: int, article: Article) -> bool:
    """Puts an article in the place of what a version was before; False if it is the same.

    What was made from the version before, its opening and the comparisons of its story, goes.
    """
    before = connection.execute(
        select(versions, articles.c.current, articles.c.name, articles.c.url)
        .join(articles, articles.c.id == versions.c.article)
        .where(versions.c.id == version)
    ).one()
    row = records.derived(article)
    if all(getattr(before, name) == value for name, value in row.items()):
        return False
    current = before.current == version
    if current:
        search.unindex(connection, version)
    same = select(versions.c.id).where(
        versions.c.article == before.article,
        versions.c.fingerprint == row["fingerprint"],
        versions.c.id != version,
    )
    if connection.execute(same).first() is not None:
        # Another version reads the same now; both stay, as their bytes differ.
        row["fingerprint"] = hashlib.sha256(f"{row['fingerprint']} {version}".encode()).hexdigest()
    connection.execute(update(versions).where(versions.c.id == version).values(row))
    for table in (openings, sketches):
        connection.execute(delete(table).where(table.c.version == version))
    if current:
        search.index(connection, version)
        shown = records.shown(article)
        connection.execute(update(articles).where(articles.c.id == before.article).values(shown))
        home = connection.execute(select(members.c.story).where(members.c.article == before.article)).scalars().all()
        connection.execute(delete(comparisons).where(comparisons.c.story.in_(home)))
        stories.refresh(connection, home)
        forget_stories(connection)
    return True


def forget_sketches(connection: Connection) -> None:
    """Has all sketches made anew when stories are next formed."""
    connection.execute(delete(sketches))


def forget_stories(connection: Connection) -> None:
    """Has the stories formed anew, under their ids, when they are next asked for."""
    connection.execute(delete(state).where(state.c.name == "stories"))
