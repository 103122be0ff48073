"""Applications to be looked at: over a comparison made by hand, over one of hostile texts, and over an archive."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "report"))

import builders
import hostile
import pytest
from fastapi import FastAPI
from serving import Server, client
from starlette.testclient import TestClient

from variorum.archive import open_archive
from variorum.library import ArchiveLibrary, ComparisonLibrary
from variorum.web.app import create_app


@pytest.fixture(scope="session")
def given_app() -> FastAPI:
    return create_app(ComparisonLibrary([builders.comparison()]))


@pytest.fixture(scope="session")
def given(given_app: FastAPI) -> Iterator[TestClient]:
    """The comparison made by hand."""
    with client(given_app) as found:
        yield found


@pytest.fixture(scope="session")
def given_server(given_app: FastAPI) -> Iterator[str]:
    """The same, for a browser."""
    server = Server(given_app)
    yield server.address
    server.stop()


@pytest.fixture(scope="session")
def hostile_app() -> FastAPI:
    return create_app(ComparisonLibrary([hostile.comparison(), hostile.comparison(("p1", *hostile.NASTY[:3]))]))


@pytest.fixture(scope="session")
def archive_app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    archive = open_archive(tmp_path_factory.mktemp("archive") / "archive.sqlite", create=True)
    return create_app(ArchiveLibrary(archive), ahead=False)


@pytest.fixture(scope="session")
def archive_server(archive_app: FastAPI) -> Iterator[str]:
    """An archive, for a browser; the tests of `test_web_archive.py` fill it, in their order."""
    server = Server(archive_app)
    yield server.address
    server.stop()
