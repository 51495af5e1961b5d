"""``note``: read and change notes, and take changes back. The group and the commands that change text."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import click
from claudeprojects.cli.completing import note_paths, property_names
from claudeprojects.cli.groups import AppCommand, AppGroup, Lazy, pass_invocation
from claudeprojects.cli.notepath import note_path
from claudeprojects.cli.text import size

if TYPE_CHECKING:
    from claudeprojects.cli.invocation import Invocation
    from claudeprojects.cli.output import Output

_HERE, _FILES = "claudeprojects.cli.commands.note", "claudeprojects.cli.commands.note_files"
_TEXT, _MOVES, _UNDO = "Text", "Files", "History"

note = AppGroup(
    "note",
    help="Read and change notes. Paths are from the vault's root or from here; `.md` may be left out.",
    no_args_is_help=True,
    lazy={
        "read": Lazy(f"{_HERE}:read", "Print a note, byte for byte when piped.", _TEXT),
        "write": Lazy(f"{_HERE}:write", "Make a note, or write its whole text anew.", _TEXT),
        "patch": Lazy(f"{_HERE}:patch", "Change a piece of text, a property or a task.", _TEXT),
        "move": Lazy(f"{_FILES}:move", "Move or rename, and take the links along.", _MOVES),
        "trash": Lazy(f"{_FILES}:trash", "Move to the vault's trash.", _MOVES),
        "restore": Lazy(f"{_FILES}:restore", "List the trash, or bring something back.", _MOVES),
        "history": Lazy(f"{_FILES}:history", "List what was changed.", _UNDO),
        "undo": Lazy(f"{_FILES}:undo", "Take a change back as a whole.", _UNDO),
    },
)

path_argument = click.argument("path", shell_complete=note_paths)
base_hash_option = click.option(
    "--base-hash", metavar="HASH", help="Write only if the note still has this hash (`note read --json` shows it)."
)


@click.command("read", cls=AppCommand)
@path_argument
@pass_invocation
def read(invocation: Invocation, path: str) -> None:
    """Print the note PATH: its text, or with --json everything known about it."""
    with invocation.workbench() as bench:
        found = bench.read_note(note_path(invocation, path))
    invocation.show(found, _show_note)


def _show_note(output: Output, found: dict[str, Any]) -> None:
    if found["text"] is None:
        output.aside(f"{found['path']} has no text to show: {found['kind']}, {size(found['size'])}.")
        return
    output.raw(found["text"])


@click.command("write", cls=AppCommand)
@path_argument
@click.option("--text", help="The text; without it, or --file, it is read from standard input.")
@click.option("--file", type=click.File("rb"), help="The file to take the text from.")
@base_hash_option
@click.option("--replace", is_flag=True, help="Write over whatever the note holds now.")
@pass_invocation
def write(
    invocation: Invocation, path: str, text: str | None, file: Any, base_hash: str | None, *, replace: bool
) -> None:
    """Write the whole text of the note PATH.

    A new note needs nothing else. To change one that exists, give the --base-hash you read, so that nobody's change
    in between is lost, or --replace.
    """
    if text is not None and file is not None:
        raise click.UsageError("Give either --text or --file.")
    content = text if text is not None else _text_of(file)
    target = note_path(invocation, path)
    with invocation.workbench() as bench:
        if replace and base_hash is None and (invocation.root / target).exists():
            base_hash = bench.read_note(target)["hash"]
        written = bench.write_note(target, content, base_hash)
    invocation.show(written, _say_written)


@click.command("patch", cls=AppCommand)
@path_argument
@click.option("--replace", nargs=2, metavar="OLD NEW", help="Replace OLD, which must occur exactly once, by NEW.")
@click.option(
    "--set",
    "assignments",
    multiple=True,
    metavar="NAME=VALUE",
    shell_complete=property_names,
    help='Set a property; VALUE may be JSON, for example 3, true or ["a", "b"].',
)
@click.option(
    "--remove", "removed", multiple=True, metavar="NAME", shell_complete=property_names, help="Remove a property."
)
@click.option("--task", nargs=2, type=(click.IntRange(min=1), str), metavar="LINE SYMBOL", help="Set a task's box.")
@base_hash_option
@pass_invocation
def patch(
    invocation: Invocation,
    path: str,
    replace: tuple[str, str] | None,
    assignments: tuple[str, ...],
    removed: tuple[str, ...],
    task: tuple[int, str] | None,
    base_hash: str | None,
) -> None:
    """Change parts of the note PATH, together or not at all; every other byte stays as it is.

    A LINE is counted from 1. A SYMBOL is what stands in the task's box: x for done, a space for open.
    """
    changes: dict[str, Any] = {}
    if replace:
        changes["replace"] = {"old": replace[0], "new": replace[1]}
    if assignments:
        changes["set_properties"] = dict(_assignment(entry) for entry in assignments)
    if removed:
        changes["remove_properties"] = list(removed)
    if task:
        changes["task"] = {"line": task[0] - 1, "symbol": _symbol(task[1])}
    if not changes:
        raise click.UsageError("Say what to change: --replace, --set, --remove or --task.")
    if base_hash:
        changes["base_hash"] = base_hash
    with invocation.workbench() as bench:
        written = bench.patch_note(note_path(invocation, path), changes)
    invocation.show(written, _say_written)


def _say_written(output: Output, found: dict[str, Any]) -> None:
    output.aside(f"Wrote {found['path']} ({size(found['size'])}). `claudeprojects note undo` takes it back.")


def _text_of(file: Any) -> str:
    """The text of an open binary file, or of standard input; it must be UTF-8."""
    if file is None and sys.stdin.isatty():
        click.echo("Type the note; end with Ctrl-D on a line of its own.", err=True)
    data: bytes = (file or sys.stdin.buffer).read()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise click.UsageError(f"The text is not UTF-8 (byte {error.start}).") from error


def _assignment(entry: str) -> tuple[str, Any]:
    """Name and value of ``NAME=VALUE``; what is not JSON is text."""
    name, equals, value = entry.partition("=")
    if not equals or not name.strip():
        raise click.UsageError(f"{entry!r} is not NAME=VALUE.")
    try:
        return name.strip(), json.loads(value)
    except ValueError:
        return name.strip(), value


def _symbol(text: str) -> str:
    if len(text) != 1:
        raise click.UsageError(f"{text!r} is not one character.")
    return text
