"""What kind of value a property holds: as Obsidian's ``types.json`` declares it, else as a value shows."""

from __future__ import annotations

import json
import re
from typing import Any, Final, Literal

PropertyKind = Literal["text", "list", "number", "checkbox", "date", "datetime", "tags"]
"""How a property is edited and shown. A link is text; other names of a note are a list."""

TYPES_FILE: Final = ".obsidian/types.json"
"""Where Obsidian keeps the types a person chose, by property name."""

_BUILT_IN: Final[dict[str, PropertyKind]] = {
    "tags": "tags", "tag": "tags", "aliases": "list", "alias": "list", "cssclasses": "list", "cssclass": "list",
}  # fmt: skip
_OBSIDIAN: Final[dict[str, PropertyKind]] = {
    "text": "text", "multitext": "list", "number": "number", "checkbox": "checkbox", "date": "date",
    "datetime": "datetime", "tags": "tags", "aliases": "list",
}  # fmt: skip
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_DATETIME: Final = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?")


def declared_kinds(types_file: str) -> dict[str, PropertyKind]:
    """The kinds a ``types.json`` with this text declares, by name as written; what it says otherwise is left out."""
    try:
        types = json.loads(types_file)["types"]
        entries = types.items()
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}
    return {name: _OBSIDIAN[kind] for name, kind in entries if isinstance(kind, str) and kind in _OBSIDIAN}


def kind_of(name: str, value: Any) -> PropertyKind | None:
    """The kind that ``value`` shows, ``None`` when it is empty or nested; ``tags`` has its own by its name."""
    if built_in := _BUILT_IN.get(name.casefold()):
        return built_in
    if isinstance(value, bool):
        return "checkbox"
    if isinstance(value, int | float):
        return "number"
    if isinstance(value, list):
        return "list"
    if not isinstance(value, str) or not value:
        return None
    if _DATE.fullmatch(value):
        return "date"
    return "datetime" if _DATETIME.fullmatch(value) else "text"
