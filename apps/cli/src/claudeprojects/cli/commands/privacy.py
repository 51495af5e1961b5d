"""``privacy`` and ``audit``: which notes may leave the machine, and what did."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from claudeprojects.cli.exits import Exit
from claudeprojects.cli.groups import AppCommand, AppGroup, Lazy, pass_invocation
from claudeprojects.cli.text import count, moment, size

if TYPE_CHECKING:
    from claudeprojects.cli.invocation import Invocation
    from claudeprojects.cli.output import Output

_HERE = "claudeprojects.cli.commands.privacy"
_CLASSES = click.Choice(["open", "team", "private", "unset"])

privacy = AppGroup(
    "privacy",
    help="Say which notes may leave this machine.",
    no_args_is_help=True,
    lazy={
        "show": Lazy(f"{_HERE}:show", "Show the rules in force."),
        "set": Lazy(f"{_HERE}:set_", "Make a folder, a tag or everything open, team or private."),
    },
)

audit = AppGroup(
    "audit",
    help="See what left this machine, to whom, and whether that record is whole.",
    no_args_is_help=True,
    lazy={
        "list": Lazy(f"{_HERE}:list_", "List what left, and what was kept from leaving."),
        "verify": Lazy(f"{_HERE}:verify", "Check that nothing in the log was changed or removed."),
    },
)


@click.command("show", cls=AppCommand)
@pass_invocation
def show(invocation: Invocation) -> None:
    """Show the rules in force: the default, folders, tags. A note's own property `privacy` needs no rule."""
    with invocation.workbench(fresh=False) as bench:
        found = bench.api.get("privacy")
    invocation.show(found, _show_rules)


@click.command("set", cls=AppCommand)
@click.argument("privacy_class", metavar="CLASS", type=_CLASSES)
@click.option("--folder", "folders", multiple=True, metavar="PATH", help="A folder and everything below it.")
@click.option("--tag", "tags", multiple=True, metavar="TAG", help="Notes with this tag or one below it.")
@click.option("--default", "default", is_flag=True, help="Notes that no rule speaks of.")
@pass_invocation
def set_(
    invocation: Invocation, privacy_class: str, folders: tuple[str, ...], tags: tuple[str, ...], *, default: bool
) -> None:
    """Make folders, tags or everything CLASS: open, team, private, or unset to drop a rule.

    Private notes are never sent to a model or server that is not on this machine.
    """
    if not (folders or tags or default):
        raise click.UsageError("Say what: --folder PATH, --tag TAG or --default.")
    with invocation.workbench(fresh=False) as bench:
        rules = {key: value for key, value in bench.api.get("privacy").items() if key != "problem"}
        for table, names in (("folders", folders), ("tags", tags)):
            for name in names:
                _set_rule(rules[table], name.strip("/").removeprefix("#"), privacy_class)
        if default:
            rules["default"] = "open" if privacy_class == "unset" else privacy_class
        found = bench.api.put("privacy", body=rules)
    invocation.show(found, _show_rules)
    for name in folders:
        if not invocation.as_json and not (invocation.root / name.strip("/")).is_dir():
            invocation.output.aside(f"There is no folder '{name}' in this vault; paths are from the vault's root.")


@click.command("list", cls=AppCommand)
@click.option("--run", "run", metavar="RUN", help="What this run sent alone.")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="The most to show.")
@pass_invocation
def list_(invocation: Invocation, run: str | None, limit: int) -> None:
    """List what left this machine and what was kept from leaving, newest first."""
    with invocation.workbench(fresh=False) as bench:
        found = bench.api.get("audit", limit=limit, run=run)["items"]
    invocation.show(found, _show_entries)


@click.command("verify", cls=AppCommand)
@pass_invocation
def verify(invocation: Invocation) -> int:
    """Read the whole log; the exit code is 9 when any of it was changed, removed or cut off."""
    with invocation.workbench(fresh=False) as bench:
        found = bench.api.get("audit", "verify")
    invocation.show(found, _show_verification)
    return Exit.OK if found["ok"] else Exit.FINDINGS


def _set_rule(table: dict[str, str], name: str, privacy_class: str) -> None:
    if privacy_class == "unset":
        table.pop(name, None)
    else:
        table[name] = privacy_class


def _show_rules(output: Output, rules: dict[str, Any]) -> None:
    if rules["problem"]:
        output.error(rules["problem"], "Everything is private until it is corrected.")
    rows = [("everything else", "", rules["default"])]
    rows += [("folder", name, rule) for name, rule in rules["folders"].items()]
    rows += [("tag", f"#{name}", rule) for name, rule in rules["tags"].items()]
    output.table(("What", "Name", "Class"), rows)
    if rules["team_models"]:
        output.aside(f"Team notes may go to {', '.join(rules['team_models'])}.")


def _show_entries(output: Output, entries: list[dict[str, Any]]) -> None:
    if not entries:
        output.aside("Nothing left this machine.")
        return
    rows = [
        (str(one["id"]), moment(one["at"]), one["outcome"], one["receiver"], size(one["bytes"]), _notes(one["notes"]))
        for one in entries
    ]
    output.table(("Id", "When", "What", "To", "Size", "Notes"), rows, right=(0, 4))


def _notes(names: list[str]) -> str:
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return ", ".join(names[:3]) + more


def _show_verification(output: Output, found: dict[str, Any]) -> None:
    if found["ok"]:
        output.line(f"The log is whole: {count(found['entries'], 'entry', 'entries')}.")
    else:
        output.error(f"The log is not whole: {found['problem']}.", "Compare it with a backup of the data folder.")
