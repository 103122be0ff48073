"""What the handlers share: the library behind the application, and comparisons that may have to be waited for."""

from __future__ import annotations

import time
from typing import Annotated, cast

from fastapi import Depends, Query, Request

from variorum.api.answers import Answer, Answers
from variorum.errors import NotFoundError, VariorumError
from variorum.library import ArchiveLibrary, Library, StoryRow
from variorum.model.comparison import Comparison, Point
from variorum.progress import Progress
from variorum.report.json_text import json_text
from variorum.store import Archive
from variorum.work import Job, Result, Works

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


Reading = Annotated[Library, Depends(_library)]
Writing = Annotated[Archive, Depends(_archive)]
Kept = Annotated[Answers, Depends(_answers)]
Queue = Annotated["Works | None", Depends(_works)]


def _ready(
    library: Reading,
    works: Queue,
    id: str,
    wait: Annotated[
        float, Query(ge=0, le=120, description="Seconds to wait for a comparison that is yet to be made; then 202.")
    ] = 10.0,
) -> StoryRow:
    row = library.story(id)
    if row.ready or works is None:
        return row

    def work(progress: Progress) -> Result:
        library.comparison(id, progress)
        return Result(f"/stories/{id}")

    # Under the key that the pages use, so that a story is compared once for both.
    job = works.ask(row.title, f"compare {id}", work)
    until = time.monotonic() + wait
    while not job.over:
        if time.monotonic() >= until:
            raise LaterError(job)
        time.sleep(_LOOK)
    if job.error is not None:
        raise VariorumError(*job.error)
    return library.story(id)


Compared = Annotated[StoryRow, Depends(_ready)]
"""A story whose comparison is there."""


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
