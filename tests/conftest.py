"""One browser for all tests that look at pages."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest


def _chromium() -> str | None:
    named = os.environ.get("VARIORUM_CHROMIUM")
    found = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
    return named or next((path for path in found if path), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """A headless Chromium; without one the tests are skipped, but never in continuous integration."""
    path = _chromium()
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("no Chromium found; set VARIORUM_CHROMIUM")
        pytest.skip("no Chromium found; set VARIORUM_CHROMIUM to test in a browser")
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield running
        running.close()
