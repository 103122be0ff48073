"""The commands that fill and keep an archive: `variorum ingest`, `verify`, `rebuild`, `backup`, `export` and so on."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from variorum.cli import judging, stories
from variorum.cli.options import Quiet, Store
from variorum.cli.progress import progress_bar, say
from variorum.cli.stories import INTERRUPTED as INTERRUPTED

DAMAGED = 1
"""Exit status of `verify` when something is wrong."""

_SHOWN_PROBLEMS = 10

app = typer.Typer()
app.add_typer(stories.app)
app.add_typer(judging.app, name="judge")


@app.command()
def ingest(
    context: typer.Context,
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUTS...",
            help="Whatever compare reads, and feeds (RSS, Atom, JSON Feed), lists of feeds (OPML), news sitemaps and "
            "web archives (WARC, WARC.gz): files, folders, http(s) addresses, or - for standard input.",
            show_default=False,
        ),
    ],
    store: Store = None,
    pause: Annotated[
        float, typer.Option("--pause", min=0.0, help="Least seconds between two requests to one host.")
    ] = 1.0,
    quiet: Quiet = False,
) -> None:
    """Take reports into the archive.

    [bold]Examples[/bold]

      variorum ingest saved-pages/ articles.jsonl crawl.warc.gz
      variorum ingest feeds.opml https://example.org/rss

    What the archive has already changes nothing; a changed text at the same address becomes a new version. Interrupted,
    it goes on where it was when it is run again. What could not be read is listed by: variorum problems
    """
    from variorum import archive as use

    errors = Console(stderr=True)
    opened = use.open_archive(store or context.obj, create=True)
    try:
        with progress_bar(errors, quiet) as progress:
            done = use.ingest(opened, inputs, pause=pause, progress=progress)
    except KeyboardInterrupt:
        say(errors, "interrupted", "what was taken in is kept; the same command again goes on")
        raise typer.Exit(INTERRUPTED) from None
    for problem in done.problems[:_SHOWN_PROBLEMS]:
        say(errors, f"{problem.source}: {problem.message}", problem.hint)
    if len(done.problems) > _SHOWN_PROBLEMS:
        say(errors, f"and {len(done.problems) - _SHOWN_PROBLEMS} more problems", "list them with: variorum problems")
    if not quiet:
        typer.echo(f"{done.new} new, {done.changed} changed, {done.known} known; {len(done.problems)} problems")
    if done.problems and not done.new + done.changed + done.known:
        lost = [problem for problem in done.problems if problem.kind != "notice"]
        if lost:
            raise typer.Exit(lost[0].error().exit_code)


@app.command()
def problems(
    context: typer.Context,
    top: Annotated[int, typer.Option("--top", min=1, help="How many to print.")] = 50,
    store: Store = None,
) -> None:
    """List what could not be taken in, and why; the latest first."""
    from variorum import archive as use

    console = Console()
    logged = use.open_archive(store or context.obj).problems(top)
    for entry in logged:
        problem = entry.problem
        times = f", {entry.times} times" if entry.times > 1 else ""
        line = Text.assemble((f"{entry.last:%Y-%m-%d %H:%M}{times}  ", "dim"), f"{problem.source}: {problem.message}")
        if problem.hint:
            line.append(f" ({problem.hint})", style="dim")
        console.print(line, soft_wrap=True)
    if not logged:
        say(Console(stderr=True), "there are no problems", "")


@app.command()
def verify(context: typer.Context, store: Store = None, quiet: Quiet = False) -> None:
    """Check that everything in the archive is whole.

    Exit status: 0 if it is, 1 if something is wrong.
    """
    from variorum import archive as use

    errors = Console(stderr=True)
    opened = use.open_archive(store or context.obj)
    with progress_bar(errors, quiet) as progress:
        faults = opened.verify(lambda done, total: progress("checking", done, total))
    for fault in faults:
        say(errors, fault, "")
    if faults:
        raise typer.Exit(DAMAGED)
    if not quiet:
        typer.echo(f"{opened.count()} articles, all whole")


@app.command()
def backup(
    context: typer.Context,
    target: Annotated[Path, typer.Argument(metavar="FILE", help="Where the copy goes.", show_default=False)],
    store: Store = None,
    quiet: Quiet = False,
) -> None:
    """Write a copy of the archive; others may go on using it meanwhile."""
    from variorum import archive as use

    use.open_archive(store or context.obj).backup(target)
    if not quiet:
        typer.echo(f"written: {target}")


@app.command()
def copy(
    context: typer.Context,
    target: Annotated[
        str,
        typer.Argument(metavar="ARCHIVE", help="A file, or postgresql://USER@HOST/DATABASE.", show_default=False),
    ],
    store: Store = None,
    quiet: Quiet = False,
) -> None:
    """Copy the archive into another one, from SQLite to PostgreSQL or back, and check the copy.

    [bold]Example[/bold]: variorum --store news.sqlite copy postgresql://me@db.example/news

    Everything goes over under the same ids: reports with all versions and their raw bytes, stories, comparisons and
    judgements. The copy has to be empty, or an earlier copy of this archive, which is then brought up to date.
    Interrupted, the same command goes on; others may go on using the archive meanwhile.
    """
    from variorum import archive as use

    errors = Console(stderr=True)
    opened = use.open_archive(store or context.obj)
    try:
        with progress_bar(errors, quiet) as progress:
            done = opened.copy(target, progress)
    except KeyboardInterrupt:
        say(errors, "interrupted", "what was copied is kept; the same command again goes on")
        raise typer.Exit(INTERRUPTED) from None
    if not quiet:
        typer.echo(
            f"{done.articles:,} articles in {done.versions:,} versions, {done.judgements:,} judgements, all as in the "
            f"archive; {done.written:,} written now"
        )


@app.command()
def rebuild(context: typer.Context, store: Store = None, quiet: Quiet = False) -> None:
    """Read every report again from its raw bytes, and form the stories anew.

    For after an update, when reports are read better than when they came in. Names, addresses and judgements stay.
    Interrupted, it leaves nothing half done; the same command again begins anew.
    """
    from variorum import archive as use

    errors = Console(stderr=True)
    opened = use.open_archive(store or context.obj)
    try:
        with progress_bar(errors, quiet) as progress:
            done = use.rebuild(opened, progress=progress)
    except KeyboardInterrupt:
        say(errors, "interrupted", "what was read again is kept; the same command again begins anew")
        raise typer.Exit(INTERRUPTED) from None
    for problem in done.problems[:_SHOWN_PROBLEMS]:
        say(errors, f"{problem.source}: {problem.message}", "it stays as it was")
    if not quiet:
        typer.echo(f"{done.read:,} read again, {done.changed:,} changed; {len(done.problems)} problems")


@app.command()
def export(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where the files go.", show_default=False)],
    parquet: Annotated[bool, typer.Option("--parquet", help="Articles as Parquet instead of JSON Lines.")] = False,
    versions: Annotated[bool, typer.Option("--versions", help="Earlier versions of articles, too.")] = False,
    settings: Annotated[
        Path | None, typer.Option("--settings", metavar="FILE", help="Whose comparisons: settings in TOML.")
    ] = None,
    store: Store = None,
    quiet: Quiet = False,
) -> None:
    """Write articles, stories, comparisons and judgements into files.

    [bold]Example[/bold]: variorum export out/ --parquet

    articles.jsonl can be taken in again with: variorum ingest
    """
    from variorum import archive as use
    from variorum.settings import load

    errors = Console(stderr=True)
    opened = use.open_archive(store or context.obj)
    with progress_bar(errors, quiet) as progress:
        done = use.export(
            opened, folder, parquet=parquet, versions=versions, settings=load(settings), progress=progress
        )
    if not quiet:
        typer.echo(
            f"{done.articles:,} articles, {done.stories:,} stories, {done.comparisons:,} comparisons, "
            f"{done.judgements:,} judgements written to {folder}"
        )
