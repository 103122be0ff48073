"""From inputs to raw items: feeds on the network with their pages, lists of feeds, what is known already."""

from __future__ import annotations

import dataclasses
import gzip
import io
import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_fetching import Server, page
from test_warc import archive as crawl

from variorum.archive import ingest
from variorum.sources import Limits, Problem, RecordItem, TextItem
from variorum.sources.intake import Intake
from variorum.sources.visiting import Visitor
from variorum.store import Archive

HTML = "Content-Type: text/html; charset=utf-8"
XML = "Content-Type: application/rss+xml"


class Notes:
    """A memory in memory."""

    def __init__(self) -> None:
        self.urls: set[str] = set()
        self.visits: dict[str, tuple[str | None, str | None]] = {}

    def known(self, url: str) -> bool:
        return url in self.urls

    def conditions(self, url: str) -> tuple[str | None, str | None]:
        return self.visits.get(url, (None, None))

    def visited(self, url: str, etag: str | None, modified: str | None) -> None:
        self.visits[url] = (etag, modified)


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.socket.close()


def intake(server: Server, notes: Notes) -> Intake:
    visitor = Visitor(server.limits, 0.0, sleep=lambda seconds: None)
    return Intake(server.limits, visitor, notes, lambda name: None)


def feed(server: Server, *paths: str) -> bytes:
    items = "".join(
        f"<item><title>Ferry - The Bugle</title><link>{server.url(path)}</link><source url='https://bugle.example/'>"
        f"The Bugle</source><pubDate>Tue, 06 May 2025 07:08:09 GMT</pubDate><description>In short.</description></item>"
        for path in paths
    )
    return f"<rss version='2.0'><channel><title>Collector</title>{items}</channel></rss>".encode()


def test_the_pages_of_a_feed_are_fetched_and_keep_what_the_feed_says(server: Server) -> None:
    notes = Notes()
    server.answers["/rss"] = page(feed(server, "/a", "/gone"), XML, 'ETag: "1"')
    server.answers["/a"] = page(b"<html><body><p>Long text.</p></body></html>", HTML)
    found = list(intake(server, notes).items([server.url("/rss")]))
    items = [item for item in found if isinstance(item, RecordItem)]
    assert [(item.record.url, item.record.outlet) for item in items] == [
        (server.url("/a"), "The Bugle"),
        (server.url("/gone"), "The Bugle"),
    ]
    assert "Long text" in items[0].record.html
    assert items[1].record.description == "In short."
    assert [problem.message for problem in found if isinstance(problem, Problem)] == ["answers with status 404"]
    assert list(notes.visits) == [server.url("/a"), server.url("/gone")], "the feed must be asked for again"


def test_what_is_known_is_not_fetched_and_what_is_unchanged_not_sent(server: Server) -> None:
    notes = Notes()
    notes.urls.add(server.url("/a"))
    server.answers["/rss"] = page(feed(server, "/a"), XML, 'ETag: "1"')
    assert list(intake(server, notes).items([server.url("/rss")])) == []
    assert not any(request.startswith("GET /a ") for request in server.requests)
    assert notes.visits == {server.url("/rss"): ('"1"', None)}
    server.answers["/rss"] = b"HTTP/1.1 304 Not Modified\r\n\r\n"
    assert list(intake(server, notes).items([server.url("/rss")])) == []
    assert 'If-None-Match: "1"' in server.requests[-1]


def test_a_list_of_feeds_is_followed_and_a_broken_one_told(server: Server, tmp_path: Path) -> None:
    server.answers["/rss"] = page(feed(server, "/a"), XML)
    server.answers["/a"] = page(b"<html><body><p>Long text.</p></body></html>", HTML)
    server.answers["/page"] = page(b"<html><body><p>No feed.</p></body></html>", HTML)
    opml = tmp_path / "feeds.opml"
    outlines = "".join(f"<outline xmlUrl='{server.url(path)}'/>" for path in ("/missing", "/page", "/rss"))
    opml.write_text(f"<opml version='2.0'><body>{outlines}</body></opml>")
    found = list(intake(server, Notes()).items([str(opml)]))
    assert [problem.message for problem in found if isinstance(problem, Problem)] == [
        "answers with status 404",
        "is no feed",
    ]
    assert [item.record.url for item in found if isinstance(item, RecordItem)] == [server.url("/a")]


