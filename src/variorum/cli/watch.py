"""`variorum watch`: feeds in again and again, and what became contested or corroborated out."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from variorum.cli.options import Quiet, Store, age
from variorum.cli.progress import progress_bar, say
from variorum.cli.stories import INTERRUPTED
from variorum.errors import VariorumError

if TYPE_CHECKING:
    from variorum.sources import Problem
    from variorum.watching import News

_SHORTEST = timedelta(minutes=1)


def watch(
    context: typer.Context,
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="FEEDS...",
            help="Feeds (RSS, Atom, JSON Feed), lists of feeds (OPML) and news sitemaps, and whatever else ingest "
            "reads: addresses, files, folders.",
            show_default=False,
        ),
    ],
    every: Annotated[
        timedelta, typer.Option("--every", parser=age, metavar="SPAN", help="Time between two polls: 90m, 2h.")
    ] = "10m",  # type: ignore[assignment]
    revisit: Annotated[
        timedelta,
        typer.Option(
            "--revisit",
            parser=age,
            metavar="SPAN",
            help="How long after it came in an article is asked for again, ever more seldom: 2d, 0d for never.",
        ),
    ] = "7d",  # type: ignore[assignment]
    once: Annotated[bool, typer.Option("--once", help="Poll once and stop.")] = False,
    top: Annotated[int, typer.Option("--top", min=1, help="How many points of each kind to print for a story.")] = 5,
    store: Store = None,
    pause: Annotated[
        float, typer.Option("--pause", min=0.0, help="Least seconds between two requests to one host.")
    ] = 1.0,
    quiet: Quiet = False,
) -> None:
    """Watch feeds: take in what is new or has changed, and tell what became contested or corroborated by it.

    [bold]Examples[/bold]

      variorum watch feeds.opml
      variorum watch https://example.org/rss --every 30m
      variorum watch feeds.opml --once          # from cron, for instance

    Only what has changed is asked for; articles that were fetched are asked for again while they are recent. robots.txt
    is obeyed, and hosts that ask to be left alone are. Ctrl-C ends it at any time: what was taken in is kept.
    """
    from variorum import archive as use
    from variorum.sources import Limits
    from variorum.sources.visiting import Visitor
    from variorum.watching import poll

    if every < _SHORTEST:
        raise typer.BadParameter("feeds are not asked more often than once a minute", param_hint="--every")
    errors, console = Console(stderr=True), Console()
    limits = Limits()
    visitor = Visitor(limits, pause)
    opened = use.open_archive(store or context.obj, create=True)
    try:
        while True:
            began = time.monotonic()
            try:
                with progress_bar(errors, quiet) as progress:
                    done, found = poll(opened, inputs, visitor, limits=limits, recent=revisit, progress=progress)
            except VariorumError as error:
                if once:
                    raise
                # A server or a disk that fails for an hour does not end a watch of weeks.
                say(errors, error.message, error.hint)
            else:
                _tell(console, errors, found, done.problems, top)
                if not quiet:
                    came = f"{done.new} new, {done.changed} changed, {len(done.problems)} problems"
                    say(errors, f"{datetime.now():%H:%M} {came}", "")
                if once:
                    lost = [problem for problem in done.problems if problem.kind != "notice"]
                    if lost and not done.new + done.changed + done.known:
                        raise typer.Exit(lost[0].error().exit_code)
                    return
            time.sleep(max(0.0, every.total_seconds() - (time.monotonic() - began)))
    except KeyboardInterrupt:
        say(errors, "stopped", "what was taken in is kept; the same command goes on")
        raise typer.Exit(INTERRUPTED) from None


def _tell(console: Console, errors: Console, found: Sequence[News], problems: Iterable[Problem], top: int) -> None:
    from variorum.cli.news import lines

    for problem in problems:
        if problem.kind != "notice":
            say(errors, f"{problem.source}: {problem.message}", problem.hint)
    for news in found:
        for line in lines(news, top):
            console.print(line, soft_wrap=True, highlight=False)
