"""The columns of a table of tasks: what each is for, by what it is called or as a mapping says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from claudeprojects.core.errors import ImportFailed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NAMES: Final[Mapping[str, str]] = {
    "task": "task name title subject summary task-name content todo to-do item aufgabe titel tâche titre tarea título"
    " issue-title thema betreff onderwerp",
    "status": "status state done completed complete progress erledigt statut estado kind-of-status",
    "due": "due deadline due-date due-on due-by end end-date enddate fällig fällig-am fälligkeit échéance vencimiento"
    " fecha-límite date datum",
    "start": "start start-date begin starts start-on beginn startdatum début inicio",
    "scheduled": "scheduled scheduled-date do-date planned planned-date",
    "created": "created created-at created-on date-created created-date created-time creation-date erstellt",
    "done": "done completed-at completed-on done-at date-completed completion-date completed-date completed-time"
    " date-done completed resolved",
    "cancelled": "cancelled canceled cancelled-at canceled-at",
    "priority": "priority importance priorität priorité prioridad",
    "tags": "tags tag labels label categories category stichwörter schlagwörter étiquettes etiquetas",
    "assignee": "assignee assignees assigned assigned-to owner owners responsible who person people zuständig"
    " verantwortlich assigné-à asignado",
    "project": "project projects project-name list list-name projekt projet proyecto",
    "section": "section section/column column column-name bucket bucket-name group list-section phase",
    "sprint": "sprint sprints iteration cycle cycle-name",
    "notes": "notes note description details task-content content body comment comments beschreibung notiz notizen",
    "estimate": "estimate estimated time-estimate original-estimate effort points story-points"
    " custom-field-(story-points) hours duration aufwand schätzung estimation",
    "time": "time due-time uhrzeit heure hora",
    "recurrence": "recurrence repeat repeats recurring wiederholung",
    "parent": "parent parent-task parent-id parentid parent-issue parent-name",
    "id": "id task-id taskid key issue-key",
    "depends_on": "depends-on dependencies blocked-by blocked-by-(dependencies) predecessors",
}
"""The words by which each field's column is recognised, in the order they count."""

FIELDS: Final = tuple(NAMES)
"""What a column can be for."""

OUR_PLACES: Final = frozenset({"path", "line"})
"""The columns of our own tables that say where a task stood, which is not kept."""


def recognised(columns: Sequence[str], mapping: Mapping[str, str], file: str) -> dict[str, str]:
    """Which column holds which field.

    ``mapping`` names the column of a field, ``""`` that there is none. Raises ``ImportFailed`` when no column holds
    the tasks, or a mapping names what there is not.
    """
    there = {plain(name): name for name in reversed(columns) if name}
    found: dict[str, str] = {}
    for field, wanted in mapping.items():
        if field not in NAMES:
            raise ImportFailed(file, f"{field!r} is no field of a task", f"Fields are {', '.join(NAMES)}.")
        if wanted and plain(wanted) not in there:
            raise ImportFailed(file, f"it has no column {wanted!r}", f"It has {', '.join(filter(None, columns))}.")
        if wanted:
            found[field] = there[plain(wanted)]
    found |= guessed([name for name in columns if name not in found.values()], found.keys() | mapping.keys())
    if "task" not in found:
        hint = f"Say which column it is, as task=COLUMN; there are {', '.join(filter(None, columns))}."
        raise ImportFailed(file, "no column of it is called task, title or name", hint)
    return found


def guessed(columns: Sequence[str], known: frozenset[str] | set[str] = frozenset()) -> dict[str, str]:
    """The fields that are not ``known`` which columns are for, by what they are called."""
    there = {plain(name): name for name in reversed(columns) if name}
    found: dict[str, str] = {}
    for field, words in NAMES.items():
        name = next((there[word] for word in words.split() if word in there), None)
        if name is not None and field not in known and name not in found.values():
            found[field] = name
    return found


def plain(name: str) -> str:
    """A name or a word as it is compared: in lower case, with ``-`` for spaces."""
    return "-".join(name.strip().strip("?:*").lower().replace("_", " ").split())
