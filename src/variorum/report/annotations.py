"""A comparison as W3C Web Annotations (Recommendation of 23 February 2017), one for each span, as JSON-LD.

Each target has a TextPositionSelector (code points, as everywhere here) and a TextQuoteSelector; whoever has only the
page finds the words by the latter.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypedDict
from urllib.parse import quote

from variorum.model.article import Article
from variorum.model.comparison import Comparison, Point
from variorum.model.text import Field, Span
from variorum.report.json_text import json_text
from variorum.report.rendering import safe_url

MEDIA_TYPE: Final = 'application/ld+json;profile="http://www.w3.org/ns/anno.jsonld"'

_CONTEXT: Final = ["http://www.w3.org/ns/anno.jsonld", {"field": "urn:variorum:field"}]
_REACH = 32
"""Characters before and after the words that tell them from the same words elsewhere."""


class Body(TypedDict):
    """What is said of the words."""

    type: str
    purpose: str
    value: str


class PositionSelector(TypedDict):
    """Where the words are, in code points of the article's title or text."""

    type: str
    start: int
    end: int


class QuoteSelector(TypedDict):
    """The words, and those around them."""

    type: str
    exact: str
    prefix: str
    suffix: str


class Target(TypedDict):
    """The article, by its address if it has a plain one, else by the digest of its bytes (RFC 6920)."""

    source: str
    field: Field
    selector: list[PositionSelector | QuoteSelector]


class Annotation(TypedDict):
    """What the comparison says of one span."""

    id: str
    type: str
    motivation: str
    body: list[Body]
    target: Target


def annotate(comparison: Comparison) -> Iterator[Annotation]:
    """Mentions of points, values in which they differ, wordings of utterances, and labels, in that order."""
    base, articles = _iri(comparison), _by_id(comparison)
    for point in comparison.points:
        yield from _mentions(base, point, articles)
    for point in comparison.points:
        if point.differs:
            for number, value in enumerate(point.differs.values, start=1):
                bodies = _bodies(point.id, point.differs.aspect, value.said_by)
                yield _one(f"{base}#{point.id}-value-{number}", "highlighting", bodies, value.span, articles)
    for utterance, group in enumerate(comparison.quotes, start=1):
        for number, wording in enumerate(group.mentions, start=1):
            bodies = _bodies(f"utterance {utterance}", wording.variant, wording.speaker)
            yield _one(f"{base}#q{utterance}-{number}", "identifying", bodies, wording.span, articles)
    for entity, label in enumerate(comparison.labels, start=1):
        for number, item in enumerate(label.designations, start=1):
            bodies = _bodies(label.entity, item.voice, None)
            yield _one(f"{base}#l{entity}-{number}", "tagging", bodies, item.span, articles)


def dumps(comparison: Comparison) -> str:
    """All annotations as an AnnotationCollection; a JSON text that is valid UTF-8 whatever the articles hold."""
    return _collection(comparison, _iri(comparison), list(annotate(comparison)))


def dumps_point(comparison: Comparison, point: Point) -> str:
    """The mentions of one point as an AnnotationCollection."""
    base = _iri(comparison)
    return _collection(comparison, f"{base}#{point.id}", list(_mentions(base, point, _by_id(comparison))))


def _mentions(base: str, point: Point, articles: dict[str, Article]) -> Iterator[Annotation]:
    for number, mention in enumerate(point.mentions, start=1):
        bodies = [*_bodies(point.id, point.status, mention.said_by), _body("classifying", mention.stance)]
        yield _one(f"{base}#{point.id}-{number}", "classifying", bodies, mention.span, articles)


def _collection(comparison: Comparison, id: str, items: Sequence[Annotation]) -> str:
    collection = {
        "@context": _CONTEXT,
        "id": id,
        "type": "AnnotationCollection",
        "label": f"Comparison of {len(comparison.articles)} reports",
        "generator": {"type": "Software", "name": f"Variorum {comparison.version}"},
        "total": len(items),
        "first": {"id": f"{id}/page", "type": "AnnotationPage", "startIndex": 0, "items": items},
    }
    return json_text(collection, indent=1)


def _one(id: str, motivation: str, bodies: Iterable[Body], span: Span, articles: dict[str, Article]) -> Annotation:
    article = articles[span.article]
    text = article.field(span.field)
    return {
        "id": id,
        "type": "Annotation",
        "motivation": motivation,
        "body": list(bodies),
        "target": {
            "source": safe_url(article.url) or _digest_iri(article),
            "field": span.field,
            "selector": [
                {"type": "TextPositionSelector", "start": span.start, "end": span.end},
                {
                    "type": "TextQuoteSelector",
                    "exact": span.quote,
                    "prefix": text[max(0, span.start - _REACH) : span.start],
                    "suffix": text[span.end : span.end + _REACH],
                },
            ],
        },
    }


def _bodies(name: str, kind: str, said_by: str | None) -> list[Body]:
    found = [_body("identifying", name), _body("classifying", kind)]
    return [*found, _body("describing", f"said by {said_by}")] if said_by else found


def _body(purpose: str, value: str) -> Body:
    return {"type": "TextualBody", "purpose": purpose, "value": value}


def _by_id(comparison: Comparison) -> dict[str, Article]:
    return {article.id: article for article in comparison.articles}


def _iri(comparison: Comparison) -> str:
    """A name for the comparison: the same articles, settings and version have the same."""
    parts = [comparison.version, comparison.settings, *(f"{a.id} {a.sha256}" for a in comparison.articles)]
    digest = hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()
    return f"urn:variorum:comparison:{digest[:16]}"


def _digest_iri(article: Article) -> str:
    """The article by its bytes; by its id if they are not known."""
    if re.fullmatch("[0-9a-f]{64}", article.sha256):
        digest = base64.urlsafe_b64encode(bytes.fromhex(article.sha256)).decode().rstrip("=")
        return f"ni:///sha-256;{digest}"
    return f"urn:variorum:article:{quote(article.id[:200], safe='', errors='replace')}"
