"""How tests start the installed command, and what a run of it leaves."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
STORY = ROOT / "examples" / "halmery-harbour"
COMMAND = Path(sys.executable).with_name("variorum")

Run = Callable[..., subprocess.CompletedProcess[str]]


@dataclass(frozen=True)
class Example:
    """The example story as the real command compares it."""

    shown: str
    export: dict[str, Any]
    page: str
    written: bytes


def environment(**changes: str) -> dict[str, str]:
    """This process's environment without what changes colours and widths, and with the changes."""
    kept = {k: v for k, v in os.environ.items() if k not in {"NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM"}}
    return {**kept, "PYTHONWARNINGS": "default", **changes}
