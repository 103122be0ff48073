"""Looking at stories."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from variorum.archive.forming import form_stories
from variorum.errors import NotFoundError
from variorum.model.article import Article
from variorum.progress import Progress, no_progress
from variorum.settings import Settings
from variorum.store import Archive, Order, Report, StoryRow, lists
from variorum.store.records import now


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
class Listing:
    """Some stories, and how many there are in all."""

    stories: tuple[StoryRow, ...]
    total: int


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
        rank = {number: place for place, number in enumerate(archive.matching(words))}
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


def listing(
    archive: Archive,
    *,
    order: Order = "newest",
    words: str = "",
    since: timedelta | None = None,
    least: int = 1,
    limit: int = 50,
    offset: int = 0,
    settings: Settings | None = None,
) -> Listing:
    """Some stories as they were last formed, without their texts; quick, and never waits for a writer.

    Args:
        archive: Where they are.
        order: The newest first, those that most outlets report, or those with the most contested points.
        words: Only those with an article that has the words; best match first, whatever the order.
        since: Only those with an article published in this time before now.
        least: Only those of so many articles.
        limit: How many at most.
        offset: How many of the first are left out.
        settings: Those whose comparisons are told of; defaults if None.

    Raises:
        InputError: `words` holds no word.
    """
    among = archive.matching(words) if words else None
    with archive.database.read() as connection:
        found, total = lists.listing(
            connection,
            (settings or Settings()).hash,
            order=order,
            least=least,
            since=now() - since if since is not None else None,
            among=among,
            limit=limit,
            offset=offset,
        )
    return Listing(tuple(found), total)


def reports(archive: Archive, ids: Sequence[str] | None = None) -> dict[str, tuple[Report, ...]]:
    """The articles of stories (of all if None) by story, in order of publication, without their texts."""
    with archive.database.read() as connection:
        return lists.reports(connection, ids)


def story_row(archive: Archive, id: str, settings: Settings | None = None) -> tuple[StoryRow, tuple[Report, ...]]:
    """A story as lists show it, with its reports in order of publication.

    Raises:
        NotFoundError: There is none of that id.
    """
    with archive.database.read() as connection:
        found = lists.listed(connection, [id], (settings or Settings()).hash).get(id)
        own = lists.reports(connection, [id]).get(id)
    if found is None or own is None:
        raise NotFoundError(f"there is no story {id}", "list them with: variorum stories")
    return found, own


def version_counts(archive: Archive, names: Sequence[str]) -> dict[str, int]:
    """How many texts each of these articles has had."""
    with archive.database.read() as connection:
        return lists.version_counts(connection, names)


def story(archive: Archive, id: str, *, progress: Progress = no_progress) -> Story:
    """The story of that id.

    Raises:
        NotFoundError: There is none.
    """
    for stored in form_stories(archive, progress=progress):
        if stored.id == id:
            return Story(id, tuple(archive.articles(stored.articles)))
    raise NotFoundError(f"there is no story {id}", "list them with: variorum stories")


def stories_json(found: Sequence[StoryRow], articles: Mapping[str, Sequence[Report]]) -> str:
    """Stories and their articles as JSON: `{"stories": [{"id": "...", "articles": [{"id": "..."}]}]}`."""
    listed = [
        {
            "id": story.id,
            "title": story.title,
            "outlets": story.outlets,
            "points": dict(story.standing.points) if story.standing else None,
            "articles": [
                {
                    "id": report.id,
                    "title": report.title,
                    "outlet": report.outlet,
                    "published": report.published.isoformat() if report.published else None,
                    "url": report.url,
                }
                for report in articles[story.id]
            ],
        }
        for story in found
    ]
    return json.dumps({"schema": "variorum/stories/1", "stories": listed}, ensure_ascii=False, indent=1) + "\n"
