"""Answers that are kept while what they show has not changed, sent compressed, and not sent twice."""

from __future__ import annotations

import gzip
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

_KEPT_BYTES = 64_000_000
_LEVEL = 5
"""Of compression: beyond it answers get hardly smaller and take twice as long."""

_WORTH = 1_000
"""Bytes from which compression pays."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Bytes ready to be sent; `tag` says whether a client has them already."""

    packed: bytes
    tag: str
    media_type: str
    compressed: bool

    @classmethod
    def of(cls, data: bytes, media_type: str) -> Answer:
        """The answer of those bytes."""
        tag = f'"{hashlib.sha256(data).hexdigest()[:24]}"'
        # What is compressed in itself (ZIP, Office documents) gets no smaller.
        worth = len(data) >= _WORTH and ("json" in media_type or media_type.startswith("text/"))
        return cls(gzip.compress(data, _LEVEL, mtime=0) if worth else data, tag, media_type, worth)

    @property
    def data(self) -> bytes:
        """What is sent, as it was given."""
        return gzip.decompress(self.packed) if self.compressed else self.packed

    def send(self, request: Request, headers: Mapping[str, str] | None = None) -> Response:
        """The answer as the client takes it, or word that it has it."""
        headers = {"ETag": self.tag, "Vary": "Accept, Accept-Encoding", "Cache-Control": "no-cache", **(headers or {})}
        if _has(request, self.tag):
            return Response(status_code=304, headers=headers)
        if self.compressed and "gzip" in request.headers.get("accept-encoding", ""):
            return Response(self.packed, 200, {**headers, "Content-Encoding": "gzip"}, self.media_type)
        return Response(self.data, 200, headers, self.media_type)


class Answers:
    """Answers by what they show, the least recently asked for thrown away."""

    def __init__(self, most: int = _KEPT_BYTES) -> None:
        self._most = most
        self._size = 0
        self._kept: OrderedDict[tuple[str, ...], Answer] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, key: tuple[str, ...]) -> Answer | None:
        """The answer of that key, if it is kept."""
        with self._lock:
            answer = self._kept.get(key)
            if answer is not None:
                self._kept.move_to_end(key)
            return answer

    def get(self, key: tuple[str, ...], make: Callable[[], Answer]) -> Answer:
        """The answer of that key, made if it is not kept."""
        found = self.find(key)
        if found is not None:
            return found
        answer = make()
        with self._lock:
            old = self._kept.pop(key, None)
            self._size += len(answer.packed) - (len(old.packed) if old else 0)
            self._kept[key] = answer
            while self._size > self._most and len(self._kept) > 1:
                self._size -= len(self._kept.popitem(last=False)[1].packed)
        return answer


def _has(request: Request, tag: str) -> bool:
    given = request.headers.get("if-none-match", "")
    return given.strip() == "*" or tag in (part.strip().removeprefix("W/") for part in given.split(","))
