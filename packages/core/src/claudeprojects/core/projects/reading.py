"""Projects, sprints and milestones as the notes have them now, with how far they are."""

from __future__ import annotations

import json
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from claudeprojects.core.errors import NameAmbiguous, NoteNotFound
from claudeprojects.core.projects import records
from claudeprojects.core.projects.model import Belonging, Milestone, Progress, Project, Sprint
from claudeprojects.core.vault.foldernotes import owned_folder, title_of
from claudeprojects.core.vault.paths import parent_of
from claudeprojects.core.vault.properties import aliases_of
from claudeprojects.core.vault.workfields import link_target

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from typing import Any

    from claudeprojects.core.index.names import Names
    from claudeprojects.core.projects.model import WorkItem
    from claudeprojects.core.store.database import Database, Row

_NOTES: Final = """
SELECT DISTINCT p.file_id, path, title, n.properties FROM properties AS p
JOIN files USING (file_id) JOIN notes AS n USING (file_id)
WHERE name_key = 'type' AND p.value IN (?, ?) AND file_id NOT IN (SELECT file_id FROM templates)
ORDER BY title COLLATE NOCASE, path
"""
_PROGRESS: Final = f"""
SELECT {{column}}, {records.PROGRESS_COLUMNS} FROM tasks AS t WHERE {{column}} IS NOT NULL GROUP BY 1, t.status
"""
_MILESTONE_LINES: Final = """
SELECT f.path, t.line, t.description, project.path, t.due, t.status IN ('DONE', 'CANCELLED') FROM tasks AS t
JOIN files AS f ON f.file_id = t.file_id LEFT JOIN files AS project ON project.file_id = t.project_id
WHERE t.task_id IN (SELECT task_id FROM task_terms WHERE term = '#milestone')
"""
_WHY: Final = """
SELECT project_by, sprint_by FROM tasks
WHERE file_id = (SELECT file_id FROM files WHERE path = ?) AND line = ?
"""
_BECAUSE: Final[dict[str | None, str]] = {
    "field": "a field of its own names it",
    "note": "it stands in that note",
    "folder": "it lies in the folder that the note owns",
    "link": "its line links to it",
    "property": "a property of its note names it",
    "sprint": "its sprint belongs to it",
    "mention": "its note links to it",
}
_PEOPLE: Final = """
SELECT person.value, count(*) FROM tasks AS t, json_each(t.assignees) AS person
WHERE t.assignees != '[]' AND t.status IN ('TODO', 'IN_PROGRESS', 'ON_HOLD') GROUP BY 1
"""


class ProjectNotes:
    """Reads the notes that work belongs to from one index."""

    def __init__(self, database: Database, names: Names) -> None:
        self._database, self._names = database, names

    def projects(self, today: date) -> list[Project]:
        """All projects, by title."""
        done = self._progress("t.project_id", today)
        return [
            records.project(path, json.loads(properties), done.get(file_id, Progress()))
            for file_id, path, _, properties in self._notes("project")
        ]

    def sprints(self, today: date) -> list[Sprint]:
        """All sprints: by project, and in each by their dates."""
        done, projects = self._progress("t.sprint_id", today), [row[1] for row in self._notes("project")]
        found = []
        for file_id, path, title, properties in self._notes("sprint"):
            values = json.loads(properties)
            of = self.project_of(path, values, projects)
            found.append(records.sprint(path, title, values, of, today, done.get(file_id, Progress())))
        return sorted(found, key=lambda each: (each.project or "", each.start is None, str(each.start), each.title))

    def milestones(self) -> list[Milestone]:
        """All milestones, the earliest first, those without a day last."""
        projects = [row[1] for row in self._notes("project")]
        found = [
            Milestone(
                path, line if line >= 0 else None, records.plain_text(text), project, records.day(due), bool(done)
            )
            for path, line, text, project, due, done in self._database.read(_MILESTONE_LINES)
        ]
        for _, path, title, properties in self._notes("milestone"):
            values = {name.casefold(): value for name, value in json.loads(properties).items()}
            due = records.day(str(values.get("due") or values.get("date") or ""))
            over = records.is_over(values.get("status")) or values.get("done") is True
            found.append(Milestone(path, None, title, self.project_of(path, values, projects), due, over))
        return sorted(found, key=lambda each: (each.due is None, str(each.due), each.title))

    def people(self) -> dict[str, int]:
        """Everyone who has open work, with how much, those with most first."""
        rows = self._database.read(_PEOPLE)
        return dict(sorted(rows, key=lambda row: (-row[1], row[0].casefold())))

    def explain(self, item: WorkItem) -> tuple[Belonging, Belonging]:
        """Why ``item`` belongs to its project, and why to its sprint, as the index worked it out."""
        line = -1 if item.line is None else item.line
        rows = self._database.read(_WHY, (item.path, line))
        project_by, sprint_by = rows[0] if rows else (None, None)
        return (
            Belonging(item.project, project_by, _BECAUSE.get(project_by, "nothing says so")),
            Belonging(item.sprint, sprint_by, _BECAUSE.get(sprint_by, "nothing says so")),
        )

    def named(self, kind: str, name: str) -> str:
        """The path of the project or sprint that ``name`` means: a path, a link, a title or an alias, in this order.

        Raises ``NoteNotFound`` with near names, and ``NameAmbiguous`` when several are called so.
        """
        rows, wanted = self._notes(kind), link_target(name).casefold()
        paths = [str(path) for _, path, _, _ in rows]
        linked = self._names.resolve_path(link_target(name), "") if name.lstrip().startswith("[[") else None
        exact = [path for path in paths if wanted in (path.casefold(), path.casefold().removesuffix(".md"))]
        titled = [str(path) for _, path, title, _ in rows if wanted in (title.casefold(), title_of(path).casefold())]
        called = [
            str(path)
            for _, path, _, properties in rows
            if wanted in {alias.casefold() for alias in aliases_of(json.loads(properties))}
        ]
        for found in (exact, [linked] if linked in paths else [], titled, called):
            if len(found) > 1:
                raise NameAmbiguous(name, tuple(found))
            if found:
                return str(found[0])
        raise NoteNotFound(name, tuple(get_close_matches(name, [row[2] for row in rows])))

    def project_of(self, path: str, values: dict[str, Any], projects: Iterable[str]) -> str | None:
        """The project that a note itself belongs to: the one its property names, else the owner of its folder."""
        known = set(projects)
        by_name = {name.casefold(): value for name, value in values.items()}
        named = by_name.get("project")
        for entry in named if isinstance(named, list) else [named]:
            found = self._names.resolve_path(link_target(entry), path) if isinstance(entry, str) and entry else None
            if found in known:
                return found
        folders = {folder: each for each in sorted(known, reverse=True) if (folder := owned_folder(each))}
        folder = parent_of(path)
        while folder and folder not in folders:
            folder = parent_of(folder)
        return folders.get(folder)

    def _notes(self, kind: str) -> list[Row]:
        return self._database.read(_NOTES, (kind, kind.capitalize()))

    def _progress(self, column: str, today: date) -> dict[int, Progress]:
        rows = self._database.read(_PROGRESS.format(column=column), {"today": today.isoformat()})
        by_note: dict[int, list[Row]] = {}
        for number, *rest in rows:
            by_note.setdefault(number, []).append(tuple(rest))
        return {number: records.progress(held) for number, held in by_note.items()}
