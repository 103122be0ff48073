"""What a page says of a comparison that is not current: when it was made, and what it lacks."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from variorum.library import Since, StoryRow
from variorum.report.legend import count
from variorum.web.pages import render

WORDS = r"^[^/\s]{1,300}/(title|text)/[0-9]{1,9}-[0-9]{1,9}$"
"""Words of a report, as an address of theirs ends."""


def note(row: StoryRow, digests: Mapping[str, str], asks: str = "") -> Markup:
    """What a page says if what it shows is not current; nothing if it is.

    Args:
        row: The story as it is now.
        digests: Of the reports that the page shows, by id.
        asks: What the page adds when it asks for a newer one.
    """
    if row.ready or row.standing is None:
        return Markup()
    values = {"words": words(row, digests), "asks": asks, "base": f"/stories/{row.id}"}
    # The template has escaped it.
    return Markup(render("older.html.j2", made=row.standing.made.isoformat(), **values))  # noqa: S704


def words(row: StoryRow, digests: Mapping[str, str]) -> str:
    """What is said of a story that had these reports when it was compared."""
    if row.standing is None:
        return ""
    made = row.standing.made
    when = f"Compared at {made:%H:%M} UTC on {made.day} {made:%B %Y}"
    return f"{when}; {_lacking(Since.of(row, digests))}."


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
