"""Todoist as JSON: what its API answers (``projects``, ``items``, …) or a plain list of tasks, as tools save them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from claudeprojects.core.exchange.formats.jsonrecords import (
    Record,
    day,
    file_link,
    id_of,
    number,
    parsed,
    records,
    when,
)
from claudeprojects.core.exchange.formats.tasklists import Section, nested, set_due, write_list
from claudeprojects.core.exchange.names import safe_name, split_extension
from claudeprojects.core.exchange.notetext import TaskLine

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claudeprojects.core.exchange.batch import Batch
    from claudeprojects.core.exchange.sources import Entry

PRIORITIES: Final = {1: "highest", 2: "high", 3: "medium"}
"""Todoist's four, of which the last is none."""


def read_json(text: str, entry: Entry, batch: Batch) -> None:
    """Read all projects of a backup."""
    found = parsed(text, entry.name)
    _Backup(found if isinstance(found, dict) else {"items": found}, entry, batch).read()


def estimate(amount: object, unit: object) -> str | None:
    """How long a task takes, as ours has it."""
    count = number(amount, 0)
    if count <= 0 or unit not in {"minute", "day"}:
        return None
    return f"{count:g}d" if unit == "day" else f"{count / 60:g}h"


class _Backup:
    """A backup on its way into the batch."""

    def __init__(self, whole: Record, entry: Entry, batch: Batch) -> None:
        self._batch, self._whole = batch, whole
        self._title = split_extension(entry.name.rpartition("/")[2])[0]
        self._projects = {id_of(one): one for one in records(whole.get("projects"))}
        self._sections = {id_of(one): one for one in records(whole.get("sections"))}
        self._people = {
            id_of(one): str(one.get("full_name") or one.get("name") or one.get("email") or "")
            for one in records(whole.get("collaborators"))
        }
        self._made: dict[str, dict[str, Section]] = {project: {"": Section("")} for project in self._projects}

    def read(self) -> None:
        items = [item for item in self._named("items", "tasks") if not item.get("is_deleted")]
        tasks: list[tuple[Record, TaskLine]] = []
        for item in sorted(items, key=_order):
            with self._batch.trying(str(item.get("content") or id_of(item))):
                tasks.append((item, self._task(item)))
        self._add_comments({id_of(item): task for item, task in tasks})
        top = {id(task) for task in nested((id_of(item), id_of(item, "parent_id"), task) for item, task in tasks)}
        for one in sorted(self._sections.values(), key=lambda one: number(one.get("section_order"), 0)):
            of_project = self._made.setdefault(id_of(one, "project_id"), {"": Section("")})
            of_project[id_of(one)] = Section(str(one.get("name") or "Section"))
        for item, task in tasks:
            if id(task) in top:
                of_project = self._made.setdefault(id_of(item, "project_id"), {"": Section("")})
                of_project.get(id_of(item, "section_id"), of_project[""]).tasks.append(task)
        for project in self._made:
            self._write(project)
        if reminders := records(self._whole.get("reminders")):
            self._batch.lost(self._title, f"reminders ({len(reminders):,})", "our tasks have none")

    def _write(self, project_id: str) -> None:
        project, sections = self._projects.get(project_id, {}), self._made[project_id]
        title = str(project.get("name") or self._title)
        parts, parent, seen = [safe_name(title)], id_of(project, "parent_id"), {project_id}
        while parent in self._projects and parent not in seen:
            seen.add(parent)
            parts.append(safe_name(str(self._projects[parent].get("name") or "")))
            parent = id_of(self._projects[parent], "parent_id")
        path = "/".join(reversed(parts)) + ".md"
        write_list(self._batch, f"todoist:{project_id or title}", path, title, list(sections.values()), {})

    def _task(self, item: Record) -> TaskLine:
        done = bool(item.get("checked") or item.get("is_completed") or item.get("completed_at"))
        labels = item.get("labels")
        task = TaskLine(
            str(item.get("content") or ""), "done" if done else "todo",
            priority=PRIORITIES.get(5 - int(number(item.get("priority"), 1))),
            tags=[str(label) for label in labels] if isinstance(labels, list) else [],
            created=day(item.get("added_at") or item.get("created_at") or item.get("date_added")),
            done=day(item.get("completed_at")) if done else None,
        )  # fmt: skip
        self._set_due(task, item.get("due"))
        deadline = item.get("deadline")
        if isinstance(deadline, dict) and (last := day(deadline.get("date"))):
            task.scheduled, task.due = task.due, last
        responsible = id_of(item, "responsible_uid") or id_of(item, "assignee_id")
        if name := self._people.get(responsible):
            task.assignees.append(name)
        duration = item.get("duration")
        if isinstance(duration, dict):
            task.estimate = estimate(duration.get("amount"), duration.get("unit"))
        task.notes += [row for row in str(item.get("description") or "").splitlines() if row.strip()]
        return task

    def _set_due(self, task: TaskLine, due: object) -> None:
        if isinstance(due, str):
            set_due(self._batch, task, due)
        if not isinstance(due, dict):
            return
        moment = when(due.get("datetime") or due.get("date"), due.get("timezone"))
        if moment:
            task.due, task.time = moment[:10], moment[11:16] or None
        if due.get("is_recurring") or due.get("recurring") or moment is None:
            set_due(self._batch, task, str(due.get("string") or ""), str(due.get("lang") or ""))

    def _add_comments(self, tasks: Mapping[str, TaskLine]) -> None:
        comments = [*self._named("notes", "comments"), *records(self._whole.get("project_notes"))]
        for comment in comments:
            text = str(comment.get("content") or "").strip()
            file = comment.get("file_attachment") or comment.get("attachment")
            if isinstance(file, dict) and file.get("file_url"):
                text = f"{text} {file_link(file.get('file_name'), file['file_url'])}".strip()
            task = tasks.get(id_of(comment, "item_id") or id_of(comment, "task_id"))
            project = self._made.get(id_of(comment, "project_id"))
            if task is not None:
                task.notes.append(text)
            elif project is not None:
                project[""].notes.append(text)
            else:
                self._batch.lost(text[:80], "a comment", "what it belongs to is not in the export")

    def _named(self, *names: str) -> list[Record]:
        return next((records(self._whole[name]) for name in names if isinstance(self._whole.get(name), list)), [])


def _order(item: Record) -> tuple[float, float]:
    return number(item.get("child_order"), 0), number(item.get("order"), 0)
