"""Articles asked for again: when, how, and what becomes of the answer."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum import archive as use
from variorum.archive.revisiting import RECENT, due
from variorum.sources import Limits
from variorum.sources.visiting import Visitor
from variorum.store import Archive
from variorum.store.visits import Fetched
from variorum.watching import poll

STORY = (
    "Nine people were hurt on Friday when the ferry Corran Queen struck the pier of Ashmere, the harbour master said. "
    "It had come from Tolme with ninety passengers on board. Its captain, Hale Orrin, was questioned by the police, "
    "who said that he had not slept for two days. The pier was closed, and a crane was sent for from Port Ellory."
)
MORE = " One of the nine, a sailor of forty, died in hospital on Saturday night, a doctor said."


class Site:
    """A web site on this machine; `pages` are bodies by path, `requests` what was asked for, headers and all."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.socket.getsockname()[1]
        self.pages: dict[str, str] = {}
        self.moved: dict[str, str] = {}
        self.requests: list[str] = []
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self) -> None:
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            with connection:
                asked = connection.recv(10_000).decode("latin-1")
                self.requests.append(asked)
                connection.sendall(self.answer(asked.split(" ")[1], asked))

    def answer(self, path: str, asked: str) -> bytes:
        if path in self.moved:
            return f"HTTP/1.1 302 Found\r\nLocation: {self.moved[path]}\r\nContent-Length: 0\r\n\r\n".encode()
        if path not in self.pages:
            return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
        body = self.pages[path].encode()
        tag = f'"{hash(body)}"'
        if f"If-None-Match: {tag}" in asked:
            return b"HTTP/1.1 304 Not Modified\r\n\r\n"
        kind = "application/rss+xml" if path == "/rss" else "text/html; charset=utf-8"
        head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nETag: {tag}\r\nContent-Length: {len(body)}\r\n\r\n"
        return head.encode() + body

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def asked(self, path: str) -> list[str]:
        """The requests for a path."""
        return [request for request in self.requests if request.startswith(f"GET {path} ")]

    def article(self, path: str, text: str) -> None:
        self.pages[path] = (
            f"<html><head><title>Ferry strikes pier</title></head><body><article><h1>Ferry strikes pier</h1>"
            f"<p>{text}</p></article></body></html>"
        )

    def feed(self, *paths: str) -> None:
        items = "".join(
            f"<item><title>Ferry</title><link>{self.url(path)}</link><description>A ferry struck a pier.</description>"
            f"</item>"
            for path in paths
        )
        self.pages["/rss"] = f"<rss version='2.0'><channel><title>The Bugle</title>{items}</channel></rss>"


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.socket.close()


@pytest.fixture
def watched(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Archive, Callable[[float], int]]:
    """An archive, and a poll of the site's feed so many minutes after it came in, which says how many changed."""
    archive = use.open_archive(tmp_path / "a.sqlite", create=True)
    limits = Limits(ports=(site.port,), allowed_networks=("127.0.0.0/8",), fetch_seconds=5.0)
    visitor = Visitor(limits, 0.0, sleep=lambda seconds: None)
    began = time.time()

    def at(minutes: float) -> int:
        # The clock of the archive itself stays where it is, so that only the visits grow older.
        monkeypatch.setattr(time, "time", lambda: began + 60 * minutes)
        return poll(archive, [site.url("/rss")], visitor, limits=limits)[0].changed

    return archive, at


def test_a_changed_article_becomes_a_new_version_and_an_unchanged_one_is_not_sent(
    site: Site, watched: tuple[Archive, Callable[[float], int]]
) -> None:
    archive, at = watched
    site.article("/a", STORY)
    site.feed("/a")
    assert at(0) == 0
    assert archive.count() == 1
    assert at(10) == 0
    assert len(site.asked("/a")) == 1, "asked for again too soon"
    assert at(31) == 0
    assert len(site.asked("/a")) == 2
    assert "If-None-Match" in site.asked("/a")[-1]
    site.article("/a", STORY + MORE)
    assert at(65) == 1
    history = archive.history(archive.numbers()[0])
    assert [MORE.strip() in article.text for _, article in history] == [False, True]
    assert (history[0][1].outlet, history[0][1].url) == (history[1][1].outlet, history[1][1].url)
    assert at(110) == 0
    assert archive.verify() == []


