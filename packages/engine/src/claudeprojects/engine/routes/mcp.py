"""MCP servers, presets, and the lines that make other programs use this workspace."""

from __future__ import annotations

from typing import Annotated

from claudeprojects.agents.errors import ServerInvalid
from claudeprojects.agents.mcp.clients import client_lines
from claudeprojects.agents.mcp.presets import PRESETS
from claudeprojects.agents.runtime import AgentRuntime
from claudeprojects.engine.schemas.mcp import (
    McpClientList,
    McpLog,
    McpPresetList,
    McpSecretCommand,
    McpServer,
    McpServerCommand,
    McpServerList,
)
from claudeprojects.engine.serving import Served, Serving
from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

router = APIRouter(prefix="/mcp", tags=["mcp"])

ServerName = Annotated[str, Path(max_length=200)]


@router.get("/servers", response_model=McpServerList)
async def list_mcp_servers(served: Served) -> Response:
    """List the MCP servers of every configuration, with their state, tools and why."""
    return await _listed(served)


@router.post("/servers", response_model=McpServer, status_code=202)
async def add_mcp_server(served: Served, wanted: McpServerCommand) -> Response:
    """Try a server: start it, and add it to the user's own configuration once it answers.

    Its state says what becomes of it, and `kept` whether it was added. One that fails stays on trial until it is
    started again, kept all the same or removed, and ends with the engine.
    """
    name = wanted.preset or wanted.name or ""

    async def work(agents: AgentRuntime) -> None:
        if wanted.preset:
            await agents.mcp.add_preset(wanted.preset, wanted.secrets)
        elif wanted.name and wanted.config is not None and not wanted.secrets:
            await agents.mcp.add(wanted.name, wanted.config)
        else:
            raise ServerInvalid(name, "name a preset, or give a name and a configuration.")
        await agents.mcp.start_soon(name)

    await served.with_agents(work)
    return await _one(served, name, 202)


@router.post("/servers/{name}/keep", response_model=McpServer)
async def keep_mcp_server(served: Served, name: ServerName) -> Response:
    """Add a server that is on trial to the user's own configuration, though it does not answer."""
    await served.with_agents(lambda agents: agents.mcp.keep(name))
    return await _one(served, name)


@router.delete("/servers/{name}", response_model=McpServerList)
async def remove_mcp_server(served: Served, name: ServerName) -> Response:
    """Take a server out of the user's configuration or end its trial, and forget its secrets and its log."""
    await served.with_agents(lambda agents: agents.mcp.remove(name))
    return await _listed(served)


@router.post("/servers/{name}/start", response_model=McpServer, status_code=202)
async def start_mcp_server(served: Served, name: ServerName) -> Response:
    """Start a server; its state says what becomes of it."""
    await served.with_agents(lambda agents: agents.mcp.start_soon(name))
    return await _one(served, name, 202)


@router.post("/servers/{name}/stop", response_model=McpServer)
async def stop_mcp_server(served: Served, name: ServerName) -> Response:
    """End a server and switch it off until it is started."""
    await served.with_agents(lambda agents: agents.mcp.stop(name))
    return await _one(served, name)


@router.post("/servers/{name}/restart", response_model=McpServer, status_code=202)
async def restart_mcp_server(served: Served, name: ServerName) -> Response:
    """End a server and start it."""

    async def work(agents: AgentRuntime) -> None:
        await agents.mcp.stop(name)
        await agents.mcp.start_soon(name)

    await served.with_agents(work)
    return await _one(served, name, 202)


@router.post("/servers/{name}/trust", response_model=McpServer)
async def trust_mcp_server(served: Served, name: ServerName) -> Response:
    """Trust a server that came with the vault or a plugin, exactly as it is configured now."""
    await served.with_agents(lambda agents: agents.mcp.trust(name))
    return await _one(served, name)


@router.put("/servers/{name}/secret", response_model=McpServer)
async def keep_mcp_secret(served: Served, name: ServerName, wanted: McpSecretCommand) -> Response:
    """Keep a secret of a server in the keychain; the next start uses it."""
    mcp = served.agents.mcp
    await served.run(lambda: mcp.keep_secret(name, wanted.variable, wanted.value))
    return await _one(served, name)


@router.get("/servers/{name}/logs", response_model=McpLog)
async def get_mcp_log(
    served: Served, name: ServerName, lines: Annotated[int, Query(ge=1, le=2000)] = 200
) -> Response:
    """Get the end of a server's log."""
    return await served.answer(McpLog, lambda: {"lines": served.agents.mcp.logs(name, lines)})


@router.get("/presets", response_model=McpPresetList)
async def list_mcp_presets(served: Served) -> Response:
    """List the servers that can be added by name."""

    def work() -> object:
        mcp = served.agents.mcp
        added = mcp.configurations.servers()
        return {"items": [_preset(served, name, name in added) for name in PRESETS]}

    return await served.answer(McpPresetList, work)


@router.get("/clients", response_model=McpClientList)
async def list_mcp_clients(served: Served, request: Request) -> Response:
    """List how other programs are told to use this workspace as an MCP server."""
    root = served.workspace.vault.root
    address = f"{str(request.base_url).rstrip('/')}/api/mcp" if request.url.port else None
    return await served.answer(McpClientList, lambda: {"items": client_lines(root), "address": address})


async def _listed(served: Serving) -> Response:
    return await served.answer(McpServerList, lambda: {"items": served.agents.mcp.statuses()})


async def _one(served: Serving, name: str, status: int = 200) -> Response:
    return await served.answer(McpServer, lambda: served.agents.mcp.status(name), status)


def _preset(served: Serving, name: str, added: bool) -> dict[str, object]:
    preset = PRESETS[name]
    return {
        "name": name, "title": preset.title, "summary": preset.summary, "package": preset.package,
        "version": preset.version, "home": preset.home, "variables": preset.variables, "local": preset.local,
        "installed": served.agents.mcp.installer.installed(preset), "added": added,
    }  # fmt: skip
