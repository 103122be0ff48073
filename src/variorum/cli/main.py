"""The command line: `variorum compare ...`; the commands of the archive stand in `variorum.cli.archive`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text
from typer.core import TyperGroup

from variorum import __version__
from variorum.cli import archive
from variorum.cli.explain import explain
from variorum.cli.export import Output
from variorum.cli.mcp import mcp
from variorum.cli.options import Store
from variorum.cli.progress import progress_bar, say
from variorum.cli.serve import serve
from variorum.cli.watch import watch
from variorum.errors import VariorumError

_FIRST = ("compare", "explain", "serve", "ingest", "watch", "stories", "show", "search", "judge", "export", "mcp")
"""Commands in the order in which users need them; upkeep comes behind."""


class _Commands(TyperGroup):
    """The commands, in the order of use."""

    def list_commands(self, ctx: object) -> list[str]:
        return sorted(self.commands, key=lambda name: _FIRST.index(name) if name in _FIRST else len(_FIRST))


app = typer.Typer(
    name="variorum",
    cls=_Commands,
    help="Several reports of one event in; what happened, according to whom, out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)


app.add_typer(archive.app)
app.command()(explain)
app.command()(mcp)
app.command()(serve)
app.command()(watch)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"variorum {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    context: typer.Context,
    store: Store = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Several reports of one event in; what happened, according to whom, out."""
    context.obj = store


@app.command()
def compare(
    context: typer.Context,
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="REPORTS...",
            help="Files (plain text, HTML, news-please JSON or JSONL, each also .gz), folders of them, http(s) "
            "addresses, or - for standard input.",
            show_default=False,
        ),
    ] = None,
    story: Annotated[
        str | None, typer.Option("--story", metavar="STORY", help="Compare a story of the archive instead.")
    ] = None,
    store: Store = None,
    output: Output = None,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write the report as one self-contained HTML page.")
    ] = None,
    json: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write everything as JSON (see docs/export.md).")
    ] = None,
    top: Annotated[int, typer.Option("--top", min=1, help="How many rows of each part to print.")] = 12,
    everything: Annotated[bool, typer.Option("--all", help="Print every row.")] = False,
    settings: Annotated[
        Path | None, typer.Option("--settings", metavar="FILE", help="Settings in TOML (see docs/settings.md).")
    ] = None,
    crowd_policy: Annotated[
        str | None,
        typer.Option(
            "--crowd-policy",
            help='What "hundreds" means: ccc (200 to 999, Crowd Counting Consortium) or acled (100 to 999).',
        ),
    ] = None,
    one_event: Annotated[
        bool, typer.Option("--one-event", help="All reports are about one event: do not tell events apart.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print no report and no progress.")] = False,
) -> None:
    """Compare several reports of one event.

    [bold]Examples[/bold]

      variorum compare reports/*.txt
      variorum compare reports/ --html report.html --json comparison.json
      variorum compare reports/ -o report.docx -o tables.csv
      variorum compare articles.jsonl page.html https://example.org/story
      variorum compare --story s12 --html report.html

    Reports of different events are told apart and compared event by event; the second event is written to a second file
    (report-2.html).

    Exit status: 0 compared (inputs that could not be read are named on standard error), 2 wrong usage, 3 nothing could
    be read, 4 an address could not be fetched, 5 nothing to compare, 6 wrong setting, 7 no such
    story or archive, 130 interrupted.
    """
    import dataclasses

    from variorum import service
    from variorum.report.terminal import show
    from variorum.settings import load

    chosen = load(settings)
    if crowd_policy is not None:
        chosen = dataclasses.replace(chosen, crowd_policy=crowd_policy)
    errors = Console(stderr=True)
    if bool(inputs) == (story is not None):
        raise typer.BadParameter("give either reports or --story", param_hint="REPORTS... or --story")
    with progress_bar(errors, quiet) as progress:
        if story is None:
            outcome = service.compare_inputs(inputs or [], chosen, progress, one_event=one_event)
        else:
            outcome = service.compare_stored(store or context.obj, story, chosen, progress)
    for problem in outcome.problems:
        say(errors, f"{problem.source}: {problem.message}", problem.hint)
    if len(outcome.comparisons) > 1:
        sizes = ", ".join(str(len(comparison.articles)) for comparison in outcome.comparisons)
        say(
            errors,
            f"the reports are about {len(outcome.comparisons)} events (of {sizes} reports)",
            "each is compared apart; --one-event keeps them together",
        )
    console = Console()
    for number, comparison in enumerate(outcome.comparisons, start=1):
        if html is not None:
            service.write_html(comparison, _numbered(html, number))
        if json is not None:
            service.write_json(comparison, _numbered(json, number))
        for path in output or ():
            service.write_as(comparison, _numbered(path, number))
        if not quiet:
            show(comparison, console, top=None if everything else top)
    for path in (html, json, *(output or ())):
        if path is not None and not quiet:
            errors.print(Text(f"written: {path}", style="dim"))


def _numbered(path: Path, number: int) -> Path:
    """report.html, report-2.html, report-3.html, ..."""
    return path if number == 1 else path.with_name(f"{path.stem}-{number}{path.suffix}")


def main() -> None:
    """Runs the command line; errors become one line and an exit status."""
    try:
        app(standalone_mode=True)
    except VariorumError as error:
        say(Console(stderr=True), error.message, error.hint)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        say(Console(stderr=True), "interrupted", "nothing was left half written")
        sys.exit(archive.INTERRUPTED)
    except BrokenPipeError:
        # The reader of a pipe (head, less) has seen enough.
        sys.stderr.close()
        sys.exit(0)
    except Exception as error:
        if os.environ.get("VARIORUM_TRACEBACK"):
            raise
        what = f"{type(error).__name__}: {error}"
        say(
            Console(stderr=True),
            f"this is a defect of Variorum ({what})",
            "please report it with what VARIORUM_TRACEBACK=1 prints",
        )
        sys.exit(VariorumError.exit_code)
