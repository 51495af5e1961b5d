"""Todoist's exports: a CSV for each project (alone, or many in a backup's zip), and the JSON of its API and of tools.

A project becomes a note with a heading for each section and a task line for each task, sub-tasks below their task.
"""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING, Any, Final

from claudeprojects.core.errors import ImportFailed
from claudeprojects.core.exchange.formats.tasklists import Section, set_due, write_list
from claudeprojects.core.exchange.names import safe_name, split_extension
from claudeprojects.core.exchange.notetext import TaskLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from claudeprojects.core.exchange.batch import Batch
    from claudeprojects.core.exchange.model import Options
    from claudeprojects.core.exchange.sources import Entry, Source

_PRIORITY: Final = {1: "highest", 2: "high", 3: "medium"}
_LABEL = re.compile(r"(?:^|\s)@([^\s@]+)")
_NUMBER_IN_NAME = re.compile(r"\s*\[\d+\]$")
_PERSON = re.compile(r"\s*\(\d+\)$")
_FILE = re.compile(r"\[\[file (\{.*?\})\]\]", re.DOTALL)
_Record = dict[str, Any]


def read(source: Source, batch: Batch, options: Options) -> None:  # noqa: ARG001 - the signature of all formats
    """Read a backup, a project's template, or JSON."""
    for entry in source.entries.values():
        name = entry.name.lower()
        if name.endswith(".json"):
            _read_json(source, entry, batch)
        elif name.endswith(".csv"):
            _read_csv(source, entry, batch)
        else:
            batch.lost(entry.name, "the file", "it is no part of a Todoist export")


def _read_csv(source: Source, entry: Entry, batch: Batch) -> None:
    rows = csv.DictReader(io.StringIO(source.text_of(entry)))
    if "CONTENT" not in (rows.fieldnames or []):
        raise ImportFailed(entry.name, "its first row is not that of a Todoist export")
    title = _NUMBER_IN_NAME.sub("", split_extension(entry.name.rpartition("/")[2])[0]) or "Tasks"
    sections = [Section("")]
    above: list[TaskLine] = []
    for row in rows:
        cells = {str(name).upper(): value for name, value in row.items() if isinstance(value, str)}
        kind = cells.get("TYPE", "").strip().lower()
        if kind == "section":
            sections.append(Section(cells.get("CONTENT", "")))
            above = []
        elif kind == "task":
            task = _task_of_row(cells, batch)
            depth = min(_number(cells.get("INDENT"), 1) - 1, len(above))
            (above[depth - 1].children if depth > 0 else sections[-1].tasks).append(task)
            above[max(depth, 0) :] = [task]
        elif kind == "note":
            note = _comment(cells.get("CONTENT", ""))
            (above[-1].notes if above else sections[-1].notes).append(note)
    write_list(batch, f"todoist:{title}", f"{safe_name(title)}.md", title, sections, {})


def _task_of_row(cells: Mapping[str, str], batch: Batch) -> TaskLine:
    content = cells.get("CONTENT", "").strip()
    labels = _LABEL.findall(content) + [
        label for label in cells.get("LABELS", "").replace(";", ",").split(",") if label
    ]
    text = _LABEL.sub("", content).strip().lstrip("* ")
    task = TaskLine(text, priority=_PRIORITY.get(_number(cells.get("PRIORITY"), 4)), tags=labels)
    if responsible := _PERSON.sub("", cells.get("RESPONSIBLE", "").strip()):
        task.assignees.append(responsible)
    set_due(batch, task, cells.get("DATE", ""), cells.get("DATE_LANG", ""))
    if deadline := cells.get("DEADLINE", "").strip():
        task.scheduled, task.due = task.due, None
        set_due(batch, task, deadline, cells.get("DEADLINE_LANG", ""))
    duration, unit = cells.get("DURATION", ""), cells.get("DURATION_UNIT", "")
    if duration.isdigit() and unit == "minute":
        task.estimate = f"{int(duration) / 60:g}h"
    task.notes += [row for row in cells.get("DESCRIPTION", "").splitlines() if row.strip()]
    return task


