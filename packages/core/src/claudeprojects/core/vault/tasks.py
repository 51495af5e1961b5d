"""Tasks as the Obsidian Tasks plugin writes them: a checkbox line whose fields stand at its end.

Both notations are read: emoji (``📅 2026-05-01``) and Dataview (``[due:: 2026-05-01]``). The grammar is that of
``docs/formats.md``. Among the fields may stand what is none of the plugin's (tags, ``@names``, ``[estimate:: 3]``):
it belongs to the description (see ``workfields``).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claudeprojects.core.vault.model import Task
from claudeprojects.core.vault.tags import names_in
from claudeprojects.core.vault.workfields import OWN_FIELD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claudeprojects.core.vault.source import Source

STATUS_OF_SYMBOL = {" ": "TODO", "/": "IN_PROGRESS", "x": "DONE", "X": "DONE", "-": "CANCELLED"}
"""The status each checkbox symbol stands for; any other symbol is read as ``TODO``."""

DATE_FIELD = {
    "➕": "created", "⏳": "scheduled", "⌛": "scheduled", "🛫": "starts", "📅": "due", "📆": "due", "🗓": "due",
    "✅": "done", "❌": "cancelled",
}  # fmt: skip
"""Which date an emoji of the first notation stands for."""

DATE_KEY = {
    "created": "created", "scheduled": "scheduled", "start": "starts", "due": "due", "completion": "done",
    "cancelled": "cancelled",
}  # fmt: skip
"""Which date a key of the Dataview notation stands for."""

PRIORITY = {"🔺": "highest", "⏫": "high", "🔼": "medium", "🔽": "low", "⏬": "lowest"}
"""Priorities by their emoji."""

TASK_LINE = re.compile(r"\n([ \t>\xa0\u2000-\u200a\u3000]*+)([-*+]|[0-9]++[.)]) +\[([^\n])\] *([^\n]*)")
_BLOCK_ID = re.compile(r"(?<!\S)\^([a-zA-Z0-9-]+)$")
_FIELD_MARK = re.compile(r"[➕⏳⌛🛫📅📆🗓✅❌🔺⏫🔼🔽⏬🔁🏁🆔⛔(]|(?<!\[)\[(?!\[)")
_MAX_ROUNDS = 20
_TAIL = 2000
"""Fields are looked for in this many last characters of a line."""

_ID = "[a-zA-Z0-9_-]+"
FIELD = re.compile(
    rf"""(?:
      (?P<priority>[🔺⏫🔼🔽⏬])
    | (?P<emoji>[➕⏳⌛🛫📅📆🗓✅❌])\ufe0f?\ *(?P<date>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})
    | 🔁\ufe0f?\ *(?P<recurrence>[a-zA-Z0-9,\ !]+)
    | 🏁\ufe0f?\ *(?P<on_completion>(?i:keep|delete))
    | 🆔\ufe0f?\ *(?P<id>{_ID})
    | ⛔\ufe0f?\ *(?P<depends_on>{_ID}(?:\ *,\ *{_ID})*)
    | [\[(]\ *(?:
          (?P<key>created|scheduled|start|due|completion|cancelled)::\ *(?P<key_date>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})
        | priority::\ *(?P<key_priority>lowest|low|medium|highest|high)
        | repeat::\ *(?P<key_recurrence>[a-zA-Z0-9,\ !]+)
        | onCompletion::\ *(?P<key_on_completion>(?i:keep|delete))
        | id::\ *(?P<key_id>{_ID})
        | dependsOn::\ *(?P<key_depends_on>{_ID}(?:\ *,\ *{_ID})*)
      )\ *(?P<close>[\])])(?:\ *,)?
    )\ufe0f?$""",
    re.VERBOSE,
)
_LAST_TAG = re.compile(r"#[^ !@#$%^&*(),.?\":{}|<>]+$")
_LAST_MENTION = re.compile(r"@[^\W_](?:[\w.'’-]*\w)?$")


def find_tasks(source: Source) -> list[Task]:
    """Every task line after the frontmatter, in order."""
    if "] " not in source.lined and "]\n" not in source.lined and not source.lined.endswith("]"):
        return []
    return [_task(source, match) for match in TASK_LINE.finditer(source.lined, source.start)]


def _task(source: Source, match: re.Match[str]) -> Task:
    text, start = source.text, match.start()
    line = source.line_at(start)
    end = source.line_end(line)
    symbol = text[match.start(3) - 1]
    body = text[match.start(4) - 1 : end].strip()
    block_id = None
    if "^" in body and (block := _BLOCK_ID.search(body, max(0, len(body) - 200))):
        block_id = block[1]
        body = body[: block.start()].strip()
    fields: dict[str, str] = {}
    if "::" in body or not body.isascii():
        body, fields = split_fields(body)
    get = fields.get
    depends = get("depends_on")
    return Task(
        line, start, end, match[1], match[2], symbol, STATUS_OF_SYMBOL.get(symbol, "TODO"), body,
        tuple([name for name, _ in names_in(body)]) if "#" in body else (),
        get("priority"), get("created"), get("scheduled"), get("starts"), get("due"), get("done"), get("cancelled"),
        get("recurrence"), get("on_completion"), get("id"),
        tuple([name.strip() for name in depends.split(",")]) if depends else (),
        block_id,
    )  # fmt: skip


def split_fields(body: str) -> tuple[str, dict[str, str]]:
    """Take the fields off the end of a task's text; tags between them go back to the end of the description."""
    fields: dict[str, str] = {}
    trailing: list[str] = []
    rest = len(body)
    for match, start in _from_the_end(body):
        if match.re is FIELD:
            _record(match, fields)
        else:
            trailing.append(match[0].strip())
        rest = start
    trailing.reverse()
    return " ".join([piece for piece in (body[:rest].rstrip(), *trailing) if piece]), fields


