"""A comparison in every form, by ending or by media type."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request, Response

from variorum.api import shapes
from variorum.api.access import Compared, Kept, Reading, json_answer, send
from variorum.api.answers import Answer
from variorum.api.problems import Route, problem
from variorum.api.reading import LATER
from variorum.errors import NotFoundError
from variorum.library import Library, StoryRow
from variorum.report.contract import ComparisonExport
from variorum.report.formats import FORMATS, MAIN, Format, by_name

router = APIRouter(route_class=Route, tags=["downloads"])

_JSON: Final = by_name("json")
_FORMS: Final[dict[int | str, dict[str, Any]]] = {
    200: {**LATER[200], "content": {form.media_type.partition(";")[0]: {} for form in FORMATS if form is not _JSON}},
    406: {"description": "None of the media types that are wanted"},
}

Table = Annotated[
    str | None, Query(description="Of forms with a file for each table, only this one; else all, as a ZIP archive.")
]


@router.get("/formats", response_model=list[shapes.FormatShape], summary="List the forms of a comparison")
def formats(request: Request) -> Response:
    """The forms in which a comparison can be taken away."""
    listed = [
        shapes.FormatShape(name=form.name, suffix=form.suffix, media_type=form.media_type, title=form.title)
        for form in FORMATS
    ]
    return json_answer(listed).send(request)


@router.get(
    "/stories/{id}/comparison",
    response_model=ComparisonExport,
    responses={**LATER, **_FORMS},
    summary="Read a comparison",
)
def comparison(request: Request, library: Reading, kept: Kept, row: Compared, table: Table = None) -> Response:
    """The whole comparison under the contract `variorum/comparison/1`, or in the form that `Accept` asks for.

    Of forms with a file for each table it is the one that `table` names, else the points.
    """
    form = accepted(request.headers.get("accept", "*/*"))
    if form is None:
        types = ", ".join(form.media_type.partition(";")[0] for form in FORMATS)
        return problem(406, "request", "no form has a media type that is wanted", f"there are {types}")
    if form is _JSON:
        # Compact here; a file that people look into has lines.
        return send(request, row, kept.get((row.version, "comparison"), lambda: _compact(library, row)))
    return send(request, row, _answer(library, kept, row, form, table or MAIN if form.table else None))


@router.get(
    "/stories/{id}/comparison.{suffix}",
    responses={**LATER, **_FORMS},
    response_class=Response,
    summary="Download a comparison",
)
def download(
    request: Request, library: Reading, kept: Kept, row: Compared, suffix: str, table: Table = None
) -> Response:
    """The comparison as a file: html, json, md, docx, csv, parquet, jsonld."""
    form = by_name(suffix)
    answer = _answer(library, kept, row, form, table)
    packed = ".zip" if form.table is not None and table is None else ""
    part = f"-{table}" if form.table is not None and table is not None else ""
    # Nothing of the reports stands in the name, so nothing needs to be escaped in it.
    name = f"variorum-{row.id}{as_of(row)}{part}{form.suffix}{packed}"
    return send(request, row, answer, {"Content-Disposition": f'attachment; filename="{name}"'})


def as_of(row: StoryRow) -> str:
    """What tells a file of an older comparison from one of the current: when it was made."""
    return f"-compared-{row.standing.made:%Y-%m-%dT%H%M}" if row.standing and not row.ready else ""


def accepted(header: str) -> Format | None:
    """The form that an Accept header wants most; JSON if it takes anything, None if there is none."""
    wanted: list[tuple[float, Format]] = []
    for part in header.split(","):
        kind, *parameters = (piece.strip().lower() for piece in part.split(";"))
        quality = next((_quality(item[2:]) for item in parameters if item.startswith("q=")), 1.0)
        if quality > 0:
            form = _of_type(kind)
            if form is not None:
                wanted.append((quality, form))
    return max(wanted, key=lambda pair: pair[0])[1] if wanted else None


def _of_type(kind: str) -> Format | None:
    if kind in ("*/*", "application/*", ""):
        return _JSON
    return next((form for form in FORMATS if form.media_type.partition(";")[0] == kind), None)


def _quality(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def _compact(library: Library, row: StoryRow) -> Answer:
    return Answer.of(library.export(row), _JSON.media_type)


def _answer(library: Library, kept: Kept, row: StoryRow, form: Format, table: str | None) -> Answer:
    def make() -> Answer:
        compared = library.shown(row)
        if form.table is None or table is None:
            _, media_type, data = form.download(compared, "")
            return Answer.of(data, media_type)
        files = form.files(compared)
        if table not in files:
            raise NotFoundError(f"there is no table {table[:40]!r}", "there are " + ", ".join(files))
        return Answer.of(files[table], form.media_type)

    return kept.get((row.version, form.name, table or ""), make)
