"""Keeping articles: what is the same article, what is a new version, what is found again."""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, update

from variorum.articles import from_text
from variorum.errors import InputError, StoreError
from variorum.sources import Problem
from variorum.store import Archive, Arrival, StoredStory, Visit, default_location
from variorum.store.records import canonical
from variorum.store.schema import articles, versions

BODY = "The ferry Marigold ran aground near Port Ellory on Tuesday, and all 41 people aboard were brought ashore."

QUERIES = ["ferry", '"a phrase', "-not", "title:x", "outlet:'y'", "pre*", "entity:A", "(", "&", "|", "!", "<->",
           ":*", "'", "\\", "the", "_", "½", "\ud800", "\0", "date:2025..", "NEAR/2", "AND",
           "status:single", "*"]  # fmt: skip


def arrival(
    text: str = BODY, *, id: str = "one", url: str | None = None, outlet: str = "The Bugle", **more: object
) -> Arrival:
    raw = text.encode()
    named = bool(more.pop("named", False))
    article = from_text(text, id=id, url=url, outlet=outlet, sha256=hashlib.sha256(raw).hexdigest(), **more)  # type: ignore[arg-type]
    return Arrival(article, named, f"{id}.txt", "text", raw)


def test_an_article_comes_back_as_it_went_in(archive: Archive) -> None:
    given_ = arrival(title="Ferry aground", published="2031-05-06 07:08:09", authors=("Ann Other",), named=True)
    assert archive.add(given_) == "new"
    assert list(archive.articles(archive.numbers())) == [given_.article]
    assert archive.verify() == []


def test_adding_again_changes_nothing(archive: Archive) -> None:
    archive.add(arrival(url="https://example.org/a"))
    before = archive.contents()
    assert archive.add(arrival(url="https://example.org/a")) == "known"
    assert archive.add(arrival(url="http://www.example.org/a/?utm_source=x#top")) == "known"
    assert archive.contents() == before


def test_a_changed_text_at_the_same_address_is_a_new_version(archive: Archive) -> None:
    archive.add(arrival(url="https://example.org/a"))
    later = BODY.replace("41", "43")
    assert archive.add(arrival(later, url="https://example.org/a")) == "changed"
    (number,) = archive.numbers()
    assert [article.text for _, article in archive.history(number)] == [BODY, later]
    assert [article.text for article in archive.articles([number])] == [later]
    assert archive.search("43")
    assert not archive.search("41")
    assert archive.verify() == []


def test_a_text_that_was_there_before_is_no_third_version(archive: Archive) -> None:
    for text in (BODY, BODY + " More.", BODY):
        archive.add(arrival(text, url="https://example.org/a"))
    assert len(archive.history(archive.numbers()[0])) == 2


def test_own_ids_tell_articles_apart_and_name_them(archive: Archive) -> None:
    for name in ("a", "b"):
        assert archive.add(arrival(id=name, named=True, url="https://example.org/a")) == "new"
    assert [article.id for article in archive.articles(archive.numbers())] == ["a", "b"]


def test_without_an_id_the_address_names_an_article_else_the_stem(archive: Archive) -> None:
    archive.add(arrival(url="https://example.org/a"))
    archive.add(arrival(id="stem"))
    archive.add(arrival("Quite another text about the harbour of Port Ellory.", id="stem"))
    names = [article.id for article in archive.articles(archive.numbers())]
    assert names == ["https://example.org/a", "stem", "stem-2"]
    assert archive.number("stem-2") == archive.numbers()[2]


def test_search_ranks_headlines_first_and_marks_words(archive: Archive) -> None:
    archive.add(arrival("A long report. The weather was fine. Somebody mentioned a ferry there.", id="passing"))
    archive.add(arrival("It ran aground at noon.", id="main", title="Ferry runs aground", published="2031-05-06"))
    hits = archive.search("ferry")
    names = [article.id for article in archive.articles([hit.article for hit in hits])]
    assert names == ["main", "passing"]
    assert "\ue000" in hits[0].snippet
    assert len(archive.search("ferry", since=datetime(2031, 5, 1))) == 1
    assert archive.search("ferry -weather")[0].article == hits[0].article
    assert len(archive.search('"ran aground"')) == 1
    assert len(archive.search("title:ferry")) == 1
    assert len(archive.search("mention*")) == 1


def test_a_query_without_words_is_told(archive: Archive) -> None:
    with pytest.raises(InputError):
        archive.search(' "" -x ')


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60) | st.lists(st.sampled_from(QUERIES), max_size=6).map(" ".join))
def test_no_query_is_a_syntax_error(archive: Archive, words: str) -> None:
    with contextlib.suppress(InputError):
        archive.search(words)


