"""What only PostgreSQL has: its addresses, its lock, its full-text index."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from sqlalchemy import (
    URL,
    ColumnElement,
    Connection,
    Engine,
    create_engine,
    event,
    func,
    literal,
    literal_column,
    make_url,
    select,
)
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR
from sqlalchemy.exc import ArgumentError
from sqlalchemy.schema import Column, MetaData, Table
from sqlalchemy.types import Integer

from variorum.errors import StoreError
from variorum.store.query import Term
from variorum.store.schema import articles, versions

_SCHEMES = ("postgresql://", "postgresql+psycopg://", "postgres://")

_ENGLISH: ColumnElement[str] = literal_column("'english'::regconfig")

_WAIT = "30s"
"""How long a writer waits for another to finish its article."""

_LOCK = 7_822_744_691
"""The advisory lock that writers hold, one at a time; any number that other programs do not use."""

_INDEXED = 250_000
"""Characters of a text that are indexed: the words of more do not fit into one row's index (1 MB)."""

_WEIGHTS = "{0.25, 0.25, 0.25, 1.0}"
"""What a word counts in text, nowhere, outlet and title: in the headline four times."""

_LETTERS = {"title": "A", "outlet": "B", "text": "D"}

_words = Table("words", MetaData(), Column("version", Integer, primary_key=True), Column("vector", TSVECTOR))


def is_address(location: str) -> bool:
    """Whether the place of an archive is a PostgreSQL database."""
    return location.startswith(_SCHEMES)


def address(location: str) -> URL:
    """The address of a database, for the driver that is used.

    Raises:
        StoreError: It is none.
    """
    try:
        return make_url(location).set(drivername="postgresql+psycopg")
    except ArgumentError as error:
        raise StoreError(f"{location}: is no address of a database", "postgresql://USER@HOST/DATABASE") from error


def engine(url: URL) -> Engine:
    """The database; readers see one state for as long as a transaction lasts, writers wait for each other.

    Raises:
        StoreError: The driver is not installed.
    """
    try:
        made = create_engine(url, pool_pre_ping=True, isolation_level="REPEATABLE READ")
    except ModuleNotFoundError as error:
        raise StoreError(
            "archives on PostgreSQL need a driver", "install it with: pip install 'variorum[postgresql]'"
        ) from error
    event.listen(made, "begin", _begin)
    return made


def writing(engine: Engine) -> Engine:
    """The same database for transactions that write."""
    # A writer that waited for another must see what that one wrote.
    return engine.execution_options(writes=True, isolation_level="READ COMMITTED")


def _begin(connection: Connection) -> None:
    if connection.get_execution_options().get("writes"):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{_WAIT}'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")


def index(connection: Connection, version: int) -> None:
    """Puts the words of a version into the index."""
    row = connection.execute(
        select(versions.c.title, versions.c.text, versions.c.outlet).where(versions.c.id == version)
    ).one()
    parts = {"title": row.title, "outlet": row.outlet or "", "text": row.text[:_INDEXED]}
    vector: ColumnElement[str] | None = None
    for name, words in parts.items():
        part = func.setweight(
            func.to_tsvector(_ENGLISH, _plain(words)), literal_column(f"'{_LETTERS[name]}'::\"char\""), type_=TSVECTOR
        )
        vector = part if vector is None else vector.op("||")(part)
    connection.execute(_words.insert().values(version=version, vector=vector))


def unindex(connection: Connection, version: int) -> None:
    """Takes the words of a version out of the index."""
    connection.execute(_words.delete().where(_words.c.version == version))


def ranked(
    connection: Connection,
    groups: Sequence[Sequence[Term]],
    unwanted: Sequence[Term],
    condition: ColumnElement[bool],
    limit: int,
) -> list[int]:
    """The articles that have one of each group and nothing unwanted, best first."""
    wanted = _query(groups)
    rank = func.ts_rank(literal_column(f"'{_WEIGHTS}'::real[]"), _words.c.vector, wanted, 1)
    query = (
        select(articles.c.id)
        .join(_words, _words.c.version == articles.c.current)
        .where(_words.c.vector.bool_op("@@")(wanted), condition)
        .order_by(rank.desc(), articles.c.id)
        .limit(limit)
    )
    for term in unwanted:
        query = query.where(lacks(term))
    return list(connection.execute(query).scalars())


def lacks(term: Term) -> ColumnElement[bool]:
    """Whether an article does not have a word or phrase."""
    having = select(_words.c.version).where(_words.c.vector.bool_op("@@")(_query([[term]])))
    return articles.c.current.not_in(having)


def snippets(
    connection: Connection, groups: Sequence[Sequence[Term]], numbers: Sequence[int], start: str, end: str
) -> dict[int, str]:
    """The words around the matches in each article."""
    options = f'StartSel={start}, StopSel={end}, MaxWords=24, MinWords=12, MaxFragments=2, FragmentDelimiter=" … "'
    # Words are marked wherever they stand, whichever field they were asked for in.
    wanted = _query([[Term(term.words, None, term.prefix) for group in groups for term in group]])

    def marked(words: ColumnElement[str]) -> ColumnElement[str]:
        return func.ts_headline(_ENGLISH, words, wanted, options)

    query = (
        select(
            articles.c.id,
            marked(func.substr(versions.c.text, 1, _INDEXED)).label("text"),
            marked(versions.c.title).label("title"),
        )
        .join(versions, versions.c.id == articles.c.current)
        .where(articles.c.id.in_(numbers))
    )
    found = connection.execute(query).all()
    return {row.id: row.title if start in row.title and start not in row.text else row.text for row in found}


def _query(groups: Sequence[Sequence[Term]]) -> ColumnElement[str]:
    written = " & ".join("(" + " | ".join(map(_term, group)) + ")" for group in groups)
    return func.to_tsquery(_ENGLISH, literal(written), type_=TSQUERY)


def _term(term: Term) -> str:
    """A phrase in the language of tsquery; what is no letter or digit only divides words."""
    words = re.findall(r"\w+", _plain(term.words))
    mark = _LETTERS.get(term.column or "", "")
    marks = [mark] * len(words)
    if term.prefix and marks:
        marks[-1] += "*"
    return "(" + " <-> ".join(f"'{word}'" + (f":{m}" if m else "") for word, m in zip(words, marks, strict=True)) + ")"


def _plain(words: str) -> str:
    """Without accents, as the index has them."""
    return "".join(c for c in unicodedata.normalize("NFKD", words) if not unicodedata.combining(c))


def indexed(connection: Connection) -> set[int]:
    """The versions in the full-text index."""
    return set(connection.execute(select(_words.c.version)).scalars())


def renumber(connection: Connection, tables: Sequence[Table]) -> None:
    """Has the next row of each table numbered behind the last one, after rows came with their numbers."""
    for table in tables:
        last = connection.execute(select(func.max(table.c.id))).scalar()
        sequence = func.pg_get_serial_sequence(table.name, "id")
        connection.execute(select(func.setval(sequence, last or 1, last is not None)))
