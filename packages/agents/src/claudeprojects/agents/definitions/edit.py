"""Changing an agent's file: the whole text at once, and only to one that defines an agent."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from claudeprojects.agents.definitions.agents import read_agent
from claudeprojects.agents.errors import DefinitionBroken, DefinitionKept
from claudeprojects.core.errors import NoteConflict, StorageFailed
from claudeprojects.core.vault.textfile import content_hash

if TYPE_CHECKING:
    from claudeprojects.agents.definitions.library import Library
    from claudeprojects.agents.definitions.records import AgentDefinition

_MARK = b"\xef\xbb\xbf"
"""What some programs write before a text in UTF-8; it stays where it was."""

_KEPT = {
    "builtin": "it is built in",
    "plugin": "a plugin brought it",
}


def why_kept(agent: AgentDefinition) -> str:
    """Why the file of ``agent`` cannot be changed here; empty when it can."""
    if agent.path is None:
        return "it has no file"
    return _KEPT.get(agent.origin, "")


def text_hash(text: str) -> str:
    """What stands for a file's text, to be given when the text is changed."""
    return content_hash(text.encode())


def edit_agent(library: Library, name: str, text: str, base_hash: str) -> AgentDefinition:
    """Let the file of the agent ``name`` hold ``text``; the agent it defines then, which may have another name.

    Raises:
        AgentNotFound: there is no such agent.
        DefinitionKept: it is built in, comes with a plugin, or is no text in UTF-8.
        DefinitionBroken: with this text it would define no agent.
        NoteConflict: the file's text is not that of ``base_hash`` any more.
        StorageFailed: the disk refused.
    """
    agent = library.agent(name)
    if (reason := why_kept(agent)) or agent.path is None:
        raise DefinitionKept(agent.name, reason)
    shown = library.shown(agent.path)
    reading = read_agent(text, agent.path, agent.origin)
    if reading.definition is None:
        raise DefinitionBroken(shown, reading.why)
    try:
        before = agent.path.read_bytes()
        mark = _MARK if before.startswith(_MARK) else b""
        theirs = before.removeprefix(_MARK).decode()
        if text_hash(theirs) != base_hash:
            raise NoteConflict(shown, mine=text, theirs=theirs, current_hash=text_hash(theirs))
        _replace(agent.path, mark + text.encode())
    except UnicodeDecodeError as error:
        raise DefinitionKept(agent.name, "its file is no text in UTF-8") from error
    except OSError as error:
        raise StorageFailed(shown, error.strerror or str(error)) from error
    return reading.definition


def _replace(path: Path, content: bytes) -> None:
    """Write in one step; a link stays one, and the file keeps its rights."""
    target = Path(os.path.realpath(path))
    handle, draft = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(draft).chmod(target.stat().st_mode & 0o777)
        Path(draft).replace(target)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
