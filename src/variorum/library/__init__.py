"""The stories that a running program shows, from an archive or from comparisons in files.

The web pages, the REST interface and the MCP server all read through a `Library`. None of its methods forms stories, so
that readers are quick while reports come in. `comparison` alone may have to work, for a story whose `ready` is false;
`shown` has what was made before, for every story that is `readable`.
"""

from variorum.library.given import ComparisonLibrary
from variorum.library.shapes import Library, Listing, Match, Order, Since, StoryRow, select
from variorum.library.stored import ArchiveLibrary, Maker

__all__ = [
    "ArchiveLibrary",
    "ComparisonLibrary",
    "Library",
    "Listing",
    "Maker",
    "Match",
    "Order",
    "Since",
    "StoryRow",
    "select",
]
