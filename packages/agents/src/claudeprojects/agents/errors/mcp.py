"""Errors of MCP servers."""

from __future__ import annotations

from claudeprojects.agents.errors.base import AgentsError
from claudeprojects.core.wording import amount


class McpError(AgentsError):
    """Something about the MCP server ``server``."""

    code = "mcp_error"

    def __init__(self, server: str, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.server = server
        if hint is not None:
            self.hint = hint


class ServerNotFound(McpError):
    """There is no MCP server ``server``; ``suggestions`` are near names."""

    code = "server_not_found"

    def __init__(self, server: str, suggestions: tuple[str, ...] = ()) -> None:
        near = " or ".join(repr(name) for name in suggestions)
        hint = f"Did you mean {near}?" if near else "`claudeprojects mcp list` shows every server."
        super().__init__(server, f"There is no MCP server {server!r}.", hint)
        self.suggestions = suggestions


class ServerExists(McpError):
    """The user's configuration has a server ``server`` already, so nothing was written."""

    code = "server_exists"

    def __init__(self, server: str) -> None:
        hint = f"Choose another name, or `claudeprojects mcp remove {server}` first."
        super().__init__(server, f"There is an MCP server {server!r} already.", hint)


class ServerNotAdded(McpError):
    """``server`` was tried, for ``reason`` did not serve, and was not added; it needs values for ``missing``."""

    code = "server_not_added"

    def __init__(self, server: str, reason: str, missing: tuple[str, ...] = ()) -> None:
        hint = "Correct it and add it again, or add it as it is with `--anyway`."
        if missing:
            hint = f"Set {missing[0]} and add it again, or add it with `--anyway` and keep the value with "
            hint += f"`claudeprojects mcp secret {server} {missing[0]}`."
        super().__init__(server, f"The MCP server {server!r} was not added: {reason}", hint)
        self.reason = reason


class ServerInvalid(McpError):
    """The configuration of ``server`` cannot be used, for ``reason``."""

    code = "server_invalid"

    def __init__(self, server: str, reason: str) -> None:
        hint = "Give a `command` for a program on this machine, or the `url` of a server elsewhere."
        super().__init__(server, f"The MCP server {server!r} cannot be configured so: {reason}", hint)
        self.reason = reason


class ServerUntrusted(McpError):
    """The configuration of ``server`` came with the vault or a plugin, and nobody trusted it as it stands."""

    code = "server_untrusted"

    def __init__(self, server: str) -> None:
        hint = f"Look at what it starts, then `claudeprojects mcp trust {server}`."
        super().__init__(server, f"The MCP server {server!r} is not trusted, so it was not started.", hint)


class ServerOff(McpError):
    """The user stopped ``server``, so it is not started by itself."""

    code = "server_off"

    def __init__(self, server: str) -> None:
        hint = f"`claudeprojects mcp start {server}` starts it again."
        super().__init__(server, f"The MCP server {server!r} is switched off.", hint)


class ServerSecretMissing(McpError):
    """``server`` needs a value for ``variable``, and neither the keychain nor the environment has one."""

    code = "server_secret_missing"

    def __init__(self, server: str, variable: str) -> None:
        hint = f"`claudeprojects mcp secret {server} {variable}` keeps one in the system's keychain."
        super().__init__(server, f"The MCP server {server!r} needs {variable}.", hint)
        self.variable = variable
        self.reason = f"it needs {variable}."


class ServerInstallFailed(McpError):
    """The package ``package`` of ``server`` could not be installed, for ``reason``."""

    code = "server_install_failed"

    def __init__(self, server: str, package: str, reason: str) -> None:
        super().__init__(
            server,
            f"{package} could not be installed for {server!r}: {reason}",
            "Check the network, then try again; nothing is left of the attempt.",
        )
        self.package = package
        self.reason = reason


class ServerFailed(McpError):
    """``server`` does not serve, for ``reason``; ``log`` holds the last lines it wrote."""

    code = "server_failed"

    def __init__(self, server: str, reason: str, log: str = "") -> None:
        hint = f"`claudeprojects mcp logs {server}` shows what it wrote."
        super().__init__(server, f"The MCP server {server!r} does not serve: {reason}", hint)
        self.reason = reason
        self.log = log


class ServerTimeout(McpError):
    """``server`` did not answer ``request`` within ``seconds``."""

    code = "server_timeout"

    def __init__(self, server: str, request: str, seconds: float) -> None:
        told = f"did not answer {request!r} within {amount(seconds, 'second')}."
        hint = "Try again, or give it a longer `timeout` in its configuration."
        super().__init__(server, f"The MCP server {server!r} {told}", hint)
        self.reason = f"it {told}"
        self.request = request
        self.seconds = seconds


class SignInFailed(McpError):
    """Signing in to ``server`` did not work, for ``reason``."""

    code = "sign_in_failed"

    def __init__(self, server: str, reason: str) -> None:
        hint = f"`claudeprojects mcp start {server}` asks again."
        super().__init__(server, f"Signing in to the MCP server {server!r} failed: {reason}", hint)
        self.reason = reason
