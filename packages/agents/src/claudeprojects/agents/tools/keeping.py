"""Tools by which an agent keeps things in mind: ``plan`` for this run, ``remember`` for runs to come."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, ClassVar

from claudeprojects.agents.changes.compare import unified
from claudeprojects.agents.tools.changing import changed
from claudeprojects.agents.tools.schemas import arguments, text
from claudeprojects.agents.values import Effect, ToolResult, ToolSpec

if TYPE_CHECKING:
    from claudeprojects.agents.tools.port import ToolContext

MEMORY_FOLDER = "Memory"
"""The folder in the vault with what agents remember: notes like any others, to be read and corrected."""
ABOUT_USER = f"{MEMORY_FOLDER}/About me.md"

_MARKS = {"pending": " ", "in_progress": "/", "completed": "x"}


class Plan:
    """Shows the steps of the work on the run's page, and how far they are."""

    spec: ClassVar = ToolSpec(
        "plan",
        "Write down the steps of a longer task, and later how far each is. Give all steps each time.",
        arguments(
            ("items",),
            items={
                "type": "array",
                "maxItems": 50,
                "items": {
                    "type": "object",
                    "properties": {
                        "content": text("The step."),
                        "status": text("How far it is.", enum=list(_MARKS)),
                    },
                    "required": ["content", "status"],
                },
            },
        ),
    )

    def effect(self, arguments: dict[str, Any], ctx: ToolContext) -> Effect:  # noqa: ARG002
        """Nothing outside of the run."""
        return Effect("read", "Write down the plan")

    async def run(self, arguments: dict[str, Any], ctx: ToolContext) -> ToolResult:
        """The plan as a list of tasks."""
        items = [{"content": item["content"], "status": item["status"]} for item in arguments["items"]]
        ctx.emit("plan", {"items": items})
        lines = [f"- [{_MARKS[item['status']]}] {item['content']}" for item in items]
        return ToolResult("\n".join(lines) or "The plan is empty.", ctx.taint, data={"plan": items})


class Remember:
    """Adds a line to a memory note, which later runs are given to read."""

    spec: ClassVar = ToolSpec(
        "remember",
        "Remember one fact for later runs: about the user, or how you work here. Only what will still matter.",
        arguments(
            ("fact",),
            fact=text("The fact, in one sentence.", minLength=3, maxLength=500),
            about=text("`user` for the person's preferences, `work` for your own; `work` when left out.",
                       enum=["user", "work"]),
        ),
    )  # fmt: skip

    def effect(self, arguments: dict[str, Any], ctx: ToolContext) -> Effect:
        """The line that is added to the memory note."""
        path, before, after = self._remembered(arguments, ctx)
        return Effect("memory", f"Remember in {path}", (path,), unified(path, before, after))

    async def run(self, arguments: dict[str, Any], ctx: ToolContext) -> ToolResult:
        """That it is remembered."""
        path, _, after = await asyncio.to_thread(self._remembered, arguments, ctx)
        return changed(await asyncio.to_thread(ctx.view.write, ctx.key, path, after, taint=ctx.taint), ctx)

    def _remembered(self, arguments: dict[str, Any], ctx: ToolContext) -> tuple[str, str | None, str]:
        about_user = arguments.get("about") == "user" or ctx.agent.memory == "user"
        path = ABOUT_USER if about_user else f"{MEMORY_FOLDER}/{ctx.agent.name}.md"
        before = ctx.view.read(path).text if ctx.view.exists(path) else None
        line = f"- {' '.join(arguments['fact'].split())} ({datetime.now(UTC).date().isoformat()})\n"
        beginning = before if before is not None else f"# {path.rpartition('/')[2].removesuffix('.md')}\n\n"
        return path, before, beginning + ("" if beginning.endswith("\n") else "\n") + line
