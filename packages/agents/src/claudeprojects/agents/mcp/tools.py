"""A tool of an MCP server, as any tool: permission, privacy and taint hold for it as for ours."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
import re
from typing import TYPE_CHECKING, Any

from claudeprojects.agents.mcp.reach import class_of_answer
from claudeprojects.agents.mcp.results import SHORT_ANSWER, failed, hint_for, text_of
from claudeprojects.agents.tools.shown import cut
from claudeprojects.agents.values import Effect, Privacy, Source, ToolResult, ToolSpec
from claudeprojects.core.errors import Cancelled

if TYPE_CHECKING:
    from claudeprojects.agents.mcp.configured import Configured
    from claudeprojects.agents.mcp.records import ServerTool
    from claudeprojects.agents.mcp.servers import McpServers
    from claudeprojects.agents.tools.port import ToolContext

LONGEST_NAME = 64
"""Characters that every provider takes for the name of a tool."""
LONGEST_DESCRIPTION = 1200

OBSIDIAN = "obsidian"
"""The preset that reads the notes it is asked for, and no others, and changes nothing."""

_UNFIT = re.compile(r"[^A-Za-z0-9_-]")


class McpTool:
    """The tool ``tool`` of the server ``server``."""

    def __init__(self, servers: McpServers, server: Configured, tool: ServerTool) -> None:
        self._servers, self._server, self._tool = servers, server, tool
        description = " ".join(tool.description.split())
        if len(description) > LONGEST_DESCRIPTION:
            description = description[:LONGEST_DESCRIPTION].rsplit(" ", 1)[0] + " …"
        self.spec = ToolSpec(
            tool_name(server.short, tool.name),
            f"[Tool of the MCP server {server.name}] {description}",
            fit_schema(tool.parameters),
        )

    @property
    def receiver(self) -> str:
        """Who is sent the arguments, as the log and permissions name it."""
        return f"mcp:{self._server.name}/{self._tool.name}"

    def effect(self, arguments: dict[str, Any], ctx: ToolContext) -> Effect:  # noqa: ARG002
        """Sending the arguments to the server; one that is handed the vault might write past every changeset."""
        shown = json.dumps(arguments, ensure_ascii=False, indent=2)
        return Effect(
            "mcp",
            f"Call {self._tool.name} of the MCP server {self._server.name}",
            detail=f"{self.receiver}\n{shown}",
            leaves_machine=not self._server.local,
            unconfined=self._server.sees_vault and not self._harmless,
        )

    async def run(self, arguments: dict[str, Any], ctx: ToolContext) -> ToolResult:
        """The server's answer, as data of that server."""
        sent = json.dumps(arguments)
        if not self._server.local:
            await asyncio.to_thread(
                self._servers.guard.leave, "mcp", self.receiver, len(sent), ctx.taint,
                ctx.sources, ctx.run_id, detail=self.spec.name,
            )  # fmt: skip
        known = await asyncio.to_thread(self._servers.sent, self._server, ctx.taint)
        answer = await _unless_cancelled(self._servers.call(self._server.name, self._tool.name, arguments), ctx)
        text = text_of(answer)
        privacy, notes = known, tuple[Source, ...]()
        if self._server.sees_vault:
            vault = ctx.workspace.vault
            by_name = self._server.preset == OBSIDIAN
            found, notes = await asyncio.to_thread(
                class_of_answer, arguments, text, vault, ctx.privacy, by_name=by_name
            )
            privacy = max(privacy, found)
            if privacy > ctx.ceiling:
                return _withheld(privacy, self.receiver)
        shown, wrong = cut(text) or "(The server answered nothing.)", failed(answer, text)
        if wrong and len(text) <= SHORT_ANSWER:
            shown = f"{shown}\n({hint_for(self._server.name, text)})"
        return ToolResult(shown, privacy, (Source(self.receiver), *notes), is_error=wrong)

    @property
    def _harmless(self) -> bool:
        """Whether it is known to read only: the server says so, or it is a preset that changes nothing."""
        return self._tool.read_only or self._server.preset == OBSIDIAN


def _withheld(privacy: Privacy, receiver: str) -> ToolResult:
    text = f"The answer of {receiver} is {privacy.label}, and the model of this run may not be sent that."
    return ToolResult(text, is_error=True)


async def _unless_cancelled(call: Any, ctx: ToolContext) -> Any:
    """The result of ``call``, or ``Cancelled`` at once when the run is."""
    working = asyncio.ensure_future(call)
    over = asyncio.ensure_future(ctx.cancelled.wait())
    try:
        await asyncio.wait({working, over}, return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise Cancelled(f"The run {ctx.run_id}")
        return working.result()
    finally:
        for waiting in (working, over):
            if not waiting.done():
                waiting.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await waiting


def tool_name(server: str, tool: str) -> str:
    """The name of a server's tool for rules and models: ``mcp__server__tool``, in letters that all of them take."""
    name = f"mcp__{_UNFIT.sub('_', server)}__{_UNFIT.sub('_', tool)}"
    if len(name) <= LONGEST_NAME:
        return name
    mark = hashlib.sha256(name.encode()).hexdigest()[:8]
    return f"{name[: LONGEST_NAME - 9]}_{mark}"


def fit_schema(schema: dict[str, Any]) -> dict[str, Any]:
    """``schema`` when it can be checked here; else one that takes any object, and the server checks."""
    import jsonschema  # type: ignore[import-untyped]

    anything = {"type": "object", "additionalProperties": True}
    if schema.get("type", "object") != "object" or _refers_outside(schema):
        return anything
    try:
        jsonschema.validators.validator_for(schema).check_schema(schema)
    except jsonschema.SchemaError:
        return anything
    return {"type": "object", "properties": {}, **{k: v for k, v in schema.items() if k != "$schema"}}


def _refers_outside(value: Any) -> bool:
    if isinstance(value, dict):
        reference = value.get("$ref")
        if isinstance(reference, str) and not reference.startswith("#"):
            return True
        return any(_refers_outside(each) for each in value.values())
    return isinstance(value, list) and any(_refers_outside(each) for each in value)
