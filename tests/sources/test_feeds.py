"""Feeds, lists of feeds and sitemaps."""

from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum.errors import InputError
from variorum.sources import Limits
from variorum.sources.feeds import entries, kind, links, plain

RSS = b"""<?xml version="1.0" encoding="UTF-8"?>
<!-- made by hand -->
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Harbour Collector</title><link>https://collector.example/</link><language>en-gb</language>
<item><title>Ferry &amp; pier: what we know</title><link>https://bugle.example/ferry</link><guid>g1</guid>
<source url="https://bugle.example/">The Bugle</source><pubDate>Tue, 06 May 2031 07:08:09 GMT</pubDate>
<description>&lt;p&gt;The ferry ran aground.&lt;/p&gt;&lt;p&gt;Nobody was hurt.&lt;/p&gt;</description></item>
<item><title>Elsewhere</title><link>https://other.example/x</link><description>Short.</description></item>
<item><title>Our own</title><link>https://www.collector.example/y</link><description>Short.</description></item>
<item><title>Our own again</title><link>https://www.collector.example/y</link><description>Short.</description></item>
<item><guid>empty</guid></item>
<item><title>Whole</title><link>https://collector.example/z</link>
<content:encoded><![CDATA[<p>%s</p><script>alert(1)</script>]]></content:encoded></item>
</channel></rss>""" % (b"word " * 200)

ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>The Lamp</title><link href="https://lamp.example/"/>
<entry><title>Lighthouse sold</title><link href="/a"/><id>urn:1</id><updated>2031-05-06T07:08:09Z</updated>
<author><name>Ann Other</name></author><summary>Sold at auction.</summary></entry></feed>"""

JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "The Lamp",
        "home_page_url": "https://lamp.example/",
        "items": [
            {"id": "1", "url": "https://lamp.example/a", "title": "Sold", "content_html": "<p>One.</p><p>Two.</p>"},
            "not an item",
        ],
    }
).encode()

OPML = b"""<opml version="2.0"><body><outline text="News"><outline type="rss" xmlUrl="https://a.example/rss"/>
<outline type="rss" xmlUrl="https://b.example/rss"/><outline xmlUrl="https://a.example/rss"/>
<outline xmlUrl="file:///etc/passwd"/></outline></body></opml>"""

SITEMAP = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://lamp.example/a</loc><news:news>
<news:publication><news:name>The Lamp</news:name><news:language>en</news:language></news:publication>
<news:publication_date>2031-05-06</news:publication_date><news:title>Sold</news:title></news:news></url></urlset>"""


def test_kinds_are_told_by_content() -> None:
    assert [kind(data) for data in (RSS, ATOM, JSON_FEED, OPML, SITEMAP)] == [
        "feed", "feed", "json feed", "opml", "sitemap",
    ]  # fmt: skip
    assert kind(b"<html><body>rss</body></html>") is None
    assert kind(b'{"title": "x"}') is None
    assert kind(b"\xef\xbb\xbf" + ATOM) == "feed"


def test_an_item_keeps_its_own_source() -> None:
    found = list(entries(RSS, Limits()))
    records = [entry.record for entry in found if not isinstance(entry.record, InputError)]
    assert [record.outlet for record in records] == ["The Bugle", None, "Harbour Collector", "Harbour Collector"]
    assert [record.domain for record in records][:2] == ["bugle.example", "other.example"]
    assert records[0].title == "Ferry & pier: what we know"
    assert records[0].description == "The ferry ran aground.\nNobody was hurt."
    assert records[0].published == "Tue, 06 May 2031 07:08:09 GMT"
    assert records[0].id is None


def test_an_empty_item_and_a_repeated_one_are_told() -> None:
    found = list(entries(RSS, Limits()))
    assert [entry.place for entry in found] == [f"item {number}" for number in range(1, 7)]
    assert [isinstance(entry.record, InputError) for entry in found] == [False, False, False, True, True, False]
    assert [entry.whole for entry in found] == [False, False, False, False, False, True]
    record = found[5].record
    assert not isinstance(record, InputError)
    assert "alert" not in record.text


def test_atom_and_json_feed() -> None:
    (entry,) = entries(ATOM, Limits(), "https://lamp.example/feed")
    assert not isinstance(entry.record, InputError)
    assert (entry.record.url, entry.record.outlet) == ("https://lamp.example/a", "The Lamp")
    assert entry.record.authors == ("Ann Other",)
    first, second = entries(JSON_FEED, Limits())
    assert not isinstance(first.record, InputError)
    assert first.record.text == "One.\nTwo."
    assert first.record.outlet == "The Lamp"
    assert isinstance(second.record, InputError)


def test_lists_give_addresses_of_the_web_only() -> None:
    assert [link.url for link in links(OPML, Limits())] == ["https://a.example/rss", "https://b.example/rss"]
    (link,) = links(SITEMAP, Limits())
    assert (link.url, link.record.outlet, link.record.published) == ("https://lamp.example/a", "The Lamp", "2031-05-06")


def test_entities_are_not_expanded() -> None:
    bomb = (
        b'<!DOCTYPE opml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    )
    assert links(bomb + b"<opml><body><outline xmlUrl='https://a.example/&b;'/>&f;</body></opml>", Limits()) is not None
    laughs = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 12))
    feed = b'<!DOCTYPE rss [<!ENTITY l0 "ha">' + laughs + b"]><rss version='2.0'><channel><item><title>&l11;</title>"
    with contextlib.suppress(InputError):
        list(entries(feed + b"</item></channel></rss>", Limits()))


def test_a_broken_feed_gives_what_can_be_read() -> None:
    found = list(entries(RSS[: RSS.index(b"<item><guid>empty")], Limits()))
    assert [isinstance(entry.record, InputError) for entry in found] == [False, False, False, True]
    with pytest.raises(InputError):
        list(entries(b"<rss", Limits()))
    with pytest.raises(InputError):
        list(entries(b'{"version": "https://jsonfeed.org/version/1"', Limits()))


def test_the_number_of_items_is_bounded() -> None:
    found = list(entries(RSS, Limits(records=2)))
    assert len(found) == 3
    assert isinstance(found[-1].record, InputError)


@given(st.text(max_size=300))
def test_any_piece_of_html_has_a_text(html: str) -> None:
    assert plain(html) is not None


@given(st.binary(max_size=200))
def test_any_bytes_behind_a_feed_start_are_survived(data: bytes) -> None:
    for start in (b"<rss version='2.0'><channel><item>", b"<feed><entry>", b"<opml>", b"<urlset><url>"):
        for read in (lambda feed: list(entries(feed, Limits())), lambda feed: links(feed, Limits())):
            with contextlib.suppress(InputError):
                read(start + data)


def test_ids_and_addresses_that_come_twice_are_told() -> None:
    def item(title: str, link: str, guid: str) -> str:
        return f"<item><title>{title}</title><link>https://e.example/{link}</link><guid>{guid}</guid></item>"

    data = f"""<rss version="2.0"><channel><title>T</title>{item("One", "a", "g1")}{item("One", "a", "g1")}
      {item("Two", "b", "g1")}{item("Three", "a", "g2")}{item("Four", "c", "g4")}</channel></rss>""".encode()
    found = list(entries(data, Limits()))
    assert [entry.place for entry in found] == ["item 1", "item 3", "item 4", "item 5"]
    assert [entry.doubt for entry in found] == ["", "has the id of item 1; both are taken", "", ""]
    assert isinstance(found[2].record, InputError)
    assert found[2].record.message == "has the address of item 1 and another text; it is left out"
