"""Pages rendered from templates, and kept while what they show has not changed."""

from __future__ import annotations

import gzip
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import Response

from variorum.report import rendering
from variorum.web.assets import address

_KEPT_BYTES = 128_000_000
"""What kept pages may take, compressed; a story of five reports takes about 60 kB."""

_LEVEL = 5
"""Of compression: beyond it pages get hardly smaller and take twice as long."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page ready to be sent; its tag says whether a browser has it already."""

    packed: bytes
    tag: str

    @classmethod
    def of(cls, html: str) -> Page:
        """The page of that text; a lone surrogate in an id, say, must not make it unsendable."""
        data = html.encode("utf-8", "replace")
        return cls(gzip.compress(data, _LEVEL, mtime=0), f'"{hashlib.sha256(data).hexdigest()[:24]}"')

    def answer(self, request: Request, status: int = 200) -> Response:
        """The page as the browser takes it, or word that it has it."""
        headers = {"ETag": self.tag, "Vary": "Accept-Encoding", "Cache-Control": "no-cache"}
        if status == 200 and request.headers.get("if-none-match") == self.tag:
            return Response(status_code=304, headers=headers)
        if "gzip" in request.headers.get("accept-encoding", ""):
            return Response(self.packed, status, {**headers, "Content-Encoding": "gzip"}, "text/html; charset=utf-8")
        return Response(gzip.decompress(self.packed), status, headers, "text/html; charset=utf-8")


class Kept:
    """Pages by what they show, the least recently asked for thrown away."""

    def __init__(self, most: int = _KEPT_BYTES) -> None:
        self._most = most
        self._size = 0
        self._pages: OrderedDict[tuple[str, ...], Page] = OrderedDict()
        self._lock = threading.Lock()
        self._making = threading.Lock()

    def get(self, key: tuple[str, ...], render: Callable[[], str]) -> Page:
        """The page of that key, rendered if it is not kept."""
        page = self._find(key)
        if page is not None:
            return page
        # One at a time: twenty at once are each done when all are done, and twenty readers of one page want one.
        with self._making:
            page = self._find(key)
            if page is None:
                page = Page.of(render())
                self._keep(key, page)
            return page

    def _find(self, key: tuple[str, ...]) -> Page | None:
        with self._lock:
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def _keep(self, key: tuple[str, ...], page: Page) -> None:
        with self._lock:
            self._pages[key] = page
            self._size += len(page.packed)
            while self._size > self._most and len(self._pages) > 1:
                self._size -= len(self._pages.popitem(last=False)[1].packed)


@cache
def environment() -> Environment:
    """The templates of the pages, which share those of the report."""
    found = rendering.environment("variorum.web")
    found.globals.update(asset=address)
    return found


def prepare() -> None:
    """Compiles all templates, so that the first readers do not wait for that."""
    for name in environment().list_templates(extensions=["j2"]):
        environment().get_template(name)


def render(template: str, **values: object) -> str:
    """A page as text."""
    return environment().get_template(template).render(**values)
