"""Stories are formed and compared before anybody asks, by a process that ends with the server."""

from __future__ import annotations

from pathlib import Path

from test_web_archive import FIRST, SECOND
from test_web_browser import until

from variorum import archive as use
from variorum.library import ArchiveLibrary
from variorum.web.ahead import Ahead, look


def test_the_newest_stories_are_ready(tmp_path: Path) -> None:
    (tmp_path / "first.txt").write_text(FIRST, encoding="utf-8")
    (tmp_path / "second.txt").write_text(SECOND, encoding="utf-8")
    archive = use.open_archive(tmp_path / "archive.sqlite", create=True)
    use.ingest(archive, [str(tmp_path / "first.txt"), str(tmp_path / "second.txt")])
    library = ArchiveLibrary(archive)
    assert library.stories() == ()
    ahead = Ahead(library)
    ahead.start()
    until(lambda: any(row.ready for row in library.stories()), 60)
    ahead.stop()
    (row,) = library.stories()
    assert len(row.reports) == 2
    # Nothing is left to do for a while.
    assert look(library) > 0
