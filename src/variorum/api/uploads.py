"""Files, texts and addresses in a request, kept for as long as it takes to take them in."""

from __future__ import annotations

import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final, NotRequired

from pydantic import TypeAdapter, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from typing_extensions import TypedDict

from variorum.adding import ABOUT, MAX_FILES, MAX_TEXT, Inputs, TakeIn, addresses, place_for, write_text
from variorum.errors import InputError
from variorum.progress import Progress
from variorum.report.legend import count
from variorum.work import Job, Result, Works

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


_new_reports: Final = TypeAdapter(NewReports)


async def queue(
    request: Request,
    read: Callable[[Request, Path], Awaitable[Inputs]],
    take: TakeIn,
    works: Works,
) -> Job:
    """Puts the reports in a request into the queue.

    Args:
        request: What was sent.
        read: Keeps what the request holds in a folder: `form` or `json`.
        take: Takes them in.
        works: The queue.

    Raises:
        InputError: There is nothing in the request, or something that cannot be taken.
    """
    folder = tempfile.TemporaryDirectory(prefix="variorum-")
    path = Path(folder.name)
    try:
        inputs = await read(request, path)
        if not inputs.sources:
            raise InputError("there was nothing to add", "choose files, paste a text, or give addresses")
    except BaseException:
        folder.cleanup()
        raise

    def work(progress: Progress) -> Result:
        try:
            return take(inputs, progress)
        finally:
            folder.cleanup()

    return works.ask(f"Adding {count(len(inputs.sources), 'source')}", f"add {folder.name}", work)


async def json(request: Request, folder: Path) -> Inputs:
    """What a `NewReports` holds."""
    try:
        given = _new_reports.validate_json(await request.body(), strict=True)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(step) for step in first["loc"]) or "the request"
        hint = 'send {"texts": [{"text": "..."}], "addresses": ["..."]}'
        raise InputError(f"{place}: {first['msg']}", hint) from None
    texts = given.get("texts", [])
    if len(texts) > MAX_FILES:
        raise InputError(f"more than {MAX_FILES} texts at once", "send them in parts")

    def write() -> list[str]:
        return [
            str(write_text(folder, number, text["text"], {name: str(text.get(name, "")) for name in ABOUT}))
            for number, text in enumerate(texts)
        ]

    sources = (*await run_in_threadpool(write), *addresses(given.get("addresses", [])))
    return Inputs(sources, given.get("together", False), folder)


async def form(request: Request, folder: Path) -> Inputs:
    """What a form holds: `files`, `text` with what is known of it, `addresses` one a line, `together`."""
    async with request.form(max_files=MAX_FILES, max_fields=_FIELDS, max_part_size=MAX_TEXT * 4) as sent:
        inputs = [str(await _keep(file, folder, number)) for number, file in enumerate(_files(sent))]
        text = _field(sent, "text")
        if text.strip():
            about = {name: _field(sent, name) for name in ABOUT}
            inputs.append(str(await run_in_threadpool(write_text, folder, len(inputs), text, about)))
        sources = (*inputs, *addresses(_field(sent, "addresses").split()))
        return Inputs(sources, bool(_field(sent, "together")), folder)


def _files(sent: FormData) -> list[UploadFile]:
    return [value for value in sent.getlist("files") if isinstance(value, UploadFile) and value.filename]


async def _keep(file: UploadFile, folder: Path, number: int) -> Path:
    path = await run_in_threadpool(place_for, folder, number, file.filename or "")
    with await run_in_threadpool(path.open, "wb") as out:
        while chunk := await file.read(_CHUNK):
            await run_in_threadpool(out.write, chunk)
    return path


def _field(sent: FormData, name: str) -> str:
    value = sent.get(name)
    return value if isinstance(value, str) else ""