def locate_fields(body: str) -> list[tuple[str, int, int]]:
    """The fields at the end of a task's text, in the order they stand: name in :class:`Task`, start and end."""
    found: list[tuple[str, int, int]] = []
    for match, start in _from_the_end(body):
        if match.re is FIELD:
            fields: dict[str, str] = {}
            _record(match, fields)
            found.append((next(iter(fields)), start, start + len(match[0])))
    found.reverse()
    return found


def _from_the_end(body: str) -> Iterator[tuple[re.Match[str], int]]:
    """Every field that ends ``body``, and what may stand between fields, last first, with its offset."""
    marks = [mark.start() for mark in _FIELD_MARK.finditer(body, max(0, len(body) - _TAIL))]
    end = len(body.rstrip())
    for _ in range(_MAX_ROUNDS):
        before = end
        while field := _last_field(body, end, marks):
            yield field, field.start()
            end = len(body[: field.start()].rstrip())
        if (other := _last_other(body, end)) is not None:
            yield other, other.start()
            end = len(body[: other.start()].rstrip())
        if end == before:
            return


def _last_field(body: str, end: int, marks: list[int]) -> re.Match[str] | None:
    """The field that ends ``body[:end]``; nothing inside a field looks like a beginning, so the last mark counts."""
    while marks and marks[-1] >= end:
        marks.pop()
    if not marks:
        return None
    field = FIELD.match(body, marks[-1], end)
    if field is None or (field["close"] and (field[0][0] == "[") != (field["close"] == "]")):
        return None
    return field


def _last_other(body: str, end: int) -> re.Match[str] | None:
    """The tag, the person or the field of our own that ends ``body[:end]``."""
    last = body[end - 1] if end else ""
    if last in ")]":
        return _last_own_field(body, end)
    for mark, pattern in (("#", _LAST_TAG), ("@", _LAST_MENTION)):
        start = body.rfind(mark, 0, end)
        if start >= 0 and (not start or body[start - 1].isspace()) and (found := pattern.match(body, start, end)):
            return found
    return None


def _last_own_field(body: str, end: int) -> re.Match[str] | None:
    separator = body.rfind("::", 0, end)
    start = max(body.rfind("[", 0, separator), body.rfind("(", 0, separator)) if separator > 0 else -1
    found = OWN_FIELD.match(body, start, end) if start >= 0 else None
    return found if found and found.end() == end and (found[0][0] == "[") == (found["close"] == "]") else None


def _record(match: re.Match[str], fields: dict[str, str]) -> None:
    kind = match.lastgroup
    if kind == "close":
        kind = next(name for name in _KEY_GROUPS if match[name] is not None)
    if kind == "date":
        fields[DATE_FIELD[match["emoji"]]] = match["date"]
    elif kind == "key_date":
        fields[DATE_KEY[match["key"]]] = match["key_date"]
    elif kind == "priority":
        fields["priority"] = PRIORITY[match["priority"]]
    elif kind is not None:
        name = kind.removeprefix("key_")
        fields[name] = match[kind].strip().lower() if name == "on_completion" else match[kind].strip()


_KEY_GROUPS = ("key_date", "key_priority", "key_recurrence", "key_on_completion", "key_id", "key_depends_on")
