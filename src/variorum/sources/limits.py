"""How much is read, and for how long."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on input; what lies beyond one becomes a problem with a hint, never a crash.

    Attributes:
        file_bytes: Largest file, response or standard input, before and after decompression.
        article_characters: Longest text of one article.
        records: Most articles taken from one JSON file.
        files: Most files taken from one folder.
        json_depth: Deepest nesting of arrays and objects in JSON.
        html_seconds: Longest time that extracting one page's text may take.
        fetch_seconds: Longest time from asking for an address to its last byte, redirects included.
        archive_bytes: Largest web archive or Parquet file that is downloaded; they are read piece by piece.
        archive_seconds: Longest time that such a download may take.
        redirects: Most redirects followed.
        ports: Ports that may be connected to.
        allowed_networks: Networks in CIDR notation that may be visited although they are not public, for tests and
            for archives inside one's own network.
    """

    file_bytes: int = 20_000_000
    article_characters: int = 2_000_000
    records: int = 100_000
    files: int = 10_000
    json_depth: int = 100
    html_seconds: float = 20.0
    fetch_seconds: float = 30.0
    archive_bytes: int = 2_000_000_000
    archive_seconds: float = 3_600.0
    redirects: int = 5
    ports: tuple[int, ...] = (80, 443)
    allowed_networks: tuple[str, ...] = ()


def size(count: int) -> str:
    """A number of bytes as people say it: "20 MB"."""
    return f"{count / 1_000_000:.3g} MB" if count >= 1_000_000 else f"{count:,} B"
