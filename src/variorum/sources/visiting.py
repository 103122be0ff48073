"""Fetching many pages politely: robots.txt (RFC 9309), a pause between requests to a host, and leave when told to."""

from __future__ import annotations

import time
from collections.abc import Callable
from urllib.parse import urlsplit, urlunsplit

from protego import Protego

from variorum.errors import FetchError, InputError
from variorum.sources.decoding import decode
from variorum.sources.fetching import Response, fetch
from variorum.sources.limits import Limits

AGENT = "variorum"

PAUSE = 1.0
"""Seconds between two requests to one host, unless its robots.txt asks for more."""

_LONGEST_PAUSE = 30.0
_BUSY = frozenset({429, 503})
_FAILURES = 3
"""Failures in a row after which a host is left alone for the rest of the run."""


class Visitor:
    """Fetches pages; remembers robots.txt, the last request and the failures of every host."""

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
        self._rules: dict[str, Protego | FetchError] = {}
        self._next: dict[str, float] = {}
        self._failures: dict[str, int] = {}

    def fetch(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Response:
        """Fetches a page when it is this host's turn.

        Raises:
            FetchError: It cannot be fetched, robots.txt forbids it, or its host is left alone.
        """
        origin = _origin(url)
        if self._failures.get(origin, 0) >= _FAILURES:
            raise FetchError("is on a host that does not answer or asked to be left alone", "try again later")
        rules = self._rules.get(origin)
        if rules is None:
            rules = self._rules[origin] = self._robots(origin)
        if isinstance(rules, FetchError):
            raise rules
        if not rules.can_fetch(url, AGENT):
            raise FetchError("is closed to programs by robots.txt", "save the page and give the file")
        delay = max(self._pause, min(float(rules.crawl_delay(AGENT) or 0.0), _LONGEST_PAUSE))
        self._wait(origin)
        try:
            response = fetch(url, self._limits, etag=etag, modified=modified)
        except FetchError as error:
            if error.status in _BUSY:
                self._failures[origin] = _FAILURES
            elif error.status is None:
                self._failures[origin] = self._failures.get(origin, 0) + 1
            raise
        finally:
            self._next[origin] = self._clock() + delay
        self._failures[origin] = 0
        return response

    def _wait(self, origin: str) -> None:
        left = self._next.get(origin, 0.0) - self._clock()
        if left > 0:
            self._sleep(left)

    def _robots(self, origin: str) -> Protego | FetchError:
        """What a host allows; as RFC 9309 has it, everything if there is no file, nothing if it cannot be asked."""
        try:
            answer = fetch(origin + "/robots.txt", self._limits)
            # Longer files need not be read (RFC 9309, 2.5).
            return Protego.parse(decode(answer.data[:512_000]))
        except FetchError as error:
            if error.status is not None and 400 <= error.status < 500 and error.status != 429:
                return Protego.parse("")
            return FetchError(f"{error.message} (asked for robots.txt)", error.hint, error.status)
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
