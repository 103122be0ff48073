"""Work beside the readers: stories formed when something came in, the newest of them compared, others as they are asked
for, and reports taken in that somebody adds.

It is done by a process of its own that gives way to everything else, so that readers do not feel it. It may be ended
at any moment: what it did is in the archive, and what it was doing is done again.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path

from variorum import archive as use
from variorum.adding import Inputs, take_in
from variorum.errors import StoreError, VariorumError
from variorum.library import ArchiveLibrary
from variorum.progress import Progress
from variorum.settings import Settings
from variorum.work import Result

_STORIES = 25
"""The newest, as many as the first page shows, are compared."""

_PAUSE = 5.0
"""Seconds between two looks at what has come in."""

_SHARE = 4
"""Rest, in multiples of the time that the last look took: a fifth of the time is worked at most."""

_PATIENCE = 60.0
"""Seconds after something went wrong."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Compare:
    """A story is to be compared."""

    id: str


@dataclass(frozen=True, slots=True)
class _Step:
    """How far the work is."""

    what: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class _Ended:
    """The work is done, or the message and the hint say why it is not."""

    error: tuple[str, str] | None = None
    result: Result | None = None


class Ahead:
    """The process that works ahead, makes comparisons and takes reports in, for as long as this one lives.

    Args:
        library: What is read here; the process opens its archive for itself.
    """

    def __init__(self, library: ArchiveLibrary) -> None:
        self._given = library.archive.database.location, library.settings
        self._process: SpawnProcess | None = None
        self._line: Connection | None = None
        self._stopped = False
        self._asking = threading.Lock()

    def start(self) -> None:
        """Begins."""
        context = multiprocessing.get_context("spawn")
        self._line, other = context.Pipe()
        self._process = context.Process(target=_run, args=(*self._given, other), daemon=True)
        self._process.start()
        other.close()  # So that either side notices when the other has gone.

    def stop(self) -> None:
        """Ends."""
        self._stopped = True
        if self._process is not None:
            self._process.terminate()
            self._process.join()

    def make(self, id: str, progress: Progress) -> None:
        """Has the process compare a story.

        Raises:
            VariorumError: It cannot be compared, or the process has ended.
        """
        self._have(_Compare(id), progress)

    def take_in(self, inputs: Inputs, progress: Progress) -> Result:
        """Has the process take reports in; see `variorum.adding.take_in`.

        Raises:
            VariorumError: They cannot be taken in, or the process has ended.
        """
        ended = self._have(inputs, progress)
        return ended.result or Result("/")

    def _have(self, asked: _Compare | Inputs, progress: Progress) -> _Ended:
        # Whatever else the process is at; but one thing at a time is asked of it.
        with self._asking:
            if not self._stopped and (self._process is None or not self._process.is_alive()):
                self.start()
            try:
                ended = self._ask(asked, progress)
            except (EOFError, OSError) as error:
                raise StoreError("the process that does the work has ended", "try again") from error
        if ended.error is not None:
            raise VariorumError(*ended.error)
        return ended

    def _ask(self, asked: _Compare | Inputs, progress: Progress) -> _Ended:
        if self._line is None:
            raise EOFError
        self._line.send(asked)
        while True:
            match self._line.recv():
                case _Step(what, done, total):
                    progress(what, done, total)
                case _Ended() as ended:
                    return ended


def _run(location: Path | str, settings: Settings, line: Connection) -> None:
    # Ctrl-C reaches the whole group; the server then ends this process in order.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(AttributeError, OSError):  # there is no such thing everywhere
        os.nice(10)
    library = ArchiveLibrary(use.open_archive(location), settings)
    threading.Thread(target=_look, args=(library,), name="variorum-ahead", daemon=True).start()
    with suppress(EOFError, OSError):  # the server has gone
        while True:
            line.send(_do(library, line.recv(), line))


def _do(library: ArchiveLibrary, asked: _Compare | Inputs, line: Connection) -> _Ended:
    def told(what: str, done: int, total: int) -> None:
        line.send(_Step(what, done, total))

    try:
        match asked:
            case _Compare(id):
                library.comparison(id, told)
                return _Ended()
            case Inputs():
                return _Ended(result=take_in(library, library.archive, asked, told))
    except VariorumError as error:
        return _Ended((error.message, error.hint))
    except ConnectionError:  # the server has gone
        raise
    except Exception as error:
        _log.exception("%s failed", asked)
        return _Ended((f"this is a defect of Variorum ({type(error).__name__})", "the server's log has the details"))


def _look(library: ArchiveLibrary) -> None:
    while True:
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
