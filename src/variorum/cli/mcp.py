"""`variorum mcp`: the tools for other programs, over standard input and output or over HTTP."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from variorum.cli.options import Store


def mcp(
    context: typer.Context,
    comparisons: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[COMPARISON.json]...",
            help="Files written by compare --json; without any, the archive is read.",
            show_default=False,
        ),
    ] = None,
    store: Store = None,
    http: Annotated[
        bool, typer.Option("--http", help="Serve over streamable HTTP at http://HOST:PORT/mcp instead.")
    ] = False,
    host: Annotated[str, typer.Option("--host", help="With --http: 127.0.0.1, localhost or ::1.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="With --http: the port.")] = 8766,
    settings: Annotated[
        Path | None, typer.Option("--settings", metavar="FILE", help="Settings in TOML (see docs/settings.md).")
    ] = None,
) -> None:
    """Let other programs search stories and compare coverage (Model Context Protocol).

    The tools only read: search_stories, get_story, compare_coverage, get_point, check_coverage, find_sources.

    [bold]Examples[/bold]

      variorum mcp
      variorum --store news.sqlite mcp
      variorum mcp comparison.json
      variorum mcp --http --port 8766

    Clients that are set up by a file take: {"mcpServers": {"variorum": {"command": "variorum", "args": ["mcp"]}}}

    Without an archive the tools still compare texts and addresses that they are given. Ctrl-C stops it.
    """
    from variorum.archive import open_archive
    from variorum.library import ArchiveLibrary, ComparisonLibrary, Library
    from variorum.mcp.room import Room
    from variorum.mcp.server import create_server, serve_http
    from variorum.report.load import load as load_comparison
    from variorum.settings import load
    from variorum.store import ENVIRONMENT, default_location

    chosen = load(settings)
    named = store or context.obj or os.environ.get(ENVIRONMENT)
    library: Library | None = None
    if comparisons:
        library = ComparisonLibrary([load_comparison(path) for path in comparisons])
    elif named or Path(default_location()).exists():
        library = ArchiveLibrary(open_archive(named), chosen)
    server = create_server(Room(library, chosen))
    if http:
        serve_http(server, host, port)
    else:
        server.run("stdio")
