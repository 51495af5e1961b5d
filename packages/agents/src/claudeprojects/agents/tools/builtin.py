"""The tools that come with ClaudeProjects, in the order models are told of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claudeprojects.agents.tools.changing import Move, Patch, Trash, Write
from claudeprojects.agents.tools.delegating import Agent, Skill
from claudeprojects.agents.tools.finding import Search, Tasks
from claudeprojects.agents.tools.grepping import Grep
from claudeprojects.agents.tools.keeping import Plan, Remember
from claudeprojects.agents.tools.linking import GraphTool
from claudeprojects.agents.tools.planning import Gates, Projects, Sprints
from claudeprojects.agents.tools.reading import List, Read
from claudeprojects.agents.tools.shell import Shell
from claudeprojects.agents.tools.tasking import AddTask, ChangeTask
from claudeprojects.agents.tools.web import Fetch

if TYPE_CHECKING:
    from pathlib import Path

    from claudeprojects.agents.definitions.library import Library
    from claudeprojects.agents.privacy.guard import Guard
    from claudeprojects.agents.tools.port import Tool


def builtin_tools(library: Library, guard: Guard, folder: Path) -> list[Tool]:
    """Every tool of ours. ``folder`` is where commands leave what a crash must not lose."""
    return [
        Search(), Read(), List(), Grep(), Tasks(), GraphTool(), Projects(), Sprints(), Gates(),
        Write(), Patch(), Move(), Trash(), AddTask(), ChangeTask(),
        Plan(), Remember(), Skill(library), Agent(library),
        Shell(folder / "commands", guard), Fetch(guard),
    ]  # fmt: skip
