"""The commands that look at stories and articles: `variorum stories`, `show`, `search`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from variorum.cli.options import Quiet, Since, Store
from variorum.cli.progress import progress_bar, say
from variorum.cli.versions import print_report, print_versions

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from variorum.store import Archive, Standing, StoryRow

INTERRUPTED = 130
"""Exit status after Ctrl-C, as shells have it."""

_EVERY = 10_000_000

app = typer.Typer()


@app.command()
def stories(
    context: typer.Context,
    since: Since = None,
    search: Annotated[
        str | None,
        typer.Option("--search", metavar="WORDS", help="Only stories with a report that search would find."),
    ] = None,
    like: Annotated[
        Path | None,
        typer.Option("--like", metavar="FILE", help="Stories about what the report in a file is about, nearest first."),
    ] = None,
    least: Annotated[int, typer.Option("--least", min=1, help="Only stories of so many reports.")] = 1,
    order: Annotated[
        Literal["largest", "newest", "contested"],
        typer.Option(
            "--order", help="Which come first; contested ranks by what comparisons have found so far (~ if outdated)."
        ),
    ] = "largest",
    compare: Annotated[
        bool, typer.Option("--compare", help="First compare the stories that have changed since they were compared.")
    ] = False,
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
      variorum stories --order contested --compare
      variorum stories --search "harbour ferry outlet:bugle" --json stories.json
      variorum stories --like report.txt
    """
    from variorum import archive as use
    from variorum.service import write_whole

    errors = Console(stderr=True)
    opened = use.open_archive(store or context.obj)
    try:
        with progress_bar(errors, quiet) as progress:
            use.form_stories(opened, progress=progress)
            if compare:
                use.compare_stale(opened, progress=progress)
    except KeyboardInterrupt:
        say(errors, "interrupted", "what was made is kept; the same command again goes on")
        raise typer.Exit(INTERRUPTED) from None
    if like is not None:
        _print_alike(opened, like, top)
        return
    listing = use.listing(
        opened, order=order, words=search or "", since=since, least=least, limit=_EVERY if json is not None else top
    )
    if json is not None:
        written = use.stories_json(listing.stories, use.reports(opened))
        if str(json) == "-":
            typer.echo(written, nl=False)
            return
        write_whole(json, written)
    if quiet:
        return
    if not listing.total:
        say(errors, "no story fits", "ask for less, or: variorum ingest INPUTS")
        return
    Console().print(_table(listing.stories[:top]))
    if listing.total > top:
        say(errors, f"{listing.total - top:,} more stories", "print them with --top")


def _print_alike(archive: Archive, path: Path, top: int) -> None:
    from variorum.archive.likeness import like
    from variorum.articles import from_path

    found = like(archive, from_path(path), limit=top)
    if not found:
        say(Console(stderr=True), "there is no story yet", "variorum ingest INPUTS")
        return
    if not found[0].same:
        say(Console(stderr=True), "no story is about the same event", "these come nearest")
    Console().print(_table([likeness.story for likeness in found], [likeness.similarity for likeness in found]))


def _table(rows: Sequence[StoryRow], likeness: Sequence[float] | None = None) -> Table:
    table = Table(show_edge=False, pad_edge=False, box=None, expand=True)
    compared = any(row.standing is not None for row in rows)
    for heading in ("story", *(["alike"] if likeness else []), "reports", "outlets",
                    *(["contested"] if compared else []), "published"):  # fmt: skip
        table.add_column(heading, justify="left" if heading in ("story", "published") else "right", no_wrap=True)
    table.add_column("headline", overflow="ellipsis", no_wrap=True, ratio=1)
    for number, row in enumerate(rows):
        cells = [row.id, *([f"{likeness[number]:.2f}"] if likeness else []), str(row.articles), str(row.outlets)]
        if compared:
            cells.append(_contested(row.standing) if row.standing is not None else "")
        table.add_row(*cells, _when(row.earliest, row.latest), Text(row.title))
    return table


