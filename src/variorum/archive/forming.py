"""Articles into stories: clustered anew, under the ids that they had, as people have judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

import numpy as np
from sqlalchemy import Connection

from variorum.archive.overruling import overrule
from variorum.model.judgement import Judgement, OtherStory, SameStory, StoryVerdict
from variorum.progress import Progress, no_progress
from variorum.store import Archive, StoredStory, judgements
from variorum.store import stories as rows
from variorum.store.archive import contents
from variorum.stories.batch import METHOD, cluster, embed, model

_EMBEDDED_AT_ONCE = 64
"""Openings embedded between two commits: what an interruption can cost."""


def form_stories(archive: Archive, *, progress: Progress = no_progress) -> list[StoredStory]:
    """The stories of the whole archive, formed anew if anything came in or was judged since the last time.

    Openings are embedded in small lots, each kept as soon as it is made, so that an interruption costs little. A story
    keeps its id as long as most of its articles stay together. What people judged to be one story, or not, is.
    """
    with archive.database.read() as connection:
        made_from = basis(connection)
        verdicts = _verdicts(connection)
    if archive.stories_made_from() == made_from:
        return archive.stories()
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
    groups = [[numbers[member] for member in members] for members in cluster(articles, meaning, progress=progress)]
    with archive.database.write() as connection:
        _keep(connection, groups, verdicts, made_from)
    return archive.stories()


def basis(connection: Connection) -> str:
    """What stories would be formed from now: the method, the articles, and the judgements on stories."""
    judged = ",".join(str(judgement.id) for judgement in _story_judgements(connection))
    return f"{METHOD} {model()} {contents(connection)} {judged}".rstrip()


def apply(connection: Connection, verdict: StoryVerdict, before: str) -> None:
    """Changes the stories as a verdict that was just recorded wants it.

    Args:
        connection: The transaction that recorded it.
        verdict: What it says.
        before: The basis before it was recorded; stories that were formed from it need not be formed again.
    """
    current = rows.made_from(connection) == before
    groups = [story.articles for story in rows.everything(connection)]
    _keep(connection, groups, [verdict], basis(connection) if current else "")


def _keep(
    connection: Connection, groups: Sequence[Sequence[int]], verdicts: Sequence[StoryVerdict], made_from: str
) -> None:
    known = rows.known(connection)
    groups = overrule(groups, verdicts, {article.name: article.number for article in known})
    published = {article.number: article.published or datetime.max for article in known}
    order = [tuple(sorted(members, key=lambda number: (published[number], number))) for members in groups]
    rows.replace(connection, named(order, rows.everything(connection)), made_from)


def _verdicts(connection: Connection) -> list[StoryVerdict]:
    return [
        judgement.verdict
        for judgement in _story_judgements(connection)
        if isinstance(judgement.verdict, SameStory | OtherStory)
    ]


def _story_judgements(connection: Connection) -> list[Judgement]:
    found = judgements.recorded(connection)
    return [judgement for judgement in found if isinstance(judgement.verdict, SameStory | OtherStory)]


def named(groups: Sequence[tuple[int, ...]], before: Sequence[StoredStory]) -> list[StoredStory]:
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
