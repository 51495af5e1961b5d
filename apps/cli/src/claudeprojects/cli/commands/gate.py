"""``gate``: what a project's gate still needs, signing it, waiving it, moving on, and going back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from claudeprojects.cli.groups import AppCommand, AppGroup, Lazy, pass_invocation

if TYPE_CHECKING:
    from claudeprojects.cli.invocation import Invocation
    from claudeprojects.cli.output import Output

_HERE = "claudeprojects.cli.commands.gate"

gate = AppGroup(
    "gate",
    help="See what a phase still needs, sign for it, and move a project on.",
    no_args_is_help=True,
    lazy={
        "show": Lazy(f"{_HERE}:show", "Say what the gate of a project needs, and what is missing."),
        "sign": Lazy(f"{_HERE}:sign", "Sign for a role."),
        "waive": Lazy(f"{_HERE}:waive", "Let a project through as it is, with a name and a reason."),
        "advance": Lazy(f"{_HERE}:advance", "Move a project on to its next phase."),
        "reopen": Lazy(f"{_HERE}:reopen", "Bring a project back into a phase, with a name and a reason."),
    },
)

_project = click.argument("project")


@click.command("show", cls=AppCommand)
@_project
@click.option("--all", "everything", is_flag=True, help="The gates of all phases.")
@pass_invocation
def show(invocation: Invocation, project: str, everything: bool) -> None:
    """Say what the gate of PROJECT (a path or title) needs, and exactly what is missing."""
    with invocation.workbench() as bench:
        found = bench.api.get("gates", project=project)
    invocation.show(found, lambda output, result: _show(output, result, everything))


def _show(output: Output, found: dict[str, Any], everything: bool) -> None:
    gates = [gate for gate in found["gates"] if everything or gate["current"]]
    for number, gate in enumerate(gates):
        if number:
            output.line()
        _show_gate(output, gate)
        if gate["current"] and found["status"] != "done":
            output.aside("It is open: the project may move on." if gate["opens"] else "It is closed.")
    if found["status"] == "done":
        output.aside(f"{found['name']} is done.")


def _show_gate(output: Output, gate: dict[str, Any]) -> None:
    output.line(f"{gate['phase_title']}" + (f": {gate['title']}" if gate["title"] else ""), style="bold")
    for item in gate["items"]:
        output.line(f"  [{'x' if item['met'] else ' '}] {item['text']}")
        if not item["met"]:
            output.line(f"      {item['why']}")
    if gate["waived"]:
        waiver = gate["waived"]
        output.line(f"  Waived by {waiver['person']} because {waiver['reason']}")
    for entry in _past(gate):
        output.line(f"  {entry}")


def _past(gate: dict[str, Any]) -> list[str]:
    """What happened at a gate until it was opened again last, a line each."""
    opened = max((place for place, entry in enumerate(gate["history"]) if entry["event"] == "reopened"), default=-1)
    return [_in_words(entry) for entry in gate["history"][: opened + 1]]


def _in_words(entry: dict[str, Any]) -> str:
    event = "opened again" if entry["event"] == "reopened" else entry["event"]
    by = f" by {entry['person']}" if entry["person"] else ""
    more = f" as {entry['role']}" if entry["role"] else f" because {entry['reason']}" if entry["reason"] else ""
    return f"{entry['day']}: {event}{by}{more}"


@click.command("sign", cls=AppCommand)
@_project
@click.option("--as", "role", required=True, metavar="ROLE", help="The role, as the gate names it.")
@click.option("--by", "person", required=True, metavar="NAME", help="Who signs.")
@pass_invocation
def sign(invocation: Invocation, project: str, role: str, person: str) -> None:
    """Sign the gate of PROJECT's phase."""
    _change(invocation, "sign", {"project": project, "role": role, "person": person})


@click.command("waive", cls=AppCommand)
@_project
@click.option("--by", "person", required=True, metavar="NAME", help="Who answers for it.")
@click.option("--because", "reason", required=True, metavar="REASON", help="Why it may stay open.")
@pass_invocation
def waive(invocation: Invocation, project: str, person: str, reason: str) -> None:
    """Let PROJECT through the gate of its phase as it is; the waiver is written into the project."""
    _change(invocation, "waive", {"project": project, "person": person, "reason": reason})


@click.command("advance", cls=AppCommand)
@_project
@pass_invocation
def advance(invocation: Invocation, project: str) -> None:
    """Move PROJECT on to its next phase; after the last one it is done."""
    _change(invocation, "advance", {"project": project})


@click.command("reopen", cls=AppCommand)
@_project
@click.argument("phase")
@click.option("--by", "person", required=True, metavar="NAME", help="Who answers for it.")
@click.option("--because", "reason", required=True, metavar="REASON", help="Why it is opened again.")
@pass_invocation
def reopen(invocation: Invocation, project: str, phase: str, person: str, reason: str) -> None:
    """Bring PROJECT back into PHASE (its title or id), which it went through.

    What happened at its gate and the later ones stays on record; they are gone through anew.
    """
    _change(invocation, "reopen", {"project": project, "phase": phase, "person": person, "reason": reason})


def _change(invocation: Invocation, verb: str, body: dict[str, str]) -> None:
    with invocation.workbench() as bench:
        done = bench.api.post("gates", verb, body=body)
    invocation.show(done, _show_change)


def _show_change(output: Output, done: dict[str, Any]) -> None:
    project = done["project"]
    title = next((gate["phase_title"] for gate in project["gates"] if gate["current"]), project["phase"])
    where = "is done" if project["status"] == "done" else f"is in {title}"
    output.aside(f"{done['operation']['summary']}. {project['name']} {where}.")
