"""Articles from text, from records, from pages: metadata completed and both texts cut into blocks."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from variorum.articles import dates, furniture, languages
from variorum.articles.blocks import blocks
from variorum.articles.extraction import Extractor, Page
from variorum.articles.lines import cut, words
from variorum.articles.signature import Signature, read_signature
from variorum.errors import InputError
from variorum.model.article import Article
from variorum.model.text import CONTENT, Block
from variorum.sources import HtmlItem, Limits, Problem, RawItem, Record, TextItem, gather
from variorum.sources.decoding import scalar
from variorum.sources.records import record as parse_record
from variorum.sources.sites import site_of

_BRIEF = 30
"""Words of body below which silence of an article proves nothing."""

_TASTE = 150
"""Words below which a page that is for subscribers only shows but the beginning of its article."""


def from_text(
    text: str,
    *,
    id: str = "text",
    title: str = "",
    outlet: str | None = None,
    published: datetime | str | None = None,
    url: str | None = None,
    authors: Sequence[str] = (),
    language: str | None = None,
    sha256: str | None = None,
) -> Article:
    """An article from its text; what is not given is taken from the text where it tells.

    Args:
        text: Body, with or without the headline, kept as it is but for lone surrogates, which become U+FFFD.
        id: What the article is called in results.
        title: Headline, where it is not part of the text.
        outlet: Publisher.
        published: Date, as a datetime or as written.
        url: Address.
        authors: Bylines.
        language: ISO 639-1 code.
        sha256: Hex digest of the raw bytes; of the text in UTF-8 if not given.

    Raises:
        InputError: Title and text are empty, or the text holds NUL characters.
    """
    text, title = scalar(text), scalar(title)
    if not (text.strip() or title.strip()):
        raise InputError("is empty", "give the text of an article")
    if "\x00" in text or "\x00" in title:
        raise InputError("is binary, not text", "give the text of an article")
    language = _code(language) or languages.language(text if len(text) > 200 else title + "\n" + text)
    foreign = languages.foreign_lines(cut(text), language)
    host = site_of(url)
    known = [name for name in (outlet, host) if name]
    parts = blocks(title, text, names=known, foreign=foreign, language=language)
    signature = read_signature(text, parts)
    moment, precision = _moment(published, url, signature)
    digest = sha256 or hashlib.sha256((title + "\n\n" + text if title else text).encode()).hexdigest()
    return Article(
        id=id,
        title=title,
        text=text,
        outlet=outlet or signature.outlet or host,
        url=url or signature.url,
        published=moment,
        published_precision=precision,
        language=language,
        authors=tuple(authors) or signature.authors,
        credits=signature.credits,
        sha256=digest,
        blocks=parts,
        headline_only=is_headline_only(text, parts),
    )


def from_record(value: Mapping[str, object], *, id: str | None = None) -> Article:
    """An article from a news-please record or one with like fields (docs/input.md lists them).

    Args:
        value: The record.
        id: What the article is called if the record has no id.

    Raises:
        InputError: The record has neither a title nor a text.
    """
    digest = hashlib.sha256(json.dumps(value, sort_keys=True, default=str).encode()).hexdigest()
    found = parse_record(value)
    if found.html and not found.text:
        with Extractor() as extractor:
            return _from_record(found, id or "record", digest, extractor)
    return _from_record(found, id or "record", digest, None)


def from_html(html: str, *, id: str = "page", url: str | None = None) -> Article:
    """An article from a web page.

    Raises:
        InputError: There is no article on the page, or extracting it takes too long.
    """
    with Extractor() as extractor:
        page = extractor.extract(html, url)
    return _from_page(page, id, hashlib.sha256(scalar(html).encode()).hexdigest(), url)


def from_path(path: str | Path, *, limits: Limits | None = None) -> Article:
    """The one article in a file.

    Raises:
        InputError: The file cannot be read, or holds no article or several.
    """
    limits = limits or Limits()
    items = list(gather([str(path)], limits))
    for item in items:
        if isinstance(item, Problem) and item.kind != "notice":
            raise item.error()
    raw = [item for item in items if not isinstance(item, Problem)]
    if len(raw) != 1:
        raise InputError(f"{path}: holds {len(raw)} articles", "read several with variorum.read")
    with Extractor(limits.html_seconds) as extractor:
        return from_item(raw[0], extractor)


def from_item(item: RawItem, extractor: Extractor) -> Article:
    """The article in a raw item.

    Raises:
        InputError: There is none in it.
    """
    if isinstance(item, TextItem):
        return from_text(item.text, id=item.stem, url=item.url, sha256=item.sha256)
    if isinstance(item, HtmlItem):
        return _from_page(extractor.extract(item.html, item.url), item.stem, item.sha256, item.url)
    return _from_record(item.record, item.stem, item.sha256, extractor)


def is_headline_only(text: str, parts: Sequence[Block]) -> bool:
    """Whether an article is withheld or broken off, so that its silence proves nothing."""
    body = [block for block in parts if block.field == "text" and block.kind in CONTENT and block.kind != "headline"]
    if sum(len(words(text[block.start : block.end])) for block in body) < _BRIEF:
        return True
    last = body[-1]
    if furniture.is_cut_off(text[last.start : last.end]) or furniture.is_cut_off(text[last.end :].rstrip()):
        return True
    tail = (text[block.start : block.end] for block in parts if block.field == "text" and block.start >= last.start)
    return any(furniture.asks_to_continue(quote) for quote in tail)


def _from_record(record: Record, stem: str, digest: str, extractor: Extractor | None) -> Article:
    text = record.text
    title = record.title
    page: Page | None = None
    if not text and record.html and extractor is not None:
        page = extractor.extract(record.html, record.url)
        text, title = page.text, title or page.title
    if not text and not title:
        title = record.description
    elif not text:
        text = record.description
    authors = record.authors or (page.authors if page is not None else ())
    return from_text(
        text,
        id=record.id or stem,
        title=title,
        outlet=record.outlet or record.domain or (page.outlet if page is not None else None),
        published=record.published or (page.published if page is not None else None),
        url=record.url,
        authors=authors,
        language=record.language,
        sha256=digest,
    )


def _from_page(page: Page, id: str, digest: str, url: str | None) -> Article:
    article = from_text(
        page.text,
        id=id,
        title=page.title,
        outlet=page.outlet,
        published=page.published,
        url=url or page.url,
        authors=page.authors,
        sha256=digest,
    )
    withheld = not page.free and len(words(page.text)) < _TASTE
    return dataclasses.replace(article, headline_only=True) if withheld else article


def _moment(given: datetime | str | None, url: str | None, signature: Signature) -> tuple[datetime | None, str]:
    """When it was published: as given, else by the address, else by the text."""
    if isinstance(given, datetime):
        moment = given.replace(tzinfo=None)
        return moment, "day" if moment.time() == datetime.min.time() else "second"
    parsed = dates.parse(given) if given else None
    if parsed is not None:
        return parsed
    return (dates.from_url(url) if url else None) or signature.published, "day"


def _code(language: str | None) -> str | None:
    """The two-letter code in a language tag such as "en-GB"; None if it holds none."""
    code = (language or "").strip().replace("_", "-").partition("-")[0].lower()
    return code if len(code) == 2 and code.isalpha() and code.isascii() else None
