"""``note move``, ``trash``, ``restore``, ``history`` and ``undo``: what happens to whole files, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from claudeprojects.cli.commands.note import path_argument
from claudeprojects.cli.completing import note_paths
from claudeprojects.cli.groups import AppCommand, pass_invocation
from claudeprojects.cli.notepath import note_path, target_path
from claudeprojects.cli.text import count, moment, one_line, size
from claudeprojects.core.errors import UndoRefused

if TYPE_CHECKING:
    from claudeprojects.cli.invocation import Invocation
    from claudeprojects.cli.output import Output

LOOK_BACK = 100
"""How many operations are searched for the newest that can be undone."""


@click.command("move", cls=AppCommand)
@click.argument("source", shell_complete=note_paths)
@click.argument("target", shell_complete=note_paths)
@click.option("--links/--no-links", default=True, show_default=True, help="Rewrite the links that lead there.")
@pass_invocation
def move(invocation: Invocation, source: str, target: str, *, links: bool) -> None:
    """Move or rename the note or folder SOURCE to TARGET, or into it when it is a folder."""
    moved = note_path(invocation, source)
    with invocation.workbench() as bench:
        operation = bench.move(moved, target_path(invocation, target, moved), update_links=links)
    invocation.show(operation, _say_done)


@click.command("trash", cls=AppCommand)
@path_argument
@pass_invocation
def trash(invocation: Invocation, path: str) -> None:
    """Move the note or folder PATH to the vault's trash, from where `note restore` brings it back."""
    with invocation.workbench() as bench:
        operation = bench.trash(note_path(invocation, path))
    invocation.show(operation, _say_done)


@click.command("restore", cls=AppCommand)
@click.argument("entry", required=False)
@pass_invocation
def restore(invocation: Invocation, entry: str | None) -> None:
    """Bring ENTRY back from the trash; without it, list what is there.

    ENTRY is an id from the list, or the path the file had.
    """
    with invocation.workbench(fresh=entry is not None) as bench:
        entries = bench.trash_entries()
        if entry is None:
            invocation.show(entries, _show_trash)
            return
        named = next((found["id"] for found in entries if found["path"] == entry), entry)
        operation = bench.restore(named)
    invocation.show(operation, _say_done)


@click.command("history", cls=AppCommand)
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="The most to show.")
@pass_invocation
def history(invocation: Invocation, limit: int) -> None:
    """List what was changed through ClaudeProjects, newest first."""
    with invocation.workbench(fresh=False) as bench:
        operations = bench.operations(limit)
    invocation.show(operations, _show_history)


@click.command("undo", cls=AppCommand)
@click.argument("operation", required=False)
@pass_invocation
def undo(invocation: Invocation, operation: str | None) -> None:
    """Take back OPERATION (an id from `note history`); without it, the newest that can be undone."""
    with invocation.workbench() as bench:
        wanted = operation or _newest_undoable(bench.operations(LOOK_BACK))
        done = bench.undo(wanted)
    invocation.show(done, _say_done)


def _newest_undoable(operations: list[dict[str, Any]]) -> str:
    for operation in operations:
        if operation["undoable"]:
            return str(operation["id"])
    raise UndoRefused("newest", "there is nothing to undo")


def _say_done(output: Output, operation: dict[str, Any]) -> None:
    rewritten = sum(file["links"] for file in operation["files"])
    notes = sum(1 for file in operation["files"] if file["links"])
    followed = rewritten and operation["kind"] != "undo"
    links = f" {count(rewritten, 'link')} in {count(notes, 'note')} followed." if followed else ""
    undo = f" `claudeprojects note undo {operation['id']}` takes it back." if operation["undoable"] else ""
    output.aside(f"{one_line(operation['summary']).rstrip('.')}.{links}{undo}")


def _show_trash(output: Output, entries: list[dict[str, Any]]) -> None:
    if not entries:
        output.aside("The trash is empty.")
        return
    rows = [(entry["id"], moment(entry["deleted_at"]), size(entry["size"]), entry["path"]) for entry in entries]
    output.table(("Id", "Deleted", "Size", "Path"), rows, right=(2,))


def _show_history(output: Output, operations: list[dict[str, Any]]) -> None:
    if not operations:
        output.aside("Nothing was changed yet.")
        return
    rows = [
        (one["id"], moment(one["at"]), "" if one["undoable"] else "final", one_line(one["summary"]))
        for one in operations
    ]
    output.table(("Id", "When", "Undo", "What"), rows)
