"""An agent file: a Markdown text whose frontmatter says who the agent is, and whose body is its system prompt.

The format is Claude Code's, read as generously as the files of public collections need it. What a file asks for and
does not get is a problem with its line, so that nobody has to guess.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from claudeprojects.agents.definitions.frontmatter import read_head
from claudeprojects.agents.definitions.reader import KEYS, Reader
from claudeprojects.agents.definitions.records import AgentDefinition, Problem
from claudeprojects.agents.definitions.servers import own_name, read_entry
from claudeprojects.agents.definitions.values import (
    ALL,
    NAME,
    NONE,
    names_of,
    number_of,
    opening,
    slug,
    text_of,
    why_no_name,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from claudeprojects.agents.definitions.records import Level, Origin, PermissionMode, ServerDefinition

NOT_HERE: dict[str, str] = {
    "hooks": "Hooks are commands of Claude Code; they are not run here.",
    "isolation": "`isolation` is not needed here: changes are always proposed apart and can be undone.",
    "background": "`background` is not needed here: every run goes on by itself.",
    "initialPrompt": "`initialPrompt` is not used here; give the task when starting the agent.",
}
"""Claude Code's keys that mean nothing here, with what to know."""

KNOWN = frozenset(
    {*KEYS.values(), *NOT_HERE, "mcp_servers", "permission_mode", "max_turns", "disallowed_tools", "allowed-tools",
     "version", "author", "category", "tags", "temperature", "mode", "type", "priority", "enabled", "disabled"}
)  # fmt: skip
"""Keys that end a loosely read description."""

MODES: dict[str, PermissionMode] = {
    "default": "default", "acceptedits": "acceptEdits", "plan": "plan", "dontask": "dontAsk",
    "bypasspermissions": "bypassPermissions", "bypass": "bypassPermissions", "readonly": "plan",
}  # fmt: skip

LOOSER = frozenset({"acceptEdits", "bypassPermissions"})
"""Modes that only the user's own files and those built in may ask for."""

EFFORTS = ("minimal", "low", "medium", "high", "xhigh", "max")
MEMORIES = ("user", "project", "local")

NO_FRONTMATTER = "It has no frontmatter with a `name`, so it is documentation and no agent."


class Reading(NamedTuple):
    """What came of reading a file for an agent; ``why`` says why there is no definition."""

    definition: AgentDefinition | None
    why: str
    problems: tuple[Problem, ...] = ()


def read_agent(text: str, path: Path, origin: Origin) -> Reading:
    """Read an agent file's ``text``. Never raises."""
    if path.name.lower() == "skill.md":
        return Reading(None, "It is a skill and no agent; its folder belongs into `skills` beside `agents`.")
    head = read_head(text, KNOWN)
    if not head.present:
        return Reading(None, head.problems[0].text if head.problems else NO_FRONTMATTER, head.problems)
    reader = Reader(head)
    name = text_of(reader.take("name"))
    if not name:
        return _nameless(reader, path)
    if reason := why_no_name(name):
        reader.say("name", f"It is not used: {reason}.", "error")
        return Reading(None, f"It cannot be used: {reason}.", tuple(reader.problems))
    if _is_off(reader.others):
        return Reading(None, "It is disabled by its own frontmatter.", tuple(reader.problems))
    return Reading(_definition(reader, name, path, origin), "", tuple(reader.problems))


def _nameless(reader: Reader, path: Path) -> Reading:
    if path.parent.name == "commands" or "argument-hint" in reader.others:
        return Reading(None, "It is a command of Claude Code and no agent; commands are not read here.")
    if reader.values.keys() & {"description", "tools", "model"}:
        wanted = f"name: {slug(path.stem) or 'my-agent'}"
        reader.say("", f"It looks like an agent without a `name`; add `{wanted}` to use it.", "warning")
    return Reading(None, "It has no `name`, so it is documentation and no agent.", tuple(reader.problems))


def _is_off(others: dict[str, Any]) -> bool:
    return any(others.get(key) is True for key in ("disabled", "disable")) or others.get("enabled") is False


def _definition(reader: Reader, name: str, path: Path, origin: Origin) -> AgentDefinition:
    if not NAME.fullmatch(name):
        reader.say("name", f"{name!r} is used as it is; lowercase words joined by hyphens work everywhere.", "note")
    description = text_of(reader.take("description"))
    if not description:
        description = opening(reader.head.body) or name
        reader.say("description", "There is no `description`; the text's opening stands for it.", "warning")
    if not reader.head.body.strip():
        reader.say("", "There is no text below the frontmatter, so the agent has no system prompt.", "warning")
    tools, denied = _tools(reader)
    wanted = _mode(reader)
    servers, inline = _servers(reader)
    for server in inline:
        _tell_of(reader, server, name, origin)
    for key, text in NOT_HERE.items():
        if key in reader.others and reader.others[key] not in (None, False, "", {}, []):
            reader.say(key, text, "note")
    return AgentDefinition(
        name=name, description=description, prompt=reader.head.body, tools=tools,
        disallowed_tools=(*names_of(reader.take("disallowedTools")), *denied), model=_model(reader),
        mode=_granted(reader, wanted, origin), wanted_mode=wanted, max_turns=_turns(reader),
        skills=names_of(reader.take("skills")), mcp_servers=servers, servers=inline,
        memory=_choice(reader, "memory", MEMORIES), effort=_choice(reader, "effort", EFFORTS),
        color=text_of(reader.take("color")) or None, path=path, origin=origin, extra=reader.others,
    )  # fmt: skip


