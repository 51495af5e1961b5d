"""``sort by`` and ``group by`` of the Tasks plugin, and the order it uses when nothing else is said."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, Final
from zlib import crc32

from claudeprojects.core.projects.blocks.filters import DATES, NOT_DONE, TEXTS
from claudeprojects.core.projects.blocks.model import Grouping, Order
from claudeprojects.core.projects.model import PRIORITIES

if TYPE_CHECKING:
    from claudeprojects.core.projects.blocks.model import Asked, GroupName, SortKey

_SORT: Final = re.compile(r"sort by ([a-z.]+)(?: (\d+))?( reverse)?")
_GROUP: Final = re.compile(r"group by ([a-z.]+)( reverse)?")
_NEVER: Final = date.max
_TYPE_ORDER: Final = ("in_progress", "todo", "on_hold", "done", "cancelled", "non_task")
_PRIORITY_ORDER: Final = (*PRIORITIES[:3], None, *PRIORITIES[3:])
_URGENT: Final = {"highest": 9.0, "high": 6.0, "medium": 3.9, None: 1.95, "low": 0.0, "lowest": -1.8}


def read_order(line: str, today: date) -> Order | None:
    """The order a ``sort by`` line stands for; ``None`` when it is none we know."""
    written = _SORT.fullmatch(line)
    key = _sort_key(written[1], int(written[2] or 1), today) if written else None
    return None if written is None or key is None else Order(key, written[3] is not None)


def read_group(line: str, today: date) -> Grouping | None:
    """The headings a ``group by`` line stands for; ``None`` when it is none we know."""
    written = _GROUP.fullmatch(line)
    names = _group_name(written[1], today) if written else None
    return None if written is None or names is None else Grouping(names, written[2] is not None)


def default_order(today: date) -> list[Order]:
    """What is begun first, then what is to do; in each the most urgent first, then by day, priority and path."""
    keys = (_SORTS["status.type"], _urgency(today), _day_key("due"), _SORTS["priority"], _SORTS["path"])
    return [Order(key) for key in keys]


def earliest(asked: Asked, name: str) -> date | None:
    """The date called ``name``; of ``happens`` the earliest."""
    return min((day for day in DATES[name](asked) if day is not None), default=None)


def _sort_key(name: str, number: int, today: date) -> SortKey | None:
    if name in DATES:
        return _day_key(name)
    if name == "tag":
        return lambda asked: _nth_tag(asked, number)
    if name == "urgency":
        return _urgency(today)
    if name == "random":
        return _random(today)
    return _SORTS.get(name)


def _day_key(name: str) -> SortKey:
    return lambda asked: earliest(asked, name) or _NEVER


def _nth_tag(asked: Asked, number: int) -> tuple[bool, str]:
    tags = asked.item.tags
    return (len(tags) < number, tags[number - 1].casefold() if len(tags) >= number else "")


def _urgency(today: date) -> SortKey:
    """The plugin's number, turned so that the most urgent sorts first."""

    def key(asked: Asked) -> Any:
        item = asked.item
        worth = _URGENT[item.priority]
        if item.due is not None:
            late = min(7, max(-14, (today - item.due).days))
            worth += 12.0 * ((late + 14) * 0.8 / 21 + 0.2)
        if item.scheduled is not None and item.scheduled <= today:
            worth += 5.0
        if item.start is not None and item.start > today:
            worth -= 3.0
        return -worth

    return key


def _group_name(name: str, today: date) -> GroupName | None:
    if name in DATES:
        return lambda asked: [_dated(earliest(asked, name), name)]
    if name == "urgency":
        urgency = _urgency(today)
        return lambda asked: [f"%%{urgency(asked) + 100:08.4f}%% {-urgency(asked):.2f}"]
    return _GROUPS.get(name)


def _random(today: date) -> SortKey:
    """An order that is another each day, and the same all day."""
    return lambda asked: crc32(f"{today} {asked.item.key} {asked.item.description}".encode())


def _dated(day: date | None, name: str) -> str:
    return f"No {name} date" if day is None else f"{day} {day:%A}"


def _folder(asked: Asked) -> str:
    return TEXTS["folder"](asked)[0]


_SORTS: Final[dict[str, SortKey]] = {
    "status": lambda asked: asked.item.status not in NOT_DONE,
    "status.name": lambda asked: asked.status_name,
    "status.type": lambda asked: _TYPE_ORDER.index(asked.item.status),
    "description": lambda asked: asked.item.description.casefold(),
    "priority": lambda asked: _PRIORITY_ORDER.index(asked.item.priority),
    "recurring": lambda asked: asked.item.recurrence is None,
    "path": lambda asked: asked.item.path.casefold(),
    "filename": lambda asked: TEXTS["filename"](asked)[0].casefold(),
    "heading": lambda asked: asked.heading.casefold(),
    "id": lambda asked: asked.item.id or "",
}

_GROUPS: Final[dict[str, GroupName]] = {
    "status": lambda asked: ["Todo" if asked.item.status in NOT_DONE else "Done"],
    "status.name": lambda asked: [asked.status_name],
    "status.type": lambda asked: [f"%%{_TYPE_ORDER.index(asked.item.status)}%% {asked.item.status.upper()}"],
    "priority": lambda asked: [
        f"%%{_PRIORITY_ORDER.index(asked.item.priority)}%% {(asked.item.priority or 'normal').capitalize()} priority"
    ],
    "recurring": lambda asked: ["Recurring" if asked.item.recurrence else "Not Recurring"],
    "recurrence": lambda asked: [asked.item.recurrence or "None"],
    "tags": lambda asked: [f"#{tag}" for tag in asked.item.tags] or ["(No tags)"],
    "path": lambda asked: [asked.item.path.removesuffix(".md")],
    "folder": lambda asked: [_folder(asked)],
    "root": lambda asked: TEXTS["root"](asked),
    "filename": lambda asked: [f"[[{TEXTS['filename'](asked)[0].removesuffix('.md')}]]"],
    "heading": lambda asked: [asked.heading or "(No heading)"],
    "backlink": lambda asked: [
        " > ".join(filter(None, (TEXTS["filename"](asked)[0].removesuffix(".md"), asked.heading)))
    ],
    "id": lambda asked: [asked.item.id or ""],
}
