"""`variorum serve` as a user starts and stops it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import builders
import httpx

from variorum.report.export import dumps

COMMAND = Path(sys.executable).with_name("variorum")


@contextmanager
def serve(*args: str | Path) -> Iterator[subprocess.Popen[str]]:
    """The running command; ended in any case, so that a failing test does not wait for it."""
    process = subprocess.Popen(
        [COMMAND, "serve", *map(str, args)], stderr=subprocess.PIPE, text=True, env={**os.environ}
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def test_a_finished_comparison_is_served_until_ctrl_c(tmp_path: Path) -> None:
    path = tmp_path / "comparison.json"
    path.write_text(dumps(builders.comparison()), encoding="utf-8")
    with serve(path, "--port", "0") as process:
        assert process.stderr is not None
        line = process.stderr.readline()
        assert "Ctrl-C stops it" in line
        address = line.split()[1]
        answer = httpx.get(address, follow_redirects=True)
        assert answer.status_code == 200
        assert "Marlhaven" in answer.text
        process.send_signal(signal.SIGINT)
        assert process.wait(20) in (0, 130)
        assert "Traceback" not in process.stderr.read()


def test_what_cannot_be_served_is_told_in_one_line(tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text("{", encoding="utf-8")
    with serve(broken) as process:
        assert process.wait(20) == 3
        assert process.stderr is not None
        assert len(process.stderr.read().splitlines()) == 1
    path = tmp_path / "comparison.json"
    path.write_text(dumps(builders.comparison()), encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as taken, serve(path, "--port", str(taken.getsockname()[1])) as process:
        assert process.wait(20) == 3
        assert process.stderr is not None
        assert "cannot listen at 127.0.0.1" in process.stderr.read()
    with serve(path, "--host", "0.0.0.0") as process:
        assert process.wait(20) == 2
        assert process.stderr is not None
        assert "--token" in process.stderr.read()
