"""The command as people and scripts use it."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from command_runs import COMMAND, Example, Run, environment

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


def test_help_teaches_by_example(run: Run) -> None:
    done = run("--help")
    assert done.returncode == 0
    assert "compare" in done.stdout
    done = run("compare", "--help")
    assert done.returncode == 0
    assert "--json" in done.stdout
    assert "--html" in done.stdout
    assert "variorum compare" in done.stdout


def test_without_arguments_it_shows_what_can_be_done(run: Run) -> None:
    done = run()
    assert "compare" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_version(run: Run) -> None:
    done = run("--version")
    assert done.returncode == 0
    assert re.search(r"\d+\.\d+\.\d+", done.stdout)


def test_the_package_can_be_run_as_the_command(run: Run) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "variorum", "--version"],
        capture_output=True,
        text=True,
        check=False,
        env=environment(),
    )
    assert (done.returncode, done.stdout) == (0, run("--version").stdout)


def test_an_unknown_option_is_a_usage_error(run: Run) -> None:
    done = run("compare", "--no-such-option")
    assert done.returncode == 2
    assert "no-such-option" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_report_names_what_matters(example: Example) -> None:
    shown = " ".join(example.shown.split()).lower()
    for words in ("contested", "corroborated", "hundreds", "several thousand", "15,000", "not for sale", "bresh"):
        assert words in shown


def test_nothing_but_text_reaches_a_pipe(example: Example) -> None:
    assert "\x1b" not in example.shown
    assert "\r" not in example.shown


def test_a_pipe_gets_eighty_columns(example: Example) -> None:
    assert max(len(line) for line in example.shown.splitlines()) <= 80


@pytest.mark.parametrize("columns", [40, 200])
def test_no_line_is_wider_than_the_terminal(run: Run, files: list[Path], columns: int) -> None:
    done = run("compare", *files, env={"COLUMNS": str(columns)})
    assert done.returncode == 0, done.stderr
    assert max(len(line) for line in done.stdout.splitlines()) <= columns


def in_terminal(files: list[Path], **changes: str) -> str:
    """What the command writes to a terminal."""
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [COMMAND, "compare", *files],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env=environment(TERM="xterm-256color", COLUMNS="100", LINES="40", **changes),
    )
    os.close(slave)
    output = b""
    while True:
        ready, _, _ = select.select([master], [], [], 0.2)
        if ready:
            try:
                chunk = os.read(master, 65536)
            except OSError:
                break
            if not chunk:
                break
            output += chunk
        elif process.poll() is not None:
            break
    os.close(master)
    assert process.wait(timeout=60) == 0, output
    return output.decode("utf-8", "replace")


def test_a_terminal_gets_colours_unless_they_are_unwanted(files: list[Path]) -> None:
    colour = re.compile(r"\x1b\[[0-9;]*(3[0-9]|9[0-7])(;[0-9]+)*m")
    assert colour.search(in_terminal(files))
    assert not colour.search(in_terminal(files, NO_COLOR="1"))


def test_a_point_is_explained_from_the_reports_and_from_the_export_alike(
    run: Run, example: Example, files: list[Path], tmp_path: Path
) -> None:
    export = tmp_path / "comparison.json"
    export.write_bytes(example.written)
    afresh = run("explain", "p2", *map(str, files))
    assert (afresh.returncode, run("explain", "p2", str(export)).stdout) == (0, afresh.stdout)
    assert "belong into one row" in afresh.stdout
    export.write_bytes(example.written[:3000])
    for point, given in (("p2", str(export)), ("p999", str(files[0]))):
        done = run("explain", point, given)
        assert done.returncode == 3
        assert len(done.stderr.strip().splitlines()) == 1


def test_a_folder_is_read(run: Run, example: Example, files: list[Path], tmp_path: Path) -> None:
    done = run("compare", files[0].parent, "--json", tmp_path / "out.json")
    assert done.returncode == 0, done.stderr
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8")) == example.export


def test_standard_input_is_read(run: Run, files: list[Path], tmp_path: Path) -> None:
    records = "\n".join(
        json.dumps({"id": path.stem, "title": "", "maintext": path.read_text(encoding="utf-8-sig")})
        for path in files
        if path.suffix == ".txt"
    )
    done = run("compare", "-", "--json", tmp_path / "out.json", stdin=records)
    assert done.returncode == 0, done.stderr
    assert len(json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["articles"]) == 3


def test_a_closed_pipe_is_no_error(files: list[Path]) -> None:
    command = [COMMAND, "compare", *files]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        faults = process.stderr.read().decode()
        process.wait(timeout=120)
    assert "Traceback" not in faults
    assert "BrokenPipe" not in faults


def test_an_output_that_cannot_be_written_is_said_in_one_line(run: Run, files: list[Path], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    done = run("compare", *files, "--json", tmp_path / "file" / "x.json")
    assert done.returncode not in (0, 2)
    assert "Traceback" not in done.stderr
    assert "x.json" in done.stderr.replace("\n", "")


@pytest.mark.parametrize("delay", [0.5, 1.5, 3.0])
def test_an_interrupt_leaves_no_half_written_file(files: list[Path], tmp_path: Path, delay: float) -> None:
    out = tmp_path / "comparison.json"
    process = subprocess.Popen(
        [COMMAND, "compare", *files, "--json", out, "--html", tmp_path / "report.html"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    time.sleep(delay)
    process.send_signal(signal.SIGINT)
    _, faults = process.communicate(timeout=120)
    written = {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()}
    assert set(written) <= {"comparison.json", "report.html"}
    # What was written before the signal came is whole.
    if "comparison.json" in written:
        json.loads(written["comparison.json"])
    if "report.html" in written:
        assert written["report.html"].rstrip().endswith("</html>")
    assert process.returncode in (130, -signal.SIGINT) or (process.returncode == 0 and len(written) == 2)
    if delay > 1.0:  # before, the interpreter itself is still starting
        assert b"Traceback" not in faults


def test_reports_known_to_be_of_one_event_stay_together(run: Run, tmp_path: Path) -> None:
    (tmp_path / "sea.txt").write_text("A trawler sank off Velstad on Monday. All five of its crew were saved.")
    (tmp_path / "cup.txt").write_text("Corrin United won the island cup on Sunday. Jo Marl scored both of the goals.")
    apart = run("compare", tmp_path)
    assert "2 events" in apart.stderr
    together = run("compare", tmp_path, "--one-event")
    assert together.returncode == 0
    assert "events" not in together.stderr
    assert "2 reports" in together.stdout
