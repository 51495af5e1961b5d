"""What the notes say of a project: its current sprint, what is open in it, and what was decided, as the index has it.

A project is known by its brief (see ``brief``). To it belong the notes of the folder its brief stands for, and notes
that link to the brief.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, Protocol

from claudeprojects.agents.context.brief import FOLDER_NOTES

if TYPE_CHECKING:
    from datetime import date

    from claudeprojects.core.store.database import Database

MOST_TASKS: Final = 15
MOST_DECISIONS: Final = 5
_STARTS, _ENDS = ("start", "starts", "from"), ("end", "ends", "due", "to")
"""Properties that say when a sprint begins and ends, whatever their case."""

_SPRINTS: Final = """
WITH mine (file_id) AS ({mine})
SELECT f.path, n.properties FROM properties AS p JOIN files AS f USING (file_id) JOIN notes AS n USING (file_id)
WHERE p.name_key = 'type' AND p.value IN ('sprint', 'Sprint') AND p.file_id IN mine
"""
_TASKS: Final = """
SELECT f.path, t.line, t.description, t.due FROM tasks AS t JOIN files AS f USING (file_id)
WHERE t.status IN ('TODO', 'IN_PROGRESS', 'ON_HOLD') AND (f.path = :brief OR f.path > :after AND f.path < :before)
ORDER BY t.due IS NULL, t.due, f.path, t.line LIMIT :most
"""
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
    """One task that is not done, with the 0-based line of its note it stands in."""

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
    """Project knowledge out of the index in ``database``. Blocking, and safe in any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def sprint(self, brief: str, today: date) -> str | None:
        """The note of the sprint whose days hold ``today``; of several the one that began last."""
        day, running = today.isoformat(), []
        for path, properties in self._database.read(_SPRINTS.format(mine=_MINE), _bounds(brief)):
            values = _folded(properties)
            start, end = _day(values, _STARTS), _day(values, _ENDS)
            if (start or end) and (start or day) <= day <= (end or day):
                running.append((start, path))
        return max(running)[1] if running else None

    def tasks(self, brief: str) -> list[OpenTask]:
        """The open tasks of its folder and its brief, those due first, a bounded number."""
        rows = self._database.read(_TASKS, {**_bounds(brief), "most": MOST_TASKS})
        return [OpenTask(*row) for row in rows]

    def decisions(self, brief: str) -> list[str]:
        """The newest notes with ``type: decision``, or in a folder ``Decisions``; by their date, or their time."""
        rows = self._database.read(_DECISIONS.format(mine=_MINE), _bounds(brief))
        dated = [(_day(_folded(values), ("date", "decided", "created")) or _on(mtime), path)
                 for path, mtime, values in rows if path != brief]  # fmt: skip
        return [path for _, path in sorted(dated, reverse=True)[:MOST_DECISIONS]]


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
