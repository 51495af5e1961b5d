"""The root of the errors of the agent runtime."""

from __future__ import annotations

from claudeprojects.core.errors import ClaudeProjectsError


class AgentsError(ClaudeProjectsError):
    """Something about agents, their models, tools, runs or servers."""

    code = "agents_error"
