"""A story that reports have joined since it was compared: the older comparison at once, then the new one."""

from __future__ import annotations

import html
import json
import re
import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from fastapi import FastAPI
from serving import Server, client
from starlette.testclient import TestClient
from test_web_archive import FIRST, SECOND
from test_web_browser import Opened, until

from variorum import archive as use
from variorum.errors import StoreError
from variorum.library import ArchiveLibrary, StoryRow
from variorum.model.article import Article
from variorum.model.comparison import Comparison
from variorum.model.judgement import SameStory
from variorum.progress import Progress, no_progress
from variorum.settings import Settings
from variorum.store import Report, Standing
from variorum.web import older
from variorum.web.app import create_app

RECORD = {
    "id": "barge",
    "url": "https://sluice.example/barge",
    "title": "Barge sinks at Ostrel lock",
    "maintext": "A grain barge sank at the lower lock of Ostrel on Sunday. Two sailors were taken to hospital.",
    "language": "en",
}


class Held(ArchiveLibrary):
    """Compares when it is let, and fails when it is told to."""

    def __init__(self, archive: use.Archive, settings: Settings | None = None) -> None:
        super().__init__(archive, settings)
        self.let = threading.Event()
        self.failures = 0

    def comparison(self, id: str, progress: Progress = no_progress) -> Comparison:
        assert self.let.wait(60)
        if self.failures:
            self.failures -= 1
            raise StoreError("the disk is full", "make some room")
        return super().comparison(id, progress)


