"""Reports and judgements in, over an archive."""

from __future__ import annotations

import time
from typing import Any

import pytest
from starlette.testclient import TestClient

from invented_reports import BAKERY, FERRY, FERRY_TOO
from variorum.report import verification
from variorum.work import Works


def finished(client: TestClient, answer: Any) -> dict[str, Any]:
    assert answer.status_code == 202
    place = answer.headers["location"]
    while True:
        job: dict[str, Any] = client.get(place).json()
        if job["state"] in ("done", "failed"):
            return job
        time.sleep(0.02)


def ferry(client: TestClient) -> dict[str, Any]:
    story: dict[str, Any] = client.get("/api/stories?words=Marigold").json()["stories"][0]
    return story


def test_a_comparison_is_made_when_it_is_asked_for(kept: TestClient) -> None:
    story = ferry(kept)
    assert {report["id"] for report in story["reports"]} == {"bugle", "lamp"}
    later = kept.get(f"/api/stories/{story['id']}/comparison?wait=0")
    if later.status_code == 202:
        assert later.headers["retry-after"] == "1"
        assert finished(kept, later)["story"] == story["id"]
    made = kept.get(f"/api/stories/{story['id']}/comparison?wait=60").json()
    verification.validate(made)
    assert len(made["articles"]) == 2
    assert kept.get(f"/api/stories/{story['id']}").json()["standing"]["current"] is True


def test_a_claim_is_checked(kept: TestClient) -> None:
    story = ferry(kept)["id"]
    told = kept.get(f"/api/stories/{story}/check?wait=60&claim=The+ferry+Marigold+ran+aground+near+Port+Ellory.").json()
    assert told["verdict"] in ("told", "told in part")
    assert told["reports"] == 2
    texts = {"bugle": FERRY, "lamp": FERRY_TOO}
    for item in told["evidence"]:
        for mention in item["mentions"]:
            assert texts[mention["article"]][mention["start"] : mention["end"]] == mention["quote"]
    other = kept.get(f"/api/stories/{story}/check?claim=The+bishop+of+Northmill+baked+a+cake.").json()
    assert (other["verdict"], other["evidence"]) == ("not told", [])
    assert kept.get(f"/api/stories/{story}/check?claim=%20").status_code == 422


def test_while_others_work_the_answer_says_where_to_ask(kept: TestClient) -> None:
    works: Works = kept.app.state.works  # type: ignore[attr-defined]
    works.stop()
    (bakery,) = kept.get("/api/stories?words=Northmill").json()["stories"]
    answer = kept.get(f"/api/stories/{bakery['id']}/points?wait=0")
    assert answer.status_code == 202
    job = answer.json()
    assert (job["state"], answer.headers["location"]) == ("waiting", f"/api/jobs/{job['id']}")
    # Asking again makes no second job.
    assert kept.get(f"/api/stories/{bakery['id']}/points?wait=0").json()["id"] == job["id"]


def test_texts_are_taken_in_and_lead_to_their_story(kept: TestClient) -> None:
    new = {
        "text": f"Bakers break a record. {BAKERY}",
        "title": "A very long plait",
        "outlet": "The Crust",
        "published": "2025-05-04",
        "url": "https://crust.example/plait",
    }
    job = finished(kept, kept.post("/api/articles", json={"texts": [new]}))
    assert (job["state"], job["problems"]) == ("done", [])
    story = kept.get(f"/api/stories/{job['story']}").json()
    assert "The Crust" in story["outlets"]
    again = finished(kept, kept.post("/api/articles", json={"texts": [new]}))
    assert (again["story"], again["said"]) == (None, "All of it was here already.")


