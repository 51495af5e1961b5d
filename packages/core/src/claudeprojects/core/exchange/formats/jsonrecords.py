"""JSON of other programs: records that may lack anything or hold what they should not, read without raising."""

from __future__ import annotations

import json
import math
from contextlib import suppress
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from claudeprojects.core.errors import ImportFailed
from claudeprojects.core.exchange.when import local_text

Record = dict[str, Any]


def parsed(text: str, file: str) -> object:
    """What ``text`` holds; raises ``ImportFailed``."""
    try:
        found: object = json.loads(text)
    except ValueError as error:
        raise ImportFailed(file, f"it is no JSON that can be read ({error})") from error
    return found


def records(value: object) -> list[Record]:
    """The objects in a list, ``[]`` for anything else."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def id_of(record: Record, name: str = "id") -> str:
    """An id as text, ``""`` when there is none."""
    value = record.get(name)
    return str(value) if isinstance(value, str | int) else ""


def number(value: object, otherwise: float) -> float:
    """A number, finite."""
    try:
        found = float(str(value))
    except ValueError:
        return otherwise
    return found if math.isfinite(found) else otherwise


def when(value: object, zone: object = None) -> str | None:
    """A day, ``YYYY-MM-DD``, with ``THH:MM`` when it has a time; a moment in UTC as it is in ``zone``, else here."""
    text = str(value or "")
    if text.endswith("Z") and isinstance(zone, str) and zone:
        with suppress(ValueError, OSError, KeyError, OverflowError):  # an unknown zone: that of this machine
            return datetime.fromisoformat(text).astimezone(ZoneInfo(zone)).strftime("%Y-%m-%dT%H:%M")
    return local_text(text)


def day(value: object, zone: object = None) -> str | None:
    """The day alone."""
    found = when(value, zone)
    return None if found is None else found[:10]


def file_link(name: object, url: object) -> str:
    """A link to a file elsewhere."""
    shown = str(name or "file").replace("[", "(").replace("]", ")")
    return f"[{shown}]({str(url or '').replace(' ', '%20')})"
