"""An export checked: it fits the schema, and every span in it gives the words of its article."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources

import jsonschema_rs

from variorum.errors import VariorumError
from variorum.model.article import Article
from variorum.report.contract import ComparisonExport, SpanExport

_SURROGATE = re.compile("[\ud800-\udfff]")
_DEFECT = "Please report this; it is a defect of Variorum."


class ExportError(VariorumError):
    """An export breaks its contract; a defect of Variorum, never of the input."""


def schema_text() -> str:
    """The JSON Schema (draft 2020-12) of an export."""
    return resources.files("variorum.report").joinpath("comparison.schema.json").read_text(encoding="utf-8")


def validate(export: ComparisonExport) -> None:
    """Check an export against the shipped schema.

    Raises:
        ExportError: It does not fit; the message names the place and what is wrong there.
    """
    try:
        text = json.dumps(export, ensure_ascii=False, allow_nan=False)
    except ValueError as error:
        raise ExportError(f"a number that JSON cannot hold: {error}", _DEFECT) from error
    # Lone surrogates are legal in JSON, but the validator works on UTF-8 and cannot take them.
    text = _SURROGATE.sub("?", text)
    fault = next(iter(_validator().iter_errors(json.loads(text))), None)
    if fault is not None:
        place = "/".join(str(step) for step in fault.instance_path) or "the export"
        raise ExportError(f"{place}: {fault.message[:300]}", _DEFECT)


def verify(export: ComparisonExport, articles: Iterable[Article]) -> int:
    """Check that every span of an export gives its words: `field[start:end] == quote`.

    Args:
        export: The data, from `to_json` or read from a file.
        articles: The articles that it was made from.

    Returns:
        How many spans were checked.

    Raises:
        ExportError: A span names an unknown article, or its characters are others than it says.
    """
    known = {article.id: article for article in articles}
    checked = 0
    for place, span in _spans(export, ""):
        article = known.get(span["article"])
        if article is None:
            raise ExportError(f"{place}: no article {span['article']!r}")
        found = article.field(span["field"])[span["start"] : span["end"]]
        if found != span["quote"]:
            raise ExportError(f"{place}: the article has {found[:80]!r}, the export {span['quote'][:80]!r}")
        checked += 1
    return checked


def _spans(node: object, place: str) -> Iterator[tuple[str, SpanExport]]:
    """Every object of the export that has offsets; the verbatim words are its `quote`, `value` or `text`."""
    if isinstance(node, dict):
        if "start" in node and "field" in node:
            words = str(node.get("quote", node.get("value", node.get("text"))))
            yield (
                place,
                {
                    "article": node["article"],
                    "field": node["field"],
                    "start": node["start"],
                    "end": node["end"],
                    "quote": words,
                },
            )
        for key, value in node.items():
            if isinstance(value, (dict, list)):
                yield from _spans(value, f"{place}/{key}")
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from _spans(value, f"{place}/{index}")


@cache
def _validator() -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(json.loads(schema_text()))
