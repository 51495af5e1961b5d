"""The user's own MCP configuration, ``mcp.json`` beside the settings: adding to it and taking from it."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claudeprojects.agents.definitions.places import user_mcp_file
from claudeprojects.agents.definitions.servers import read_entry
from claudeprojects.agents.errors import ServerExists, ServerInvalid
from claudeprojects.core.errors import StorageFailed

if TYPE_CHECKING:
    from claudeprojects.agents.definitions.records import ServerDefinition

KEY = "mcpServers"


def new_server(name: str, config: dict[str, Any], file: Path | None = None) -> ServerDefinition:
    """What ``config`` would define under ``name``; nothing is written.

    Raises:
        ServerExists: there is one of that name.
        ServerInvalid: the configuration, or the file as it stands, cannot be used.
    """
    entry = read_entry(name, config)
    if entry.definition is None or entry.problems:
        raise ServerInvalid(name, entry.problems[0].text if entry.problems else "it cannot be read.")
    if name in _read(name, file or user_mcp_file()).get(KEY, {}):
        raise ServerExists(name)
    return entry.definition


def add_server(name: str, config: dict[str, Any], file: Path | None = None) -> None:
    """Write ``config`` under ``name``. Raises as ``new_server``, and then nothing is written."""
    file = file or user_mcp_file()
    new_server(name, config, file)
    document = _read(name, file)
    document.setdefault(KEY, {})[name] = config
    _write(file, document)


def remove_server(name: str, file: Path | None = None) -> bool:
    """Take ``name`` away; tell whether it was there."""
    file = file or user_mcp_file()
    document = _read(name, file)
    if name not in document.get(KEY, {}):
        return False
    del document[KEY][name]
    _write(file, document)
    return True


def _read(name: str, file: Path) -> dict[str, Any]:
    try:
        document = json.loads(file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise StorageFailed(str(file), error.strerror or str(error)) from error
    except ValueError as error:
        raise ServerInvalid(name, f"{file} is no JSON that can be changed here: {error}.") from error
    if not isinstance(document, dict) or not isinstance(document.get(KEY, {}), dict):
        raise ServerInvalid(name, f"{file} holds no object `{KEY}`.")
    return document


def _write(file: Path, document: dict[str, Any]) -> None:
    """In one step, and for its owner only: a configuration may hold what is secret."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        descriptor, draft = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
        with os.fdopen(descriptor, "w", encoding="utf-8") as opened:
            json.dump(document, opened, ensure_ascii=False, indent=2)
            opened.write("\n")
        Path(draft).replace(file)
    except OSError as error:
        raise StorageFailed(str(file), error.strerror or str(error)) from error
