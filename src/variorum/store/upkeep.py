"""Is everything there?"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from sqlalchemy import Connection, func, select

from variorum.errors import InputError
from variorum.store import postgresql, records, sqlite
from variorum.store.schema import articles, members, stories, versions


def faults(connection: Connection, progress: Callable[[int, int], None]) -> list[str]:
    """What is wrong with an archive, a line for each fault; empty if nothing is.

    Checked: on SQLite the file's pages and indices and the references between tables; that every article has a current
    version of its own, that the full-text index agrees with the texts, that stories have the reports that lists show,
    and that all raw bytes unpack to what their digest says.
    """
    here = sqlite if connection.dialect.name == "sqlite" else postgresql
    found = sqlite.faults(connection) if here is sqlite else []
    orphans = (
        select(articles.c.name)
        .outerjoin(versions, (versions.c.id == articles.c.current) & (versions.c.article == articles.c.id))
        .where(versions.c.id.is_(None))
    )
    found += [f"{name}: has no current version" for (name,) in connection.execute(orphans)]
    indexed = here.indexed(connection)
    current = set(connection.execute(select(articles.c.current)).scalars())
    if indexed != current:
        found.append(f"full-text index: {len(indexed ^ current)} articles are missing or outdated in it")
    found += [f"story {name}: its reports are not those that lists show" for name in _miscounted(connection)]
    total = int(connection.execute(select(func.count()).select_from(versions)).scalar_one())
    rows = connection.execute(
        select(versions.c.id, versions.c.source, versions.c.sha256, versions.c.raw, versions.c.raw_bytes)
    )
    for done, row in enumerate(rows, start=1):
        try:
            if hashlib.sha256(records.inflate(row.raw, row.raw_bytes)).hexdigest() != row.sha256:
                found.append(f"{row.source}: the raw bytes are not those of the digest")
        except InputError:
            found.append(f"{row.source}: the raw bytes are damaged")
        if done % 100 == 0 or done == total:
            progress(done, total)
    return found


def _miscounted(connection: Connection) -> list[str]:
    own = func.count(members.c.article)
    # What an earlier version formed shows no numbers until stories are formed again.
    query = (
        select(stories.c.id)
        .where(stories.c.contents != "")
        .outerjoin(members, members.c.story == stories.c.id)
        .group_by(stories.c.id, stories.c.articles)
        .having((own != stories.c.articles) | (own == 0))
    )
    return list(connection.execute(query).scalars())
