"""The interface over comparisons made by hand, and over an archive of a few invented reports."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import variorum
from variorum import archive as use
from variorum.library import ArchiveLibrary, ComparisonLibrary
from variorum.work import Works

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "report"))

from interface import application


@pytest.fixture(scope="session")
def given() -> TestClient:
    """Two comparisons that were made by hand, the second of hostile texts."""
    import builders
    import hostile

    return TestClient(application(ComparisonLibrary((builders.comparison(), hostile.comparison()))))


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> use.Archive:
    """An archive of three reports in two stories."""
    from invented_reports import BAKERY, FERRY, FERRY_TOO

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
