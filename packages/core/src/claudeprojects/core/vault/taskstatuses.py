"""The statuses a vault's tasks can have: the plugin's own, and those its settings in the vault add.

Source: ``statusSettings`` in ``.obsidian/plugins/obsidian-tasks-plugin/data.json``: ``coreStatuses`` and
``customStatuses``, each with ``symbol``, ``name``, ``nextStatusSymbol`` and ``type``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from claudeprojects.core.errors import VaultError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claudeprojects.core.vault.vault import Vault

SETTINGS_FILE: Final = ".obsidian/plugins/obsidian-tasks-plugin/data.json"
TYPES: Final = frozenset({"TODO", "IN_PROGRESS", "ON_HOLD", "DONE", "CANCELLED", "NON_TASK"})


@dataclass(frozen=True, slots=True)
class TaskStatus:
    """One status: the symbol in its box, its name and type, and the symbol that a click puts there next."""

    symbol: str
    name: str
    type: str
    next: str


STANDARD: Final = (
    TaskStatus(" ", "Todo", "TODO", "x"),
    TaskStatus("x", "Done", "DONE", " "),
    TaskStatus("/", "In Progress", "IN_PROGRESS", "x"),
    TaskStatus("-", "Cancelled", "CANCELLED", " "),
)


@dataclass(frozen=True, slots=True)
class PluginSettings:
    """What a vault's settings of the Tasks plugin say, the plugin's defaults where they say nothing."""

    statuses: tuple[TaskStatus, ...] = STANDARD
    dataview: bool = False
    """Whether fields are written in Dataview's notation."""
    done_date: bool = True
    cancelled_date: bool = True
    created_date: bool = False
    next_below: bool = False
    """Whether the next occurrence is written below the one that is done; above is the default."""
    drop_scheduled: bool = False
    """Whether the next occurrence has no scheduled date where it has a start or due date."""
    global_filter: str = ""
    """What a line must hold to be a task of the plugin's; usually a tag, or nothing."""
    global_query: str = ""
    """The instructions that stand before those of every query block."""
    presets: tuple[tuple[str, str], ...] | None = None
    """Instructions by the name that blocks use for them; ``None`` where nothing says so."""
    declared: bool = False
    """Whether the vault has such settings at all."""

    def type_of(self, symbol: str) -> str:
        """The type of a symbol; ``TODO`` for one that no status has, and ``DONE`` for a capital X."""
        found = next((status.type for status in self.statuses if status.symbol == symbol), None)
        return found or ("DONE" if symbol == "X" else "TODO")

    def name_of(self, symbol: str) -> str:
        """What a symbol is called; the plugin's word for one that no status has."""
        found = next((status.name for status in self.statuses if status.symbol == symbol), None)
        return found or ("Done" if symbol == "X" else "Unknown")

    def symbol_of(self, status_type: str) -> str:
        """The first symbol of a type; the plugin's usual one when the vault has none of it."""
        found = next((status.symbol for status in self.statuses if status.type == status_type), None)
        return found if found is not None else _USUAL.get(status_type, " ")

    def next_symbol(self, done: str) -> str:
        """The symbol of the occurrence after one that is ``done``: the first to do, else in progress, that follows.

        Source: the plugin's page *Recurring Tasks and Custom Statuses*.
        """
        known = {status.symbol: status for status in reversed(self.statuses)}
        symbol, chain = done, []
        for _ in known:
            symbol = known[symbol].next if symbol in known else "x"
            chain.append(symbol)
        for wanted in ("TODO", "IN_PROGRESS"):
            found = next((symbol for symbol in chain if self.type_of(symbol) == wanted), None)
            if found is not None:
                return found
        return " "

    def types(self) -> dict[str, str]:
        """The type of every symbol."""
        return {"X": "DONE"} | {status.symbol: status.type for status in reversed(self.statuses)}


_USUAL: Final = {"TODO": " ", "IN_PROGRESS": "/", "ON_HOLD": "h", "DONE": "x", "CANCELLED": "-", "NON_TASK": "Q"}


def plugin_settings(vault: Vault) -> PluginSettings:
    """The settings of the Tasks plugin in ``vault``; the defaults when there are none, or they cannot be read."""
    try:
        return read_settings(vault.read(SETTINGS_FILE).text or "")
    except VaultError:
        return PluginSettings()


def read_settings(text: str) -> PluginSettings:
    """The settings that the text of ``data.json`` holds; what cannot be read in it counts as not said."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return PluginSettings()
    if not isinstance(data, dict):
        return PluginSettings()
    declared = data.get("statusSettings")
    groups = declared if isinstance(declared, dict) else {}
    listed = [entry for name in ("coreStatuses", "customStatuses") for entry in _list(groups.get(name))]
    return PluginSettings(
        _statuses(listed) or STANDARD,
        dataview=data.get("taskFormat") == "dataview",
        done_date=data.get("setDoneDate") is not False,
        cancelled_date=data.get("setCancelledDate") is not False,
        created_date=data.get("setCreatedDate") is True,
        next_below=data.get("recurrenceOnNextLine") is True,
        drop_scheduled=data.get("removeScheduledDateOnRecurrence") is True,
        global_filter=_one_line(data.get("globalFilter")),
        global_query=query if isinstance(query := data.get("globalQuery"), str) else "",
        presets=_presets(data.get("presets", data.get("includes"))),
        declared=True,
    )


def _presets(value: Any) -> tuple[tuple[str, str], ...] | None:
    if not isinstance(value, dict):
        return None
    return tuple((str(name), text) for name, text in value.items() if isinstance(text, str))


def _one_line(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _statuses(entries: Iterable[Any]) -> tuple[TaskStatus, ...]:
    """The statuses in order, the first of each symbol."""
    found: dict[str, TaskStatus] = {}
    for entry in entries:
        if not isinstance(entry, dict):
            continue
        symbol, name = entry.get("symbol"), entry.get("name")
        if not isinstance(symbol, str) or len(symbol) != 1 or symbol in "\r\n]\0":
            continue
        status_type = str(entry.get("type") or "TODO").upper()
        following = str(entry.get("nextStatusSymbol") or "x")
        status = TaskStatus(symbol, str(name or symbol), status_type if status_type in TYPES else "TODO", following)
        found.setdefault(symbol, status)
    return tuple(found.values())
