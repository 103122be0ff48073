"""How long work tells what it is doing."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Told of each step as (what, how many done, how many in all)."""


def no_progress(what: str, done: int, total: int) -> None:
    """Keeps quiet."""
