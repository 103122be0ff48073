"""Stories are formed and compared before anybody asks, by a process that ends with the server."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_web_archive import FIRST, SECOND
from test_web_browser import until

from variorum import adding
from variorum import archive as use
from variorum.adding import Inputs
from variorum.errors import StoreError, VariorumError
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


def test_what_somebody_asks_for_is_compared_by_the_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "first.txt").write_text(FIRST, encoding="utf-8")
    archive = use.open_archive(tmp_path / "archive.sqlite", create=True)
    use.ingest(archive, [str(tmp_path / "first.txt")])
    (story,) = use.form_stories(archive)
    library = ArchiveLibrary(archive)
    library.maker = ahead = Ahead(library)
    monkeypatch.setattr(use, "comparison", None)  # nothing is compared here
    steps: list[str] = []
    made = library.comparison(story.id, lambda what, done, total: steps.append(what))
    assert [article.id for article in made.articles] == ["first"]
    assert steps
    with pytest.raises(VariorumError, match="no story"):
        ahead.make("s99", lambda *_: None)
    # If it is killed the next request has another.
    assert ahead._process is not None
    ahead._process.kill()
    ahead._process.join()
    ahead.make(story.id, lambda *_: None)
    ahead.stop()
    with pytest.raises(StoreError, match="has ended"):
        ahead.make(story.id, lambda *_: None)


def test_reports_are_taken_in_by_the_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in (("first.txt", FIRST), ("second.txt", SECOND), ("empty.txt", "")):
        (tmp_path / "0").mkdir(exist_ok=True)
        (tmp_path / "0" / name).write_text(text, encoding="utf-8")
    archive = use.open_archive(tmp_path / "archive.sqlite", create=True)
    library = ArchiveLibrary(archive)
    ahead = Ahead(library)
    monkeypatch.setattr(use, "ingest", None)  # nothing is taken in here
    monkeypatch.setattr(adding, "take_in", None)
    steps: list[str] = []
    inputs = Inputs(tuple(str(path) for path in sorted((tmp_path / "0").iterdir())), True, tmp_path)
    done = ahead.take_in(inputs, lambda what, done, total: steps.append(what))
    ahead.stop()
    (row,) = library.stories()
    assert len(row.reports) == 2
    assert done.target == f"/stories/{row.id}"
    assert [problem.source for problem in done.problems] == ["empty.txt"]
    assert row.ready
    assert steps
    with pytest.raises(StoreError, match="has ended"):
        ahead.take_in(inputs, lambda *_: None)
