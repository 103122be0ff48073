"""The MCP server: a few read-only tools by which other programs look at stories and compare coverage.

    from variorum.mcp import create_server
    create_server(Room(library)).run("stdio")

`room`     what the tools read: a library, and what was compared for a client
`shapes`   what they answer
`saying`   answers out of comparisons, cut to size without spoiling a span
`server`   the tools, and how they are served
"""

from variorum.mcp.room import Room
from variorum.mcp.server import create_server

__all__ = ["Room", "create_server"]
