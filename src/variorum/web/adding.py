"""Reports brought in by hand: dropped files, pasted text, addresses."""

from __future__ import annotations

import json
import re
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from variorum import archive as use
from variorum.archive import Ingested
from variorum.errors import InputError
from variorum.model.judgement import SameStory
from variorum.progress import Progress
from variorum.report.legend import count
from variorum.sources.limits import Limits
from variorum.store import Archive
from variorum.web.desk import Desk
from variorum.work import Result

router = APIRouter()

MAX_FILES = 200
MAX_ADDRESSES = 100
MAX_TEXT = 2_000_000
"""Characters of a pasted report."""

_FIELDS = 20
_CHUNK = 1_000_000
_UNUSUAL = re.compile(r"[^\w .,()+-]+")


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
    archive = desk.writable
    async with request.form(max_files=MAX_FILES, max_fields=_FIELDS, max_part_size=MAX_TEXT * 4) as form:
        folder = tempfile.TemporaryDirectory(prefix="variorum-")
        try:
            inputs = [*await _save(form, Path(folder.name)), *_addresses(_text(form, "addresses"))]
            if not inputs:
                raise InputError("there was nothing in the form", "choose files, paste a text, or give addresses")
        except BaseException:
            folder.cleanup()
            raise
        together = bool(_text(form, "together"))

    def work(progress: Progress) -> Result:
        try:
            return _take_in(desk, archive, inputs, together, progress)
        finally:
            folder.cleanup()

    title = f"Adding {count(len(inputs), 'source')}"
    job = desk.works.ask(title, f"add {folder.name}", work)
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


def _take_in(desk: Desk, archive: Archive, inputs: Sequence[str], together: bool, progress: Progress) -> Result:
    before = set(archive.numbers())
    done = use.ingest(archive, inputs, progress=progress)
    new = [number for number in archive.numbers() if number not in before]
    if not new:
        return Result("/", _nothing_new(done), done.problems)
    if together and len(new) > 1:
        names = tuple(article.id for article in archive.articles(new))
        use.judge(archive, SameStory(names), "added as reports of one event")
    homes: Counter[str] = Counter()
    for story in use.form_stories(archive, progress=progress):
        homes[story.id] = len(set(story.articles) & set(new))
    target = homes.most_common(1)[0][0]
    desk.library.comparison(target, progress)
    stories = sum(1 for number in homes.values() if number)
    said = ""
    if stories > 1 or done.problems:
        said = f"{count(len(new), 'report')} added, in {count(stories, 'story', 'stories')}."
    return Result(f"/stories/{target}", said, done.problems)


def _nothing_new(done: Ingested) -> str:
    if done.changed:
        return f"{count(done.changed, 'report')} changed since it was last taken in."
    if done.known:
        return "All of it was here already."
    return "Nothing could be taken in."


async def _save(form: FormData, folder: Path) -> list[str]:
    """Files and pasted text, each in a folder of its own under the name that it came with."""
    saved: list[str] = []
    for value in form.getlist("files"):
        if isinstance(value, UploadFile) and value.filename:
            saved.append(await _keep(value, folder / str(len(saved))))
    pasted = _text(form, "text")
    if pasted.strip():
        if len(pasted) > MAX_TEXT:
            raise InputError(
                f"the text has more than {MAX_TEXT:,} characters", "save it as a file and leave out what is no report"
            )
        path = folder / str(len(saved))
        await run_in_threadpool(_write_pasted, path, pasted, {name: _text(form, name) for name in _ABOUT})
        saved.append(str(path))
    return saved


_ABOUT = {"title": "title", "outlet": "outlet", "published": "date_publish", "url": "url"}
"""What can be told of a pasted text, and how records call it."""


def _write_pasted(folder: Path, text: str, about: dict[str, str]) -> None:
    folder.mkdir()
    # Browsers send "\r\n"; what the user pasted had plain line ends.
    text = text.replace("\r\n", "\n")
    told = {_ABOUT[name]: value.strip() for name, value in about.items() if value.strip()}
    if told:
        record = json.dumps({**told, "maintext": text}, ensure_ascii=False)
        (folder / "pasted.json").write_bytes(record.encode("utf-8", "replace"))
    else:
        (folder / "pasted.txt").write_bytes(text.encode("utf-8", "replace"))


async def _keep(file: UploadFile, folder: Path) -> str:
    name = _UNUSUAL.sub("_", Path((file.filename or "").replace("\\", "/")).name).strip(" .") or "report"
    # The ending tells what a file is.
    stem, dot, ending = name.rpartition(".")
    path = folder / (f"{stem[:80]}{dot}{ending[:10]}" if dot else name[:80])
    await run_in_threadpool(folder.mkdir)
    with await run_in_threadpool(path.open, "wb") as out:
        while chunk := await file.read(_CHUNK):
            await run_in_threadpool(out.write, chunk)
    return str(path)


def _addresses(text: str) -> list[str]:
    """The addresses in a field, one a line.

    Raises:
        InputError: One is none of the web; a path must not lead to files of the server.
    """
    found = text.split()
    if len(found) > MAX_ADDRESSES:
        raise InputError(f"more than {MAX_ADDRESSES} addresses at once", "give fewer, or use: variorum ingest")
    for address in found:
        try:
            parts = urlsplit(address)
            fits = parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
        except ValueError:
            fits = False
        if not fits:
            raise InputError(f"{address[:80]!r} is no address", "addresses begin with http:// or https://")
    return found


def _text(form: FormData, name: str) -> str:
    value = form.get(name)
    return value if isinstance(value, str) else ""
