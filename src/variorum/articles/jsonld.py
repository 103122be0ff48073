"""What a publisher says of an article in the JSON-LD of its page (schema.org NewsArticle and its kin)."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from variorum.sources.nesting import is_linked_article

_LONGEST = 5_000_000
"""Characters of one script that are parsed."""
_DEEPEST = 12
_TAG = re.compile(r"<[^<>]{1,500}>")


@dataclass(frozen=True, slots=True)
class NewsArticle:
    """The properties that are used; empty or None where absent."""

    headline: str = ""
    body: str = ""
    published: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    url: str | None = None
    language: str | None = None
    free: bool = True


def news_article(scripts: Iterable[str | None]) -> NewsArticle:
    """The first news article that the scripts of a page describe; an empty one if there is none."""
    for script in scripts:
        if script is None or len(script) > _LONGEST:
            continue
        try:
            value: object = json.loads(script, strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(value, 0):
            if is_linked_article(node):
                return _read(node)
    return NewsArticle()


def _nodes(value: object, depth: int) -> Iterator[Mapping[str, object]]:
    """All objects in a graph, outer ones first."""
    if depth > _DEEPEST:
        return
    if isinstance(value, Mapping):
        yield value
        for name in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart"):
            yield from _nodes(value.get(name), depth + 1)
    elif isinstance(value, list):
        for item in value[:200]:
            yield from _nodes(item, depth + 1)


def _read(node: Mapping[str, object]) -> NewsArticle:
    free = node.get("isAccessibleForFree")
    page = node.get("mainEntityOfPage")
    return NewsArticle(
        headline=_plain(_string(node.get("headline")) or _string(node.get("name"))),
        body=_plain(_string(node.get("articleBody"))),
        published=_string(node.get("datePublished")) or None,
        publisher=next(iter(_named(node.get("publisher"))), None),
        authors=_named(node.get("author")),
        url=_string(node.get("url"))
        or (_string(page) or _string(page.get("@id")) if isinstance(page, Mapping) else _string(page))
        or None,
        language=_string(node.get("inLanguage")) or None,
        free=not (free is False or (isinstance(free, str) and free.lower() == "false")),
    )


def _string(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _plain(text: str) -> str:
    """Text whose publisher has left markup or escapes in it."""
    return html.unescape(_TAG.sub(" ", text)).strip() if "<" in text or "&" in text else text


def _named(value: object) -> tuple[str, ...]:
    """The names of people or organisations, given as strings or as objects."""
    items = value if isinstance(value, list) else [value]
    names = [_string(item.get("name")) if isinstance(item, Mapping) else _string(item) for item in items]
    return tuple(dict.fromkeys(_plain(name) for name in names if name and not name.startswith("http")))
