"""``approvals``: what agents ask for, shown exactly and answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from claudeprojects.cli.groups import AppCommand, AppGroup, Lazy, pass_invocation
from claudeprojects.cli.text import count, moment

if TYPE_CHECKING:
    from claudeprojects.cli.invocation import Invocation
    from claudeprojects.cli.output import Output

_HERE = "claudeprojects.cli.commands.approvals"
_STATES = click.Choice(["waiting", "approved", "denied", "withdrawn", "all"])

approvals = AppGroup(
    "approvals",
    help="Answer agents that wait to be allowed something.",
    no_args_is_help=True,
    lazy={
        "list": Lazy(f"{_HERE}:list_", "List what waits, or was answered."),
        "show": Lazy(f"{_HERE}:show", "Show the exact effect of one."),
        "approve": Lazy(f"{_HERE}:approve", "Let it happen."),
        "deny": Lazy(f"{_HERE}:deny", "Refuse it, with a word to the agent."),
    },
)


@click.command("list", cls=AppCommand)
@click.option("--state", type=_STATES, default="waiting", show_default=True, help="Which approvals.")
@pass_invocation
def list_(invocation: Invocation, state: str) -> None:
    """List what agents wait for, the longest waiting first."""
    with invocation.workbench(fresh=False) as bench:
        found = list(bench.api.items("approvals", state=None if state == "all" else state))
    invocation.show(found, lambda output, result: _list(output, result, state))


@click.command("show", cls=AppCommand)
@click.argument("approval_id", metavar="ID")
@pass_invocation
def show(invocation: Invocation, approval_id: str) -> None:
    """Show exactly what would happen. The beginning of an id is enough."""
    with invocation.workbench(fresh=False) as bench:
        found = _one(list(bench.api.items("approvals")), approval_id)
    invocation.show(found, _show)


@click.command("approve", cls=AppCommand)
@click.argument("approval_id", metavar="ID")
@click.option("--note", default="", help="A word to the agent.")
@pass_invocation
def approve(invocation: Invocation, approval_id: str, note: str) -> None:
    """Let exactly that happen, once. The run goes on by itself."""
    _answer(invocation, approval_id, note, approved=True)


@click.command("deny", cls=AppCommand)
@click.argument("approval_id", metavar="ID")
@click.option("--note", default="", help="A word to the agent: what to do instead.")
@pass_invocation
def deny(invocation: Invocation, approval_id: str, note: str) -> None:
    """Refuse it. The run goes on without."""
    _answer(invocation, approval_id, note, approved=False)


def _answer(invocation: Invocation, approval_id: str, note: str, *, approved: bool) -> None:
    with invocation.workbench(fresh=False) as bench:
        asked = _one(list(bench.api.items("approvals")), approval_id)
        found = bench.api.post("approvals", asked["id"], body={"approve": approved, "note": note})
    verb = "Approved" if approved else "Refused"
    invocation.show(found, lambda output, result: output.line(f"{verb}: {result['effect']['summary']}"))


def _one(found: list[dict[str, Any]], wanted: str) -> dict[str, Any]:
    """The approval whose id begins with ``wanted``, when that is only one."""
    from claudeprojects.agents.errors import ApprovalNotFound

    fitting = [approval for approval in found if approval["id"].startswith(wanted)]
    if len(fitting) != 1:
        raise ApprovalNotFound(wanted)
    return fitting[0]


def _list(output: Output, found: list[dict[str, Any]], state: str) -> None:
    if not found:
        output.aside("Nothing waits for you." if state == "waiting" else "There are no such approvals.")
        return
    rows = [(each["id"][:8], each["state"], moment(each["created_at"]), each["effect"]["summary"]) for each in found]
    output.table(("Id", "State", "Asked", "What"), rows)
    output.aside(count(len(found), "approval"))


def _show(output: Output, found: dict[str, Any]) -> None:
    effect = found["effect"]
    output.line(effect["summary"])
    output.line(f"{found['why']} (rule: {found['rule']}; run {found['run_id']})")
    if effect["unconfined"]:
        output.line("Nothing confines it, and nothing can undo it.")
    if effect["leaves_machine"]:
        output.line("It leaves this machine.")
    output.line("")
    output.line(effect["detail"] or "\n".join(effect["paths"]))
    if found["state"] != "waiting":
        output.line("")
        output.line(f"{found['state']} by {found['decided_by']} {found['note']}".rstrip())
