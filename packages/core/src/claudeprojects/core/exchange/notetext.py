"""Writing what was read elsewhere as Markdown: properties, task lines, tags and links."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final

from claudeprojects.core.vault.note import parse_note
from claudeprojects.core.vault.recurrence import is_rule
from claudeprojects.core.vault.yamlwriter import property_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PRIORITY: Final = {"highest": "🔺", "high": "⏫", "medium": "🔼", "low": "🔽", "lowest": "⏬"}
SYMBOL: Final = {"todo": " ", "in_progress": "/", "on_hold": "h", "done": "x", "cancelled": "-"}

_TAG_REFUSED = re.compile(r"[^\w\-/]+")
_SPACES = re.compile(r"\s+")
_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")
_FIELD_EMOJI = re.compile(r"[➕⏳⌛🛫📅📆🗓✅❌🔺⏫🔼🔽⏬🔁🏁🆔⛔]")


def note_text(properties: Mapping[str, Any], body: str) -> str:
    """A whole note: the ``properties`` that have a value, then ``body``."""
    lines = [
        property_lines(name, value, indent="", item_indent="  ", newline="\n")
        for name, value in properties.items()
        if value not in (None, "", [], ())
    ]
    head = f"---\n{''.join(lines)}---\n" if lines else ""
    body = body.strip("\n")
    return head + (f"\n{body}\n" if body and head else f"{body}\n" if body else "")


def property_name(name: str) -> str:
    """``name`` as a property can be called: one line, without what would begin or end something else in YAML."""
    plain = _SPACES.sub(" ", "".join(c for c in name if c.isprintable())).strip(" :#[]{}\"'`,&*!|>%@-?")
    return plain[:100] or "value"


def property_value(value: str) -> str:
    """A text of one line, as properties hold it."""
    return _SPACES.sub(" ", value).strip()


def tag_name(label: str) -> str:
    """``label`` as a tag without its ``#``; digits alone get a ``_``. ``""`` when nothing of it can be a tag."""
    plain = _TAG_REFUSED.sub("-", label.strip().lstrip("#@")).strip("-/")
    plain = re.sub(r"-{2,}", "-", plain)
    return f"_{plain}" if plain.isdigit() else plain


def tag_names(labels: Iterable[str]) -> list[str]:
    """The tags of ``labels``, each once."""
    return list(dict.fromkeys(filter(None, map(tag_name, labels))))


def person(name: str) -> str:
    """``name`` as it stands after ``@`` in a task line."""
    return _TAG_REFUSED.sub("-", name.strip().lstrip("@")).strip("-/")


def day_of(value: datetime | date | None) -> str | None:
    """The day of a moment, ``YYYY-MM-DD``."""
    return None if value is None else value.strftime("%Y-%m-%d") if value.year >= 1000 else None


def moment(value: datetime) -> str:
    """A moment as a property: the time of the clock as it was written, without a zone."""
    return value.strftime("%Y-%m-%dT%H:%M:%S")


def moment_of_timestamp(seconds: float) -> datetime:
    """A moment in UTC."""
    return datetime.fromtimestamp(seconds, UTC)


def wikilink(target: str, display: str | None = None) -> str:
    """``[[target|display]]``; the display is left out when it says the same."""
    shown = (display or "").replace("[[", "").replace("]]", "").replace("|", "-").replace("\n", " ").strip()
    return f"[[{target}]]" if not shown or shown == target else f"[[{target}|{shown}]]"


def missing_tasks(text: str, body: str) -> list[list[str]]:
    """The tasks of ``body`` whose description no task in ``text`` has: each with what is written below it, and
    without the indentation it has there."""
    there = {task.description for task in parse_note(text).tasks}
    lines, tasks = body.split("\n"), parse_note(body).tasks
    starts = {task.line for task in tasks}
    found: list[list[str]] = []
    for task in tasks:
        if task.description in there:
            continue
        depth, below = len(task.indent), task.line + 1
        while below < len(lines) and below not in starts and len(lines[below]) - len(lines[below].lstrip()) > depth:
            below += 1
        found.append([line[depth:] for line in lines[task.line : below]])
    return found


@dataclass(slots=True)
class TaskLine:
    """One task to be written; ``children`` are tasks below it, ``notes`` lines of text below it."""

    text: str
    status: str = "todo"
    due: str | None = None
    scheduled: str | None = None
    start: str | None = None
    created: str | None = None
    done: str | None = None
    """When it was done or cancelled."""
    cancelled: str | None = None
    """When it was cancelled, until it is known whether it was."""
    priority: str | None = None
    recurrence: str | None = None
    tags: list[str] = field(default_factory=list)
    assignees: list[str] = field(default_factory=list)
    estimate: str | None = None
    time: str | None = None
    own: list[tuple[str, str]] = field(default_factory=list)
    """Other fields of ours, such as ``sprint``."""
    id: str | None = None
    depends_on: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    children: list[TaskLine] = field(default_factory=list)

    def lines(self, depth: int = 0) -> list[str]:
        """The task's line, then what stands below it."""
        indent = "\t" * depth
        found = [f"{indent}- [{SYMBOL[self.status]}] {self.line_text()}"]
        for note in self.notes:
            found += [f"{indent}\t{row}" if row.startswith("- ") else f"{indent}\t- {row}" for row in _rows(note)]
        for child in self.children:
            found += child.lines(depth + 1)
        return found

    def line_text(self) -> str:
        """The description and its fields, in the emoji notation of the Tasks plugin."""
        words = [_FIELD_EMOJI.sub("", _SPACES.sub(" ", self.text)).strip() or "Untitled"]
        said = set(words[0].casefold().split())
        marks = [f"@{name}" for name in map(person, self.assignees) if name]
        marks += [f"#{tag}" for tag in tag_names(self.tags)]
        words += [mark for mark in dict.fromkeys(marks) if mark.casefold() not in said]
        if self.estimate:
            words.append(f"[estimate:: {self.estimate}]")
        if self.time:
            words.append(f"[time:: {self.time}]")
        words += [f"[{key}:: {value}]" for key, value in self.own]
        if self.priority in PRIORITY:
            words.append(PRIORITY[self.priority])
        if self.recurrence and is_rule(self.recurrence):
            words.append(f"🔁 {self.recurrence}")
        if self.id and _ID.fullmatch(self.id):
            words.append(f"🆔 {self.id}")
        if ids := [one for one in self.depends_on if _ID.fullmatch(one)]:
            words.append(f"⛔ {','.join(ids)}")
        dates = {"➕": self.created, "🛫": self.start, "⏳": self.scheduled, "📅": self.due}
        dates["✅" if self.status != "cancelled" else "❌"] = self.done
        words += [f"{mark} {day}" for mark, day in dates.items() if day]
        return " ".join(words)

    def count(self) -> int:
        """How many tasks this is, with those below it."""
        return 1 + sum(child.count() for child in self.children)


def _rows(text: str) -> list[str]:
    return [row.strip() for row in text.splitlines() if row.strip()]
