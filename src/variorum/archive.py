"""What users do with an archive, for every front end alike: take in, form stories, look things up."""

from __future__ import annotations

import dataclasses
import json
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np

from variorum.articles.build import from_item
from variorum.articles.extraction import Extractor
from variorum.errors import NothingToCompareError, StoreError, VariorumError
from variorum.model.article import Article
from variorum.model.comparison import Comparison
from variorum.pipeline import compare as compare_articles
from variorum.progress import Progress, no_progress
from variorum.settings import Settings
from variorum.sources import HtmlItem, Limits, Problem, RawItem, RecordItem, TextItem
from variorum.sources.intake import Intake
from variorum.sources.visiting import PAUSE, Visitor
from variorum.store import Archive, Arrival, Hit, StoredStory, Visit
from variorum.store.records import now
from variorum.stories.batch import METHOD, cluster, embed, model

_EMBEDDED_AT_ONCE = 64
"""Openings embedded between two commits: what an interruption can cost."""

_AHEAD = timedelta(days=2)
"""How far in the future an article may be dated, for time zones and early editions."""


@dataclass(frozen=True, slots=True)
class Ingested:
    """How many articles were new, changed and known already, and what could not be taken in."""

    new: int
    changed: int
    known: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """A story with its articles in order of publication."""

    id: str
    articles: tuple[Article, ...]

    @property
    def outlets(self) -> int:
        """How many outlets report it, as far as they are known."""
        return len({article.name for article in self.articles})

    @property
    def title(self) -> str:
        """The headline of its first article that has one, else that article's first words."""
        for article in self.articles:
            if article.headline:
                return " ".join(article.headline.split())
        return " ".join(self.articles[0].text[:200].split()[:12])

    @property
    def published(self) -> tuple[datetime, datetime] | None:
        """When the first and the last of its dated articles appeared."""
        dates = [article.published for article in self.articles if article.published is not None]
        return (min(dates), max(dates)) if dates else None


@dataclass(frozen=True, slots=True)
class Found:
    """An article that matches a search, and words around the matches."""

    article: Article
    hit: Hit


def ingest(
    archive: Archive,
    inputs: Sequence[str],
    *,
    limits: Limits | None = None,
    pause: float = PAUSE,
    progress: Progress = no_progress,
) -> Ingested:
    """Takes everything that the inputs hold into the archive; what it has already changes nothing.

    Every article is a transaction of its own, so that an interruption costs none that was taken in; running the same
    command again goes on. What cannot be read is kept as a problem, and the rest goes on.

    Args:
        archive: Where it goes.
        inputs: Files, folders, addresses, "-"; articles, feeds, lists of feeds, sitemaps, web archives.
        limits: Bounds on all of it.
        pause: Least seconds between two requests to one host.
        progress: Told of each file, address and article.

    Raises:
        StoreError: The archive cannot be written.
    """
    limits = limits or Limits()
    counts = {"new": 0, "changed": 0, "known": 0}
    problems: list[Problem] = []

    def told(source: str) -> None:
        progress(f"reading {source}", sum(counts.values()), 0)

    def trouble(problem: Problem) -> None:
        archive.log(problem)
        problems.append(problem)

    intake = Intake(limits, Visitor(limits, pause), _Memory(archive), told)
    with Extractor(limits.html_seconds) as extractor:
        for item in intake.items(inputs):
            if isinstance(item, Problem):
                trouble(item)
                continue
            try:
                article, doubt = _dated(from_item(item, extractor), item.source)
            except VariorumError as error:
                trouble(Problem.of(item.source, error))
                continue
            if doubt is not None:
                trouble(doubt)
            counts[archive.add(_arrival(item, article))] += 1
            progress(f"taking in {article.headline or article.id}", sum(counts.values()), 0)
    return Ingested(counts["new"], counts["changed"], counts["known"], tuple(problems))


