"""The page of stories."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Annotated, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from variorum.errors import InputError
from variorum.library import Library, Listing, Match, Order, StoryRow
from variorum.report import strip
from variorum.report.plain import shorten
from variorum.web.desk import Desk

router = APIRouter()

PER_PAGE = 25

_MATCHES = 200
"""Reports whose words are looked at when a search is shown, the best."""

_SHOWN = 2
"""Of them that are shown of one story."""
SINCE: Final = {"1d": "the last day", "7d": "the last week", "31d": "the last month", "366d": "the last year"}
ORDERS: Final[dict[Order, str]] = {"newest": "newest first", "contested": "most contested", "largest": "most outlets"}


@router.get("/")
def stories(
    request: Request,
    q: Annotated[str, Query(max_length=400)] = "",
    order: Order = "newest",
    since: Annotated[str, Query(max_length=5)] = "",
    least: Annotated[int, Query(ge=1, le=1000)] = 1,
    fold: bool = False,
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> Response:
    """The stories, searched, filtered and ordered."""
    desk: Desk = request.app.state.desk
    words, wrong = q.strip(), ""
    period = timedelta(days=int(since.removesuffix("d"))) if since in SINCE else None
    first = (page - 1) * PER_PAGE
    try:
        found = desk.library.listing(order=order, words=words, since=period, least=least, limit=PER_PAGE, offset=first)
    except InputError as error:
        found, wrong = Listing((), 0), error.message
    matches = _matches(desk.library, words, found) if words and not wrong else {}
    everything = not (words or period or least > 1)
    if desk.archive is None and everything and found.total == 1:
        return RedirectResponse(f"/stories/{found.stories[0].id}")
    groups = desk.outlet_groups()
    asked = {"q": q, "order": order, "since": since, "least": least, "fold": "1" if fold else ""}
    return desk.show(
        request,
        "stories.html.j2",
        rows=found.stories,
        matches=matches,
        pieces=pieces,
        found=found.total,
        everything=everything,
        first=first,
        page=page,
        pages=(found.total + PER_PAGE - 1) // PER_PAGE,
        asked=asked,
        wrong=wrong,
        groups=groups,
        fold=fold and bool(groups),
        orders=ORDERS,
        periods=SINCE,
        address=lambda number: (
            "/?" + urlencode({key: value for key, value in asked.items() if value} | {"page": number})
        ),
        appeared=appeared,
        folded=folded,
    )


def _matches(library: Library, words: str, found: Listing) -> dict[str, list[Match]]:
    """For each story on the page the best of its reports that have the words."""
    best: dict[str, list[Match]] = {row.id: [] for row in found.stories}
    for match in library.search(words, limit=_MATCHES):
        if match.story in best and len(best[match.story]) < _SHOWN:
            best[match.story].append(match)
    return best


def pieces(match: Match) -> list[tuple[str, bool]]:
    """The words around a match, cut where marks begin and end."""
    made, at = [], 0
    for start, end in match.marks:
        made += [(match.snippet[at:start], False), (match.snippet[start:end], True)]
        at = end
    return [(text, marked) for text, marked in (*made, (match.snippet[at:], False)) if text]


def appeared(row: StoryRow) -> strip.Strip | None:
    """When the reports of a story appeared, small."""
    return strip.draw(
        [
            strip.Appeared("", shorten(report.name, 60), report.published, report.published_precision)
            for report in row.reports
        ],
        150,
        7,
    )


def folded(outlets: Sequence[str], groups: Mapping[str, Sequence[str]]) -> list[tuple[str, int]]:
    """How many outlets of each of the user's groups there are, and how many of none."""
    of = {outlet.casefold(): name for name, members in groups.items() for outlet in members}
    found: dict[str, int] = {}
    for outlet in outlets:
        name = of.get(outlet.casefold(), "")
        found[name] = found.get(name, 0) + 1
    return [(name, found[name]) for name in (*groups, "") if name in found]
