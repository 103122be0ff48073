"""What users do with Variorum, for every front end alike."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from variorum.articles import Problem, read
from variorum.errors import InputError, NothingToCompareError, VariorumError
from variorum.model.comparison import Comparison
from variorum.pipeline import compare, compare_stories
from variorum.progress import Progress, no_progress
from variorum.report import formats
from variorum.report.export import dumps
from variorum.report.html import document
from variorum.settings import Settings

_SHOWN_PROBLEMS = 3


@dataclass(frozen=True, slots=True)
class Outcome:
    """Comparisons, one per event, the largest first, and what could not be read on the way."""

    comparisons: tuple[Comparison, ...]
    problems: tuple[Problem, ...]


def compare_inputs(
    inputs: Sequence[str],
    settings: Settings | None = None,
    progress: Progress = no_progress,
    *,
    one_event: bool = False,
) -> Outcome:
    """Reads files, folders and addresses and compares what they report.

    Args:
        inputs: Paths, http(s) addresses, or "-" for standard input.
        settings: Defaults if None.
        progress: Told of each step.
        one_event: The user knows that all are about one event; they are not told apart.

    Raises:
        InputError: None of the inputs can be read.
        FetchError: None of the addresses, if there are only addresses, can be fetched.
        NothingToCompareError: There are no inputs.
    """
    count = 0

    def reading_one(source: str) -> None:
        nonlocal count
        count += 1
        progress(f"reading {source}", count, max(count, len(inputs)))

    reading = read(inputs, progress=reading_one)
    if not reading.articles:
        raise _nothing_read([problem for problem in reading.problems if problem.kind != "notice"])
    if one_event:
        return Outcome((compare(reading.articles, settings, progress),), reading.problems)
    return Outcome(compare_stories(reading.articles, settings, progress), reading.problems)


def _nothing_read(problems: Sequence[Problem]) -> VariorumError:
    """One line for all that went wrong, with the hint and the exit status of the first."""
    if not problems:
        return NothingToCompareError("no article was given", "give text, HTML or JSON files, folders, or addresses")
    if len(problems) == 1:
        return problems[0].error()
    shown = "; ".join(f"{problem.source}: {problem.message}" for problem in problems[:_SHOWN_PROBLEMS])
    more = f"; and {len(problems) - _SHOWN_PROBLEMS} more" if len(problems) > _SHOWN_PROBLEMS else ""
    error = next((p for p in problems if p.kind == "input"), problems[0]).error()
    return type(error)(f"no article could be read: {shown}{more}", error.hint)


def compare_stored(
    store: Path | str | None, story: str, settings: Settings | None = None, progress: Progress = no_progress
) -> Outcome:
    """Compares a story of the archive.

    Args:
        store: The archive's file or address; the user's own if None.
        story: Its id.
        settings: Defaults if None.
        progress: Told of each step.

    Raises:
        StoreError: There is no such story or archive.
    """
    from variorum import archive

    return Outcome((archive.compare_story(archive.open_archive(store), story, settings, progress),), ())


def write_as(comparison: Comparison, path: Path) -> tuple[Path, ...]:
    """Writes the form that the file's ending asks for, see `report.formats`; every file appears whole or not at all.

    Of a form with a file for each table, the points go to the file itself and the other tables beside it:
    out.csv, out-mentions.csv, ...

    Returns:
        The files written, the one asked for first.

    Raises:
        InputError: The ending stands for no form, or a file cannot be written.
    """
    form = formats.by_file(path.name)
    written = []
    for table, data in form.files(comparison).items():
        file = path if table in ("", formats.MAIN) else path.with_name(f"{path.stem}-{table}{path.suffix}")
        write_whole(file, data)
        written.append(file)
    return tuple(written)


def write_json(comparison: Comparison, path: Path) -> None:
    """Writes the export, checked against its schema; the file appears whole or not at all."""
    write_whole(path, dumps(comparison))


def write_html(comparison: Comparison, path: Path) -> None:
    """Writes the self-contained page; the file appears whole or not at all."""
    write_whole(path, document(comparison))


def write_whole(path: Path, content: str | bytes) -> None:
    """Writes beside the target and renames, so that an interruption leaves the old file or the new one.

    Text becomes UTF-8.

    Raises:
        InputError: The file cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content.encode("utf-8") if isinstance(content, str) else content)
            Path(name).chmod(0o644)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise InputError(
            f"{path}: cannot be written ({error.strerror})", "choose another place for the output"
        ) from error
