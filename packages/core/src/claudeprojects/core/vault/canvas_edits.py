"""Editing strings inside a canvas without touching anything else: JSON in, the same JSON out, byte for byte."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple

from claudeprojects.core.vault.replacements import Replacement

if TYPE_CHECKING:
    from collections.abc import Sequence

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],]', re.DOTALL)
_CHARACTER = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|.", re.DOTALL
)


class Card(NamedTuple):
    """One string of a canvas that holds links: a file card's path, or a text card's Markdown."""

    is_file: bool
    value: str
    start: int
    """Where the string stands in the JSON, its quotes not counted."""
    end: int


def cards_of(text: str) -> list[Card]:
    """Return the cards with links of a canvas, in order; none when it is not valid JSON."""
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return []
    return [card for fields in _nodes(text) if (card := _card(text, fields)) is not None]


def replace_in_card(text: str, card: Card, replacements: Sequence[Replacement]) -> Replacement:
    """Return the change of the canvas that makes ``replacements`` in the card's value."""
    written = _CHARACTER.findall(text[card.start : card.end])
    ascii_only = all(piece.isascii() for piece in written)
    escaped_slash = "\\/" in written
    pieces: list[str] = []
    done = 0
    for start, end, replacement in sorted(replacements):
        encoded = json.dumps(replacement, ensure_ascii=ascii_only and not card.value.isascii())[1:-1]
        pieces += [*written[done:start], encoded.replace("/", "\\/") if escaped_slash else encoded]
        done = end
    return Replacement(card.start, card.end, "".join(pieces + written[done:]))


def _card(text: str, fields: dict[str, tuple[int, int]]) -> Card | None:
    kind = _value(text, fields.get("type"))
    field = {"file": "file", "text": "text"}.get(kind or "")
    value = _value(text, fields.get(field)) if field else None
    if field is None or value is None:
        return None
    start, end = fields[field]
    return Card(field == "file", value, start + 1, end - 1)


def _value(text: str, span: tuple[int, int] | None) -> str | None:
    return None if span is None else str(json.loads(text[slice(*span)], strict=False))


def _nodes(text: str) -> list[dict[str, tuple[int, int]]]:
    """Return, for each object in the top-level list ``nodes``, where its string fields stand."""
    found: list[dict[str, tuple[int, int]]] = []
    stack: list[str] = []
    keys: list[str] = []
    previous = ""
    for token in _TOKEN.finditer(text):
        first = token[0][0]
        if first in "{[":
            if len(stack) == 1 and keys[0] == "nodes":
                found = []
            elif stack == ["{", "["] and keys[0] == "nodes":
                found.append({})
            stack.append(first)
            keys.append("")
        elif first in "}]":
            stack.pop()
            keys.pop()
        elif first == '"' and stack:
            is_key = stack[-1] == "{" and previous in ("{", ",")
            if is_key:
                keys[-1] = json.loads(token[0], strict=False)
            elif stack == ["{", "[", "{"] and keys[0] == "nodes" and found:
                found[-1][keys[2]] = token.span()
        previous = first
    return found
