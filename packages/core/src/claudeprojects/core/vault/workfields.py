"""What a task line says beyond the Tasks plugin's fields: who does it, how much work it is, and what it belongs to.

``@name`` anywhere in the text, and fields in Dataview's notation: ``[estimate:: 3]`` (points), ``[estimate:: 2h]``,
``[sprint:: [[Sprint 2]]]``, ``[project:: [[Website]]]``, ``[assignee:: [[Mara Okafor]]]``, ``[time:: 17:00]``. To the
plugin they are part of the description, so they are written before its own fields.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

WorkKey = Literal["estimate", "sprint", "project", "assignee", "time"]

_VALUE = r"(?P<value>(?:\[\[[^\[\]\n]*\]\]|[^\[\]()\n])*?)"
OWN_FIELD: Final = re.compile(
    r"[\[(][ ]*(?P<key>estimate|sprint|project|assignees?|assigned|time)::[ ]*" + _VALUE + r"[ ]*(?P<close>[\])])",
    re.IGNORECASE,
)
MENTION: Final = re.compile(r"(?<![\w@/.:+-])@([^\W_](?:[\w.'’-]*\w)?)")
"""A person: ``@mara``, ``@mara.okafor``; an address such as ``mara@example.org`` is none."""
_ESTIMATE: Final = re.compile(
    r"(\d+(?:[.,]\d+)?)\s*(points?|pts?|p|sp|hours?|hrs?|h|minutes?|mins?|m|days?|d)?", re.IGNORECASE
)
_HOURS: Final = {"h": 1.0, "m": 1 / 60, "d": 8.0}
"""What a unit is in hours, by its first letter; a day is a working day."""
_TIME: Final = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_LINK: Final = re.compile(r"\[\[([^\[\]|#]+)[^\[\]]*\]\]")


class WorkFields(NamedTuple):
    """What one task's description says; ``text`` is the description without the fields (``@names`` stay in it)."""

    text: str
    assignees: tuple[str, ...] = ()
    points: float | None = None
    hours: float | None = None
    sprint: str | None = None
    project: str | None = None
    time: str | None = None


def work_fields(description: str) -> WorkFields:
    """Read the fields of a description; of a field written twice the first counts."""
    if "::" not in description:
        if "@" not in description:
            return WorkFields(description)
        return WorkFields(description, _mentioned(description))
    found: dict[str, str] = {}
    people: list[str] = []
    for match, key in own_fields(description):
        if key == "assignee":
            people += [name for part in match["value"].split(",") if (name := link_target(part))]
        else:
            found.setdefault(key, match["value"].strip())
    text = " ".join(OWN_FIELD.sub(lambda match: "" if _closed(match) else match[0], description).split(" ")).strip()
    text = re.sub(r" {2,}", " ", text) if found or people else description
    points, hours = estimate_of(found.get("estimate", ""))
    names = tuple(dict.fromkeys((*_mentioned(text), *people)))
    sprint, project = (link_target(found[key]) if found.get(key) else None for key in ("sprint", "project"))
    return WorkFields(text, names, points, hours, sprint or None, project or None, time_of(found.get("time", "")))


def own_fields(text: str) -> Iterator[tuple[re.Match[str], WorkKey]]:
    """The fields in ``text`` with their keys, in order."""
    for match in OWN_FIELD.finditer(text):
        if _closed(match):
            written = match["key"].lower()
            key: WorkKey = "assignee" if written.startswith("assign") else written  # type: ignore[assignment]
            yield match, key


def _closed(match: re.Match[str]) -> bool:
    return (match[0][0] == "[") == (match["close"] == "]")


def _mentioned(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(match[1] for match in MENTION.finditer(text)))


def link_target(text: str) -> str:
    """The target of the link ``text`` is, else the text itself, without ``@``."""
    link = _LINK.search(text)
    return link[1].strip() if link else text.strip().lstrip("@").strip()


def estimate_of(text: str) -> tuple[float | None, float | None]:
    """The points and the hours of an estimate (``3``, ``2h``, ``90 min``, ``1d``), one of them or both ``None``."""
    match = _ESTIMATE.fullmatch(text.strip())
    if match is None:
        return None, None
    amount, unit = float(match[1].replace(",", ".")), (match[2] or "p")[0].lower()
    return (amount, None) if unit in "ps" else (None, amount * _HOURS[unit])


def time_of(text: str) -> str | None:
    """A time of day as ``HH:MM``."""
    match = _TIME.fullmatch(text.strip())
    return f"{int(match[1]):02}:{match[2]}" if match else None
