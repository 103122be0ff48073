"""What can be read: shapes, pages, filters, errors, conditional requests."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import builders
import hostile
import pytest
from pydantic import TypeAdapter
from starlette.testclient import TestClient

from variorum.api import shapes
from variorum.report import export, verification
from variorum.report.contract import ArticleExport, ComparisonExport, PointExport

PROBLEM = {"title", "status", "detail", "hint", "code"}


def fits(shape: object, data: object) -> Any:
    """The data, if it is exactly of that shape."""
    adapter: TypeAdapter[Any] = TypeAdapter(shape)
    # Nothing is left out of the shape, nothing stands beside it.
    assert json.loads(json.dumps(adapter.dump_python(adapter.validate_python(data)))) == data
    return data


def test_the_index_leads_to_what_there_is(given: TestClient) -> None:
    for name, address in given.get("/api").json().items():
        if name != "variorum":
            assert given.get(f"{address}bell" if address.endswith("=") else address).status_code == 200


def test_stories_are_listed_in_pages(given: TestClient) -> None:
    whole = fits(shapes.StoriesShape, given.get("/api/stories").json())
    assert (whole["total"], len(whole["stories"]), whole["next"]) == (2, 2, None)
    first = given.get("/api/stories?limit=1&order=largest").json()
    assert len(first["stories"]) == 1
    assert first["next"] == "/api/stories?limit=1&order=largest&offset=1"
    second = given.get(first["next"]).json()
    assert second["next"] is None
    assert {first["stories"][0]["id"], second["stories"][0]["id"]} == {"s1", "s2"}


def test_stories_are_filtered(given: TestClient) -> None:
    assert given.get("/api/stories?least=6").json()["total"] == 1
    assert given.get("/api/stories?words=gangway").json()["stories"][0]["id"] == "s1"
    assert given.get("/api/stories?words=nowhere-to-be-found").json()["total"] == 0
    assert given.get("/api/stories?since=1d").json()["total"] == 2  # the invented event is yet to come


def test_a_story_tells_where_it_stands(given: TestClient) -> None:
    story = fits(shapes.StoryShape, given.get("/api/stories/s1").json())
    assert [report["id"] for report in story["reports"]] == ["courier", "wire", "ledger", "freepress", "tribune"]
    contested = [point for point in builders.comparison().points if point.status == "contested"]
    assert story["standing"]["points"]["contested"] == len(contested) > 0
    assert story["standing"]["current"] is True
    assert story["reports"][0]["published"] == "2031-06-14"
    assert story["reports"][1]["published"] == "2031-06-14T18:40:00+00:00"


def test_a_comparison_is_the_export(given: TestClient) -> None:
    answer = given.get("/api/stories/s1/comparison")
    assert answer.headers["content-type"] == "application/json"
    data = fits(ComparisonExport, answer.json())
    assert data == export.to_json(builders.comparison())
    verification.validate(data)


def test_points_are_those_of_the_export(given: TestClient) -> None:
    whole = given.get("/api/stories/s1/comparison").json()["points"]
    listed = fits(shapes.PointsShape, given.get("/api/stories/s1/points").json())
    assert listed["points"] == whole
    assert fits(PointExport, given.get("/api/stories/s1/points/p2").json()) == whole[1]


def test_points_are_filtered_and_paged(given: TestClient) -> None:
    def ids(query: str) -> list[str]:
        return [point["id"] for point in given.get(f"/api/stories/s1/points?{query}").json()["points"]]

    points = builders.comparison().points
    assert ids("status=contested") == [point.id for point in points if point.status == "contested"]
    both = [point.id for point in points if point.status in ("contested", "superseded")]
    assert ids("status=contested&status=superseded") == both
    assert ids("aspect=number") == [p.id for p in points if p.differs and p.differs.aspect == "number"]
    assert ids("article=tribune") == [p.id for p in points if any(m.span.article == "tribune" for m in p.mentions)]
    assert ids("least=4") == [point.id for point in points if point.origins >= 4]
    paged = given.get("/api/stories/s1/points?limit=3&offset=2").json()
    assert [point["id"] for point in paged["points"]] == [point.id for point in points[2:5]]
    assert paged["next"].endswith("limit=3&offset=5")


def test_the_words_of_a_point_can_be_cited(given: TestClient) -> None:
    answer = given.get("/api/stories/s1/points/p2/annotations")
    assert answer.headers["content-type"].startswith("application/ld+json")
    assert len(answer.json()["first"]["items"]) == len(builders.comparison().points[1].mentions)


def test_an_article_has_its_text_by_id_and_by_address(given: TestClient) -> None:
    article = fits(ArticleExport, given.get("/api/articles/courier").json())
    assert article["text"] == builders.COURIER
    address = quote("https://courier.example/gangway", safe="")
    assert given.get(f"/api/articles/{address}").json() == article


def test_articles_are_found_by_their_words(given: TestClient) -> None:
    (match,) = fits(shapes.MatchesShape, given.get("/api/search?words=smuggler").json())["matches"]
    (start, end) = match["marks"][0]
    assert match["snippet"][start:end] == "smuggler"
    assert (match["report"]["id"], match["story"]) == ("tribune", "s1")


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/api/stories/s9", 404, "not-found"),
        ("/api/stories/s9/comparison", 404, "not-found"),
        ("/api/stories/s1/points/p99", 404, "not-found"),
        ("/api/stories/s1/points/p99/annotations", 404, "not-found"),
        ("/api/stories/s1/comparison.xlsx", 422, "input"),
        ("/api/stories/s1/comparison.csv?table=nothing", 404, "not-found"),
        ("/api/articles/nobody", 404, "not-found"),
        ("/api/search?words=%20%3F", 422, "input"),
        ("/api/search", 422, "request"),
        ("/api/stories?limit=0", 422, "request"),
        ("/api/stories?order=best", 422, "request"),
        ("/api/stories?since=soon", 422, "input"),
        ("/api/stories/s1/points?status=true", 422, "request"),
        ("/api/jobs/1", 404, "not-found"),
        ("/api/judgements", 404, "not-found"),
        ("/api/no/such/thing", 404, "not-found"),
    ],
)
def test_errors_have_one_shape(given: TestClient, path: str, status: int, code: str) -> None:
    answer = given.get(path)
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert set(problem) == PROBLEM
    assert (answer.status_code, problem["status"], problem["code"]) == (status, status, code)
    assert problem["detail"]


def test_a_defect_is_told_without_its_inside(given: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the inside")

    monkeypatch.setattr(given.app.state.library, "listing", broken)  # type: ignore[attr-defined]
    answer = given.get("/api/stories")
    assert (answer.status_code, answer.json()["code"]) == (500, "defect")
    assert "inside" not in answer.text


@pytest.mark.parametrize(
    "path", ["/api/stories", "/api/stories/s1", "/api/stories/s1/comparison", "/api/articles/wire"]
)
def test_what_a_client_has_is_not_sent_again(given: TestClient, path: str) -> None:
    first = given.get(path)
    tag = first.headers["etag"]
    again = given.get(path, headers={"If-None-Match": f'"other", W/{tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert given.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_large_answers_are_compressed_for_those_who_take_it(given: TestClient) -> None:
    path = "/api/stories/s1/comparison"
    packed = given.get(path, headers={"Accept-Encoding": "gzip"})
    plain = given.get(path, headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.json() == plain.json()
    assert int(packed.headers["content-length"]) * 3 < int(plain.headers["content-length"])


def test_hostile_reports_are_answered_verbatim(given: TestClient) -> None:
    comparison = hostile.comparison()
    data = given.get("/api/stories/s2/comparison").json()
    assert data == export.to_json(comparison)
    story = given.get("/api/stories/s2").json()
    assert [report["id"] for report in story["reports"]] == [article.id for article in comparison.articles]
    for point in comparison.points:
        read = given.get(f"/api/stories/s2/points/{point.id}").json()
        assert read["mentions"][0]["quote"] == point.mentions[0].span.quote
    for path in ("/api/stories?limit=2", "/api/search?words=script", "/api/stories/s2/points?limit=200"):
        answer = given.get(path)
        assert answer.status_code == 200
        answer.content.decode("utf-8")


@pytest.mark.parametrize("text", hostile.NASTY)
def test_hostile_words_in_requests_are_harmless(given: TestClient, text: str) -> None:
    part = quote(text[:300].encode("utf-8", "replace"), safe="")
    for path in (
        f"/api/stories/{part}",
        f"/api/stories/s1/points/{part}",
        f"/api/articles/{part}",
        f"/api/stories?words={part}",
        f"/api/search?words={part}",
        f"/api/stories/s1/comparison.{part}",
        f"/api/stories/s1/comparison.csv?table={part}",
        f"/api/{part}",
    ):
        answer = given.get(path)
        assert answer.status_code < 500, path
        # One of the texts is the name of a table.
        assert "json" in answer.headers["content-type"] or text == "grid"
        assert "\n" not in str(answer.headers)


def test_the_description_is_of_the_shapes(given: TestClient) -> None:
    description = given.get("/api/openapi.json").json()
    schemas = description["components"]["schemas"]
    assert {"ComparisonExport", "PointExport", "StoryShape", "Problem"} <= set(schemas)
    answer = description["paths"]["/api/stories/{id}/comparison"]["get"]["responses"]["200"]["content"]
    assert answer["application/json"]["schema"]["$ref"] == "#/components/schemas/ComparisonExport"
    assert "text/csv" in answer
    dangling = [
        reference
        for reference in _references(description)
        if not reference.startswith("#/components/schemas/") or reference.rpartition("/")[2] not in schemas
    ]
    assert dangling == []


def _references(node: object) -> list[str]:
    if isinstance(node, dict):
        own = [node["$ref"]] if isinstance(node.get("$ref"), str) else []
        return own + [found for value in node.values() for found in _references(value)]
    return [found for value in node for found in _references(value)] if isinstance(node, list) else []
