"""A table of tasks (CSV or TSV): columns recognised by what they are called, or as a mapping says."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

from claudeprojects.core.errors import ImportFailed
from claudeprojects.core.exchange.formats.tasklists import Section, write_list
from claudeprojects.core.exchange.names import safe_name, split_extension
from claudeprojects.core.exchange.notetext import TaskLine
from claudeprojects.core.exchange.when import date_in, rule_of_words
from claudeprojects.core.vault.days import read_time

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claudeprojects.core.exchange.batch import Batch
    from claudeprojects.core.exchange.model import Options
    from claudeprojects.core.exchange.sources import Entry, Source

NAMES: Final[Mapping[str, str]] = {
    "task": "task name title subject summary content todo to-do item aufgabe titel tâche titre tarea título",
    "status": "status state done completed complete progress erledigt statut estado",
    "due": "due deadline due-date due-on end end-date enddate fällig fällig-am échéance vencimiento date",
    "start": "start start-date begin starts beginn début inicio",
    "scheduled": "scheduled scheduled-date do-date planned",
    "created": "created created-at created-on date-created created-time erstellt",
    "done": "done completed-at completed-on done-at date-completed completion-date completed-date",
    "priority": "priority importance priorität priorité prioridad",
    "tags": "tags tag labels label categories category stichwörter étiquettes etiquetas",
    "assignee": "assignee assignees assigned assigned-to owner responsible who person zuständig",
    "project": "project list list-name projekt projet proyecto",
    "section": "section column bucket group list-section phase",
    "notes": "notes note description details comment comments beschreibung notiz",
    "estimate": "estimate estimated effort points story-points hours duration aufwand schätzung estimation",
    "time": "time due-time uhrzeit heure hora",
    "recurrence": "recurrence repeat repeats recurring wiederholung",
    "parent": "parent parent-task parent-id",
    "id": "id task-id key",
    "depends_on": "depends-on dependencies blocked-by predecessors",
}
"""The words by which each field's column is recognised, in the order they count."""

_ESCAPED: Final = ("'=", "'+", "'-", "'@")
"""How spreadsheets, and our own tables, begin a text that is no formula."""
_STATUS: Final = {
    "done": "done complete completed closed resolved finished yes true x 1 ✓ ✔ erledigt fertig fait terminé hecho",
    "in_progress": "doing in-progress started wip active working progress review in-arbeit en-cours",
    "cancelled": "cancelled canceled dropped won't-do wontfix rejected abgebrochen annulé",
}
_PRIORITY: Final = {
    "highest": "highest urgent critical p0 blocker 🔺 very-high", "high": "high p1 1 hoch haute alta major",
    "medium": "medium normal p2 2 mittel moyenne media", "low": "low p3 3 niedrig basse baja minor",
    "lowest": "lowest p4 4 trivial very-low",
}  # fmt: skip


def read(source: Source, batch: Batch, options: Options) -> None:
    """Read one table."""
    entry = next(iter(source.entries.values()))
    rows = _rows(source, entry)
    fields = recognised(rows[0], options.mapping, entry.name)
    batch.columns.update({name: field for field, name in fields.items()})
    for name in rows[0]:
        at = rows[0].index(name)
        used = any(len(row) > at and row[at] for row in rows[1:])
        if name and used and name not in fields.values():
            batch.lost(
                entry.name,
                f"the column {name!r} as a field",
                "it is none we know; it is kept as text below each task",
            )
    title = split_extension(entry.name)[0]
    lists: dict[str, dict[str, Section]] = {}
    for number, row in enumerate(rows[1:]):
        batch.progress("reading", number, len(rows) - 1)
        cells = {name: cell.strip() for name, cell in zip(rows[0], row, strict=False) if name and cell.strip()}
        if fields["task"] not in cells:
            if cells:
                batch.lost(entry.name, f"row {number + 2}", "it has no task in it")
            continue
        get = {field: cells.pop(name) for field, name in fields.items() if name in cells}
        task = _task(get, cells, batch)
        sections = lists.setdefault(get.get("project", title), {})
        sections.setdefault(get.get("section", ""), Section(get.get("section", ""))).tasks.append(task)
    for name, sections in lists.items():
        write_list(batch, f"csv:{title}/{name}", f"{safe_name(name)}.md", name, list(sections.values()), {})


