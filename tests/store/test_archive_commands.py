"""The archive's commands as users type them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from reports import FERRY, FERRY_TOO, arrival, fill
from typer.testing import CliRunner

from variorum import archive as use
from variorum.cli.main import app
from variorum.errors import InputError, NotFoundError
from variorum.store import Archive

Call = Callable[..., str]


@pytest.fixture
def archive(tmp_path: Path, opened: Callable[..., Archive]) -> Archive:
    found = opened(tmp_path / "archive.sqlite")
    fill(found)
    use.form_stories(found)
    return found


@pytest.fixture
def call(archive: Archive) -> Call:
    def run(*arguments: object, code: int = 0) -> str:
        done = CliRunner().invoke(app, ["--store", str(archive.database.path), *map(str, arguments)])
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        assert done.exit_code == code, done.output
        return done.output

    return run


def story(archive: Archive, words: str) -> str:
    return use.listing(archive, words=words).stories[0].id


def test_stories_are_listed_by_contests_after_comparing(archive: Archive, call: Call) -> None:
    assert "contested" not in call("stories")
    said = call("stories", "--order", "contested", "--compare")
    assert "contested" in said
    assert said.index(story(archive, "ferry")) < said.index(story(archive, "county"))
    archive.add(arrival("f1", maintext=FERRY.replace("41", "44")))
    assert "~" in call("stories")
    assert "something has changed since" in call("show", story(archive, "ferry"))


def test_stories_like_a_file(archive: Archive, call: Call, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(FERRY_TOO)
    said = call("stories", "--like", tmp_path / "report.txt")
    assert said.index(story(archive, "ferry")) < said.index(story(archive, "county"))
    (tmp_path / "other.txt").write_text("A comet was seen over the hills of Verrin on Sunday night, astronomers said.")
    assert "no story is about the same event" in call("stories", "--like", tmp_path / "other.txt")


def test_a_report_and_its_versions_are_shown(archive: Archive, call: Call) -> None:
    assert "there is no other version" in call("show", "f1", "--versions")
    archive.add(arrival("f1", maintext=FERRY.replace("41", "44").replace("had failed", "failed")))
    said = " ".join(call("show", "f1", "--versions").split())
    assert "[-41-] {+44+}" in said
    assert "[-had-]" in said
    assert "figure replaced: 41 → 44" in said
    assert "All 44 people" in " ".join(call("show", "f1").split())
    assert "2 versions" in call("show", story(archive, "ferry"))
    with pytest.raises(NotFoundError):
        call("show", "nothing")


def test_searches_keep_the_phrases_that_the_shell_took_apart(call: Call) -> None:
    assert "Divers to see hull" in call("search", "title:Divers to")
    assert "Ferry aground" in call("search", "ran aground", "outlet:The Bugle")
    assert "no report" in call("search", "outlet:The Bugle", "county")


def test_judging(archive: Archive, call: Call) -> None:
    ferry, bread = story(archive, "ferry"), story(archive, "county")
    assert "one story: " in call("judge", "merge", ferry, bread, "--note", "one week")
    assert len(use.listing(archive).stories) == 1
    assert "undone" in call("judge", "undo", 1)
    assert len(call("stories").splitlines()) == 3
    assert "another story: b2" in call("judge", "split", bread, "b2")
    assert len(call("judge", "move", "b2", ferry).splitlines()) == 1
    assert "not one point: “Divers” (f2) and “ferry” (f1)" in call(
        "judge", "point", "f2#Divers", "f1#text:4-9", "--not-same"
    )
    assert "one person: Varga (f1) and Ines Varga" in call("judge", "person", "Varga@f1", "Ines Varga")
    assert "grade of The Bugle: B" in call("judge", "grade", "The Bugle", "b")
    assert "outlets of group “coast”: The Bugle, The Lamp" in call("judge", "group", "coast", "The Bugle", "The Lamp")
    listed = call("judge", "list", "--undone").splitlines()
    assert len(listed) == 7
    assert "(one week); undone" in listed[0]
    assert len(call("judge", "list").splitlines()) == 6


@pytest.mark.parametrize("place", ["f1#text:5-900000", "f1#words that are not there", "nothing#text:0-1", "f1", "f1#"])
def test_places_that_are_not_there_are_told(call: Call, place: str) -> None:
    with pytest.raises(InputError):
        call("judge", "point", place, "f2#Divers")


def test_rebuilding_and_exporting(archive: Archive, call: Call, tmp_path: Path) -> None:
    assert "4 read again, 0 changed; 0 problems" in call("rebuild")
    call("stories", "--compare", "-q")
    said = call("export", tmp_path / "out")
    assert "4 articles, 2 stories, 2 comparisons, 0 judgements" in " ".join(said.split())
    assert len((tmp_path / "out" / "articles.jsonl").read_text().splitlines()) == 4
    written = json.loads(call("stories", "--json", "-"))
    assert {found["points"]["single"] > 0 for found in written["stories"]} == {True}
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(InputError):
        call("export", tmp_path / "file")