def test_a_sitemap_leads_to_pages_and_a_loop_of_sitemaps_ends(server: Server) -> None:
    def index(path: str) -> bytes:
        text = f"<sitemapindex><sitemap><loc>{server.url(path)}</loc></sitemap></sitemapindex>"
        return page(text.encode(), "Content-Type: application/xml")

    server.answers["/loop"] = index("/loop")
    assert list(intake(server, Notes()).items([server.url("/loop")])) == []
    assert sum(request.startswith("GET /loop ") for request in server.requests) == 1
    for number in range(9):
        server.answers[f"/deep{number}"] = index(f"/deep{number + 1}")
    (problem,) = intake(server, Notes()).items([server.url("/deep0")])
    assert isinstance(problem, Problem)
    assert "lists within lists" in problem.message
    sitemap = f"<urlset><url><loc>{server.url('/a')}</loc></url></urlset>"
    server.answers["/map"] = page(sitemap.encode(), "Content-Type: application/xml")
    server.answers["/a"] = page(b"<html><body><p>Long text.</p></body></html>", HTML)
    (item,) = intake(server, Notes()).items([server.url("/map")])
    assert isinstance(item, RecordItem)


def test_a_feed_in_a_file_fetches_nothing(server: Server, tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_bytes(feed(server, "/a"))
    (item,) = intake(server, Notes()).items([str(tmp_path)])
    assert isinstance(item, RecordItem)
    assert item.record.description == "In short."
    assert server.requests == []


def test_an_endless_answer_is_cut_off(server: Server) -> None:
    def endless(path: str, connection: object) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n\r\n<rss>")  # type: ignore[attr-defined]
        for _ in range(10_000):
            connection.sendall(b"<item>" * 2_000)  # type: ignore[attr-defined]

    server.answers["/rss"] = endless  # type: ignore[assignment]
    (problem,) = intake(server, Notes()).items([server.url("/rss")])
    assert isinstance(problem, Problem)
    assert "larger than" in problem.message


@pytest.mark.parametrize("packed", [False, True])
def test_a_large_file_of_lines_is_read_line_by_line(server: Server, tmp_path: Path, packed: bool) -> None:
    noise = random.Random(5)
    lines = [json.dumps({"id": n, "title": f"T{n}", "maintext": noise.randbytes(90).hex()}).encode() for n in range(40)]
    lines[7] = b'{"broken'
    lines[9] = b'"' + b"x" * 5_000 + b'"'
    data = b"\n".join(lines)
    path = tmp_path / ("a.jsonl.gz" if packed else "a.jsonl")
    path.write_bytes(gzip.compress(data) if packed else data)
    taking = intake(server, Notes())
    found = list(dataclasses.replace(taking, limits=Limits(file_bytes=2_000)).items([str(path)]))
    assert len([item for item in found if isinstance(item, RecordItem)]) == 38
    problems = [problem.source.rpartition(", ")[2] for problem in found if isinstance(problem, Problem)]
    assert problems == ["line 8", "line 10"]
    path.write_bytes(path.read_bytes()[: len(path.read_bytes()) // 2])
    assert list(dataclasses.replace(taking, limits=Limits(file_bytes=2_000)).items([str(path)]))


def test_an_archive_of_a_feed_grows_by_what_is_new_and_sees_changed_pages(server: Server, tmp_path: Path) -> None:
    def report(people: int) -> bytes:
        text = f"The ferry Marigold ran aground on Tuesday with {people} people aboard, the harbour office said. " * 4
        return page(f"<html><head><title>Ferry</title></head><body><p>{text}</p></body></html>".encode(), HTML)

    server.answers["/rss"] = page(feed(server, "/a"), XML, 'ETag: "1"')
    server.answers["/a"] = report(41)
    archive = Archive(tmp_path / "archive.sqlite")

    def take_in(path: str) -> tuple[int, int, int]:
        done = ingest(archive, [server.url(path)], limits=server.limits, pause=0.0)
        assert done.problems == ()
        return done.new, done.changed, done.known

    assert take_in("/rss") == (1, 0, 0)
    assert take_in("/rss") == (0, 0, 0)
    (article,) = archive.articles(archive.numbers())
    assert (article.outlet, article.url) == ("The Bugle", server.url("/a"))
    assert article.published is not None
    assert take_in("/a") == (0, 0, 1)
    server.answers["/a"] = report(43)
    assert take_in("/a") == (0, 1, 0)
    assert take_in("/a") == (0, 0, 1)
    assert [version.text.count("43") for _, version in archive.history(1)] == [0, 4]
    assert archive.verify() == []


def test_the_standard_input_may_be_a_feed_or_a_web_archive(server: Server) -> None:
    (item,) = intake(server, Notes()).items(["-"], io.BytesIO(feed(server, "/a")))
    assert isinstance(item, RecordItem)
    assert item.record.outlet == "The Bugle"
    for data in (crawl(5), crawl(5, packed=False), gzip.compress(crawl(5, packed=False))):
        assert len(list(intake(server, Notes()).items(["-"], io.BytesIO(data)))) == 5
    (text,) = intake(server, Notes()).items(["-"], io.BytesIO(b"A ferry ran aground."))
    assert isinstance(text, TextItem)
    (problem,) = intake(server, Notes()).items(["-"], io.BytesIO(b""))
    assert isinstance(problem, Problem)


def test_a_web_archive_is_downloaded_whatever_its_size(server: Server) -> None:
    notes = Notes()
    taking = intake(server, notes)
    limits = dataclasses.replace(server.limits, file_bytes=3_000)
    taking = dataclasses.replace(taking, limits=limits, visitor=Visitor(limits, 0.0, sleep=lambda seconds: None))
    data = crawl(20, filler=400)
    assert len(data) > 3_000
    answer = page(data, "Content-Type: application/octet-stream", 'ETag: "7"')
    server.answers["/crawl/a.warc.gz"] = answer
    server.answers["/other.warc.gz"] = page(b"<html>no crawl</html>", HTML)
    assert len(list(taking.items([server.url("/crawl/a.warc.gz")]))) == 20
    assert notes.visits == {server.url("/crawl/a.warc.gz"): ('"7"', None)}
    (problem,) = taking.items([server.url("/other.warc.gz")])
    assert isinstance(problem, Problem)
    assert "no web archive" in problem.message
    small = dataclasses.replace(limits, archive_bytes=5_000)
    taking = dataclasses.replace(taking, limits=small, visitor=Visitor(small, 0.0, sleep=lambda seconds: None))
    (problem,) = taking.items([server.url("/crawl/a.warc.gz")])
    assert isinstance(problem, Problem)
    assert "larger than 5,000" in problem.message


def test_a_compressed_answer_cannot_grow_without_end(server: Server) -> None:
    bomb = gzip.compress(b"<rss>" + b" " * 50_000_000)
    server.answers["/rss"] = page(bomb, XML, "Content-Encoding: gzip")
    (problem,) = intake(server, Notes()).items([server.url("/rss")])
    assert isinstance(problem, Problem)
    assert "larger than" in problem.message


def test_dates_that_lie_are_told(tmp_path: Path) -> None:
    def report(number: int, day: str, url: str) -> dict[str, str]:
        return {"id": str(number), "title": f"Ferry {number}", "maintext": "It sank.", "date_publish": day, "url": url}

    path = tmp_path / "a.jsonl"
    reports = [
        report(1, "1970-01-01", "https://e.example/1"),
        report(2, "2999-01-01", "https://e.example/2"),
        report(3, "2021-05-06", "https://e.example/2014/apr/28/ferry"),
        report(4, "2014-05-06", "https://e.example/2014/apr/28/ferry-4"),
    ]
    path.write_text("\n".join(map(json.dumps, reports)))
    archive = Archive(tmp_path / "archive.sqlite")
    done = ingest(archive, [str(path)])
    assert [problem.kind for problem in done.problems] == ["notice"] * 3
    assert [problem.message.partition(", ")[2] for problem in done.problems] == [
        "which is what programs write for no date",
        "in the future",
        "and its address says 2014-04-28",
    ]
    dates = [article.published and article.published.year for article in archive.articles(archive.numbers())]
    assert dates == [None, None, 2021, 2014]
