"""The scripts and styles of the pages, under addresses that change with their contents."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib import resources

_TYPES = {"js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8", "svg": "image/svg+xml"}

_FILES = {
    "variorum.report": ("head.js", "theme.js", "report.js", "report.css"),
    "variorum.web": ("htmx.min.js", "pages.js", "reader.js", "web.css", "icon.svg"),
}


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that browsers may keep for ever under its digest."""

    type: str
    digest: str
    data: bytes
    packed: bytes


@cache
def assets() -> dict[str, Asset]:
    """All of them, by name."""
    found = {}
    for package, names in _FILES.items():
        for name in names:
            data = resources.files(package).joinpath("assets", name).read_bytes()
            kind = _TYPES[name.rpartition(".")[2]]
            found[name] = Asset(kind, hashlib.sha256(data).hexdigest()[:16], data, gzip.compress(data, 9, mtime=0))
    return found


def address(name: str) -> str:
    """Where a page finds an asset."""
    return f"/static/{assets()[name].digest}/{name}"
