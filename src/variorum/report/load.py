"""An export read back as the comparison that it was made from, checked in every respect before anybody uses it."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable
from datetime import datetime
from operator import index
from pathlib import Path
from typing import NoReturn, cast

from variorum.errors import InputError
from variorum.model.article import Article
from variorum.model.comparison import (
    Comparison,
    CopyLink,
    Designation,
    Differs,
    DiffersValue,
    DigestSentence,
    EntitySummary,
    Feature,
    Label,
    Mention,
    Omission,
    Origin,
    Passage,
    Point,
    QuoteGroup,
    QuoteMention,
    TimelineEntry,
)
from variorum.model.text import Block, Span
from variorum.report import legend
from variorum.report.contract import (
    SCHEMA,
    ArticleExport,
    ComparisonExport,
    CopyExport,
    DesignationExport,
    DiffersExport,
    LabelExport,
    OriginExport,
    PassageExport,
    PointExport,
    QuoteExport,
    SpanExport,
    ValueExport,
)
from variorum.report.verification import ExportError, validate, verify

MAX_BYTES = 256_000_000
"""Largest export that is read."""

_HEAD = 200
"""Bytes in which an export names its contract."""

_POINT = re.compile("p[1-9][0-9]{0,6}")
_HINT = "give a file written by: variorum compare ... --json FILE"
_AGAIN = "make it anew with: variorum compare ... --json FILE"


def load(source: Path | str | bytes, *, limit: int = MAX_BYTES, checked: bool = False) -> Comparison:
    """The comparison in an export.

    Reading back what `export.dumps` wrote gives the same comparison, but for what the export rounds (numbers to four
    places) or leaves out (the time of day of articles of which only the day is known).

    Args:
        source: A file, or the bytes themselves.
        limit: Most bytes that are read.
        checked: It was checked when it was written, and kept where nobody else writes; halves the time.

    Raises:
        InputError: It is missing or too large, no export, not of this contract, contradicts itself, or has a span
            whose characters are others than it says.
    """
    name = "the export" if isinstance(source, bytes) else str(source)
    data = source if isinstance(source, bytes) else _read(Path(source), limit)
    if len(data) > limit:
        raise InputError(f"{name}: larger than {limit:,} bytes", "leave out reports that do not matter")
    try:
        # Control characters in strings and NaN are no JSON; lone surrogates are, and stand in exports.
        export = cast(ComparisonExport, json.loads(data.decode("utf-8"), parse_constant=_no_number))
        if not checked:
            validate(export)
        return _comparison(export, checked)
    except ExportError as error:
        raise InputError(f"{name}: {_line(error)}", _HINT) from error
    except RecursionError:
        raise InputError(f"{name}: nested too deeply", _HINT) from None
    except KeyError as error:
        raise InputError(f"{name}: this export holds no {error.args[0]!r}", _AGAIN) from error
    except (ValueError, TypeError, OverflowError) as error:  # TypeError: 1.0 passes for a whole number in the schema
        raise InputError(f"{name}: {_line(error)}", _HINT) from error


def is_export(path: Path) -> bool:
    """Whether a file looks like an export: it begins with the name of the contract."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return f'"{SCHEMA}"'.encode() in file.read(_HEAD)


def _read(path: Path, limit: int) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(limit + 1)
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})", _HINT) from error


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:300]


