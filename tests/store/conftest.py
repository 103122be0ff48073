"""Archives on both databases: an SQLite file, and a PostgreSQL server that the tests start where it is installed."""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from variorum.store import Archive

_NUMBERS = itertools.count()


def _program(name: str) -> str | None:
    """A program of PostgreSQL; Debian keeps them out of the search path."""
    installed = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return str(installed[-1]) if installed else shutil.which(name)


def _owner() -> str | None:
    """Whom the server runs as, as it refuses to be root."""
    if os.getuid() != 0:
        return None
    return next((user for user in ("postgres", "nobody") if any(p.pw_name == user for p in pwd.getpwall())), None)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The folder of the socket on which a PostgreSQL server of our own listens."""
    initdb, control = _program("initdb"), _program("pg_ctl")
    if initdb is None or control is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    pytest.importorskip("psycopg", reason="psycopg is not installed (pip install 'variorum[postgresql]')")
    # A socket's path may have about a hundred characters, which pytest's own folders may exceed.
    folder = Path(tempfile.mkdtemp(prefix="variorum-pg-"))
    data, owner = folder / "data", _owner()
    if owner is not None:
        shutil.chown(folder, owner)

    def call(*command: str) -> None:
        subprocess.run(command, check=True, user=owner, cwd=folder, stdout=subprocess.DEVNULL)

    options = f"-k {folder} -c listen_addresses='' -c fsync=off -c full_page_writes=off -c shared_buffers=32MB"
    try:
        call(initdb, "-D", str(data), "-A", "trust", "-U", "variorum", "--no-sync", "-E", "UTF8", "--locale", "C")
        call(control, "-D", str(data), "-o", options, "-w", "-l", str(folder / "log"), "start")
        try:
            yield str(folder)
        finally:
            call(control, "-D", str(data), "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where there is no archive yet."""
    if request.param == "sqlite":
        yield str(tmp_path / "store" / "archive.sqlite")
        return
    folder = request.getfixturevalue("server")
    import psycopg

    schema = f"test{next(_NUMBERS)}"
    with psycopg.connect(f"host={folder} user=variorum dbname=postgres", autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {schema}")
        yield f"postgresql://variorum@/postgres?host={folder}&options=-csearch_path%3D{schema}"
        connection.execute(f"DROP SCHEMA {schema} CASCADE")


@pytest.fixture
def opened() -> Iterator[Callable[..., Archive]]:
    """Opens archives that are closed when the test ends."""
    archives: list[Archive] = []

    def open_one(location: Path | str, *, create: bool = True) -> Archive:
        archives.append(Archive(location, create=create))
        return archives[-1]

    yield open_one
    for archive in archives:
        archive.database.close()


@pytest.fixture
def archive(location: str, opened: Callable[..., Archive]) -> Archive:
    """An empty archive."""
    return opened(location)
