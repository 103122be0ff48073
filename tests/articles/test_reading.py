"""Inputs to articles."""

from __future__ import annotations

import contextlib
import json
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum.articles import Limits, from_html, from_path, from_record, from_text, read
from variorum.articles.extraction import Extractor
from variorum.articles.jsonld import news_article
from variorum.errors import InputError

BODY = (
    "Hundreds of dockers walked out of the harbour on Tuesday to protest against the sale of the quay.\n\n"
    "The union said that the walkout would last until the council withdrew the plan.\n\n"
    "No one was hurt, and the ferries kept to their timetable, the port authority said."
)
PAGE = """<!DOCTYPE html><html lang="en"><head><title>Dockers walk out | Halma Post</title>
<script type="application/ld+json">{{"@context": "https://schema.org", "@graph": [{{"@type": "WebPage", "name": "x"}},
{{"@type": "NewsArticle", "headline": "Dockers walk out", "datePublished": "2024-05-03T08:00:00Z",
"author": [{{"@type": "Person", "name": "Ann Other"}}], "publisher": {{"name": "Halma Post"}}}}]}}</script></head>
<body><nav><a href="/">Home</a> <a href="/news">News</a></nav><article><h1>Dockers walk out</h1>
{paragraphs}</article><footer>All rights reserved</footer></body></html>"""
HTML = PAGE.format(paragraphs="".join(f"<p>{line}</p>" for line in BODY.split("\n\n")))


def write(folder: Path, name: str, content: str) -> str:
    path = folder / name
    path.write_text(content, encoding="utf-8", newline="")
    return str(path)


def test_a_text_file_is_one_field(tmp_path: Path) -> None:
    text = f"Dockers walk out\r\n\r\n{BODY}\r\n"
    article = from_path(write(tmp_path, "dockers.txt", text))
    assert (article.id, article.title, article.text) == ("dockers", "", text)
    assert article.headline == "Dockers walk out"
    assert article.language == "en"
    assert not article.headline_only


def test_a_record_keeps_its_fields() -> None:
    record = {
        "id": "hp-1",
        "title": " Dockers walk out ",
        "maintext": BODY + "\n",
        "date_publish": "2024-05-03 08:00:00",
        "source_domain": "halmapost.example",
        "url": "https://halmapost.example/1",
        "authors": ["Ann Other"],
        "language": "en",
    }
    article = from_record(record)
    assert (article.id, article.title, article.text) == ("hp-1", " Dockers walk out ", BODY + "\n")
    assert (article.outlet, article.authors) == ("halmapost.example", ("Ann Other",))
    assert (article.published, article.published_precision) == (datetime(2024, 5, 3, 8), "second")
    assert len(article.sha256) == 64
    assert article.span("title", 1, 8).quote == "Dockers"


def test_a_record_without_a_body_has_only_a_headline() -> None:
    article = from_record({"title": "Dockers walk out", "maintext": None, "description": "They left the harbour."})
    assert article.text == "They left the harbour."
    assert article.headline_only
    assert from_record({"title": "Dockers walk out", "id": 3}).id == "3"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (BODY, False),
        ("Hundreds of dockers walked out of the harbour on Tuesday.", True),
        (BODY + " The mayor…", True),
        (BODY + " The ma [+1234 chars]", True),
        (BODY + "\n\nSubscribe to continue reading", True),
        (BODY + "\n\nRead more:\nFerry line admits loss", False),
    ],
)
def test_headline_only(text: str, expected: bool) -> None:
    assert from_text(text, title="Dockers walk out").headline_only is expected


def test_given_metadata_come_first() -> None:
    article = from_text(
        f"03 May, 2024\n\n{BODY}\n\n© 2024 Halma Post.",
        id="a",
        outlet="Other",
        published="2024-05-04",
        url="https://x.example/2023/01/01/a",
        authors=["Bob Roe"],
        language="en-GB",
    )
    assert (article.outlet, article.published, article.authors) == ("Other", datetime(2024, 5, 4), ("Bob Roe",))
    assert article.language == "en"
    assert from_text(BODY, published=datetime(2024, 5, 4, 7, 30)).published_precision == "second"
    assert from_text(BODY, published="no date").published is None


def test_other_languages_are_told() -> None:
    german = "Die Hafenarbeiter haben am Dienstag wegen des geplanten Verkaufs der Mole die Arbeit niedergelegt. " * 5
    assert from_text(german).language == "de"
    assert from_text("Мост закрыт на ремонт до конца года, сообщил мэр города. " * 5).language in ("ru", "bg", "uk")
    assert from_text("Halma Quay").language == "en"


@pytest.mark.parametrize("text", ["", " \n", "a\x00b"])
def test_texts_that_are_none(text: str) -> None:
    with pytest.raises(InputError):
        from_text(text)


