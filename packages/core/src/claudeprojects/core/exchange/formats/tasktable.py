"""A table of tasks (CSV or TSV), of any program or our own (``exports.tasks``)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from claudeprojects.core.exchange.formats.tablecolumns import OUR_PLACES, plain, recognised
from claudeprojects.core.exchange.formats.tables import TaskTable, table_of
from claudeprojects.core.exchange.formats.tasklists import Section, nested, write_list
from claudeprojects.core.exchange.names import safe_name, split_extension
from claudeprojects.core.exchange.notetext import TaskLine
from claudeprojects.core.exchange.rrules import rule_of_rrule
from claudeprojects.core.exchange.when import date_in, is_day_first, rule_of_words
from claudeprojects.core.vault.days import read_time
from claudeprojects.core.vault.recurrence import is_rule

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claudeprojects.core.exchange.batch import Batch
    from claudeprojects.core.exchange.formats.tables import TableRow
    from claudeprojects.core.exchange.model import Options, TablePreview
    from claudeprojects.core.exchange.sources import Source

_ESCAPED: Final = ("'=", "'+", "'-", "'@", "'\t")
"""How spreadsheets, and our own tables, begin a text that is no formula."""
_STATUS: Final = {
    "done": "done complete completed closed resolved finished yes true x 1 2 100 100% ✓ ✔ erledigt fertig fait"
    " terminé hecho",
    "in_progress": "doing in-progress started wip active working progress review in-review in-arbeit en-cours",
    "on_hold": "on-hold waiting paused blocked wartet en-attente",
    "cancelled": "cancelled canceled dropped won't-do won't-fix wontfix rejected duplicate abgebrochen annulé",
}
_PRIORITY: Final = {
    "highest": "highest urgent critical p0 blocker 🔺 very-high", "high": "high p1 1 hoch haute alta major important",
    "medium": "medium normal p2 2 mittel moyenne media", "low": "low p3 3 niedrig basse baja minor",
    "lowest": "lowest p4 4 trivial very-low",
}  # fmt: skip
_DAYS: Final = ("due", "start", "scheduled", "created", "done", "cancelled")
_SEPARATED: Final = re.compile(r"[,;\n]")


def read(source: Source, batch: Batch, options: Options) -> None:
    """Read one table, or all of a zip."""
    entries = source.with_suffix(".csv", ".tsv", ".txt") or list(source.entries.values())
    for entry in entries:
        with batch.trying(entry.name):
            title = split_extension(entry.name.rpartition("/")[2])[0]
            _Reader(table_of(source.text_of(entry), entry.name), title, entry.name, batch, options).read()


def preview(source: Source) -> TablePreview:
    """The columns and first rows of a table. Raises ``ImportFailed``."""
    entry = next(iter(source.entries.values()))
    return table_of(source.text_of(entry), entry.name).preview


class _Reader:
    """One table on its way into the batch."""

    def __init__(self, table: TaskTable, title: str, file: str, batch: Batch, options: Options) -> None:
        self._table, self._title, self._file, self._batch = table, title, file, batch
        self._fields = recognised(table.columns, options.mapping, file)
        self._ours = OUR_PLACES.issubset(map(plain, table.columns))
        left = {plain(name) for name in options.leave_out} | (OUR_PLACES if self._ours else set())
        self._left = {name for name in table.columns if plain(name) in left} - set(self._fields.values())
        days = [value for row in table.rows for field in _DAYS for value in self._values(row, field)]
        self._day_first = is_day_first(days)

    def read(self) -> None:
        batch, table = self._batch, self._table
        batch.columns.update({name: field for field, name in self._fields.items()})
        kept = [name for name in table.columns if name not in self._fields.values() and name not in self._left]
        for name in kept:
            why = "it is none we know; it is kept as text below each task"
            batch.lost(self._file, f"the column {name!r} as a field", why)
        tasks: list[tuple[TableRow, TaskLine]] = []
        for number, row in enumerate(table.rows):
            batch.progress("reading", number, len(table.rows))
            with batch.trying(f"{self._file}, row {row.number}"):
                if self._values(row, "task"):
                    tasks.append((row, self._task(row)))
                elif row.cells:
                    held = ", ".join(value for values in row.cells.values() for value in values)
                    batch.lost(self._file, f"row {row.number}, {held[:80]!r}", "it has no task in it")
        self._write(tasks)

    def _write(self, tasks: list[tuple[TableRow, TaskLine]]) -> None:
        """A note for each list, tasks below those they are a part of."""
        names: dict[str, int] = {}
        for number, (row, task) in enumerate(tasks):
            for name in (*self._values(row, "id"), task.text):
                names.setdefault(plain(name), number)
        for _, task in tasks:
            self._depend(task, {name: tasks[number][1] for name, number in names.items()})
        above = [names.get(plain(self._value(row, "parent"))) for row, _ in tasks]
        top = {
            id(task)
            for task in nested(
                (str(number), "" if above[number] is None else str(above[number]), task)
                for number, (_, task) in enumerate(tasks)
            )
        }
        for (row, task), parent in zip(tasks, above, strict=True):
            if parent is None and (words := self._value(row, "parent")):
                task.notes.insert(0, f"Part of: {words}")
        lists: dict[str, dict[str, Section]] = {}
        for row, task in tasks:
            if id(task) in top:
                sections = lists.setdefault(self._value(row, "project") or self._title, {})
                title = self._value(row, "section")
                sections.setdefault(title, Section(title)).tasks.append(task)
        is_project = "proj" in self._fields.get("project", "").lower()
        for name, sections in lists.items():
            properties = {"type": "project"} if is_project and name != self._title else {}
            key, path = f"csv:{self._title}/{name}", f"{safe_name(name)}.md"
            write_list(self._batch, key, path, name, list(sections.values()), properties)

    def _task(self, row: TableRow) -> TaskLine:
        task = TaskLine(self._value(row, "task"), self._choice(row, "status", _STATUS) or "todo")
        task.priority = self._choice(row, "priority", _PRIORITY)
        for field in _DAYS:
            self._set_day(task, row, field)
        if task.done and task.status == "todo" and "status" not in self._fields:
            task.status = "done"
        task.done = task.cancelled if task.status == "cancelled" else task.done if task.status == "done" else None
        task.tags = self._list(row, "tags")
        people = self._list(row, "assignee")
        spaced = [name for name in people if self._ours and " " in name]
        task.assignees = [name for name in people if name not in spaced]
        task.own = [("assignee", name) for name in spaced]
        task.own += [("sprint", f"[[{name}]]") for name in self._list(row, "sprint")[-1:]]
        task.estimate = self._value(row, "estimate") or None
        if words := self._value(row, "time"):
            task.time = read_time(words)
            task.notes += [] if task.time else [f"Time: {words}"]
        if words := self._value(row, "recurrence"):
            self._set_rule(task, words)
        task.id = self._value(row, "id") or None
        task.depends_on = self._list(row, "depends_on")
        task.notes += [line for value in self._values(row, "notes") for line in value.splitlines()]
        rest = row.cells.keys() - self._fields.values() - self._left
        task.notes += [f"{name}: {value}" for name, values in row.cells.items() if name in rest for value in values]
        return task

    def _set_day(self, task: TaskLine, row: TableRow, field: str) -> None:
        words = self._value(row, field)
        if not words or self._fields[field] == self._fields.get("status"):
            return
        day = date_in(words, day_first=self._day_first)
        if day is None:
            task.notes.append(f"{field}: {words}")
            self._batch.lost(task.text, f"the date {words!r}", "it is no date we can read; it is kept as text")
            return
        setattr(task, field, day[:10])
        if field == "due" and day[11:16] not in {"", "00:00"}:
            task.time = day[11:16]

    def _set_rule(self, task: TaskLine, words: str) -> None:
        start = task.due or task.start
        rule = words if is_rule(words) else rule_of_words(words)
        if rule is None and "FREQ=" in words.upper():
            from datetime import date

            rule = rule_of_rrule(words, date.fromisoformat(start) if start else None)
        task.recurrence = rule
        if rule is None:
            self._batch.lost(task.text, f"the recurrence {words!r}", "our rules cannot say it; it is kept as text")
            task.notes.append(f"Repeats: {words}")

    def _depend(self, task: TaskLine, there: Mapping[str, TaskLine]) -> None:
        """Name what a task depends on by id: tables also name it by its words."""
        wanted, task.depends_on = task.depends_on, []
        for name in wanted:
            other = there.get(plain(name))
            if other is not None and other.id:
                task.depends_on.append(other.id)
            elif re.fullmatch(r"[\w-]+", name) and other is None:
                task.depends_on.append(name)
            else:
                self._batch.lost(task.text, f"that it depends on {name!r}", "that has no id; it is kept as text")
                task.notes.append(f"Depends on: {name}")

    def _choice(self, row: TableRow, field: str, choices: Mapping[str, str]) -> str | None:
        word = plain(self._value(row, field))
        return next((value for value, words in choices.items() if word and word in words.split()), None)

    def _list(self, row: TableRow, field: str) -> list[str]:
        values = [one.strip() for value in self._values(row, field) for one in _SEPARATED.split(value)]
        return [value for value in values if value]

    def _value(self, row: TableRow, field: str) -> str:
        return "\n".join(self._values(row, field))

    def _values(self, row: TableRow, field: str) -> list[str]:
        values = row.cells.get(self._fields.get(field, ""), [])
        return [value[1:] if value.startswith(_ESCAPED) else value for value in values]
