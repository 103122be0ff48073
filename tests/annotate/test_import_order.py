"""Every module can be imported first."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize("module", ["times", "quantities.finding", "intervals", "attributions", "statements"])
def test_a_module_can_be_imported_before_the_others(module: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", f"import variorum.annotate.{module}"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
