"""The archive in files that other programs read."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypedDict

from variorum.archive.judging import judgements
from variorum.errors import InputError, StoreError
from variorum.progress import Progress, no_progress
from variorum.settings import Settings
from variorum.store import Archive, comparisons, lists, raws
from variorum.store.raws import Stored

_LOT = 500
"""Articles read, and rows of Parquet written, at once."""

_BODY = frozenset({"maintext", "text", "body", "content", "html", "content_html", "raw_html", "articleBody"})
"""Fields of raw records that are not repeated among the metadata."""


class ArticleRecord(TypedDict):
    """An article as it is exported; `variorum ingest` reads it back.

    `metadata` are the other fields of the record that it came from, as JSON text; empty for pages and plain text.
    """

    id: str
    title: str
    maintext: str
    date_publish: str | None
    date_precision: str
    url: str | None
    outlet: str | None
    language: str
    authors: list[str]
    credits: list[str]
    headline_only: bool
    story: str | None
    version: int
    seen: str
    source: str
    kind: str
    sha256: str
    metadata: str


@dataclass(frozen=True, slots=True)
class Exported:
    """How much was written."""

    articles: int
    stories: int
    comparisons: int
    judgements: int


def export(
    archive: Archive,
    folder: Path,
    *,
    parquet: bool = False,
    versions: bool = False,
    settings: Settings | None = None,
    progress: Progress = no_progress,
) -> Exported:
    """Writes articles, stories, comparisons and judgements into a folder, each file whole or not at all.

    Args:
        archive: Where they are.
        folder: Gets `articles.jsonl` (or `.parquet`), `stories.jsonl`, `judgements.jsonl`, and in `comparisons` one
            export for each story that was compared under the settings and has not changed since.
        parquet: Whether articles go to Parquet.
        versions: Whether earlier versions of articles are written, too.
        settings: Those whose comparisons are meant; defaults if None.
        progress: Told of each lot.

    Raises:
        InputError: A file cannot be written.
        StoreError: pyarrow is not installed.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return Exported(
            articles=_articles(archive, folder, parquet, versions, progress),
            stories=_stories(archive, folder / "stories.jsonl"),
            comparisons=_comparisons(archive, folder / "comparisons", (settings or Settings()).hash, progress),
            judgements=_judgements(archive, folder / "judgements.jsonl"),
        )
    except OSError as error:
        raise InputError(f"{folder}: cannot be written ({error.strerror})", "choose another folder") from error


def _articles(archive: Archive, folder: Path, parquet: bool, versions: bool, progress: Progress) -> int:
    with archive.database.read() as connection:
        numbers = raws.numbers(connection, current=not versions)
    write = _parquet if parquet else _lines
    return write(folder / f"articles.{'parquet' if parquet else 'jsonl'}", _records(archive, numbers, progress))


def _records(archive: Archive, numbers: list[int], progress: Progress) -> Iterator[list[ArticleRecord]]:
    for first in range(0, len(numbers), _LOT):
        progress("writing articles", first, len(numbers))
        with archive.database.read() as connection:
            found = raws.stored(connection, numbers[first : first + _LOT])
        yield [_record(stored) for stored in found]
    progress("writing articles", len(numbers), len(numbers))


def _record(stored: Stored) -> ArticleRecord:
    article = stored.article
    return {
        "id": article.id,
        "title": article.title,
        "maintext": article.text,
        "date_publish": article.published.isoformat(sep=" ") if article.published else None,
        "date_precision": article.published_precision,
        "url": article.url,
        "outlet": article.outlet,
        "language": article.language,
        "authors": list(article.authors),
        "credits": list(article.credits),
        "headline_only": article.headline_only,
        "story": stored.story,
        "version": stored.number,
        "seen": stored.raw.seen.isoformat(sep=" "),
        "source": stored.raw.source,
        "kind": stored.raw.kind,
        "sha256": article.sha256,
        "metadata": _metadata(stored),
    }


def _metadata(stored: Stored) -> str:
    if stored.raw.kind != "record":
        return ""
    try:
        value = json.loads(stored.raw.data().decode("utf-8", "replace"))
    except (ValueError, InputError):
        return ""
    if not isinstance(value, dict):
        return ""
    return json.dumps({name: field for name, field in value.items() if name not in _BODY}, ensure_ascii=False)


def _lines(path: Path, lots: Iterator[list[ArticleRecord]]) -> int:
    count = 0
    with _whole(path) as scratch, scratch.open("w", encoding="utf-8", errors="replace", newline="\n") as file:
        for lot in lots:
            file.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in lot)
            count += len(lot)
    return count


def _parquet(path: Path, lots: Iterator[list[ArticleRecord]]) -> int:
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        raise StoreError("Parquet needs pyarrow", "install it with: pip install 'variorum[arrow]'") from error
    text, texts = pa.string(), pa.list_(pa.string())
    kinds = {"authors": texts, "credits": texts, "headline_only": pa.bool_(), "version": pa.int32()}
    schema = pa.schema([(name, kinds.get(name, text)) for name in ArticleRecord.__annotations__])
    count = 0
    with _whole(path) as scratch, parquet.ParquetWriter(scratch, schema, compression="zstd") as writer:
        for lot in lots:
            writer.write_table(pa.Table.from_pylist(lot, schema=schema))
            count += len(lot)
    return count


def _stories(archive: Archive, path: Path) -> int:
    with archive.database.read() as connection:
        found = lists.reports(connection)
    lines = (
        {"id": name, "title": reports[0].title, "articles": [report.id for report in reports]}
        for name, reports in found.items()
    )
    with _whole(path) as scratch:
        scratch.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    return len(found)


def _comparisons(archive: Archive, folder: Path, settings: str, progress: Progress) -> int:
    with archive.database.read() as connection:
        ids = comparisons.current(connection, settings)
    for done, name in enumerate(ids, start=1):
        with archive.database.read() as connection:
            data = comparisons.last(connection, name, settings)
        if data is not None:
            folder.mkdir(exist_ok=True)
            with _whole(folder / f"{name}.json") as scratch:
                scratch.write_bytes(data)
        progress("writing comparisons", done, len(ids))
    return len(ids)


def _judgements(archive: Archive, path: Path) -> int:
    found = judgements(archive, undone=True)
    with _whole(path) as scratch:
        scratch.write_text(
            "".join(json.dumps(asdict(judgement), ensure_ascii=False, default=str) + "\n" for judgement in found),
            encoding="utf-8",
        )
    return len(found)


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    """A file beside the path that takes its place in the end, unless something fails."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    os.close(handle)
    try:
        yield Path(name)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