def _read_json(source: Source, entry: Entry, batch: Batch) -> None:
    try:
        found = json.loads(source.text_of(entry))
    except ValueError as error:
        raise ImportFailed(entry.name, f"it is no JSON that can be read ({error})") from error
    whole: _Record = found if isinstance(found, dict) else {"items": found}
    projects = {_id(project): project for project in _records(whole, "projects")}
    sections = {_id(section): section for section in _records(whole, "sections")}
    people = {
        _id(one): str(one.get("full_name") or one.get("name") or "") for one in _records(whole, "collaborators")
    }
    items = [item for item in _records(whole, "items", "tasks") if not item.get("is_deleted")]
    lines = {_id(item): _task_of_item(item, people, batch) for item in items}
    _add_comments(_records(whole, "notes", "comments"), lines, batch)
    made: dict[str, dict[str, Section]] = {}
    for item in sorted(items, key=_order):
        parent = str(item.get("parent_id") or "")
        if parent in lines:
            lines[parent].children.append(lines[_id(item)])
            continue
        section = str(item.get("section_id") or "")
        title = str(sections.get(section, {}).get("name") or "")
        of_project = made.setdefault(str(item.get("project_id") or ""), {"": Section("")})
        of_project.setdefault(section if title else "", Section(title)).tasks.append(lines[_id(item)])
    for project_id in [*made, *(one for one in projects if one not in made)]:
        _write_project(project_id, projects, made.get(project_id, {}), batch, entry)


def _write_project(
    project_id: str, projects: Mapping[str, _Record], sections: Mapping[str, Section], batch: Batch, entry: Entry
) -> None:
    project = projects.get(project_id, {})
    title = str(project.get("name") or split_extension(entry.name.rpartition("/")[2])[0])
    parts, parent, seen = [safe_name(title)], str(project.get("parent_id") or ""), {project_id}
    while parent in projects and parent not in seen:
        seen.add(parent)
        parts.append(safe_name(str(projects[parent].get("name") or "")))
        parent = str(projects[parent].get("parent_id") or "")
    key = f"todoist:{project_id or title}"
    write_list(batch, key, "/".join(reversed(parts)) + ".md", title, list(sections.values()), {})


def _task_of_item(item: _Record, people: Mapping[str, str], batch: Batch) -> TaskLine:
    done = bool(item.get("checked") or item.get("is_completed") or item.get("completed_at"))
    labels = [str(label) for label in item.get("labels") or [] if isinstance(label, str)]
    task = TaskLine(
        str(item.get("content") or ""), "done" if done else "todo",
        priority=_PRIORITY.get(5 - _number(item.get("priority"), 1)), tags=labels,
        created=_day(item.get("added_at") or item.get("created_at") or item.get("date_added")),
        done=_day(item.get("completed_at")) if done else None,
    )  # fmt: skip
    due = item.get("due")
    if isinstance(due, dict):
        task.due = _day(due.get("date") or due.get("datetime"))
        if due.get("is_recurring") or task.due is None:
            set_due(batch, task, str(due.get("string") or ""), str(due.get("lang") or ""))
        elif "T" in str(due.get("datetime") or due.get("date")):
            task.time = str(due.get("datetime") or due.get("date"))[11:16]
    deadline = item.get("deadline")
    if isinstance(deadline, dict) and (day := _day(deadline.get("date"))):
        task.scheduled, task.due = task.due, day
    if responsible := people.get(str(item.get("responsible_uid") or item.get("assignee_id") or "")):
        task.assignees.append(responsible)
    duration = item.get("duration")
    if isinstance(duration, dict) and duration.get("unit") == "minute":
        task.estimate = f"{_number(duration.get('amount'), 0) / 60:g}h"
    task.notes += [row for row in str(item.get("description") or "").splitlines() if row.strip()]
    return task


def _add_comments(comments: Iterable[_Record], lines: Mapping[str, TaskLine], batch: Batch) -> None:
    for comment in comments:
        task = lines.get(str(comment.get("item_id") or comment.get("task_id") or ""))
        text = str(comment.get("content") or "")
        file = comment.get("file_attachment") or comment.get("attachment")
        if isinstance(file, dict) and file.get("file_url"):
            text += f" [{file.get('file_name') or 'file'}]({file['file_url']})"
        if task is None:
            batch.lost(text[:80], "a comment", "the task it belongs to is not in the export")
        else:
            task.notes.append(text.strip())


def _comment(content: str) -> str:
    """A comment; a file in it becomes a link."""

    def linked(found: re.Match[str]) -> str:
        try:
            file = json.loads(found[1])
        except ValueError:
            return found[0]
        return f"[{file.get('file_name') or 'file'}]({file.get('file_url') or ''})"

    return _FILE.sub(linked, content).strip()


def _records(whole: _Record, *names: str) -> list[_Record]:
    for name in names:
        found = whole.get(name)
        if isinstance(found, list):
            return [one for one in found if isinstance(one, dict)]
    return []


def _id(record: _Record) -> str:
    return str(record.get("id") or "")


def _order(item: _Record) -> tuple[int, int]:
    return _number(item.get("child_order"), 0), _number(item.get("order"), 0)


def _number(value: object, otherwise: int) -> int:
    try:
        return int(str(value))
    except ValueError:
        return otherwise


def _day(value: object) -> str | None:
    text = str(value or "")[:10]
    return text if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else None