def _contested(standing: Standing) -> str:
    """How many points are contested; "~" where the story has changed since it was compared."""
    return f"{'' if standing.current else '~'}{standing.count('contested')}"


@app.command()
def show(
    context: typer.Context,
    name: Annotated[
        str,
        typer.Argument(metavar="STORY|REPORT", help="Id of a story, or of a report.", show_default=False),
    ],
    versions: Annotated[
        bool, typer.Option("--versions", help="What changed from each version of a report to the next.")
    ] = False,
    store: Store = None,
    quiet: Quiet = False,
) -> None:
    """Show the reports of a story, or one report as it was read.

    [bold]Examples[/bold]

      variorum show s12
      variorum show https://example.org/ferry
      variorum show https://example.org/ferry --versions
    """
    from variorum import archive as use

    opened = use.open_archive(store or context.obj)
    console = Console()
    if versions or opened.number(name) is not None:
        found = use.revisions(opened, name)
        print_versions(console, found) if versions else print_report(console, found)
        return
    with progress_bar(Console(stderr=True), quiet) as progress:
        use.form_stories(opened, progress=progress)
    _print_story(console, opened, name)


def _print_story(console: Console, archive: Archive, name: str) -> None:
    from variorum import archive as use

    row, reports = use.story_row(archive, name)
    console.print(Text(row.title, style="bold"))
    console.print(Text(f"{row.id}: {row.articles} reports of {row.outlets} outlets", style="dim"))
    if row.standing is not None:
        told = ", ".join(f"{count} {status}" for status, count in row.standing.points if count)
        when = "" if row.standing.current else "; something has changed since"
        console.print(Text(f"compared: {told}; {row.standing.texts} distinct texts{when}", style="dim"))
    counts = use.version_counts(archive, [report.id for report in reports])
    for report in reports:
        date = report.published.strftime("%Y-%m-%d") if report.published else "undated"
        console.print(Text.assemble(f"\n{date}  ", (report.name, "bold"), f"  {report.title}"))
        if counts[report.id] > 1:
            console.print(Text(f"            {counts[report.id]} versions (variorum show ... --versions)", "yellow"))
        console.print(Text(f"            {report.id}", style="dim"), soft_wrap=True)
    console.print(Text(f"\ncompare them with: variorum compare --story {row.id}", style="dim"))


@app.command()
def search(
    context: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="WORDS...",
            help='All must occur; "a phrase", word*, title:word, outlet:word, entity:"Some Name", date:2025-03, '
            "status:contested; -word (behind --) must not.",
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
      variorum search '"ran aground"' outlet:bugle date:2025-03-01..2025-03-09
      variorum search 'entity:"Ines Varga"' status:contested

    entity: finds the other names of somebody, too, and status: the reports that carry such a point, as far as the
    stories have been compared.
    """
    from variorum import archive as use
    from variorum.store import END, START

    console = Console()
    found = use.search(use.open_archive(store or context.obj), _typed(words), since=since, limit=top)
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


def _typed(words: Sequence[str]) -> str:
    """The query that the shell has taken the marks of phrases off."""
    found = []
    for word in words:
        field, colon, rest = word.partition(":")
        if " " not in word or '"' in word:
            found.append(word)
        elif colon and " " not in field:
            found.append(f'{field}:"{rest}"')
        else:
            found.append(f'"{word}"')
    return " ".join(found)


def _when(earliest: datetime | None, latest: datetime | None) -> str:
    """The days on which a story was reported."""
    if earliest is None or latest is None:
        return "undated"
    if earliest.date() == latest.date():
        return f"{earliest:%Y-%m-%d}"
    end = f"{latest:%m-%d}" if earliest.year == latest.year else f"{latest:%Y-%m-%d}"
    return f"{earliest:%Y-%m-%d} to {end}"
