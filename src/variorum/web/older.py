"""What a page says of a comparison that is not current: when it was made, and what it lacks."""

from __future__ import annotations

from collections.abc import Callable

from variorum.api.answers import Answer
from variorum.library import Since, StoryRow
from variorum.model.comparison import Comparison
from variorum.report.legend import count
from variorum.web.pages import render

WORDS = r"^[^/\s]{1,300}/(title|text)/[0-9]{1,9}-[0-9]{1,9}$"
"""Words of a report, as an address of theirs ends."""


PLACE = "<!-- when it was compared -->"
"""Where a page says it; what reports say cannot look like this, as it is escaped."""


def mark(page: Answer, row: StoryRow, comparison: Comparison, asks: Callable[[Comparison], str]) -> str:
    """The page of a comparison with word that it is not current.

    Args:
        page: As it is while the comparison is current.
        row: The story as it is now.
        comparison: What the page shows.
        asks: What the page adds when it asks for a newer one.
    """
    made = row.standing.made.isoformat() if row.standing is not None else ""
    values = {"words": words(row, comparison), "asks": asks(comparison), "base": f"/stories/{row.id}"}
    said = render("older.html.j2", made=made, **values)
    return page.data.decode().replace(PLACE, said, 1)


def words(row: StoryRow, comparison: Comparison) -> str:
    """What is said of a comparison of a story that is not current."""
    if row.standing is None:
        return ""
    made = row.standing.made
    when = f"Compared at {made:%H:%M} UTC on {made.day} {made:%B %Y}"
    return f"{when}; {_lacking(Since.of(row, comparison))}."


def _lacking(since: Since) -> str:
    added, changed, gone = len(since.added), len(since.changed), len(since.gone)
    new = " and ".join(
        count(number, f"{kind} report") for number, kind in ((added, "newer"), (changed, "changed")) if number
    )
    left = f"{count(gone, 'report')} that {'is' if gone == 1 else 'are'} shown {'has' if gone == 1 else 'have'} left it"
    if new:
        doing = f"{new} {'is' if added + changed == 1 else 'are'} being compared"
        return f"{doing}, and {left}" if gone else doing
    if gone:
        return f"{left}, and the others are being compared anew"
    return "it is being made anew by another version of Variorum"
