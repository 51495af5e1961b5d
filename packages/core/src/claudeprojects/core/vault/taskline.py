"""One field of a task line set, in the notation the line has; every other character stays as it is.

These functions take and give the *body* of a task: what follows its box, without the block id. Fields of the Tasks
plugin are changed where they stand and added at the end; what the plugin does not know (``workfields``) is added
before its fields, because it reads those from the end and stops at what is none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from claudeprojects.core.vault.tasks import DATE_FIELD, DATE_KEY, PRIORITY, locate_fields
from claudeprojects.core.vault.workfields import MENTION, link_target, own_fields

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claudeprojects.core.vault.workfields import WorkKey

_EMOJI_OF_DATE: Final = {
    "created": "➕", "scheduled": "⏳", "starts": "🛫", "due": "📅", "done": "✅", "cancelled": "❌",
}  # fmt: skip
_EMOJI: Final = {**_EMOJI_OF_DATE, "recurrence": "🔁", "on_completion": "🏁", "id": "🆔", "depends_on": "⛔"}
_KEY: Final = {
    **{name: key for key, name in DATE_KEY.items()},
    "priority": "priority", "recurrence": "repeat", "on_completion": "onCompletion", "id": "id",
    "depends_on": "dependsOn",
}  # fmt: skip
_PRIORITY_EMOJI: Final = {name: emoji for emoji, name in PRIORITY.items()}
_EMOJI_VALUE: Final = re.compile(r"(?<=.)\ufe0f?\s*(.*?)\ufe0f?$", re.DOTALL)
_KEY_VALUE: Final = re.compile(r"::\s*(.*?)\s*[\])]")

assert set(_EMOJI_OF_DATE) == set(DATE_FIELD.values())  # noqa: S101 - two tables of the same dates


def is_dataview(body: str) -> bool | None:
    """Whether the plugin's fields in ``body`` are in Dataview's notation; ``None`` for none, or some of each."""
    found = {body[start] in "[(" for _, start, _ in locate_fields(body)}
    return found.pop() if len(found) == 1 else None


def with_field(body: str, name: str, value: str | None, *, dataview: bool = False) -> str:
    """``body`` with the plugin's field ``name`` (as ``Task`` calls it) set to ``value``, or without any.

    Of several the first is set, which is the one that counts. ``dataview`` is the notation where the body has no
    field to follow.
    """
    place = next(((start, end) for found, start, end in locate_fields(body) if found == name), None)
    if place is None:
        if value is None:
            return body
        own = is_dataview(body)
        return _appended(body, _written(name, value, dataview=dataview if own is None else own))
    start, end = place
    if value is not None:
        return body[:start] + _replaced(body[start:end], name, value) + body[end:]
    return with_field(_without(body, start, end), name, None)


def with_created(body: str, day: str, *, dataview: bool = False) -> str:
    """``body``, which has no created date, with one where the plugin writes it: before the other dates."""
    first = next((start for name, start, _ in locate_fields(body) if name in _EMOJI_OF_DATE), None)
    if first is None:
        return with_field(body, "created", day, dataview=dataview)
    own = body[first] in "[("
    piece = _written("created", day, dataview=own)
    return f"{body[:first]}{piece}{'  ' if own and '  [' in body else ' '}{body[first:]}"


def with_own_field(body: str, key: WorkKey, value: str | None) -> str:
    """``body`` with the field ``[key:: value]`` of our own set, or without it."""
    place = next((match for match, found in own_fields(body) if found == key), None)
    if place is not None and value is not None:
        return body[: place.start("value")] + value + body[place.end("value") :]
    if place is not None:
        return with_own_field(_without(body, place.start(), place.end()), key, None)
    return body if value is None else with_piece(body, f"[{key}:: {value}]")


def with_piece(body: str, piece: str) -> str:
    """``body`` with a tag, a person or a field of our own added where the plugin's fields begin."""
    fields = locate_fields(body)
    if not fields:
        return _appended(body, piece)
    at = fields[0][1]
    between = body[len(body[:at].rstrip()) : at] or " "
    return f"{body[:at]}{piece}{between}{body[at:]}"


