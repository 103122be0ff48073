"""Stories as lists show them: quick, and without any text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any, Literal

from sqlalchemy import Connection, Row, Select, func, select, true

from variorum.model.comparison import Status
from variorum.store.schema import articles, comparisons, members, stories, versions
from variorum.store.stories import chunks, made_from

Order = Literal["largest", "newest", "contested"]

STATUSES: tuple[Status, ...] = ("corroborated", "repeated", "contested", "superseded", "single")


OVERTAKEN = ""
"""The contents of a comparison that a judgement has overtaken; no story has these."""

RETIRED = "another version"
"""Those of one that this version of Variorum would make otherwise."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the last comparison of a story counted.

    Attributes:
        points: How many points have each status.
        texts: Distinct texts among the articles: copies count once.
        origins: Most independent origins that stand behind any one point.
        made: When it was made (UTC).
        current: Nothing that it was made from has changed since.
        overtaken: A judgement was made since that it does not respect, so that it is not to be shown any more.
    """

    points: tuple[tuple[Status, int], ...]
    texts: int
    origins: int
    made: datetime
    current: bool
    overtaken: bool = False

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


def stale(connection: Connection, settings: str, least: int) -> list[str]:
    """The stories of so many articles without a current comparison under these settings, the newest first."""
    query = (
        select(stories.c.id)
        .outerjoin(comparisons, (comparisons.c.story == stories.c.id) & (comparisons.c.settings == settings))
        .where(stories.c.articles >= least, func.coalesce(comparisons.c.contents, "") != stories.c.contents)
        .order_by(func.coalesce(stories.c.latest, datetime.min).desc(), stories.c.id)
    )
    return list(connection.execute(query).scalars())


def shown(connection: Connection, settings: str) -> str:
    """Some characters that change whenever a list of stories may look different; costs milliseconds."""
    compared = select(
        func.count(), func.max(comparisons.c.made), func.count().filter(comparisons.c.contents == OVERTAKEN)
    ).where(comparisons.c.settings == settings)
    held = select(func.count(), func.sum(articles.c.current)).join(members, articles.c.id == members.c.article)
    parts = (*connection.execute(compared).one(), *connection.execute(held).one(), made_from(connection))
    return " ".join(map(str, parts))


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
    wanted = (stories.c.articles >= least) & (stories.c.latest >= since if since is not None else true())
    query = _rows(settings).where(wanted)
    if among is not None:
        rank = _places(connection, among)
        found = [row for ids in chunks(list(rank)) for row in connection.execute(query.where(stories.c.id.in_(ids)))]
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


def listed(connection: Connection, ids: Sequence[str], settings: str) -> dict[str, StoryRow]:
    """Stories as lists show them, by id."""
    found = (_row(row) for row in connection.execute(_rows(settings).where(stories.c.id.in_(ids))))
    return {row.id: row for row in found}


def _rows(settings: str) -> Select[*tuple[Any, ...]]:
    counted = [comparisons.c[name] for name in (*STATUSES, "texts", "origins", "made")]
    return select(stories, *counted, comparisons.c.contents.label("compared")).outerjoin(
        comparisons, (comparisons.c.story == stories.c.id) & (comparisons.c.settings == settings)
    )


def _places(connection: Connection, numbers: Sequence[int]) -> dict[str, int]:
    """The stories of these articles, each with the place of its first."""
    places = {number: place for place, number in enumerate(numbers)}
    found: dict[str, int] = {}
    for chunk in chunks(list(numbers)):
        query = select(members.c.story, members.c.article).where(members.c.article.in_(chunk))
        for story, article in connection.execute(query):
            found[story] = min(places[article], found.get(story, len(places)))
    return dict(sorted(found.items(), key=lambda item: item[1]))


def reports(connection: Connection, ids: Sequence[str] | None = None) -> dict[str, tuple[Report, ...]]:
    """The articles of stories (of all if None) as lists show them, in order of publication."""
    shown = ("name", "outlet", "headline", "published", "published_precision", "url", "language", "sha256")
    query = (
        select(members.c.story, *(articles.c[name] for name in shown))
        .join(articles, articles.c.id == members.c.article)
        .order_by(members.c.story, members.c.place)
    )
    queries = [query] if ids is None else [query.where(members.c.story.in_(chunk)) for chunk in chunks(ids)]
    return {
        story: tuple(Report(*row[1:]) for row in found)
        for part in queries
        for story, found in groupby(connection.execute(part), key=itemgetter(0))
    }


def version_counts(connection: Connection, names: Sequence[str]) -> dict[str, int]:
    """How many versions each of these articles has."""
    query = select(articles.c.name, func.count()).join(versions, versions.c.article == articles.c.id)
    return {
        name: count
        for chunk in chunks(names)
        for name, count in connection.execute(query.where(articles.c.name.in_(chunk)).group_by(articles.c.name))
    }


def _row(row: Row[tuple[object, ...]]) -> StoryRow:
    standing = None
    if row.made is not None:
        counts = tuple((status, int(getattr(row, status))) for status in STATUSES)
        current, overtaken = row.compared == row.contents, row.compared == OVERTAKEN
        standing = Standing(counts, row.texts, row.origins, row.made, current, overtaken)
    return StoryRow(row.id, row.title, row.articles, row.outlets, row.earliest, row.latest, standing)
