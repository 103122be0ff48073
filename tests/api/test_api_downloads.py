from __future__ import annotations

import io
import zipfile

import builders
import pytest
from starlette.testclient import TestClient

from variorum.report.formats import FORMATS, Format


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_every_form_can_be_downloaded(given: TestClient, form: Format) -> None:
    for story in ("s1", "s2"):
        answer = given.get(f"/api/stories/{story}/comparison{form.suffix}")
        assert answer.status_code == 200
        packed = ".zip" if form.table else ""
        assert answer.headers["content-disposition"] == f'attachment; filename="variorum-{story}{form.suffix}{packed}"'
        name, media_type, data = form.download(given.app.state.library.comparison(story), "x")  # type: ignore[attr-defined]
        assert answer.headers["content-type"] == media_type
        assert answer.content == data
        assert name.endswith(packed)


def test_the_forms_are_listed(given: TestClient) -> None:
    listed = given.get("/api/formats").json()
    assert [form["suffix"] for form in listed] == [form.suffix for form in FORMATS]


def test_one_table_is_one_file(given: TestClient) -> None:
    answer = given.get("/api/stories/s1/comparison.csv?table=mentions")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"].endswith('"variorum-s1-mentions.csv"')
    whole = given.get("/api/stories/s1/comparison.csv")
    with zipfile.ZipFile(io.BytesIO(whole.content)) as packed:
        assert packed.read("mentions.csv") == answer.content


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "application/json"),
        ("application/json", "application/json"),
        ("text/markdown", "text/markdown; charset=utf-8"),
        ("text/html;q=0.2, text/markdown;q=0.9", "text/markdown; charset=utf-8"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("application/ld+json", 'application/ld+json;profile="http://www.w3.org/ns/anno.jsonld"'),
        ("image/png, */*;q=0.1", "application/json"),
    ],
)
def test_accept_asks_for_a_form(given: TestClient, accept: str, media_type: str) -> None:
    answer = given.get("/api/stories/s1/comparison", headers={"Accept": accept})
    assert answer.headers["content-type"] == media_type
    assert "Accept" in answer.headers["vary"]


def test_accepting_csv_gives_the_points(given: TestClient) -> None:
    answer = given.get("/api/stories/s1/comparison", headers={"Accept": "text/csv"})
    assert len(answer.content.decode("utf-8-sig").splitlines()) == len(builders.comparison().points) + 1


@pytest.mark.parametrize("accept", ["image/png", "application/json;q=0", "text/html;q=x"])
def test_nothing_acceptable(given: TestClient, accept: str) -> None:
    answer = given.get("/api/stories/s1/comparison", headers={"Accept": accept})
    assert (answer.status_code, answer.json()["code"]) == (406, "request")
    assert "text/markdown" in answer.json()["hint"]
