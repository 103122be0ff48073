"""Archives of earlier versions are brought up to date, and lose nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import insert, table
from sqlalchemy.sql import column

from variorum.store import Archive, database
from variorum.store.schema import metadata

SEEN = datetime(2030, 1, 2, 3, 4, 5)

ARTICLES = table("articles", *(column(name) for name in ("id", "key", "name", "url", "current", "added")))
VERSIONS = table(
    "versions",
    *(
        column(name)
        for name in (
            "id", "article", "number", "fingerprint", "title", "text", "outlet", "published", "published_precision",
            "language", "authors", "credits", "blocks", "headline_only", "source", "kind", "charset", "sha256", "raw",
            "raw_bytes", "seen",
        )
    ),
)  # fmt: skip
STATE = table("state", column("name"), column("value"))


def of_the_first_version(location: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An archive as the first schema had it, with two articles."""
    with monkeypatch.context() as patch:
        patch.setattr(database, "NEWEST", "0001")
        old = database.Database(location, create=True)
    text = "A Quiet Day\n\nThe harbour of Port Ellory was calm."
    with old.write() as connection:
        for number, (title, body, blocks) in enumerate(
            [("Ferry aground", "It ran aground.", "[]"), ("", text, '[["headline","text",0,11]]')], start=1
        ):
            connection.execute(
                insert(ARTICLES).values(
                    id=number, key=f"k{number}", name=f"a{number}", url=None, current=number, added=SEEN
                )
            )
            connection.execute(
                insert(VERSIONS).values(
                    id=number, article=number, number=1, fingerprint=f"f{number}", title=title, text=body,
                    outlet="The Bugle", published=SEEN, published_precision="second", language="en", authors="[]",
                    credits="[]", blocks=blocks, headline_only=False, source="x", kind="text", charset=None,
                    sha256="0", raw=b"", raw_bytes=0, seen=SEEN,
                )
            )  # fmt: skip
        connection.execute(insert(STATE).values(name="stories", value="before"))
    old.close()


def test_an_archive_of_the_first_version_is_brought_up_to_date(
    location: str, opened: Callable[..., Archive], monkeypatch: pytest.MonkeyPatch
) -> None:
    of_the_first_version(location, monkeypatch)
    archive = opened(location, create=False)
    assert [article.headline for article in archive.articles(archive.numbers())] == ["Ferry aground", "A Quiet Day"]
    with archive.database.read() as connection:
        listed = connection.exec_driver_sql("SELECT headline, outlet, published_precision FROM articles ORDER BY id")
        assert [tuple(row) for row in listed] == [
            ("Ferry aground", "The Bugle", "second"),
            ("A Quiet Day", "The Bugle", "second"),
        ]
    assert archive.stories_made_from() is None


def test_the_migrations_make_the_tables_that_the_code_knows(archive: Archive) -> None:
    with archive.database.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        # The full-text index has tables of its own that only its own module knows.
        differences = [
            difference
            for difference in compare_metadata(context, metadata)
            if not (difference[0] in ("remove_table", "remove_index") and "words" in str(difference[1]))
        ]
    assert differences == []