def test_what_is_gone_withheld_or_moved_stays_as_it_was(
    site: Site, watched: tuple[Archive, Callable[[float], int]]
) -> None:
    archive, at = watched
    paths = ("/gone", "/short", "/moved", "/other")
    for path in paths:
        site.article(path, f"{STORY} So {path[1:]} wrote.")
    site.feed(*paths)
    at(0)
    before = list(archive.articles(archive.numbers()))
    del site.pages["/gone"]
    site.article("/short", "Nine people were hurt on Friday. Subscribe to read on.")
    site.moved["/moved"] = "/"
    site.article("/other", "Gardeners of Veld grew a marrow. Petra Kell watered it by night, she told us. " * 6)
    site.article("/", "Welcome to the Bugle, which has brought you the news of Ashmere and of Tolme since 1902." * 9)
    assert at(31) == 0
    assert list(archive.articles(archive.numbers())) == before
    told = {logged.problem.source: logged.problem for logged in archive.problems()}
    assert {url.rpartition("/")[2] for url in told} == {"gone", "short", "moved", "other"}
    assert all(problem.kind == "notice" and "kept" in problem.hint for problem in told.values())
    at(40)
    assert [len(site.asked(path)) for path in paths] == [2, 2, 2, 2], "what fails is asked for as seldom as anything"


def test_a_page_that_could_not_be_had_takes_the_place_of_what_the_feed_said(
    site: Site, watched: tuple[Archive, Callable[[float], int]]
) -> None:
    archive, at = watched
    site.feed("/late")
    at(0)
    (article,) = archive.articles(archive.numbers())
    assert article.text == "A ferry struck a pier."
    site.article("/late", STORY)
    assert at(31) == 1
    (article,) = archive.articles(archive.numbers())
    assert STORY in article.text


def test_a_page_that_was_given_by_its_address_is_asked_for_again(
    site: Site, watched: tuple[Archive, Callable[[float], int]]
) -> None:
    archive, at = watched
    site.article("/a", STORY)
    site.feed()
    limits = Limits(ports=(site.port,), allowed_networks=("127.0.0.0/8",), fetch_seconds=5.0)
    use.ingest(archive, [site.url("/a")], limits=limits, pause=0.0)
    site.article("/a", STORY + MORE)
    assert [at(0), at(31), at(62)] == [0, 1, 0]
    assert archive.count() == 1


def test_robots_txt_is_obeyed_and_old_or_foreign_articles_are_left_alone(
    site: Site, watched: tuple[Archive, Callable[[float], int]], tmp_path: Path
) -> None:
    archive, at = watched
    site.article("/a", STORY)
    site.article("/local", STORY + MORE)
    site.pages["/robots.txt"] = "User-agent: *\nDisallow: /a"
    site.feed("/a")
    record = tmp_path / "local.json"
    record.write_text(f'{{"title": "Pier closed", "maintext": "{STORY} {STORY}", "url": "{site.url("/local")}"}}')
    use.ingest(archive, [str(record)])
    for minutes in (0, 31, 62):
        at(minutes)
    assert site.asked("/a") == site.asked("/local") == []
    assert len(site.asked("/robots.txt")) == 1, "every poll has the same visitor"


def fetched(added: float, at: float, name: str = "a") -> Fetched:
    moment = datetime.fromtimestamp(added, UTC).replace(tzinfo=None)
    return Fetched(f"https://example.org/{name}", name, 1, moment, None, None, at)


NOW = 2_000_000_000.0


@given(st.floats(0, 7 * 86_400), st.floats(0, 1))
def test_an_article_is_asked_for_after_half_its_age(age: float, share: float) -> None:
    waited = age * share
    found = due([fetched(NOW - age, NOW - waited)], NOW)
    margin = 0.01
    if waited > max(1_800, age / 2) + margin:
        assert found
    if waited < max(1_800, age / 2) - margin:
        assert not found


def test_an_article_is_asked_for_some_dozen_times_a_week() -> None:
    last = clock = 0.0
    times = 0
    while clock < RECENT.total_seconds():
        clock += 600
        if due([fetched(NOW, NOW + last)], NOW + clock):
            last, times = clock, times + 1
    assert 9 <= times <= 13


def test_the_most_overdue_come_first_and_not_too_many() -> None:
    waiting = [fetched(NOW - 86_400, NOW - 86_400 + 10 * number, str(number)) for number in range(150)]
    found = due(waiting[::-1], NOW)
    assert found == waiting[:100]


def test_only_recent_articles_are_looked_for(site: Site, watched: tuple[Archive, Callable[[float], int]]) -> None:
    _, at = watched
    site.article("/a", STORY)
    site.feed("/a")
    at(0)
    at(60 * 24 * 6)
    assert len(site.asked("/a")) == 2
    at(60 * 24 * 8)
    assert len(site.asked("/a")) == 2
