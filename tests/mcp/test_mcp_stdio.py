"""The installed command, over standard input and output."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import anyio
import builders
import pytest

from mcp import Client, StdioServerParameters, stdio_client
from variorum.report.export import dumps

COMMAND = Path(sys.executable).with_name("variorum")


@pytest.fixture
def comparison(tmp_path: Path) -> Path:
    path = tmp_path / "comparison.json"
    path.write_text(dumps(builders.comparison()), encoding="utf-8")
    return path


def test_a_client_starts_the_command_and_calls_a_tool(comparison: Path, tmp_path: Path) -> None:
    parameters = StdioServerParameters(command=str(COMMAND), args=["mcp", str(comparison)], env=dict(os.environ))

    async def talk() -> None:
        with (tmp_path / "errors").open("w") as errors, anyio.fail_after(60):
            async with Client(stdio_client(parameters, errlog=errors)) as client:
                assert client.server_info is not None
                assert client.server_info.name == "variorum"
                result = await client.call_tool("get_point", {"story": "s1", "point": "p2"})
                assert result.structured_content is not None
                assert result.structured_content["point"]["status"] == "contested"
                wrong = await client.call_tool("get_story", {"story": "s9"})
                assert wrong.is_error

    anyio.run(talk)
    assert "Traceback" not in (tmp_path / "errors").read_text()
