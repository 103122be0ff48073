"""Errors as problem details (RFC 9457), all of one shape."""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine
from http import HTTPStatus
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from typing_extensions import TypedDict

from variorum.api import shapes
from variorum.api.access import LaterError
from variorum.errors import VariorumError
from variorum.work import Job

MEDIA_TYPE = "application/problem+json"

_log = logging.getLogger(__name__)


class Problem(TypedDict):
    """What went wrong.

    `code` stays the same when messages change: input, fetch, nothing-to-compare, settings, store, not-found, request,
    http, defect. `hint` says what to do about it, and may be empty.
    """

    title: str
    status: int
    detail: str
    hint: str
    code: str


def problem(status: int, code: str, detail: str, hint: str = "") -> Response:
    """The answer."""
    # A lone surrogate in somebody's id must not make the answer unsendable.
    title, detail = HTTPStatus(status).phrase, detail.encode("utf-8", "replace").decode()
    body = Problem(title=title, status=status, detail=detail, hint=hint, code=code)
    return JSONResponse(body, status, media_type=MEDIA_TYPE)


def accepted(job: Job) -> Response:
    """Word that work is under way, and where to ask for it."""
    headers = {"Location": f"/api/jobs/{job.id}", "Retry-After": "1"}
    return JSONResponse(shapes.job(job), 202, headers)


class Route(APIRoute):
    """Turns everything that goes wrong in it into problem details, whatever the application does with errors."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler with its errors caught."""
        handle = super().get_route_handler()

        async def caught(request: Request) -> Response:
            try:
                return await handle(request)
            except LaterError as later:
                return accepted(later.job)
            except VariorumError as error:
                return problem(error.http_status, error.code, error.message, error.hint)
            except RequestValidationError as error:
                first = error.errors()[0]
                place = ".".join(str(step) for step in first["loc"][1:]) or "the request"
                return problem(422, "request", f"{place}: {first['msg']}", "see /api/openapi.json for what is possible")
            except HTTPException as error:
                return problem(error.status_code, "http", str(error.detail))
            except Exception as error:
                # Not raised again: the application would answer with a page.
                _log.exception("%s %s", request.method, request.url.path)
                return problem(500, "defect", f"this is a defect of Variorum ({type(error).__name__})", "please report")

        return caught


RESPONSES: dict[int | str, dict[str, Any]] = {
    "default": {"description": "What went wrong", "content": {MEDIA_TYPE: {}}, "model": Problem}
}
