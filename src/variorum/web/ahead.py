"""Work that nobody asked for yet: stories formed when something came in, the newest of them compared.

It is done by a process of its own that gives way to everything else, so that readers do not feel it. It may be ended
at any moment: what it did is in the archive, and what it was doing is done again.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import time
from contextlib import suppress
from multiprocessing.context import SpawnProcess
from pathlib import Path

from variorum import archive as use
from variorum.errors import VariorumError
from variorum.library import ArchiveLibrary
from variorum.settings import Settings

_STORIES = 25
"""The newest, as many as the first page shows, are compared."""

_PAUSE = 5.0
"""Seconds between two looks at what has come in."""

_SHARE = 4
"""Rest, in multiples of the time that the last look took: a fifth of the time is worked at most."""

_PATIENCE = 60.0
"""Seconds after something went wrong."""

_log = logging.getLogger(__name__)


class Ahead:
    """The process that works ahead, for as long as this one lives.

    Args:
        library: What is read here; the process opens its archive for itself.
    """

    def __init__(self, library: ArchiveLibrary) -> None:
        self._given = library.archive.database.location, library.settings
        self._process: SpawnProcess | None = None

    def start(self) -> None:
        """Begins."""
        self._process = multiprocessing.get_context("spawn").Process(target=_run, args=self._given, daemon=True)
        self._process.start()

    def stop(self) -> None:
        """Ends."""
        if self._process is not None:
            self._process.terminate()
            self._process.join()


def _run(location: Path | str, settings: Settings) -> None:
    # Ctrl-C reaches the whole group; the server then ends this process in order.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(AttributeError, OSError):  # there is no such thing everywhere
        os.nice(10)
    library = ArchiveLibrary(use.open_archive(location), settings)
    parent = multiprocessing.parent_process()
    while parent is None or parent.is_alive():
        begun = time.monotonic()
        try:
            pause = look(library)
        except VariorumError as error:
            _log.warning("%s (%s)", error.message, error.hint)
            pause = _PATIENCE
        time.sleep(max(pause, _SHARE * (time.monotonic() - begun)))


def look(library: ArchiveLibrary) -> float:
    """Forms stories if something came in, and compares one of the newest; tells after how long to look again."""
    use.form_stories(library.archive)
    rows = library.listing(limit=_STORIES, least=2).stories
    waiting = next((row for row in rows if not row.ready), None)
    if waiting is None:
        return _PAUSE
    library.comparison(waiting.id)
    return 0.0
