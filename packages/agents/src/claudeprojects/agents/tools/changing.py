"""Tools that change files: ``write``, ``patch``, ``move`` and ``trash``.

All go through the run's view: in most modes a change waits in the changeset for review, in the others it is put on
disk at the end of the step, and can be undone. Each shows exactly what it would do before it is decided on.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, ClassVar

from claudeprojects.agents.changes.compare import unified
from claudeprojects.agents.permissions.modes import in_force, is_staged
from claudeprojects.agents.tools.files import everything_at
from claudeprojects.agents.tools.schemas import arguments, text
from claudeprojects.agents.tools.shown import DIFF_CHARACTERS, cut, readable
from claudeprojects.agents.values import Effect, Source, ToolResult, ToolSpec
from claudeprojects.core.errors import NoteNotFound
from claudeprojects.core.vault.edits import replace_once
from claudeprojects.core.vault.paths import check_changeable

if TYPE_CHECKING:
    from claudeprojects.agents.changes.staging import Staged
    from claudeprojects.agents.tools.port import ToolContext


class Write:
    """Writes a whole file, new or there already."""

    spec: ClassVar = ToolSpec(
        "write",
        "Make a note, or write a whole note anew. To change a part of one use `patch`.",
        arguments(
            ("path", "text"),
            path=text("Path from the vault's root, such as `Projects/Plan.md`."),
            text=text("The whole text of the file."),
        ),
    )

    def effect(self, arguments: dict[str, Any], ctx: ToolContext) -> Effect:
        """The difference to what is there."""
        path = check_changeable(arguments["path"])
        readable("write", path, ctx)
        verb = "Change" if ctx.view.exists(path) else "Create"
        diff = cut(ctx.view.preview(path, arguments["text"]), DIFF_CHARACTERS)
        return Effect("write", f"{verb} {path}", (path,), diff)

    async def run(self, arguments: dict[str, Any], ctx: ToolContext) -> ToolResult:
        """What was changed."""
        staged = await asyncio.to_thread(
            ctx.view.write, ctx.key, arguments["path"], arguments["text"], taint=ctx.taint
        )
        return changed(staged, ctx)


class Patch:
    """Replaces one piece of a file."""

    spec: ClassVar = ToolSpec(
        "patch",
        "Replace a piece of a note. `old` must stand in it exactly once, letter by letter; read the note first.",
        arguments(
            ("path", "old", "new"),
            path=text("Path from the vault's root."),
            old=text("The piece to replace, exactly as it stands, long enough to occur once.", minLength=1),
            new=text("What stands there afterwards."),
        ),
    )

    def effect(self, arguments: dict[str, Any], ctx: ToolContext) -> Effect:
        """The difference it makes; a piece that is not there exactly once fails here already."""
        path = check_changeable(arguments["path"])
        readable("patch", path, ctx)
        before = ctx.view.read(path).text or ""
        after = replace_once(path, before, arguments["old"], arguments["new"])
        return Effect("write", f"Change {path}", (path,), cut(unified(path, before, after), DIFF_CHARACTERS))

    async def run(self, arguments: dict[str, Any], ctx: ToolContext) -> ToolResult:
        """What was changed."""
        staged = await asyncio.to_thread(
            ctx.view.patch, ctx.key, arguments["path"], arguments["old"], arguments["new"], taint=ctx.taint
        )
        return changed(staged, ctx)


class Move:
    """Moves or renames a file or folder."""

    spec: ClassVar = ToolSpec(
        "move",
        "Move or rename a note, another file or a folder. Links to it follow.",
        arguments(
            ("source", "target"),
            source=text("Where it is now."),
            target=text("Where it goes, with its name."),
        ),
    )

    def effect(self, arguments: dict[str, Any], ctx: ToolContext) -> Effect:
        """Both paths, and for a folder every file in it."""
        source, target = check_changeable(arguments["source"]), check_changeable(arguments["target"])
        return _of_everything("move", f"Move {source} to {target}", source, ctx, target)

    async def run(self, arguments: dict[str, Any], ctx: ToolContext) -> ToolResult:
        """What was moved."""
        staged = await asyncio.to_thread(
            ctx.view.move, ctx.key, arguments["source"], arguments["target"], taint=ctx.taint
        )
        return changed(staged, ctx)


class Trash:
    """Puts a file or folder into the vault's trash."""

    spec: ClassVar = ToolSpec(
        "trash",
        "Put a note, another file or a folder into the trash, from where a person can restore it.",
        arguments(("path",), path=text("Path from the vault's root.")),
    )

    def effect(self, arguments: dict[str, Any], ctx: ToolContext) -> Effect:
        """The path, and for a folder every file in it."""
        path = check_changeable(arguments["path"])
        return _of_everything("delete", f"Delete {path}", path, ctx)

    async def run(self, arguments: dict[str, Any], ctx: ToolContext) -> ToolResult:
        """What was deleted."""
        return changed(await asyncio.to_thread(ctx.view.trash, ctx.key, arguments["path"]), ctx)


def changed(staged: Staged, ctx: ToolContext) -> ToolResult:
    """What a change says of itself: where it stands, and whether it waits for review."""
    verb = {"create": "Created", "edit": "Changed", "move": "Moved to", "delete": "Deleted"}.get(staged.kind)
    if verb is None:
        return ToolResult(f"{staged.path} is so already; nothing changed.", sources=(Source(staged.path),))
    files = f" ({staged.files} files)" if staged.files > 1 else ""
    waits = " It waits for review by a person." if is_staged(in_force(ctx.agent, ctx.mode)) else ""
    data = {"change": {"kind": staged.kind, "path": staged.path, "files": staged.files, "diff": staged.diff}}
    return ToolResult(f"{verb} {staged.path}{files}.{waits}", sources=(Source(staged.path),), data=data)


def _of_everything(kind: Any, summary: str, path: str, ctx: ToolContext, *more: str) -> Effect:
    if not ctx.view.exists(path):
        raise NoteNotFound(path)
    touched = everything_at(path, ctx)
    for each in touched:
        readable(kind, each, ctx)
    return Effect(kind, summary, (*touched, *more), "\n".join(touched[1:]) or path)
