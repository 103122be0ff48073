"""The interface over comparisons made by hand, and over an archive of a few invented reports."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

import variorum
from variorum import api
from variorum import archive as use
from variorum.library import ArchiveLibrary, ComparisonLibrary, Library
from variorum.work import Works

sys.path.insert(0, str(Path(__file__).parents[1] / "report"))

FERRY = (
    "The ferry Marigold ran aground near Port Ellory on Tuesday evening. All 41 people aboard were brought ashore by "
    "the lifeboat Constance, the Ellory harbour office said. Captain Ines Varga said the steering had failed off "
    "Gull Point. The ferry line has stopped its crossings to Sable Island until divers have seen the hull."
)
FERRY_TOO = (
    "Divers are to look at the hull of the Marigold, the ferry that struck rocks at Gull Point near Port Ellory on "
    "Tuesday. Captain Ines Varga told the harbour office that the steering failed. The lifeboat Constance took all 38 "
    "people to the shore, and crossings to Sable Island are off."
)
BAKERY = (
    "A bakery in Northmill has baked the longest plait of bread in the county. Twelve bakers under Odile Pratt worked "
    "for two days, and judges from the county fair measured 118 metres on Sunday. The plait was sold in pieces for the "
    "repair of the Northmill town clock, which has stood still since spring."
)


def application(library: Library) -> FastAPI:
    app = FastAPI(openapi_url="/api/openapi.json")
    app.state.library = library
    app.include_router(api.router)
    return app


@pytest.fixture(scope="session")
def given() -> TestClient:
    """Two comparisons that were made by hand, the second of hostile texts."""
    import builders
    import hostile

    return TestClient(application(ComparisonLibrary((builders.comparison(), hostile.comparison()))))


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> use.Archive:
    """An archive of three reports in two stories."""
    folder = tmp_path_factory.mktemp("archive")
    for name, text in (("bugle", FERRY), ("lamp", FERRY_TOO), ("crumb", BAKERY)):
        (folder / f"{name}.txt").write_text(text)
    made = use.Archive(folder / "archive.sqlite")
    use.ingest(made, [str(folder / f"{name}.txt") for name in ("bugle", "lamp", "crumb")])
    use.form_stories(made)
    return made


@pytest.fixture
def kept(archive: use.Archive) -> Iterator[TestClient]:
    """The interface over the archive, with somebody who works."""
    app = application(ArchiveLibrary(archive, variorum.Settings()))
    works = Works()
    works.start()
    app.state.works = works
    yield TestClient(app)
    works.stop()
