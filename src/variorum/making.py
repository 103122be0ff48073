"""Asking for comparisons that somebody waits for, or that are made while an older one is read."""

from __future__ import annotations

from variorum.library import Library, StoryRow
from variorum.progress import Progress
from variorum.work import Job, Result, Works


def compare(library: Library, works: Works, row: StoryRow, *, urgent: bool) -> Job:
    """Asks for the comparison of a story as it is now; a story is compared once for all who ask.

    Args:
        library: Where it is.
        works: Where the work goes.
        row: The story.
        urgent: Somebody waits for it.
    """

    def work(progress: Progress) -> Result:
        library.comparison(row.id, progress)
        return Result(f"/stories/{row.id}")

    return works.ask(row.title, key(row), work, urgent=urgent)


def failed(works: Works, row: StoryRow) -> Job | None:
    """The last attempt at the comparison of a story, if it failed."""
    return works.failed(key(row))


def key(row: StoryRow) -> str:
    """What the work is called."""
    return f"compare {row.id}"
