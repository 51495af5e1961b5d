"""Todoist's exports: a CSV for each project (alone, or many in a backup's zip), or JSON (``todoist_json``).

A project becomes a note with a heading for each section and a task line for each task, sub-tasks below their task.
"""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING

from claudeprojects.core.errors import ImportFailed
from claudeprojects.core.exchange.formats.jsonrecords import file_link, number
from claudeprojects.core.exchange.formats.tasklists import Section, set_due, write_list
from claudeprojects.core.exchange.formats.todoist_json import PRIORITIES, estimate, read_json
from claudeprojects.core.exchange.names import safe_name, split_extension
from claudeprojects.core.exchange.notetext import TaskLine

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claudeprojects.core.exchange.batch import Batch
    from claudeprojects.core.exchange.model import Options
    from claudeprojects.core.exchange.sources import Entry, Source

_LABEL = re.compile(r"(?:^|\s)@([^\s@]+)")
_NUMBER_IN_NAME = re.compile(r"\s*\[\d+\]$")
_PERSON = re.compile(r"\s*\(\d+\)$")
_FILE = re.compile(r"\[\[file (\{.*?\})\]\]", re.DOTALL)


def read(source: Source, batch: Batch, options: Options) -> None:  # noqa: ARG001 - the signature of all formats
    """Read a backup, a project's template, or JSON."""
    for entry in source.entries.values():
        name = entry.name.lower()
        with batch.trying(entry.name):
            if name.endswith(".json"):
                read_json(source.text_of(entry), entry, batch)
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
    for line, row in enumerate(rows, 2):
        cells = {str(name).upper(): value for name, value in row.items() if isinstance(value, str)}
        kind = cells.get("TYPE", "").strip().lower()
        if kind == "section":
            sections.append(Section(cells.get("CONTENT", "")))
            above = []
        elif kind == "task":
            task = _task_of_row(cells, batch)
            depth = min(int(number(cells.get("INDENT"), 1)) - 1, len(above))
            (above[depth - 1].children if depth > 0 else sections[-1].tasks).append(task)
            above[max(depth, 0) :] = [task]
        elif kind == "note":
            note = _comment(cells.get("CONTENT", ""))
            (above[-1].notes if above else sections[-1].notes).append(note)
        elif kind != "meta" and (kind or cells.get("CONTENT")):
            batch.lost(entry.name, f"row {line}", f"it is of no kind we know ({kind or 'none'})")
    write_list(batch, f"todoist:{title}", f"{safe_name(title)}.md", title, sections, {})


def _task_of_row(cells: Mapping[str, str], batch: Batch) -> TaskLine:
    content = cells.get("CONTENT", "").strip()
    labels = _LABEL.findall(content) + [
        label for label in cells.get("LABELS", "").replace(";", ",").split(",") if label
    ]
    text = _LABEL.sub("", content).strip().lstrip("* ")
    task = TaskLine(text, priority=PRIORITIES.get(int(number(cells.get("PRIORITY"), 4))), tags=labels)
    if responsible := _PERSON.sub("", cells.get("RESPONSIBLE", "").strip()):
        task.assignees.append(responsible)
    set_due(batch, task, cells.get("DATE", ""), cells.get("DATE_LANG", ""))
    if deadline := cells.get("DEADLINE", "").strip():
        task.scheduled, task.due = task.due, None
        set_due(batch, task, deadline, cells.get("DEADLINE_LANG", ""))
    duration, unit = cells.get("DURATION", ""), cells.get("DURATION_UNIT", "")
    task.estimate = estimate(duration, unit)
    task.notes += [row for row in cells.get("DESCRIPTION", "").splitlines() if row.strip()]
    return task


def _comment(content: str) -> str:
    """A comment; a file in it becomes a link."""

    def linked(found: re.Match[str]) -> str:
        try:
            file = json.loads(found[1])
        except ValueError:
            return found[0]
        return file_link(file.get("file_name"), file.get("file_url")) if isinstance(file, dict) else found[0]

    return _FILE.sub(linked, content).strip()
