"""Tools that change one task, through the view: ``add_task`` writes a line, ``change_task`` changes just its own."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from claudeprojects.agents.changes.compare import unified
from claudeprojects.agents.tools.changing import changed
from claudeprojects.agents.tools.planning import project_named, work_of
from claudeprojects.agents.tools.schemas import arguments, text
from claudeprojects.agents.tools.shown import readable
from claudeprojects.agents.tools.staged import OPEN, StagedNotes
from claudeprojects.agents.values import Effect, ToolResult, ToolSpec
from claudeprojects.core.errors import NotEditable, TaskNotFound
from claudeprojects.core.projects.adding import INBOX
from claudeprojects.core.projects.editing import TaskEditor
from claudeprojects.core.projects.edits import TaskEdit, check, on_line
from claudeprojects.core.projects.placing import with_lines
from claudeprojects.core.projects.quickadd import read_draft
from claudeprojects.core.vault.paths import check_changeable
from claudeprojects.core.vault.taskedit import tasks_in
from claudeprojects.core.vault.workfields import work_fields

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claudeprojects.agents.tools.port import ToolContext
    from claudeprojects.core.vault.model import Task

MOST = 2_000
"""Tasks that one query is asked for."""
_DAY = r"^\d{4}-\d{2}-\d{2}$"
_DRAFTED = ("estimate", "time", "priority", "recurrence", "start", "scheduled", "due")


class Asked(NamedTuple):
    """A task that a query found, as the run sees it."""

    path: str
    line: int
    symbol: str
    description: str
    due: date | None

    @property
    def due_text(self) -> str | None:
        """The day it is due, as written."""
        return None if self.due is None else self.due.isoformat()


def items_asked_for(query: str, status: str, ctx: ToolContext) -> Iterator[Asked]:
    """The tasks that ``query`` finds in the index; in notes the run has changed, where and how they stand there.

    What the run itself wrote anew is not found by a query before it is on disk. Raises ``QuerySyntaxError``.
    """
    wanted = OPEN if status == "open" else {status.upper()}
    staged = StagedNotes(ctx)
    for item in work_of(ctx).find(query, limit=MOST).items:
        if not staged.touched(item.path):
            if status == "all" or item.status.upper() in wanted:
                yield Asked(item.path, item.line or 0, item.symbol, item.description, item.due)
            continue
        note = staged.notes.get(staged.now(item.path) or "")
        for task in note.parsed.tasks if note else ():
            same = work_fields(task.description).text == item.description
            if note and same and (status == "all" or task.status in wanted):
                yield Asked(note.path, task.line, task.symbol, task.description, item.due)


class Changed(NamedTuple):
    """What a call would make of a note."""

    path: str
    before: str | None
    after: str


class _OneNote:
    """What both tools share: one note, given another text."""

    spec: ClassVar[ToolSpec]
    summary: ClassVar[str]

    def effect(self, arguments: dict[str, Any], ctx: ToolContext) -> Effect:
        """The difference to what is there."""
        found = self._changed(arguments, ctx)
        diff = unified(found.path, found.before, found.after)
        return Effect("write", self.summary.format(path=found.path), (found.path,), diff)

    async def run(self, arguments: dict[str, Any], ctx: ToolContext) -> ToolResult:
        """What was changed."""
        return await asyncio.to_thread(self._run, arguments, ctx)

    def _run(self, arguments: dict[str, Any], ctx: ToolContext) -> ToolResult:
        found = None if ctx.view.done(ctx.key) else self._changed(arguments, ctx)
        path, after = (found.path, found.after) if found else ("", "")
        return changed(ctx.view.write(ctx.key, path or INBOX, after, taint=ctx.taint), ctx)

    def _changed(self, arguments: dict[str, Any], ctx: ToolContext) -> Changed:
        raise NotImplementedError


class AddTask(_OneNote):
    """Adds a task line."""

    summary = "Add a task to {path}"
    spec: ClassVar = ToolSpec(
        "add_task",
        "Add a task as people type it: `Call the printer tomorrow 5pm @mara #must every 2 weeks`. It goes into the "
        f"note, else into that of the project, else into {INBOX}.",
        arguments(
            ("text",),
            text=text("The task, on one line.", minLength=1),
            note=text("The path of the note it goes into."),
            heading=text("The heading below which it goes."),
            project=text("The project it belongs to (path or title)."),
            sprint=text("The sprint it belongs to (path or title)."),
        ),
    )

    def _changed(self, arguments: dict[str, Any], ctx: ToolContext) -> Changed:
        work = work_of(ctx)
        draft = read_draft(arguments["text"], work.today())
        wanted: dict[str, Any] = {name: value for name in _DRAFTED if (value := getattr(draft, name)) is not None}
        project, sprint = arguments.get("project") or draft.project, arguments.get("sprint") or draft.sprint
        home = project_named(self.spec.name, project, ctx) if project else None
        path = check_changeable(arguments.get("note") or home or INBOX)
        folder = next((each.folder for each in work.projects() if each.path == home), None)
        if home is not None and path != home and not (folder and path.startswith(f"{folder}/")):
            wanted["project"] = TaskEditor(work).link_to(home, path)
        if sprint:
            wanted["sprint"] = TaskEditor(work).link_to(work.notes.named("sprint", sprint), path)
        check(wanted, path)
        before = _text_of(self.spec.name, path, ctx)
        line = f"- [{work.plugin.symbol_of('TODO')}] {draft.description}"
        line, _ = on_line(line, 0, wanted, work.today(), work.plugin, path)
        return Changed(path, before, with_lines(before or "", [line], arguments.get("heading"))[0])


class ChangeTask(_OneNote):
    """Changes one task, and nothing else of its note."""

    summary = "Change a task in {path}"
    spec: ClassVar = ToolSpec(
        "change_task",
        "Change one task: its status, days, priority, people or words. Give what is to change; `none` takes a day or "
        "a priority away.",
        arguments(
            ("task", "words"),
            task=text("Where it stands, as `tasks` says it: `Plan.md:12`.", pattern=r"^.+:\d+$"),
            words=text("Some of its words, so that no other task is changed.", minLength=1),
            status=text("What it is now.", enum=["todo", "in_progress", "on_hold", "done", "cancelled"]),
            due=text("The day it is due.", pattern=f"{_DAY}|^none$"),
            scheduled=text("The day it is planned for.", pattern=f"{_DAY}|^none$"),
            start=text("The day it can begin.", pattern=f"{_DAY}|^none$"),
            priority=text("How urgent.", enum=["highest", "high", "medium", "low", "lowest", "none"]),
            estimate=text("How much work: points such as `3`, or time such as `2h`."),
            description=text("Its words anew, on one line."),
            add_people=text("Who else does it, such as `@mara`, several with commas."),
            remove_people=text("Who does it no more."),
            sprint=text("The sprint it belongs to (path or title)."),
        ),
    )

    def _changed(self, arguments: dict[str, Any], ctx: ToolContext) -> Changed:
        path, _, line = arguments["task"].rpartition(":")
        path, work = check_changeable(path), work_of(ctx)
        before = _text_of(self.spec.name, path, ctx) or ""
        at = _located(before, int(line) - 1, arguments["words"], arguments["task"])
        wanted = _edit_of(arguments).given()
        if not wanted:
            raise NotEditable(path, "nothing was said to change", "Give at least one field.")
        if "sprint" in wanted:
            wanted["sprint"] = TaskEditor(work).link_to(work.notes.named("sprint", wanted["sprint"]), path)
        check(wanted, path)
        return Changed(path, before, on_line(before, at, wanted, work.today(), work.plugin, path)[0])


def _text_of(tool: str, path: str, ctx: ToolContext) -> str | None:
    """The text of a note as the run has it; ``None`` when there is none yet."""
    if not ctx.view.exists(path):
        return None
    readable(tool, path, ctx)
    return ctx.view.read(path).text


def _located(text: str, line: int, words: str, key: str) -> int:
    """The line of the task that is meant: the one named when its words fit, else the only one they fit."""
    fitting = [task for task in tasks_in(text) if _fits(task, words)]
    if any(task.line == line for task in fitting):
        return line
    if len(fitting) == 1:
        return fitting[0].line
    raise TaskNotFound(key, words)


def _fits(task: Task, words: str) -> bool:
    return " ".join(words.casefold().split()) in " ".join(task.description.casefold().split())


def _edit_of(given: dict[str, Any]) -> TaskEdit:
    fields: dict[str, Any] = {
        name: given[name] for name in ("status", "estimate", "description", "sprint") if given.get(name)
    }
    fields |= {name: _day(given[name]) for name in ("due", "scheduled", "start") if given.get(name)}
    if priority := given.get("priority"):
        fields["priority"] = None if priority == "none" else priority
    for verb in ("add", "remove"):
        if names := given.get(f"{verb}_people"):
            fields[f"{verb}_assignees"] = _people(names)
    return TaskEdit(**fields)


def _day(written: str) -> date | None:
    if written == "none":
        return None
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise NotEditable(written, "there is no such day", "Write a day of the calendar: 2026-12-01.") from error


def _people(names: str) -> tuple[str, ...]:
    return tuple(name.strip().removeprefix("@") for name in names.split(",") if name.strip())
