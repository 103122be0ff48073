"""Reports in, work under way, judgements."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated, Any, Final, NotRequired

from fastapi import APIRouter, Body, Query, Request, Response
from pydantic import Field, TypeAdapter, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from typing_extensions import TypedDict

from variorum import archive as use
from variorum.adding import ABOUT, MAX_FILES, MAX_TEXT, addresses, place_for, take_in, write_text
from variorum.api import shapes
from variorum.api.access import Queue, Reading, Writing, json_answer
from variorum.api.problems import Route, accepted
from variorum.errors import InputError, NotFoundError
from variorum.model.judgement import Judgement, Verdict
from variorum.progress import Progress
from variorum.report.legend import count
from variorum.work import Result

router = APIRouter(route_class=Route)

_CHUNK = 1_000_000
_FIELDS = 20


class NewText(TypedDict):
    """A report given as text, and what is known of it."""

    text: str
    title: NotRequired[str]
    outlet: NotRequired[str]
    published: NotRequired[str]
    url: NotRequired[str]


class NewReports(TypedDict):
    """Reports to be taken in; `together` if they are known to be about one event."""

    addresses: NotRequired[list[str]]
    texts: NotRequired[list[NewText]]
    together: NotRequired[bool]


class NewJudgement(TypedDict):
    """A verdict, and why."""

    verdict: Annotated[Verdict, Field(discriminator="kind")]
    note: NotRequired[Annotated[str, Field(max_length=1000)]]


_new_reports: Final = TypeAdapter(NewReports)
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
                        "texts": {"type": "array", "items": TypeAdapter(NewText).json_schema()},
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
async def add(request: Request, library: Reading, archive: Writing, works: Queue) -> Response:
    """Takes files, texts and addresses in; the answer says where to ask how far that is."""
    if works is None:
        raise NotFoundError("this server takes nothing in", "")
    folder = tempfile.TemporaryDirectory(prefix="variorum-")
    path = Path(folder.name)
    try:
        inputs, together = await (_form(request, path) if _is_form(request) else _json(request, path))
        if not inputs:
            raise InputError("there was nothing to add", "give files, texts or addresses")
    except BaseException:
        folder.cleanup()
        raise

    def work(progress: Progress) -> Result:
        try:
            return take_in(library, archive, inputs, progress, together=together, folder=path)
        finally:
            folder.cleanup()

    return accepted(works.ask(f"Adding {count(len(inputs), 'source')}", f"add {folder.name}", work))


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


def _is_form(request: Request) -> bool:
    return request.headers.get("content-type", "").lower().startswith("multipart/form-data")


async def _json(request: Request, folder: Path) -> tuple[list[str], bool]:
    try:
        given = _new_reports.validate_json(await request.body(), strict=True)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(step) for step in first["loc"]) or "the request"
        raise InputError(
            f"{place}: {first['msg']}", 'send {"texts": [{"text": "..."}], "addresses": ["..."]}'
        ) from None
    texts = given.get("texts", [])
    if len(texts) > MAX_FILES:
        raise InputError(f"more than {MAX_FILES} texts at once", "send them in parts")

    def write() -> list[str]:
        return [
            str(write_text(folder, number, text["text"], {name: str(text.get(name, "")) for name in ABOUT}))
            for number, text in enumerate(texts)
        ]

    return [*await run_in_threadpool(write), *addresses(given.get("addresses", []))], given.get("together", False)


async def _form(request: Request, folder: Path) -> tuple[list[str], bool]:
    async with request.form(max_files=MAX_FILES, max_fields=_FIELDS, max_part_size=MAX_TEXT * 4) as form:
        inputs = [str(await _keep(file, folder, number)) for number, file in enumerate(_files(form))]
        text = field(form, "text")
        if text.strip():
            about = {name: field(form, name) for name in ABOUT}
            inputs.append(str(await run_in_threadpool(write_text, folder, len(inputs), text, about)))
        return [*inputs, *addresses(field(form, "addresses").split())], bool(field(form, "together"))


def _files(form: FormData) -> list[UploadFile]:
    return [value for value in form.getlist("files") if isinstance(value, UploadFile) and value.filename]


async def _keep(file: UploadFile, folder: Path, number: int) -> Path:
    path = await run_in_threadpool(place_for, folder, number, file.filename or "")
    with await run_in_threadpool(path.open, "wb") as out:
        while chunk := await file.read(_CHUNK):
            await run_in_threadpool(out.write, chunk)
    return path


def field(form: FormData, name: str) -> str:
    """A field's text; empty if there is none."""
    value = form.get(name)
    return value if isinstance(value, str) else ""
