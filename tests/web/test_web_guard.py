"""Nobody else's page reads or changes anything, and nothing is larger than it may be."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from serving import client
from starlette.datastructures import Headers
from starlette.testclient import TestClient

from variorum.archive import open_archive
from variorum.library import ArchiveLibrary, ComparisonLibrary
from variorum.web.app import create_app
from variorum.web.guard import known_host, same_origin


@pytest.fixture
def archive(tmp_path: Path) -> TestClient:
    library = ArchiveLibrary(open_archive(tmp_path / "archive.sqlite", create=True))
    return client(create_app(library, max_body=20_000, ahead=False))


@pytest.mark.parametrize(
    ("host", "known"),
    [
        ("127.0.0.1:8765", True),
        ("localhost:8765", True),
        ("LOCALHOST", True),
        ("reader.localhost", True),
        ("[::1]:8765", True),
        ("192.0.2.7", True),
        ("desk.example:8765", True),
        ("desk.example.", True),
        ("evil.example", False),
        ("127.0.0.1.evil.example", False),
        ("localhost.evil.example", False),
        ("evil.example#localhost", False),
        ("evil.example/localhost", False),
        ("evil.example?localhost", False),
        ("localhost@evil.example", False),
        ("evil.example@localhost", False),
        ("2130706433", False),
        ("0x7f000001", False),
        ("localhost:port", False),
        ("[::1", False),
        ("", False),
    ],
)
def test_only_names_of_this_server_are_answered(host: str, known: bool) -> None:
    assert known_host(host, frozenset({"desk.example"})) == known


def test_a_name_that_was_made_to_point_here_is_refused(given: TestClient) -> None:
    for path in ("/", "/stories/s1", "/api/stories", "/static/x/web.css", "/nowhere"):
        assert given.get(path, headers={"Host": "evil.example"}).status_code == 421


@pytest.mark.parametrize(
    ("sent", "same"),
    [
        ({}, True),
        ({"sec-fetch-site": "same-origin", "origin": "http://127.0.0.1:8765"}, True),
        ({"sec-fetch-site": "none"}, True),
        ({"origin": "http://127.0.0.1:8765"}, True),
        ({"sec-fetch-site": "cross-site"}, False),
        ({"sec-fetch-site": "same-site"}, False),
        ({"origin": "null"}, False),
        ({"origin": "http://127.0.0.1:9999"}, False),
        ({"origin": "http://evil.example"}, False),
        ({"origin": "http://127.0.0.1:8765.evil.example"}, False),
        ({"sec-fetch-site": "same-origin", "origin": "http://evil.example"}, False),
    ],
)
def test_only_pages_of_this_server_change_anything(sent: dict[str, str], same: bool, archive: TestClient) -> None:
    assert same_origin(Headers({"host": "127.0.0.1:8765", **sent})) == same
    answer = archive.post("/outlets/groups", data={"name": "Northern", "outlets": "The Ledger"}, headers=sent)
    assert answer.status_code == (303 if same else 403)
    assert archive.get("/groups.json").json() == ({"Northern": ["The Ledger"]} if same else {})


@pytest.mark.parametrize("path", ["/", "/judgements", "/add", "/groups.json", "/nowhere", "/judgements/9/undo"])
def test_every_answer_carries_the_policy(path: str, archive: TestClient) -> None:
    headers = archive.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "set-cookie" not in headers


def test_beyond_this_machine_a_token_is_wanted() -> None:
    from builders import comparison

    guarded = client(create_app(ComparisonLibrary([comparison()]), token="söme-token"))
    basic = lambda words: "Basic " + base64.b64encode(words.encode()).decode()  # noqa: E731
    for path in ("/stories/s1", "/api/stories", "/static/x/y", "/nowhere"):
        refused = guarded.get(path)
        assert refused.status_code == 401
        assert refused.headers["www-authenticate"].startswith("Basic ")
        assert "Tallow" not in refused.text
    for wrong in (
        "Bearer",
        "Bearer other",
        basic("reader:other"),
        "Basic ~",
        "Basic /w==",
        "Digest x",
        basic("söme-token"),
    ):
        assert guarded.get("/stories/s1", headers={"Authorization": wrong.encode()}).status_code == 401
    for right in ("Bearer söme-token", basic("anybody:söme-token"), basic(":söme-token")):
        assert guarded.get("/stories/s1", headers={"Authorization": right.encode()}).status_code == 200


def test_a_request_has_a_limit(archive: TestClient) -> None:
    assert archive.post("/add", data={"text": "word " * 10_000}).status_code == 413

    def endless() -> object:
        for _ in range(100):
            yield b"--x\r\n" + b"a" * 1000

    # Without a length it is stopped where it grows too large.
    answer = archive.post("/add", content=endless(), headers={"Content-Type": "multipart/form-data; boundary=x"})
    assert answer.status_code in (400, 413)
    assert archive.post("/outlets/groups", headers={"Content-Length": "-5"}).status_code in (400, 413)


@pytest.mark.parametrize(
    "address",
    ["/etc/passwd", "file:///etc/passwd", "-", "ftp://a.example/x", "http://", "../archive.sqlite", "http://[::1"],
)
def test_addresses_never_lead_to_files_of_the_server(address: str, archive: TestClient) -> None:
    answer = archive.post("/add", files={"x": ("", b"")}, data={"addresses": address})
    assert answer.status_code == 422
    assert "is no address" in answer.text


def test_a_finished_comparison_takes_nothing_in(given: TestClient) -> None:
    for path in ("/add", "/judgements", "/outlets", "/stories/s1/edit"):
        assert given.get(path).status_code == 404
    assert given.post("/add", files={"files": ("a.txt", b"words")}).status_code == 404
    assert given.post("/stories/s1/merge", data={"other": "s2"}).status_code == 404
    assert "/add" not in given.get("/stories/s1").text


def test_assets_are_kept_for_ever_under_their_digest(given: TestClient) -> None:
    page = given.get("/stories/s1").text
    at = page.index("/static/")
    address = page[at : page.index('"', at)]
    answer = given.get(address)
    assert answer.status_code == 200
    assert "immutable" in answer.headers["cache-control"]
    assert given.get(address.replace("/static/", "/static/0")).status_code == 404
    assert given.get("/static/../app.py").status_code == 404