def test_files_are_taken_in_under_their_names(kept: TestClient) -> None:
    text = b"The lighthouse at Cape Orrin went dark on Friday. Keeper Bo Lind said a gull had bitten the cable."
    files = [
        ("files", ("../../etc/cape orrin.txt", text, "text/plain")),
        ("files", ("broken.json", b"{", "application/json")),
    ]
    job = finished(kept, kept.post("/api/articles", files=files, data={"together": "yes"}))
    assert job["state"] == "done"
    assert len(job["problems"]) == 1
    assert job["problems"][0].startswith("broken.json:")
    (match,) = kept.get("/api/search?words=lighthouse").json()["matches"]
    assert match["report"]["id"] == "cape orrin"


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        ({}, "nothing to add"),
        ({"addresses": ["file:///etc/passwd"]}, "no address"),
        ({"addresses": ["/etc/passwd"]}, "no address"),
        ({"addresses": ["https://a.example"] * 101}, "more than 100"),
        ({"texts": [{"text": "  "}]}, "empty"),
        ({"texts": [{"title": "x"}]}, "texts.0.text"),
        ({"texts": "x"}, "texts"),
        ([], "object"),
    ],
)
def test_what_cannot_be_added_is_refused(kept: TestClient, body: object, detail: str) -> None:
    answer = kept.post("/api/articles", json=body)
    assert (answer.status_code, answer.json()["code"]) == (422, "input")
    assert detail in answer.json()["detail"]


def test_text_that_is_no_json_is_refused(kept: TestClient) -> None:
    assert kept.post("/api/articles", content=b"\xff\x00").status_code == 422
    assert kept.post("/api/articles", content=b"[" * 100_000).status_code == 422


def test_judgements_are_recorded_and_taken_back(kept: TestClient) -> None:
    verdict = {"kind": "outlet group", "name": "islands", "outlets": ["The Lamp"]}
    made = kept.post("/api/judgements", json={"verdict": verdict, "note": "own view"})
    assert made.status_code == 201
    judgement = made.json()
    assert (judgement["verdict"]["outlets"], judgement["note"], judgement["undone"]) == (["The Lamp"], "own view", None)
    assert judgement in kept.get("/api/judgements").json()
    undone = kept.delete(f"/api/judgements/{judgement['id']}").json()
    assert undone["undone"] is not None
    assert judgement["id"] not in [item["id"] for item in kept.get("/api/judgements").json()]
    assert judgement["id"] in [item["id"] for item in kept.get("/api/judgements?undone=true").json()]
    assert kept.delete(f"/api/judgements/{judgement['id']}").status_code == 404


def test_a_judgement_on_spans_needs_their_words(kept: TestClient) -> None:
    left = {"article": "bugle", "field": "text", "start": 4, "end": 18, "quote": "ferry Marigold"}
    right = {"article": "lamp", "field": "text", "start": 0, "end": 6, "quote": "Divers"}
    wrong = {**right, "quote": "Divert"}
    answer = kept.post("/api/judgements", json={"verdict": {"kind": "other point", "left": left, "right": wrong}})
    assert (answer.status_code, answer.json()["code"]) == (422, "input")
    made = kept.post("/api/judgements", json={"verdict": {"kind": "other point", "left": left, "right": right}})
    assert made.json()["verdict"]["left"] == left


@pytest.mark.parametrize(
    ("verdict", "status"),
    [
        ({"kind": "same story", "articles": ["bugle", "nobody"]}, 404),
        ({"kind": "same story", "articles": ["bugle"]}, 422),
        ({"kind": "no such kind"}, 422),
        ({"kind": "other point", "left": {"article": "bugle"}, "right": {}}, 422),
        ({"kind": "outlet grade", "outlet": "x", "reliability": "Z"}, 422),
        ("x", 422),
    ],
)
def test_impossible_judgements_are_refused(kept: TestClient, verdict: object, status: int) -> None:
    answer = kept.post("/api/judgements", json={"verdict": verdict})
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


def test_problems_are_listed(kept: TestClient) -> None:
    finished(kept, kept.post("/api/articles", files=[("files", ("bad.json", b"{", "application/json"))]))
    listed = kept.get("/api/problems").json()["problems"]
    assert any("bad.json" in problem["source"] for problem in listed)
