"""What the notes say of a project: its current sprint, what is open in it, and what was decided, as the index has it.

A project is known by its brief (see ``brief``). Which tasks and sprints are its own is for ``core.projects`` to say,
as everywhere; of a brief that is no project note, those of its folder are. Decisions are notes of its folder, and
notes that link to the brief.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, Protocol

from claudeprojects.agents.context.brief import FOLDER_NOTES
from claudeprojects.core.errors import NoteNotFound
from claudeprojects.core.projects.projects import Projects
from claudeprojects.core.search.query import quoted

if TYPE_CHECKING:
    from datetime import date

    from claudeprojects.core.projects.model import WorkItem
    from claudeprojects.core.workspace import Workspace

MOST_TASKS: Final = 15
MOST_DECISIONS: Final = 5
_LOOKED_AT: Final = 100
"""Tasks that are read to find those of a folder: a query by path also finds paths that only contain it."""

_DECISIONS: Final = """
WITH mine (file_id) AS ({mine})
SELECT f.path, f.mtime_ns, n.properties FROM mine JOIN files AS f USING (file_id) JOIN notes AS n USING (file_id)
WHERE '/' || lower(f.folder) || '/' LIKE '%/decisions/%' OR EXISTS (
    SELECT 1 FROM properties AS p
    WHERE p.file_id = f.file_id AND p.name_key = 'type' AND p.value IN ('decision', 'Decision')
)
"""
_MINE: Final = """
SELECT file_id FROM files WHERE path > :after AND path < :before
UNION SELECT source_id FROM links WHERE target_id = (SELECT file_id FROM files WHERE path = :brief)
"""


@dataclass(frozen=True, slots=True)
class OpenTask:
    """One task that is not done, with the 0-based line it stands in; the first when it is a note of its own."""

    path: str
    line: int
    text: str
    due: str | None


class ProjectKnowledge(Protocol):
    """What a context needs to know of a project, by the path of its brief."""

    def sprint(self, brief: str, today: date) -> str | None:
        """The note of the sprint whose days hold ``today``."""
        ...

    def tasks(self, brief: str) -> list[OpenTask]:
        """Its open tasks, those due first."""
        ...

    def decisions(self, brief: str) -> list[str]:
        """The notes of its decisions, the newest first."""
        ...


class ProjectNotes:
    """Project knowledge out of the index of ``workspace``. Blocking, and safe in any thread."""

    def __init__(self, workspace: Workspace) -> None:
        self._database = workspace.database
        self._work = Projects(workspace)

    def sprint(self, brief: str, today: date) -> str | None:
        """The note of the sprint whose days hold ``today``; of several the one that began last."""
        project, folder = self._project(brief), f"{owned_folder(brief)}/"
        running = [
            (str(sprint.start or ""), sprint.path)
            for sprint in self._work.notes.sprints(today)
            if sprint.state == "current"
            and (sprint.project == project if project else sprint.path.startswith(folder))
        ]
        return max(running)[1] if running else None

    def tasks(self, brief: str) -> list[OpenTask]:
        """Its open tasks, those due first, a bounded number."""
        if project := self._project(brief):
            found = self._open(f"project:{quoted(project)}", MOST_TASKS)
        else:
            folder = f"{owned_folder(brief)}/"
            within = self._open(f"path:{quoted(folder)} OR path:{quoted(brief)}", _LOOKED_AT)
            found = [item for item in within if item.path == brief or item.path.startswith(folder)]
        return [
            OpenTask(item.path, item.line or 0, item.description, item.due.isoformat() if item.due else None)
            for item in found[:MOST_TASKS]
        ]

    def decisions(self, brief: str) -> list[str]:
        """The newest notes with ``type: decision``, or in a folder ``Decisions``; by their date, or their time."""
        rows = self._database.read(_DECISIONS.format(mine=_MINE), _bounds(brief))
        dated = [(_day(_folded(values), ("date", "decided", "created")) or _on(mtime), path)
                 for path, mtime, values in rows if path != brief]  # fmt: skip
        return [path for _, path in sorted(dated, reverse=True)[:MOST_DECISIONS]]

    def _project(self, brief: str) -> str | None:
        """The brief, when it is the note of a project."""
        try:
            return brief if self._work.notes.named("project", brief) == brief else None
        except NoteNotFound:
            return None

    def _open(self, query: str, most: int) -> list[WorkItem]:
        return self._work.find(f"is:open ({query})", sort=("due", "path"), limit=most).items


def owned_folder(brief: str) -> str:
    """The folder a brief stands for: its own, or the one beside it that has its name."""
    folder, _, name = brief.rpartition("/")
    stem = name.removesuffix(".md")
    own = {pattern.format(name=folder.rpartition("/")[2]).casefold() for pattern in FOLDER_NOTES}
    if folder and name.casefold() in own:
        return folder
    return f"{folder}/{stem}" if folder else stem


def _bounds(brief: str) -> dict[str, str]:
    folder = owned_folder(brief)
    return {"brief": brief, "after": f"{folder}/", "before": f"{folder}0"}


def _folded(properties: str) -> dict[str, Any]:
    return {name.casefold(): value for name, value in json.loads(properties).items()}


def _day(values: dict[str, Any], names: tuple[str, ...]) -> str:
    """The first of the properties that holds a day, as ``YYYY-MM-DD``; ``""`` when none does."""
    found = (str(values.get(name) or "")[:10] for name in names)
    return next((day for day in found if len(day) == 10 and day[4] == day[7] == "-"), "")


def _on(mtime_ns: int) -> str:
    return datetime.fromtimestamp(mtime_ns / 1e9, UTC).date().isoformat()
