"""MCP servers as ``.mcp.json`` and its cousins configure them, read leniently and filled in when they start."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from claudeprojects.agents.definitions.records import Problem, ServerDefinition
from claudeprojects.agents.errors import ServerVariableMissing

if TYPE_CHECKING:
    from collections.abc import Mapping

TRANSPORTS: dict[str, Literal["stdio", "http", "sse"]] = {
    "stdio": "stdio", "local": "stdio", "http": "http", "https": "http", "streamable-http": "http",
    "streamablehttp": "http", "streamable_http": "http", "remote": "http", "sse": "sse",
}  # fmt: skip
"""Ways to write a transport."""

WRAPPERS = ("mcpServers", "servers", "mcp_servers", "context_servers")
"""Keys that hold the servers: Claude Code's, and those of other programs."""

_VARIABLE = re.compile(r"\$\{(?:env:)?([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}")
_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")
_COMMENT = re.compile(r'("(?:\\.|[^"\\])*")|//[^\n]*|/\*.*?\*/', re.DOTALL)
_TRAILING_COMMA = re.compile(r'("(?:\\.|[^"\\])*")|,(?=\s*[}\]])')
_KNOWN = frozenset({"type", "transport", "command", "args", "env", "cwd", "url", "headers", "timeout", "disabled"})
_URLS = ("url", "serverUrl", "httpUrl", "uri")


@dataclass(frozen=True, slots=True)
class Entry:
    """One server of a configuration; without a ``definition`` it cannot be used, ``off`` it is disabled."""

    name: str
    definition: ServerDefinition | None
    problems: tuple[Problem, ...] = ()
    off: bool = False


def read_configuration(text: str) -> tuple[list[Entry], tuple[Problem, ...]]:
    """The servers of a ``.mcp.json`` and the problems of the file as a whole. Never raises."""
    problems: list[Problem] = []
    data = _parsed(text, problems)
    if not isinstance(data, dict):
        if not problems:
            problems.append(Problem(1, "The file is no JSON object.", "error"))
        return [], tuple(problems)
    servers = _servers(data, problems)
    entries = [read_entry(str(name), config, _line_of(text, str(name))) for name, config in servers.items()]
    return entries, tuple(problems)


def _parsed(text: str, problems: list[Problem]) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as strict:
        plain = _COMMENT.sub(lambda match: match[1] or " ", text)
        plain = _TRAILING_COMMA.sub(lambda match: match[1] or "", plain)
        line = getattr(strict, "lineno", 0)
        try:
            data = json.loads(plain)
        except (ValueError, RecursionError):
            problems.append(Problem(line, f"The file is no JSON: {_words(strict)}.", "error"))
            return None
        problems.append(Problem(line, "Comments or trailing commas are no JSON; other programs may refuse the file."))
        return data


def _words(error: Exception) -> str:
    return error.msg if isinstance(error, json.JSONDecodeError) else "it is nested too deeply"


def _servers(data: dict[str, Any], problems: list[Problem]) -> dict[str, Any]:
    for key in WRAPPERS:
        if isinstance(data.get(key), dict):
            if key != WRAPPERS[0]:
                problems.append(
                    Problem(0, f"The servers stand under `{key}`; Claude Code reads `mcpServers`.", "note")
                )
            servers: dict[str, Any] = data[key]
            return servers
    bare = {k: v for k, v in data.items() if isinstance(v, dict) and ({"command", "url"} & set(v))}
    if bare:
        problems.append(
            Problem(0, "The servers do not stand under `mcpServers`; Claude Code does not read them.", "note")
        )
    elif data:
        problems.append(Problem(0, "There is no `mcpServers` in the file.", "warning"))
    return bare


def _line_of(text: str, name: str) -> int:
    at = text.find(json.dumps(name, ensure_ascii=False))
    return text.count("\n", 0, at) + 1 if at >= 0 else 0


