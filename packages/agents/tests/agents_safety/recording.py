"""A real MCP server over stdio that keeps what it is told; run as a program by the canary test."""

from __future__ import annotations

from mcp.server.mcpserver import MCPServer

server = MCPServer("recorder", version="1.0.0")


@server.tool()
def post(text: str) -> str:
    """Keep a text."""
    return f"Kept {len(text)} characters."


if __name__ == "__main__":
    server.run("stdio")
