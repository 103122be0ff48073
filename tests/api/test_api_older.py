"""A story that reports have joined since it was compared: what programs are told."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from interface import application
from starlette.testclient import TestClient
from test_api_reading import fits

from invented_reports import FERRY, FERRY_TOO
from variorum import archive as use
from variorum.api import shapes
from variorum.library import ArchiveLibrary, Since, StoryRow
from variorum.model.article import Article
from variorum.model.comparison import Comparison
from variorum.store import Report, Standing
from variorum.work import Job, Result, Works


@pytest.fixture
def grown(tmp_path: Path) -> Iterator[TestClient]:
    """The interface over a story s1 that was compared when it had one report, and has two; nobody works yet."""
    for name, text in (("bugle", FERRY), ("lamp", FERRY_TOO)):
        (tmp_path / f"{name}.txt").write_text(text)
    archive = use.Archive(tmp_path / "archive.sqlite")
    use.ingest(archive, [str(tmp_path / "bugle.txt")])
    use.form_stories(archive)
    use.comparison(archive, "s1")
    use.ingest(archive, [str(tmp_path / "lamp.txt")])
    assert [len(story.articles) for story in use.form_stories(archive)] == [2]
    app = application(ArchiveLibrary(archive))
    app.state.works = Works()
    yield TestClient(app)
    app.state.works.stop()


def works(client: TestClient) -> Works:
    found: Works = client.app.state.works  # type: ignore[attr-defined]
    return found


PATHS = [
    "/api/stories/s1/comparison",
    "/api/stories/s1/comparison.md",
    "/api/stories/s1/points",
    "/api/stories/s1/points/p1",
    "/api/stories/s1/points/p1/annotations",
]


@pytest.mark.parametrize("path", PATHS)
def test_the_older_comparison_is_given_and_said_to_be_older(grown: TestClient, path: str) -> None:
    older = grown.get(path)
    assert (older.status_code, older.headers["variorum-current"]) == (200, "false")
    made = datetime.fromisoformat(older.headers["variorum-compared"])
    assert made.tzinfo is not None
    # It is not taken for what comes after it, nor for what it was while it was current.
    assert grown.get(path, headers={"If-None-Match": older.headers["etag"]}).status_code == 304
    works(grown).start()
    separator = "&" if "?" in path else "?"
    newer = grown.get(f"{path}{separator}current=true&wait=60", headers={"If-None-Match": older.headers["etag"]})
    assert (newer.status_code, newer.headers["variorum-current"]) == (200, "true")
    assert datetime.fromisoformat(newer.headers["variorum-compared"]) > made
    assert grown.get(path, headers={"If-None-Match": older.headers["etag"]}).status_code == 200


def test_the_same_words_have_another_tag_while_they_are_not_current(tmp_path: Path) -> None:
    (tmp_path / "bugle.txt").write_text(FERRY)
    (tmp_path / "lamp.txt").write_text(FERRY_TOO)
    archive = use.Archive(tmp_path / "archive.sqlite")
    use.ingest(archive, [str(tmp_path / "bugle.txt")])
    use.form_stories(archive)
    app = application(ArchiveLibrary(archive))
    client = TestClient(app)
    current = client.get(PATHS[0])
    assert current.headers["variorum-current"] == "true"
    use.ingest(archive, [str(tmp_path / "lamp.txt")])
    use.form_stories(archive)
    app.state.works = Works()
    older = client.get(PATHS[0], headers={"If-None-Match": current.headers["etag"]})
    assert older.status_code == 200
    assert older.content == current.content


def test_points_name_what_their_comparison_lacks(grown: TestClient) -> None:
    told = fits(shapes.PointsShape, grown.get("/api/stories/s1/points").json())["compared"]
    assert (told["current"], told["added"], told["changed"], told["gone"]) == (False, ["lamp"], [], [])
    works(grown).start()
    told = grown.get("/api/stories/s1/points?current=true&wait=60").json()["compared"]
    assert (told["current"], told["added"]) == (True, [])


def test_who_wants_the_current_comparison_waits(grown: TestClient) -> None:
    answer = grown.get("/api/stories/s1/comparison?current=true&wait=0")
    assert answer.status_code == 202
    assert works(grown).job(answer.json()["id"]) is not None


def test_a_file_of_an_older_comparison_tells_when_it_was_made(grown: TestClient) -> None:
    assert "-compared-20" in grown.get("/api/stories/s1/comparison.md").headers["content-disposition"]


def test_the_description_tells_of_older_comparisons(grown: TestClient) -> None:
    described = grown.get("/api/openapi.json").json()["paths"]["/api/stories/{id}/comparison"]["get"]
    assert set(described["responses"]["200"]["headers"]) == {"Variorum-Compared", "Variorum-Current"}
    assert "current" in {parameter["name"] for parameter in described["parameters"]}


def test_what_somebody_waits_for_comes_first() -> None:
    works, order, over = Works(), [], threading.Event()

    def work(name: str) -> Job:
        def noted(progress: object) -> Result:
            order.append(name)
            if len(order) == 4:
                over.set()
            return Result(name)

        return works.ask(name, name, noted, urgent=name.startswith("urgent"))

    first = work("first")
    work("last")
    assert work("first") is first
    work("urgent")
    assert works.ask("first", "first", lambda _: Result("never"), urgent=False) is first
    work("latest")
    works.start()
    assert over.wait(10)
    works.stop()
    assert order == ["urgent", "latest", "last", "first"]


def test_work_that_somebody_comes_to_wait_for_is_done_once() -> None:
    works, done, over = Works(), [], threading.Event()

    def noted(progress: object) -> Result:
        done.append("s1")
        return Result("")

    background = works.ask("s1", "s1", noted, urgent=False)
    assert works.ask("s1", "s1", noted) is background
    works.ask("end", "end", lambda _: over.set() or Result(""), urgent=False)  # type: ignore[func-returns-value]
    works.start()
    assert over.wait(10)
    works.stop()
    assert done == ["s1"]


ids = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("12"))


def _row(reports: dict[str, str], standing: Standing | None) -> StoryRow:
    found = (Report(name, None, "", None, "day", None, "en", sha256) for name, sha256 in reports.items())
    return StoryRow("s1", "", tuple(found), standing)


@given(ids, ids)
def test_what_has_happened_leads_from_one_to_the_other(before: dict[str, str], now: dict[str, str]) -> None:
    compared = Comparison(tuple(Article(name, "", "", sha256=sha256) for name, sha256 in before.items()))
    since = Since.of(_row(now, None), compared.digests)
    assert {*before, *since.added} - {*since.gone} == now.keys()
    for name in before.keys() & now.keys():
        assert (name in since.changed) == (before[name] != now[name])
    assert len({*since.added, *since.changed, *since.gone}) == sum(map(len, (since.added, since.changed, since.gone)))
    assert (before == now) == (since == Since((), (), ()))


@settings(max_examples=50)
@given(ids, ids)
def test_no_two_states_of_a_story_have_one_version(one: dict[str, str], other: dict[str, str]) -> None:
    current = Standing((), 1, 1, datetime(2031, 6, 14, 12), True)
    older = replace(current, current=False)
    later = replace(older, made=datetime(2031, 6, 14, 13))
    states = [None, current, older, later, replace(older, overtaken=True)]
    versions = {_row(reports, state).version for reports in (one, other) for state in states}
    assert len(versions) == len(states) * (1 if list(one.items()) == list(other.items()) else 2)
    assert [_row(one, state).readable for state in states] == [False, True, True, True, False]
