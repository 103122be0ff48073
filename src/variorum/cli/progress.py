"""What goes to standard error: a progress line while it is a terminal, and messages of one line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.text import Text

from variorum.progress import Progress as Report
from variorum.progress import no_progress


@contextmanager
def progress_bar(console: Console, quiet: bool) -> Iterator[Report]:
    """Shows what is going on; nothing when quiet or piped."""
    if quiet or not console.is_terminal:
        yield no_progress
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("starting", total=None)

        def report(what: str, done: int, total: int) -> None:
            bar.update(task, description=what[:60], completed=done, total=total or None)

        yield report


def say(console: Console, message: str, hint: str) -> None:
    """One line with the program's name in front and what to do behind."""
    line = Text.assemble(("variorum: ", "bold"), " ".join(message.split()))
    if hint:
        line.append(f" ({hint})", style="dim")
    console.print(line, soft_wrap=True, highlight=False)
