"""The guarded fetch, against a server on the loopback interface that a test allows by name."""

from __future__ import annotations

import gzip
import ipaddress
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from variorum.errors import FetchError
from variorum.sources import Limits, Problem, TextItem, gather
from variorum.sources.addresses import is_public, may_visit, networks
from variorum.sources.fetching import fetch

Handler = Callable[[str, socket.socket], None]


class Server:
    """Answers every request on one port by a function of its path; counts the requests."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.socket.getsockname()[1]
        self.answers: dict[str, bytes | Handler] = {}
        self.requests: list[str] = []
        threading.Thread(target=self.serve, daemon=True).start()

    @property
    def limits(self) -> Limits:
        return Limits(ports=(self.port,), allowed_networks=("127.0.0.0/8",), fetch_seconds=5.0)

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def serve(self) -> None:
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            threading.Thread(target=self.answer, args=(connection,), daemon=True).start()

    def answer(self, connection: socket.socket) -> None:
        with connection:
            data = connection.recv(10_000).decode("latin-1")
            path = data.split(" ")[1]
            self.requests.append(data)
            answer = self.answers.get(path, b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
            try:
                if isinstance(answer, bytes):
                    connection.sendall(answer)
                else:
                    answer(path, connection)
            except OSError:
                pass


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.socket.close()


def page(body: bytes, *headers: str) -> bytes:
    head = "\r\n".join(["HTTP/1.1 200 OK", f"Content-Length: {len(body)}", *headers])
    return head.encode() + b"\r\n\r\n" + body


def redirect(target: str) -> bytes:
    return f"HTTP/1.1 302 Found\r\nLocation: {target}\r\nContent-Length: 0\r\n\r\n".encode()


def test_a_page_is_fetched(server: Server) -> None:
    server.answers["/news?a=1"] = page(b"caf\xe9", "Content-Type: text/plain; charset=ISO-8859-1")
    response = fetch(server.url("/news?a=1"), server.limits)
    assert response.data == b"caf\xe9"
    assert (response.media_type, response.charset) == ("text/plain", "ISO-8859-1")
    assert f"Host: 127.0.0.1:{server.port}" in server.requests[0]


def test_loopback_is_refused_unless_allowed(server: Server) -> None:
    with pytest.raises(FetchError, match="not on the public internet"):
        fetch(server.url("/"), replace(server.limits, allowed_networks=()))
    assert server.requests == []


def test_a_redirect_into_the_private_network_is_refused(server: Server) -> None:
    limits = replace(server.limits, ports=(server.port, 80), allowed_networks=("127.0.0.1/32",))
    for target in ("http://127.0.0.2/", "http://10.0.0.1/", "http://[::1]/", "http://169.254.169.254/latest/"):
        server.answers["/"] = redirect(target)
        with pytest.raises(FetchError, match="not on the public internet"):
            fetch(server.url("/"), limits)


def test_a_name_is_checked_by_its_addresses(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    def resolve(host: str, port: int, **_: object) -> list[tuple[int, int, int, str, tuple[str, int]]]:
        addresses = {"mixed.example": ("93.184.216.34", "127.0.0.1"), "inner.example": ("192.168.1.1",)}[host]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    for host in ("mixed.example", "inner.example"):
        with pytest.raises(FetchError, match="not on the public internet"):
            fetch(f"http://{host}/", Limits())


def test_redirects_are_followed_so_far(server: Server) -> None:
    server.answers["/a"] = redirect("/b")
    server.answers["/b"] = page(b"here", "Content-Type: text/plain")
    assert fetch(server.url("/a"), server.limits).url == server.url("/b")
    server.answers["/loop"] = redirect("/loop")
    with pytest.raises(FetchError, match="redirects more than 5 times"):
        fetch(server.url("/loop"), server.limits)
    server.answers["/file"] = redirect("file:///etc/passwd")
    with pytest.raises(FetchError, match="cannot be fetched by file"):
        fetch(server.url("/file"), server.limits)


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("ftp://news.example/", "cannot be fetched by ftp"),
        ("http:///page", "names no host"),
        ("https://user:word@news.example/", "user name or password"),
        ("https://news.example:22/", "uses port 22"),
        ("http://[::1", "is not an address"),
        ("http://news.example:99999/", "is not an address|uses port"),
        ("http://127.0.0.1/", "public"),
        ("http://2130706433/", "public|no host"),
        ("http://0x7f.0.0.1/", "public|no host"),
        ("http://[::ffff:127.0.0.1]/", "public"),
        ("http://[64:ff9b::7f00:1]/", "public"),
    ],
)
def test_addresses_that_are_never_visited(url: str, message: str) -> None:
    with pytest.raises(FetchError, match=message):
        fetch(url, Limits())


def test_what_is_no_text_or_an_error_is_told(server: Server) -> None:
    server.answers["/pdf"] = page(b"%PDF", "Content-Type: application/pdf")
    with pytest.raises(FetchError, match="application/pdf"):
        fetch(server.url("/pdf"), server.limits)
    with pytest.raises(FetchError, match="status 404"):
        fetch(server.url("/missing"), server.limits)
    server.answers["/br"] = page(b"xx", "Content-Encoding: br")
    with pytest.raises(FetchError, match="compressed by br"):
        fetch(server.url("/br"), server.limits)
    server.answers["/junk"] = b"SSH-2.0-x\r\n\r\n"
    with pytest.raises(FetchError, match="cannot be reached"):
        fetch(server.url("/junk"), server.limits)


def test_size_is_bounded_before_and_after_decompression(server: Server) -> None:
    limits = replace(server.limits, file_bytes=1000)
    server.answers["/large"] = page(b"x" * 1001, "Content-Type: text/plain")
    server.answers["/bomb"] = page(gzip.compress(b"x" * 100_000), "Content-Encoding: gzip")
    server.answers["/small"] = page(gzip.compress(b"x" * 900), "Content-Encoding: gzip")
    for path in ("/large", "/bomb"):
        with pytest.raises(FetchError, match="larger than"):
            fetch(server.url(path), limits)
    assert fetch(server.url("/small"), limits).data == b"x" * 900


def test_a_server_that_drips_bytes_meets_the_deadline(server: Server) -> None:
    def drip(path: str, connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n")
        for _ in range(100):
            connection.sendall(b"X-Wait: 1\r\n")
            time.sleep(0.02)

    server.answers["/"] = drip
    with pytest.raises(FetchError, match=r"took longer than 0\.2 seconds|does not answer"):
        fetch(server.url("/"), replace(server.limits, fetch_seconds=0.2))


def test_an_address_among_the_inputs(server: Server) -> None:
    server.answers["/2024/bridge-falls.txt"] = page(b"The bridge fell.", "Content-Type: text/plain")
    found = list(gather([server.url("/2024/bridge-falls.txt"), server.url("/none")], server.limits))
    assert isinstance(found[0], TextItem)
    assert (found[0].stem, found[0].text) == ("bridge-falls", "The bridge fell.")
    assert isinstance(found[1], Problem)
    assert found[1].kind == "fetch"
    assert isinstance(found[1].error(), FetchError)


@pytest.mark.parametrize(
    "address",
    """
    0.0.0.0 10.1.2.3 100.64.0.1 127.0.0.1 169.254.1.1 172.16.0.1 192.0.0.1 192.0.2.1 192.88.99.1
    192.168.0.1 198.18.0.1 203.0.113.5 224.0.0.1 240.0.0.1 255.255.255.255 :: ::1 ::ffff:10.0.0.1
    ::127.0.0.1 64:ff9b::1 64:ff9b:1::1 100::1 2001::1 2001:db8::1 2002:7f00:1:: 3fff::1 5f00::1
    fc00::1 fe80::1 fec0::1 ff02::1 fe80::1%eth0
    """.split(),
)
def test_special_addresses_are_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_ordinary_addresses_are_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


def test_allowed_networks() -> None:
    assert may_visit(ipaddress.ip_address("10.0.0.7"), networks(["10.0.0.0/24"]))
    assert not may_visit(ipaddress.ip_address("10.0.1.7"), networks(["10.0.0.0/24"]))
    with pytest.raises(FetchError, match="allowed_networks"):
        fetch("http://news.example/", Limits(allowed_networks=("not a network",)))
