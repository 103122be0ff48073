"""A story that is not compared yet: what is shown meanwhile, and when that fails."""

from __future__ import annotations

from pathlib import Path

from serving import client
from test_web_archive import FIRST
from test_web_browser import until

from variorum import archive as use
from variorum.errors import StoreError
from variorum.library import ArchiveLibrary
from variorum.model.comparison import Comparison
from variorum.progress import Progress, no_progress
from variorum.web.app import create_app


class Failing(ArchiveLibrary):
    """Fails the first time."""

    failures = 1

    def comparison(self, id: str, progress: Progress = no_progress) -> Comparison:
        if self.failures:
            self.failures -= 1
            raise StoreError("the disk is full", "make some room")
        return super().comparison(id, progress)


def test_waiting_failing_and_trying_again(tmp_path: Path) -> None:
    (tmp_path / "first.txt").write_text(FIRST, encoding="utf-8")
    archive = use.open_archive(tmp_path / "archive.sqlite", create=True)
    use.ingest(archive, [str(tmp_path / "first.txt")])
    (story,) = use.form_stories(archive)
    page = f"/stories/{story.id}"
    with client(create_app(Failing(archive), ahead=False)) as reader:
        assert reader.get(page).status_code == 202
        until(lambda: "That did not work" in reader.get(page).text)
        failed = reader.get(page)
        assert failed.status_code == 500
        assert "The disk is full." in failed.text
        assert "Make some room." in failed.text
        again = reader.get(f"{page}?again=1")
        assert again.status_code == 202
        assert 'hx-get="/jobs/2"' in again.text
        until(lambda: reader.get("/jobs/2").status_code == 303, 30)
        assert reader.get("/jobs/2").headers["location"] == page
        assert reader.get("/jobs/2", headers={"HX-Request": "true"}).headers["hx-redirect"] == page
        assert reader.get(page).status_code == 200
