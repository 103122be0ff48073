"""Stories that are like a text which need not be in the archive."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from variorum.model.article import Article
from variorum.settings import Settings
from variorum.store import Archive, StoryRow, lists
from variorum.store import stories as rows
from variorum.stories.batch import CRITERION, embed, model
from variorum.stories.similarity import Rarity, Weights, between
from variorum.stories.sketch import sketch

_BY_MEANING = 100
"""Articles with the nearest openings that are looked at."""

_MOST = 200
"""Articles that are looked at in all."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """A story and how like it is to a text.

    Attributes:
        story: The story.
        similarity: Mean over the articles of it that were looked at, 0 to 1, as stories are formed by it.
        same: It is so like that the text would be put into this story.
    """

    story: StoryRow
    similarity: float
    same: bool


def like(archive: Archive, article: Article, *, limit: int = 20, settings: Settings | None = None) -> list[Likeness]:
    """The stories that are about what an article is about, the most alike first.

    Candidates are the stories of the articles whose openings mean most nearly the same; they are ranked by the
    similarity that stories are formed by.

    Args:
        archive: Where to look, among stories as last formed.
        article: It need not be in the archive.
        limit: How many stories at most.
        settings: Those whose comparisons are told of; defaults if None.
    """
    known = archive.vectors(model())
    if not known:
        return []
    numbers = list(known)
    meaning = embed([article])[0]
    near = np.stack([known[number] for number in numbers]) @ meaning
    nearest = [numbers[place] for place in np.argsort(-near)[:_BY_MEANING]]
    with archive.database.read() as connection:
        candidates = rows.beside(connection, nearest, _MOST)
    candidates = [number for number in candidates if number in known]
    own = sketch(article)
    others = [sketch(other) for other in archive.articles(candidates)]
    rarity = Rarity()
    for other in (own, *others):
        rarity.add(other.terms)
    found = between(own, meaning, others, np.stack([known[number] for number in candidates]), rarity, Weights())
    values: defaultdict[str, list[float]] = defaultdict(list)
    with archive.database.read() as connection:
        homes = rows.stories_of(connection, candidates)
        for number, value in zip(candidates, found.tolist(), strict=True):
            if number in homes:
                values[homes[number]].append(value)
        means = {name: sum(own_values) / len(own_values) for name, own_values in values.items()}
        best = sorted(means, key=lambda name: -means[name])[:limit]
        listed = lists.listed(connection, best, (settings or Settings()).hash)
    return [Likeness(listed[name], means[name], means[name] >= CRITERION.similarity) for name in best]
