"""The application: pages for readers, and the REST interface under /api."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from http import HTTPStatus

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from variorum import api
from variorum.errors import VariorumError
from variorum.library import Library
from variorum.version import VERSION
from variorum.web import adding, judging, listing, story
from variorum.web.assets import assets
from variorum.web.desk import Desk
from variorum.web.guard import MAX_BODY, Guard, TooLargeError

_FOREVER = "public, max-age=31536000, immutable"


def create_app(
    library: Library,
    *,
    token: str | None = None,
    hosts: Iterable[str] = (),
    max_body: int = MAX_BODY,
    ahead: bool = True,
) -> FastAPI:
    """The application over a library.

    Args:
        library: Stories of an archive, or finished comparisons.
        token: What a client has to know; None if the server can be reached from this machine alone.
        hosts: Names that the server answers to, besides addresses and `localhost`.
        max_body: Most bytes that one request may carry.
        ahead: Compare the newest stories before anybody asks.
    """
    desk = Desk(library, ahead=ahead)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        desk.start()
        yield
        desk.stop()

    # The pages that FastAPI has for trying out an interface load scripts from elsewhere.
    app = FastAPI(
        title="Variorum",
        version=VERSION,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
    )
    app.state.desk = desk
    app.state.library = library
    app.state.works = desk.works
    if desk.archive is not None:
        app.state.take_in = desk.take_in
    app.add_middleware(Guard, hosts=tuple(hosts), token=token, max_body=max_body)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(RequestValidationError, _wrong_address)
    app.add_exception_handler(TooLargeError, _too_large)
    app.add_exception_handler(VariorumError, _error)

    for router in (listing.router, story.router, adding.router, judging.router):
        app.include_router(router, include_in_schema=False)
    app.include_router(api.router)
    app.add_api_route("/static/{digest}/{name}", _asset, include_in_schema=False)
    return app


def _asset(request: Request, digest: str, name: str) -> Response:
    found = assets().get(name)
    if found is None or found.digest != digest:
        raise HTTPException(404)
    headers = {"Cache-Control": _FOREVER, "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(found.packed, 200, {**headers, "Content-Encoding": "gzip"}, found.type)
    return Response(found.data, 200, headers, found.type)


def _error(request: Request, error: Exception) -> Response:
    assert isinstance(error, VariorumError)  # noqa: S101 (it is registered for nothing else)
    return _show(request, error.http_status, error.message, error.hint)


def _http_error(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    message = "there is no such page" if status == 404 else HTTPStatus(status).phrase.lower()
    return _show(request, status, message, "")


def _wrong_address(request: Request, error: Exception) -> Response:
    return _show(request, 422, "something in this address or form has a value that it cannot have", "go back and try")


def _too_large(request: Request, error: Exception) -> Response:
    return _show(request, 413, "that is more than one request may carry", "send fewer files at once")


def _show(request: Request, status: int, message: str, hint: str) -> Response:
    desk: Desk = request.app.state.desk
    return desk.html("error.html.j2", status, message=message, hint=hint)
