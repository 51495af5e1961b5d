"""``approvals`` and ``permissions``: what agents ask for, and the rules on what they may do without asking."""

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

permissions = AppGroup(
    "permissions",
    help="See and change what agents may do without asking.",
    no_args_is_help=True,
    lazy={
        "show": Lazy(f"{_HERE}:show_permissions", "Show the rules in force, and where each stands."),
        "allow": Lazy(f"{_HERE}:allow", "Let agents do something without asking."),
        "ask": Lazy(f"{_HERE}:ask", "Have agents ask for something each time."),
        "deny": Lazy(f"{_HERE}:deny_rule", "Never let agents do something."),
        "remove": Lazy(f"{_HERE}:remove", "Take a rule of yours away."),
        "web": Lazy(f"{_HERE}:web", "Let agents fetch pages at all, or not."),
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


@click.command("show", cls=AppCommand)
@pass_invocation
def show_permissions(invocation: Invocation) -> None:
    """Show the rules in force: yours, which may allow, and the vault's, which can only ask and deny."""
    with invocation.workbench(fresh=False) as bench:
        found = bench.api.get("permissions")
    invocation.show(found, _show_permissions)


@click.command("web", cls=AppCommand)
@click.argument("switch", metavar="on|off", type=click.Choice(["on", "off"]))
@pass_invocation
def web(invocation: Invocation, switch: str) -> None:
    """Let agents fetch pages at all, or not. Each address is asked for, unless a rule allows its domain."""
    with invocation.workbench(fresh=False) as bench:
        document = bench.api.get("permissions")["user"]
        found = bench.api.put("permissions", body={**document, "web": switch == "on"})
    invocation.show(found, _show_permissions)


def _changing(action: str) -> Any:
    def change(invocation: Invocation, rules: tuple[str, ...], agent: str | None) -> None:
        _change(invocation, rules, agent, action)

    wrapped = pass_invocation(change)
    option = click.option("--agent", metavar="NAME", help="Only for this agent.")
    return click.argument("rules", metavar="RULE...", nargs=-1, required=True)(option(wrapped))


_FORM = "A RULE is written as in Claude Code: `Bash(git log:*)`, `Read(Private/**)`, `WebFetch(domain:example.org)`."

allow = click.command("allow", cls=AppCommand, help=f"Let agents do something without asking.\n\n{_FORM}")(
    _changing("allow")
)
ask = click.command("ask", cls=AppCommand, help=f"Have agents ask each time.\n\n{_FORM}")(_changing("ask"))
deny_rule = click.command("deny", cls=AppCommand, help=f"Never let agents do something.\n\n{_FORM}")(
    _changing("deny")
)
remove = click.command("remove", cls=AppCommand, help="Take rules of yours away, whatever they say.")(
    _changing("remove")
)


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


def _change(invocation: Invocation, rules: tuple[str, ...], agent: str | None, action: str) -> None:
    """Put rules under one action and take them from the others."""
    with invocation.workbench(fresh=False) as bench:
        document = bench.api.get("permissions")["user"]
        table = document["agents"].setdefault(agent, {}) if agent else document
        for other in ("allow", "ask", "deny"):
            kept = [rule for rule in table.get(other, []) if rule not in rules]
            table[other] = [*kept, *rules] if other == action else kept
        found = bench.api.put("permissions", body=document)
    invocation.show(found, _show_permissions)


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


def _show_permissions(output: Output, found: dict[str, Any]) -> None:
    rows = _rows("you", found["user"])
    for file in found["vault"]:
        rows += _rows(file["path"], file)
    if rows:
        output.table(("Whose", "Agent", "What", "Rule"), rows)
    else:
        output.line("There are no rules; what holds without them is in docs/permissions.md.")
    output.line(f"Fetching pages is {'on' if found['user']['web'] else 'off'}.")
    output.line(_of_commands(found["sandbox"]))
    for problem in found["problems"]:
        output.aside(problem)


def _of_commands(sandbox: dict[str, Any]) -> str:
    """How commands are confined, in a sentence."""
    if not sandbox["available"]:
        return f"No sandbox: {sandbox['reason']}."
    if not sandbox["landlock"]:
        return f"Commands run in a sandbox, without Landlock as its second layer: {sandbox['alone']}."
    return "Commands run in a sandbox, with Landlock as its second layer."


def _rows(whose: str, rules: dict[str, Any]) -> list[tuple[str, str, str, str]]:
    tables = [("", rules), *rules["agents"].items()]
    return [
        (whose, agent, action, rule)
        for agent, table in tables
        for action in ("deny", "ask", "allow")
        for rule in table.get(action, [])
    ]
