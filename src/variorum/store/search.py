"""Full text: words to articles."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, text

START, END = "\ue000", "\ue001"
"""What stands around a matched word in a snippet: private-use characters, which no article's text needs."""

_TERM = re.compile(r'(-?)(?:(title|outlet|text):)?(?:"([^"]*)"|(\S+))')


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that matches, best first by BM25.

    Attributes:
        article: Its number.
        snippet: Words around the matches, each match between `START` and `END`.
    """

    article: int
    snippet: str


def expression(words: str) -> str:
    """A query as users type it, in the language of FTS5; empty if it holds no word.

    All words must occur; "in quotes" a phrase, -word without it, title:word, outlet:word, and a word* any ending.
    Everything else is taken literally, so that no input is a syntax error.
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    for sign, column, phrase, word in _TERM.findall(words):
        plain = phrase or word
        star = "*" if word.endswith("*") else ""
        quoted = re.sub(r"[\"\x00]", " ", plain.rstrip("*"))
        if not any(character.isalnum() for character in quoted):
            continue
        term = f'"{quoted}"{star}'
        (unwanted if sign else wanted).append(f"{column} : {term}" if column else term)
    if not wanted:
        return ""
    query = " AND ".join(wanted)
    return f"({query}) NOT ({' OR '.join(unwanted)})" if unwanted else query


def find(connection: Connection, query: str, since: datetime | None, limit: int) -> list[Hit]:
    """The articles that match an expression, best first; a word in the headline counts four times."""
    rows = connection.execute(
        text(
            "SELECT versions.article, snippet(words, -1, :start, :end, '…', 24) "
            "FROM words JOIN versions ON versions.id = words.rowid "
            "WHERE words MATCH :query AND (:since IS NULL OR versions.published >= :since) "
            "ORDER BY bm25(words, 4.0, 1.0, 1.0) LIMIT :limit"
        ),
        {
            "start": START,
            "end": END,
            "query": query,
            "since": since.isoformat(sep=" ", timespec="microseconds") if since else None,
            "limit": limit,
        },
    )
    return [Hit(article, " ".join(snippet.split())) for article, snippet in rows]
