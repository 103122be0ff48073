"""Stories as rows: which articles belong to one, and what is kept of it for lists."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import TypeVar

from sqlalchemy import ColumnElement, Connection, delete, insert, select, true, update

from variorum.store.database import upsert
from variorum.store.records import now
from variorum.store.schema import articles, members, state, stories

CHUNK = 500
"""Rows asked for or written at once; SQLite bounds the number of parameters."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class StoredStory:
    """A story: its id and its articles' numbers in the archive, in order of publication."""

    id: str
    articles: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """An article's number, name and time of publication."""

    number: int
    name: str
    published: datetime | None


def everything(connection: Connection) -> list[StoredStory]:
    """All stories as last formed, the largest first."""
    return _stored(connection, true())


def one(connection: Connection, id: str) -> StoredStory | None:
    """The story of that id, as last formed."""
    found = _stored(connection, members.c.story == id)
    return found[0] if found else None


def _stored(connection: Connection, which: ColumnElement[bool]) -> list[StoredStory]:
    query = select(members.c.story, members.c.article).where(which).order_by(members.c.story, members.c.place)
    grouped: dict[str, list[int]] = {}
    for story, article in connection.execute(query):
        grouped.setdefault(story, []).append(article)
    return largest_first(StoredStory(story, tuple(numbers)) for story, numbers in grouped.items())


def largest_first(found: Iterable[StoredStory]) -> list[StoredStory]:
    """The stories in the order in which they are given out."""
    return sorted(found, key=lambda story: (-len(story.articles), story.articles[0]))


def replace(
    connection: Connection, present: Sequence[StoredStory], formed: Sequence[StoredStory], made_from: str
) -> None:
    """Makes these the stories; those that stay as they were keep their rows and their comparisons.

    Args:
        connection: A transaction that may write.
        present: The stories at present, as `everything` gives them.
        formed: What they become.
        made_from: What they were formed from.
    """
    before = {story.id: story.articles for story in present}
    after = {story.id: story.articles for story in formed}
    gone = [name for name in before if name not in after]
    changed = [name for name in after if before.get(name) != after[name]]
    unlisted = connection.execute(select(stories.c.id).where(stories.c.contents == "")).scalars()
    for ids in chunks([*gone, *changed]):
        connection.execute(delete(members).where(members.c.story.in_(ids)))
    for ids in chunks(gone):
        connection.execute(delete(stories).where(stories.c.id.in_(ids)))
    fresh = [{"id": name, "formed": now()} for name in changed if name not in before]
    if fresh:
        connection.execute(insert(stories), fresh)
    rows = [
        {"article": number, "story": name, "place": place}
        for name in changed
        for place, number in enumerate(after[name])
    ]
    if rows:
        connection.execute(insert(members), rows)
    refresh(connection, {*changed, *unlisted} & after.keys())
    row = upsert(connection, state).values(name="stories", value=made_from)
    connection.execute(row.on_conflict_do_update(index_elements=["name"], set_={"value": made_from}))


def made_from(connection: Connection) -> str | None:
    """What the stories were last formed from."""
    return connection.execute(select(state.c.value).where(state.c.name == "stories")).scalar()


def batched(connection: Connection) -> int:
    """How many articles there were when all stories were last formed together; 0 if never."""
    return int(connection.execute(select(state.c.value).where(state.c.name == "batched")).scalar() or 0)


def note_batch(connection: Connection, count: int) -> None:
    """Notes that the stories of so many articles were formed together."""
    row = upsert(connection, state).values(name="batched", value=str(count))
    connection.execute(row.on_conflict_do_update(index_elements=["name"], set_={"value": str(count)}))


def contents_of(connection: Connection, id: str) -> str | None:
    """What changes whenever a member of a story, or a version of one, comes or goes; None if there is no such story."""
    return connection.execute(select(stories.c.contents).where(stories.c.id == id)).scalar()


def homes(connection: Connection, names: Sequence[str]) -> list[str]:
    """The stories that the articles of these names are in."""
    return sorted(set(home_of(connection, names).values()))


def home_of(connection: Connection, names: Sequence[str]) -> dict[str, str]:
    """The story of each article, by name; those that are in none are left out."""
    found: dict[str, str] = {}
    for chunk in chunks(names):
        query = select(articles.c.name, members.c.story).join(members, articles.c.id == members.c.article)
        found.update((name, story) for name, story in connection.execute(query.where(articles.c.name.in_(chunk))))
    return found


def known(connection: Connection) -> list[Known]:
    """All articles, as far as stories are formed and sorted by it."""
    query = select(articles.c.id, articles.c.name, articles.c.published).order_by(articles.c.id)
    return [Known(*row) for row in connection.execute(query)]


def refresh(connection: Connection, ids: Iterable[str]) -> None:
    """Brings what lists show of these stories up to date with their articles."""
    for chunk in chunks(sorted(ids)):
        query = (
            select(members.c.story, articles.c.current, articles.c.name, articles.c.headline, articles.c.outlet,
                   articles.c.published)
            .join(articles, articles.c.id == members.c.article)
            .where(members.c.story.in_(chunk))
            .order_by(members.c.story, members.c.place)
        )  # fmt: skip
        for name, grouped in groupby(connection.execute(query), key=lambda row: row.story):
            rows = list(grouped)
            dates = [row.published for row in rows if row.published is not None]
            connection.execute(
                update(stories)
                .where(stories.c.id == name)
                .values(
                    title=next((row.headline for row in rows if row.headline), rows[0].name),
                    articles=len(rows),
                    outlets=len({row.outlet or row.name for row in rows}),
                    earliest=min(dates, default=None),
                    latest=max(dates, default=None),
                    contents=contents([row.current for row in rows]),
                )
            )


def contents(versions: Sequence[int]) -> str:
    """A digest of the versions that a story is made of."""
    return hashlib.sha256(",".join(map(str, versions)).encode()).hexdigest()[:32]


def stories_of(connection: Connection, numbers: Sequence[int]) -> dict[int, str]:
    """The story of each article."""
    query = select(members.c.article, members.c.story)
    return {
        article: story
        for chunk in chunks(numbers)
        for article, story in connection.execute(query.where(members.c.article.in_(chunk)))
    }


def beside(connection: Connection, numbers: Sequence[int], most: int) -> list[int]:
    """Articles and those that share a story with one of them, story by story, no more than so many."""
    homes = stories_of(connection, numbers)
    order = list(dict.fromkeys(homes[number] for number in numbers if number in homes))
    found: list[int] = []
    for story in order:
        found += connection.execute(
            select(members.c.article).where(members.c.story == story).order_by(members.c.place)
        ).scalars()
    return found[:most]


def chunks(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """The items in lots that a statement may name."""
    for first in range(0, len(items), CHUNK):
        yield items[first : first + CHUNK]