def with_people(body: str, people: Sequence[str]) -> str:
    """``body`` with exactly these people: ``@name``, or a field for a name that holds spaces or is a link."""
    wanted = {link_target(name).casefold(): name for name in people}
    for match in reversed([match for match, key in own_fields(body) if key == "assignee"]):
        held = [part for part in match["value"].split(",") if link_target(part).casefold() in wanted]
        for part in held:
            wanted.pop(link_target(part).casefold(), None)
        if len(held) != len(match["value"].split(",")):
            body = _with_value(body, match, ",".join(held).strip())
    for match in reversed(list(MENTION.finditer(body))):
        if wanted.pop(match[1].casefold(), None) is None and not _in_own_field(body, match.start()):
            body = _without(body, match.start(), match.end())
    for name in wanted.values():
        plain = name.removeprefix("@")
        body = with_piece(body, f"@{plain}" if MENTION.fullmatch(f"@{plain}") else f"[assignee:: {plain}]")
    return body


def with_tag(body: str, tag: str, *, present: bool) -> str:
    """``body`` with ``#tag`` in it, or without."""
    name = tag.lstrip("#")
    found = re.search(rf"(?<!\S)#{re.escape(name)}(?![\w/-])", body, re.IGNORECASE)
    if present:
        return body if found else with_piece(body, f"#{name}")
    return _without(body, found.start(), found.end()) if found else body


def with_description(body: str, description: str) -> str:
    """``body`` with another description; its fields stay, and tags and people that both have stay in their place."""
    fields = locate_fields(body)
    at = fields[0][1] if fields else len(body.rstrip())
    head, tail = body[:at], body[at:]
    own = [match[0] for match, _ in own_fields(head)]
    plain = _outside(tail, locate_fields(tail))
    text = description.strip()
    if plain and text.endswith(plain) and text.removesuffix(plain)[-1:] in ("", " "):
        text = text.removesuffix(plain).rstrip()
    elif plain:
        tail = _only_fields(tail)
    lead = head[: len(head) - len(head.lstrip())]
    space = head[len(head.rstrip()) :] if fields else ""
    return lead + " ".join(piece for piece in (text, *own) if piece) + (space or (" " if tail.strip() else "")) + tail


def _outside(tail: str, fields: Sequence[tuple[str, int, int]]) -> str:
    """The tags and people that stand between the fields of ``tail``, apart by single spaces."""
    for _, start, end in reversed(fields):
        tail = tail[:start] + " " + tail[end:]
    for match, _ in reversed(list(own_fields(tail))):
        tail = tail[: match.start()] + " " + tail[match.end() :]
    return " ".join(tail.split())


def _only_fields(tail: str) -> str:
    """``tail`` without what stands between its fields."""
    kept = sorted([(start, end) for _, start, end in locate_fields(tail)] + [m.span() for m, _ in own_fields(tail)])
    return " ".join(tail[start:end] for start, end in kept)


def _in_own_field(body: str, at: int) -> bool:
    return any(match.start() <= at < match.end() for match, _ in own_fields(body))


def _with_value(body: str, match: re.Match[str], value: str) -> str:
    if not value:
        return _without(body, match.start(), match.end())
    return body[: match.start("value")] + value + body[match.end("value") :]


def _written(name: str, value: str, *, dataview: bool) -> str:
    if dataview:
        return f"[{_KEY[name]}:: {value}]"
    return _PRIORITY_EMOJI[value] if name == "priority" else f"{_EMOJI[name]} {value}"


def _replaced(field: str, name: str, value: str) -> str:
    """The field as it is written, with another value."""
    if field[0] in "[(":
        match = _KEY_VALUE.search(field)
    elif name == "priority":
        return _PRIORITY_EMOJI[value] + field[1:]
    else:
        match = _EMOJI_VALUE.search(field, 1)
    return field if match is None else field[: match.start(1)] + value + field[match.end(1) :]


def _appended(body: str, piece: str) -> str:
    """``body`` with a piece at its end, before the white space there; two spaces between fields where it has so."""
    text = body.rstrip()
    gap = "  " if piece[0] == "[" and text.endswith("]") and "  [" in text else " "
    return f"{text}{gap if text else ''}{piece}{body[len(text) :]}"


def _without(body: str, start: int, end: int) -> str:
    """``body`` without a stretch and the white space that parts it from what is before it, or after it."""
    before, after = body[:start].rstrip(), body[end:]
    if not before.strip():
        return body[:start] + after.lstrip()
    if after[:1].strip():
        return f"{before} {after}"
    return before + after
