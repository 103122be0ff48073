"""Taking in whatever users have, and forming stories of it; with the command line around it."""

from __future__ import annotations

import gzip
import json
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from variorum import archive as use
from variorum.archive.forming import named
from variorum.cli.main import app
from variorum.errors import StoreError
from variorum.sources import Limits
from variorum.store import Archive, StoredStory

FERRY = (
    "The ferry Marigold ran aground near Port Ellory on Tuesday evening. All 41 people aboard were brought ashore by "
    "the lifeboat Constance, the Ellory harbour office said. Captain Ines Varga said the steering had failed off "
    "Gull Point. The ferry line has stopped its crossings to Sable Island until divers have seen the hull."
)
FERRY_TOO = (
    "Divers are to look at the hull of the Marigold, the ferry that struck rocks at Gull Point near Port Ellory on "
    "Tuesday. Captain Ines Varga told the harbour office that the steering failed. The lifeboat Constance took all 41 "
    "people to the shore, and crossings to Sable Island are off."
)
BAKERY = (
    "A bakery in Northmill has baked the longest plait of bread in the county. Twelve bakers under Odile Pratt worked "
    "for two days, and judges from the county fair measured 118 metres on Sunday. The plait was sold in pieces for the "
    "repair of the Northmill town clock, which has stood still since spring."
)


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    folder = tmp_path / "inputs"
    folder.mkdir()
    records = [
        {"id": "f1", "title": "Ferry aground", "maintext": FERRY, "source_domain": "bugle.example"},
        {"id": "b1", "title": "A very long plait", "maintext": BAKERY, "source_domain": "crumb.example"},
        {"id": "empty"},
    ]
    (folder / "a.jsonl").write_text("\n".join(json.dumps(record) for record in records))
    (folder / "feed.xml").write_text(
        "<rss version='2.0'><channel><title>Collector</title><item><title>Divers to look at ferry</title>"
        f"<link>https://lamp.example/f2</link><source url='https://lamp.example/'>The Lamp</source>"
        f"<pubDate>Tue, 06 May 2025 07:08:09 GMT</pubDate><description>{FERRY_TOO}</description></item>"
        "<item><guid>nothing</guid></item></channel></rss>"
    )
    page = (
        f"<html><head><title>Plait</title></head><body><article><h1>Plait</h1><p>{BAKERY}</p></article></body></html>"
    )
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(page)}\r\n\r\n{page}"
    warc = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://slice.example/plait\r\n"
        "WARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2025-05-06T07:08:09Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n{http}\r\n\r\n"
    )
    (folder / "crawl.warc.gz").write_bytes(gzip.compress(warc.encode()))
    (folder / "cut.warc.gz").write_bytes(gzip.compress(warc.encode())[:-40])
    return folder


def test_everything_goes_in_once_and_forms_stories(archive: Archive, inputs: Path) -> None:
    done = use.ingest(archive, [str(inputs)])
    assert (done.new, done.changed, done.known) == (4, 0, 0)
    assert sorted(problem.message.split(":")[0] for problem in done.problems) == [
        "has neither a title nor a text",
        "has neither a title nor a text",
        "is cut short",
    ]
    again = use.ingest(archive, [str(inputs)])
    assert (again.new, again.changed, again.known) == (0, 0, 4)
    assert {logged.times for logged in archive.problems()} == {2}
    assert archive.verify() == []

    found = use.stories(archive)
    assert sorted(sorted(article.id for article in story.articles) for story in found) == [
        ["b1", "https://slice.example/plait"],
        ["f1", "https://lamp.example/f2"],
    ]
    outlets = {article.id: article.outlet for story in found for article in story.articles}
    assert outlets["https://lamp.example/f2"] == "The Lamp"
    (bread,) = use.stories(archive, words="bread plait")
    assert "b1" in [article.id for article in bread.articles]
    assert use.stories(archive, since=timedelta(days=1)) == []
    assert use.stories(archive, least=3) == []


def test_a_story_keeps_its_id_when_it_grows(archive: Archive) -> None:
    before = [StoredStory("s1", (1, 2, 3)), StoredStory("s4", (4, 5))]
    found = named([(1, 2), (3,), (4, 5, 6), (7,)], before)
    assert [story.id for story in found] == ["s1", "s3", "s4", "s7"]
    joined = named([(1, 2, 3, 4, 5)], before)
    assert [story.id for story in joined] == ["s1"]
    again = named([(1, 2, 3), (4, 5)], joined)
    assert [story.id for story in again] == ["s1", "s4"]


def test_a_date_in_the_future_is_left_out(archive: Archive, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"title": "Ferry", "maintext": FERRY, "date_publish": "2931-05-06"}))
    done = use.ingest(archive, [str(path)])
    assert [problem.kind for problem in done.problems] == ["notice"]
    assert [article.published for article in archive.articles(archive.numbers())] == [None]


def test_an_unknown_story_is_told(archive: Archive) -> None:
    with pytest.raises(StoreError, match="no story"):
        use.story(archive, "s1")


def test_limits_hold(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "bomb.txt.gz").write_bytes(gzip.compress(b"a" * 1_000_000))
    done = use.ingest(
        archive, [str(tmp_path / "bomb.txt.gz"), str(tmp_path / "none.txt")], limits=Limits(file_bytes=1000)
    )
    assert len(done.problems) == 2
    assert archive.count() == 0


def call(store: Path, *arguments: object) -> tuple[int, str]:
    run = CliRunner().invoke(app, ["--store", str(store), *map(str, arguments)])
    if run.exception is not None and not isinstance(run.exception, SystemExit):
        raise run.exception
    return run.exit_code, run.output


def test_the_commands(inputs: Path, tmp_path: Path) -> None:
    store = tmp_path / "cli.sqlite"
    code, said = call(store, "ingest", inputs)
    assert code == 0
    assert "4 new, 0 changed, 0 known; 3 problems" in said
    code, said = call(store, "stories", "--json", tmp_path / "stories.json")
    assert code == 0
    written = json.loads((tmp_path / "stories.json").read_text())
    ids = {article["id"] for story in written["stories"] for article in story["articles"]}
    assert ids == {"f1", "b1", "https://lamp.example/f2", "https://slice.example/plait"}
    story = written["stories"][0]["id"]
    assert story in said
    code, said = call(store, "show", story)
    assert "2 reports of 2 outlets" in said
    code, said = call(store, "search", "divers", "hull")
    assert "Divers to look at ferry" in said
    code, said = call(store, "problems")
    assert "cut short" in said
    assert call(store, "verify") == (0, "4 articles, all whole\n")
    assert call(store, "backup", tmp_path / "copy.sqlite")[0] == 0
    assert call(tmp_path / "copy.sqlite", "verify")[0] == 0
    with pytest.raises(StoreError, match="no archive"):
        call(tmp_path / "missing.sqlite", "stories")
    assert call(store, "stories", "--since", "soon")[0] == 2
    assert call(store, "ingest", tmp_path / "nothing-here")[0] == 3
