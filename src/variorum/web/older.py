"""What a page says of a comparison that is not current: when it was made, and what it lacks."""

from __future__ import annotations

from dataclasses import dataclass

from variorum.library import Since, StoryRow
from variorum.model.comparison import Comparison
from variorum.report.legend import count

WORDS = r"^[^/\s]{1,300}/(title|text)/[0-9]{1,9}-[0-9]{1,9}$"
"""Words of a report, as an address of theirs ends."""


@dataclass(frozen=True, slots=True)
class Older:
    """An older comparison; `made` names it, `words` are for readers."""

    made: str
    words: str


def of(row: StoryRow, comparison: Comparison) -> Older | None:
    """What is to be said of a comparison of this story; None if it is current."""
    if row.ready or row.standing is None:
        return None
    made = row.standing.made
    when = f"Compared at {made:%H:%M} UTC on {made.day} {made:%B %Y}"
    return Older(made.isoformat(), f"{when}; {_lacking(Since.of(row, comparison))}.")


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
