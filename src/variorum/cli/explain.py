"""`variorum explain`: why a row of the comparison is a row."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from variorum.cli.progress import progress_bar
from variorum.errors import InputError
from variorum.model.comparison import Comparison


def explain(
    point: Annotated[str, typer.Argument(metavar="POINT", help="Id of a point in the report: p3.", show_default=False)],
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="REPORTS...",
            help="The same reports, in the same order, as compared; or the export of a comparison.",
            show_default=False,
        ),
    ],
    settings: Annotated[
        Path | None, typer.Option("--settings", metavar="FILE", help="Settings in TOML (see docs/settings.md).")
    ] = None,
) -> None:
    """Show why the mentions of a point stand in one row.

    For every mention the features that speak for and against its standing beside the most central one, with what each
    added to the log-odds; they add up to the probability.

    [bold]Example[/bold]

      variorum explain p3 reports/*.txt
      variorum explain p3 comparison.json
    """
    from variorum.report.terminal_reasons import show_reasons

    comparison = _comparison(inputs, settings)
    try:
        chosen = comparison.point(point)
    except KeyError:
        raise InputError(f"there is no point {point!r}", f"the points are p1 to p{len(comparison.points)}") from None
    show_reasons(comparison, chosen)


def _comparison(inputs: list[str], settings: Path | None) -> Comparison:
    """The one that was exported, or that of the reports."""
    from variorum import service
    from variorum.report import load as exported
    from variorum.settings import load

    if len(inputs) == 1 and exported.is_export(Path(inputs[0])):
        return exported.load(Path(inputs[0]))
    with progress_bar(Console(stderr=True), quiet=False) as progress:
        return service.compare_inputs(inputs, load(settings), progress).comparisons[0]
