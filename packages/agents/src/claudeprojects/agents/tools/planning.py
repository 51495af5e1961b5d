"""Tools that tell how work is organised: ``projects``, ``sprints`` and ``gates``; they report, and change nothing."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, ClassVar

from claudeprojects.agents.changes.drafts import ViewDrafts
from claudeprojects.agents.errors import ArgumentsInvalid
from claudeprojects.agents.tools.schemas import arguments, number, switch, text
from claudeprojects.agents.tools.shown import first_shown, gathered, readable
from claudeprojects.agents.values import Effect, Source, ToolResult, ToolSpec
from claudeprojects.core.errors import NoteNotFound, NotGuided
from claudeprojects.core.methodologies.model import NoTasksNeed, TasksDoneNeed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from claudeprojects.agents.tools.port import ToolContext
    from claudeprojects.core.methodologies.gates import GateItem, GateReport
    from claudeprojects.core.projects.model import Project, Sprint
    from claudeprojects.core.projects.projects import Projects as Work

MOST = 50
_PROJECT = text("The project's path or title.")
_LIMIT = number(f"How many at most; {MOST} when left out.", 1, 300)


class Projects:
    """Lists projects."""

    spec: ClassVar = ToolSpec(
        "projects",
        "List projects with their status, methodology, phase, days and people.",
        arguments(closed=switch("Also those that are over."), limit=_LIMIT),
    )

    def effect(self, arguments: dict[str, Any], ctx: ToolContext) -> Effect:  # noqa: ARG002
        """Asking the index; projects whose note may not be read are left out."""
        return Effect("read", "List projects")

    async def run(self, arguments: dict[str, Any], ctx: ToolContext) -> ToolResult:
        """A project a line, with its note."""
        return await asyncio.to_thread(self._list, arguments, ctx)

    def _list(self, arguments: dict[str, Any], ctx: ToolContext) -> ToolResult:
        projects = work_of(ctx).projects(closed=arguments.get("closed", False))
        return _listed(projects, project_line, arguments, ctx, "There are no such projects.")


class Sprints:
    """Lists sprints."""

    spec: ClassVar = ToolSpec(
        "sprints",
        "List sprints with their goal, days, capacity and whether they are past, current or to come.",
        arguments(project=text("Only those of this project (path or title)."), limit=_LIMIT),
    )

    def effect(self, arguments: dict[str, Any], ctx: ToolContext) -> Effect:  # noqa: ARG002
        """Asking the index; sprints whose note may not be read are left out."""
        return Effect("read", f"List sprints of {arguments.get('project') or 'all projects'}")

    async def run(self, arguments: dict[str, Any], ctx: ToolContext) -> ToolResult:
        """A sprint a line, with its note."""
        return await asyncio.to_thread(self._list, arguments, ctx)

    def _list(self, arguments: dict[str, Any], ctx: ToolContext) -> ToolResult:
        project = arguments.get("project")
        sprints = work_of(ctx).sprints(project and project_named("sprints", project, ctx))
        return _listed(sprints, sprint_line, arguments, ctx, "There are no such sprints.")


class Gates:
    """Tells what a gate needs; signing, waiving and moving on are for people alone."""

    spec: ClassVar = ToolSpec(
        "gates",
        "Tell what the gate of a project's phase needs, what is met and what is missing, your own changes included. "
        "Only people sign, waive or move a project on.",
        arguments(("project",), project=_PROJECT, phase=text("Another phase than the current one, by its id.")),
    )

    def effect(self, arguments: dict[str, Any], ctx: ToolContext) -> Effect:
        """Reading the project's note and those its gate is about."""
        path = project_named("gates", arguments["project"], ctx)
        return Effect("read", f"Look at the gate of {path}", (path,))

    async def run(self, arguments: dict[str, Any], ctx: ToolContext) -> ToolResult:
        """The gate's needs, one a line."""
        return await asyncio.to_thread(self._report, arguments, ctx)

    def _report(self, arguments: dict[str, Any], ctx: ToolContext) -> ToolResult:
        from claudeprojects.core.methodologies.methodologies import Methodologies

        path = project_named("gates", arguments["project"], ctx)
        readable("gates", path, ctx)
        drafts = ViewDrafts(ctx.view, ctx.workspace.vault)
        try:
            report = Methodologies(ctx.workspace).gate(path, arguments.get("phase"), drafts)
        except NotGuided as error:
            return ToolResult(error.message, sources=(Source(path),))
        shown = first_shown(report.items, lambda item: None if _of_tasks(item) else item.path, ctx, len(report.items))
        lines = [_gate_head(report), *map(gate_line, shown.items)]
        sources = [Source(path), *(Source(item.path) for item in shown.items if item.path and not _of_tasks(item))]
        return gathered("\n".join(lines), sources, ctx, shown.refused)


def work_of(ctx: ToolContext) -> Work:
    """The projects and tasks of the vault as it is on disk."""
    from claudeprojects.core.projects.projects import Projects as Everything

    return Everything(ctx.workspace)


def project_named(tool: str, name: str, ctx: ToolContext) -> str:
    """The path of the project that ``name`` means. Raises ``ArgumentsInvalid``, saying what can be done."""
    try:
        return work_of(ctx).notes.named("project", name)
    except NoteNotFound:
        raise ArgumentsInvalid(tool, f"{name!r} is no project; `projects` lists them") from None


def project_line(project: Project) -> str:
    """A project in one line."""
    facts = [project.status, project.methodology and f"{project.methodology}, phase {project.phase}"]
    facts += [f"from {project.start}" if project.start else None, f"due {project.due}" if project.due else None]
    facts += [f"owner {project.owner}" if project.owner else None, ", ".join(project.members) or None]
    return _line(project.title, facts, project.path)


def sprint_line(sprint: Sprint) -> str:
    """A sprint in one line."""
    days = f"{sprint.start} to {sprint.end}" if sprint.start and sprint.end else None
    capacity = None if sprint.capacity is None else f"capacity {sprint.capacity:g}"
    return _line(sprint.title, [sprint.state, days, sprint.project, sprint.goal, capacity], sprint.path)


def gate_line(item: GateItem) -> str:
    """A need of a gate, and what was found; of tasks no words, since those may stand in any note."""
    if _of_tasks(item):
        return f"[{'x' if item.met else ' '}] {item.text}"
    return f"[{'x' if item.met else ' '}] {item.text}: {item.why}"


def _gate_head(report: GateReport) -> str:
    title = f": {report.title}" if report.title else ""
    state = "it is open" if report.opens else "it is closed"
    return f"Gate of the phase {report.phase_title}{title} – {state}."


def _of_tasks(item: GateItem) -> bool:
    return isinstance(item.need, TasksDoneNeed | NoTasksNeed)


def _line(title: str, facts: Iterable[str | None], path: str) -> str:
    told = "; ".join(fact for fact in facts if fact)
    return f"{title} ({told}): {path}" if told else f"{title}: {path}"


def _listed(found: Sequence[Any], line: Any, arguments: dict[str, Any], ctx: ToolContext, none: str) -> ToolResult:
    shown = first_shown(found, lambda each: str(each.path), ctx, arguments.get("limit", MOST))
    lines = [*map(line, shown.items), *(["… and more."] if shown.more else [])]
    return gathered("\n".join(lines) or none, [Source(each.path) for each in shown.items], ctx, shown.refused)
