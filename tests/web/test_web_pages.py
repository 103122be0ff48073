"""Every page is there, well formed, and leads somewhere; hostile reports are text in all of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace

import builders
import hostile
import pytest
from fastapi import FastAPI
from pages import KNOWN, Page
from serving import client
from starlette.testclient import TestClient
from test_report_plain import unseen

from variorum.library import ComparisonLibrary
from variorum.model.article import Article
from variorum.model.comparison import Mention
from variorum.web import cite, reader
from variorum.web.app import create_app
from variorum.web.contexts import contexts
from variorum.web.listing import folded
from variorum.web.pages import Kept

STORY = ("/stories/s1", "/stories/s1/reader", "/stories/s1/points/p2", "/stories/s1/points/p14")
TAGS = KNOWN | {"aside", "textarea", "link", "noscript", "progress", "code", "q"}


def well_formed(source: str, *, led: bool = True) -> Page:
    page = Page(source)
    assert page.faults == []
    assert page.open == []
    assert {tag for tag, _ in page.tags} <= TAGS
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    assert page.values("style") == []
    assert not [key for _, attributes in page.tags for key in attributes if key.startswith("on")]
    # Words that are nothing but white space have no place on a page.
    assert not led or {href[1:] for href in page.values("href") if href.startswith("#")} <= set(ids)
    for name in ("aria-labelledby", "aria-controls", "aria-describedby", "for"):
        assert set(page.values(name)) <= set(ids)
    return page


@pytest.mark.parametrize("path", STORY)
def test_pages_are_well_formed_and_their_links_lead_somewhere(path: str, given: TestClient) -> None:
    page = well_formed(given.get(path).text)
    inner = {href.partition("#")[0] for href in page.values("href") if href.startswith("/")} - {"/"}
    for href in sorted(inner):
        assert given.get(href).status_code == 200, href


def test_a_single_comparison_is_the_first_page(given: TestClient) -> None:
    assert given.get("/").headers["location"] == "/stories/s1"
    well_formed(given.get("/?q=ferry").text)
    assert "1 story" in given.get("/?q=ferry").text
    assert "No story fits" in given.get("/?q=zeppelin").text
    assert "holds no word" in given.get("/?q=%21%21").text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nowhere", 404),
        ("/stories/s9", 404),
        ("/stories/s1/points/p99", 404),
        ("/stories/s1/points/%3Cscript%3E", 404),
        ("/stories/s1/words/courier/text/5-9000000", 307),
        ("/stories/s1/words/courier/text/0-1", 404),
        ("/stories/s1/words/nobody/text/5-9", 404),
        ("/stories/s1/words/courier/raw/5-9", 422),
        ("/stories/s1/download/exe", 422),
        ("/jobs/77", 404),
        ("/?order=random", 422),
        ("/?page=0", 422),
    ],
)
def test_what_is_not_there_is_told_on_a_page(path: str, status: int, given: TestClient) -> None:
    answer = given.get(path)
    assert answer.status_code == status
    if status != 307:
        well_formed(answer.text)
        assert "<h1>Sorry</h1>" in answer.text


def test_a_page_that_the_browser_has_is_not_sent_again(given: TestClient) -> None:
    for path in STORY:
        first = given.get(path)
        assert first.headers["content-encoding"] == "gzip"
        assert given.get(path, headers={"If-None-Match": first.headers["etag"]}).status_code == 304
        assert given.get(path, headers={"If-None-Match": '"other"'}).content == first.content
        assert given.get(path, headers={"Accept-Encoding": "identity"}).content == first.content


def test_the_first_view_is_small(given: TestClient) -> None:
    page = Page(given.get("/stories/s1").text)
    sizes = {
        path: int(given.get(path).headers["content-length"])
        for path in {"/stories/s1", *page.values("src"), *page.values("href")}
        if path.startswith(("/static", "/stories/s1"))
        and path.partition("#")[0] in ("/stories/s1", path)
        and "/points/" not in path
        and "/reader" not in path
        and "/download" not in path
    }
    assert len(sizes) >= 6
    assert sum(sizes.values()) < 300_000


def test_the_address_of_words_outlives_the_numbers_of_points(given: TestClient) -> None:
    page = Page(given.get("/stories/s1/points/p3").text)
    address = next(value for value in page.values("value") if "/words/" in value)
    found = given.get(address)
    assert found.headers["location"] == "/stories/s1/points/p3"


def test_citations_give_every_word_and_escape_what_markdown_reads() -> None:
    comparison = builders.comparison()
    point = comparison.point("p3")
    cited = cite.of(point, comparison, "http://127.0.0.1:8765", "s1")
    for mention in point.mentions:
        assert mention.span.quote in cited.text
    selectors = re.findall(r'"exact": "([^"]+)"', cited.annotation)
    assert sorted(selectors) == sorted(mention.span.quote for mention in point.mentions)
    assert json.loads(cited.annotation)["@context"]
    nasty = hostile.comparison(("[x](javascript:alert)", "<b>bold</b>", "# head", "`code`"))
    markdown = cite.of(nasty.points[0], nasty, "http://127.0.0.1:8765", "s1").markdown
    assert not re.search(r"(?<!\\)\]\(javascript", markdown)
    assert not re.search(r"(?<!\\)[<`]", markdown.replace("<http://127.0.0.1", ""))


def test_what_is_not_sure_is_said_where_a_point_is_shown_and_cited() -> None:
    comparison = builders.comparison()
    points = [replace(p, probability=0.7) if p.id == "p5" else p for p in comparison.points]
    doubted = replace(comparison, points=tuple(points))
    cited = cite.of(doubted.point("p5"), doubted, "http://127.0.0.1:8765", "s1").text
    assert "(perhaps corroborated: 5 articles, 4 texts, 3 independent origins)" in cited
    assert "perhaps “went down under the feet of a school choir”" in cited
    assert "perhaps corroborated" not in cite.of(comparison.point("p5"), comparison, "http://127.0.0.1:8765", "s1").text
    page = client(create_app(ComparisonLibrary([doubted]))).get("/stories/s1/points/p5").text
    assert re.search(r'class="kicker">.*≈ perhaps</span>', page)
    assert "≈ perhaps, 40% that it tells it" in page


def test_words_stand_in_their_sentences_each_sentence_once() -> None:
    text = "Rain fell on the quay all day. The boat, an old ferry, sank at noon and nobody was hurt. It had no name."
    article = Article("a", "", text)
    mentions = [
        Mention(article.span("text", text.index(words), text.index(words) + len(words)), stance, None)
        for words, stance in (("sank at noon", "asserts"), ("nobody was hurt", "hedges"), ("It had no name", "asserts"))
    ]
    point = replace(builders.comparison().points[0], mentions=tuple(mentions))
    first, second = contexts(point, article)
    assert first.before + "".join(words for words, _ in first.pieces) + first.after == (
        "The boat, an old ferry, sank at noon and nobody was hurt."
    )
    assert [words for words, own in first.pieces if own] == ["sank at noon", "nobody was hurt"]
    assert first.carried == (("asserts", None), ("hedges", None))
    assert second.before == ""
    assert second.pieces == (("It had no name", True),)


def test_the_reader_shows_what_was_asked_for_else_what_tells_most() -> None:
    from variorum.report.witnesses import witnesses

    comparison = builders.comparison()
    who = witnesses(comparison)
    assert reader.chosen(comparison, who, ("tribune", "wire", "nobody"), "") == ("tribune", "wire")
    assert len(reader.chosen(comparison, who, tuple(w.anchor for w in who.values()), "")) == reader.MOST
    assert reader.chosen(comparison, who, (), "p12") == ("freepress", "tribune")
    assert len(reader.chosen(comparison, who, (), "")) == 2
    for column in reader.columns(comparison, ("courier",)):
        assert all("courier" not in lack.told_by for lack in column.lacks)


def test_outlets_are_folded_by_the_users_groups() -> None:
    groups = {"Island": ("Orsey Free Press", "Island Post"), "Wires": ("northcoast wire",)}
    found = folded(("Orsey Free Press", "Northcoast Wire", "The Ledger", "Island Post"), groups)
    assert found == [("Island", 2), ("Wires", 1), ("", 1)]


def test_pages_are_kept_up_to_a_size() -> None:
    kept = Kept(1_000)
    made: list[int] = []

    def page(number: int) -> str:
        made.append(number)
        return "".join(chr(200 + (number * 7919 + n * n) % 5000) for n in range(150))

    for number in (1, 2, 1, 2, 1, 3, 4, 5, 6):
        kept.page((str(number),), lambda number=number: page(number))
    assert made == [1, 2, 3, 4, 5, 6]
    kept.page(("6",), lambda: page(6))
    kept.page(("1",), lambda: page(1))
    assert made == [1, 2, 3, 4, 5, 6, 1]


@pytest.fixture(scope="module")
def nasty(hostile_app: FastAPI) -> Iterator[TestClient]:
    with client(hostile_app) as found:
        yield found


def test_a_word_of_five_million_letters_stands_in_its_text_alone() -> None:
    given = hostile.comparison(("one", "two", "three", "four"), long_word=5_000_000)
    reading = client(create_app(ComparisonLibrary([given])))
    for path in ("/?q=bell", "/stories/s1/reader", "/stories/s1/points/p1", "/stories/s1/points/p6"):
        assert len(reading.get(path).content) < 100_000


def test_there_are_enough_hostile_texts() -> None:
    assert len(hostile.NASTY) >= 50


@pytest.mark.parametrize(
    "path",
    ["/", "/?q=bell", "/?q=%3Cscript%3E", "/stories/s1", "/stories/s1/reader", "/stories/s1/points/p1", "/stories/s2"],
)
def test_hostile_reports_are_text(path: str, nasty: TestClient) -> None:
    source = nasty.get(path).text
    page = well_formed(source, led=False)
    assert not unseen(source)
    scripts = [attributes for tag, attributes in page.tags if tag == "script"]
    assert all(attributes.get("src", "").startswith("/static/") for attributes in scripts)
    for name in ("href", "src", "action"):
        for value in page.values(name):
            assert value.startswith(("/", "#", "http://", "https://"))
            assert not value.startswith("//")


@pytest.mark.parametrize("number", range(2, len(hostile.NASTY) + 2))
def test_each_hostile_text_as_a_point(number: int, nasty: TestClient) -> None:
    source = nasty.get(f"/stories/s1/points/p{number}").text
    well_formed(source)
    assert not unseen(source)
    assert "<script>window" not in source
    assert "onerror=window.pwned=1>" not in source
