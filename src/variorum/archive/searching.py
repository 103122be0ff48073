"""Finding articles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from variorum.model.article import Article
from variorum.store import Archive, Hit
from variorum.store.records import now


@dataclass(frozen=True, slots=True)
class Found:
    """An article that matches a search, and words around the matches."""

    article: Article
    hit: Hit


def search(archive: Archive, words: str, *, since: timedelta | None = None, limit: int = 20) -> list[Found]:
    """Articles that have the words, best first.

    Raises:
        InputError: There is no word in the query.
    """
    hits = archive.search(words, since=now() - since if since is not None else None, limit=limit)
    articles = archive.articles([hit.article for hit in hits])
    return [Found(article, hit) for article, hit in zip(articles, hits, strict=True)]
