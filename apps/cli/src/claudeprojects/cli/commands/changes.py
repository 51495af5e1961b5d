"""``changes`` and ``undo``: what a run did or would do to files, decided by file or by hunk, and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from claudeprojects.cli.groups import AppCommand, AppGroup, Lazy, pass_invocation
from claudeprojects.cli.text import count, printable

if TYPE_CHECKING:
    from claudeprojects.cli.invocation import Invocation
    from claudeprojects.cli.output import Output

_HERE = "claudeprojects.cli.commands.changes"

changes = AppGroup(
    "changes",
    help="Review what a run would change, and decide it by file or by hunk.",
    no_args_is_help=True,
    lazy={
        "show": Lazy(f"{_HERE}:show", "Show the changes of a run, word by word."),
        "accept": Lazy(f"{_HERE}:accept", "Put proposed changes on disk."),
        "reject": Lazy(f"{_HERE}:reject", "Drop proposed changes."),
    },
)

_run = click.argument("run", metavar="RUN")
_paths = click.argument("paths", nargs=-1, metavar="[PATH]...")
_hunks = click.option("--hunk", "hunks", multiple=True, metavar="ID", help="One hunk, by its id; may be repeated.")

VERBS = {"create": "new", "edit": "edit", "move": "move", "delete": "delete"}
OPEN = ("proposed", "conflict")


@click.command("show", cls=AppCommand)
@_run
@click.option("--brief", is_flag=True, help="The files alone, without their words.")
@pass_invocation
def show(invocation: Invocation, run: str, *, brief: bool) -> None:
    """Show what RUN and its sub-runs did or would do to files.

    Words that go stand in [-brackets-], words that come in {+braces+}.
    """
    with invocation.workbench(fresh=False) as bench:
        found = bench.api.get("runs", run, "changes")
    invocation.show(found, lambda output, changeset: _show(output, changeset, brief=brief))


@click.command("accept", cls=AppCommand)
@_run
@_paths
@_hunks
@pass_invocation
def accept(invocation: Invocation, run: str, paths: tuple[str, ...], hunks: tuple[str, ...]) -> None:
    """Put what RUN proposes on disk: all of it, or the files PATH and the hunks named.

    What you changed since is merged in. What cannot be merged is left as it is and shown as a conflict; accepting
    it again writes over what is there.
    """
    _decide(invocation, run, "accept", paths, hunks)


@click.command("reject", cls=AppCommand)
@_run
@_paths
@_hunks
@pass_invocation
def reject(invocation: Invocation, run: str, paths: tuple[str, ...], hunks: tuple[str, ...]) -> None:
    """Drop what RUN proposes: all of it, or the files PATH and the hunks named."""
    _decide(invocation, run, "reject", paths, hunks)


@click.command("undo", cls=AppCommand)
@_run
@_paths
@pass_invocation
def undo(invocation: Invocation, run: str, paths: tuple[str, ...]) -> None:
    """Take back what RUN and its sub-runs did to files, or to the files PATH alone.

    Bytes, moves and deletions are put back exactly; what you changed since stays. A single operation of your own is
    taken back with `note undo`.
    """
    with invocation.workbench() as bench:
        found = bench.api.post("runs", run, "undo", body={"paths": list(paths) or None})
        at_work = bench.api.get("runs", run)["state"] in ("queued", "running", "waiting")
    invocation.show(found, _say_outcome)
    if at_work and not invocation.as_json:
        invocation.output.aside(f"It has not ended and may change more: `claudeprojects runs cancel {run}` stops it.")


def _decide(invocation: Invocation, run: str, verb: str, paths: tuple[str, ...], hunks: tuple[str, ...]) -> None:
    named = {"paths": list(paths) or None, "hunks": list(hunks) or None}
    with invocation.workbench() as bench:
        found = bench.api.post("runs", run, "changes", verb, body=named)
    invocation.show(found, _say_outcome)


def _say_outcome(output: Output, changeset: dict[str, Any]) -> None:
    for file in changeset["files"]:
        if file["why"]:
            output.line(f"{file['state']}: {_name(file)}: {file['why']}")
    output.aside(_counted(changeset))


def _show(output: Output, changeset: dict[str, Any], *, brief: bool) -> None:
    if not changeset["files"]:
        output.aside("It changed no files.")
        return
    for file in changeset["files"]:
        mark = "" if file["privacy"] == "open" else f"  ({file['privacy']})"
        output.line(f"{file['state']:<9} {VERBS[file['kind']]:<7} {_name(file)}{mark}", style="bold")
        if file["why"]:
            output.indented(file["why"])
        if not brief:
            _show_content(output, file)
    output.aside(_counted(changeset))


def _show_content(output: Output, file: dict[str, Any]) -> None:
    if file["binary"]:
        output.indented(f"{count(file['old_size'] or 0, 'byte')} become {file['new_size'] or 0:,}; it is no text.")
    for hunk in file["hunks"]:
        output.line(f"  @@ line {hunk['old_start']} @@ {hunk['id']}", style="cyan")
        for line in _marked(hunk["words"]).splitlines():
            output.indented(line)


def _marked(words: list[dict[str, str]]) -> str:
    """The words of a hunk with marks; a mark is closed at the end of a line, so that every line stands by itself."""
    return "".join(_mark(word["op"], printable(word["text"].replace("\r\n", "\n"))) for word in words)


def _mark(op: str, text: str) -> str:
    if op == "equal":
        return text
    opening, closing = ("[-", "-]") if op == "delete" else ("{+", "+}")
    lines = [f"{opening}{line}{closing}" if line else "" for line in text.split("\n")]
    return "\n".join(lines)


def _name(file: dict[str, Any]) -> str:
    moved = file["old_path"] not in (None, file["path"])
    return f"{file['old_path']} → {file['path']}" if moved else str(file["path"])


def _counted(changeset: dict[str, Any]) -> str:
    if not changeset["files"]:
        return "It changed no files."
    counts = changeset["counts"]
    told = [f"{number} {state}" for state, number in counts.items() if number]
    waiting = sum(counts[state] for state in OPEN)
    todo = f" `claudeprojects changes accept {changeset['run_id']}` puts them on disk." if waiting else ""
    return f"{count(len(changeset['files']), 'change')}: {', '.join(told)}.{todo}"
