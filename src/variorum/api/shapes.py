"""What the interface answers, beyond the objects of the export (`variorum.report.contract`)."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from typing_extensions import TypedDict

from variorum.library import Match, Since, StoryRow
from variorum.model.comparison import Comparison, Status
from variorum.report.contract import PointExport
from variorum.store import LoggedProblem, Report
from variorum.work import Job


class ReportShape(TypedDict):
    """An article without its text; `published` is a date, or a moment where that is known."""

    id: str
    outlet: str | None
    title: str
    published: str | None
    url: str | None
    language: str


class StandingShape(TypedDict):
    """What the last comparison of a story counted; `current` tells that nothing has changed since."""

    points: dict[Status, int]
    texts: int
    origins: int
    made: str
    current: bool


class StoryShape(TypedDict):
    """A story with its reports in order of publication; `standing` is null until it was compared."""

    id: str
    title: str
    outlets: list[str]
    first: str | None
    last: str | None
    reports: list[ReportShape]
    standing: StandingShape | None


class Paged(TypedDict):
    """Where a list begins, how much of it there is, and where it goes on (null at its end)."""

    total: int
    offset: int
    limit: int
    next: str | None


class StoriesShape(Paged):
    """Some stories."""

    stories: list[StoryShape]


class ComparedShape(TypedDict):
    """The comparison that an answer was made from.

    `made` is when (UTC). If it is not `current` the story has changed since: reports were `added`, have another text
    (`changed`) or belong to it no more (`gone`), all by id; or another version of Variorum made it.
    """

    made: str
    current: bool
    added: list[str]
    changed: list[str]
    gone: list[str]


class PointsShape(Paged):
    """Some points of a story, the most important first."""

    compared: ComparedShape
    points: list[PointExport]


class MatchShape(TypedDict):
    """An article that has the words of a search; `marks` are offsets of the matches in `snippet`."""

    report: ReportShape
    story: str | None
    snippet: str
    marks: list[tuple[int, int]]


class MatchesShape(TypedDict):
    """What a search found, best first."""

    matches: list[MatchShape]


class LoggedShape(TypedDict):
    """What could not be taken in, how often it came up, and when last (UTC)."""

    source: str
    message: str
    hint: str
    kind: str
    times: int
    last: str


class LoggedProblemsShape(TypedDict):
    """What could not be taken in, the latest first."""

    problems: list[LoggedShape]


class JobShape(TypedDict):
    """A piece of work; `done` of `total` steps, both 0 where nobody knows; `story` is where it led, if it did."""

    id: str
    title: str
    state: Literal["waiting", "running", "done", "failed"]
    step: str
    done: int
    total: int
    said: str
    story: str | None
    problems: list[str]
    error: str | None
    hint: str | None


class FormatShape(TypedDict):
    """A form in which a comparison can be taken away."""

    name: str
    suffix: str
    media_type: str
    title: str


def report(row: Report) -> ReportShape:
    """An article as lists show it."""
    return {
        "id": row.id,
        "outlet": row.outlet,
        "title": row.title,
        "published": published(row.published, row.published_precision),
        "url": row.url,
        "language": row.language,
    }


def story(row: StoryRow) -> StoryShape:
    """A story as lists show it."""
    standing = row.standing
    return {
        "id": row.id,
        "title": row.title,
        "outlets": list(row.outlets),
        "first": row.first.isoformat() if row.first else None,
        "last": row.last.isoformat() if row.last else None,
        "reports": [report(item) for item in row.reports],
        "standing": {
            "points": dict(standing.points),
            "texts": standing.texts,
            "origins": standing.origins,
            "made": standing.made.isoformat(),
            "current": standing.current,
        }
        if standing
        else None,
    }


def compared(row: StoryRow, comparison: Comparison) -> ComparedShape:
    """What an answer was made from."""
    since = Since.of(row, comparison.digests)
    return {
        "made": row.standing.made.isoformat() if row.standing else "",
        "current": row.ready,
        "added": list(since.added),
        "changed": list(since.changed),
        "gone": list(since.gone),
    }


def match(found: Match) -> MatchShape:
    """A match."""
    return {
        "report": report(found.report),
        "story": found.story,
        "snippet": found.snippet,
        "marks": list(found.marks),
    }


def logged(found: LoggedProblem) -> LoggedShape:
    """A problem of the past."""
    return {
        "source": found.problem.source,
        "message": found.problem.message,
        "hint": found.problem.hint,
        "kind": found.problem.kind,
        "times": found.times,
        "last": found.last.isoformat(),
    }


def job(made: Job) -> JobShape:
    """A piece of work."""
    result, error = made.result, made.error
    target = result.target if result else ""
    return {
        "id": made.id,
        "title": made.title,
        "state": made.state,
        "step": made.step,
        "done": made.done,
        "total": made.total,
        "said": result.said if result else "",
        "story": target.removeprefix("/stories/") if target.startswith("/stories/") else None,
        "problems": [f"{item.source}: {item.message}" for item in result.problems] if result else [],
        "error": error[0] if error else None,
        "hint": error[1] if error else None,
    }


def published(moment: datetime | None, precision: str) -> str | None:
    """A time of publication in the precision in which it is known."""
    if moment is None:
        return None
    return moment.isoformat() if precision == "second" else moment.date().isoformat()
