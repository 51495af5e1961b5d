"""Tasks of any query, as a table (CSV) that an import reads again."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

from claudeprojects.core.projects.projects import Projects

if TYPE_CHECKING:
    from claudeprojects.core.projects.model import WorkItem
    from claudeprojects.core.workspace import Workspace

COLUMNS: Final = (
    "task", "status", "priority", "due", "time", "scheduled", "start", "created", "done", "cancelled", "assignees",
    "estimate", "project", "sprint", "tags", "recurrence", "id", "depends on", "path", "line",
)  # fmt: skip
"""The columns of the table; an import recognises them."""

MOST: Final = 100_000
_FORMULA: Final = ("=", "+", "-", "@", "\t")


def tasks_of(workspace: Workspace, query: str = "") -> list[WorkItem]:
    """The tasks that ``query`` asks for, in the language of search; those that are none are left out."""
    return [item for item in Projects(workspace).find(query, limit=MOST).items if item.status != "non_task"]


def csv_of(items: list[WorkItem]) -> str:
    """A table with a row for each task. A cell that a spreadsheet would take for a formula begins with ``'``."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    rows.writerows([_cell(value) for value in _row(item)] for item in items)
    return out.getvalue()


def _row(item: WorkItem) -> list[object]:
    return [
        item.description, item.status, item.priority, item.due, item.time, item.scheduled, item.start, item.created,
        item.done, item.cancelled, ", ".join(item.assignees), item.estimate, _name(item.project), _name(item.sprint),
        ", ".join(item.tags), item.recurrence, item.id, ", ".join(item.depends_on), item.path,
        None if item.line is None else item.line + 1,
    ]  # fmt: skip


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _name(path: str | None) -> str:
    return "" if path is None else path.rpartition("/")[2].removesuffix(".md")
