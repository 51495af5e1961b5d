"""Meeting minutes: an agent and a skill, as Markdown files beside this one."""

from pathlib import Path

from claudeprojects.agents.plugins.hooks import hookimpl


@hookimpl
def agents():
    """The folder that holds ``agents/`` and ``skills/``."""
    return [Path(__file__).parent]