class _Memory:
    """What the archive knows of addresses."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def known(self, url: str) -> bool:
        return self._archive.knows(url)

    def conditions(self, url: str) -> tuple[str | None, str | None]:
        visit = self._archive.visit(url)
        return (visit.etag, visit.modified) if visit is not None else (None, None)

    def visited(self, url: str, etag: str | None, modified: str | None) -> None:
        self._archive.remember(url, Visit(etag, modified), time.time())


def _arrival(item: RawItem, article: Article) -> Arrival:
    match item:
        case RecordItem():
            return Arrival(article, item.record.id is not None, item.source, "record", item.data, None)
        case HtmlItem():
            return Arrival(article, False, item.source, "html", item.data, item.charset)
        case TextItem():
            return Arrival(article, False, item.source, "text", item.data, item.charset)


def _dated(article: Article, source: str) -> tuple[Article, Problem | None]:
    """The article without a date that cannot be."""
    if article.published is None or article.published <= now() + _AHEAD:
        return article, None
    doubt = Problem(source, f"is dated {article.published:%Y-%m-%d}, in the future", "the date is left out", "notice")
    return dataclasses.replace(article, published=None, published_precision="day"), doubt


def form_stories(archive: Archive, *, progress: Progress = no_progress) -> list[StoredStory]:
    """The stories of the whole archive, formed anew if anything came in since the last time.

    Openings are embedded in small lots, each kept as soon as it is made, so that an interruption costs little. A story
    keeps its id as long as most of its articles stay together.
    """
    made_from = f"{METHOD} {model()} {archive.contents()}"
    before = archive.stories()
    if archive.stories_made_from() == made_from:
        return before
    numbers = archive.numbers()
    vectors = archive.vectors(model())
    missing = [number for number in numbers if number not in vectors]
    for first in range(0, len(missing), _EMBEDDED_AT_ONCE):
        progress("reading openings", len(numbers) - len(missing) + first, len(numbers))
        lot = missing[first : first + _EMBEDDED_AT_ONCE]
        made = dict(zip(lot, embed(list(archive.articles(lot))), strict=True))
        archive.keep_vectors(model(), made)
        vectors.update(made)
    articles = list(archive.articles(numbers))
    meaning = np.stack([vectors[number] for number in numbers]) if numbers else np.empty((0, 0), np.float32)
    groups = cluster(articles, meaning, progress=progress)
    order = [
        sorted(members, key=lambda member: (articles[member].published or datetime.max, numbers[member]))
        for members in groups
    ]
    formed = _named([tuple(numbers[member] for member in members) for members in order], before)
    archive.keep_stories(formed, made_from)
    return archive.stories()


def _named(groups: Sequence[tuple[int, ...]], before: Sequence[StoredStory]) -> list[StoredStory]:
    """Each group under the id of the earlier story that it shares most articles with, else under a new one.

    A new story is called after the first of its articles that gave no story its id yet, so that the id of a story that
    was joined to another leads nowhere rather than elsewhere.
    """
    home = {number: story.id for story in before for number in story.articles}
    claims = [
        (-share, name, index)
        for index, members in enumerate(groups)
        for name, share in Counter(home[number] for number in members if number in home).items()
    ]
    names: dict[int, str] = {}
    taken = {story.id for story in before}
    given: set[str] = set()
    for _, name, index in sorted(claims):
        if index not in names and name not in given:
            names[index] = name
            given.add(name)
    found = []
    for index, members in enumerate(groups):
        name = names.get(index) or next(
            (f"s{number}" for number in sorted(members) if f"s{number}" not in taken), f"s{min(members)}-{index}"
        )
        taken.add(name)
        found.append(StoredStory(name, members))
    return found


def stories(
    archive: Archive,
    *,
    since: timedelta | None = None,
    words: str = "",
    least: int = 1,
    progress: Progress = no_progress,
) -> list[Story]:
    """The stories, those reported by most outlets first.

    Args:
        archive: Where they are.
        since: Only those with an article published in this time before now.
        words: Only those with an article that has the words; best match first.
        least: Only those of so many articles.
        progress: Told of each step of forming them.

    Raises:
        InputError: `words` holds no word.
    """
    formed = form_stories(archive, progress=progress)
    formed = [story for story in formed if len(story.articles) >= least]
    rank: dict[int, int] = {}
    if words:
        rank = {hit.article: place for place, hit in enumerate(archive.search(words, limit=10_000))}
        formed = [story for story in formed if any(number in rank for number in story.articles)]
    numbers = [number for story in formed for number in story.articles]
    articles = dict(zip(numbers, archive.articles(numbers), strict=True))
    found = [(story, Story(story.id, tuple(articles[number] for number in story.articles))) for story in formed]
    if since is not None:
        start = now() - since
        found = [(stored, story) for stored, story in found if story.published and story.published[1] >= start]
    if words:
        found.sort(key=lambda pair: min(rank.get(number, len(rank)) for number in pair[0].articles))
    else:
        found.sort(key=lambda pair: (-pair[1].outlets, -len(pair[1].articles), pair[0].articles[0]))
    return [story for _, story in found]


def story(archive: Archive, id: str, *, progress: Progress = no_progress) -> Story:
    """The story of that id.

    Raises:
        StoreError: There is none.
    """
    for stored in form_stories(archive, progress=progress):
        if stored.id == id:
            return Story(id, tuple(archive.articles(stored.articles)))
    raise StoreError(f"there is no story {id}", "list them with: variorum stories")


def versions(archive: Archive, article: Article) -> int:
    """How many texts an article has had."""
    number = archive.number(article.id)
    return len(archive.history(number)) if number is not None else 0


def compare_story(
    archive: Archive, id: str, settings: Settings | None = None, progress: Progress = no_progress
) -> Comparison:
    """Compares the articles of a story.

    Raises:
        StoreError: There is no such story.
        NothingToCompareError: It has no article.
    """
    articles = story(archive, id, progress=progress).articles
    if not articles:
        raise NothingToCompareError(f"story {id} has no articles", "")
    return compare_articles(articles, settings, progress)


def search(archive: Archive, words: str, *, since: timedelta | None = None, limit: int = 20) -> list[Found]:
    """Articles that have the words, best first.

    Raises:
        InputError: There is no word in the query.
    """
    hits = archive.search(words, since=now() - since if since is not None else None, limit=limit)
    articles = archive.articles([hit.article for hit in hits])
    return [Found(article, hit) for article, hit in zip(articles, hits, strict=True)]


def stories_json(found: Sequence[Story]) -> str:
    """The stories as JSON: `{"stories": [{"id": "...", "articles": [{"id": "..."}]}]}`."""
    listed = [
        {
            "id": story.id,
            "title": story.title,
            "outlets": story.outlets,
            "articles": [
                {
                    "id": article.id,
                    "title": article.headline,
                    "outlet": article.outlet,
                    "published": article.published.isoformat() if article.published else None,
                    "url": article.url,
                }
                for article in story.articles
            ],
        }
        for story in found
    ]
    return json.dumps({"schema": "variorum/stories/1", "stories": listed}, ensure_ascii=False, indent=1) + "\n"


def open_archive(path: Path | None, *, create: bool = False) -> Archive:
    """The archive at a path, else at the user's own.

    Raises:
        StoreError: It is missing or cannot be used.
    """
    from variorum.store import default_path

    return Archive(path or default_path(), create=create)
