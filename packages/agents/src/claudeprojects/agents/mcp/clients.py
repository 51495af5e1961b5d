"""How other programs are told to use a workspace as an MCP server: the line or lines for each of them."""

from __future__ import annotations

import base64
import json
import shlex
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

NAME = "claudeprojects"
PROGRAM = "claudeprojects"


@dataclass(frozen=True, slots=True)
class ClientLine:
    """One program: the ``file`` its configuration stands in, what to write there, and shorter ways if it has any."""

    program: str
    title: str
    file: str
    config: str
    command: str | None = None
    url: str | None = None


def serve_command(root: Path) -> list[str]:
    """The command that serves the vault at ``root`` over standard input and output, for any working folder."""
    return [*_program(), "mcp", "--vault", str(root)]


def client_lines(root: Path) -> list[ClientLine]:
    """The lines for the vault at ``root``."""
    command = serve_command(root)
    entry: dict[str, Any] = {"command": command[0], "args": command[1:]}
    common = json.dumps({"mcpServers": {NAME: {"type": "stdio", **entry}}}, indent=2, ensure_ascii=False)
    cursor = json.dumps({"mcpServers": {NAME: entry}}, indent=2, ensure_ascii=False)
    return [
        ClientLine(
            "claude-code",
            "Claude Code",
            ".mcp.json in the project, or ~/.claude.json",
            common,
            command=f"claude mcp add {NAME} -- {shlex.join(command)}",
        ),
        ClientLine("cursor", "Cursor", "~/.cursor/mcp.json", cursor, url=_cursor_link(entry)),
        ClientLine("claude-desktop", "Claude Desktop", "claude_desktop_config.json", cursor),
        ClientLine(
            "vscode",
            "VS Code",
            ".vscode/mcp.json",
            json.dumps({"servers": {NAME: {"type": "stdio", **entry}}}, indent=2, ensure_ascii=False),
            command=f"code --add-mcp {shlex.quote(json.dumps({'name': NAME, **entry}, ensure_ascii=False))}",
        ),
        ClientLine("other", "Any other", "its MCP configuration", common),
    ]


def _program() -> list[str]:
    """The program as other programs can start it: by its full path, for their search path may be another."""
    beside = Path(sys.executable).with_name(PROGRAM + (".exe" if sys.platform == "win32" else ""))
    if beside.is_file():
        return [str(beside)]
    found = shutil.which(PROGRAM)
    return [found] if found else [sys.executable, "-m", "claudeprojects.cli"]


def _cursor_link(entry: dict[str, Any]) -> str:
    config = base64.b64encode(json.dumps(entry).encode()).decode()
    return f"cursor://anysphere.cursor-deeplink/mcp/install?name={NAME}&config={quote(config)}"
