"""What takes longer than a request: taking reports in, forming stories, comparing them. One thing at a time."""

from __future__ import annotations

import itertools
import logging
import queue
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from variorum.errors import VariorumError
from variorum.progress import Progress
from variorum.sources import Problem

_REMEMBERED = 200
"""Finished jobs that can still be looked at."""

_log = logging.getLogger(__name__)

State = Literal["waiting", "running", "done", "failed"]


@dataclass(frozen=True, slots=True)
class Result:
    """What a job came to: where its page leads, and what could not be done."""

    target: str
    said: str = ""
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class Job:
    """A piece of work that somebody waits for.

    Attributes:
        id: A number, as text.
        title: What it is for.
        key: What it works on; the same work is not done twice at a time.
        state: Where it is.
        step: What is being done now.
        done: How many of `total`; both 0 where nobody knows.
        total: How many in all.
        result: What it came to, once done.
        error: What went wrong, if it failed: the message and the hint.
        steps: Steps that are behind it, in order.
        urgent: Somebody waits for it.
    """

    id: str
    title: str
    key: str
    state: State = "waiting"
    step: str = "waiting for other work"
    done: int = 0
    total: int = 0
    result: Result | None = None
    error: tuple[str, str] | None = None
    steps: list[str] = field(default_factory=list)
    urgent: bool = True

    @property
    def over(self) -> bool:
        """Nothing more will happen."""
        return self.state in ("done", "failed")

    def told(self, what: str, done: int, total: int) -> None:
        """Takes note of progress."""
        kind = what.partition(" ")[0]
        if not self.steps or self.steps[-1].partition(" ")[0] != kind:
            self.steps.append(what)
        else:
            self.steps[-1] = what
        self.step, self.done, self.total = what, done, total


_Entry = tuple[int, int, "tuple[Job, Callable[[Progress], Result]] | None"]
"""Rank and place in the queue, and what is done; None ends it."""


class Works:
    """A queue with one worker; what somebody waits for comes first, then what was asked for last."""

    def __init__(self) -> None:
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._numbers = itertools.count(1)
        self._queue: queue.PriorityQueue[_Entry] = queue.PriorityQueue()
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begins to work."""
        self._thread = threading.Thread(target=self._run, name="variorum-work", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Lets the work at hand come to its end in the background, and starts no other."""
        self._stopped.set()
        self._queue.put((-1, 0, None))

    def ask(self, title: str, key: str, work: Callable[[Progress], Result], *, urgent: bool = True) -> Job:
        """Puts work into the queue, unless the same is there already; its job says how far it is.

        Args:
            title: What it is for.
            key: What it works on.
            work: What is to be done.
            urgent: Somebody waits for it.
        """
        with self._lock:
            number = next(self._numbers)
            job = next((job for job in self._jobs.values() if job.key == key and not job.over), None)
            if job is None:
                job = Job(str(number), title, key, urgent=urgent)
                self._jobs[job.id] = job
                self._forget()
            elif job.urgent or not urgent:
                return job
            else:
                job.urgent = True  # It stands in the queue twice now, and is done the first time.
            place = number if urgent else -number
            self._queue.put((0 if urgent else 1, place, (job, work)))
        return job

    def job(self, id: str) -> Job | None:
        """The job of that id, if it is remembered."""
        with self._lock:
            return self._jobs.get(id)

    def failed(self, key: str) -> Job | None:
        """The last job with that key, if it failed."""
        with self._lock:
            last = next((job for job in reversed(self._jobs.values()) if job.key == key), None)
        return last if last is not None and last.state == "failed" else None

    def _forget(self) -> None:
        over = [job.id for job in self._jobs.values() if job.over]
        for name in over[: max(0, len(self._jobs) - _REMEMBERED)]:
            del self._jobs[name]

    def _run(self) -> None:
        while not self._stopped.is_set():
            _, _, item = self._queue.get()
            if item is not None and item[0].state == "waiting":
                self._do(*item)

    def _do(self, job: Job, work: Callable[[Progress], Result]) -> None:
        job.state = "running"
        try:
            job.result = work(job.told)
            job.state = "done"
        except VariorumError as error:
            job.error = (error.message, error.hint)
            job.state = "failed"
        except Exception as error:
            _log.exception("%s failed", job.title)
            job.error = (f"this is a defect of Variorum ({type(error).__name__})", "the server's log has the details")
            job.state = "failed"
