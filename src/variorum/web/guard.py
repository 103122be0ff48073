"""What every request has to pass before anything else sees it, and what every answer carries.

Pages that other sites open in the same browser must not be able to read or change anything here: names that are not
ours are refused (DNS rebinding), changes asked for by other sites are refused (cross-site request forgery), and no page
runs a script or loads a style, a picture or a frame that is not our own.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import ipaddress
from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_BODY = 64_000_000
"""Most bytes that one request may carry."""

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    # With "no-referrer" browsers would hide the origin of our own forms from us too.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Guard:
    """Checks of the host, the origin, the token and the size of requests; an ASGI middleware.

    Args:
        app: What is guarded.
        hosts: Names that the server answers to, besides addresses and `localhost`.
        token: What has to be known beyond loopback; None if nothing has to be.
        max_body: Most bytes of one request.
    """

    def __init__(
        self, app: ASGIApp, *, hosts: Iterable[str] = (), token: str | None = None, max_body: int = MAX_BODY
    ) -> None:
        self._app = app
        self._hosts = frozenset(host.lower().rstrip(".") for host in hosts)
        self._token = token
        self._max_body = max_body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers itself what may not pass."""
        if scope["type"] != "http":
            # There are no web sockets here.
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "no-store" if self._token else "no-cache")
            await send(message)

        refused = self._refusal(scope)
        if refused is not None:
            await refused(scope, receive, sending)
            return
        await self._app(scope, _Counted(receive, self._max_body), sending)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if not known_host(headers.get("host", ""), self._hosts):
            return _no(421, "This server does not answer to that name. Give it with --allow-host NAME.")
        if self._token is not None and not _knows(headers.get("authorization", ""), self._token):
            challenge = {"WWW-Authenticate": 'Basic realm="Variorum: any name, the token as password", charset="UTF-8"'}
            return _no(401, "Give the token that the server was started with.", challenge)
        if scope["method"] not in _SAFE and not same_origin(headers):
            return _no(403, "Only pages of this server may change anything.")
        length = headers.get("content-length", "0")
        if not length.isascii() or not length.isdigit() or len(length) > 15 or int(length) > self._max_body:
            return _no(413, f"A request may carry {self._max_body // 1_000_000} MB at most. Send fewer files at once.")
        return None


def known_host(host: str, names: frozenset[str]) -> bool:
    """Whether a Host header names this server: by address, as `localhost`, or by one of the names.

    A page of another site that makes its own name point here sends that name; an address cannot be made to.
    """
    try:
        parts = urlsplit(f"//{host}")
        name = (parts.hostname or "").rstrip(".")
        _ = parts.port
    except ValueError:
        return False
    if not name or parts.path or parts.query or parts.fragment or "@" in host:
        return False
    if name == "localhost" or name.endswith(".localhost") or name in names:
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def same_origin(headers: Headers) -> bool:
    """Whether a request comes from a page of this server, or from a program that is no browser."""
    site = headers.get("sec-fetch-site")
    if site is not None and site not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc.lower() == headers.get("host", "").lower()


def _knows(authorization: str, token: str) -> bool:
    scheme, _, given = authorization.partition(" ")
    # What headers hold are bytes; they were read as Latin-1, which gives every byte back.
    found = given.strip().encode("latin-1", "replace")
    if scheme.lower() == "basic":
        try:
            found = base64.b64decode(found, validate=True).partition(b":")[2]
        except binascii.Error:
            return False
    elif scheme.lower() != "bearer":
        return False
    return hmac.compare_digest(found, token.encode())


def _no(status: int, why: str, headers: dict[str, str] | None = None) -> Response:
    return PlainTextResponse(why + "\n", status, headers)


class TooLargeError(Exception):
    """A request without an honest length that goes on and on."""


class _Counted:
    """A request's body, stopped where it grows too large."""

    def __init__(self, receive: Receive, most: int) -> None:
        self._receive = receive
        self._left = most

    async def __call__(self) -> Message:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            raise TooLargeError
        return message
