"""A process killed at any moment loses no acknowledged article and leaves nothing half done."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest


@pytest.mark.skipif(sys.platform == "win32", reason="forks")
def test_killing_loses_nothing_that_was_acknowledged() -> None:
    script = Path(__file__).with_name("killing.py")
    # What a killed process has written is there whether or not it reached a disk, and memory is quicker.
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        command = [sys.executable, str(script), "100", folder]
        run = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout)
    assert found["faults"] == []
    assert found["killed"] >= 80
    assert found["count"] == 400
    assert found["problems"] == 0
