"""Connections to checked addresses only, each with a time by which it has to end.

httpcore makes the connections through a backend of our own, which resolves a name once, checks the addresses and
connects to a checked one, and which bounds every single wait by what is left of the total time, so that a server that
drips bytes cannot hold on. Proxies from the environment are not used: they would resolve names out of our sight.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Iterable

import httpcore

from variorum.errors import FetchError
from variorum.sources.addresses import IPNetwork, may_visit


class Deadline:
    """A point in time that no wait goes beyond."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._end = time.monotonic() + seconds

    def left(self, wanted: float | None = None) -> float:
        """Seconds that may still be waited.

        Raises:
            FetchError: None are left.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise self.error()
        return left if wanted is None else min(left, wanted)

    def error(self) -> FetchError:
        """What is raised once it has passed."""
        return FetchError(
            f"took longer than {self._seconds:g} seconds", "try again, or save the page and give the file"
        )


class Backend(httpcore.NetworkBackend):
    """Connects to checked addresses only."""

    def __init__(self, deadline: Deadline, allowed: tuple[IPNetwork, ...]) -> None:
        self._deadline = deadline
        self._allowed = allowed
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first address of a host that answers.

        Raises:
            FetchError: There is no such host, one of its addresses may not be visited, or no time is left.
        """
        addresses = _resolve(host, port, self._deadline)
        # All of them must be fit: a name that mixes public and private addresses is an attack or a mistake.
        if not all(may_visit(ipaddress.ip_address(address), self._allowed) for address in addresses):
            raise FetchError("is not on the public internet", "save the page and give the file")
        failure: Exception | None = None
        for address in addresses[:4]:
            try:
                stream = self._inner.connect_tcp(
                    address, port, self._deadline.left(10.0), local_address, socket_options
                )
                return _Stream(stream, self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure or httpcore.ConnectError("no address")

    def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Refuses: a socket of this machine is not on the public internet.

        Raises:
            FetchError: Always.
        """
        raise FetchError("is not on the public internet", "")


class _Stream(httpcore.NetworkStream):
    """A connection whose every wait ends with the deadline."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Stream(
            self._inner.start_tls(ssl_context, server_hostname, self._deadline.left(timeout)), self._deadline
        )

    def get_extra_info(self, info: str) -> object:
        return self._inner.get_extra_info(info)


def _resolve(host: str, port: int, deadline: Deadline) -> list[str]:
    """The addresses of a name, looked up in a thread because the lookup itself knows no time limit."""
    found: list[str] = []
    failed: list[OSError | UnicodeError] = []

    def look_up() -> None:
        try:
            for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
                if str(entry[4][0]) not in found:
                    found.append(str(entry[4][0]))
        except (OSError, UnicodeError) as error:
            failed.append(error)

    thread = threading.Thread(target=look_up, daemon=True)
    thread.start()
    thread.join(deadline.left())
    if thread.is_alive():
        raise deadline.error()
    if failed or not found:
        raise FetchError(f"there is no host {host}", "check the address and the network")
    return found