@pytest.fixture
def library(tmp_path: Path) -> Held:
    """A story s1 that was compared when it had one report, and has two now."""
    for name, text in (("first", FIRST), ("second", SECOND)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    archive = use.open_archive(tmp_path / "archive.sqlite", create=True)
    use.ingest(archive, [str(tmp_path / "first.txt")])
    (story,) = use.form_stories(archive)
    use.comparison(archive, story.id)
    use.ingest(archive, [str(tmp_path / "second.txt")])
    (grown,) = use.form_stories(archive)
    assert (story.id, grown.id, len(grown.articles)) == ("s1", "s1", 2)
    return Held(archive)


@pytest.fixture
def app(library: Held) -> FastAPI:
    return create_app(library, ahead=False)


@pytest.fixture
def reader(app: FastAPI, library: Held) -> Iterator[TestClient]:
    with client(app) as found:
        yield found
        library.let.set()


def notice(text: str) -> str:
    """What the page says of its comparison, with the address that it asks."""
    found = re.search(r'<p class="older".*?</p>', text, re.DOTALL)
    return html.unescape(found.group()) if found else ""


def asked(text: str) -> str:
    """The address that the page asks for something newer."""
    found = re.search(r'hx-get="([^"]+)"', notice(text))
    assert found
    return found.group(1)


def witnesses(text: str) -> int:
    return text.count('id="article-')


@pytest.mark.parametrize("path", ["", "/points/p1", "/reader"])
def test_the_older_comparison_is_there_at_once(reader: TestClient, path: str) -> None:
    page = reader.get(f"/stories/s1{path}")
    assert page.status_code == 200
    assert re.search(
        r"Compared at \d\d:\d\d UTC on \d+ \w+ \d{4}; 1 newer report is being compared\.", notice(page.text)
    )
    assert page.text.count('class="older"') == 1
    assert reader.get(asked(page.text)).status_code == 204


def test_words_lead_to_their_point_in_the_older_comparison(reader: TestClient) -> None:
    found = reader.get("/stories/s1/words/first/text/0-26")
    assert found.headers["location"] == "/stories/s1/points/p1"


def test_a_download_of_an_older_comparison_says_so_in_its_name(reader: TestClient, library: Held) -> None:
    name = reader.get("/stories/s1/download/md").headers["content-disposition"]
    assert re.search(r'"variorum-s1-compared-\d{4}-\d\d-\d\dT\d{4}\.md"', name)
    library.let.set()
    library.comparison("s1")
    assert '"variorum-s1.md"' in reader.get("/stories/s1/download/md").headers["content-disposition"]


def test_the_new_comparison_takes_the_place_of_the_older_one(reader: TestClient, library: Held) -> None:
    paths = ("/stories/s1", "/stories/s1/points/p1", "/stories/s1/reader")
    before = {path: reader.get(path) for path in paths}
    assert witnesses(before["/stories/s1"].text) == 1
    library.let.set()
    until(lambda: reader.get(asked(before["/stories/s1"].text)).status_code == 200, 60)
    # The page is loaded anew; what is read in another way is left to the reader.
    assert reader.get(asked(before["/stories/s1"].text)).headers["hx-refresh"] == "true"
    still = reader.get(asked(before["/stories/s1/reader"].text))
    assert 'href=""' in notice(still.text)
    assert "hx-refresh" not in still.headers
    assert 'href="/stories/s1/words/first/text/' in notice(reader.get(asked(before["/stories/s1/points/p1"].text)).text)
    for path, page in before.items():
        after = reader.get(path, headers={"If-None-Match": page.headers["etag"]})
        assert after.status_code == 200
        assert notice(after.text) == ""
    assert witnesses(reader.get("/stories/s1").text) == 2


def test_a_judgement_on_stories_is_not_hidden_by_the_older_comparison(
    reader: TestClient, library: Held, tmp_path: Path
) -> None:
    library.let.set()
    library.comparison("s1")
    assert notice(reader.get("/stories/s1").text) == ""
    (tmp_path / "third.txt").write_text(SECOND.replace("Register", "Herald").replace("Three", "Four"), encoding="utf-8")
    library.let.clear()
    use.ingest(library.archive, [str(tmp_path / "third.txt")])
    use.form_stories(library.archive)
    use.judge(library.archive, SameStory(("first", "third")))
    assert reader.get("/stories/s1").status_code == 202
    library.let.set()
    until(lambda: reader.get("/stories/s1").status_code == 200, 60)
    assert witnesses(reader.get("/stories/s1").text) == 3


def test_what_cannot_be_compared_anew_is_said(reader: TestClient, library: Held) -> None:
    library.failures = 1
    library.let.set()
    page = reader.get("/stories/s1")
    until(lambda: reader.get(asked(page.text)).status_code == 200)
    failed = notice(reader.get(asked(page.text)).text)
    assert "could not be compared anew: the disk is full. Make some room." in failed
    # Nothing is tried again by itself, and the older comparison is still there.
    assert reader.get("/stories/s1").status_code == 200
    assert notice(reader.get("/stories/s1").text)
    again = re.search(r'href="([^"]+)"', failed)
    assert again
    reader.get(again.group(1))
    until(lambda: not notice(reader.get("/stories/s1").text), 60)


def test_a_correction_shows_before_anything_else_is_shown(reader: TestClient, library: Held) -> None:
    library.let.set()
    made = library.comparison("s1")
    point = next(point for point in made.points if point.articles == 2)
    left, right = point.mentions[0].span, next(m.span for m in point.mentions if m.span.article != point.gist.article)
    library.let.clear()
    sent = {
        f"{side}_{name}": str(getattr(span, name))
        for side, span in (("left", left), ("right", right))
        for name in ("article", "field", "start", "end")
    }
    headers = {"Sec-Fetch-Site": "same-origin"}
    assert reader.post("/stories/s1/judge/other-point", data=sent, headers=headers).status_code == 303
    for path in ("/stories/s1", "/stories/s1/points/p1", "/stories/s1/download/md"):
        assert reader.get(path).status_code == 202
    library.let.set()
    until(lambda: reader.get("/stories/s1").status_code == 200, 60)
    spans = [{mention.span for mention in point.mentions} for point in library.comparison("s1").points]
    assert not any(left in found and right in found for found in spans)
    # Taken back, it shows at once, too.
    library.let.clear()
    use.undo(library.archive, use.judgements(library.archive)[-1].id)
    assert reader.get("/stories/s1").status_code == 202
    library.let.set()


def test_words_of_a_text_that_has_changed_cannot_be_judged(tmp_path: Path) -> None:
    archive = use.open_archive(tmp_path / "archive.sqlite", create=True)

    def take(text: str) -> None:
        (tmp_path / "one.json").write_text(json.dumps({**RECORD, "maintext": text}), encoding="utf-8")
        use.ingest(archive, [str(tmp_path / "one.json")])
        use.form_stories(archive)

    take(RECORD["maintext"])
    library = Held(archive)
    (row,) = library.stories()
    use.comparison(archive, row.id)
    take(f"Corrected. {RECORD['maintext']}")
    report = row.reports[0].id
    sent = {"left_article": report, "left_field": "text", "left_start": "2", "left_end": "13"}
    sent |= {"right_article": report, "right_field": "text", "right_start": "14", "right_end": "18"}
    with client(create_app(library, ahead=False)) as reader:
        assert "1 changed report is being compared" in notice(reader.get(f"/stories/{row.id}").text)
        answer = reader.post(
            f"/stories/{row.id}/judge/other-point", data=sent, headers={"Sec-Fetch-Site": "same-origin"}
        )
        assert answer.status_code == 422
        assert "These words are not in the archive as they were shown" in answer.text
        library.let.set()
    assert use.judgements(archive) == ()


@pytest.mark.browser
def test_the_page_is_renewed_while_it_is_read(browser: object, app: FastAPI, library: Held) -> None:
    server = Server(app)
    opened = Opened(browser, server.address, "/stories/s1")
    told = opened.page.locator(".older")
    assert "1 newer report is being compared. This page is renewed when that is done." in told.inner_text()
    assert opened.page.locator(".witnesses tbody tr").count() == 1
    library.let.set()
    told.wait_for(state="detached", timeout=60_000)
    assert opened.page.locator(".witnesses tbody tr").count() == 2
    opened.close()
    server.stop()


@pytest.mark.parametrize(
    ("added", "changed", "gone", "said"),
    [
        (1, 0, 0, "1 newer report is being compared."),
        (2, 0, 0, "2 newer reports are being compared."),
        (0, 1, 0, "1 changed report is being compared."),
        (1, 1, 0, "1 newer report and 1 changed report are being compared."),
        (2, 0, 1, "2 newer reports are being compared, and 1 report that is shown has left it."),
        (0, 0, 2, "2 reports that are shown have left it, and the others are being compared anew."),
        (0, 0, 0, "it is being made anew by another version of Variorum."),
    ],
)
def test_what_is_said_of_an_older_comparison(added: int, changed: int, gone: int, said: str) -> None:
    before = {f"r{number}": "1" for number in range(5)}
    now = {name: "2" if number < changed else "1" for number, name in enumerate(before) if number < 5 - gone}
    now |= {f"new{number}": "1" for number in range(added)}
    reports = tuple(Report(name, None, "", None, "day", None, "en", sha256) for name, sha256 in now.items())
    row = StoryRow("s1", "", reports, Standing((), 1, 1, datetime(2031, 6, 4, 9, 5), False))
    compared = Comparison(tuple(Article(name, "", "", sha256=sha256) for name, sha256 in before.items()))
    assert older.words(row, compared.digests) == f"Compared at 09:05 UTC on 4 June 2031; {said}"
