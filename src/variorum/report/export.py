"""A comparison as JSON under its published contract, checked against the schema and against the articles."""

from __future__ import annotations

import math
from collections.abc import Sequence

from variorum.model.article import Article
from variorum.model.comparison import (
    Comparison,
    CopyLink,
    Differs,
    Feature,
    Label,
    Mention,
    Origin,
    Passage,
    Point,
    QuoteGroup,
)
from variorum.model.text import Span
from variorum.report.contract import (
    SCHEMA,
    ArticleExport,
    ComparisonExport,
    CopyExport,
    DiffersExport,
    FeatureExport,
    LabelExport,
    MentionExport,
    OriginExport,
    PassageExport,
    PointExport,
    QuoteExport,
    SpanExport,
)
from variorum.report.json_text import json_text
from variorum.report.verification import validate, verify

_DECIMALS = 4


def to_json(comparison: Comparison) -> ComparisonExport:
    """The comparison as plain data, ready for `json`; the same comparison always gives the same data."""
    return {
        "schema": SCHEMA,
        "variorum": comparison.version,
        "settings": comparison.settings,
        "articles": [_article(article) for article in comparison.articles],
        "points": [point_json(point, comparison) for point in comparison.points],
        "quotes": [_quote(group) for group in comparison.quotes],
        "labels": [_label(label) for label in comparison.labels],
        "origins": [_origin(origin) for origin in comparison.origins],
        "copies": [_copy(link) for link in comparison.copies],
        "timeline": [
            {
                "start": entry.start.isoformat(),
                "end": entry.end.isoformat(),
                "label": entry.label,
                "points": list(entry.points),
                "spans": [span_json(span) for span in entry.spans],
            }
            for entry in comparison.timeline
        ],
        "digest": [
            {
                **span_json(sentence.span),
                "point": sentence.point,
                "articles": list(sentence.articles),
                "origins": sentence.origins,
                "contested": sentence.contested,
            }
            for sentence in comparison.digest
        ],
        "omissions": [
            {"article": omission.article, "point": omission.point, "origins": omission.origins}
            for omission in comparison.omissions
        ],
        "entities": [
            {
                "name": entity.name,
                "kind": entity.kind,
                "aliases": list(entity.aliases),
                "articles": list(entity.articles),
            }
            for entity in comparison.entities
        ],
        "notices": list(comparison.notices),
    }


def dumps(comparison: Comparison, indent: int | None = 1) -> str:
    """The export as a JSON text that is valid UTF-8 whatever the articles hold, checked on the way out.

    Raises:
        ExportError: The export does not fit the schema, or a span does not give its quote.
    """
    export = to_json(comparison)
    validate(export)
    verify(export, comparison.articles)
    return json_text(export, indent)


def _article(article: Article) -> ArticleExport:
    published = None
    if article.published is not None:
        exact = article.published_precision == "second"
        published = article.published.isoformat() if exact else article.published.date().isoformat()
    return {
        "id": article.id,
        "outlet": article.outlet,
        "title": article.title,
        "text": article.text,
        "published": published,
        "url": article.url,
        "sha256": article.sha256,
        "headline": article.headline,
        "language": article.language,
        "authors": list(article.authors),
        "credits": list(article.credits),
        "headline_only": article.headline_only,
        "blocks": [
            {"kind": block.kind, "field": block.field, "at": [block.start, block.end]} for block in article.blocks
        ],
    }


def point_json(point: Point, comparison: Comparison) -> PointExport:
    """One of the points as it stands in the export."""
    export: PointExport = {
        "id": point.id,
        "status": point.status,
        "gist": point.gist.quote,
        "gist_span": span_json(point.gist),
        "importance": _rounded(point.importance),
        "articles": point.articles,
        "texts": point.texts,
        "origins": point.origins,
        "probability": _rounded(point.probability),
        "mentions": [mention_json(mention) for mention in point.mentions],
        "cells": {article.id: cell for article, cell in zip(comparison.articles, point.cells, strict=True)},
        "differs": differs_json(point.differs) if point.differs else None,
        "why": [[_feature(feature) for feature in reasons] for reasons in point.why],
    }
    if point.silences:
        export["silences"] = silences_json(point, comparison)
    if point.tellings:
        export["tellings"] = tellings_json(point, comparison)
    if point.nearest:
        export["nearest"] = nearest_json(point, comparison)
    return export


