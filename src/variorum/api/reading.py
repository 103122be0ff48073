"""Stories, comparisons, points, articles, search, problems."""

from __future__ import annotations

from typing import Annotated, Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response

from variorum import checking
from variorum.ages import age
from variorum.api import shapes
from variorum.api.access import TOLD, Compared, Kept, Reading, json_answer, point_of, send
from variorum.api.answers import Answer
from variorum.api.problems import Route
from variorum.check_export import CheckExport, check_json
from variorum.checking import MAX_CLAIM
from variorum.model.comparison import Aspect, Comparison, Point, Status
from variorum.report.annotations import MEDIA_TYPE, dumps_point
from variorum.report.contract import ArticleExport, PointExport
from variorum.report.export import point_json, to_json
from variorum.store import Order

router = APIRouter(route_class=Route, tags=["reading"])

LATER: Final[dict[int | str, dict[str, Any]]] = {
    **TOLD,
    202: {"model": shapes.JobShape, "description": "The story is being compared for the first time; ask again."},
}

Words = Annotated[str, Query(max_length=400, description='As `variorum search` reads them: "a phrase" word* -without.')]
Since = Annotated[str, Query(max_length=20, description="Published in this time before now: 90m, 36h, 2d, 1w.")]
Limit = Annotated[int, Query(ge=1, le=200, description="How many at most.")]
Offset = Annotated[int, Query(ge=0, le=1_000_000, description="How many of the first are left out.")]


@router.get("/stories", response_model=shapes.StoriesShape, summary="List stories")
def stories(
    request: Request,
    library: Reading,
    words: Words = "",
    since: Since = "",
    order: Order = "newest",
    least: Annotated[int, Query(ge=1, le=10_000, description="Only stories of so many reports.")] = 1,
    limit: Limit = 50,
    offset: Offset = 0,
) -> Response:
    """Some stories: the newest first, those that most outlets report, or those with the most contested points.

    With `words`, those with a report that has them, the best match first.
    """
    found = library.listing(
        order=order, words=words, since=age(since) if since else None, least=least, limit=limit, offset=offset
    )
    listed = [shapes.story(row) for row in found.stories]
    return json_answer({"stories": listed, **_paged(request, found.total, offset, limit)}).send(request)


@router.get("/stories/{id}", response_model=shapes.StoryShape, summary="Look at a story")
def story(request: Request, library: Reading, id: str) -> Response:
    """One story with its reports."""
    return json_answer(shapes.story(library.story(id))).send(request)


@router.get("/stories/{id}/points", response_model=shapes.PointsShape, responses=LATER, summary="List points")
def points(
    request: Request,
    library: Reading,
    kept: Kept,
    row: Compared,
    status: Annotated[list[Status] | None, Query(description="Only points of these.")] = None,
    aspect: Annotated[list[Aspect] | None, Query(description="Only points that differ in one of these.")] = None,
    article: Annotated[str | None, Query(description="Only points that this article carries.")] = None,
    least: Annotated[int, Query(ge=1, description="Only points that so many origins tell.")] = 1,
    limit: Limit = 50,
    offset: Offset = 0,
) -> Response:
    """The points of a story, the most important first, as they stand in the export."""

    def wanted(point: Point) -> bool:
        return (
            (not status or point.status in status)
            and (not aspect or (point.differs is not None and point.differs.aspect in aspect))
            and (article is None or any(mention.span.article == article for mention in point.mentions))
            and point.origins >= least
        )

    def make() -> Answer:
        comparison = library.shown(row)
        found = [point for point in comparison.points if wanted(point)]
        listed = [point_json(point, comparison) for point in found[offset : offset + limit]]
        compared = shapes.compared(row, comparison)
        return json_answer({"points": listed, "compared": compared, **_paged(request, len(found), offset, limit)})

    return send(request, row, kept.get((row.version, "points", str(request.url.query)), make))


@router.get("/stories/{id}/points/{point}", response_model=PointExport, responses=LATER, summary="Look at a point")
def one_point(request: Request, library: Reading, kept: Kept, row: Compared, point: str) -> Response:
    """One point, as it stands in the export."""

    def make() -> Answer:
        comparison = library.shown(row)
        return json_answer(point_json(point_of(comparison, point), comparison))

    return send(request, row, kept.get((row.version, "point", point), make))


@router.get(
    "/stories/{id}/points/{point}/annotations",
    responses={**LATER, 200: {**LATER[200], "content": {MEDIA_TYPE: {}}}},
    response_class=Response,
    summary="Cite a point",
)
def point_annotations(request: Request, library: Reading, row: Compared, point: str) -> Response:
    """The words of a point as W3C Web Annotations."""
    comparison = library.shown(row)
    words = dumps_point(comparison, point_of(comparison, point))
    return send(request, row, Answer.of(words.encode(), MEDIA_TYPE))


@router.get("/stories/{id}/check", response_model=CheckExport, responses=LATER, summary="Check a claim")
def check(
    request: Request,
    library: Reading,
    kept: Kept,
    row: Compared,
    claim: Annotated[str, Query(max_length=MAX_CLAIM, description="A sentence that states something.")],
) -> Response:
    """Which reports carry a claim, in which words, and where they contradict it. "Not told" is no denial."""

    def make() -> Answer:
        checked = checking.check_in(library.shown(row), row.id, claim, library.settings)
        return json_answer(check_json(checked))

    return send(request, row, kept.get((row.version, "check", claim), make))


@router.get("/articles/{id:path}", response_model=ArticleExport, summary="Read an article")
def article(request: Request, library: Reading, id: str) -> Response:
    """One article with its text, by its id or address, percent-encoded."""
    return json_answer(to_json(Comparison((library.article(id),)))["articles"][0]).send(request)


@router.get("/search", response_model=shapes.MatchesShape, summary="Search articles")
def search(request: Request, library: Reading, words: Words, since: Since = "", limit: Limit = 20) -> Response:
    """Articles that have all the words, best first."""
    found = library.search(words, age(since) if since else None, limit)
    return json_answer({"matches": [shapes.match(item) for item in found]}).send(request)


@router.get("/problems", response_model=shapes.LoggedProblemsShape, summary="List what could not be taken in")
def problems(request: Request, library: Reading, limit: Limit = 100) -> Response:
    """What could not be taken in, the latest first."""
    return json_answer({"problems": [shapes.logged(item) for item in library.problems(limit)]}).send(request)


def _paged(request: Request, total: int, offset: int, limit: int) -> shapes.Paged:
    following = None
    if offset + limit < total:
        asked = [(name, value) for name, value in request.query_params.multi_items() if name != "offset"]
        following = f"{request.url.path}?{urlencode([*asked, ('offset', offset + limit)])}"
    return {"total": total, "offset": offset, "limit": limit, "next": following}