def recognised(columns: list[str], mapping: Mapping[str, str], file: str) -> dict[str, str]:
    """Which column holds which field. Raises ``ImportFailed`` when none holds the tasks, or a mapping names none."""
    there = {_plain(name): name for name in reversed(columns) if name}
    found: dict[str, str] = {}
    for field, wanted in mapping.items():
        if field not in NAMES:
            raise ImportFailed(file, f"{field!r} is no field of a task", f"Fields are {', '.join(NAMES)}.")
        if _plain(wanted) not in there:
            raise ImportFailed(file, f"it has no column {wanted!r}", f"It has {', '.join(filter(None, columns))}.")
        found[field] = there[_plain(wanted)]
    for field, words in NAMES.items():
        name = next((there[word] for word in words.split() if word in there), None)
        if name is not None and field not in found and name not in found.values():
            found[field] = name
    if "task" not in found:
        hint = f"Say which column it is, as task=COLUMN; there are {', '.join(filter(None, columns))}."
        raise ImportFailed(file, "no column of it is called task, title or name", hint)
    return found


def _task(get: Mapping[str, str], rest: Mapping[str, str], batch: Batch) -> TaskLine:
    text = get["task"][1:] if get["task"][:2] in _ESCAPED else get["task"]
    task = TaskLine(text, _choice(get.get("status", ""), _STATUS, "todo"))
    task.priority = _choice(get.get("priority", ""), _PRIORITY, "") or None
    for field in ("due", "start", "scheduled", "created", "done"):
        if words := get.get(field):
            day = date_in(words)
            if day is None:
                task.notes.append(f"{field}: {words}")
                batch.lost(task.text, f"the date {words!r}", "it is no date we can read; it is kept as text")
            else:
                setattr(task, field, day[:10])
    if task.done and task.status == "todo" and "status" not in get:
        task.status = "done"
    if task.status not in {"done", "cancelled"}:
        task.done = None
    task.tags = [tag for tag in get.get("tags", "").replace(";", ",").split(",") if tag.strip()]
    task.assignees = [one.strip() for one in get.get("assignee", "").replace(";", ",").split(",") if one.strip()]
    task.estimate = get.get("estimate")
    if words := get.get("time"):
        task.time = read_time(words)
        task.notes += [] if task.time else [f"Time: {words}"]
    if words := get.get("recurrence"):
        task.recurrence = rule_of_words(words)
        if task.recurrence is None:
            batch.lost(task.text, f"the recurrence {words!r}", "our rules cannot say it; it is kept as text")
            task.notes.append(f"Repeats: {words}")
    task.id = get.get("id")
    task.depends_on = [one.strip() for one in get.get("depends_on", "").replace(";", ",").split(",") if one.strip()]
    if parent := get.get("parent"):
        task.notes.append(f"Part of: {parent}")
    task.notes += get.get("notes", "").splitlines()
    task.notes += [f"{name}: {value}" for name, value in rest.items()]
    return task


def _rows(source: Source, entry: Entry) -> list[list[str]]:
    text = source.text_of(entry)
    first = text.partition("\n")[0]
    delimiter = max("\t;,", key=first.count)
    csv.field_size_limit(16 * 1024 * 1024)
    try:
        rows = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text), delimiter=delimiter)]
    except csv.Error as error:
        raise ImportFailed(entry.name, f"it is no table that can be read ({error})") from error
    rows = [row for row in rows if any(row)]
    if not rows:
        raise ImportFailed(entry.name, "it is empty")
    return rows


def _choice(text: str, choices: Mapping[str, str], otherwise: str) -> str:
    plain = _plain(text)
    return next((value for value, words in choices.items() if plain in words.split()), otherwise)


def _plain(name: str) -> str:
    return "-".join(name.strip().strip("?:*").lower().replace("_", " ").split())