def _no_number(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")


def _comparison(export: ComparisonExport, checked: bool) -> Comparison:
    articles = tuple(_article(article) for article in export["articles"])
    ids = [article.id for article in articles]
    if len(set(ids)) < len(ids):
        raise ValueError("two articles have one id")
    if not checked:
        verify(export, articles)
    copies = tuple(_copy(link) for link in export["copies"])
    pairs = {(link.left, link.right): link for link in copies}
    comparison = Comparison(
        articles=articles,
        points=tuple(_point(point, ids) for point in export["points"]),
        quotes=tuple(_quote(group) for group in export["quotes"]),
        labels=tuple(_label(label) for label in export["labels"]),
        origins=tuple(_origin(origin, pairs) for origin in export["origins"]),
        copies=copies,
        timeline=tuple(
            TimelineEntry(
                datetime.fromisoformat(entry["start"]),
                datetime.fromisoformat(entry["end"]),
                entry["label"],
                tuple(entry["points"]),
                _spans(entry["spans"]),
            )
            for entry in export["timeline"]
        ),
        digest=tuple(
            DigestSentence(
                _span(sentence),
                sentence["point"],
                tuple(sentence["articles"]),
                sentence["origins"],
                sentence["contested"],
            )
            for sentence in export["digest"]
        ),
        omissions=tuple(
            Omission(omission["article"], omission["point"], omission["origins"]) for omission in export["omissions"]
        ),
        entities=tuple(
            EntitySummary(entity["name"], entity["kind"], tuple(entity["aliases"]), tuple(entity["articles"]))
            for entity in export["entities"]
        ),
        notices=tuple(export["notices"]),
        settings=export["settings"],
        version=export["variorum"],
    )
    _check_references(comparison)
    return comparison


def _article(export: ArticleExport) -> Article:
    published = export["published"]
    article = Article(
        id=export["id"],
        title=export["title"],
        text=export["text"],
        outlet=export["outlet"],
        url=export["url"],
        published=datetime.fromisoformat(published) if published else None,
        published_precision="second" if published and "T" in published else "day",
        language=export["language"],
        authors=tuple(export["authors"]),
        credits=tuple(export["credits"]),
        sha256=export["sha256"],
        blocks=tuple(Block(block["kind"], block["field"], *map(index, block["at"])) for block in export["blocks"]),
        headline_only=export["headline_only"],
    )
    for block in article.blocks:
        if not block.start < block.end <= len(article.field(block.field)):
            raise ValueError(f"article {article.id[:80]!r} has no block {block.start}:{block.end} in its {block.field}")
    return article


def _point(export: PointExport, ids: list[str]) -> Point:
    if not _POINT.fullmatch(export["id"]):
        raise ValueError(f"{export['id'][:80]!r} is no id of a point")
    cells = export["cells"]
    if set(cells) != set(ids):
        raise ValueError(f"point {export['id'][:80]!r} has cells for other articles than there are")
    silent = {key for key, cell in cells.items() if cell == "silent"}
    telling = {key for key, cell in cells.items() if cell not in legend.QUIET}
    return Point(
        id=export["id"],
        status=export["status"],
        gist=_span(export["gist_span"]),
        importance=export["importance"],
        articles=export["articles"],
        texts=export["texts"],
        origins=export["origins"],
        mentions=tuple(
            Mention(_span(mention), mention["stance"], mention["said_by"]) for mention in export["mentions"]
        ),
        cells=tuple(cells[key] for key in ids),
        differs=_differs(export["differs"]) if export["differs"] else None,
        probability=export["probability"],
        why=tuple(
            tuple(Feature(f["name"], _number(f["value"]), _number(f["contribution"])) for f in reasons)
            for reasons in export["why"]
        ),
        silences=_probabilities(export.get("silences"), silent, export, ids),
        tellings=_probabilities(export.get("tellings"), telling, export, ids),
        nearest=_nearest(export, ids),
    )


def _probabilities(
    given: dict[str, float] | None, cells: set[str], export: PointExport, ids: list[str]
) -> tuple[float | None, ...]:
    """One per article that has such a cell, None for the others; exports of earlier versions have none at all."""
    if given is None:
        return ()
    if set(given) != cells:
        raise ValueError(f"point {export['id'][:80]!r} has silences or tellings of other articles than its cells say")
    return tuple(given.get(key) for key in ids)


def _nearest(export: PointExport, ids: list[str]) -> tuple[Span | None, ...]:
    """Exports of earlier versions have none."""
    if "nearest" not in export:
        return ()
    given = export["nearest"]
    silent = {key for key, cell in export["cells"].items() if cell == "silent"}
    if not set(given) <= silent or any(span["article"] != key for key, span in given.items()):
        raise ValueError(f"point {export['id'][:80]!r} has nearest words of other articles than those that are silent")
    return tuple(_span(given[key]) if key in given else None for key in ids)


def _differs(export: DiffersExport) -> Differs:
    return Differs(
        export["aspect"],
        export["relation"],
        tuple(DiffersValue(_words(value, value["value"]), value["said_by"]) for value in export["values"]),
        export["probability"],
        export["reason"],
    )


def _quote(export: QuoteExport) -> QuoteGroup:
    mentions = (QuoteMention(_span(m), m["speaker"], m["variant"]) for m in export["mentions"])
    return QuoteGroup(export["speaker"], tuple(mentions))


def _label(export: LabelExport) -> Label:
    called = (Designation(_words(item, item["text"]), item["voice"]) for item in export["designations"])
    return Label(export["entity"], export["kind"], tuple(export["aliases"]), tuple(called))


def _copy(export: CopyExport) -> CopyLink:
    passages = tuple(_passage(passage) for passage in export["passages"])
    return CopyLink(export["left"], export["right"], export["taken_from"], export["share"], passages)


def _origin(export: OriginExport, copies: dict[tuple[str, str], CopyLink]) -> Origin:
    try:
        links = tuple(copies[left, right] for left, right in export["links"])
    except KeyError as error:
        raise ValueError(f"an origin names copies that are not there: {error}") from error
    return Origin(tuple(export["articles"]), export["credited"], links)


def _passage(export: PassageExport) -> Passage:
    return Passage(_span(export["left"]), _span(export["right"]), export["similarity"])


def _span(export: SpanExport) -> Span:
    return Span(export["article"], export["field"], export["start"], export["end"], export["quote"])


def _spans(exports: Iterable[SpanExport]) -> tuple[Span, ...]:
    return tuple(_span(export) for export in exports)


def _words(export: ValueExport | DesignationExport, words: str) -> Span:
    return Span(export["article"], export["field"], export["start"], export["end"], words)


def _number(value: float | None) -> float:
    return math.nan if value is None else value


def _check_references(comparison: Comparison) -> None:
    """Everything that is named must be there, or a page would lead nowhere.

    Raises:
        ValueError: Something is not.
    """
    articles = {article.id for article in comparison.articles}
    points = {point.id for point in comparison.points}
    if len(points) < len(comparison.points):
        raise ValueError("two points have one id")
    named = [
        *(key for link in comparison.copies for key in (link.left, link.right)),
        *(key for origin in comparison.origins for key in origin.articles),
        *(key for sentence in comparison.digest for key in sentence.articles),
        *(omission.article for omission in comparison.omissions),
        *(key for entity in comparison.entities for key in entity.articles),
    ]
    for key in named:
        if key not in articles:
            raise ValueError(f"there is no article {key[:80]!r}")
    led_to = [
        *(key for entry in comparison.timeline for key in entry.points),
        *(sentence.point for sentence in comparison.digest),
        *(omission.point for omission in comparison.omissions),
    ]
    for key in led_to:
        if key not in points:
            raise ValueError(f"there is no point {key[:80]!r}")
