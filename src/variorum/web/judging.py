"""What people decide where the machine was wrong: recorded, shown, taken back."""

from __future__ import annotations

from typing import Annotated, cast, get_args

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from variorum import archive as use
from variorum.errors import InputError
from variorum.model.judgement import (
    Bearer,
    OtherPerson,
    OtherPoint,
    OutletGrade,
    OutletGroup,
    Reliability,
    SamePerson,
    SamePoint,
    Verdict,
)
from variorum.model.text import Field, Span
from variorum.web.desk import Desk

router = APIRouter()

_STORIES = 300
"""Stories offered for merging, the newest."""

Note = Annotated[str, Form(max_length=1000)]
Text = Annotated[str, Form(max_length=4000)]


@router.get("/judgements")
def judgements(request: Request) -> Response:
    """All that was decided, the latest first, with what was taken back."""
    desk: Desk = request.app.state.desk
    made = use.judgements(desk.writable, undone=True)
    return desk.show(request, "judgements.html.j2", made=made[::-1], names=_names(desk, [j.verdict for j in made]))


@router.post("/judgements/{id}/undo")
def undo(request: Request, id: int) -> Response:
    """Takes a judgement back."""
    desk: Desk = request.app.state.desk
    use.undo(desk.writable, id)
    return RedirectResponse("/judgements", 303)


@router.get("/outlets")
def outlets(request: Request) -> Response:
    """The outlets that there are, and the user's own groups of them."""
    desk: Desk = request.app.state.desk
    archive = desk.writable
    counts: dict[str, int] = {}
    for row in desk.library.stories():
        for report in row.reports:
            if report.outlet:
                counts[report.outlet] = counts.get(report.outlet, 0) + 1
    return desk.show(
        request,
        "outlets.html.j2",
        outlets=sorted(counts.items(), key=lambda item: (-item[1], item[0].casefold()))[:1000],
        groups=use.outlet_groups(archive),
        grades=use.outlet_grades(archive),
        scale=get_args(Reliability),
    )


@router.post("/outlets/groups")
def group(
    request: Request, name: Annotated[str, Form(max_length=100)], outlets: Annotated[str, Form(max_length=50_000)] = ""
) -> Response:
    """Makes a group of outlets, or changes it; without outlets it ends."""
    desk: Desk = request.app.state.desk
    members = tuple(dict.fromkeys(part for line in outlets.splitlines() for part in [" ".join(line.split())] if part))
    use.judge(desk.writable, OutletGroup(" ".join(name.split()), members))
    return RedirectResponse("/outlets", 303)


@router.post("/outlets/grades")
def grade(request: Request, outlet: Text, reliability: Annotated[str, Form(max_length=1)]) -> Response:
    """Says how reliable an outlet is held to be."""
    desk: Desk = request.app.state.desk
    use.judge(desk.writable, OutletGrade(outlet, cast(Reliability, reliability)))
    return RedirectResponse("/outlets", 303)


@router.get("/groups.json")
def groups(request: Request) -> dict[str, list[str]]:
    """The groups of outlets, for the fold of the grid."""
    desk: Desk = request.app.state.desk
    return {name: list(members) for name, members in desk.outlet_groups().items()}


@router.get("/stories/{id}/edit")
def edit(request: Request, id: str) -> Response:
    """What can be decided about a story as a whole."""
    desk: Desk = request.app.state.desk
    _ = desk.writable
    row = desk.library.story(id)
    others = [other for other in desk.library.stories() if other.id != id][:_STORIES]
    entities = desk.shown(request, row).entities if row.readable else ()
    return desk.show(request, "edit.html.j2", row=row, others=others, entities=entities, base=f"/stories/{id}")


@router.post("/stories/{id}/merge")
def merge(request: Request, id: str, other: Text, note: Note = "") -> Response:
    """This story and another are one."""
    desk: Desk = request.app.state.desk
    use.merge_stories(desk.writable, (id, other), note)
    return _to(desk, id, other)


@router.post("/stories/{id}/split")
def split(request: Request, id: str, articles: Annotated[list[str] | None, Form()] = None, note: Note = "") -> Response:
    """Some reports of this story are about another event."""
    desk: Desk = request.app.state.desk
    use.split_story(desk.writable, id, articles or [], note)
    return _to(desk, id)


@router.post("/stories/{id}/judge/people")
def people(
    request: Request, id: str, left: Text, right: Text, same: Annotated[bool, Form()], note: Note = ""
) -> Response:
    """Two names belong to one, or they do not."""
    desk: Desk = request.app.state.desk
    articles = tuple(report.id for report in desk.library.story(id).reports)
    verdict = SamePerson if same else OtherPerson
    use.judge(desk.writable, verdict(Bearer(left), Bearer(right), articles), note)
    return _to(desk, id)


@router.post("/stories/{id}/judge/other-point")
def other_point(
    request: Request,
    id: str,
    left_article: Text,
    left_field: Annotated[Field, Form()],
    left_start: Annotated[int, Form(ge=0)],
    left_end: Annotated[int, Form(ge=1)],
    right_article: Text,
    right_field: Annotated[Field, Form()],
    right_start: Annotated[int, Form(ge=0)],
    right_end: Annotated[int, Form(ge=1)],
) -> Response:
    """The words at two places are not about the same thing."""
    desk: Desk = request.app.state.desk
    left = _span(desk, id, left_article, left_field, left_start, left_end)
    right = _span(desk, id, right_article, right_field, right_start, right_end)
    use.judge(desk.writable, OtherPoint(left, right))
    return _to(desk, id)


@router.post("/stories/{id}/judge/same-point")
def same_point(
    request: Request,
    id: str,
    left_article: Text,
    left_field: Annotated[Field, Form()],
    left_start: Annotated[int, Form(ge=0)],
    left_end: Annotated[int, Form(ge=1)],
    right: Text,
) -> Response:
    """The words at two places are about the same thing; `right` is field:start:end:article."""
    desk: Desk = request.app.state.desk
    field, start, end, article = (*right.split(":", 3), "", "", "", "")[:4]
    if field not in get_args(Field) or not start.isdecimal() or not end.isdecimal():
        raise InputError("the other point is not named", "choose one from the list")
    one = _span(desk, id, left_article, left_field, left_start, left_end)
    two = _span(desk, id, article, cast(Field, field), int(start[:9]), int(end[:9]))
    use.judge(desk.writable, SamePoint(one, two))
    return _to(desk, id)


def _span(desk: Desk, story: str, name: str, field: Field, start: int, end: int) -> Span:
    archive, row = desk.writable, desk.library.story(story)
    number = archive.number(name)
    article = next(archive.articles([number]), None) if number is not None else None
    # An older comparison may have been shown, with another text of the report.
    read = desk.library.shown(row).articles if row.readable else ()
    shown = next((other for other in read if other.id == name), article)
    if (
        article is None
        or shown is None
        or article.id != name
        or article.field(field) != shown.field(field)
        or not start < end <= len(article.field(field))
    ):
        raise InputError("these words are not in the archive as they were shown", "load the story again")
    return article.span(field, start, end)


def _to(desk: Desk, *ids: str) -> Response:
    """To the first of these stories that there still is."""
    known = {row.id for row in desk.library.stories()}
    target = next((f"/stories/{story}" for story in ids if story in known), "/")
    return RedirectResponse(target, 303)


def _names(desk: Desk, verdicts: list[Verdict]) -> dict[str, str]:
    """Under the ids of articles how lists call them."""
    return {report.id: report.name for row in desk.library.stories() for report in row.reports} if verdicts else {}
