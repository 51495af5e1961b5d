"""What can be changed about a work item, and how each change is made in the text of its note."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Final

from claudeprojects.core.errors import NotEditable
from claudeprojects.core.vault import taskline
from claudeprojects.core.vault.recurrence import rule_problem
from claudeprojects.core.vault.source import Source
from claudeprojects.core.vault.tags import is_tag_name
from claudeprojects.core.vault.taskedit import change_body, change_status, task_on
from claudeprojects.core.vault.tasks import STATUS_OF_SYMBOL, find_tasks
from claudeprojects.core.vault.workfields import estimate_of, time_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from types import EllipsisType

    from claudeprojects.core.projects.model import Priority, Status
    from claudeprojects.core.vault.taskstatuses import PluginSettings


@dataclass(frozen=True, slots=True)
class TaskEdit:
    """What an item is to be; ``...`` leaves a field as it is, ``None`` takes it away.

    ``status`` is a type, ``symbol`` the very symbol of the box. ``sprint`` and ``project`` are names or paths of
    notes; ``depends_on`` are keys or ids of other items, which get an id where they have none.
    """

    status: Status | EllipsisType = ...
    symbol: str | EllipsisType = ...
    description: str | EllipsisType = ...
    priority: Priority | EllipsisType | None = ...
    due: date | EllipsisType | None = ...
    scheduled: date | EllipsisType | None = ...
    start: date | EllipsisType | None = ...
    created: date | EllipsisType | None = ...
    done: date | EllipsisType | None = ...
    cancelled: date | EllipsisType | None = ...
    time: str | EllipsisType | None = ...
    recurrence: str | EllipsisType | None = ...
    estimate: str | EllipsisType | None = ...
    assignees: tuple[str, ...] | EllipsisType = ...
    add_assignees: tuple[str, ...] = ()
    remove_assignees: tuple[str, ...] = ()
    add_tags: tuple[str, ...] = ()
    remove_tags: tuple[str, ...] = ()
    sprint: str | EllipsisType | None = ...
    project: str | EllipsisType | None = ...
    depends_on: tuple[str, ...] | EllipsisType = ...
    id: str | EllipsisType | None = ...

    def given(self) -> dict[str, Any]:
        """The fields that are to change, by name."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in values.items() if value is not ... and value != ()} | (
            {name: () for name in ("assignees", "depends_on") if values[name] == ()}
        )


PLUGIN_FIELD: Final = {
    "due": "due", "scheduled": "scheduled", "start": "starts", "created": "created", "done": "done",
    "cancelled": "cancelled", "priority": "priority", "recurrence": "recurrence", "id": "id",
    "depends_on": "depends_on",
}  # fmt: skip
"""The fields of an edit that the Tasks plugin has too, as ``Task`` calls them."""

OWN_FIELD: Final = ("estimate", "time", "sprint", "project")


def check(wanted: dict[str, Any], path: str) -> None:
    """Raise ``NotEditable`` when a value is none that its field can hold."""
    if (rule := wanted.get("recurrence")) is not None and (problem := rule_problem(rule)) is not None:
        reason = f"{rule!r} is no rule of recurrence: {problem}"
        raise NotEditable(path, reason, "Write it like “every 2 weeks on Monday”.")
    if (text := wanted.get("estimate")) is not None and estimate_of(text) == (None, None):
        raise NotEditable(path, f"{text!r} is no estimate", "Write points such as 3, or time such as 2h.")
    if (text := wanted.get("time")) is not None and time_of(text) is None:
        raise NotEditable(path, f"{text!r} is no time of day", "Write it like 17:00.")
    for tag in (*wanted.get("add_tags", ()), *wanted.get("remove_tags", ())):
        if not is_tag_name(tag.removeprefix("#")):
            raise NotEditable(
                path, f"{tag!r} is no tag", "Use letters, digits, - and _, and / for a tag below another."
            )
    for person in (*(wanted.get("assignees") or ()), *wanted.get("add_assignees", ())):
        if not person.strip(" @") or any(
            mark in person.replace("[[", "").replace("]]", "") for mark in "[](),\r\n\0"
        ):
            raise NotEditable(path, f"{person!r} is no name of a person", "Write it without brackets and commas.")
    for name in ("description", "estimate", "sprint", "project", "id"):
        if any(mark in str(wanted.get(name) or "") for mark in "\r\n\0"):
            raise NotEditable(path, f"the {name} has a line break", "Put it on one line.")


def on_line(
    text: str, line: int, wanted: dict[str, Any], today: date, plugin: PluginSettings, path: str
) -> tuple[str, int]:
    """``text`` with the task on ``line`` as ``wanted``, and the line on which it stands then.

    ``sprint`` and ``project`` are targets of links, ``depends_on`` ids. The status comes last, because completing a
    recurring task adds a line. Raises ``NotEditable``.
    """
    for name, value in wanted.items():
        change = _body_change(name, value, plugin)
        if change is not None:
            text = change_body(text, line, change, path=path)
    symbol = wanted.get("symbol")
    if symbol is None and "status" in wanted:
        current = plugin.type_of(task_on(text, line, path).symbol)
        wanted_type = str(wanted["status"]).upper()
        symbol = None if current == wanted_type else plugin.symbol_of(wanted_type)
    if symbol is None:
        return text, line
    changed = change_status(text, line, symbol, today, plugin, path=path)
    added = changed.count("\n") - text.count("\n")
    return changed, line + (added if added > 0 and not plugin.next_below else 0)


def _body_change(name: str, value: Any, plugin: PluginSettings) -> Callable[[str], str] | None:
    if name in PLUGIN_FIELD:
        written = ",".join(value) or None if name == "depends_on" else None if value is None else str(value)
        return lambda body: taskline.with_field(body, PLUGIN_FIELD[name], written, dataview=plugin.dataview)
    if name in OWN_FIELD:
        linked = f"[[{value}]]" if name in ("sprint", "project") and value else value
        return lambda body: taskline.with_own_field(body, name, linked)  # type: ignore[arg-type]  # one of OWN_FIELD
    by_name: dict[str, Callable[[str], str]] = {
        "description": lambda body: taskline.with_description(body, value),
        "assignees": lambda body: taskline.with_people(body, value),
        "add_assignees": lambda body: taskline.with_people(body, (*_people(body), *value)),
        "remove_assignees": lambda body: taskline.with_people(body, _left(_people(body), value)),
        "add_tags": lambda body: _with_tags(body, value, present=True),
        "remove_tags": lambda body: _with_tags(body, value, present=False),
    }
    return by_name.get(name)


def _people(body: str) -> tuple[str, ...]:
    from claudeprojects.core.vault.workfields import work_fields

    task = find_tasks(Source.of(f"- [ ] {body}", 0))[0]
    return work_fields(task.description).assignees


def _left(people: tuple[str, ...], gone: tuple[str, ...]) -> tuple[str, ...]:
    refused = {name.removeprefix("@").casefold() for name in gone}
    return tuple(name for name in people if name.casefold() not in refused)


def _with_tags(body: str, tags: tuple[str, ...], *, present: bool) -> str:
    for tag in tags:
        body = taskline.with_tag(body, tag, present=present)
    return body


def symbol_of(status: str, plugin: PluginSettings) -> str:
    """The symbol an item gets in a status."""
    usual = {kind: symbol for symbol, kind in reversed(STATUS_OF_SYMBOL.items())}
    return plugin.symbol_of(status.upper()) or usual.get(status.upper(), " ")
