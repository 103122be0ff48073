"""Spans of time as people write them."""

from __future__ import annotations

import re
from datetime import timedelta

from variorum.errors import InputError

_AGE = re.compile(r"(\d{1,6})\s*([mhdw])")
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def age(text: str) -> timedelta:
    """A span of time: 90m, 36h, 2d, 1w.

    Raises:
        InputError: It is none.
    """
    found = _AGE.fullmatch(text.strip().lower())
    if found is None:
        raise InputError(f"{text[:40]!r} is no span of time", "try 90m, 36h, 2d or 1w")
    return timedelta(**{_UNITS[found.group(2)]: int(found.group(1))})
