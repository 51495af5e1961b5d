"""Frontmatter as people paste it: the reader for what YAML refuses.

Public agent collections are full of descriptions with ``user: "…"`` dialogues in plain text, or that run on over
lines without indentation. No YAML parser takes them, and the programs they were written for do. Here a value reaches
from its key to the next line that begins with a key; nothing is guessed beyond that.
"""

from __future__ import annotations

import re
from textwrap import dedent
from typing import Any

from claudeprojects.core.vault.yamlreader import plain_value

_KEY = re.compile(r"([A-Za-z_][\w-]*)[ \t]*:(?:[ \t]+(.*))?")
_BLOCK = re.compile(r"([|>])[+-]?[0-9]?")
_ITEM = re.compile(r"[ \t]*-[ \t]+(.*)")

TEXTS = frozenset({"description"})
"""Keys whose value is prose: inside it, only a known key that was not yet seen begins the next value."""


def read_loosely(inner: str, known: frozenset[str]) -> tuple[dict[str, Any], dict[str, int]]:
    """The values of ``inner`` and the 0-based line in it where each key stands; the first of twins counts."""
    values: dict[str, Any] = {}
    lines: dict[str, int] = {}
    for key, number, first, rest in _fields(inner, known):
        if key not in values:
            values[key] = _value(first, rest)
            lines[key] = number
    return values, lines


def _fields(inner: str, known: frozenset[str]) -> list[tuple[str, int, str, list[str]]]:
    """Each key with its line, what follows on it, and the lines after it."""
    found: list[tuple[str, int, str, list[str]]] = []
    seen: set[str] = set()
    for number, line in enumerate(inner.split("\n")):
        match = _KEY.fullmatch(line.rstrip())
        if match and _begins(match[1], found[-1][0] if found else None, seen, known):
            seen.add(match[1])
            found.append((match[1], number, (match[2] or "").strip(), []))
        elif found:
            found[-1][3].append(line.rstrip())
    return found


def _begins(key: str, current: str | None, seen: set[str], known: frozenset[str]) -> bool:
    if current in TEXTS:
        return key in known and key not in seen
    return True


def _value(first: str, rest: list[str]) -> Any:
    while rest and not rest[-1]:
        rest.pop()
    if block := _BLOCK.fullmatch(first):
        text = dedent("\n".join(rest)).strip("\n")
        return text if block[1] == "|" else re.sub(r"(?<!\n)\n(?!\n)", " ", text)
    if not first and rest and all(not line.strip() or _ITEM.fullmatch(line) for line in rest):
        return [_scalar(match[1]) for line in rest if (match := _ITEM.fullmatch(line))]
    text = "\n".join([first, *rest]).strip()
    if text.startswith("[") and text.endswith("]"):
        return [_scalar(part) for part in text[1:-1].split(",") if part.strip()]
    return _scalar(text)


def _scalar(text: str) -> Any:
    text = text.strip()
    if len(text) >= 2 and text[0] == text[-1] and text[0] in "\"'":
        inside = text[1:-1]
        return inside.replace('\\"', '"').replace("\\n", "\n") if text[0] == '"' else inside.replace("''", "'")
    return text if "\n" in text else plain_value(text)
