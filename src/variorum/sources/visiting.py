"""Fetching many pages politely: robots.txt (RFC 9309), a pause between requests to a host, and leave when told to."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import BinaryIO
from urllib.parse import urlsplit, urlunsplit

from protego import Protego

from variorum.errors import FetchError, InputError
from variorum.sources.decoding import decode
from variorum.sources.fetching import Response, download, fetch
from variorum.sources.limits import Limits

AGENT = "variorum"

PAUSE = 1.0
"""Seconds between two requests to one host, unless its robots.txt asks for more."""

_LONGEST_PAUSE = 30.0
_BUSY = frozenset({429, 503})
_FAILURES = 3
"""Failures in a row after which a host is left alone for a while."""

_LEAVE = 900.0
"""Seconds for which a host is left alone at first, twice as long each time that it still fails."""

_LONGEST_LEAVE = 86_400.0

_RULES_LAST = 86_400.0
"""Seconds after which robots.txt is asked for again (RFC 9309, 2.4); one that could not be had, as soon as the host may
be asked again."""


class Visitor:
    """Fetches pages; remembers robots.txt, the last request and the failures of every host.

    A host that asks to be left alone, or does not answer several times in a row, is: for as long as it says, else a
    quarter of an hour at first and twice as long each time after that, a day at most.
    """

    def __init__(
        self,
        limits: Limits,
        pause: float = PAUSE,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._limits = limits
        self._pause = pause
        self._clock = clock
        self._sleep = sleep
        self._rules: dict[str, tuple[Protego | FetchError, float]] = {}
        self._next: dict[str, float] = {}
        self._failures: dict[str, int] = {}
        self._closed: dict[str, float] = {}

    def fetch(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Response:
        """Fetches a page when it is this host's turn.

        Raises:
            FetchError: It cannot be fetched, robots.txt forbids it, or its host is left alone.
        """
        return self._visit(url, lambda: fetch(url, self._limits, etag=etag, modified=modified))

    def download(self, url: str, sink: BinaryIO, *, etag: str | None = None, modified: str | None = None) -> Response:
        """Fetches a large file of any kind into `sink` when it is this host's turn.

        Raises:
            FetchError: As for `fetch`.
        """
        return self._visit(url, lambda: download(url, sink, self._limits, etag=etag, modified=modified))

    def _visit(self, url: str, request: Callable[[], Response]) -> Response:
        origin = _origin(url)
        if self._clock() < self._closed.get(origin, 0.0):
            raise FetchError("is on a host that does not answer or asked to be left alone", "try again later")
        rules = self._robots(origin)
        if isinstance(rules, FetchError):
            raise rules
        if not rules.can_fetch(url, AGENT):
            raise FetchError("is closed to programs by robots.txt", "save the page and give the file")
        delay = max(self._pause, min(float(rules.crawl_delay(AGENT) or 0.0), _LONGEST_PAUSE))
        self._wait(origin)
        try:
            response = request()
        except FetchError as error:
            if error.status is None or error.status in _BUSY:
                self._failed(origin, error)
            raise
        finally:
            self._next[origin] = self._clock() + delay
        self._failures[origin] = 0
        return response

    def _failed(self, origin: str, error: FetchError) -> None:
        """Counts a failure, and leaves the host alone if it is one too many or the host says so."""
        count = self._failures.get(origin, 0) + 1
        if error.status in _BUSY:
            count = max(count, _FAILURES)
        self._failures[origin] = count
        if count >= _FAILURES:
            leave = _LEAVE * 2.0 ** min(count - _FAILURES, 10)
            wanted = error.wait if error.wait is not None else 0.0
            self._closed[origin] = self._clock() + min(max(leave, wanted), _LONGEST_LEAVE)

    def _wait(self, origin: str) -> None:
        left = self._next.get(origin, 0.0) - self._clock()
        if left > 0:
            self._sleep(left)

    def _robots(self, origin: str) -> Protego | FetchError:
        """What a host allows, asked for once a day."""
        known = self._rules.get(origin)
        if known is not None and self._clock() < known[1]:
            return known[0]
        rules = self._ask(origin)
        if isinstance(rules, FetchError):
            self._failures[origin] = max(self._failures.get(origin, 0), _FAILURES - 1)
            self._failed(origin, rules)
        until = self._closed[origin] if isinstance(rules, FetchError) else self._clock() + _RULES_LAST
        self._rules[origin] = (rules, until)
        return rules

    def _ask(self, origin: str) -> Protego | FetchError:
        """As RFC 9309 has it, everything is allowed if there is no file, nothing if the host cannot be asked."""
        try:
            answer = fetch(origin + "/robots.txt", self._limits)
            # Longer files need not be read (RFC 9309, 2.5).
            return Protego.parse(decode(answer.data[:512_000]))
        except FetchError as error:
            if error.status is not None and 400 <= error.status < 500 and error.status != 429:
                return Protego.parse("")
            return FetchError(f"{error.message} (asked for robots.txt)", error.hint, error.status, error.wait)
        except InputError:
            return Protego.parse("")
        finally:
            self._next[origin] = self._clock() + min(self._pause, 0.2)


def _origin(url: str) -> str:
    """Scheme, host and port.

    Raises:
        FetchError: It is no address.
    """
    try:
        parts = urlsplit(url)
        return urlunsplit((parts.scheme, parts.netloc, "", "", ""))
    except ValueError as error:
        raise FetchError("is not an address", "an address looks like https://example.org/page") from error
