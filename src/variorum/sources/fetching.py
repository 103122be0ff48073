"""One page from the network, guarded."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

import httpcore
import httpx

from variorum.errors import FetchError
from variorum.sources.addresses import networks
from variorum.sources.connecting import Backend, Deadline
from variorum.sources.limits import Limits, size

_HEADERS = (
    ("User-Agent", "variorum (+https://pypi.org/project/variorum)"),
    (
        "Accept",
        "text/html, application/xhtml+xml, application/json, application/rss+xml, application/atom+xml, "
        "text/plain;q=0.9",
    ),
    ("Accept-Language", "en, *;q=0.5"),
)
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_TEXTUAL = ("text/", "application/xhtml+xml", "application/xml", "application/json", "application/x-ndjson",
            "application/jsonl", "application/x-jsonlines", "application/ld+json", "application/feed+json",
            "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/opml+xml")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Response:
    """A page as it was fetched.

    Attributes:
        url: Address after redirects.
        data: Body, decompressed.
        media_type: "text/html"; empty if the server names none.
        charset: Encoding that the server names.
        etag: What the server calls this state of the page.
        modified: When it says that the page was last changed, as written.
        unchanged: The page is as it was at the earlier visit that was named; `data` is empty.
    """

    url: str
    data: bytes
    media_type: str
    charset: str | None
    etag: str | None = None
    modified: str | None = None
    unchanged: bool = False


@dataclass(frozen=True, slots=True)
class _Order:
    """What is asked for, and what is done with the answer.

    Attributes:
        limits: Bounds on it.
        deadline: When it has to be there.
        headers: Of the request, beyond the usual.
        sink: Where the body goes piece by piece; None if it is kept in memory and has to be a text.
    """

    limits: Limits
    deadline: Deadline
    headers: Sequence[tuple[str, str]]
    sink: BinaryIO | None = None


def fetch(url: str, limits: Limits | None = None, *, etag: str | None = None, modified: str | None = None) -> Response:
    """Fetches a page by http or https.

    Args:
        url: Address.
        limits: Size, total time, redirects, ports, and networks that may be visited though they are not public.
        etag: As the server gave it at an earlier visit; an unchanged page is not sent again.
        modified: Likewise.

    Raises:
        FetchError: The address is malformed or may not be visited, the server cannot be reached or answers with an
            error, or the answer is too slow, too large, or no text.
    """
    limits = limits or Limits()
    headers = [("Accept-Encoding", "gzip"), *_conditions(etag, modified)]
    return _follow(url, _Order(limits, Deadline(limits.fetch_seconds), headers))


def download(
    url: str, sink: BinaryIO, limits: Limits, *, etag: str | None = None, modified: str | None = None
) -> Response:
    """Fetches a file of any kind by http or https, as large as `archive_bytes`, without holding it in memory.

    Args:
        url: Address.
        sink: Where the bytes go.
        limits: As for `fetch`, but for the size and the time.
        etag: As for `fetch`.
        modified: Likewise.

    Returns:
        The answer without its body.

    Raises:
        FetchError: As for `fetch`.
    """
    headers = [("Accept-Encoding", "identity"), *_conditions(etag, modified)]
    return _follow(url, _Order(limits, Deadline(limits.archive_seconds), headers, sink))


def _follow(url: str, order: _Order) -> Response:
    try:
        allowed = networks(order.limits.allowed_networks)
    except ValueError as error:
        raise FetchError(f"allowed_networks: {error}", "write networks like 10.0.0.0/8") from error
    with httpcore.ConnectionPool(
        ssl_context=httpx.create_ssl_context(),
        network_backend=Backend(order.deadline, allowed),
        max_keepalive_connections=0,
    ) as pool:
        target = _parse(url, order.limits)
        for _ in range(order.limits.redirects + 1):
            answer = _request(pool, target, order)
            if isinstance(answer, Response):
                return answer
            target = _parse(answer, order.limits)
    raise FetchError(f"redirects more than {order.limits.redirects} times", "give the final address")


def _parse(url: str, limits: Limits) -> httpx.URL:
    """The address in parts, with its name in ASCII.

    Raises:
        FetchError: It is malformed, not http or https, carries a password, or names another port.
    """
    try:
        target = httpx.URL(url.strip())
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise FetchError("is not an address", "an address looks like https://example.org/page") from error
    if target.scheme not in ("http", "https"):
        raise FetchError(f"cannot be fetched by {target.scheme or 'no scheme'}", "only http and https are fetched")
    if not target.host:
        raise FetchError("names no host", "an address looks like https://example.org/page")
    if target.userinfo:
        raise FetchError("carries a user name or password", "give an address that is open to everybody")
    port = target.port or (443 if target.scheme == "https" else 80)
    if port not in limits.ports:
        raise FetchError(f"uses port {port}", "only ports " + ", ".join(map(str, limits.ports)) + " are visited")
    return target


def _request(pool: httpcore.ConnectionPool, target: httpx.URL, order: _Order) -> Response | str:
    """One request: the answer, or the address that it redirects to."""
    timeouts = {"connect": 10.0, "read": 10.0, "write": 10.0, "pool": 10.0}
    try:
        with pool.stream(
            "GET",
            httpcore.URL(
                scheme=target.raw_scheme, host=target.raw_host, port=target.port, target=target.raw_path or b"/"
            ),
            headers=[("Host", target.netloc.decode("ascii")), *_HEADERS, *order.headers],
            extensions={"timeout": timeouts},
        ) as answer:
            headers = httpx.Headers(answer.headers)
            if answer.status in _REDIRECTS and "location" in headers:
                return _joined(target, headers["location"])
            etag, modified = headers.get("etag"), headers.get("last-modified")
            if answer.status == 304 and len(order.headers) > 1:
                return Response(str(target), b"", "", None, etag, modified, unchanged=True)
            if answer.status != 200:
                raise FetchError(
                    f"answers with status {answer.status}", "open it in a browser and save the page", answer.status,
                    _seconds(headers.get("retry-after", "")),
                )  # fmt: skip
            media_type, charset = _media_type(headers.get("content-type", ""))
            if order.sink is None and media_type and not media_type.startswith(_TEXTUAL):
                raise FetchError(f"is {media_type}, not a text", "give the address of the article itself")
            most = order.limits.file_bytes if order.sink is None else order.limits.archive_bytes
            pieces = _body(answer.iter_stream(), headers.get("content-encoding", ""), most)
            if order.sink is None:
                return Response(str(target), b"".join(pieces), media_type, charset, etag, modified)
            for piece in pieces:
                order.sink.write(piece)
            return Response(str(target), b"", media_type, charset, etag, modified)
    except httpcore.TimeoutException as error:
        order.deadline.left()
        raise FetchError("does not answer", "try again, or save the page and give the file") from error
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol, OSError) as error:
        raise FetchError(f"cannot be reached: {_reason(error)}", "check the address and the network") from error


def _conditions(etag: str | None, modified: str | None) -> list[tuple[str, str]]:
    """Headers that ask for changes only."""
    named = (("If-None-Match", etag), ("If-Modified-Since", modified))
    return [(name, value) for name, value in named if value is not None and _is_plain(value)]


def _seconds(header: str) -> float | None:
    """The seconds that a Retry-After header asks for; None if it is a date or nothing."""
    return float(header) if header.isascii() and header.isdigit() and len(header) < 10 else None


def _is_plain(value: str) -> bool:
    """Whether a value that a server gave may go into a header of ours."""
    return len(value) <= 500 and value.isascii() and value.isprintable()


def _joined(target: httpx.URL, location: str) -> str:
    try:
        return str(target.join(location))
    except (httpx.InvalidURL, ValueError) as error:
        raise FetchError("redirects to no address", "give the final address") from error


def _media_type(header: str) -> tuple[str, str | None]:
    """Media type and encoding of a Content-Type header."""
    media_type, *parameters = header.split(";")
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset" and value.strip(" \"'"):
            return media_type.strip().lower(), value.strip(" \"'")
    return media_type.strip().lower(), None


def _body(chunks: Iterable[bytes], encoding: str, most: int) -> Iterator[bytes]:
    """The body, decompressed piece by piece, so that neither form of it can exceed the limit by more than a piece."""
    name = encoding.strip().lower()
    if name not in ("", "identity", "gzip", "x-gzip"):
        raise FetchError(f"is compressed by {name}", "open it in a browser and save the page")
    engine = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16) if name.endswith("gzip") else None
    room = most
    for chunk in chunks:
        try:
            piece = chunk if engine is None else engine.decompress(chunk, room + 1)
        except zlib.error as error:
            raise FetchError("is compressed wrongly", "open it in a browser and save the page") from error
        room -= len(piece)
        if room < 0:
            raise FetchError(f"is larger than {size(most)}", "give the address of a single article")
        yield piece


def _reason(error: Exception) -> str:
    text = str(error).strip().splitlines()
    return text[0][:120] if text else type(error).__name__
