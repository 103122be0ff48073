"""Answers out of comparisons, cut to size without spoiling a span."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeVar, cast

from variorum.check_export import check_json
from variorum.checking import Check
from variorum.errors import NotFoundError
from variorum.library import StoryRow
from variorum.mcp import shapes
from variorum.model.article import Article
from variorum.model.comparison import Comparison, Point, Status
from variorum.report import view
from variorum.report.export import differs_json, point_json, silences_json, span_json, tellings_json, to_json
from variorum.report.plain import shorten

LONGEST = 1_000
"""Code points of a quotation; a longer span is answered as its first so many, still at its place."""

_OMISSIONS = 5
"""Per report."""

_SAID = 10
"""Per source."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_WORDS = ("quote", "value", "text")

T = TypeVar("T")


def sendable(data: T) -> T:
    """The data with long spans cut and lone surrogates, which cannot be sent, as U+FFFD; offsets stay true."""
    return cast(T, _sendable(data))


def _sendable(node: object) -> object:
    match node:
        case str():
            return _SURROGATE.sub("\ufffd", node)
        case list():
            return [_sendable(item) for item in node]
        case dict():
            return _cut({_sendable(key): _sendable(value) for key, value in node.items()})
        case _:
            return node


def _cut(node: dict[object, object]) -> dict[object, object]:
    start, end = node.get("start"), node.get("end")
    if isinstance(start, int) and isinstance(end, int) and end - start > LONGEST:
        for name in _WORDS:
            words = node.get(name)
            if isinstance(words, str) and len(words) == end - start:
                return {**node, "end": start + LONGEST, name: words[:LONGEST]}
    gist = node.get("gist")
    return {**node, "gist": gist[:LONGEST]} if isinstance(gist, str) else node


def report(article: Article) -> shapes.Report:
    """An article without its text."""
    exact = article.published_precision == "second"
    published = article.published
    return {
        "id": article.id,
        "outlet": article.outlet,
        "title": shorten(article.headline, 300),
        "published": (published if exact else published.date()).isoformat() if published else None,
        "url": article.url[:2_000] if article.url else None,
    }


def story(row: StoryRow) -> shapes.Story:
    """A story as lists show it."""
    return {
        "id": row.id,
        "title": row.title[:300],
        "outlets": list(row.outlets),
        "reports": len(row.reports),
        "first": row.first.isoformat() if row.first else None,
        "last": row.last.isoformat() if row.last else None,
        "contested": row.standing.count("contested") if row.standing else None,
    }


def story_view(id: str, comparison: Comparison, limit: int) -> shapes.StoryView:
    """A story with its account and most important points."""
    return {
        "id": id,
        "title": view.event(comparison)[0],
        "reports": [report(article) for article in comparison.articles],
        "digest": to_json(comparison)["digest"],
        "points": section(comparison.points, comparison, limit),
        "notices": list(comparison.notices),
    }


def coverage(id: str, comparison: Comparison, limit: int, problems: list[str], others: list[str]) -> shapes.Coverage:
    """Reports side by side."""
    groups = view.by_status(comparison)

    def of(status: Status) -> shapes.Section:
        return section(groups[status], comparison, limit)

    return {
        "story": id,
        "title": view.event(comparison)[0],
        "reports": [report(article) for article in comparison.articles],
        "contested": of("contested"),
        "superseded": of("superseded"),
        "corroborated": of("corroborated"),
        "repeated": of("repeated"),
        "single": of("single"),
        "omissions": _omissions(comparison),
        "copies": [
            {"left": link.left, "right": link.right, "taken_from": link.taken_from, "share": round(link.share, 4)}
            for link in sorted(comparison.copies, key=lambda link: -link.share)[:50]
        ],
        "notices": list(comparison.notices),
        "problems": problems,
        "other_events": others,
    }


def section(points: Iterable[Point], comparison: Comparison, limit: int) -> shapes.Section:
    """The first of some points."""
    found = list(points)
    return {"total": len(found), "points": [_brief(point, comparison) for point in found[:limit]]}


def _brief(point: Point, comparison: Comparison) -> shapes.PointBrief:
    return {
        "id": point.id,
        "status": point.status,
        "gist": span_json(point.gist),
        "articles": point.articles,
        "texts": point.texts,
        "origins": point.origins,
        "probability": round(point.probability, 4),
        "cells": {article.id: cell for article, cell in zip(comparison.articles, point.cells, strict=True)},
        "silences": silences_json(point, comparison),
        "tellings": tellings_json(point, comparison),
        "differs": differs_json(point.differs) if point.differs else None,
    }


def _omissions(comparison: Comparison) -> list[shapes.Omitted]:
    gists = {point.id: point.gist for point in comparison.points}
    return [
        {
            "article": omission.article,
            "point": omission.point,
            "gist": span_json(gists[omission.point]),
            "origins": omission.origins,
        }
        for given in view.omissions(comparison).values()
        for omission in given[:_OMISSIONS]
    ]


def point_view(story: str, comparison: Comparison, id: str) -> shapes.PointView:
    """A point in full.

    Raises:
        NotFoundError: There is none of that id.
    """
    try:
        point = comparison.point(id)
    except KeyError:
        last = len(comparison.points)
        raise NotFoundError(f"there is no point {id[:40]!r}", f"the points are p1 to p{last}" if last else "") from None
    context: list[shapes.Context] = []
    for mention in point.mentions:
        article = comparison.article(mention.span.article)
        before, after = view.sentence_around(article, mention.span)
        words = mention.span.quote[:LONGEST]
        context.append({"article": article.id, "before": before, "words": words, "after": after})
    return {"story": story, "point": point_json(point, comparison), "context": context}


def check_view(check: Check, title: str) -> shapes.CheckView:
    """What the reports of a story have for a claim."""
    return {**check_json(check), "title": shorten(title, 300)}


def sources(story: str, comparison: Comparison, name: str, limit: int) -> shapes.Sources:
    """Who is named as a source, each once however the names are written in upper and lower case."""
    found: dict[str, shapes.SourceView] = {}

    def add(said_by: str | None, said: shapes.Said) -> None:
        called = " ".join(said_by.split())[:300] if said_by else ""
        if not called or name.casefold() not in called.casefold():
            return
        source = found.setdefault(called.casefold(), {"name": called, "articles": [], "says": []})
        if said["words"]["article"] not in source["articles"]:
            source["articles"].append(said["words"]["article"])
        source["says"].append(said)

    for point in comparison.points:
        for mention in point.mentions:
            add(mention.said_by, {"point": point.id, "words": span_json(mention.span)})
    for group in comparison.quotes:
        for quoted in group.mentions:
            add(quoted.speaker or group.speaker, {"point": None, "words": span_json(quoted.span)})
    ranked = sorted(found.values(), key=lambda source: (-len(source["articles"]), -len(source["says"])))
    shown: list[shapes.SourceView] = [{**source, "says": source["says"][:_SAID]} for source in ranked[:limit]]
    return {"story": story, "total": len(ranked), "sources": shown}
