"""Words to articles, on either database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, Connection, exists, func, select, true

from variorum.store import postgresql, sqlite
from variorum.store.query import Query, Term, folded
from variorum.store.schema import aliases, articles, carried, versions

START, END = "\ue000", "\ue001"
"""What stands around a matched word in a snippet: private-use characters, which no article's text needs."""

_OPENING = 160
"""Characters shown of an article of which no word was asked for."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that matches.

    Attributes:
        article: Its number.
        snippet: Words around the matches, each match between `START` and `END`.
    """

    article: int
    snippet: str


def index(connection: Connection, version: int) -> None:
    """Puts the words of a version into the index."""
    (sqlite if connection.dialect.name == "sqlite" else postgresql).index(connection, version)


def unindex(connection: Connection, version: int) -> None:
    """Takes the words of a version out of the index, before its row is changed."""
    (sqlite if connection.dialect.name == "sqlite" else postgresql).unindex(connection, version)


def ranked(connection: Connection, query: Query, limit: int) -> list[int]:
    """The numbers of the articles that match, best first, or the newest where no words are asked for."""
    condition = _condition(query)
    if not query.wanted:
        here = sqlite if connection.dialect.name == "sqlite" else postgresql
        for term in query.unwanted:
            condition &= here.lacks(term)
        order = (func.coalesce(articles.c.published, articles.c.added).desc(), articles.c.id)
        return list(connection.execute(select(articles.c.id).where(condition).order_by(*order).limit(limit)).scalars())
    groups = _alternatives(connection, query.wanted)
    match connection.dialect.name:
        case "sqlite":
            return sqlite.ranked(connection, sqlite.expression(groups, query.unwanted), condition, limit)
        case _:
            return postgresql.ranked(connection, groups, query.unwanted, condition, limit)


def find(connection: Connection, query: Query, limit: int) -> list[Hit]:
    """The articles that match, best first, with the words around the matches."""
    numbers = ranked(connection, query, limit)
    if not query.wanted:
        opening = func.substr(versions.c.text, 1, _OPENING)
        rows = connection.execute(
            select(versions.c.article, opening).join(articles, articles.c.current == versions.c.id)
            .where(articles.c.id.in_(numbers))
        )  # fmt: skip
        snippets = {number: f"{words}…" for number, words in rows}
    else:
        groups = _alternatives(connection, query.wanted)
        match connection.dialect.name:
            case "sqlite":
                expression = sqlite.expression(groups, query.unwanted)
                snippets = sqlite.snippets(connection, expression, numbers, START, END)
            case _:
                snippets = postgresql.snippets(connection, groups, numbers, START, END)
    return [Hit(number, " ".join(snippets.get(number, "").split())) for number in numbers]


def _condition(query: Query) -> ColumnElement[bool]:
    condition: ColumnElement[bool] = true()
    if query.since is not None:
        condition &= articles.c.published >= query.since
    if query.until is not None:
        condition &= articles.c.published < query.until
    if query.statuses:
        carries = (carried.c.article == articles.c.id) & carried.c.status.in_(query.statuses)
        condition &= exists(select(carried.c.article).where(carries))
    return condition


def _alternatives(connection: Connection, terms: Sequence[Term]) -> list[list[Term]]:
    """Each term with the other names of whom it names, as far as comparisons have come upon them.

    Names of one word are no alternative: too many others bear them.
    """
    found = []
    for term in terms:
        group = [term]
        if term.entity:
            known = aliases.alias("known")
            same = (
                (known.c.story == aliases.c.story)
                & (known.c.settings == aliases.c.settings)
                & (known.c.entity == aliases.c.entity)
            )
            query = select(aliases.c.alias).distinct().join(known, same)
            names = connection.execute(query.where(known.c.folded == folded(term.words))).scalars()
            group += [replace(term, words=name) for name in sorted(names) if len(name.split()) > 1]
        found.append(group)
    return found
