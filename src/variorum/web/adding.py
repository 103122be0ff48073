"""Reports brought in by hand: dropped files, pasted text, addresses."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from variorum.adding import MAX_FILES
from variorum.api import uploads
from variorum.sources.limits import Limits
from variorum.web.desk import Desk

router = APIRouter()


@router.get("/add")
def add(request: Request) -> Response:
    """The form."""
    desk: Desk = request.app.state.desk
    _ = desk.writable
    return desk.show(request, "add.html.j2", most=MAX_FILES, limits=Limits())


@router.post("/add")
async def take(request: Request) -> Response:
    """Takes reports in, and leads to where that can be watched."""
    desk: Desk = request.app.state.desk
    job = await uploads.queue(request, uploads.form, desk.take_in, desk.works)
    return RedirectResponse(f"/jobs/{job.id}", 303)


@router.get("/jobs/{id}")
def watch(request: Request, id: str) -> Response:
    """How far some work is; leads to its result once that is there."""
    desk: Desk = request.app.state.desk
    job = desk.works.job(id)
    if job is None:
        raise HTTPException(404)
    part = request.headers.get("hx-request") == "true"
    if job.result is not None and not job.result.problems and not job.result.said:
        if part:
            return Response(headers={"HX-Redirect": job.result.target})
        return RedirectResponse(job.result.target, 303)
    return desk.html("progress.html.j2" if part else "job.html.j2", job=job)
