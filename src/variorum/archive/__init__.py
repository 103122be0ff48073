"""What users do with an archive, for every front end alike.

    opened = open_archive(Path("news.sqlite"), create=True)
    ingest(opened, ["feeds.opml"])
    form_stories(opened)
    for row in listing(opened, order="contested").stories:
        print(row.id, row.title, comparison(opened, row.id).points[0].gist.quote)

`ingesting`   reports in, `revisiting` again as they change
`forming`     articles into stories, `overruling` as people have judged
`stories`     looking at stories
`comparing`   comparing them, once
`judging`     what people decide
`searching`   finding articles by their words, `likeness` stories by a text
`revisions`   what changed from version to version
`rebuilding`, `exporting`  everything anew, everything out
"""

from __future__ import annotations

from pathlib import Path

from variorum.archive.comparing import compare_stale, comparison, kept_export, kept_page, retire, standing
from variorum.archive.exporting import Exported, export
from variorum.archive.forming import form_stories
from variorum.archive.ingesting import Ingested, ingest
from variorum.archive.judging import (
    judge,
    judgements,
    merge_stories,
    move_article,
    names_in,
    outlet_grades,
    outlet_groups,
    split_story,
    undo,
)
from variorum.archive.likeness import Likeness, like
from variorum.archive.rebuilding import Rebuilt, rebuild
from variorum.archive.revisions import Revision, revisions
from variorum.archive.revisiting import revisit
from variorum.archive.searching import Found, search
from variorum.archive.stories import (
    Listing,
    Story,
    listing,
    reports,
    stories,
    stories_json,
    story,
    story_row,
    version_counts,
)
from variorum.store import Archive, default_location

compare_story = comparison

__all__ = [
    "Exported",
    "Found",
    "Ingested",
    "Likeness",
    "Listing",
    "Rebuilt",
    "Revision",
    "Story",
    "compare_stale",
    "compare_story",
    "comparison",
    "export",
    "form_stories",
    "ingest",
    "judge",
    "judgements",
    "kept_export",
    "kept_page",
    "like",
    "listing",
    "merge_stories",
    "move_article",
    "names_in",
    "open_archive",
    "outlet_grades",
    "outlet_groups",
    "rebuild",
    "reports",
    "retire",
    "revisions",
    "revisit",
    "search",
    "split_story",
    "standing",
    "stories",
    "stories_json",
    "story",
    "story_row",
    "undo",
    "version_counts",
]


def open_archive(location: Path | str | None, *, create: bool = False) -> Archive:
    """The archive in a file or at a PostgreSQL address, else the user's own.

    Raises:
        StoreError: It is missing or cannot be used.
    """
    return Archive(location or default_location(), create=create)
