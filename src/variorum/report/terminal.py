"""A comparison for the terminal: coloured where that helps, complete without colour, from 20 columns up."""

from __future__ import annotations

import io
from collections.abc import Iterable

from rich.console import Console, RenderableType

from variorum.model.comparison import Comparison
from variorum.report import legend, terminal_points, terminal_words, view
from variorum.report.focus import focus_on
from variorum.report.terminal_layout import Layout
from variorum.report.witnesses import witnesses


def show(comparison: Comparison, console: Console | None = None, *, top: int | None = 8, more: str = "--all") -> None:
    """Print the comparison.

    Args:
        comparison: What to show.
        console: Where; by default standard output, in colour if that is a terminal and NO_COLOR is not set.
        top: Most rows per section, None for all. What is left out is counted on a line of its own.
        more: What that line tells the reader to use to see everything.
    """
    console = console or Console(highlight=False)
    parts = _parts(Layout(comparison, witnesses(comparison), console.width, focus_on(comparison), top, more))
    if console.is_terminal:
        for part in parts:
            console.print(part, highlight=False)
        return
    # In a file or a pipe nobody needs the spaces up to the end of the line.
    with console.capture() as capture:
        for part in parts:
            console.print(part, highlight=False)
    page = capture.get()
    if not console.encoding.startswith("utf"):
        page = legend.ascii_signs(page).encode(console.encoding, "replace").decode(console.encoding)
    for line in page.splitlines():
        console.file.write(line.rstrip() + "\n")


def to_text(comparison: Comparison, width: int = 80, top: int | None = 8, more: str = "--all") -> str:
    """The same without colour, as a string."""
    file = io.StringIO()
    show(comparison, Console(file=file, width=width, color_system=None, force_terminal=False), top=top, more=more)
    return file.getvalue()


def _parts(layout: Layout) -> Iterable[RenderableType]:
    groups = view.by_status(layout.comparison)
    yield from terminal_points.event(layout)
    yield from terminal_points.reports(layout)
    yield from terminal_points.contested(layout, groups["contested"])
    yield from terminal_points.superseded(layout, groups["superseded"])
    yield from terminal_points.table(layout, "corroborated", groups["corroborated"])
    yield from terminal_points.table(layout, "repeated", groups["repeated"])
    yield from terminal_points.singles(layout)
    yield from terminal_points.omissions(layout)
    yield from terminal_words.quotes(layout)
    yield from terminal_words.labels(layout)
    yield from terminal_words.copies(layout)
    yield from terminal_words.timeline(layout)
    yield from terminal_words.digest(layout)
    yield from terminal_words.key(layout)
