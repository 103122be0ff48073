"""A comparison as flat tables: what every table holds, told once for CSV, Parquet and whatever reads rows.

The tables hold the same values as the JSON export, under the same names. A row that stands for words of an article has
`article`, `field`, `start`, `end` and the words, so that `field[start:end]` gives the words in every table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from variorum.model.comparison import Comparison
from variorum.report.contract import ComparisonExport, PointExport, SpanExport
from variorum.report.export import to_json
from variorum.report.witnesses import sign, witnesses

Kind = Literal["text", "integer", "number", "boolean"]
Cell = str | int | float | bool | None
Row = tuple[Cell, ...]

_SPAN: tuple[tuple[str, Kind], ...] = (("article", "text"), ("field", "text"), ("start", "integer"), ("end", "integer"))
_QUOTE: tuple[tuple[str, Kind], ...] = (*_SPAN, ("quote", "text"))


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under named columns.

    Attributes:
        name: One word, as in a file's name.
        meaning: What a row is, in one line.
        columns: Names, no two alike, each with the kind of its values; every value may also be missing.
        rows: In the order of the comparison.
    """

    name: str
    meaning: str
    columns: tuple[tuple[str, Kind], ...]
    rows: tuple[Row, ...]

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(name for name, _ in self.columns)


def tables(comparison: Comparison) -> tuple[Table, ...]:
    """All tables of a comparison, the points first; they are always the same ones, empty or not."""
    export = to_json(comparison)
    return (
        _points(export),
        _grid(export, [witness.sign for witness in witnesses(comparison).values()]),
        _mentions(export),
        _values(export),
        _quotations(export),
        _labels(export),
        _passages(export),
        _origins(export),
        _timeline(export),
        _digest(export),
        _omissions(export),
        _entities(export),
        _articles(export),
        _notices(export),
    )


def _points(export: ComparisonExport) -> Table:
    return Table(
        "points",
        "a point, the most important first",
        (
            ("point", "text"), ("status", "text"), ("gist", "text"), ("importance", "number"), ("articles", "integer"),
            ("texts", "integer"), ("origins", "integer"), ("probability", "number"), ("aspect", "text"),
            ("relation", "text"), ("article", "text"), ("field", "text"), ("start", "integer"), ("end", "integer"),
        ),
        tuple(_point(point) for point in export["points"]),
    )  # fmt: skip


def _point(point: PointExport) -> Row:
    differs = point["differs"]
    return (
        point["id"], point["status"], point["gist"], point["importance"], point["articles"], point["texts"],
        point["origins"], point["probability"], differs["aspect"] if differs else None,
        differs["relation"] if differs else None, *_place(point["gist_span"]),
    )  # fmt: skip


def _grid(export: ComparisonExport, signs: Sequence[str]) -> Table:
    """Signs as column names: outlets and ids are other people's words, and may be alike."""
    return Table(
        "grid",
        "a point, and in a column for each article (its sign in the table of articles) what it does with the point",
        (("point", "text"), ("status", "text"), ("gist", "text"), *((sign, "text") for sign in signs)),
        tuple((point["id"], point["status"], point["gist"], *point["cells"].values()) for point in export["points"]),
    )


def _mentions(export: ComparisonExport) -> Table:
    return Table(
        "mentions",
        "the words of one article that carry a point, and how surely that article tells it",
        (("point", "text"), *_QUOTE, ("stance", "text"), ("said_by", "text"), ("telling", "number")),
        tuple(
            (point["id"], *_quote(mention), mention["stance"], mention["said_by"], told.get(mention["article"]))
            for point in export["points"]
            for told in (point.get("tellings", {}),)
            for mention in point["mentions"]
        ),
    )


def _values(export: ComparisonExport) -> Table:
    return Table(
        "values",
        "what one article gives for the aspect in which a point differs",
        (("point", "text"), ("aspect", "text"), ("relation", "text"), *_SPAN, ("value", "text"), ("said_by", "text")),
        tuple(
            (
                point["id"], differs["aspect"], differs["relation"], value["article"], value["field"], value["start"],
                value["end"], value["value"], value["said_by"],
            )
            for point in export["points"]
            if (differs := point["differs"])
            for value in differs["values"]
        ),
    )  # fmt: skip


