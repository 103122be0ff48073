"""Where the articles are in a JSON document: in an array, inside outer objects, or in a graph of linked data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

ARTICLE_TYPES = frozenset(
    """Article NewsArticle ReportageNewsArticle AnalysisNewsArticle BackgroundNewsArticle OpinionNewsArticle
    AskPublicNewsArticle ReviewNewsArticle BlogPosting LiveBlogPosting Report""".split()
)
"""Types of schema.org that are articles."""

_LISTS = ("articles", "items", "entries", "results", "documents", "docs", "data", "news")
"""Names under which an outer object may hold its articles, or an object that holds them in turn."""

_INNER = ("@graph", "mainEntity", "itemListElement", "item", "hasPart")
"""Names under which linked data hold other nodes."""

_DEEPEST = 4
_MOST_EVENTS = 10_000


def inner(value: object, is_article: bool) -> Sequence[object] | None:
    """The articles inside a value that is no article itself; None if it is one, or nothing is in it.

    Known are outer objects with an array, those of Event Registry with their pages of results, alone or by event, and
    JSON-LD of schema.org with its articles among other nodes.

    Args:
        value: A JSON value.
        is_article: It has the fields of an article.
    """
    if _is_linked(value):
        return [_resolved(node, _by_id(value)) for node in _nodes(value, 0) if is_linked_article(node)]
    if not isinstance(value, Mapping) or is_article:
        return None
    return _listed(value, 0)


def is_linked_article(node: object) -> bool:
    """Whether a node of linked data is an article."""
    if not isinstance(node, Mapping):
        return False
    types = node.get("@type")
    return not ARTICLE_TYPES.isdisjoint(_last(name) for name in (types if isinstance(types, list) else [types]))


def _last(name: object) -> str:
    """A type without the address of its vocabulary."""
    return name.rpartition("/")[2].rpartition(":")[2] if isinstance(name, str) else ""


def _listed(value: Mapping[str, object], depth: int) -> Sequence[object] | None:
    for name in _LISTS:
        found = value.get(name)
        if isinstance(found, list) and found:
            return found
        if isinstance(found, Mapping) and depth < _DEEPEST:
            within = _listed(found, depth + 1)
            if within is not None:
                return within
    if depth == 0 and value and len(value) <= _MOST_EVENTS:
        # An object for each event by its id.
        parts = [_listed(part, 1) if isinstance(part, Mapping) else None for part in value.values()]
        if all(part is not None for part in parts):
            return [article for part in parts if part is not None for article in part]
    return None


def _is_linked(value: object) -> bool:
    first = value[0] if isinstance(value, list) and value else value
    return isinstance(first, Mapping) and ("@graph" in first or ("@context" in first and "@type" in first))


def _nodes(value: object, depth: int) -> Iterator[Mapping[str, object]]:
    """All nodes of linked data, outer ones first; what stands inside an article is a part of it."""
    if isinstance(value, list):
        for part in value:
            yield from _nodes(part, depth)
    elif isinstance(value, Mapping) and depth <= _DEEPEST:
        yield value
        if not is_linked_article(value):
            for name in _INNER:
                yield from _nodes(value.get(name), depth + 1)


def _by_id(value: object) -> dict[str, Mapping[str, object]]:
    found: dict[str, Mapping[str, object]] = {}
    for node in _nodes(value, 0):
        name = node.get("@id")
        if isinstance(name, str) and len(node) > 1:
            found.setdefault(name, node)
    return found


def _resolved(node: Mapping[str, object], nodes: Mapping[str, Mapping[str, object]]) -> dict[str, object]:
    """An article with the nodes that it refers to in their places, and its address under its usual name."""

    def node_of(value: object) -> object:
        name = value.get("@id") if isinstance(value, Mapping) and len(value) == 1 else None
        return nodes.get(name, value) if isinstance(name, str) else value

    found = {
        name: [node_of(part) for part in value] if isinstance(value, list) else node_of(value)
        for name, value in node.items()
    }
    page = node.get("mainEntityOfPage")
    address = page.get("@id") or page.get("url") if isinstance(page, Mapping) else page
    if "url" not in found and isinstance(address, str) and address.startswith(("http://", "https://")):
        found["url"] = address
    return found
