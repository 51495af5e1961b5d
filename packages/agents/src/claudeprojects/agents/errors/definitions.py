"""Errors of definition files and plugins."""

from __future__ import annotations

from claudeprojects.agents.errors.base import AgentsError


class DefinitionError(AgentsError):
    """Something about the files that define agents, skills and servers."""

    code = "definition_error"


class AgentNotFound(DefinitionError):
    """There is no agent ``name``; ``suggestions`` are near names."""

    code = "agent_not_found"

    def __init__(self, name: str, suggestions: tuple[str, ...] = ()) -> None:
        super().__init__(f"There is no agent {name!r}.")
        self.name = name
        self.suggestions = suggestions
        near = " or ".join(repr(other) for other in suggestions)
        self.hint = f"Did you mean {near}?" if near else "`claudeprojects agent list` shows every agent."


class SkillNotFound(DefinitionError):
    """There is no skill ``name``; ``suggestions`` are near names."""

    code = "skill_not_found"

    def __init__(self, name: str, suggestions: tuple[str, ...] = ()) -> None:
        super().__init__(f"There is no skill {name!r}.")
        self.name = name
        self.suggestions = suggestions
        near = " or ".join(repr(other) for other in suggestions)
        self.hint = f"Did you mean {near}?" if near else "`claudeprojects skill list` shows every skill."


class DefinitionExists(DefinitionError):
    """Something is at ``path`` already, so nothing was written."""

    code = "definition_exists"
    hint = "Choose another name, or change the file that is there."

    def __init__(self, path: str) -> None:
        super().__init__(f"There is already something at {path!r}.")
        self.path = path


class DefinitionKept(DefinitionError):
    """The file of the agent ``name`` cannot be changed here, for ``reason``."""

    code = "definition_kept"

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"The agent {name!r} cannot be changed: {reason}.")
        self.name = name
        self.reason = reason
        self.hint = f"Make a copy and change that: `claudeprojects agent new our-{name} --from {name}`."


class DefinitionBroken(DefinitionError):
    """With the text that was given, the file at ``path`` would define nothing, for ``reason``; it was not changed."""

    code = "definition_broken"
    hint = "An agent's file begins with `---`, a `name`, a `description`, and `---` again."

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path!r} was not changed, because it would define no agent: {reason}")
        self.path = path
        self.reason = reason


class NameRefused(DefinitionError):
    """Nothing can be named ``name``."""

    code = "name_refused"
    hint = "Use lowercase letters, digits and single hyphens, 64 characters at most."

    def __init__(self, name: str) -> None:
        super().__init__(f"The name {name!r} cannot be used.")
        self.name = name


class ServerVariableMissing(DefinitionError):
    """The configuration of the MCP server ``server`` names ``variable``, which is not set and has no default."""

    code = "server_variable_missing"

    def __init__(self, server: str, variable: str) -> None:
        super().__init__(f"The MCP server {server!r} needs the environment variable {variable!r}.")
        self.server = server
        self.variable = variable
        self.hint = (
            f"Set {variable} before the engine starts, or write ${{{variable}:-default}} in its configuration."
        )


class PluginError(AgentsError):
    """Something about plugins."""

    code = "plugin_error"


class PluginNotFound(PluginError):
    """There is no plugin ``name``."""

    code = "plugin_not_found"
    hint = "`claudeprojects plugin list` shows every plugin."

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no plugin {name!r}.")
        self.name = name


class PluginUntrusted(PluginError):
    """The workspace plugin ``name`` is not trusted as it stands, so none of its code was run."""

    code = "plugin_untrusted"

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"The plugin {name!r} is not trusted: {reason}.")
        self.name = name
        self.reason = reason
        self.hint = f"Read its files, then run `claudeprojects plugin trust {name}`."


class PluginFailed(PluginError):
    """The plugin ``name`` failed, for ``reason``; what it offers is left out."""

    code = "plugin_failed"
    hint = "Mend the plugin, or take it away; everything else works without it."

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"The plugin {name!r} failed: {reason}.")
        self.name = name
        self.reason = reason
