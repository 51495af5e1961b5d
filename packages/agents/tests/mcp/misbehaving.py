"""A real MCP server over stdio with tools that misbehave on request; run as a program by the tests."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from mcp.server.mcpserver import MCPServer

server = MCPServer("misbehaving", version="1.2.3")


@server.tool()
def echo(text: str) -> str:
    """Say it back."""
    return text


@server.tool()
def die() -> str:
    """End the process."""
    os._exit(3)


@server.tool()
def hang() -> str:
    """Stop the whole process, so that it answers nothing any more."""
    os.kill(os.getpid(), signal.SIGSTOP)
    return "late"


@server.tool()
async def slow(seconds: float) -> str:
    """Take a while, and stay responsive."""
    import anyio

    await anyio.sleep(seconds)
    return "done"


@server.tool()
def hidden_failure() -> str:
    """Fail, and call it success."""
    return "Error searching libraries: TypeError: fetch failed"


@server.tool()
def environment(name: str) -> str:
    """Tell an environment variable."""
    return os.environ.get(name, "(unset)")


@server.tool()
def look(path: str) -> str:
    """Read any file."""
    return Path(path).read_text(encoding="utf-8")


if __name__ == "__main__":
    sys.stderr.write("misbehaving is up\n")
    if "--stillborn" in sys.argv:
        sys.stderr.write("no key was given\n")
        sys.exit(1)
    server.run("stdio")
