"""Reports in, work under way, judgements."""

from __future__ import annotations

from typing import Annotated, Any, Final, NotRequired

from fastapi import APIRouter, Body, Query, Request, Response
from pydantic import Field, TypeAdapter
from typing_extensions import TypedDict

from variorum import archive as use
from variorum.adding import ABOUT
from variorum.api import shapes, uploads
from variorum.api.access import Queue, Taking, Writing, json_answer
from variorum.api.problems import Route, accepted
from variorum.errors import NotFoundError
from variorum.model.judgement import Judgement, Verdict

router = APIRouter(route_class=Route)


class NewJudgement(TypedDict):
    """A verdict, and why."""

    verdict: Annotated[Verdict, Field(discriminator="kind")]
    note: NotRequired[Annotated[str, Field(max_length=1000)]]


_judgements: Final = TypeAdapter(list[Judgement])

_BODY: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "properties": {
                        "addresses": {"type": "array", "items": {"type": "string", "format": "uri"}},
                        "texts": {"type": "array", "items": TypeAdapter(uploads.NewText).json_schema()},
                        "together": {"type": "boolean", "description": "All of it is about one event."},
                    },
                }
            },
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "properties": {
                        "files": {"type": "array", "items": {"type": "string", "format": "binary"}},
                        "addresses": {"type": "string", "description": "One a line."},
                        "text": {"type": "string"},
                        **{name: {"type": "string"} for name in ABOUT},
                        "together": {"type": "string", "description": "Anything but empty: reports of one event."},
                    },
                }
            },
        },
    }
}


@router.post(
    "/articles",
    status_code=202,
    response_model=shapes.JobShape,
    openapi_extra=_BODY,
    tags=["adding"],
    summary="Add reports",
)
async def add(request: Request, archive: Writing, take: Taking, works: Queue) -> Response:
    """Takes files, texts and addresses in; the answer says where to ask how far that is."""
    if works is None:
        raise NotFoundError("this server takes nothing in", "")
    is_form = request.headers.get("content-type", "").lower().startswith("multipart/form-data")
    return accepted(await uploads.queue(request, uploads.form if is_form else uploads.json, take, works))


@router.get("/jobs/{id}", response_model=shapes.JobShape, tags=["adding"], summary="Ask how far work is")
def job(request: Request, works: Queue, id: str) -> Response:
    """How far some work is, and what it came to."""
    found = works.job(id) if works is not None else None
    if found is None:
        raise NotFoundError(f"there is no job {id[:40]!r}", "jobs are forgotten after a while")
    return json_answer(shapes.job(found)).send(request)


@router.get("/judgements", response_model=list[Judgement], tags=["judging"], summary="List judgements")
def judgements(
    request: Request,
    archive: Writing,
    undone: Annotated[bool, Query(description="Also those that were taken back.")] = False,
) -> Response:
    """What people decided, the earliest first."""
    return json_answer(_plain(use.judgements(archive, undone=undone))).send(request)


@router.post("/judgements", status_code=201, response_model=Judgement, tags=["judging"], summary="Judge")
def judge(archive: Writing, new: Annotated[NewJudgement, Body()]) -> Judgement:
    """Puts a verdict on record; later comparisons respect it."""
    return use.judge(archive, new["verdict"], new.get("note", ""))


@router.delete("/judgements/{id}", response_model=Judgement, tags=["judging"], summary="Take a judgement back")
def undo(archive: Writing, id: int) -> Judgement:
    """Takes a judgement back; the record stays, with the date."""
    return use.undo(archive, id)


def _plain(made: tuple[Judgement, ...]) -> object:
    return _judgements.dump_python(list(made), mode="json")