@settings(deadline=None)
@given(st.text(max_size=80))
def test_any_address_has_a_canonical_form(url: str) -> None:
    assert canonical(f" {url}") == canonical(url)


def test_what_does_not_change_the_page_does_not_change_the_address() -> None:
    same = ("http://example.org/a", "https://www.example.org/a/", "https://example.org:443/a?utm_medium=x#end")
    assert {canonical(url) for url in same} == {"example.org/a"}
    assert canonical("https://example.org/a?b=2&a=1") == canonical("https://example.org/a?a=1&b=2")
    assert canonical("https://example.org/a?p=1") != canonical("https://example.org/a?p=2")


def test_problems_are_counted(archive: Archive) -> None:
    for _ in range(3):
        archive.log(Problem("feed.xml, item 2", "has no text", "", "input"))
    archive.log(Problem("other", "is empty", "", "input"))
    assert sorted((logged.problem.source, logged.times) for logged in archive.problems()) == [
        ("feed.xml, item 2", 3),
        ("other", 1),
    ]


def test_visits_are_remembered(archive: Archive) -> None:
    assert archive.visit("https://example.org/rss") is None
    archive.remember("https://example.org/rss", Visit('"1"', None), 0.0)
    archive.remember("https://example.org/rss", Visit('"2"', "yesterday"), 1.0)
    assert archive.visit("https://example.org/rss") == Visit('"2"', "yesterday")


def test_vectors_belong_to_a_version_and_a_model(archive: Archive) -> None:
    archive.add(arrival(url="https://example.org/a"))
    (number,) = archive.numbers()
    archive.keep_vectors("m1", {number: np.array([0.5, 0.25], np.float32)})
    assert archive.vectors("m1")[number].tolist() == [0.5, 0.25]
    assert archive.vectors("m2") == {}
    archive.add(arrival(BODY + " More.", url="https://example.org/a"))
    assert archive.vectors("m1") == {}


def test_stories_are_replaced_as_a_whole(archive: Archive) -> None:
    for name in "abc":
        archive.add(arrival(id=name, named=True))
    a, b, c = archive.numbers()
    archive.keep_stories([StoredStory("s1", (a,)), StoredStory("s2", (c, b))], "x")
    assert archive.stories() == [StoredStory("s2", (c, b)), StoredStory("s1", (a,))]
    archive.keep_stories([StoredStory("s1", (a, b, c))], "y")
    assert archive.stories() == [StoredStory("s1", (a, b, c))]
    assert archive.stories_made_from() == "y"


def test_a_backup_is_an_archive(archive: Archive, opened: Callable[..., Archive], tmp_path: Path) -> None:
    archive.add(arrival())
    archive.backup(tmp_path / "copies" / "copy.sqlite")
    copy = opened(tmp_path / "copies" / "copy.sqlite", create=False)
    assert copy.verify() == []
    assert len(copy.search("ferry")) == 1
    assert list(copy.articles(copy.numbers())) == list(archive.articles(archive.numbers()))
    assert [path.name for path in (tmp_path / "copies").iterdir() if path.name.startswith(".")] == []


def test_damage_is_found(archive: Archive) -> None:
    archive.add(arrival())
    archive.add(arrival("Another text about the lighthouse.", id="two"))
    with archive.database.write() as connection:
        connection.execute(update(versions).where(versions.c.id == 1).values(raw=b"\0"))
        connection.execute(update(articles).where(articles.c.id == 2).values(current=99))
    found = " ".join(archive.verify())
    assert "raw bytes" in found
    assert "no current version" in found
    assert "full-text index" in found


def test_what_is_no_archive_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no archive"):
        Archive(tmp_path / "missing.sqlite", create=False)
    (tmp_path / "text.sqlite").write_text("not a database at all, but long enough to be taken for one\n" * 50)
    with pytest.raises(StoreError, match="cannot be used"):
        Archive(tmp_path / "text.sqlite")
    with sqlite3.connect(tmp_path / "other.sqlite") as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()
    with pytest.raises(StoreError, match="another program"):
        Archive(tmp_path / "other.sqlite")


def test_an_archive_of_a_newer_version_is_refused(archive: Archive, location: str) -> None:
    with archive.database.write() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError, match="newer"):
        Archive(location)


def test_the_place_can_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("VARIORUM_STORE", str(tmp_path / "x.sqlite"))
    assert default_location() == str(tmp_path / "x.sqlite")
    monkeypatch.delenv("VARIORUM_STORE")
    assert Path(default_location()).name == "archive.sqlite"


def test_many_read_while_one_writes(archive: Archive, location: str, opened: Callable[..., Archive]) -> None:
    archive.add(arrival())
    with archive.database.write() as connection:
        connection.execute(delete(articles))
        assert opened(location, create=False).count() == 1
