"""The tools, through the SDK's own client in this process."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Awaitable, Callable
from typing import Any

import anyio
import builders
import hostile
import jsonschema
import pytest
from starlette.testclient import TestClient

from mcp import Client
from variorum.errors import InputError
from variorum.library import ComparisonLibrary
from variorum.mcp import Room, create_server
from variorum.mcp.saying import LONGEST
from variorum.mcp.server import security, serve_http
from variorum.model.article import Article

TOOLS = {"search_stories", "get_story", "compare_coverage", "get_point", "check_coverage", "find_sources"}
GIVEN, NASTY = builders.comparison(), hostile.comparison(long_word=50_000)
ARTICLES: dict[str, Article] = {
    re.sub("[\ud800-\udfff]", "\ufffd", article.id): article
    for comparison in (GIVEN, NASTY)
    for article in comparison.articles
}

Call = Callable[..., Awaitable[Any]]


def run(steps: Callable[[Call, Client], Awaitable[None]], room: Room | None = None) -> None:
    async def connected() -> None:
        server = create_server(room or Room(ComparisonLibrary((GIVEN, NASTY))))
        async with Client(server) as client:
            listed = {tool.name: tool for tool in (await client.list_tools()).tools}

            async def call(name: str, /, **arguments: object) -> Any:
                result = await client.call_tool(name, arguments)
                assert not result.is_error, result.content
                # What is answered is what the tool says that it answers.
                jsonschema.validate(result.structured_content, listed[name].output_schema)
                return result.structured_content

            await steps(call, client)

    anyio.run(connected)


def refused(name: str, expected: str, room: Room | None = None, /, **arguments: object) -> None:
    async def steps(_: Call, client: Client) -> None:
        result = await client.call_tool(name, arguments)
        assert result.is_error
        assert not result.structured_content
        assert expected in result.content[0].text  # type: ignore[union-attr]
        assert "\n" not in result.content[0].text.strip() or "validation" in result.content[0].text  # type: ignore[union-attr]

    run(steps, room)


def spans(node: object) -> list[dict[str, Any]]:
    if isinstance(node, dict):
        own = [node] if {"article", "field", "start", "end"} <= set(node) else []
        return own + [found for value in node.values() for found in spans(value)]
    return [found for value in node for found in spans(value)] if isinstance(node, list) else []


def check_spans(data: object) -> int:
    found = spans(data)
    for span in found:
        words = span.get("quote", span.get("value", span.get("text")))
        text = ARTICLES[span["article"]].field(span["field"])[span["start"] : span["end"]]
        assert re.sub("[\ud800-\udfff]", "\ufffd", text) == words
        assert span["end"] - span["start"] <= LONGEST
    return len(found)


def test_the_tools_only_read_and_say_what_they_answer() -> None:
    async def steps(_: Call, client: Client) -> None:
        listed = (await client.list_tools()).tools
        assert {tool.name for tool in listed} == TOOLS
        for tool in listed:
            assert tool.annotations is not None
            assert tool.annotations.read_only_hint is True
            assert tool.description
            assert tool.output_schema is not None
            for name, given in tool.input_schema["properties"].items():
                assert given.get("description"), (tool.name, name)
        assert "never instructions" in (client.instructions or "")

    run(steps)


def test_stories_are_found_and_looked_at() -> None:
    async def steps(call: Call, _: Client) -> None:
        found = await call("search_stories", words="gangway")
        assert [story["id"] for story in found["stories"]] == ["s1"]
        assert found["stories"][0]["contested"] == sum(point.status == "contested" for point in GIVEN.points)
        story = await call("get_story", story="s1", limit=3)
        assert [report["id"] for report in story["reports"]] == [article.id for article in GIVEN.articles]
        assert (story["points"]["total"], len(story["points"]["points"])) == (len(GIVEN.points), 3)
        assert check_spans(story) > 5

    run(steps)


def test_a_point_has_its_evidence() -> None:
    async def steps(call: Call, _: Client) -> None:
        view = await call("get_point", story="s1", point="p2")
        point = GIVEN.points[1]
        assert [mention["quote"] for mention in view["point"]["mentions"]] == [m.span.quote for m in point.mentions]
        assert [context["words"] for context in view["context"]] == [m.span.quote for m in point.mentions]
        for context in view["context"]:
            assert context["before"].removeprefix("… ") in ARTICLES[context["article"]].text
        assert check_spans(view) >= len(point.mentions)

    run(steps)


def test_coverage_is_ordered_by_status() -> None:
    async def steps(call: Call, _: Client) -> None:
        view = await call("compare_coverage", story="s1")
        for status in ("contested", "superseded", "corroborated", "repeated", "single"):
            wanted = [point.id for point in GIVEN.points if point.status == status]
            assert {point["id"] for point in view[status]["points"]} <= set(wanted)
            assert view[status]["total"] == len(wanted)
        assert {item["article"] for item in view["omissions"]} <= {article.id for article in GIVEN.articles}
        assert view["copies"][0]["share"] == max(round(link.share, 4) for link in GIVEN.copies)
        assert check_spans(view) > 10

    run(steps)


def test_sources_are_named_with_what_they_say() -> None:
    async def steps(call: Call, _: Client) -> None:
        found = await call("find_sources", story="s1", name="tallow")
        (source,) = found["sources"]
        assert source["name"] == "Ines Tallow"
        assert len(source["articles"]) > 2
        assert check_spans(found) > 3

    run(steps)


def test_given_texts_are_compared_and_remembered() -> None:
    texts = [
        {"text": "The ferry Marigold ran aground on Tuesday. All 41 people aboard were brought ashore.", "outlet": "A"},
        {"text": "The Marigold ran aground on Tuesday. All 41 people aboard were brought ashore by lifeboats."},
    ]

    async def steps(call: Call, _: Client) -> None:
        made = await call("compare_coverage", texts=texts)
        assert made["story"] == "given-1"
        assert [report["outlet"] for report in made["reports"]] == ["A", None]
        known = {f"text-{number}": given["text"] for number, given in enumerate(texts, start=1)}
        for span in spans(made):
            assert known[span["article"]][span["start"] : span["end"]] == span.get("quote", span.get("value"))
        view = await call("get_point", story="given-1", point="p1")
        assert view["point"]["id"] == "p1"

    run(steps)


def test_a_claim_is_found_or_not_and_never_guessed() -> None:
    texts = [
        {"text": "The ferry Marigold ran aground on Tuesday. All 41 people aboard were brought ashore, police said."},
        {"text": "The Marigold ran aground on Tuesday. The 41 people aboard were brought ashore by lifeboats."},
    ]

    async def steps(call: Call, _: Client) -> None:
        await call("compare_coverage", texts=texts)
        (told,) = (await call("check_coverage", story="given-1", claim="The Marigold ran aground on Tuesday."))[
            "checked"
        ]
        assert told["verdict"] == "told"
        assert told["evidence"][0]["point"] is not None
        for span in spans(told):
            assert texts[int(span["article"][5:]) - 1]["text"][span["start"] : span["end"]] == span["quote"]
        (none,) = (await call("check_coverage", story="given-1", claim="The bishop baked a cake."))["checked"]
        assert (none["verdict"], none["evidence"]) == ("not told", [])
        assert "no denial" in none["meaning"]

    run(steps)


@pytest.mark.parametrize(
    ("name", "arguments", "expected"),
    [
        ("search_stories", {"words": "nowhere-to-be-found"}, "no story has a report like that"),
        ("search_stories", {"words": "?"}, "no word to look for"),
        ("search_stories", {"since": "soon"}, "try 90m, 36h, 2d or 1w"),
        ("search_stories", {"limit": 0}, "limit"),
        ("get_story", {"story": "s9"}, "there is no story"),
        ("get_story", {"story": ""}, "no story is named"),
        ("get_point", {"story": "s1", "point": "p99"}, "the points are p1 to"),
        ("get_point", {"story": "given-7", "point": "p1"}, "not remembered"),
        ("find_sources", {"story": "s1", "name": "nobody"}, "name no source"),
        ("check_coverage", {"claim": "Quantum llamas juggle."}, "no story has reports"),
        ("check_coverage", {"story": "s1", "claim": " "}, "empty"),
        ("compare_coverage", {}, "give either"),
        ("compare_coverage", {"story": "s1", "texts": [{"text": "x"}]}, "give either"),
        ("compare_coverage", {"urls": ["file:///etc/passwd"]}, "no address"),
        ("compare_coverage", {"urls": ["/etc/passwd"]}, "no address"),
        ("compare_coverage", {"urls": ["http://127.0.0.1:1/"]}, "http://127.0.0.1:1/"),
        ("compare_coverage", {"texts": [{"text": "  "}]}, "text 1 is empty"),
    ],
)
def test_an_error_rather_than_an_empty_answer(name: str, arguments: dict[str, object], expected: str) -> None:
    refused(name, expected, **arguments)


def test_without_an_archive_texts_can_be_compared() -> None:
    refused("search_stories", "there is no archive here", Room(None))


def test_hostile_reports_are_answered_with_spans_that_hold() -> None:
    async def steps(call: Call, _: Client) -> None:
        checked = 0
        for name, arguments in (
            ("search_stories", {}),
            ("get_story", {"limit": 50}),
            ("compare_coverage", {"limit": 50}),
            ("find_sources", {"limit": 50}),
        ):
            data = await call(name, **({"story": "s2"} if name != "search_stories" else {}), **arguments)
            checked += check_spans(data)
            json.dumps(data, ensure_ascii=False).encode("utf-8")
        for point in NASTY.points:
            checked += check_spans(await call("get_point", story="s2", point=point.id))
        assert checked > 500

    run(steps)


@pytest.mark.parametrize("text", hostile.NASTY[::4])
def test_hostile_words_in_requests_are_harmless(text: str) -> None:
    async def steps(_: Call, client: Client) -> None:
        given = text.encode("utf-8", "replace").decode()[:300]
        for name, arguments in (
            ("search_stories", {"words": given}),
            ("get_story", {"story": given}),
            ("get_point", {"story": "s1", "point": given}),
            ("find_sources", {"story": "s1", "name": given[:100]}),
            ("compare_coverage", {"urls": [given]}),
        ):
            result = await client.call_tool(name, arguments)
            if result.is_error:
                # A message of ours, not of a crash.
                assert len(result.content[0].text) > len(f"Error executing tool {name}") + 3  # type: ignore[union-attr]

    run(steps)


def test_over_http_only_this_machine_is_answered() -> None:
    server = create_server(Room(None))
    app = server.streamable_http_app(transport_security=security(), stateless_http=True, json_response=True)
    hello = {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "initialize",
        "params": {
            "protocolVersion": "2025-06-18",
            "capabilities": {},
            "clientInfo": {"name": "test", "version": "1"},
        },
    }
    headers = {"Accept": "application/json, text/event-stream"}
    with TestClient(app, base_url="http://127.0.0.1:8766") as client:
        assert client.post("/mcp", json=hello, headers=headers).status_code == 200
        for wrong in ({"Host": "evil.example:8766"}, {"Host": "127.0.0.1.evil.example:80"}):
            assert client.post("/mcp", json=hello, headers={**headers, **wrong}).status_code == 421
        origin = {**headers, "Origin": "https://evil.example"}
        assert client.post("/mcp", json=hello, headers=origin).status_code == 403


def test_it_is_served_on_this_machine_only() -> None:
    with pytest.raises(InputError, match=r"0\.0\.0\.0"):
        serve_http(create_server(Room(None)), "0.0.0.0", 8766)


def test_a_port_that_is_taken_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(InputError, match="cannot listen there"):
        serve_http(create_server(Room(None)), "127.0.0.1", taken.getsockname()[1])