def test_pages_with_json_ld(tmp_path: Path) -> None:
    reading = read([write(tmp_path, "page.html", HTML), write(tmp_path, "empty.html", "<html><body></body></html>")])
    (article,) = reading.articles
    assert (article.title, article.outlet, article.authors) == ("Dockers walk out", "Halma Post", ("Ann Other",))
    assert (article.published, article.published_precision) == (datetime(2024, 5, 3, 8), "second")
    assert BODY.split("\n\n")[1] in article.text
    assert "All rights" not in article.text
    assert [problem.message for problem in reading.problems] == ["holds no article text"]


def test_a_page_for_subscribers_shows_only_a_taste() -> None:
    page = HTML.replace('"headline"', '"isAccessibleForFree": "False", "headline"').replace(
        '"Ann Other"', '"By Ann Other"'
    )
    article = from_html(page)
    assert article.authors == ("Ann Other",)
    assert article.headline_only
    assert not from_html(HTML).headline_only


def test_a_page_that_takes_too_long_is_given_up() -> None:
    with Extractor(0.05) as extractor:
        extractor.extract(HTML)  # the first page waits for the child to load
        with pytest.raises(InputError, match="takes longer than"):
            extractor.extract(PAGE.format(paragraphs=f"<p>{BODY}</p><div><b>Ferry</b></div>" * 10_000))
        with pytest.raises(InputError, match=r"takes longer|no article|cannot be extracted"):
            extractor.extract("<p>")


def test_a_page_may_come_from_a_record() -> None:
    article = from_record({"html": HTML, "title": "", "id": "x"})
    assert article.title == "Dockers walk out"
    assert from_html(HTML, id="y").id == "y"


@pytest.mark.parametrize(
    "script",
    [None, "", "{", "[]", "3", '{"@type": 3}', '{"@type": ["NewsArticle"], "headline": 3, "author": 4}', "[" * 100_000],
)
def test_json_ld_that_says_nothing(script: str | None) -> None:
    assert news_article([script]) == news_article([])


def test_ids_are_unique(tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": own, "title": f"T{number}", "maintext": BODY + str(number)})
        for number, own in enumerate("aab")
    ]
    lines += [json.dumps({"title": f"U{number}", "maintext": BODY + "u" * number}) for number in range(3)]
    lines.append(json.dumps({"id": "a-2", "title": "V", "maintext": BODY + "v"}))
    reading = read([write(tmp_path, "a.jsonl", "\n".join(lines))])
    assert [article.id for article in reading.articles] == ["a", "a-2", "b", "a-3", "a-4", "a-5", "a-2-2"]


def test_the_same_article_twice(tmp_path: Path) -> None:
    first, second = write(tmp_path, "a.txt", BODY), write(tmp_path, "b.txt", BODY.replace("\n\n", "\n") + "\n")
    reading = read([first, second, first])
    assert [article.id for article in reading.articles] == ["a"]
    assert [(problem.source, problem.kind) for problem in reading.problems] == [(second, "notice"), (first, "notice")]


def test_one_text_in_two_outlets_is_two_articles(tmp_path: Path) -> None:
    lines = [json.dumps({"title": "T", "maintext": BODY, "outlet": outlet}) for outlet in ("Post", "Herald")]
    assert len(read([write(tmp_path, "a.jsonl", "\n".join(lines))]).articles) == 2


def test_lines_that_an_outlet_always_prints(tmp_path: Path) -> None:
    line = "The Post is a paper for everybody in Halma."
    bodies = [
        [f"The {noun} was late again on {day}, the port authority said." for noun in ("ferry", "bus", "train", "tram")]
        for day in ("Monday", "Tuesday", "Wednesday")
    ]
    records = [{"outlet": "Post", "title": body[0], "maintext": "\n\n".join([*body, line])} for body in bodies]
    copies = [{"outlet": "Copy", "title": f"T{n}", "maintext": f"{BODY}\n\nVersion number {n}."} for n in range(3)]
    reading = read([write(tmp_path, "a.jsonl", "\n".join(map(json.dumps, [*records, *copies])))])
    for article in reading.articles[:3]:
        assert article.blocks[-1].kind == "boilerplate"
        assert article.text.endswith(line)
    assert all(article.blocks[1].kind == "paragraph" for article in reading.articles[3:])


def test_everything_bad_at_once(tmp_path: Path) -> None:
    good = write(tmp_path, "good.txt", BODY)
    reading = read(
        [str(tmp_path / "none"), write(tmp_path, "e.txt", ""), write(tmp_path, "b.json", "{"), "ftp://x/", good]
    )
    assert len(reading.articles) == 1
    assert [problem.kind for problem in reading.problems] == ["input", "input", "input", "fetch"]
    assert all(problem.hint and "\n" not in problem.message for problem in reading.problems)
    with pytest.raises(InputError, match=r"e\.txt"):
        from_path(tmp_path / "e.txt")
    with pytest.raises(InputError, match="larger than"):
        from_path(good, limits=Limits(file_bytes=10))


@given(st.text(max_size=300), st.text(max_size=60))
def test_any_text_is_an_article_or_an_input_error(text: str, title: str) -> None:
    with contextlib.suppress(InputError):
        article = from_text(text, title=title)
        for block in article.blocks:
            assert article.span(block.field, block.start, block.end).quote.strip()
