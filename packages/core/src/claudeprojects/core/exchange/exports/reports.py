"""A project as one document: its notes one after the other, as standard Markdown that needs nothing around it.

Links between notes of the project lead to their place in the document; Obsidian's own notations become what every
reader of Markdown knows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from claudeprojects.core.errors import VaultError
from claudeprojects.core.vault.note import parse_note
from claudeprojects.core.vault.source import unify_line_ends

if TYPE_CHECKING:
    from collections.abc import Callable

    from claudeprojects.core.exchange.exports.project_files import ProjectFiles
    from claudeprojects.core.vault.model import Link
    from claudeprojects.core.workspace import Workspace

IMAGES: Final = {
    ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".svg": "image/svg+xml",
    ".webp": "image/webp",
}  # fmt: skip
"""Pictures that every format of a report can show, with their media types."""

LARGEST_PICTURE: Final = 20 * 1024 * 1024

_COMMENT = re.compile(r"%%.*?%%", re.DOTALL)
_CALLOUT = re.compile(r"^((?:> ?)+)\[!([\w-]+)\][+-]? ?(.*)$", re.MULTILINE)
_MARKED = re.compile(r"(?<![=\w])==(?=\S)([^=\n]+?)(?<=\S)==(?![=\w])")
_BLOCK_ID = re.compile(r" \^[a-zA-Z0-9-]+$", re.MULTILINE)
_FENCED = re.compile(r"(^[ \t>]*(?:```|~~~).*?^[ \t>]*(?:```|~~~)[ \t]*$|`[^`\n]+`)", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^(#{1,6})(?= )", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Section:
    """One note of a report: its ``anchor``, its title, its properties as shown, and its text."""

    anchor: str
    title: str
    properties: tuple[tuple[str, str], ...]
    markdown: str


@dataclass(slots=True)
class Document:
    """A report before it has a format. ``pictures`` are read when they are needed, by the path their links have."""

    title: str
    sections: list[Section] = field(default_factory=list)
    pictures: dict[str, Callable[[], bytes]] = field(default_factory=dict)


def document_of(workspace: Workspace, files: ProjectFiles) -> Document:
    """The notes of a project as one document; a note that cannot be read is named in its place."""
    document = Document(files.project.title)
    anchors = {path: f"note-{number}" for number, path in enumerate(files.notes, 1)}
    for path in files.notes:
        title = path.rpartition("/")[2].removesuffix(".md")
        try:
            text = workspace.vault.read_text(path).text or ""
        except VaultError as error:
            document.sections.append(Section(anchors[path], title, (), f"*{error.message}*"))
            continue
        document.sections.append(_section(workspace, document, anchors, path, title, text))
    return document


def _section(
    workspace: Workspace, document: Document, anchors: dict[str, str], path: str, title: str, text: str
) -> Section:
    text = unify_line_ends(text)
    note = parse_note(text)
    pieces, end = list[str](), note.properties.end
    for link in note.links:
        if link.kind in {"wikilink", "markdown"} and link.start >= end and text[link.start : link.start + 1] in "![":
            pieces += [text[end : link.start], _link(workspace, document, anchors, path, link)]
            end = link.end
    body = "".join([*pieces, text[end:]])
    parts = _FENCED.split(_COMMENT.sub("", body))
    parts[::2] = [_plain(part) for part in parts[::2]]
    body = "".join(parts).strip("\n")
    if body.startswith(f"## {title}\n"):
        body = body.partition("\n")[2].lstrip("\n")
    shown = tuple((name, _shown(value)) for name, value in note.properties.values.items() if _shown(value))
    return Section(anchors[path], title, shown, body)


def _plain(text: str) -> str:
    """Obsidian's notations as standard Markdown; headings one level lower, below the note's title."""
    text = _HEADING.sub(lambda found: found[1] + "#" * (len(found[1]) < 6), text)
    text = _CALLOUT.sub(lambda found: f"{found[1]}**{found[3] or found[2].capitalize()}**\n{found[1].rstrip()}", text)
    return _BLOCK_ID.sub("", _MARKED.sub(r"**\1**", text))


def _link(workspace: Workspace, document: Document, anchors: dict[str, str], source: str, link: Link) -> str:
    path = workspace.names.resolve_path(link.target, source)
    shown = link.display or (link.target or link.subpath.lstrip("#^")).rpartition("/")[2].removesuffix(".md")
    shown = _escaped(shown)
    if path is None:
        return shown
    suffix = "." + path.rpartition(".")[2].lower()
    if link.embed and suffix in IMAGES:
        return _picture(workspace, document, path, shown)
    return f"[{shown}](#{anchors[path]})" if path in anchors else shown


def _picture(workspace: Workspace, document: Document, path: str, shown: str) -> str:
    status = workspace.vault.stat(path)
    if status is None or status.size > LARGEST_PICTURE:
        return f"*{shown}*"
    document.pictures[path] = lambda: workspace.vault.read_bytes(path)
    alt = "" if re.fullmatch(r"\d+(x\d+)?", shown) else shown
    return f"![{alt}](<{path}>)"


def _escaped(text: str) -> str:
    return re.sub(r"([\\\[\]*_`<>])", r"\\\1", text)


def _shown(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(filter(None, map(_shown, value)))
    if value is None or isinstance(value, dict):
        return ""
    text = {"True": "yes", "False": "no"}.get(str(value), str(value))
    return re.sub(r"\[\[(?:[^\]|]*\|)?([^\]|]*)\]\]", r"\1", text)
