"""Web pages to text and metadata, in a child process that can be killed.

An HTML parser and an extractor are much code to run over a stranger's bytes: a page can be built to take hours or
gigabytes. The child has a memory limit, and is killed when a page takes too long. It is started when the first page
comes, since loading the libraries takes half a second, and serves all pages of a run.
"""

from __future__ import annotations

import contextlib
import json
import queue
import re
import subprocess
import sys
import threading
from dataclasses import dataclass
from types import TracebackType
from typing import IO

from variorum.errors import InputError

_BY = re.compile(r"^by\s+(?=\S)", re.IGNORECASE)

_STARTING = 30.0
"""Seconds that the child may take to load on top of a page's own time."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says.

    Attributes:
        title: Headline, without the outlet's name where the page marks it up.
        text: Body, paragraphs parted by line breaks.
        published: Date as written.
        outlet: Name of the publisher.
        authors: Bylines.
        url: Canonical address.
        language: Language tag.
        free: False if the page says that it is for subscribers only.
    """

    title: str
    text: str
    published: str | None
    outlet: str | None
    authors: tuple[str, ...]
    url: str | None
    language: str | None
    free: bool


class Extractor:
    """Serves pages one after the other; a context manager that ends its child process."""

    def __init__(self, seconds: float = 20.0) -> None:
        self._seconds = seconds
        self._child: subprocess.Popen[bytes] | None = None
        self._answers: queue.SimpleQueue[bytes] = queue.SimpleQueue()

    def __enter__(self) -> Extractor:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends the child process."""
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            for pipe in (child.stdin, child.stdout):
                if pipe is not None:
                    with contextlib.suppress(OSError):
                        pipe.close()
            child.wait()

    def extract(self, html: str, url: str | None = None) -> Page:
        """The article on a page.

        Raises:
            InputError: There is no article on it, it takes too long, or the extractor dies of it.
        """
        fresh = self._child is None
        child = self._child or self._start()
        request = json.dumps({"html": html, "url": url}).encode("ascii") + b"\n"
        # Written by a thread, as a child that hangs reads nothing and would block us too.
        threading.Thread(target=_send, args=(child.stdin, request), daemon=True).start()
        try:
            answer = self._answers.get(timeout=self._seconds + (_STARTING if fresh else 0.0))
        except queue.Empty:
            self.close()
            raise InputError(
                f"takes longer than {self._seconds:g} seconds to extract", "save its text as .txt"
            ) from None
        if not answer:
            self.close()
            raise InputError("cannot be extracted: the page is malformed or too complex", "save its text as .txt")
        page = _page(json.loads(answer))
        if page is None:
            raise InputError("holds no article text", "save the article's own page, or its text as .txt")
        return page

    def _start(self) -> subprocess.Popen[bytes]:
        # -P: nothing is imported from the working directory, which may be a stranger's.
        command = [sys.executable, "-P", "-m", "variorum.articles.extraction_child"]
        child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)  # noqa: S603
        self._answers = queue.SimpleQueue()
        threading.Thread(target=_receive, args=(child.stdout, self._answers), daemon=True).start()
        self._child = child
        return child


def _send(pipe: IO[bytes] | None, request: bytes) -> None:
    if pipe is not None:
        with contextlib.suppress(OSError, ValueError):
            pipe.write(request)
            pipe.flush()


def _receive(pipe: IO[bytes] | None, answers: queue.SimpleQueue[bytes]) -> None:
    """Passes lines on until the child ends, then an empty one."""
    if pipe is not None:
        with contextlib.suppress(OSError, ValueError):
            for line in pipe:
                answers.put(line)
    answers.put(b"")


def _page(answer: object) -> Page | None:
    if not isinstance(answer, dict) or not answer.get("text"):
        return None

    def string(name: str) -> str | None:
        value = answer.get(name)
        return value.strip() or None if isinstance(value, str) else None

    authors = answer.get("authors")
    return Page(
        title=string("title") or "",
        text=str(answer["text"]),
        published=string("published"),
        outlet=string("outlet"),
        authors=tuple(_BY.sub("", str(author)) for author in authors) if isinstance(authors, list) else (),
        url=string("url"),
        language=string("language"),
        free=answer.get("free") is not False,
    )