def silences_json(point: Point, comparison: Comparison) -> dict[str, float]:
    """For each article that is silent on a point, how surely it does not tell it; nothing where nobody reckoned it."""
    return _by_article(point.silences, comparison)


def tellings_json(point: Point, comparison: Comparison) -> dict[str, float]:
    """For each article with words in a point, how surely they tell it; nothing where nobody reckoned it."""
    return _by_article(point.tellings, comparison)


def _by_article(probabilities: Sequence[float | None], comparison: Comparison) -> dict[str, float]:
    beside = zip(comparison.articles, probabilities, strict=False)
    return {article.id: _rounded(probability) for article, probability in beside if probability is not None}


def nearest_json(point: Point, comparison: Comparison) -> dict[str, SpanExport]:
    """For each article that is silent on a point, its words that come nearest, if nearest ones are known."""
    beside = zip(comparison.articles, point.nearest, strict=False)
    return {article.id: span_json(span) for article, span in beside if span is not None}


def differs_json(differs: Differs) -> DiffersExport:
    """How mentions differ, as it stands in the export."""
    return {
        "aspect": differs.aspect,
        "relation": differs.relation,
        "values": [
            {
                "article": value.span.article,
                "field": value.span.field,
                "value": value.span.quote,
                "start": value.span.start,
                "end": value.span.end,
                "said_by": value.said_by,
            }
            for value in differs.values
        ],
        "probability": _rounded(differs.probability),
        "reason": differs.reason,
    }


def mention_json(mention: Mention) -> MentionExport:
    """A mention as it stands in the export."""
    return {**span_json(mention.span), "stance": mention.stance, "said_by": mention.said_by}


def _feature(feature: Feature) -> FeatureExport:
    return {
        "name": feature.name,
        "value": _rounded(feature.value) if math.isfinite(feature.value) else None,
        "contribution": _rounded(feature.contribution) if math.isfinite(feature.contribution) else None,
    }


def _quote(group: QuoteGroup) -> QuoteExport:
    return {
        "speaker": group.speaker,
        "mentions": [
            {**span_json(mention.span), "speaker": mention.speaker, "variant": mention.variant}
            for mention in group.mentions
        ],
    }


def _label(label: Label) -> LabelExport:
    return {
        "entity": label.entity,
        "kind": label.kind,
        "aliases": list(label.aliases),
        "designations": [
            {
                "article": designation.span.article,
                "field": designation.span.field,
                "text": designation.span.quote,
                "start": designation.span.start,
                "end": designation.span.end,
                "voice": designation.voice,
            }
            for designation in label.designations
        ],
    }


def _origin(origin: Origin) -> OriginExport:
    return {
        "articles": list(origin.articles),
        "credited": origin.credited,
        "links": [[link.left, link.right] for link in origin.links],
        "passages": [_passage(passage) for link in origin.links for passage in link.passages],
    }


def _copy(link: CopyLink) -> CopyExport:
    return {
        "left": link.left,
        "right": link.right,
        "taken_from": link.taken_from,
        "share": _rounded(link.share),
        "passages": [_passage(passage) for passage in link.passages],
    }


def _passage(passage: Passage) -> PassageExport:
    return {
        "left": span_json(passage.left),
        "right": span_json(passage.right),
        "similarity": _rounded(passage.similarity),
    }


def span_json(span: Span) -> SpanExport:
    """A span as it stands in the export."""
    return {"article": span.article, "field": span.field, "start": span.start, "end": span.end, "quote": span.quote}


def _rounded(number: float) -> float:
    return round(float(number), _DECIMALS)
