"""The commands of the archive: `variorum ingest`, `stories`, `show`, `search`, `problems`, `verify`, `backup`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from variorum.cli.options import Quiet, Since, Store
from variorum.cli.progress import progress_bar, say

if TYPE_CHECKING:
    from variorum.archive import Story

INTERRUPTED = 130
"""Exit status after Ctrl-C, as shells have it."""

DAMAGED = 1
"""Exit status of `verify` when something is wrong."""

_SHOWN_PROBLEMS = 10

app = typer.Typer()


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
def stories(
    context: typer.Context,
    since: Since = None,
    search: Annotated[
        str | None, typer.Option("--search", metavar="WORDS", help="Only stories with a report that has the words.")
    ] = None,
    least: Annotated[int, typer.Option("--least", min=1, help="Only stories of so many reports.")] = 1,
    top: Annotated[int, typer.Option("--top", min=1, help="How many to print.")] = 20,
    json: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write all of them as JSON; - for standard output.")
    ] = None,
    store: Store = None,
    quiet: Quiet = False,
) -> None:
    """List the stories in the archive, those that most outlets report first.

    [bold]Examples[/bold]

      variorum stories --since 2d --least 2
      variorum stories --search "harbour ferry" --json stories.json
    """
    from variorum import archive as use
    from variorum.service import write_whole

    errors = Console(stderr=True)
    opened = use.open_archive(store or context.obj)
    try:
        with progress_bar(errors, quiet) as progress:
            found = use.stories(opened, since=since, words=search or "", least=least, progress=progress)
    except KeyboardInterrupt:
        say(errors, "interrupted", "the stories are as they were; the same command again goes on")
        raise typer.Exit(INTERRUPTED) from None
    if json is not None and str(json) == "-":
        typer.echo(use.stories_json(found), nl=False)
        return
    if json is not None:
        write_whole(json, use.stories_json(found))
    if quiet:
        return
    if not found:
        say(errors, "no story fits", "ask for less, or: variorum ingest INPUTS")
    table = Table(show_edge=False, pad_edge=False, box=None, expand=True)
    for heading in ("story", "reports", "outlets", "published"):
        table.add_column(heading, justify="right" if heading in ("reports", "outlets") else "left", no_wrap=True)
    table.add_column("headline", overflow="ellipsis", no_wrap=True, ratio=1)
    for story in found[:top]:
        table.add_row(story.id, str(len(story.articles)), str(story.outlets), _when(story), Text(story.title))
    if found:
        Console().print(table)
    if len(found) > top:
        say(errors, f"{len(found) - top} more stories", "print them with --top")


@app.command()
def show(
    context: typer.Context,
    story: Annotated[str, typer.Argument(metavar="STORY", help="Id of a story.", show_default=False)],
    store: Store = None,
    quiet: Quiet = False,
) -> None:
    """Show the reports of a story and their versions."""
    from variorum import archive as use

    opened = use.open_archive(store or context.obj)
    with progress_bar(Console(stderr=True), quiet) as progress:
        found = use.story(opened, story, progress=progress)
    console = Console()
    console.print(Text(found.title, style="bold"))
    console.print(Text(f"{found.id}: {len(found.articles)} reports of {found.outlets} outlets", style="dim"))
    for article in found.articles:
        date = article.published.strftime("%Y-%m-%d") if article.published else "undated"
        line = Text.assemble(f"\n{date}  ", (article.name, "bold"), f"  {' '.join(article.headline.split())}")
        console.print(line)
        versions = use.versions(opened, article)
        if versions > 1:
            console.print(Text(f"            {versions} versions", style="yellow"))
        console.print(Text(f"            {article.id}", style="dim"), soft_wrap=True)
    console.print(Text(f"\ncompare them with: variorum compare --story {found.id}", style="dim"))


@app.command()
def search(
    context: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="WORDS...",
            help='All must occur; "a phrase", word*, title:word, outlet:word; -word (behind --) must not.',
            show_default=False,
        ),
    ],
    since: Since = None,
    top: Annotated[int, typer.Option("--top", min=1, help="How many to print.")] = 20,
    store: Store = None,
) -> None:
    """Find reports by their words, best first.

    [bold]Examples[/bold]

      variorum search harbour ferry
      variorum search '"ran aground"' outlet:bugle
    """
    from variorum import archive as use
    from variorum.store import END, START

    console = Console()
    # A phrase that the shell has taken the marks off is still one.
    query = " ".join(f'"{word}"' if " " in word and '"' not in word else word for word in words)
    found = use.search(use.open_archive(store or context.obj), query, since=since, limit=top)
    if not found:
        say(Console(stderr=True), "no report has these words", "try fewer, or word* for any ending")
    for number, hit in enumerate(found):
        article = hit.article
        date = article.published.strftime("%Y-%m-%d") if article.published else "undated"
        headline = " ".join(article.headline.split()) or article.id
        console.print(Text.assemble("\n" if number else "", (headline, "bold"), f"  {article.name}, {date}"))
        line = Text("  ")
        for number_of_part, part in enumerate(hit.hit.snippet.split(START)):
            marked, _, rest = part.partition(END) if number_of_part else ("", "", part)
            # What cannot show colours gets marks.
            line.append(marked if console.is_terminal or not marked else f"[{marked}]", style="bold yellow")
            line.append(rest)
        console.print(line)
        console.print(Text(f"  {article.id}", style="dim"), soft_wrap=True)


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


def _when(story: Story) -> str:
    """The days on which a story was reported."""
    if story.published is None:
        return "undated"
    first, last = story.published
    if first.date() == last.date():
        return f"{first:%Y-%m-%d}"
    return f"{first:%Y-%m-%d} to {last:%m-%d}" if first.year == last.year else f"{first:%Y-%m-%d} to {last:%Y-%m-%d}"
