"""Options that several commands share."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

_AGE = re.compile(r"(\d{1,6})\s*([mhdw])")
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def age(text: str) -> timedelta:
    """A span of time as people write it: 90m, 36h, 2d, 1w."""
    found = _AGE.fullmatch(text.strip().lower())
    if found is None:
        raise typer.BadParameter(f"{text!r} is no span of time (try 90m, 36h, 2d or 1w)")
    return timedelta(**{_UNITS[found.group(2)]: int(found.group(1))})


Store = Annotated[
    Path | None,
    typer.Option(
        "--store",
        metavar="FILE",
        help="The archive; else VARIORUM_STORE, else one in your own data folder.",
        show_default=False,
    ),
]

Since = Annotated[
    timedelta | None,
    typer.Option("--since", parser=age, metavar="SPAN", help="Only what was published in this time: 90m, 36h, 2d, 1w."),
]

Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print no progress and no summary.")]
