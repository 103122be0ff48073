"""Lets the tests of this folder use the comparisons that the report's tests make by hand."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "report"))