def _tools(reader: Reader) -> tuple[tuple[str, ...] | None, tuple[str, ...]]:
    """The tools allowed (``None``: all) and those a table of ``true`` and ``false`` denies."""
    value = reader.take("tools")
    if value is None:
        return None, ()
    if isinstance(value, dict):
        allowed = tuple(str(name) for name, state in value.items() if state is True or state == "allow")
        denied = tuple(str(name) for name, state in value.items() if state is False or state == "deny")
        reader.say("tools", "`tools` is a table; those set to true are allowed, those set to false are not.", "note")
        return allowed or None, denied
    if isinstance(value, bool):
        return (None if value else ()), ()
    written = text_of(value).lower() if not isinstance(value, list) else None
    if written in ALL or (isinstance(value, list) and any(text_of(entry).lower() in ALL for entry in value)):
        return None, ()
    if written == "":
        return None, ()
    return (() if written in NONE else names_of(value)), ()


def _model(reader: Reader) -> str | None:
    value = reader.take("model")
    if isinstance(value, list):
        reader.say("model", "`model` names several; the first is used.", "warning")
        value = value[0] if value else None
    model = text_of(value)
    return None if model.lower() in {"", "inherit", "default"} else model


def _mode(reader: Reader) -> PermissionMode | None:
    written = text_of(reader.take("permissionMode"))
    if not written:
        return None
    mode = MODES.get(written.lower().replace("_", "").replace("-", ""))
    if mode is None:
        reader.say("permissionMode", f"There is no mode {written!r}; the agent asks, as in `default`.", "warning")
    return mode


def _granted(reader: Reader, wanted: PermissionMode | None, origin: Origin) -> PermissionMode:
    """The mode in force: files of the vault or of a plugin can make an agent more careful, never less."""
    if wanted in LOOSER and origin in {"vault", "plugin"}:
        whose = "A file in the vault" if origin == "vault" else "A plugin"
        reader.say(
            "permissionMode",
            f"{whose} cannot grant itself `{wanted}`; the agent asks, as in `default`. "
            "Choose the mode when you start it, or keep the file in `~/.claude/agents`.",
            "warning",
        )
        return "default"
    return wanted or "default"


def _turns(reader: Reader) -> int | None:
    value = reader.take("maxTurns")
    number = number_of(value)
    if value is not None and number is None:
        reader.say("maxTurns", f"`maxTurns` is {value!r} and no number above 0; it is left out.", "warning")
    return number


def _choice(reader: Reader, key: str, choices: tuple[str, ...]) -> str | None:
    value = reader.take(key)
    written = text_of(value).lower()
    if not written or value is False:
        return None
    if value is True and key == "memory":
        return "project"
    if written not in choices and not (key == "effort" and written.isdigit()):
        reader.say(key, f"`{key}` cannot be {written!r}; it takes {', '.join(choices)}. It is left out.", "warning")
        return None
    return written


def _servers(reader: Reader) -> tuple[tuple[str, ...], tuple[ServerDefinition, ...]]:
    """The servers named and those configured in place, which count as named too."""
    value = reader.take("mcpServers")
    names: list[str] = []
    inline: list[ServerDefinition] = []
    entries = value if isinstance(value, list) else [value] if isinstance(value, dict) else list(names_of(value))
    for entry in entries:
        if not isinstance(entry, dict):
            names.append(text_of(entry))
            continue
        for name, config in entry.items():
            found = _inline(reader.say, str(name), config)
            names.append(str(name))
            inline += [found] if found else []
    return tuple(dict.fromkeys(name for name in names if name)), tuple(inline)


def _tell_of(reader: Reader, server: ServerDefinition, agent: str, origin: Origin) -> None:
    """What to know of a server that the file itself configures: it cannot grant itself that something starts."""
    when = "it runs while the agent works"
    if origin in {"vault", "plugin"}:
        when += f", once it is trusted: `claudeprojects mcp trust {own_name(server.name, agent)}`"
    reader.say("mcpServers", f"The agent brings the MCP server {server.name!r} for itself; {when}.", "note")


def _inline(say: Callable[[str, str, Level], None], name: str, config: Any) -> ServerDefinition | None:
    if config is None or config is True:  # `- github:` is a name
        return None
    entry = read_entry(name, config)
    for problem in entry.problems:
        say("mcpServers", problem.text, "warning")
    return None if entry.off else entry.definition
