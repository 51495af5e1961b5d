"""Tools that read files as they are: ``read`` one, ``list`` folders."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, ClassVar

from claudeprojects.agents.tools.files import files_below, folder_of
from claudeprojects.agents.tools.schemas import arguments, number, text
from claudeprojects.agents.tools.shown import cut, first_shown, gathered, readable
from claudeprojects.agents.values import Effect, Source, ToolResult, ToolSpec
from claudeprojects.core.errors import NotEditable
from claudeprojects.core.vault.parse import parse_file
from claudeprojects.core.vault.paths import check_path

if TYPE_CHECKING:
    from claudeprojects.agents.tools.port import ToolContext
    from claudeprojects.core.vault.content import FileContent

LINES_AT_ONCE = 400
LISTED_AT_MOST = 500


class Read:
    """Reads one file: notes, canvases and bases as they stand, of a PDF its text."""

    spec: ClassVar = ToolSpec(
        "read",
        "Read a file of the vault. Give `line` and `lines` for a part of a long one.",
        arguments(
            ("path",),
            path=text("Path from the vault's root, such as `Projects/Plan.md`."),
            line=number("First line, counted from 1.", 0, 10_000_000),
            lines=number(f"How many lines; {LINES_AT_ONCE} when left out.", 1, 5_000),
        ),
    )

    def effect(self, arguments: dict[str, Any], ctx: ToolContext) -> Effect:  # noqa: ARG002
        """Reading that file."""
        path = check_path(arguments["path"])
        return Effect("read", f"Read {path}", (path,))

    async def run(self, arguments: dict[str, Any], ctx: ToolContext) -> ToolResult:
        """The lines asked for, under a line that says which they are."""
        return await asyncio.to_thread(self._read, arguments, ctx)

    def _read(self, arguments: dict[str, Any], ctx: ToolContext) -> ToolResult:
        path = check_path(arguments["path"])
        privacy = readable("read", path, ctx)
        content = ctx.view.read(path)
        lines = text_of(content).splitlines(keepends=True)
        first = min(max(int(arguments.get("line", 1)), 1), max(len(lines), 1))
        wanted = lines[first - 1 : first - 1 + arguments.get("lines", LINES_AT_ONCE)]
        shown = f"{path}, lines {first} to {first - 1 + len(wanted)} of {len(lines)}:\n{''.join(wanted)}"
        source = Source(path, line=first - 1, hash=content.hash)
        return ToolResult(cut(shown), privacy, (source,))


class List:
    """Lists a folder, or all files below it whose path fits a pattern."""

    spec: ClassVar = ToolSpec(
        "list",
        "List the files and folders in a folder of the vault, or find files by their path with a pattern.",
        arguments(
            folder=text("Path of the folder; the vault's root when left out."),
            pattern=text("Such as `*.md` or `Projects/**/2026-*.md`: lists all files below that fit."),
        ),
    )

    def effect(self, arguments: dict[str, Any], ctx: ToolContext) -> Effect:  # noqa: ARG002
        """Looking at names alone; those of files that may not be read are left out."""
        folder = folder_of(arguments.get("folder"))
        return Effect("read", f"List {folder or 'the vault'}", (folder,) if folder else ())

    async def run(self, arguments: dict[str, Any], ctx: ToolContext) -> ToolResult:
        """A path a line; those of folders end with ``/``."""
        return await asyncio.to_thread(self._list, arguments, ctx)

    def _list(self, arguments: dict[str, Any], ctx: ToolContext) -> ToolResult:
        folder = folder_of(arguments.get("folder"))
        pattern = arguments.get("pattern")
        found = files_below(folder, ctx, pattern) if pattern else ctx.view.list(folder)
        # In a folder with a class of its own the names of folders are as private as the files.
        named = bool(folder) and ctx.privacy.policy.of_folder(folder) is not None
        shown = first_shown(found, lambda path: _told_of(path, named), ctx, LISTED_AT_MOST)
        lines = [*shown.items, *(["… and more; name a folder or a narrower pattern."] if shown.more else [])]
        sources = [Source(told) for path in shown.items if (told := _told_of(path, named)) is not None]
        return gathered("\n".join(lines) or "Nothing is there.", sources, ctx, shown.refused, counted=not pattern)


def _told_of(path: str, folders_too: bool) -> str | None:
    """The path whose class an entry of a list has; ``None`` for a folder that has none."""
    return path.removesuffix("/") if folders_too or not path.endswith("/") else None


def text_of(content: FileContent) -> str:
    """The text of any file that has one. Raises ``NotEditable`` for pictures and the like."""
    if content.text is not None:
        return content.text
    found = parse_file(content.path, content.data).text if content.path.casefold().endswith(".pdf") else ""
    if not found:
        raise NotEditable(content.path, content.reason or "it holds no text", "Choose a file that holds text.")
    return found
