"""``task``: find, add and change tasks. A task is named by ``path:line`` as ``task list`` prints it, or by its id."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from claudeprojects.cli.groups import AppCommand, AppGroup, Lazy, pass_invocation
from claudeprojects.cli.text import as_read, count, one_line

if TYPE_CHECKING:
    from claudeprojects.cli.invocation import Invocation
    from claudeprojects.cli.output import Output
    from claudeprojects.cli.workbench import Workbench

_HERE = "claudeprojects.cli.commands.task"
_GROUPS = ("status", "priority", "project", "sprint", "note", "assignee", "tag", "due")
_STATUSES = ("todo", "in-progress", "on-hold", "done", "cancelled")
_PRIORITIES = ("highest", "high", "medium", "low", "lowest", "none")
_DATES = ("due", "scheduled", "start")
_TEXTS = {"time": "HH:MM", "estimate": "3|2h", "sprint": "NAME", "project": "NAME", "repeat": "RULE"}
_CLEARED = "none"
_SHOWN_KEYS = 12
"""Tasks of one circle that are named."""

task = AppGroup(
    "task",
    help="Find, add and change tasks.\n\nA task is named by PATH:LINE, as `task list` prints it, or by its id.",
    no_args_is_help=True,
    lazy={
        "list": Lazy(f"{_HERE}:list_", "List the tasks that a query asks for."),
        "add": Lazy(f"{_HERE}:add", "Add tasks as you would say them."),
        "set": Lazy(f"{_HERE}:set_", "Change dates, people, estimates and more."),
        "done": Lazy(f"{_HERE}:done", "Complete tasks; recurring ones come again."),
        "move": Lazy(f"{_HERE}:move", "Move tasks into another note, with what is below them."),
        "bulk": Lazy(f"{_HERE}:bulk", "Change all tasks that a query asks for."),
        "show": Lazy(f"{_HERE}:show", "Show one task: where it belongs, what waits for what."),
        "check": Lazy(f"{_HERE}:check", "Find tasks that can never be begun, and recurrences that cannot be read."),
    },
)


@click.command("list", cls=AppCommand)
@click.argument("query", nargs=-1)
@click.option("--sort", metavar="KEYS", help="What to order by, such as due,-priority.")
@click.option("--group", type=click.Choice(_GROUPS), help="List in groups.")
@click.option("--all", "everything", is_flag=True, help="Without a query: also what is done or cancelled.")
@click.option("--limit", type=click.IntRange(1, 1000), default=200, show_default=True, help="The most to list.")
@pass_invocation
def list_(
    invocation: Invocation, query: tuple[str, ...], sort: str | None, group: str | None, everything: bool, limit: int
) -> None:
    """List the tasks that QUERY asks for, in the language of search; without one, all that are open.

    Try: is:overdue, due:week, assignee:mara, project:"Tide Clock", sprint:current, is:blocked.
    """
    q = " ".join(query) or ("" if everything else "is:open")
    with invocation.workbench() as bench:
        if group is not None:
            found = bench.api.get("tasks", "groups", by=group, q=q, sort=sort, limit=limit)
            invocation.show(found, _show_groups)
            return
        found = bench.api.get("tasks", "find", q=q, sort=sort, limit=limit)
    invocation.show(found, _show_list)


@click.command("add", cls=AppCommand)
@click.argument("text", nargs=-1, required=True)
@click.option("--note", metavar="PATH", help="The note to write into.")
@click.option("--heading", metavar="TITLE", help="The heading to write below.")
@click.option("--project", metavar="NAME", help="The project it belongs to.")
@click.option("--sprint", metavar="NAME", help="The sprint it is planned for.")
@pass_invocation
def add(
    invocation: Invocation, text: tuple[str, ...], note: str | None, heading: str | None, project: str | None,
    sprint: str | None,
) -> None:  # fmt: skip
    """Add a task as you would say it: Call Jo tomorrow 5pm @mara #print ~2h !high every 2 weeks.

    +NAME names the project, sprint:NAME the sprint. Without a place it goes into Inbox.md.
    """
    body = {"texts": [" ".join(text)], "note": note, "heading": heading, "project": project, "sprint": sprint}
    with invocation.workbench() as bench:
        edited = bench.api.post("tasks", body=body)
    invocation.show(edited, _show_edited)


def _changing(command: Any) -> Any:
    """The options that say what tasks are to be."""
    options = [
        click.option("--status", type=click.Choice(_STATUSES), help="Its status."),
        click.option("--symbol", metavar="X", help="The very character in its box."),
        click.option("--priority", type=click.Choice(_PRIORITIES), help="How urgent it is."),
        *(click.option(f"--{name}", metavar="DAY", help=f"Its {name} day: friday, +3d.") for name in _DATES),
        *(click.option(f"--{name}", metavar=kind, help=f"Its {name}.") for name, kind in _TEXTS.items()),
        click.option("--describe", metavar="TEXT", help="Its text."),
        click.option("--assign", metavar="NAME", multiple=True, help="Someone who does it."),
        click.option("--unassign", metavar="NAME", multiple=True, help="Someone who does not do it any more."),
        click.option("--tag", metavar="TAG", multiple=True, help="A tag to add."),
        click.option("--untag", metavar="TAG", multiple=True, help="A tag to take away."),
        click.option("--after", metavar="TASK", multiple=True, help="A task it waits for; none for nothing."),
    ]
    for option in reversed(options):
        command = option(command)
    return command


@click.command("set", cls=AppCommand)
@click.argument("key", nargs=-1, required=True, metavar="TASK...")
@_changing
@pass_invocation
def set_(invocation: Invocation, /, key: tuple[str, ...], **options: Any) -> None:
    """Change tasks; “none” takes a value away. Each changes exactly on its line, all as one step to undo."""
    with invocation.workbench() as bench:
        edited = _edit(bench, key, _changes(options))
    invocation.show(edited, _show_edited)


@click.command("done", cls=AppCommand)
@click.argument("key", nargs=-1, required=True, metavar="TASK...")
@pass_invocation
def done(invocation: Invocation, key: tuple[str, ...]) -> None:
    """Complete tasks. A recurring one is written again for its next day, as the Tasks plugin does."""
    with invocation.workbench() as bench:
        edited = _edit(bench, key, {"status": "done"})
    invocation.show(edited, _show_edited)


@click.command("move", cls=AppCommand)
@click.argument("key", nargs=-1, required=True, metavar="TASK...")
@click.option("--to", "note", required=True, metavar="NOTE", help="The note they go into: a path or title.")
@click.option("--heading", metavar="TEXT", help="The heading below which they go; made when it is missing.")
@pass_invocation
def move(invocation: Invocation, key: tuple[str, ...], note: str, heading: str | None) -> None:
    """Move tasks with their sub-items into another note, as one step to undo. Links to them follow."""
    body = {"items": [{"key": each} for each in key], "note": note, "heading": heading}
    with invocation.workbench() as bench:
        moved = bench.api.post("tasks", "move", body=body)
    invocation.show(moved, _show_edited)


@click.command("bulk", cls=AppCommand)
@click.argument("query", nargs=-1, required=True)
@click.option("--dry-run", is_flag=True, help="Only list what would change.")
@_changing
@pass_invocation
def bulk(invocation: Invocation, /, query: tuple[str, ...], dry_run: bool, **options: Any) -> None:
    """Change all tasks that QUERY asks for in the same way, as one step to undo."""
    changes = _changes(options)
    with invocation.workbench() as bench:
        found = bench.api.get("tasks", "find", q=" ".join(query), limit=1000)
        if dry_run or not found["items"]:
            invocation.show(found, _show_list)
            return
        edited = _edit(bench, [item["key"] for item in found["items"]], changes)
    invocation.show(edited, _show_edited)


@click.command("show", cls=AppCommand)
@click.argument("key", metavar="TASK")
@pass_invocation
def show(invocation: Invocation, key: str) -> None:
    """Show one task: why it belongs where it does, what it waits for and what waits for it."""
    with invocation.workbench() as bench:
        found = bench.api.get("tasks", "item", key=key)
    invocation.show(found, _show_detail)


@click.command("check", cls=AppCommand)
@pass_invocation
def check(invocation: Invocation) -> None:
    """Find tasks that wait in a circle, or for an id no task has, and recurrences that cannot be read."""
    with invocation.workbench() as bench:
        found = bench.api.get("tasks", "dependencies")
    invocation.show(found, _show_problems)


def _edit(bench: Workbench, keys: Any, changes: dict[str, Any]) -> dict[str, Any]:
    if not changes:
        raise click.UsageError("Say what to change, such as --due friday.")
    body = {"items": [{"key": key} for key in keys], "changes": changes}
    found: dict[str, Any] = bench.api.patch("tasks", body=body)
    return found


def _changes(options: dict[str, Any]) -> dict[str, Any]:
    """The options as the API takes them: what was not given is left out, “none” becomes null."""
    changes: dict[str, Any] = {}
    for name in _DATES:
        if (text := options[name]) is not None:
            changes[name] = None if text.lower() == _CLEARED else _day(name, text)
    for name in _TEXTS:
        if (text := options[name]) is not None:
            changes["recurrence" if name == "repeat" else name] = None if text.lower() == _CLEARED else text
    if options["status"]:
        changes["status"] = options["status"].replace("-", "_")
    if options["priority"]:
        changes["priority"] = None if options["priority"] == _CLEARED else options["priority"]
    if options["after"]:
        changes["depends_on"] = [] if options["after"] == (_CLEARED,) else list(options["after"])
    lists = {"assign": "add_assignees", "unassign": "remove_assignees", "tag": "add_tags", "untag": "remove_tags"}
    changes |= {field: list(options[name]) for name, field in lists.items() if options[name]}
    texts = {"symbol": options["symbol"], "description": options["describe"]}
    return changes | {name: text for name, text in texts.items() if text is not None}


def _day(name: str, text: str) -> str:
    from datetime import date

    from claudeprojects.core.vault.days import read_day

    day = read_day(text, date.today())
    if day is None:
        hint = "Write friday, +3d, 2026-12-01 or none."
        raise click.BadParameter(f"{text!r} is no day. {hint}", param_hint=f"--{name}")
    return day.isoformat()


def _show_list(output: Output, found: dict[str, Any]) -> None:
    if not found["items"]:
        output.aside("No task is like that. A task is a line like `- [ ] Call the printer 📅 2030-01-31`.")
        return
    _table(output, found["items"])
    shown, total = len(found["items"]), found["total"]
    output.aside(count(total, "task") if shown == total else f"{shown} of {count(total, 'task')}")


def _show_groups(output: Output, found: dict[str, Any]) -> None:
    for number, group in enumerate(found["groups"]):
        if number:
            output.line()
        output.line(f"{one_line(group['title'])} ({group['total']})", "bold")
        _table(output, group["items"], header=False)
    if not found["groups"]:
        output.aside("No task is like that.")


def _table(output: Output, items: list[dict[str, Any]], *, header: bool = True) -> None:
    rows = [(f"[{item['symbol']}]", item["due"] or "", as_read(item["description"]), item["key"]) for item in items]
    output.table(("", "Due", "Task", "Where") if header else (), rows)


def _show_edited(output: Output, edited: dict[str, Any]) -> None:
    _table(output, edited["items"], header=False)
    operation = edited["operation"]
    output.aside("Nothing to change." if operation is None else f"{operation['summary']}.")


def _show_detail(output: Output, found: dict[str, Any]) -> None:
    item = found["item"]
    _table(output, [item], header=False)
    names = ("status", "priority", "scheduled", "start", "time", "recurrence")
    facts = [(name.capitalize(), item[name]) for name in names]
    estimate = item["estimate"]
    facts.append(("Estimate", estimate and f"{estimate['amount']:g} {estimate['unit']}"))
    facts.append(("Assignees", ", ".join(item["assignees"])))
    belongs = [(kind, found[kind]) for kind in ("project", "sprint") if found[kind]["path"]]
    facts += [(kind.capitalize(), f"{why['path']}, because {why['text']}") for kind, why in belongs]
    output.table((), [(name, str(value)) for name, value in facts if value])
    for title, others in (("Waits for", found["waits_for"]), ("Waited for by", found["waited_for_by"])):
        if others:
            output.line(title, "bold")
            _table(output, others, header=False)


def _show_problems(output: Output, found: dict[str, Any]) -> None:
    for circle in found["circles"]:
        output.line(circle["text"])
        keys = circle["keys"]
        more = f", and {len(keys) - _SHOWN_KEYS:,} more" if len(keys) > _SHOWN_KEYS else ""
        output.indented(", ".join(keys[:_SHOWN_KEYS]) + more)
    for each in found["missing"]:
        output.line(f"{each['key']} waits for {each['id']}, an id that no task has")
    for each in found["rules"]:
        output.line(f"{each['key']}: the recurrence “{one_line(each['rule'])}” cannot be read: {each['problem']}")
    if not any(found.values()):
        output.aside(
            "Nothing waits in a circle, everything that is waited for is there, every recurrence can be read."
        )
