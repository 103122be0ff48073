"""The pages about one story: the comparison, the reader, a point."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from variorum.errors import NotFoundError
from variorum.model.comparison import Comparison, Point
from variorum.model.text import Field
from variorum.report import rendering, view
from variorum.report.formats import FORMATS, by_name
from variorum.web import cite, reader
from variorum.web.contexts import contexts
from variorum.web.desk import Desk
from variorum.web.pages import render

router = APIRouter(prefix="/stories/{id}")

_PLAIN = re.compile(r"[^A-Za-z0-9_-]+")


@router.get("")
def story(request: Request, id: str) -> Response:
    """The whole comparison, with the texts beside it."""
    desk: Desk = request.app.state.desk
    row = desk.library.story(id)

    def make(comparison: Comparison) -> str:
        values = {**rendering.story(comparison), "base": f"/stories/{id}"}
        return render("story.html.j2", desk=desk, row=row, formats=FORMATS, **values)

    return desk.page(request, row, "story", make)


@router.get("/download/{form}")
def download(request: Request, id: str, form: str) -> Response:
    """The comparison in one of the forms in which it can be taken away."""
    desk: Desk = request.app.state.desk
    row = desk.library.story(id)
    if not row.ready:
        return desk.waiting(request, row)
    name, kind, data = by_name(form).download(desk.library.comparison(id), f"variorum-{_PLAIN.sub('-', id)[:40]}")
    return Response(data, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@router.get("/reader")
def read(
    request: Request, id: str, of: Annotated[list[str] | None, Query(max_length=40)] = None, point: str = ""
) -> Response:
    """Two or more reports side by side, scrolling together."""
    desk: Desk = request.app.state.desk
    row = desk.library.story(id)
    wanted = tuple(dict.fromkeys(of or ()))

    def make(comparison: Comparison) -> str:
        values = {**rendering.story(comparison), "base": f"/stories/{id}"}
        chosen = reader.chosen(comparison, values["who"], wanted, point)  # type: ignore[arg-type]
        columns = reader.columns(comparison, chosen)
        return render("reader.html.j2", desk=desk, row=row, columns=columns, chosen=chosen, at=point, **values)

    return desk.page(request, row, f"reader {' '.join(wanted)} {point}", make)


@router.get("/points/{point}")
def show_point(request: Request, id: str, point: str) -> Response:
    """One point: its words in context, its three numbers, and why it is one point."""
    desk: Desk = request.app.state.desk
    row = desk.library.story(id)

    def make(comparison: Comparison) -> str:
        found = _point(comparison, point)
        values = {**rendering.story(comparison), "base": f"/stories/{id}"}
        place = comparison.points.index(found)
        return render(
            "point.html.j2",
            desk=desk,
            row=row,
            point=found,
            counted=rendering.counted(found, comparison),
            before=comparison.points[place - 1] if place else None,
            after=comparison.points[place + 1] if place + 1 < len(comparison.points) else None,
            contexts=contexts,
            citation=cite.of(found, comparison, str(request.base_url).rstrip("/"), id),
            **values,
        )

    return desk.page(request, row, f"point {point} {request.base_url}", make)


@router.get("/words/{article}/{field}/{start}-{end}")
def words(request: Request, id: str, article: str, field: Field, start: int, end: int) -> Response:
    """Leads to the point that these words carry now; such an address stays good when the points are counted anew."""
    desk: Desk = request.app.state.desk
    row = desk.library.story(id)
    if not row.ready:
        return desk.waiting(request, row)
    comparison = desk.library.comparison(id)
    key = next((key for key, w in view.witnesses(comparison).items() if w.anchor == article), None)
    found = key and cite.point_at(comparison, key, field, start, end)
    if not found:
        raise NotFoundError("no point is told by these words now", "the story was compared anew; look for it there")
    return RedirectResponse(f"/stories/{id}/points/{found.id}")


def _point(comparison: Comparison, id: str) -> Point:
    try:
        return comparison.point(id)
    except KeyError:
        raise NotFoundError(f"there is no point {id[:40]} in this story", "its points are listed on its page") from None
