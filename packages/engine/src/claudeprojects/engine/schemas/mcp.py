"""MCP: the servers whose tools agents may use, presets, and how other programs use this workspace as a server."""

from __future__ import annotations

from typing import Any, Literal

from claudeprojects.engine.schemas.agents import DefinitionOrigin
from claudeprojects.engine.schemas.base import Command, View
from pydantic import Field

McpServerState = Literal["ready", "starting", "signing_in", "running", "failed", "off", "untrusted", "unusable"]


class McpTool(View):
    """A tool as its server describes it."""

    name: str
    description: str
    parameters: dict[str, Any] = Field(description="A JSON Schema.")
    read_only: bool = Field(description="The server's own claim.")


class McpServer(View):
    """One configured server."""

    name: str
    origin: DefinitionOrigin
    path: str = Field(description="The file that configures it, as people read it.")
    transport: Literal["stdio", "http", "sse"] | None
    target: str = Field(description="The command or address, its variables not filled in.")
    state: McpServerState = Field(
        description="`ready`: starts when it is used. `off`: the user stopped it. `unusable`: it never starts."
    )
    why: str = Field(description="Why it is in its state, in a sentence.")
    preset: str | None
    local: bool = Field(description="Whether what it is sent stays on this machine, as the user says.")
    sees_vault: bool = Field(description="Whether it is handed this vault; its answers are then held to be private.")
    tools: list[McpTool] = Field(description="As last known.")
    title: str
    version: str
    sign_in_url: str | None = Field(description="Where the user signs in, while it waits for that.")
    variables: list[str] = Field(description="What must be set for it to start.")
    missing: list[str] = Field(description="Those of them that nobody has set.")
    started_at: float | None = Field(description="Unix seconds.")
    restarts: int
    kept: bool = Field(
        description="Whether a configuration holds it; one that was just added is kept once it answered."
    )


class McpServerList(View):
    """Every entry of every configuration; those in use come first."""

    items: list[McpServer]


class McpServerCommand(Command):
    """A server to add: a `preset`, or a `config` as in `.mcp.json` under a `name`."""

    preset: str | None = None
    name: str | None = Field(None, pattern=r"^[A-Za-z0-9_-]{1,64}$")
    config: dict[str, Any] | None = None
    secrets: dict[str, str] = Field(default_factory=dict, description="Kept in the keychain; presets only.")


class McpSecretCommand(Command):
    """A secret for a server's variable; it goes to the keychain and is never told again."""

    variable: str = Field(min_length=1, max_length=200)
    value: str = Field(min_length=1, max_length=10_000)


class McpLog(View):
    """The end of a server's log, the newest line last."""

    lines: list[str]


class McpVariable(View):
    """A value that a preset takes from the user."""

    name: str
    title: str
    help: str
    secret: bool
    required: bool


class McpPreset(View):
    """A server that can be added by name."""

    name: str
    title: str
    summary: str
    package: str
    version: str
    home: str
    variables: list[McpVariable]
    local: bool
    installed: bool
    added: bool


class McpPresetList(View):
    """The presets."""

    items: list[McpPreset]


class McpClient(View):
    """How one program is told to use this workspace as an MCP server."""

    program: str
    title: str
    file: str = Field(description="Where its configuration stands.")
    command: str | None = Field(description="A command that writes it, when the program has one.")
    config: str = Field(description="What to write there.")
    url: str | None = Field(description="A link that writes it, when the program has one.")


class McpClientList(View):
    """The programs we know how to tell."""

    items: list[McpClient]
    address: str | None = Field(description="Where the engine serves MCP over HTTP, while it runs.")
