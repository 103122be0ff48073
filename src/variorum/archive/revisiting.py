"""Reports that were fetched are asked for again while they are recent, as articles are corrected and added to.

Politely: by conditional requests, so that what is unchanged is not sent; half an hour after a report came in, and then
ever more seldom, each time after half its age, which makes a dozen requests in a week; under the same rules of
robots.txt and of hosts as everything else.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from variorum.archive.ingesting import Desk, Ingested, arrival_of, dated
from variorum.archive.rebuilding import item_of
from variorum.articles.build import from_item
from variorum.articles.extraction import Extractor
from variorum.errors import FetchError, InputError, VariorumError
from variorum.model.article import Article
from variorum.progress import Progress, no_progress
from variorum.sources import HtmlItem, Limits, Problem, RawItem, RecordItem
from variorum.sources.decoding import declared_charset, decode
from variorum.sources.fetching import Response
from variorum.sources.gather import page
from variorum.sources.intake import of_page
from variorum.sources.visiting import Visitor
from variorum.store import Archive, raws
from variorum.store.records import identity
from variorum.store.visits import Fetched, fetched

RECENT = timedelta(days=7)
"""How long after it came in an article is asked for again."""

_SOONEST = timedelta(minutes=30)

_TOGETHER = 100
"""Articles that are asked for again at most in one go, those that are overdue for longest first."""

_KEPT = 1 / 3
"""Share of its words that an article keeps when it is corrected; with fewer the page withholds it or shows another."""


def revisit(
    archive: Archive,
    visitor: Visitor,
    *,
    recent: timedelta = RECENT,
    limits: Limits | None = None,
    progress: Progress = no_progress,
) -> Ingested:
    """Asks for recent articles again where it is time to, and takes in those that have changed as new versions.

    An article that is gone, withheld or cannot be read any more stays as it was; why is kept among the problems.

    Args:
        archive: Where they are; only articles that were fetched for it are asked for.
        visitor: Fetches.
        recent: How long after an article came in; zero for never.
        limits: Bounds on what is read.
        progress: Told of each address.

    Raises:
        StoreError: The archive cannot be written.
    """
    limits = limits or Limits()
    now = time.time()
    since = datetime.fromtimestamp(now, UTC).replace(tzinfo=None) - recent
    with archive.database.read() as connection:
        waiting = due(fetched(connection, since), now) if recent else []
    problems: list[Problem] = []
    desk = Desk(archive)
    with Extractor(limits.html_seconds) as extractor, desk:
        for done, article in enumerate(waiting):
            progress(f"asking again for {article.url}", done, len(waiting))
            etag, modified = article.etag, article.modified
            try:
                response = visitor.fetch(article.url, etag=etag, modified=modified)
                if not response.unchanged:
                    _take(archive, desk, article, response, extractor, limits)
                    etag, modified = response.etag, response.modified
            except VariorumError as error:
                problems.append(Problem(article.url, f"asked for again: {error.message}", "kept as it was", "notice"))
                archive.log(problems[-1])
            desk.visited(article.url, etag, modified)
    return Ingested(desk.counts["new"], desk.counts["changed"], desk.counts["known"], tuple(problems))


def due(articles: Sequence[Fetched], now: float) -> list[Fetched]:
    """The articles that it is time to ask for again, those overdue for longest first.

    Args:
        articles: Those that may be.
        now: A POSIX time in seconds.
    """
    late: list[tuple[float, Fetched]] = []
    for article in articles:
        age = now - article.added.replace(tzinfo=UTC).timestamp()
        late.append((now - article.at - max(_SOONEST.total_seconds(), age / 2), article))
    late.sort(key=lambda pair: (-pair[0], pair[1].url))
    return [article for overdue, article in late if overdue >= 0][:_TOGETHER]


def _take(
    archive: Archive, desk: Desk, known: Fetched, response: Response, extractor: Extractor, limits: Limits
) -> None:
    """Has the article taken in as it is now.

    Raises:
        VariorumError: It is not there any more, or only the beginning of it.
    """
    if _is_front(response.url) and not _is_front(known.url):
        raise FetchError("leads to the front page now", "")
    with archive.database.read() as connection:
        raw = raws.fetch(connection, known.version)
        (before,) = raws.stored(connection, [known.version])
    item = _item(item_of(raw, limits), known.url, response, limits)
    article, _ = dated(from_item(item, extractor), item.source, raw.seen)
    if _withheld(article, before.article):
        raise InputError("most of what it said is missing", "")
    arrival = arrival_of(item, article)
    if identity(arrival) != known.key:
        raise InputError("is another article now", "")
    desk.take(arrival)


def _item(before: RawItem, url: str, response: Response, limits: Limits) -> RawItem:
    if isinstance(before, RecordItem):
        html = decode(response.data, response.charset or declared_charset(response.data))
        return of_page(before.record, html, url)
    for item in page(url, response, limits):
        if isinstance(item, HtmlItem):
            return item
    raise InputError("is no page any more", "")


def _withheld(now: Article, before: Article) -> bool:
    if before.headline_only:
        return False
    had, has = (set(article.text.casefold().split()) for article in (before, now))
    return len(had & has) < _KEPT * len(had) or now.headline_only


def _is_front(url: str) -> bool:
    return urlsplit(url).path in ("", "/")
