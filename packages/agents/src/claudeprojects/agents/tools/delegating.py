"""Tools that bring in others: ``agent`` gives work to a sub-agent, ``skill`` reads how to do something."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claudeprojects.agents.errors import ToolRefused
from claudeprojects.agents.tools.schemas import arguments, text
from claudeprojects.agents.tools.shown import cut
from claudeprojects.agents.values import Effect, Privacy, Source, ToolResult, ToolSpec

if TYPE_CHECKING:
    from claudeprojects.agents.definitions.library import Library
    from claudeprojects.agents.tools.port import ToolContext

NAMED_AT_MOST = 60
DESCRIBED = 160
"""Characters of a description; public agents have long ones, and every call of a model pays for them."""


class Agent:
    """Starts a sub-agent on a task and waits for its answer. Several calls in one turn work in parallel."""

    def __init__(self, library: Library) -> None:
        self._library = library

    @property
    def spec(self) -> ToolSpec:
        """What models are told of it: the agents there are."""
        found = [each.definition for each in self._library.agents() if each.used and each.definition is not None]
        names = "\n".join(f"- {agent.name}: {_short(agent.description)}" for agent in found[:NAMED_AT_MOST])
        return ToolSpec(
            "agent",
            "Give a part of the work to another agent, which knows nothing of this conversation. It shares "
            f"this run's budget; its changes belong to this run. Agents:\n{names}",
            _AGENT_ARGUMENTS,
        )

    def effect(self, arguments: dict[str, Any], ctx: ToolContext) -> Effect:  # noqa: ARG002
        """Starting that agent with these words. Raises ``AgentNotFound``."""
        agent = self._library.agent(arguments["agent"])
        return Effect("agent", f"Start the agent {agent.name}", detail=arguments["prompt"])

    async def run(self, arguments: dict[str, Any], ctx: ToolContext) -> ToolResult:
        """The sub-agent's last answer."""
        if ctx.spawn is None:
            raise ToolRefused("agent", "this run is as deep as its budget lets runs go")
        title = arguments.get("title") or _short(arguments["prompt"])
        return await ctx.spawn(arguments["agent"], arguments["prompt"], title=title, key=ctx.key)


class Skill:
    """Reads a skill: its instructions, or one of the files that come with it."""

    def __init__(self, library: Library) -> None:
        self._library = library

    @property
    def spec(self) -> ToolSpec:
        """What models are told of it: the skills there are."""
        found = [each.skill for each in self._library.skills() if each.used and each.skill is not None]
        names = "\n".join(f"- {skill.name}: {_short(skill.description)}" for skill in found[:NAMED_AT_MOST])
        return ToolSpec(
            "skill", f"Read how to do something before doing it. Skills:\n{names or '(none)'}", _SKILL_ARGUMENTS
        )

    def effect(self, arguments: dict[str, Any], ctx: ToolContext) -> Effect:  # noqa: ARG002
        """Reading that skill. Raises ``SkillNotFound``."""
        return Effect("read", f"Read the skill {self._library.skill(arguments['name']).name}")

    async def run(self, arguments: dict[str, Any], ctx: ToolContext) -> ToolResult:
        """The skill's text, with the names of its other files."""
        return await asyncio.to_thread(self._read, arguments, ctx)

    def _read(self, arguments: dict[str, Any], ctx: ToolContext) -> ToolResult:
        skill = self._library.skill(arguments["name"])
        folder = skill.folder.resolve()
        privacy = _class_of(skill.path, ctx)
        wanted = arguments.get("file")
        if not wanted:
            files = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
            others = [name for name in files if name != skill.path.name]
            more = f"\n\nFiles of this skill: {', '.join(others[:NAMED_AT_MOST])}" if others else ""
            return ToolResult(cut(skill.body + more), privacy, (Source(f"skill:{skill.name}"),))
        path = (folder / wanted).resolve()
        if not path.is_relative_to(folder) or not path.is_file():
            raise ToolRefused("skill", f"the skill {skill.name} has no file {wanted!r}")
        try:
            body = path.read_text(encoding="utf-8")
        except OSError as error:
            raise ToolRefused("skill", f"{wanted!r} cannot be read: {error.strerror}") from error
        except UnicodeDecodeError as error:
            raise ToolRefused("skill", f"{wanted!r} is no text in UTF-8") from error
        return ToolResult(cut(body), privacy, (Source(f"skill:{skill.name}/{wanted}"),))


_AGENT_ARGUMENTS = arguments(
    ("agent", "prompt"),
    agent=text("The agent's name."),
    prompt=text("The whole task: what to do, with which notes, and what to answer.", minLength=1),
    title=text("A few words that name the task."),
)
_SKILL_ARGUMENTS = arguments(
    ("name",), name=text("The skill's name."), file=text("One of its files, instead of the skill itself.")
)


def _class_of(path: Path, ctx: ToolContext) -> Privacy:
    """The class of a skill: that of its file when it lies in the vault."""
    root = Path(ctx.workspace.vault.root).resolve()
    resolved = path.resolve()
    return (
        ctx.privacy.of_path(resolved.relative_to(root).as_posix()) if resolved.is_relative_to(root) else Privacy.OPEN
    )


def _short(description: str) -> str:
    line = " ".join(description.split())
    return line if len(line) <= DESCRIBED else line[:DESCRIBED].rsplit(" ", 1)[0] + " …"
