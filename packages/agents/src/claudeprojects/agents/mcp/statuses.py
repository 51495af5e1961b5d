"""The status of a server, put together from its configuration, what is known of it, and what runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claudeprojects.agents.mcp.records import ServerStatus

if TYPE_CHECKING:
    from claudeprojects.agents.definitions.records import FoundServer, ServerDefinition
    from claudeprojects.agents.mcp.configured import Configured
    from claudeprojects.agents.mcp.records import Offer, ServerState
    from claudeprojects.agents.mcp.supervised import Supervised


def status_of(
    server: Configured,
    live: Supervised | None,
    offer: Offer,
    path: str,
    missing: tuple[str, ...],
    sign_in: str | None,
    *,
    kept: bool = True,
    not_kept: str = "",
) -> ServerStatus:
    """The status of a server in use; ``live`` when it was started with this configuration.

    ``not_kept`` says why one that answered could not be added.
    """
    state, why = _state(server, live, missing)
    return ServerStatus(
        name=server.name,
        origin=server.found.origin,
        path=path,
        transport=server.definition.transport,
        target=target_of(server.definition),
        state=state,
        why=not_kept or why,
        preset=server.preset,
        local=server.local,
        sees_vault=server.sees_vault,
        tools=offer.tools,
        title=offer.title,
        version=offer.version,
        sign_in_url=sign_in,
        variables=server.variables,
        missing=missing,
        started_at=live.started_at if live else None,
        restarts=live.restarts if live else 0,
        kept=kept,
    )


def unused_status(found: FoundServer, path: str) -> ServerStatus:
    """The status of an entry that does not count."""
    definition = found.definition
    return ServerStatus(
        name=found.name,
        origin=found.origin,
        path=path,
        transport=definition.transport if definition else None,
        target=target_of(definition) if definition else "",
        state="unusable",
        why=found.why,
    )


def target_of(server: ServerDefinition) -> str:
    """What is started or called, for a person; variables stay as they are written, so no secret of theirs shows."""
    return server.url or " ".join((server.command or "", *server.args))


def _state(server: Configured, live: Supervised | None, missing: tuple[str, ...]) -> tuple[ServerState, str]:
    if not server.trusted:
        brought = "a plugin" if server.found.origin == "plugin" else "this vault"
        return "untrusted", f"It came with {brought}; look at what it starts before you trust it."
    if server.known.off:
        return "off", "You stopped it."
    if live is not None and live.state != "ready":
        return live.state, live.why
    if missing:
        return "ready", f"It needs {', '.join(missing)} to start."
    if server.agent is not None:
        return "ready", f"It runs while the agent {server.agent} works."
    if server.known.offer.tools:
        return "ready", "It starts when one of its tools is used."
    return "ready", "It was not started yet; its tools are known once it was."
