"""Articles coming in: new ones, new versions, and what is known already."""

from __future__ import annotations

from typing import Literal

from sqlalchemy import Connection, func, insert, select, update

from variorum.store import records, search, stories
from variorum.store.schema import articles, members, versions

Outcome = Literal["new", "changed", "known"]


def keep(connection: Connection, arrival: records.Arrival) -> Outcome:
    """Keeps an article; see `Archive.add`."""
    key = records.identity(arrival)
    now = records.now()
    row = records.columns(arrival, now)
    found = connection.execute(select(articles.c.id, articles.c.current).where(articles.c.key == key)).first()
    if found is None:
        name = _free_name(connection, _name(arrival))
        number, previous = 1, None
        article_id = connection.execute(
            insert(articles)
            .values(key=key, name=name, url=arrival.article.url, current=0, added=now)
            .returning(articles.c.id)
        ).scalar_one()
    else:
        article_id, previous = found
        same = select(versions.c.id).where(
            versions.c.article == article_id, versions.c.fingerprint == row["fingerprint"]
        )
        # A page that goes back to an earlier text is not new either: that text is kept already.
        if connection.execute(same).first() is not None:
            return "known"
        last = select(func.max(versions.c.number)).where(versions.c.article == article_id)
        number = int(connection.execute(last).scalar_one()) + 1
    version = connection.execute(
        insert(versions).values(article=article_id, number=number, **row).returning(versions.c.id)
    ).scalar_one()
    shown = records.shown(arrival.article)
    connection.execute(update(articles).where(articles.c.id == article_id).values(current=version, **shown))
    if previous is not None:
        search.unindex(connection, previous)
        home = connection.execute(select(members.c.story).where(members.c.article == article_id)).scalars()
        stories.refresh(connection, home.all())
    search.index(connection, version)
    return "new" if previous is None else "changed"


def _name(arrival: records.Arrival) -> str:
    """What results call an article: the id given in the input, else its address, else the stem of its file."""
    return arrival.article.id if arrival.named else arrival.article.url or arrival.article.id


def _free_name(connection: Connection, wanted: str) -> str:
    """The name, with the first free number behind it if it is taken."""
    name, number = wanted, 1
    while connection.execute(select(articles.c.id).where(articles.c.name == name)).first() is not None:
        number += 1
        name = f"{wanted}-{number}"
    return name
