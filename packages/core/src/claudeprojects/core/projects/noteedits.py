"""Changing a work item that is a note of its own: its properties, under the names that the note uses for them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from claudeprojects.core.errors import NotEditable
from claudeprojects.core.vault.edit import remove_property, set_property
from claudeprojects.core.vault.parse import parse_file
from claudeprojects.core.vault.recurrence import Occurrence, next_occurrence
from claudeprojects.core.vault.tags import TAG_KEYS
from claudeprojects.core.vault.tasknotes import NAMES, task_note
from claudeprojects.core.vault.workfields import link_target

if TYPE_CHECKING:
    from datetime import date

    from claudeprojects.core.vault.taskstatuses import PluginSettings

_FIELD: Final = {
    "due": "due", "scheduled": "scheduled", "start": "starts", "created": "created", "done": "done",
    "cancelled": "cancelled", "priority": "priority", "recurrence": "recurrence", "time": "time",
    "estimate": "estimate", "sprint": "sprint", "project": "project", "id": "id", "depends_on": "depends_on",
    "assignees": "assignees",
}  # fmt: skip
_WORD: Final = {
    "todo": "todo", "in_progress": "in-progress", "on_hold": "on-hold", "done": "done", "cancelled": "cancelled",
    "non_task": "non-task",
}  # fmt: skip


def on_note(text: str, wanted: dict[str, Any], today: date, plugin: PluginSettings, path: str) -> str:
    """``text`` of a task note with its properties as ``wanted``.

    A recurring one that is done moves to its next dates and stays open: a note is not written twice. Raises
    ``NotEditable``.
    """
    if "description" in wanted:
        raise NotEditable(path, "the description of a task note is its name", "Rename the note.")
    values = parse_file(path, text.encode()).properties.values
    for name, value in _with_lists(values, wanted).items():
        if name in _FIELD:
            text = _set(text, _FIELD[name], _written(name, value), path)
    text = _with_tags(text, wanted.get("add_tags", ()), wanted.get("remove_tags", ()), path)
    status = wanted.get("status")
    if "symbol" in wanted:
        status = plugin.type_of(wanted["symbol"]).lower()
    return text if status is None else _with_status(text, str(status), today, plugin, path)


def _with_lists(values: dict[str, Any], wanted: dict[str, Any]) -> dict[str, Any]:
    """The edit with people that are added or removed worked out."""
    note, found = task_note(values), dict(wanted)
    added, removed = wanted.get("add_assignees", ()), wanted.get("remove_assignees", ())
    if added or removed:
        refused = {name.removeprefix("@").casefold() for name in removed}
        people = (*(note.assignees if note else ()), *(name.removeprefix("@") for name in added))
        found["assignees"] = tuple(dict.fromkeys(name for name in people if name.casefold() not in refused))
    return found


def _with_tags(text: str, added: tuple[str, ...], removed: tuple[str, ...], path: str) -> str:
    """The property of tags with some more and some less; tags in the text of the note are left as they are."""
    values = parse_file(path, text.encode()).properties.values
    name = next((name for name in values if name.casefold() in TAG_KEYS), "tags")
    value = values.get(name)
    written = re.split(r"[,\s]+", value) if isinstance(value, str) else value if isinstance(value, list) else []
    held = [str(tag).removeprefix("#") for tag in written if tag]
    refused = {tag.removeprefix("#").casefold() for tag in removed}
    wanted = [tag for tag in held if tag.casefold() not in refused]
    known = {tag.casefold() for tag in wanted}
    wanted += [tag for tag in dict.fromkeys(tag.removeprefix("#") for tag in added) if tag.casefold() not in known]
    if wanted == held:
        return text
    return set_property(text, name, wanted, path=path) if wanted else remove_property(text, name, path=path)


def _written(name: str, value: Any) -> Any:
    if value is None or value == ():
        return None
    if name in ("sprint", "project"):
        return f"[[{value}]]"
    if name == "assignees":
        names = [person.removeprefix("@") for person in value]
        return names[0] if len(names) == 1 else names
    if name == "depends_on":
        return list(value)
    if name == "estimate":
        return float(value) if "." in value else int(value) if value.isdigit() else value
    return str(value)


def _with_status(text: str, status: str, today: date, plugin: PluginSettings, path: str) -> str:
    values = parse_file(path, text.encode()).properties.values
    note = task_note(values)
    if status == "done" and note is not None and note.recurrence:
        dates = next_occurrence(note.recurrence, Occurrence.of_dates(note.starts, note.scheduled, note.due), today)
        if dates is not None:
            for name in Occurrence._fields:
                if (moved := getattr(dates, name)) is not None:
                    text = _set(text, name, moved.isoformat(), path)
            return _set(text, "status", _WORD["todo"], path)
    text = _set(text, "status", _WORD[status], path)
    if plugin.done_date or _name(values, "done") in values:
        flag = isinstance(values.get(_name(values, "done")), bool)
        done: Any = status == "done" if flag else today.isoformat() if status == "done" else None
        text = _set(text, "done", done, path)
    if plugin.cancelled_date:
        text = _set(text, "cancelled", today.isoformat() if status == "cancelled" else None, path)
    return text


def _name(values: dict[str, Any], field: str) -> str:
    """The property that holds a field in this note, or would."""
    return next((name for name in values if name.casefold() in NAMES[field]), NAMES[field][0])


def _set(text: str, field: str, value: Any, path: str) -> str:
    values = parse_file(path, text.encode()).properties.values
    name = _name(values, field)
    if value is None:
        return remove_property(text, name, path=path) if name in values else text
    if name not in values and values.get("type") is not None and field == "assignees" and isinstance(value, str):
        value = link_target(value) if "[[" not in value else value
    return set_property(text, name, value, path=path)
