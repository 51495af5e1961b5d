"""A Markdown note, parsed: everything the index knows of it, found in a few passes over its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claudeprojects.core.vault.blocks import find_blocks
from claudeprojects.core.vault.headings import find_headings
from claudeprojects.core.vault.links import find_links
from claudeprojects.core.vault.model import ParsedFile, Tag
from claudeprojects.core.vault.passages import find_passages
from claudeprojects.core.vault.properties import aliases_of, property_links, read_properties
from claudeprojects.core.vault.source import Source, unify_line_ends
from claudeprojects.core.vault.tags import find_tags, property_tags
from claudeprojects.core.vault.tasks import find_tasks

if TYPE_CHECKING:
    from claudeprojects.core.vault.model import Properties
    from claudeprojects.core.vault.yamlreader import Spans


def parse_note(text: str) -> ParsedFile:
    """Parse a note's decoded text. Never raises: what cannot be read is a warning, and the rest is kept."""
    unified = unify_line_ends(text)
    properties, spans = read_properties(text, unified)
    source = Source(text, unified, properties.end)
    links = find_links(source)
    tags = find_tags(source, links)
    headings = find_headings(source)
    parsed = ParsedFile(
        "note", text, properties, (), tags, links, headings, find_blocks(source), find_tasks(source),
        find_passages(source, headings),
    )  # fmt: skip
    if properties.end:
        _add_properties(parsed, source, properties, spans)
    return parsed


def _add_properties(parsed: ParsedFile, source: Source, properties: Properties, spans: Spans) -> None:
    """The aliases, tags and links that the properties hold, and the warning when they cannot be read."""
    values = properties.values
    if properties.error is not None:
        parsed.warnings.append(f"The properties cannot be read: {properties.error}")
        return
    parsed.aliases = aliases_of(values)
    tags = _placed_tags(source, properties, spans)
    if tags:
        parsed.tags = tags + parsed.tags
    if source.text.find("[[", 0, properties.end) >= 0:
        parsed.links = property_links(source.text, values, spans, source.line_at) + parsed.links


def _placed_tags(source: Source, properties: Properties, spans: Spans) -> list[Tag]:
    """The tags of the properties with their places: ``start`` is where the name (or its ``#``) stands."""
    found: list[Tag] = []
    text, place, current = source.text, 0, ""
    for key, name in property_tags(properties.values):
        first, last = spans[key]
        if key != current:
            current, place = key, first + len(key)
        at = text.find(name, place, last)
        if at < 0:  # written with escapes: the property itself is the place
            at = first
        else:
            place = at + len(name)
            at -= text[at - 1] == "#"
        found.append(Tag(name, at, source.line_at(at)))
    return found
