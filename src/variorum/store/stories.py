"""Stories as rows: which articles belong to one, and what lists show of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Literal, TypeVar

from sqlalchemy import ColumnElement, Connection, Row, delete, func, insert, select, true, update

from variorum.model.comparison import Status
from variorum.store.database import upsert
from variorum.store.records import now
from variorum.store.schema import articles, comparisons, members, state, stories

CHUNK = 500
"""Rows asked for or written at once; SQLite bounds the number of parameters."""

T = TypeVar("T")

Order = Literal["largest", "newest", "contested"]

STATUSES: tuple[Status, ...] = ("corroborated", "repeated", "contested", "superseded", "single")


@dataclass(frozen=True, slots=True)
class StoredStory:
    """A story: its id and its articles' numbers in the archive, in order of publication."""

    id: str
    articles: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """What the last comparison of a story counted.

    Attributes:
        points: How many points have each status.
        texts: Distinct texts among the articles: copies count once.
        origins: Most independent origins that stand behind any one point.
        made: When it was made (UTC).
        current: Nothing that it was made from has changed since.
    """

    points: tuple[tuple[Status, int], ...]
    texts: int
    origins: int
    made: datetime
    current: bool

    def count(self, status: Status) -> int:
        """How many points have that status."""
        return dict(self.points).get(status, 0)


@dataclass(frozen=True, slots=True)
class Report:
    """An article as lists show it, without its text; `title` is its headline, else its first words."""

    id: str
    outlet: str | None
    title: str
    published: datetime | None
    published_precision: str
    url: str | None
    language: str
    sha256: str

    @property
    def name(self) -> str:
        """Its outlet, else its id."""
        return self.outlet or self.id


@dataclass(frozen=True, slots=True)
class StoryRow:
    """A story as lists show it.

    Attributes:
        id: Its id.
        title: Headline of its first article.
        articles: How many it has.
        outlets: How many outlets report it, as far as they are known.
        earliest: When the first of its dated articles appeared.
        latest: When the last of them appeared.
        standing: What its last comparison counted; None if it was never compared under these settings.
    """

    id: str
    title: str
    articles: int
    outlets: int
    earliest: datetime | None
    latest: datetime | None
    standing: Standing | None


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
    found = [StoredStory(story, tuple(numbers)) for story, numbers in grouped.items()]
    return sorted(found, key=lambda story: (-len(story.articles), story.articles[0]))


def replace(connection: Connection, formed: Sequence[StoredStory], made_from: str) -> None:
    """Makes these the stories; those that stay as they were keep their rows and their comparisons."""
    before = {story.id: story.articles for story in everything(connection)}
    after = {story.id: story.articles for story in formed}
    gone = [name for name in before if name not in after]
    changed = [name for name in after if before.get(name) != after[name]]
    unlisted = connection.execute(select(stories.c.id).where(stories.c.contents == "")).scalars()
    for ids in _chunks([*gone, *changed]):
        connection.execute(delete(members).where(members.c.story.in_(ids)))
    for ids in _chunks(gone):
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


def contents_of(connection: Connection, id: str) -> str | None:
    """What changes whenever a member of a story, or a version of one, comes or goes; None if there is no such story."""
    return connection.execute(select(stories.c.contents).where(stories.c.id == id)).scalar()


def homes(connection: Connection, names: Sequence[str]) -> list[str]:
    """The stories that the articles of these names are in."""
    found: set[str] = set()
    for chunk in _chunks(names):
        query = select(members.c.story).join(articles, articles.c.id == members.c.article)
        found.update(connection.execute(query.where(articles.c.name.in_(chunk))).scalars())
    return sorted(found)


def shown(connection: Connection, settings: str) -> str:
    """Some characters that change whenever a list of stories may look different; costs milliseconds."""
    compared = select(
        func.count(), func.max(comparisons.c.made), func.count().filter(comparisons.c.contents == "")
    ).where(comparisons.c.settings == settings)
    versions = select(func.count(), func.sum(articles.c.current)).join(members, articles.c.id == members.c.article)
    parts = (*connection.execute(compared).one(), *connection.execute(versions).one(), made_from(connection))
    return " ".join(map(str, parts))


