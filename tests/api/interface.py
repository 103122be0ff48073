"""The interface alone, as in an application of somebody's own."""

from __future__ import annotations

from fastapi import FastAPI

from variorum import api
from variorum.library import Library


def application(library: Library) -> FastAPI:
    app = FastAPI(openapi_url="/api/openapi.json")
    app.state.library = library
    app.include_router(api.router)
    return app
