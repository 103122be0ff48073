"""Everything under /api."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from typing_extensions import TypedDict

from variorum.api import downloads, reading, writing
from variorum.api.problems import RESPONSES, Route, problem
from variorum.version import VERSION

router = APIRouter(prefix="/api", route_class=Route, responses=RESPONSES)


class Index(TypedDict):
    """Where to begin."""

    variorum: str
    openapi: str
    stories: str
    search: str
    formats: str


@router.get("", summary="Where to begin")
def index() -> Index:
    """The version, and the addresses to begin with."""
    return Index(
        variorum=VERSION,
        openapi="/api/openapi.json",
        stories="/api/stories",
        search="/api/search?words=",
        formats="/api/formats",
    )


for part in (reading.router, downloads.router, writing.router):
    router.include_router(part)


@router.api_route("/{path:path}", methods=["GET", "POST", "PUT", "PATCH", "DELETE"], include_in_schema=False)
def nowhere(request: Request, path: str) -> Response:
    """Everything else is nothing, and says so in the shape of all other errors."""
    return problem(404, "not-found", f"there is nothing at {request.url.path[:200]}", "see /api/openapi.json")
