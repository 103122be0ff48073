"""What the handlers share: the library behind the application, and comparisons that may have to be waited for."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Annotated, Any, Final, cast

from fastapi import Depends, Query, Request, Response

from variorum.adding import TakeIn, take_in
from variorum.api.answers import Answer, Answers
from variorum.errors import NotFoundError, VariorumError
from variorum.library import ArchiveLibrary, Library, StoryRow
from variorum.making import compare
from variorum.model.comparison import Comparison, Point
from variorum.report.json_text import json_text
from variorum.store import Archive
from variorum.work import Job, Works

_LOOK = 0.05
"""Seconds between two looks at a job that somebody waits for."""


class LaterError(Exception):
    """What was asked for is being made."""

    def __init__(self, job: Job) -> None:
        super().__init__(job.title)
        self.job = job


def _library(request: Request) -> Library:
    return cast(Library, request.app.state.library)


def _answers(request: Request) -> Answers:
    # One for each application; two threads may both make it, and one of the two is thrown away.
    state = request.app.state
    if not hasattr(state, "answers"):
        state.answers = Answers()
    return cast(Answers, state.answers)


def _works(request: Request) -> Works | None:
    return cast("Works | None", getattr(request.app.state, "works", None))


def _archive(library: Annotated[Library, Depends(_library)]) -> Archive:
    if not isinstance(library, ArchiveLibrary):
        raise NotFoundError(
            "this server shows finished comparisons, to which nothing can be added", "serve an archive: variorum serve"
        )
    return library.archive


def _taking(request: Request, library: Annotated[Library, Depends(_library)]) -> TakeIn:
    found = getattr(request.app.state, "take_in", None)
    return cast(TakeIn, found) if found is not None else partial(take_in, library, _archive(library))


Reading = Annotated[Library, Depends(_library)]
Writing = Annotated[Archive, Depends(_archive)]
Taking = Annotated[TakeIn, Depends(_taking)]
Kept = Annotated[Answers, Depends(_answers)]
Queue = Annotated["Works | None", Depends(_works)]


def _ready(
    library: Reading,
    works: Queue,
    id: str,
    wait: Annotated[
        float, Query(ge=0, le=120, description="Seconds to wait for a comparison that is yet to be made; then 202.")
    ] = 10.0,
    current: Annotated[
        bool,
        Query(description="Wait for the comparison of the reports as they are now, too, if there is an older one."),
    ] = False,
) -> StoryRow:
    row = library.story(id)
    if row.ready:
        return row
    if works is None:
        library.comparison(id)
        return library.story(id)
    wanted = current or not row.readable
    job = compare(library, works, row, urgent=wanted)
    if not wanted:
        return row
    until = time.monotonic() + wait
    while not job.over:
        if time.monotonic() >= until:
            raise LaterError(job)
        time.sleep(_LOOK)
    if job.error is not None:
        raise VariorumError(*job.error)
    return library.story(id)


Compared = Annotated[StoryRow, Depends(_ready)]
"""A story with a comparison that can be given out, which may be an older one."""


TOLD: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "headers": {
            "Variorum-Compared": {
                "description": "When the comparison was made (UTC)",
                "schema": {"type": "string", "format": "date-time"},
            },
            "Variorum-Current": {
                "description": "`false` if the story has changed since: other reports, or other texts of theirs. "
                "A new comparison is being made then; with `current=true` it is waited for.",
                "schema": {"type": "boolean"},
            },
        }
    }
}
"""What answers say of the comparison that they were made from."""


def send(request: Request, row: StoryRow, answer: Answer, headers: Mapping[str, str] | None = None) -> Response:
    """An answer that was made from the comparison of a story, with word of how old that is."""
    made = row.standing.made.isoformat() + "Z" if row.standing else ""
    told = {"Variorum-Compared": made, "Variorum-Current": "true" if row.ready else "false"}
    if not row.ready:
        # Nobody is to take it for what the story has now, even where not a character differs.
        answer = replace(answer, tag=f'{answer.tag[:-1]}-{row.version[:8]}"')
    return answer.send(request, {**told, **(headers or {})})


def json_answer(data: object) -> Answer:
    """Data as JSON."""
    return Answer.of(json_text(data).encode(), "application/json")


def point_of(comparison: Comparison, id: str) -> Point:
    """A point.

    Raises:
        NotFoundError: There is none of that id.
    """
    try:
        return comparison.point(id)
    except KeyError:
        last = len(comparison.points)
        raise NotFoundError(f"there is no point {id[:40]!r}", f"the points are p1 to p{last}" if last else "") from None
