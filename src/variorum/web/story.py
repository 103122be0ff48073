"""The pages about one story: the comparison, the reader, a point."""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from variorum.api.downloads import as_of
from variorum.errors import NotFoundError
from variorum.library import StoryRow
from variorum.model.comparison import Comparison, Point
from variorum.model.text import Field
from variorum.report import rendering
from variorum.report.formats import FORMATS, by_name
from variorum.report.witnesses import witnesses
from variorum.web import cite, older, reader
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

    def make() -> str:
        page = desk.library.page(row)
        note = older.note(row, page.digests)
        return render("story.html.j2", desk=desk, page=page, older=note, base=f"/stories/{id}", formats=FORMATS)

    return desk.page(request, row, "story", make)


@router.get("/download/{form}")
def download(request: Request, id: str, form: str) -> Response:
    """The comparison in one of the forms in which it can be taken away."""
    desk: Desk = request.app.state.desk
    row = desk.library.story(id)
    if not row.readable:
        return desk.waiting(request, row)
    stem = f"variorum-{_PLAIN.sub('-', id)[:40]}{as_of(row)}"
    name, kind, data = by_name(form).download(desk.shown(request, row), stem)
    return Response(data, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@router.get("/reader")
def read(
    request: Request, id: str, of: Annotated[list[str] | None, Query(max_length=40)] = None, point: str = ""
) -> Response:
    """Two or more reports side by side, scrolling together."""
    desk: Desk = request.app.state.desk
    row = desk.library.story(id)
    wanted = tuple(dict.fromkeys(of or ()))

    def make() -> str:
        comparison = desk.library.shown(row)
        values = _values(row, comparison, asks="&still=1")
        chosen = reader.chosen(comparison, values["who"], wanted, point)  # type: ignore[arg-type]
        columns = reader.columns(comparison, chosen)
        return render("reader.html.j2", desk=desk, columns=columns, chosen=chosen, at=point, **values)

    return desk.page(request, row, f"reader {' '.join(wanted)} {point}", make)


@router.get("/points/{point}")
def show_point(request: Request, id: str, point: str) -> Response:
    """One point: its words in context, its three numbers, and why it is one point."""
    desk: Desk = request.app.state.desk
    row = desk.library.story(id)

    def make() -> str:
        comparison = desk.library.shown(row)
        found = _point(comparison, point)
        asks = f"&to={quote(cite.words(found, witnesses(comparison)))}"
        place = comparison.points.index(found)
        return render(
            "point.html.j2",
            desk=desk,
            point=found,
            counted=rendering.counted(found, comparison),
            before=comparison.points[place - 1] if place else None,
            after=comparison.points[place + 1] if place + 1 < len(comparison.points) else None,
            contexts=contexts,
            citation=cite.of(found, comparison, str(request.base_url).rstrip("/"), id),
            **_values(row, comparison, asks),
        )

    return desk.page(request, row, f"point {point} {request.base_url}", make)


@router.get("/words/{article}/{field}/{start}-{end}")
def words(request: Request, id: str, article: str, field: Field, start: int, end: int) -> Response:
    """Leads to the point that these words carry now; such an address stays good when the points are counted anew."""
    desk: Desk = request.app.state.desk
    row = desk.library.story(id)
    if not row.readable:
        return desk.waiting(request, row)
    comparison = desk.shown(request, row)
    key = next((key for key, w in witnesses(comparison).items() if w.anchor == article), None)
    found = key and cite.point_at(comparison, key, field, start, end)
    if not found:
        raise NotFoundError("no point is told by these words now", "the story was compared anew; look for it there")
    return RedirectResponse(f"/stories/{id}/points/{found.id}")


@router.get("/newer")
def newer(
    request: Request,
    id: str,
    of: Annotated[str, Query(max_length=40)],
    to: Annotated[str, Query(max_length=400, pattern=older.WORDS)] = "",
    still: bool = False,
) -> Response:
    """What a page of an older comparison asks now and then: whether there is a newer one.

    Args:
        request: From the page.
        id: The story.
        of: When the comparison of the page was made.
        to: The words that the page is about; what is newer is shown where they are then.
        still: The page is not loaded anew while somebody reads it; a link leads to what is newer.
    """
    desk: Desk = request.app.state.desk
    row = desk.library.story(id)
    if row.readable and not row.ready and row.standing is not None and row.standing.made.isoformat() == of:
        job = desk.renew(row)
        if job.error is None:
            return Response(status_code=204)
        return desk.html("newer.html.j2", error=job.error, base=f"/stories/{id}")
    if to or still:
        return desk.html("newer.html.j2", error=None, link=f"/stories/{id}/words/{to}" if to else "")
    return Response(headers={"HX-Refresh": "true"})


def _values(row: StoryRow, comparison: Comparison, asks: str) -> dict[str, object]:
    """What pages about parts of a story name; `asks` is what they add when they ask for a newer comparison."""
    note = older.note(row, comparison.digests, asks)
    return {**rendering.story(comparison), "base": f"/stories/{row.id}", "older": note}


def _point(comparison: Comparison, id: str) -> Point:
    try:
        return comparison.point(id)
    except KeyError:
        raise NotFoundError(f"there is no point {id[:40]} in this story", "its points are listed on its page") from None
