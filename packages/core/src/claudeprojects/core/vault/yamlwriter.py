"""One property value as YAML: quoted only where it must be, so that reading it back gives the same value."""

from __future__ import annotations

import json
import re
from typing import Any, Literal

from claudeprojects.core.vault.yamlreader import plain_value

Quotes = Literal["", "'", '"']
"""The quotes a value had before; kept when it is replaced by another text."""

_FIRST_REFUSED = "-?:,[]{}#&*!|>'\"%@`="
_PLAIN_REFUSED = re.compile(r":(?:\s|$)|\s#|[\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]")
_ESCAPED = re.compile(r"[\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]")


class NotAValue(TypeError):
    """A value no property can hold; the message names its kind. Never leaves this package."""


def is_simple(value: Any) -> bool:
    """Whether the property editor may touch ``value``: a scalar, or a list of scalars."""
    entries = value if isinstance(value, list) else [value]
    return not any(isinstance(entry, dict | list) for entry in entries)


def scalar(value: Any, quotes: Quotes = "", *, in_flow: bool = False) -> str:
    """``value`` as one line of YAML; ``""`` for ``None`` outside a flow list. Raises :class:`NotAValue`."""
    if value is None:
        return "null" if in_flow else ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if not isinstance(value, str):
        raise NotAValue(f"a {type(value).__name__} is not a property value")
    if quotes == "'" and value.isprintable():
        return "'" + value.replace("'", "''") + "'"
    if quotes or not _may_be_plain(value, in_flow=in_flow):
        return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))
    return value


def flow_list(values: list[Any]) -> str:
    """``[a, b]`` on one line."""
    return "[" + ", ".join(scalar(value, in_flow=True) for value in values) + "]"


def property_lines(name: str, value: Any, *, indent: str, item_indent: str, newline: str) -> str:
    """The whole property with its line ends; a list has one line for each entry."""
    key = f"{indent}{scalar(name, in_flow=True)}:"
    if isinstance(value, list):
        if not value:
            return f"{key} []{newline}"
        return key + newline + "".join(f"{item_indent}- {scalar(entry)}".rstrip() + newline for entry in value)
    return f"{key} {scalar(value)}".rstrip() + newline


def _may_be_plain(text: str, *, in_flow: bool) -> bool:
    if not text or text != text.strip() or text[0] in _FIRST_REFUSED or _PLAIN_REFUSED.search(text):
        return False
    if in_flow and any(character in ",[]{}:" for character in text):
        return False
    return isinstance(plain_value(text), str) and text not in ("---", "...")
