"""Feeds to items: RSS, Atom, JSON Feed; OPML and sitemaps to addresses.

An item keeps its own `<source>`: an aggregator carries the articles of others, and its name is not theirs.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Literal
from urllib.parse import urljoin, urlsplit

import feedparser
from lxml import etree

from variorum.errors import InputError
from variorum.sources.decoding import decode, scalar
from variorum.sources.item import Record
from variorum.sources.limits import Limits
from variorum.sources.sites import site_of

FeedKind = Literal["feed", "json feed", "opml", "sitemap", "sitemap index"]

WHOLE_WORDS = 150
"""Words from which the text in a feed is taken for the whole article, so that its page need not be fetched."""

_ROOT = re.compile(rb"<(?:[A-Za-z][\w.-]*:)?(rss|rdf|feed|opml|urlset|sitemapindex)\b", re.IGNORECASE)
_PROLOGUE = re.compile(
    rb"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]{0,500}(?:\[[^\]]{0,2000}\])?\s*>\s*)*", re.DOTALL
)
_KINDS: Mapping[bytes, FeedKind] = {
    b"rss": "feed", b"rdf": "feed", b"feed": "feed", b"opml": "opml", b"urlset": "sitemap",
    b"sitemapindex": "sitemap index",
}  # fmt: skip
_JSON_FEED = re.compile(rb'"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org\\?/version\\?/')
_BLOCKS = frozenset(
    "p div br li tr h1 h2 h3 h4 h5 h6 blockquote article section figure figcaption ul ol table pre hr".split()
)
_SILENT = frozenset({"script", "style", "template", "noscript", "iframe"})
_MOST_SKIPPED = 64


@dataclass(frozen=True, slots=True)
class Link:
    """An address that a list names, with what the list says of it; `record` has neither text nor page."""

    url: str
    record: Record


@dataclass(frozen=True, slots=True)
class Entry:
    """An item of a feed.

    Attributes:
        place: Where in the feed, in words.
        record: The article as far as the feed gives it, or what is wrong with it.
        whole: The feed gives the whole text.
        doubt: What is odd about the item, which is taken all the same; empty if nothing is.
    """

    place: str
    record: Record | InputError
    whole: bool
    doubt: str = ""


def kind(data: bytes) -> FeedKind | None:
    """What kind of list the bytes are; None if they are none."""
    start = data[:8192].removeprefix(b"\xef\xbb\xbf")
    if start.lstrip()[:1] == b"{":
        return "json feed" if _JSON_FEED.search(start) else None
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        start = start.decode("utf-16", errors="ignore").encode()
    # Some servers put thousands of comments in front; we do not look for the root for ever.
    prologue = _PROLOGUE.match(start[:4096])
    found = _ROOT.match(start, prologue.end() if prologue else 0)
    return _KINDS[found.group(1).lower()] if found else None


def entries(data: bytes, limits: Limits, base: str | None = None, charset: str | None = None) -> Iterator[Entry]:
    """The items of an RSS, Atom or JSON feed; an item that comes twice is given once.

    Args:
        data: The feed.
        limits: `records` bounds the number of items.
        base: Address that the feed was fetched from.
        charset: Encoding that the server named.

    Raises:
        InputError: It is no feed, or broken so badly that no item can be read.
    """
    found = _json_entries(data, base) if kind(data) == "json feed" else _xml_entries(data, base, charset)
    seen: dict[str, tuple[int, Record]] = {}
    own: dict[str, int] = {}
    for number, (guid, record) in enumerate(found, start=1):
        if number > limits.records:
            yield Entry(f"item {number}", InputError(f"and more: over {limits.records:,} items", ""), False)
            return
        place = f"item {number}"
        key = record.url or guid
        if key and key in seen:
            first, other = seen[key]
            if (other.title, other.text) != (record.title, record.text):
                again = f"has the address of item {first} and another text; it is left out"
                yield Entry(place, InputError(again if record.url else again.replace("address", "id"), ""), False)
            continue
        seen[key] = (number, record)
        doubt = f"has the id of item {own[guid]}; both are taken" if guid and guid in own else ""
        own.setdefault(guid, number)
        if not (record.title.strip() or record.text.strip() or record.description.strip()):
            yield Entry(place, InputError("has neither a title nor a text", ""), False)
        else:
            yield Entry(place, record, len(record.text.split()) >= WHOLE_WORDS, doubt)


def links(data: bytes, limits: Limits, base: str | None = None) -> list[Link]:
    """The addresses in an OPML file, a sitemap or an index of sitemaps.

    Raises:
        InputError: It is broken.
    """
    # No entity is expanded and nothing is loaded: a list is a stranger's.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError("is broken XML", "check it with an XML validator") from error
    if root is None:
        raise InputError("is broken XML", "check it with an XML validator")
    found: dict[str, Link] = {}
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        name = etree.QName(element).localname.lower()
        if name == "outline":
            attributes = {key.lower(): value for key, value in element.attrib.items()}
            address, record = attributes.get("xmlurl", ""), Record()
        elif name in ("url", "sitemap"):
            address, record = _site_entry(element)
        else:
            continue
        address = _absolute(address, base)
        if address and len(found) < limits.records:
            found.setdefault(address, Link(address, record))
    return list(found.values())


def _site_entry(element: etree._Element) -> tuple[str, Record]:
    """The address in an entry of a sitemap, and what the news extension says of it."""
    values: dict[str, str] = {}
    for child in element.iter():
        if isinstance(child.tag, str) and child.text and child.text.strip():
            values.setdefault(etree.QName(child).localname.lower(), scalar(child.text.strip()))
    record = Record(
        title=values.get("title", ""),
        published=values.get("publication_date") or None,
        outlet=values.get("name") or None,
        language=values.get("language") or None,
    )
    return values.get("loc", ""), record


def _xml_entries(data: bytes, base: str | None, charset: str | None) -> Iterator[tuple[str, Record]]:
    headers = {"content-type": f"application/xml; charset={charset}" if charset else "application/xml"}
    if base:
        headers["content-location"] = base
    # As a stream: feedparser takes plain bytes for the name of a file first.
    parsed = feedparser.parse(io.BytesIO(data), response_headers=headers, sanitize_html=False)
    if not parsed.entries and (parsed.bozo or not parsed.version):
        raise InputError("is a broken feed", "check it with a feed validator")
    title = _string(parsed.feed, "title")
    home = site_of(_string(parsed.feed, "link")) or site_of(base)
    for entry in parsed.entries:
        source = entry.get("source")
        own = source if isinstance(source, Mapping) else {}
        url = _absolute(_string(entry, "link"), base)
        text = ""
        for part in entry.get("content") or ():
            if isinstance(part, Mapping):
                text = max(text, plain(_string(part, "value")), key=len)
        summary = plain(_string(entry, "summary"))
        # The feed's own name is that of its site's articles only.
        outlet = _string(own, "title") or (title if _same_site(home, site_of(url)) else "")
        record = Record(
            title=" ".join(plain(_string(entry, "title")).split()),
            text=text if len(text) >= len(summary) else "",
            published=_string(entry, "published") or _string(entry, "updated") or None,
            url=url or None,
            domain=site_of(_string(own, "href")) or site_of(url),
            outlet=outlet or None,
            authors=tuple(
                name for author in entry.get("authors") or () if isinstance(author, Mapping)
                if (name := _string(author, "name"))
            ),
            description=summary,
            language=_string(parsed.feed, "language") or None,
        )  # fmt: skip
        yield _string(entry, "id"), record


def _json_entries(data: bytes, base: str | None) -> Iterator[tuple[str, Record]]:
    try:
        feed = json.loads(decode(data))
    except (ValueError, RecursionError) as error:
        raise InputError("is a broken JSON feed", "check it with a feed validator") from error
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise InputError("is a broken JSON feed: it has no items", "check it with a feed validator")
    title, home = _string(feed, "title"), site_of(_string(feed, "home_page_url")) or site_of(base)
    for item in items:
        if not isinstance(item, Mapping):
            yield "", Record()
            continue
        url = _absolute(_string(item, "external_url") or _string(item, "url"), base)
        authors = item.get("authors") if isinstance(item.get("authors"), list) else [item.get("author")]
        record = Record(
            title=_string(item, "title"),
            text=plain(_string(item, "content_html")) or _string(item, "content_text"),
            published=_string(item, "date_published") or _string(item, "date_modified") or None,
            url=url or None,
            domain=site_of(url),
            outlet=title if title and _same_site(home, site_of(url)) else None,
            authors=tuple(
                name for author in authors or () if isinstance(author, Mapping) if (name := _string(author, "name"))
            ),
            description=_string(item, "summary"),
            language=_string(item, "language") or _string(feed, "language") or None,
        )  # fmt: skip
        yield _string(item, "id"), record


class _Plain(HTMLParser):
    """Collects text, a line for each block; what browsers do not show is left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self.silent = min(self.silent + 1, _MOST_SKIPPED)
        elif tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(" ".join(data.split("\n")))


def plain(html: str) -> str:
    """The text of a piece of HTML, a line for each paragraph; text without tags stays as it is but for white space."""
    if "<" not in html and "&" not in html:
        return html.strip()
    parser = _Plain()
    parser.feed(html)
    parser.close()
    lines = (" ".join(line.split()) for line in "".join(parser.parts).split("\n"))
    return "\n".join(line for line in lines if line)


def _string(value: Mapping[str, object], name: str) -> str:
    found = value.get(name)
    return scalar(found.strip()) if isinstance(found, str) else ""


def _absolute(url: str, base: str | None) -> str:
    """An address on the web; empty if it is none."""
    try:
        full = urljoin(base, url.strip()) if base else url.strip()
        return full if urlsplit(full).scheme in ("http", "https") and urlsplit(full).hostname else ""
    except ValueError:
        return ""


def _same_site(home: str | None, host: str | None) -> bool:
    """Whether one host is the other or a part of it ("feeds.example.org" of "example.org"); unknown counts as same."""
    if home is None or host is None:
        return True
    return home == host or home.endswith("." + host) or host.endswith("." + home)
