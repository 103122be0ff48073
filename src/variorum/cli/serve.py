"""`variorum serve`: the pages and the REST interface, over the archive or over finished comparisons."""

from __future__ import annotations

import gc
import ipaddress
import os
import socket
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from variorum.cli.options import Quiet, Store
from variorum.cli.progress import say
from variorum.errors import InputError


def serve(
    context: typer.Context,
    comparisons: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[COMPARISON.json]...",
            help="Files written by compare --json; without any, the archive is served.",
            show_default=False,
        ),
    ] = None,
    store: Store = None,
    host: Annotated[str, typer.Option("--host", help="Address to listen at; 0.0.0.0 for all.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Port to listen at; 0 for a free one.")] = 8765,
    token: Annotated[
        str | None,
        typer.Option(
            "--token",
            envvar="VARIORUM_TOKEN",
            help="What readers have to give as password (any name), and programs as bearer token; needed beyond "
            "this machine.",
        ),
    ] = None,
    allow_host: Annotated[
        list[str] | None,
        typer.Option("--allow-host", metavar="NAME", help="A name that the server answers to, besides addresses."),
    ] = None,
    settings: Annotated[
        Path | None, typer.Option("--settings", metavar="FILE", help="Settings in TOML (see docs/settings.md).")
    ] = None,
    ahead: Annotated[
        bool,
        typer.Option(
            "--ahead/--no-ahead", help="Compare the newest stories before anybody asks, by a process that gives way."
        ),
    ] = True,
    quiet: Quiet = False,
) -> None:
    """Read stories, add reports and correct comparisons in a browser.

    [bold]Examples[/bold]

      variorum serve
      variorum serve comparison.json
      variorum serve --store news.sqlite --host 0.0.0.0 --token "$(openssl rand -hex 16)"

    Pages are at http://127.0.0.1:8765/, the REST interface under /api (described at /api/openapi.json). Ctrl-C stops
    it.
    """
    import uvicorn

    from variorum.library import ArchiveLibrary, ComparisonLibrary, Library
    from variorum.report.load import load
    from variorum.settings import load as load_settings
    from variorum.web.app import create_app

    errors = Console(stderr=True)
    if not _loopback(host) and not token:
        raise typer.BadParameter(
            f"{host} can be reached from other machines; give --token as well", param_hint="--host"
        )
    library: Library
    if comparisons:
        library = ComparisonLibrary([load(path) for path in comparisons])
    else:
        from variorum.archive import open_archive

        library = ArchiveLibrary(open_archive(store or context.obj, create=True), load_settings(settings))
    # Work in the background must not keep readers waiting for five milliseconds each time that they look something up.
    sys.setswitchinterval(0.0005)
    # A search for garbage among all comparisons in memory holds everybody up for a quarter of a second, and there is
    # hardly any: what makes a page is freed with it. The young are searched as often as ever.
    gc.set_threshold(700, 10, 10_000)
    app = create_app(library, token=token, hosts=[*(allow_host or ()), host], ahead=ahead)
    config = uvicorn.Config(
        app, host=host, port=port, log_level="warning", access_log=False, server_header=False, date_header=True,
        timeout_keep_alive=30, timeout_graceful_shutdown=3,
    )  # fmt: skip
    bound = _listen(host, port)
    number = bound.getsockname()[1]
    shown = "127.0.0.1" if host in ("0.0.0.0", "") else f"[{host}]" if ":" in host else host  # noqa: S104
    if not quiet:
        say(errors, f"http://{shown}:{number}/", "Ctrl-C stops it")
    uvicorn.Server(config).run(sockets=[bound])


def _listen(host: str, port: int) -> socket.socket:
    try:
        bound = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
        # What is accepted inherits it; else a short answer waits forty milliseconds for word that its head has come.
        bound.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return bound
    except OSError as error:
        # What a name that leads nowhere has is no number of the system.
        why = os.strerror(error.errno) if error.errno and error.errno > 0 else error.strerror
        raise InputError(f"cannot listen at {host}, port {port} ({why})", "--port 0 takes a free port") from error


def _loopback(host: str) -> bool:
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