def read_entry(name: str, config: Any, line: int = 0) -> Entry:
    """One server from its JSON (or YAML) ``config``. Never raises."""
    problems: list[Problem] = []

    def refused(text: str) -> Entry:
        return Entry(name, None, (*problems, Problem(line, text, "error")))

    if not isinstance(config, dict):
        return refused(f"The configuration of {name!r} is no object.")
    if not _NAME.fullmatch(name):
        problems.append(Problem(line, f"{name!r} should hold only letters, digits, `-` and `_`."))
    url = next((str(config[key]) for key in _URLS if isinstance(config.get(key), str)), None)
    command, args = _command(config)
    transport = _transport(config, url)
    if transport is None:
        return refused(f"{name!r} has the unknown type {config.get('type') or config.get('transport')!r}.")
    if transport == "stdio" and not command:
        return refused(f"{name!r} has neither a `command` nor a `url`.")
    if transport != "stdio" and not url:
        return refused(f"{name!r} is of type {transport!r} and has no `url`.")
    if url and transport != "stdio" and not url.startswith(("http://", "https://", "${")):
        return refused(f"The address {url!r} of {name!r} is no http address.")
    definition = ServerDefinition(
        name, transport, command if transport == "stdio" else None, args, _texts(config.get("env")),
        config["cwd"] if isinstance(config.get("cwd"), str) else None,
        url if transport != "stdio" else None, _texts(config.get("headers")),
        _seconds(config.get("timeout")), {k: v for k, v in config.items() if k not in _KNOWN and k not in _URLS},
    )  # fmt: skip
    off = config.get("disabled") is True or config.get("enabled") is False
    return Entry(name, definition, tuple(problems), off)


def _command(config: dict[str, Any]) -> tuple[str | None, tuple[str, ...]]:
    """The program and its arguments; a list as ``command`` and a text as ``args`` are understood."""
    command, args = config.get("command"), config.get("args")
    if isinstance(command, dict):  # Zed
        args = command.get("args", args)
        command = command.get("path")
    listed = [str(part) for part in args] if isinstance(args, list) else str(args).split() if args else []
    if isinstance(command, list):
        listed = [*map(str, command[1:]), *listed]
        command = command[0] if command else None
    return (str(command) if command else None), tuple(listed)


def _transport(config: dict[str, Any], url: str | None) -> Literal["stdio", "http", "sse"] | None:
    named = config.get("type") or config.get("transport")
    if not named:
        return "http" if url and not config.get("command") else "stdio"
    return TRANSPORTS.get(str(named).strip().lower())


def _texts(value: Any) -> Mapping[str, str]:
    if not isinstance(value, dict):
        return {}
    return {str(k): str(v).lower() if isinstance(v, bool) else str(v) for k, v in value.items() if v is not None}


def _seconds(value: Any) -> float | None:
    """A timeout: Claude Code writes milliseconds, others seconds; nobody means a quarter of an hour or more."""
    if isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
        return None
    return value / 1000 if value >= 1000 else float(value)


def expanded(server: ServerDefinition, environment: Mapping[str, str]) -> ServerDefinition:
    """``server`` with ``${VAR}``, ``${VAR:-default}`` and ``${env:VAR}`` filled in from ``environment``.

    Raises:
        ServerVariableMissing: a variable is not set and has no default.
    """

    def fill(text: str) -> str:
        return _VARIABLE.sub(value, text)

    def value(match: re.Match[str]) -> str:
        found = environment.get(match[1]) or match[2]
        if found is None:
            raise ServerVariableMissing(server.name, match[1])
        return found

    return replace(
        server,
        command=fill(server.command) if server.command else None,
        args=tuple(fill(argument) for argument in server.args),
        env={key: fill(text) for key, text in server.env.items()},
        cwd=fill(server.cwd) if server.cwd else None,
        url=fill(server.url) if server.url else None,
        headers={key: fill(text) for key, text in server.headers.items()},
    )


def variables_of(server: ServerDefinition) -> tuple[str, ...]:
    """The names of the variables that must be set for ``server`` to start."""
    texts = (server.command or "", *server.args, *server.env.values(), server.cwd or "", server.url or "",
             *server.headers.values())  # fmt: skip
    found = (match for text in texts for match in _VARIABLE.finditer(text))
    return tuple(dict.fromkeys(match[1] for match in found if match[2] is None))


def own_name(server: str, agent: str) -> str:
    """What the server is called among all that the file of ``agent`` configures for itself as ``server``."""
    return f"{server}@{agent}"


def to_config(server: ServerDefinition) -> dict[str, Any]:
    """``server`` as an entry of ``mcpServers``, its type always written."""
    if server.transport == "stdio":
        config: dict[str, Any] = {"type": "stdio", "command": server.command, "args": list(server.args)}
        optional: dict[str, Any] = {"env": dict(server.env), "cwd": server.cwd}
    else:
        config = {"type": server.transport, "url": server.url}
        optional = {"headers": dict(server.headers)}
    optional["timeout"] = int(server.timeout * 1000) if server.timeout else None
    return {**server.extra, **config, **{key: value for key, value in optional.items() if value}}
