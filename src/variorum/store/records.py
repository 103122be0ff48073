"""Articles as rows, and rows as articles."""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, cast
from urllib.parse import SplitResult, urlsplit

from sqlalchemy import Row

from variorum.errors import InputError
from variorum.model.article import Article
from variorum.model.text import Block, BlockKind, Field

Kind = Literal["text", "html", "record"]

_FIRST_WORDS = 12


@dataclass(frozen=True, slots=True)
class Arrival:
    """An article on its way into the archive.

    Attributes:
        article: As it was read; its id is what the input calls it.
        named: The id is the record's own, so that it tells this article from others at the same address.
        source: File, line or address that it came from.
        kind: What `raw` is.
        raw: The bytes that it was read from; `article.sha256` is their digest.
    """

    article: Article
    named: bool
    source: str
    kind: Kind
    raw: bytes
    charset: str | None = None


def identity(arrival: Arrival) -> str:
    """What makes two arrivals the same article: its address and own id; without an address, id, outlet and text."""
    article = arrival.article
    own = article.id if arrival.named else ""
    if article.url:
        return key_of(article.url, own)
    return _digest("text", article.id, article.outlet or "", fingerprint(article))


def key_of(url: str, own: str = "") -> str:
    """The identity of the article of an address, and of its own id if it has one."""
    return _digest("url", canonical(url), own)


def fingerprint(article: Article) -> str:
    """Digest of what a reader sees, white space aside: equal in equal versions however they were fetched."""
    return _digest(" ".join(article.title.split()), " ".join(article.text.split()))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", errors="replace")).hexdigest()


def canonical(url: str) -> str:
    """An address without what does not change the page: scheme, "www.", fragment, tracking parameters, end slash."""
    try:
        parts: SplitResult = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.")
        port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    except ValueError:
        return url.strip()
    query = "&".join(
        sorted(
            pair
            for pair in parts.query.split("&")
            if pair and not pair.lower().startswith(("utm_", "fbclid=", "gclid="))
        )
    )
    return f"{host}{port}{parts.path.rstrip('/')}" + (f"?{query}" if query else "")


def columns(arrival: Arrival, now: datetime) -> dict[str, object]:
    """The row of a version, without the article and number that it belongs to."""
    return {
        **derived(arrival.article),
        "source": arrival.source,
        "kind": arrival.kind,
        "charset": arrival.charset,
        "sha256": arrival.article.sha256,
        "raw": zlib.compress(arrival.raw, 6),
        "raw_bytes": len(arrival.raw),
        "seen": now,
    }


def derived(article: Article) -> dict[str, object]:
    """The columns of a version that can be made again from its raw bytes."""
    return {
        "fingerprint": fingerprint(article),
        "title": article.title,
        "text": article.text,
        "outlet": article.outlet,
        "published": article.published,
        "published_precision": article.published_precision,
        "language": article.language,
        "authors": json.dumps(article.authors, ensure_ascii=False),
        "credits": json.dumps(article.credits, ensure_ascii=False),
        "blocks": json.dumps([(b.kind, b.field, b.start, b.end) for b in article.blocks], separators=(",", ":")),
        "headline_only": article.headline_only,
    }


def headline(article: Article) -> str:
    """What lists call an article: its headline, else its first words."""
    words = article.headline.split() or article.text[:200].split()[:_FIRST_WORDS]
    return " ".join(words)


def shown(article: Article) -> dict[str, object]:
    """What lists show of an article, as columns of its row."""
    return {
        "headline": headline(article),
        "outlet": article.outlet,
        "published": article.published,
        "published_precision": article.published_precision,
        "language": article.language,
        "sha256": article.sha256,
    }


def article(row: Row[tuple[object, ...]]) -> Article:
    """The article of a row of `versions` joined with its name and address."""
    return Article(
        id=row.name,
        title=row.title,
        text=row.text,
        outlet=row.outlet,
        url=row.url,
        published=row.published,
        published_precision=row.published_precision,
        language=row.language,
        authors=tuple(json.loads(row.authors)),
        credits=tuple(json.loads(row.credits)),
        sha256=row.sha256,
        blocks=tuple(
            Block(cast(BlockKind, kind), cast(Field, field), start, end)
            for kind, field, start, end in json.loads(row.blocks)
        ),
        headline_only=row.headline_only,
    )


def inflate(packed: bytes, size: int) -> bytes:
    """Raw bytes as they came in.

    Raises:
        InputError: They are damaged.
    """
    try:
        engine = zlib.decompressobj()
        raw = engine.decompress(packed, size + 1)
    except zlib.error as error:
        raise InputError("raw bytes are damaged", "") from error
    if len(raw) != size or not engine.eof:
        raise InputError("raw bytes are damaged", "")
    return raw


def now() -> datetime:
    """The present moment in UTC, as the archive keeps its own times."""
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)
