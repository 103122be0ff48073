"""The page of a story that is kept with its comparison: the same as if it were rendered now, and never another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import builders
import hostile
import pytest
from serving import client
from sqlalchemy import update
from starlette.testclient import TestClient
from test_web_archive import FIRST, OTHER, SECOND

from variorum import archive as use
from variorum.archive import comparing
from variorum.library import ArchiveLibrary, stored
from variorum.model.comparison import Comparison
from variorum.model.judgement import SameStory
from variorum.report.page import StoryPage, render
from variorum.store.schema import pages
from variorum.web.app import create_app


@pytest.fixture
def archive(tmp_path: Path) -> use.Archive:
    """Two stories of one report each, s1 and s2, compared."""
    opened = use.open_archive(tmp_path / "archive.sqlite", create=True)
    for name, text in (("first", FIRST), ("other", OTHER)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        use.ingest(opened, [str(tmp_path / f"{name}.txt")])
    use.form_stories(opened)
    assert use.compare_stale(opened, least=1) == 2
    return opened


@pytest.fixture
def reader(archive: use.Archive) -> Iterator[TestClient]:
    with client(create_app(ArchiveLibrary(archive), ahead=False)) as found:
        yield found


def nothing_rendered(comparison: Comparison, id: str) -> StoryPage:
    raise AssertionError("a page was rendered while a reader waited")


def fresh(archive: use.Archive, story: str) -> str:
    """The page of a story as a server renders it that takes nothing from the archive but the comparison."""
    with pytest.MonkeyPatch.context() as patch, client(create_app(ArchiveLibrary(archive), ahead=False)) as reader:
        patch.setattr(use, "kept_page", lambda *_: None)
        return reader.get(f"/stories/{story}").text


def test_a_page_is_kept_and_is_what_would_be_rendered(
    archive: use.Archive, reader: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered = {story: fresh(archive, story) for story in ("s1", "s2")}
    monkeypatch.setattr(stored, "render", nothing_rendered)
    for story, page in rendered.items():
        answer = reader.get(f"/stories/{story}")
        assert answer.status_code == 200
        assert answer.text == page
    assert rendered["s1"] != rendered["s2"]


def test_a_page_of_another_version_is_not_shown(
    archive: use.Archive, reader: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered = fresh(archive, "s1")
    with archive.database.write() as connection:
        connection.execute(update(pages).values(packed=b"", packed_bytes=0))
    monkeypatch.setattr(comparing, "_drawn_by", lambda: "another")
    assert reader.get("/stories/s1").text == rendered


@pytest.mark.parametrize("packed", [b"", b"x\x9c", b"x\x9c\x03\x00\x00\x00\x00\x01"])
def test_a_damaged_page_is_rendered_again(archive: use.Archive, reader: TestClient, packed: bytes) -> None:
    rendered = fresh(archive, "s1")
    with archive.database.write() as connection:
        connection.execute(update(pages).values(packed=packed, packed_bytes=0))
    assert reader.get("/stories/s1").text == rendered


def test_a_page_goes_with_its_comparison(archive: use.Archive, reader: TestClient, tmp_path: Path) -> None:
    library = ArchiveLibrary(archive)
    before = library.story("s1")
    assert before.standing is not None
    (tmp_path / "second.txt").write_text(SECOND, encoding="utf-8")
    use.ingest(archive, [str(tmp_path / "second.txt")])
    use.form_stories(archive)
    use.judge(archive, SameStory(("first", "second")))
    use.comparison(archive, "s1")
    # Whoever asks with what was listed a moment ago gets what there is now, and not the page of then.
    assert use.kept_page(archive, "s1", before.standing.made) is None
    assert set(library.page(before).digests) == {"first", "second"}
    assert reader.get("/stories/s1").text == fresh(archive, "s1")
    assert reader.get("/stories/s1").text.count('id="article-') == 2


@pytest.mark.parametrize("comparison", [builders.comparison(), hostile.comparison()])
def test_a_page_comes_back_as_it_was_packed(comparison: Comparison) -> None:
    page = render(comparison, "s1")
    again = StoryPage.unpack(page.pack())
    assert again == page
    assert again.digests == {article.id: article.sha256 for article in comparison.articles}
