"""Options that several commands share."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

import typer

from variorum import ages
from variorum.errors import InputError


def age(text: str) -> timedelta:
    """A span of time as people write it: 90m, 36h, 2d, 1w."""
    try:
        return ages.age(text)
    except InputError as error:
        raise typer.BadParameter(f"{error.message} ({error.hint})") from None


Store = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="ARCHIVE",
        help="The archive: a file, or postgresql://...; else VARIORUM_STORE, else a file in your own data folder.",
        show_default=False,
    ),
]

Since = Annotated[
    timedelta | None,
    typer.Option("--since", parser=age, metavar="SPAN", help="Only what was published in this time: 90m, 36h, 2d, 1w."),
]

Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print no progress and no summary.")]
