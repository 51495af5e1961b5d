"""``tasks``: the tasks of all notes, by state."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import click
from claudeprojects.cli.groups import AppCommand, pass_invocation
from claudeprojects.cli.text import count, one_line, place

if TYPE_CHECKING:
    from claudeprojects.cli.invocation import Invocation
    from claudeprojects.cli.output import Output

STATUSES = {
    "open": ("todo", "in_progress", "on_hold"),
    "todo": ("todo",),
    "in-progress": ("in_progress",),
    "on-hold": ("on_hold",),
    "done": ("done",),
    "cancelled": ("cancelled",),
    "all": (None,),
}
"""What may be asked for, and the task states it stands for (``None``: any)."""


_LINK = re.compile(r"!?\[\[([^\[\]|]*)(?:\|([^\[\]]*))?\]\]")


@click.command("tasks", cls=AppCommand)
@click.option("--status", type=click.Choice(list(STATUSES)), default="open", show_default=True, help="Which tasks.")
@pass_invocation
def tasks(invocation: Invocation, status: str) -> None:
    """List tasks across the vault, those due first."""
    with invocation.workbench() as bench:
        found = [task for wanted in STATUSES[status] for task in bench.tasks(wanted)]
    found.sort(key=lambda task: (task["due"] or "9999", task["path"], task["line"]))
    invocation.show(found, lambda output, result: _show(output, status, result))


def _show(output: Output, status: str, found: list[dict[str, Any]]) -> None:
    if not found:
        kind = "" if status == "all" else f"{status} "
        output.aside(f"There are no {kind}tasks. A task is a line like `- [ ] Call the printer 📅 2030-01-31`.")
        return
    rows = [_row(task) for task in found]
    output.table(("", "Due", "Task", "Where"), rows)
    output.aside(count(len(found), "task"))


def _row(task: dict[str, Any]) -> tuple[str, str, str, str]:
    description = one_line(_LINK.sub(_shown, task["description"]))
    return f"[{task['symbol']}]", task["due"] or "", description, place(task["path"], task["line"])


def _shown(link: re.Match[str]) -> str:
    """A wikilink as a reader sees it: its alias, else its target."""
    return link[2] or link[1]
