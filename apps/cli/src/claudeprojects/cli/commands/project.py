"""``project`` and ``sprint``: what is going on, how far it is, and what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from claudeprojects.cli.groups import AppCommand, AppGroup, Lazy, pass_invocation
from claudeprojects.cli.text import count, one_line

if TYPE_CHECKING:
    from claudeprojects.cli.invocation import Invocation
    from claudeprojects.cli.output import Output

_HERE = "claudeprojects.cli.commands.project"
_FIGURES = "claudeprojects.cli.commands.figures"

project = AppGroup(
    "project",
    help="See projects and begin new ones. A project is a note with `type: project`.",
    no_args_is_help=True,
    lazy={
        "list": Lazy(f"{_HERE}:list_projects", "List projects and how far they are."),
        "show": Lazy(f"{_HERE}:show", "Show a project: its sprints, milestones and open tasks."),
        "new": Lazy(f"{_HERE}:new", "Begin a project in a folder of its own."),
        "figures": Lazy(f"{_FIGURES}:of_project", "Show its velocity, flow and cycle time."),
        "report": Lazy(f"{_FIGURES}:report", "Write a report as a note with pictures."),
    },
)

sprint = AppGroup(
    "sprint",
    help="See and plan sprints. A sprint is a note with `type: sprint`.",
    no_args_is_help=True,
    lazy={
        "list": Lazy(f"{_HERE}:list_sprints", "List sprints and how far they are."),
        "new": Lazy(f"{_HERE}:new_sprint", "Make a sprint beside its project."),
        "plan": Lazy(f"{_HERE}:plan", "Put tasks into a sprint; see what it holds."),
        "figures": Lazy(f"{_FIGURES}:of_sprint", "Show its burndown, and who has how much."),
    },
)


@click.command("list", cls=AppCommand)
@click.option("--open", "only_open", is_flag=True, help="Only projects that are going on.")
@pass_invocation
def list_projects(invocation: Invocation, only_open: bool) -> None:
    """List projects and how far they are."""
    with invocation.workbench() as bench:
        found = list(bench.api.items("projects", closed=not only_open, limit=1000))
    invocation.show(found, _show_projects)


@click.command("show", cls=AppCommand)
@click.argument("name")
@pass_invocation
def show(invocation: Invocation, name: str) -> None:
    """Show the project NAME, a title or the path of its note: sprints, milestones and open tasks."""
    with invocation.workbench() as bench:
        found = bench.api.get("projects", name)
        path = found["path"]
        result = {
            "project": found,
            "sprints": list(bench.api.items("sprints", project=path, limit=1000)),
            "milestones": list(bench.api.items("milestones", project=path, limit=1000)),
            "tasks": bench.api.get("tasks", "find", q=f'project:"{path}" is:open', limit=20),
        }
    invocation.show(result, _show_project)


@click.command("new", cls=AppCommand)
@click.argument("title")
@click.option("--folder", default="Projects", show_default=True, help="Where its own folder is made.")
@click.option("--owner", metavar="NAME", help="Who answers for it.")
@click.option("--start", metavar="DAY", help="When it begins.")
@click.option("--due", metavar="DAY", help="When it is to be done.")
@pass_invocation
def new(
    invocation: Invocation, title: str, folder: str, owner: str | None, start: str | None, due: str | None
) -> None:
    """Begin the project TITLE: a folder of its own with a note."""
    days = {name: _day(name, text) for name, text in (("start", start), ("due", due)) if text}
    body = {"title": title, "folder": folder, "owner": owner, **days}
    with invocation.workbench() as bench:
        operation = bench.api.post("projects", body=body)
    invocation.show(operation, _show_operation)


@click.command("list", cls=AppCommand)
@click.option("--project", "of", metavar="NAME", help="Only the sprints of this project.")
@pass_invocation
def list_sprints(invocation: Invocation, of: str | None) -> None:
    """List sprints by their days and how far they are."""
    with invocation.workbench() as bench:
        found = list(bench.api.items("sprints", project=of, limit=1000))
    invocation.show(found, _show_sprints)


@click.command("new", cls=AppCommand)
@click.argument("title", required=False)
@click.option("--project", "of", metavar="NAME", help="The project it belongs to.")
@click.option("--start", metavar="DAY", help="Its first day.")
@click.option("--end", metavar="DAY", help="Its last day.")
@click.option("--goal", metavar="TEXT", help="What it is for.")
@click.option("--capacity", type=click.FloatRange(min=0), help="How much it can hold, in the unit of your estimates.")
@pass_invocation
def new_sprint(
    invocation: Invocation, title: str | None, of: str | None, start: str | None, end: str | None, goal: str | None,
    capacity: float | None,
) -> None:  # fmt: skip
    """Make the sprint TITLE.

    In a project whose methodology has sprints, what you leave out is as the methodology says: without TITLE it is the
    next one, with its number, its days and its capacity.
    """
    if title is None and of is None:
        raise click.UsageError("Name the sprint, or the --project whose next sprint it is.")
    days = {name: _day(name, text) for name, text in (("start", start), ("end", end)) if text}
    body = {"title": title, "project": of, "goal": goal, "capacity": capacity, **days}
    with invocation.workbench() as bench:
        operation = bench.api.post("sprints", body=body)
    invocation.show(operation, _show_operation)


@click.command("plan", cls=AppCommand)
@click.argument("name")
@click.argument("key", nargs=-1, metavar="[TASK]...")
@pass_invocation
def plan(invocation: Invocation, name: str, key: tuple[str, ...]) -> None:
    """Put tasks into the sprint NAME, then show what it holds against what it can hold."""
    with invocation.workbench() as bench:
        found = bench.api.get("sprints", name)
        if key:
            body = {"items": [{"key": each} for each in key], "changes": {"sprint": found["path"]}}
            bench.api.patch("tasks", body=body)
            found = bench.api.get("sprints", found["path"])
        items = bench.api.get("tasks", "find", q=f'sprint:"{found["path"]}"', limit=1000)
    invocation.show({"sprint": found, "tasks": items}, _show_plan)


def _day(name: str, text: str) -> str:
    from datetime import date

    from claudeprojects.core.vault.days import read_day

    day = read_day(text, date.today())
    if day is None:
        raise click.BadParameter(f"{text!r} is no day. Write friday, +3d or 2026-12-01.", param_hint=f"--{name}")
    return day.isoformat()


def _show_projects(output: Output, found: list[dict[str, Any]]) -> None:
    if not found:
        output.aside("There are no projects. A project is a note with `type: project`; try `project new`.")
        return
    rows = [(each["title"], each["status"] or "", _share(each), each["due"] or "", each["path"]) for each in found]
    output.table(("Project", "Status", "Done", "Due", "Where"), rows)
    output.aside(count(len(found), "project"))


def _show_sprints(output: Output, found: list[dict[str, Any]]) -> None:
    if not found:
        output.aside("There are no sprints. A sprint is a note with `type: sprint`; try `sprint new`.")
        return
    rows = [(each["title"], each["state"], _days(each), _share(each), each["path"]) for each in found]
    output.table(("Sprint", "State", "Days", "Done", "Where"), rows)
    output.aside(count(len(found), "sprint"))


def _show_project(output: Output, result: dict[str, Any]) -> None:
    found = result["project"]
    output.line(one_line(found["title"]), "bold")
    facts = [
        ("Status", found["status"]), ("Phase", found["phase"]), ("Owner", found["owner"]), ("Due", found["due"]),
        ("Done", _share(found)), ("Overdue", found["progress"]["overdue"] or None), ("Where", found["path"]),
    ]  # fmt: skip
    output.table((), [(name, str(value)) for name, value in facts if value])
    sprints = [(each["title"], each["state"], _share(each)) for each in result["sprints"]]
    milestones = [(each["title"], each["due"] or "", "done" if each["done"] else "") for each in result["milestones"]]
    for title, rows in (
        ("Sprints", sprints),
        ("Milestones", milestones),
        ("Open", _lines(result["tasks"]["items"])),
    ):
        if rows:
            output.line()
            output.line(title, "bold")
            output.table((), rows)


def _show_plan(output: Output, result: dict[str, Any]) -> None:
    found, progress = result["sprint"], result["sprint"]["progress"]
    estimates = [f"{progress[unit]:g} {unit}" for unit in ("points", "hours") if progress[unit]]
    room = "" if found["capacity"] is None else f" of {found['capacity']:g}"
    output.line(f"{one_line(found['title'])}: {' and '.join(estimates) or 'no estimates'}{room}", "bold")
    rows = _lines(result["tasks"]["items"])
    output.table((), rows)
    output.aside(count(len(rows), "task"))


def _lines(items: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    return [(f"[{each['symbol']}]", one_line(each["description"]), each["key"]) for each in items]


def _days(each: dict[str, Any]) -> str:
    return f"{each['start'] or '?'} to {each['end'] or '?'}"


def _show_operation(output: Output, operation: dict[str, Any]) -> None:
    output.line(f"{operation['summary']}.")


def _share(each: dict[str, Any]) -> str:
    progress = each["progress"]
    return f"{progress['done']}/{progress['total']}"