def _quotations(export: ComparisonExport) -> Table:
    return Table(
        "quotations",
        "one article's wording of an utterance; rows with the same number are one utterance, the fullest wording first",
        (("utterance", "integer"), ("speaker", "text"), *_QUOTE, ("variant", "text")),
        tuple(
            (number, mention["speaker"], *_quote(mention), mention["variant"])
            for number, group in enumerate(export["quotes"], start=1)
            for mention in group["mentions"]
        ),
    )


def _labels(export: ComparisonExport) -> Table:
    return Table(
        "labels",
        "what one article calls somebody or something, or what happened",
        (("entity", "text"), ("kind", "text"), *_SPAN, ("text", "text"), ("voice", "text")),
        tuple(
            (
                label["entity"], label["kind"], item["article"], item["field"], item["start"], item["end"],
                item["text"], item["voice"],
            )
            for label in export["labels"]
            for item in label["designations"]
        ),
    )  # fmt: skip


def _passages(export: ComparisonExport) -> Table:
    sides = tuple((f"{side}_{name}", kind) for side in ("left", "right") for name, kind in _QUOTE)
    return Table(
        "passages",
        "the same words in two articles, with the share of the shorter article that all their passages make",
        (*sides, ("similarity", "number"), ("taken_from", "text"), ("share", "number")),
        tuple(
            (
                *_quote(passage["left"]), *_quote(passage["right"]), passage["similarity"], link["taken_from"],
                link["share"],
            )
            for link in export["copies"]
            for passage in link["passages"]
        ),
    )  # fmt: skip


def _origins(export: ComparisonExport) -> Table:
    return Table(
        "origins",
        "an article that derives as a whole from the same text as the others of its number",
        (("origin", "integer"), ("article", "text"), ("credited", "text")),
        tuple(
            (number, article, origin["credited"])
            for number, origin in enumerate(export["origins"], start=1)
            for article in origin["articles"]
        ),
    )


def _timeline(export: ComparisonExport) -> Table:
    return Table(
        "timeline",
        "words that tell of an interval of time, whose end is exclusive",
        (("from", "text"), ("until", "text"), ("label", "text"), ("points", "text"), *_QUOTE),
        tuple(
            (entry["start"], entry["end"], entry["label"], " ".join(entry["points"]), *_quote(span))
            for entry in export["timeline"]
            for span in entry["spans"]
        ),
    )


def _digest(export: ComparisonExport) -> Table:
    return Table(
        "digest",
        "a sentence of the short account, with the point that it stands for",
        (*_QUOTE, ("point", "text"), ("articles", "integer"), ("origins", "integer"), ("contested", "boolean")),
        tuple(
            (*_quote(s), s["point"], len(s["articles"]), s["origins"], s["contested"]) for s in export["digest"]
        ),
    )  # fmt: skip


def _omissions(export: ComparisonExport) -> Table:
    return Table(
        "omissions",
        "a point that an article leaves out, with the independent origins that tell it elsewhere",
        (("article", "text"), ("point", "text"), ("origins", "integer")),
        tuple((omission["article"], omission["point"], omission["origins"]) for omission in export["omissions"]),
    )


def _entities(export: ComparisonExport) -> Table:
    return Table(
        "entities",
        "somebody or something in an article, under its canonical name",
        (("entity", "text"), ("kind", "text"), ("article", "text")),
        tuple(
            (entity["name"], entity["kind"], article) for entity in export["entities"] for article in entity["articles"]
        ),
    )


def _articles(export: ComparisonExport) -> Table:
    return Table(
        "articles",
        "a report, without its text",
        (
            ("sign", "text"), ("article", "text"), ("outlet", "text"), ("headline", "text"), ("published", "text"),
            ("url", "text"), ("language", "text"), ("authors", "text"), ("credits", "text"),
            ("headline_only", "boolean"), ("sha256", "text"),
        ),
        tuple(
            (
                sign(number), article["id"], article["outlet"], article["headline"], article["published"],
                article["url"], article["language"], "; ".join(article["authors"]), "; ".join(article["credits"]),
                article["headline_only"], article["sha256"],
            )
            for number, article in enumerate(export["articles"])
        ),
    )  # fmt: skip


def _notices(export: ComparisonExport) -> Table:
    return Table(
        "notices",
        "what readers should know of the input",
        (("notice", "text"),),
        tuple((notice,) for notice in export["notices"]),
    )


def _place(span: SpanExport) -> tuple[str, str, int, int]:
    return span["article"], span["field"], span["start"], span["end"]


def _quote(span: SpanExport) -> tuple[str, str, int, int, str]:
    return *_place(span), span["quote"]
