"""JSON Canvas 1.0: the cards of a ``.canvas`` file as searchable text, and its files and links as links.

The parsed text is the cards in z-order, one blank line between them: a text card's Markdown, a file card's path and
subpath, a link card's address, a group's or an edge's label. Offsets point into that text. Links have the kind
``canvas``; a file card is an embed.
"""

from __future__ import annotations

import json
from typing import Any

from claudeprojects.core.vault.model import Link, ParsedFile
from claudeprojects.core.vault.note import parse_note
from claudeprojects.core.vault.passages import split_passages

SEPARATOR = "\n\n"


def parse_canvas(text: str) -> ParsedFile:
    """Parse the JSON of a canvas. Never raises: a malformed canvas has a warning and what could be read."""
    parsed = ParsedFile("canvas")
    if not text.strip():
        return parsed  # Obsidian writes a new canvas as an empty file
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as problem:
        parsed.warnings.append(f"The canvas is not valid JSON: {problem}")
        return parsed
    if not isinstance(document, dict):
        parsed.warnings.append("The canvas is not a JSON object.")
        return parsed
    cards = _Cards(parsed)
    for node in _objects(document, "nodes", parsed):
        cards.add_node(node)
    for edge in _objects(document, "edges", parsed):
        cards.add_plain(edge.get("label"))
    cards.finish()
    return parsed


def _objects(document: dict[str, Any], name: str, parsed: ParsedFile) -> list[dict[str, Any]]:
    entries = document.get(name, [])
    if not isinstance(entries, list):
        parsed.warnings.append(f"The canvas's {name} are not a list.")
        return []
    return [entry for entry in entries if isinstance(entry, dict)]


class _Cards:
    """The text of the cards read so far, and the records found in it."""

    def __init__(self, parsed: ParsedFile) -> None:
        self.parsed = parsed
        self.pieces: list[str] = []
        self.offset = 0
        self.line = 0

    def add_node(self, node: dict[str, Any]) -> None:
        """One node, whatever its type; unknown types are passed over."""
        kind = node.get("type")
        if kind == "text":
            self._add_markdown(node.get("text"))
        elif kind == "file":
            self._add_file(node.get("file"), node.get("subpath"))
        elif kind == "link":
            self.add_plain(node.get("url"))
        elif kind == "group":
            self.add_plain(node.get("label"))

    def add_plain(self, text: object) -> None:
        """A text without Markdown: an address or a label."""
        if isinstance(text, str) and text.strip():
            self._append(_clean(text))

    def finish(self) -> None:
        """Join the cards and cut their text into passages."""
        text = SEPARATOR.join(self.pieces)
        self.parsed.text = text
        self.parsed.passages = split_passages(text)

    def _add_file(self, path: object, subpath: object) -> None:
        if not isinstance(path, str) or not path.strip():
            return
        path = _clean(path)
        under = _clean(subpath) if isinstance(subpath, str) else ""
        end = self.offset + len(path) + len(under)
        self.parsed.links.append(Link("canvas", True, path, under, None, self.offset, end, self.line))
        self._append(path + under)

    def _add_markdown(self, text: object) -> None:
        if not isinstance(text, str) or not text.strip():
            return
        text = _clean(text)
        offset, line, parsed = self.offset, self.line, self.parsed
        card = parse_note(text)
        parsed.links += [
            link._replace(kind="canvas", start=link.start + offset, end=link.end + offset, line=link.line + line)
            for link in card.links
        ]
        parsed.tags += [tag._replace(start=tag.start + offset, line=tag.line + line) for tag in card.tags]
        parsed.headings += [head._replace(start=head.start + offset, line=head.line + line) for head in card.headings]
        parsed.tasks += [
            task._replace(start=task.start + offset, end=task.end + offset, line=task.line + line)
            for task in card.tasks
        ]
        self._append(text)

    def _append(self, text: str) -> None:
        self.pieces.append(text)
        self.offset += len(text) + len(SEPARATOR)
        self.line += text.count("\n") + SEPARATOR.count("\n")


def _clean(text: str) -> str:
    """``text`` with ``\\n`` line ends, and without half surrogates (JSON can spell them, UTF-8 cannot)."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")
