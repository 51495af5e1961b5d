"""The quick way through everyday frontmatter: plain and simply quoted scalars, and one-level lists of them.

It reads what it is sure of and gives up on the rest, which :mod:`.yamlreader` reads with libyaml; where it does not
give up, both agree (a property test holds them together). It is some twenty times faster.
"""

from __future__ import annotations

import re
from typing import Any

from claudeprojects.core.vault.yamlreader import MAX_CHARACTERS, Spans, plain_value

_PLAIN = r"[A-Za-z0-9_.+/](?:[\w.+/(){}<>=?!*&@%$^;,'|~-]|(?<=[\w.,)!?;])[ ](?=[\w(+./])|:(?=[\w/]))*"
_LINE = re.compile(
    rf"""(?:(?P<key>[A-Za-z_][\w-]*(?:[ ][\w-]+)*):|(?P<indent>[ ]*)-)
    (?:[ ]+(?:
        "(?P<double>[\w !#-\[\]-~]*)"
      | '(?P<single>[\w !-&(-~]*)'
      | \[(?P<flow>[^\[\]\n]*)\]
      | (?P<plain>{_PLAIN})
    ))?[ ]*\n""",
    re.VERBOSE,
)
_FLOW_PLAIN = r"[A-Za-z0-9_.+/](?:[\w.+/-]|(?<=\w)[ ](?=\w))*"
_FLOW_ITEM = re.compile(rf"""[ ]*(?:"([\w !#-\[\]-~]*)"|'([\w !-&(-~]*)'|({_FLOW_PLAIN}))[ ]*(?:,|\Z)""")


def read_simple_mapping(text: str, start: int, end: int) -> tuple[dict[str, Any], Spans] | None:
    """The mapping in ``text[start:end]`` and where its keys stand, or ``None`` when it is not simple."""
    if end - start > MAX_CHARACTERS:
        return None
    values: dict[str, Any] = {}
    spans: Spans = {}
    key, key_at = "", start
    items: list[Any] | None = None
    indent = None
    position = start
    read = _LINE.match
    while position < end:
        line = read(text, position, end)
        if line is None:
            return None
        name, dash, double, single, flow, plain = line.groups()
        value: Any
        if plain is not None:
            value = plain_value(plain)
        elif double is not None:
            value = double
        elif flow is not None:
            value = _flow(flow)
            if value is None:
                return None
        else:
            value = single
        if name is not None:
            if name in values or (name[0] in "nNtTfF" and plain_value(name) is not name):
                return None
            if position > start:
                spans[key] = (key_at, position)
            key, key_at, items, indent = name, position, None, None
            values[name] = value
        else:
            if flow is not None or position == start or (items is None and values[key] is not None):
                return None
            if items is None:
                if text[position - 2] != ":" and text[key_at:position].rstrip(" \n")[-1] != ":":
                    return None
                items = values[key] = []
                indent = dash
            elif dash != indent:
                return None
            items.append(value)
        position = line.end()
    if values:
        spans[key] = (key_at, end)
    return values, spans


def _flow(inside: str) -> list[Any] | None:
    """The entries of ``[a, "b"]``; ``None`` when one of them is not simple."""
    items: list[Any] = []
    position, end = 0, len(inside)
    if not inside.strip(" "):
        return items
    while position < end:
        item = _FLOW_ITEM.match(inside, position)
        if item is None:
            return None
        double, single, plain = item.groups()
        items.append(plain_value(plain) if plain is not None else single if double is None else double)
        position = item.end()
    return items
