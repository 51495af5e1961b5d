"""Where the properties of a YAML frontmatter stand, to the character, so that one can be rewritten alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import yaml
from claudeprojects.core.vault.yamlreader import YamlProblem

if TYPE_CHECKING:
    from collections.abc import Iterator


class Place(NamedTuple):
    """One property: offsets into the YAML text; the value's end counts no line end after it."""

    name: str
    key_start: int
    key_end: int
    value_start: int
    value_end: int
    style: str
    """``plain``, ``'``, ``"``, ``block`` (a literal or folded text), ``flow`` or ``list`` (indented entries)."""
    items_at: int | None
    """Where the first entry of an indented list begins, if there is one."""


def places(text: str) -> list[Place]:
    """The properties of ``text`` in order; it must be what ``yamlreader.read_mapping`` can read.

    Raises ``YamlProblem`` when the properties are not on lines of their own but in one pair of braces.
    """
    events = iter(yaml.parse(text, Loader=yaml.CSafeLoader))
    for event in events:
        if isinstance(event, yaml.MappingStartEvent):
            if event.flow_style:
                raise YamlProblem("The frontmatter is written in one pair of braces.")
            return list(_properties(events))
    return []


def _properties(events: Iterator[Any]) -> Iterator[Place]:
    for key in events:
        if isinstance(key, yaml.MappingEndEvent):
            return
        value = next(events)
        name = key.value if isinstance(key, yaml.ScalarEvent) else str(key.anchor)
        (start, end), style, items_at = _extent(value), "plain", None
        if isinstance(value, yaml.ScalarEvent):
            style = "block" if value.style in ("|", ">") else value.style or "plain"
        elif isinstance(value, yaml.CollectionStartEvent):
            style = "flow" if value.flow_style else "list"
            items_at = start if style == "list" else None
            end = _collection_end(events, end)
        yield Place(name, *_extent(key), start, end, style, items_at)


def _collection_end(events: Iterator[Any], end: int) -> int:
    """The end of the last thing written in the collection just opened (a block's own end mark lies far below it)."""
    depth = 1
    for event in events:
        first, last = _extent(event)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            end = max(end, first)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
            end = max(end, last) if last > first else end  # a closing bracket, not the end of a block
        else:
            end = max(end, last)
        if depth == 0:
            break
    return end


def _extent(event: Any) -> tuple[int, int]:
    return event.start_mark.index, event.end_mark.index
