"""``permissions``: the rules on what agents may do without asking."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from claudeprojects.cli.groups import AppCommand, AppGroup, Lazy, pass_invocation

if TYPE_CHECKING:
    from claudeprojects.cli.invocation import Invocation
    from claudeprojects.cli.output import Output

_HERE = "claudeprojects.cli.commands.permissions"
_ACTIONS = ("deny", "ask", "allow")

permissions = AppGroup(
    "permissions",
    help="See and change what agents may do without asking.",
    no_args_is_help=True,
    lazy={
        "show": Lazy(f"{_HERE}:show", "Show the rules in force, and where each stands."),
        "allow": Lazy(f"{_HERE}:allow", "Let agents do something without asking."),
        "ask": Lazy(f"{_HERE}:ask", "Have agents ask for something each time."),
        "deny": Lazy(f"{_HERE}:deny", "Never let agents do something."),
        "remove": Lazy(f"{_HERE}:remove", "Take a rule of yours away."),
        "web": Lazy(f"{_HERE}:web", "Let agents fetch pages at all, or not."),
    },
)


@click.command("show", cls=AppCommand)
@pass_invocation
def show(invocation: Invocation) -> None:
    """Show the rules in force: yours, which may allow, and the vault's, which can only ask and deny."""
    with invocation.workbench(fresh=False) as bench:
        found = bench.api.get("permissions")
    invocation.show(found, _show)


@click.command("web", cls=AppCommand)
@click.argument("switch", metavar="on|off", type=click.Choice(["on", "off"]))
@pass_invocation
def web(invocation: Invocation, switch: str) -> None:
    """Let agents fetch pages at all, or not. Each address is asked for, unless a rule allows its domain."""
    with invocation.workbench(fresh=False) as bench:
        document = bench.api.get("permissions")["user"]
        found = bench.api.put("permissions", body={**document, "web": switch == "on"})
    invocation.show(found, _show)


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
deny = click.command("deny", cls=AppCommand, help=f"Never let agents do something.\n\n{_FORM}")(_changing("deny"))
remove = click.command("remove", cls=AppCommand, help="Take rules of yours away, whatever they say.")(
    _changing("remove")
)


def _change(invocation: Invocation, rules: tuple[str, ...], agent: str | None, action: str) -> None:
    """Put rules under one action and take them from the others; ``remove`` only takes them away."""
    with invocation.workbench(fresh=False) as bench:
        document = bench.api.get("permissions")["user"]
        if agent and action != "remove":
            agent = bench.api.get("agents", agent)["name"]
        table = document["agents"].setdefault(agent, {}) if agent else document
        standing = {rule for each in _ACTIONS for rule in table.get(each, [])}
        for each in _ACTIONS:
            kept = [rule for rule in table.get(each, []) if rule not in rules]
            table[each] = [*kept, *rules] if each == action else kept
        found = bench.api.put("permissions", body=document)
    for rule in rules:
        if action == "remove" and rule not in standing:
            invocation.output.aside(f"No such rule of yours: {rule}")
    invocation.show(found, _show)


def _show(output: Output, found: dict[str, Any]) -> None:
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
        for action in _ACTIONS
        for rule in table.get(action, [])
    ]
