"""``agent new``: a definition to begin with, empty or a copy of another agent's file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import category

from claudeprojects.agents.definitions.values import MAX_NAME, NAME
from claudeprojects.agents.errors import DefinitionExists, NameRefused
from claudeprojects.core.vault.paths import why_not_new

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from claudeprojects.agents.definitions.library import Library

FOLDER = ".claude/agents"
"""Where new agents go, in the vault or in the home folder: Claude Code reads them there too."""

_NOT_TEXT = frozenset({"Cc", "Cs", "Cn"})
"""Unicode categories that YAML refuses or nobody can read."""

_PLAIN = re.compile(r"[\w, -]+", re.ASCII)
"""What YAML reads as itself without quotes."""

READING = ("search", "read", "list", "grep", "tasks", "graph")
"""The tools an agent begins with when nobody says which: it can look at everything and change nothing."""

PROMPT = """You …

## How you work

1. …

## What you answer

…
"""


def new_agent(
    library: Library,
    name: str,
    description: str = "",
    source: str = "",
    *,
    own: bool = False,
    tools: Sequence[str] | None = READING,
    model: str = "",
    prompt: str = "",
) -> Path:
    """Write the agent ``name``, a copy of the agent ``source`` when one is named; the file.

    It goes into the vault, or with ``own`` into the user's home folder. An agent that is no copy may use ``tools``
    (``None`` for all), asks for ``model`` (left to the router when empty) and works by ``prompt``.

    Raises:
        NameRefused: no agent should have this name.
        AgentNotFound: there is no agent ``source``.
        DefinitionExists: the file is there already.
    """
    if len(name) > MAX_NAME or not NAME.fullmatch(name) or why_not_new(f"{name}.md"):
        raise NameRefused(name)
    path = (library.home if own else library.root) / FOLDER / f"{name}.md"
    text = _copy(library, name, source) if source else _text(name, description, tools, model, prompt)
    if source and description:
        text = re.sub(r"(?m)^description:.*$", lambda _: f"description: {_quoted(description)}", text, count=1)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as error:
        raise DefinitionExists(library.shown(path)) from error
    return path


def _text(name: str, description: str, tools: Sequence[str] | None, model: str, prompt: str) -> str:
    """A definition file with these settings."""
    settings = [f"name: {name}", f"description: {_quoted(description)}"]
    if tools is not None:
        names = ", ".join(tools) or "none"
        settings.append(f"tools: {names if _PLAIN.fullmatch(names) else _quoted(names)}")
    if model:
        settings.append(f"model: {_quoted(model)}")
    return "\n".join(["---", *settings, "---", "", prompt.strip() or PROMPT.strip(), ""])


def _copy(library: Library, name: str, source: str) -> str:
    """The file of the agent ``source`` under another name."""
    path = library.agent(source).path
    text = (library.texts.get(path).text or "") if path else ""
    return re.sub(r"(?m)^name:.*$", f"name: {name}", text, count=1)


def _quoted(description: str) -> str:
    """A description as YAML takes it on one line."""
    words = ("".join(c for c in word if category(c) not in _NOT_TEXT) for word in description.split())
    plain = " ".join(word for word in words if word) or "Say here what it does, and when it should be used."
    escaped = plain.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
