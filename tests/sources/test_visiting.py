"""Polite fetching, against a server on the loopback interface that a test allows by name."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from test_fetching import Server, page

from variorum.errors import FetchError
from variorum.sources.visiting import Visitor


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.socket.close()


class Time:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 0.0
        self.naps: list[float] = []

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.naps.append(seconds)
        self.now += seconds


def visitor(server: Server, time: Time, pause: float = 1.0) -> Visitor:
    return Visitor(server.limits, pause, time.clock, time.sleep)


def test_robots_txt_is_obeyed_and_asked_for_once(server: Server) -> None:
    server.answers["/robots.txt"] = page(b"User-agent: *\nDisallow: /private\n", "Content-Type: text/plain")
    server.answers["/a"] = page(b"open", "Content-Type: text/plain")
    found = visitor(server, Time())
    assert found.fetch(server.url("/a")).data == b"open"
    with pytest.raises(FetchError, match=r"robots\.txt"):
        found.fetch(server.url("/private/b"))
    assert sum("/robots.txt" in request for request in server.requests) == 1
    assert not any("/private" in request for request in server.requests)


def test_without_robots_txt_everything_is_open_and_with_a_broken_server_nothing(server: Server) -> None:
    server.answers["/a"] = page(b"open", "Content-Type: text/plain")
    assert visitor(server, Time()).fetch(server.url("/a")).data == b"open"
    server.answers["/robots.txt"] = b"HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n"
    with pytest.raises(FetchError, match="500"):
        visitor(server, Time()).fetch(server.url("/a"))


def test_there_is_a_pause_between_requests_to_one_host(server: Server) -> None:
    server.answers["/robots.txt"] = page(b"User-agent: *\nCrawl-delay: 5\n", "Content-Type: text/plain")
    server.answers["/a"] = page(b"open", "Content-Type: text/plain")
    time = Time()
    found = visitor(server, time)
    for _ in range(3):
        found.fetch(server.url("/a"))
    assert sum(time.naps) >= 10.0


def test_a_busy_host_is_left_alone(server: Server) -> None:
    server.answers["/a"] = b"HTTP/1.1 429 Slow Down\r\nContent-Length: 0\r\n\r\n"
    found = visitor(server, Time())
    with pytest.raises(FetchError, match="429"):
        found.fetch(server.url("/a"))
    asked = len(server.requests)
    with pytest.raises(FetchError, match="left alone"):
        found.fetch(server.url("/b"))
    assert len(server.requests) == asked


def test_an_unchanged_page_is_not_sent_again(server: Server) -> None:
    server.answers["/a"] = page(b"open", "Content-Type: text/plain", 'ETag: "v1"', "Last-Modified: yesterday")
    found = visitor(server, Time())
    response = found.fetch(server.url("/a"))
    assert (response.etag, response.modified, response.unchanged) == ('"v1"', "yesterday", False)
    server.answers["/a"] = b"HTTP/1.1 304 Not Modified\r\n\r\n"
    again = found.fetch(server.url("/a"), etag=response.etag, modified=response.modified)
    assert again.unchanged
    assert 'If-None-Match: "v1"' in server.requests[-1]
    assert "If-Modified-Since: yesterday" in server.requests[-1]


def test_what_a_server_said_cannot_smuggle_headers(server: Server) -> None:
    server.answers["/a"] = page(b"open", "Content-Type: text/plain")
    visitor(server, Time()).fetch(server.url("/a"), etag='"x"\r\nCookie: a=b')
    assert "Cookie" not in server.requests[-1]


def test_a_busy_host_is_asked_again_later_and_ever_later(server: Server) -> None:
    server.answers["/a"] = b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n"
    time = Time()
    found = visitor(server, time)
    for left_alone in (900.0, 1800.0, 3600.0):
        with pytest.raises(FetchError, match="503"):
            found.fetch(server.url("/a"))
        time.now += left_alone - 1.0
        with pytest.raises(FetchError, match="left alone"):
            found.fetch(server.url("/a"))
        time.now += 1.0
    server.answers["/a"] = page(b"open", "Content-Type: text/plain")
    assert found.fetch(server.url("/a")).data == b"open"


def test_a_host_is_left_alone_for_as_long_as_it_says(server: Server) -> None:
    server.answers["/a"] = b"HTTP/1.1 429 Slow Down\r\nRetry-After: 5000\r\nContent-Length: 0\r\n\r\n"
    time = Time()
    found = visitor(server, time)
    with pytest.raises(FetchError, match="429"):
        found.fetch(server.url("/a"))
    time.now += 4_999.0
    with pytest.raises(FetchError, match="left alone"):
        found.fetch(server.url("/a"))
    time.now += 1.0
    with pytest.raises(FetchError, match="429"):
        found.fetch(server.url("/a"))


def test_robots_txt_is_asked_for_again_the_next_day(server: Server) -> None:
    server.answers["/a"] = page(b"open", "Content-Type: text/plain")
    time = Time()
    found = visitor(server, time)
    found.fetch(server.url("/a"))
    server.answers["/robots.txt"] = page(b"User-agent: *\nDisallow: /\n", "Content-Type: text/plain")
    time.now += 80_000.0
    found.fetch(server.url("/a"))
    time.now += 7_000.0
    with pytest.raises(FetchError, match=r"robots\.txt"):
        found.fetch(server.url("/a"))