def known(connection: Connection) -> list[Known]:
    """All articles, as far as stories are formed and sorted by it."""
    query = select(articles.c.id, articles.c.name, articles.c.published).order_by(articles.c.id)
    return [Known(*row) for row in connection.execute(query)]


def refresh(connection: Connection, ids: Iterable[str]) -> None:
    """Brings what lists show of these stories up to date with their articles."""
    for chunk in _chunks(sorted(ids)):
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


def listing(
    connection: Connection,
    settings: str,
    *,
    order: Order,
    least: int,
    since: datetime | None,
    among: Sequence[int] | None,
    limit: int,
    offset: int,
) -> tuple[list[StoryRow], int]:
    """Some stories as lists show them, and how many there are in all.

    Args:
        connection: Where to ask.
        settings: Hash of the settings whose comparisons are told of.
        order: Which come first.
        least: Only those of so many articles.
        since: Only those with an article published at or after.
        among: Only those that hold one of these articles, in the order of the articles.
        limit: How many at most.
        offset: How many of the first are left out.
    """
    rank: dict[str, int] | None = None
    if among is not None:
        rank = _places(connection, among)
    wanted = (stories.c.articles >= least) & (stories.c.latest >= since if since is not None else True)
    query = (
        select(stories, *(comparisons.c[status] for status in STATUSES), comparisons.c.texts, comparisons.c.origins,
               comparisons.c.made, comparisons.c.contents.label("compared"))
        .outerjoin(comparisons, (comparisons.c.story == stories.c.id) & (comparisons.c.settings == settings))
        .where(wanted)
    )  # fmt: skip
    if rank is not None:
        found = [row for ids in _chunks(list(rank)) for row in connection.execute(query.where(stories.c.id.in_(ids)))]
        found.sort(key=lambda row: rank[row.id])
        return [_row(row) for row in found[offset : offset + limit]], len(found)
    counted = select(func.count()).select_from(stories).where(wanted)
    total = int(connection.execute(counted).scalar_one())
    most = (stories.c.outlets.desc(), stories.c.articles.desc(), stories.c.id)
    by = {
        "largest": most,
        "newest": (func.coalesce(stories.c.latest, datetime.min).desc(), *most),
        "contested": (func.coalesce(comparisons.c.contested, -1).desc(), *most),
    }[order]  # fmt: skip
    rows = connection.execute(query.order_by(*by).limit(limit).offset(offset))
    return [_row(row) for row in rows], total


def _places(connection: Connection, numbers: Sequence[int]) -> dict[str, int]:
    """The stories of these articles, each with the place of its first."""
    places = {number: place for place, number in enumerate(numbers)}
    found: dict[str, int] = {}
    for chunk in _chunks(list(numbers)):
        query = select(members.c.story, members.c.article).where(members.c.article.in_(chunk))
        for story, article in connection.execute(query):
            found[story] = min(places[article], found.get(story, len(places)))
    return dict(sorted(found.items(), key=lambda item: item[1]))


def reports(connection: Connection, ids: Sequence[str] | None = None) -> dict[str, tuple[Report, ...]]:
    """The articles of stories (of all if None) as lists show them, in order of publication."""
    query = (
        select(members.c.story, articles).join(articles, articles.c.id == members.c.article)
        .order_by(members.c.story, members.c.place)
    )  # fmt: skip
    queries = [query] if ids is None else [query.where(members.c.story.in_(chunk)) for chunk in _chunks(ids)]
    return {
        story: tuple(_report(row) for row in rows)
        for part in queries
        for story, rows in groupby(connection.execute(part), key=lambda row: row.story)
    }


def _report(row: Row[tuple[object, ...]]) -> Report:
    return Report(
        row.name, row.outlet, row.headline, row.published, row.published_precision, row.url, row.language, row.sha256
    )


def _row(row: Row[tuple[object, ...]]) -> StoryRow:
    standing = None
    if row.made is not None:
        counts = tuple((status, int(getattr(row, status))) for status in STATUSES)
        standing = Standing(counts, row.texts, row.origins, row.made, row.compared == row.contents)
    return StoryRow(row.id, row.title, row.articles, row.outlets, row.earliest, row.latest, standing)


def _chunks(items: Sequence[T]) -> Iterator[Sequence[T]]:
    for first in range(0, len(items), CHUNK):
        yield items[first : first + CHUNK]
