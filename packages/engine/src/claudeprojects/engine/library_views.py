"""From the records of the agent library to what the API says of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claudeprojects.agents.definitions.edit import text_hash, why_kept
from claudeprojects.agents.definitions.servers import variables_of

if TYPE_CHECKING:
    from claudeprojects.agents.definitions.library import Library
    from claudeprojects.agents.definitions.lint import Report
    from claudeprojects.agents.definitions.records import AgentDefinition, Found, FoundServer, FoundSkill


def found_file(library: Library, found: Found | FoundSkill | FoundServer) -> dict[str, Any]:
    """What every file that was looked at has."""
    return {
        "path": library.shown(found.path),
        "origin": found.origin,
        "plugin": found.plugin,
        "used": found.used,
        "why": found.why,
        "problems": found.problems,
    }


def agent_summary(library: Library, found: Found) -> dict[str, Any]:
    """One row of the list of agents."""
    agent = found.definition
    return {
        **found_file(library, found),
        "name": agent and agent.name,
        "description": agent and agent.description,
        "model": agent and agent.model,
        "mode": agent and agent.mode,
        "tools": agent and agent.tools,
        "color": agent and agent.color,
    }


def agent_view(library: Library, agent: AgentDefinition) -> dict[str, Any]:
    """An agent in use, whole."""
    everything = library.agents()
    found = next(entry for entry in everything if entry.used and entry.definition is agent)
    others = (entry for entry in everything if not entry.used and entry.definition)
    text = library.texts.get(found.path).text or ""
    hides = [library.shown(entry.path) for entry in others if library.is_same(entry.definition, agent)]
    return {
        **agent_summary(library, found),
        "prompt": agent.prompt,
        "text": text,
        "text_hash": text_hash(text),
        "kept": why_kept(agent),
        "wanted_mode": agent.wanted_mode,
        "disallowed_tools": agent.disallowed_tools,
        "max_turns": agent.max_turns,
        "skills": agent.skills,
        "mcp_servers": agent.mcp_servers,
        "memory": agent.memory,
        "effort": agent.effort,
        "hides": hides,
    }


def skill_summary(library: Library, found: FoundSkill) -> dict[str, Any]:
    """One row of the list of skills."""
    skill = found.skill
    return {
        **found_file(library, found),
        "name": skill and skill.name,
        "description": skill and skill.description,
        "license": skill and skill.license,
        "allowed_tools": skill and skill.allowed_tools,
        "model_may_use": bool(skill and skill.model_may_use),
    }


def server_file(library: Library, found: FoundServer) -> dict[str, Any]:
    """An entry of an MCP configuration, without its values."""
    server = found.definition
    return {
        **found_file(library, found),
        "name": found.name,
        "transport": server and server.transport,
        "variables": variables_of(server) if server else (),
    }


def lint_report(library: Library, report: Report) -> dict[str, Any]:
    """The whole report."""
    return {
        "places": [{**place._asdict(), "path": place.shown} for place in report.places],
        "agents": [agent_summary(library, found) for found in report.agents],
        "skills": [skill_summary(library, found) for found in report.skills],
        "instructions": [
            {"path": found.shown, "used": found.used, "why": found.why, "characters": len(found.text)}
            for found in report.instructions
        ],
        "servers": [server_file(library, found) for found in report.servers],
        "errors": report.count("error"),
        "warnings": report.count("warning"),
        "notes": report.count("note"),
    }
