"""A process killed at any moment loses no acknowledged article and leaves nothing half done."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.skipif(sys.platform == "win32", reason="forks")
def test_killing_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    script = Path(__file__).with_name("killing.py")
    command = [sys.executable, str(script), "25", str(tmp_path)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout)
    assert found["faults"] == []
    assert found["killed"] >= 15
    assert found["count"] == 400
    assert found["problems"] == 0
