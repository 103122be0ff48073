"""What the tools read: a library, and comparisons that were made for a client."""

from __future__ import annotations

import itertools
import threading
from collections import OrderedDict
from collections.abc import Sequence

from variorum.errors import InputError, NotFoundError
from variorum.library import Library
from variorum.model.comparison import Comparison
from variorum.progress import Progress, no_progress
from variorum.settings import Settings

_REMEMBERED = 20
"""Comparisons of given texts that can still be asked about."""


class Room:
    """One server's stories.

    Args:
        library: The stories that everybody sees; None if there is no archive.
        settings: For comparisons of given texts; defaults if None.
    """

    def __init__(self, library: Library | None, settings: Settings | None = None) -> None:
        self._library = library
        self.settings = settings or Settings()
        self._made: OrderedDict[str, Comparison] = OrderedDict()
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()

    @property
    def library(self) -> Library:
        """The stories.

        Raises:
            NotFoundError: There is no archive.
        """
        if self._library is None:
            raise NotFoundError(
                "there is no archive here", "fill one with: variorum ingest; or give compare_coverage texts or urls"
            )
        return self._library

    def remember(self, comparisons: Sequence[Comparison]) -> tuple[str, ...]:
        """Keeps comparisons for a while; returns their ids."""
        with self._lock:
            ids = tuple(f"given-{next(self._numbers)}" for _ in comparisons)
            self._made.update(zip(ids, comparisons, strict=True))
            while len(self._made) > _REMEMBERED:
                self._made.popitem(last=False)
            return ids

    def comparison(self, story: str, progress: Progress = no_progress) -> Comparison:
        """The comparison of a story, or one that was made for a client.

        Raises:
            NotFoundError: There is none of that id.
        """
        with self._lock:
            made = self._made.get(story)
        if made is not None:
            return made
        if story.startswith("given-"):
            raise NotFoundError(
                f"{story[:40]} is not remembered any more", "compare the texts again with compare_coverage"
            )
        if not story.strip():
            raise InputError("no story is named", "find one with search_stories")
        return self.library.comparison(story, progress)

    def title(self, story: str) -> str:
        """What a story of the library is called; empty for one that was made for a client."""
        return "" if story.startswith("given-") else self.library.story(story).title
