"""``methodology``: see what ways of working there are, begin a project by one, and write your own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from claudeprojects.cli.exits import Exit
from claudeprojects.cli.groups import AppCommand, AppGroup, Lazy, pass_invocation
from claudeprojects.cli.text import count, one_line

if TYPE_CHECKING:
    from claudeprojects.cli.invocation import Invocation
    from claudeprojects.cli.output import Output

_HERE = "claudeprojects.cli.commands.methodology"

_NO_TEXT = {
    "problems": [
        {
            "file": None,
            "line": 1,
            "column": 1,
            "level": "error",
            "code": "no-methodology",
            "text": "The file is not UTF-8.",
            "hint": "Save it as UTF-8 in an editor.",
        }
    ],
    "errors": 1,
    "warnings": 0,
}
"""What lint says of a file that cannot be sent to be read."""

ORIGINS = {"vault": "this vault", "builtin": "built in"}

methodology = AppGroup(
    "methodology",
    help="Work by a methodology: phases, what each produces, and gates between them.",
    no_args_is_help=True,
    lazy={
        "list": Lazy(f"{_HERE}:list_", "Show the methodologies there are."),
        "show": Lazy(f"{_HERE}:show", "Print one: its questions, phases and gates."),
        "begin": Lazy(f"{_HERE}:begin", "Begin a project by one, or add what is missing of it."),
        "run": Lazy("claudeprojects.cli.commands.phase:run", "Let agents carry out the phase a project is in."),
        "update": Lazy(f"{_HERE}:update", "Let a project follow its edited methodology."),
        "new": Lazy(f"{_HERE}:new", "Make one, small or from another."),
        "lint": Lazy(f"{_HERE}:lint", "Say what is wrong with one, line by line."),
    },
)


@click.command("list", cls=AppCommand)
@click.option("--all", "everything", is_flag=True, help="Also files that do not count, with the reason.")
@pass_invocation
def list_(invocation: Invocation, everything: bool) -> None:
    """List the methodologies that count here, nearest first."""
    with invocation.workbench() as bench:
        items = bench.api.get("methodologies")["items"]
    invocation.show([item for item in items if everything or item["used"]], _show_list)


def _show_list(output: Output, found: list[dict[str, Any]]) -> None:
    used = [item for item in found if item["used"]]
    rows = [(item["name"], ORIGINS[item["origin"]], one_line(item["summary"])) for item in used]
    if rows:
        output.table(("Name", "From", "What it is"), rows)
    for item in found:
        if not item["used"]:
            output.line(f"{item['path']}: {item['why']}")
    output.aside(count(len(used), "methodology", "methodologies"))


@click.command("show", cls=AppCommand)
@click.argument("name")
@pass_invocation
def show(invocation: Invocation, name: str) -> None:
    """Print the methodology NAME: what it asks, its phases, and what their gates need."""
    with invocation.workbench() as bench:
        found = bench.api.get("methodologies", name)
    invocation.show(found, _show_one)


def _show_one(output: Output, found: dict[str, Any]) -> None:
    output.line(f"{found['title']} ({found['path']})", style="bold")
    output.line(found["summary"])
    if found["when"]:
        output.line(found["when"])
    output.line()
    output.line("Asks", style="bold")
    rows = [(f"  {each['name']}", _kind(each), each["ask"]) for each in found["variables"]]
    output.table((), rows)
    for number, phase in enumerate(found["stages"], 1):
        days = (
            f", {count(int(phase['days']), 'day')}" if phase["days"] and phase["days"] == int(phase["days"]) else ""
        )
        output.line()
        output.line(f"{number}. {phase['title']}{days}", style="bold")
        for activity in phase["activities"]:
            output.line(f"  {activity['title']}")
        for need in phase["needs"]:
            output.line(f"  gate: {need['text']}")


def _kind(variable: dict[str, Any]) -> str:
    kind = "|".join(variable["choices"]) or variable["kind"]
    return f"{kind}, required" if variable["required"] else kind


@click.command("begin", cls=AppCommand)
@click.argument("name")
@click.option("--set", "given", multiple=True, metavar="VARIABLE=ANSWER", help="An answer; several with `;` between.")
@click.option("--dry-run", is_flag=True, help="Say what would be made, and make nothing.")
@pass_invocation
def begin(invocation: Invocation, name: str, given: tuple[str, ...], dry_run: bool) -> None:
    """Begin a project by the methodology NAME. Again, with the same project, only what is missing is added."""
    answers = dict(_answer(text) for text in given)
    with invocation.workbench() as bench:
        result = bench.api.post(
            "methodologies", name, "plan" if dry_run else "instantiate", body={"answers": answers}
        )
    if dry_run:
        invocation.show(result, lambda output, plan: _show_plan(output, plan, would=True))
    else:
        invocation.show(result, lambda output, done: _show_made(output, done))


def _answer(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise click.BadParameter(f"{text!r} is no answer; write NAME=ANSWER.", param_hint="--set")
    return name.strip(), value.strip()


def _show_made(output: Output, done: dict[str, Any]) -> None:
    if done["operation"] is None:
        output.aside(f"Nothing is missing of {done['plan']['project']}.")
        return
    _show_plan(output, done["plan"], would=False)


def _show_plan(output: Output, plan: dict[str, Any], *, would: bool) -> None:
    for note in plan["notes"]:
        if note["action"] == "create":
            output.line(f"+ {note['path']}")
        elif note["action"] == "change":
            output.line(f"~ {note['path']}")
            for line in note["adds"]:
                output.line(f"    {line}")
    made = count(sum(note["action"] != "keep" for note in plan["notes"]), "note")
    kept = count(sum(note["action"] == "keep" for note in plan["notes"]), "note")
    output.aside(f"{made} {'would be written' if would else 'written'}; {kept} there already.")


@click.command("update", cls=AppCommand)
@click.argument("project")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@pass_invocation
def update(invocation: Invocation, project: str, dry_run: bool) -> None:
    """Add to PROJECT (a path or title) what its methodology says now and it does not have yet."""
    with invocation.workbench() as bench:
        if dry_run:
            changes = bench.api.get("gates", "changes", project=project)["items"]
            invocation.show(changes, _show_changes)
            return
        result = bench.api.post("gates", "update", body={"project": project})
    invocation.show(result, _show_made)


def _show_changes(output: Output, changes: list[dict[str, Any]]) -> None:
    for change in changes:
        output.line(f"{'~' if change['applied'] else ' '} {change['path']}: {change['text']}")
    output.aside("It agrees with its methodology." if not changes else "`~` marks what an update does.")


@click.command("new", cls=AppCommand)
@click.argument("name")
@click.option("--from", "source", default="", metavar="METHODOLOGY", help="Begin with a copy of this one.")
@pass_invocation
def new(invocation: Invocation, name: str, source: str) -> None:
    """Make the methodology NAME in the vault, for you to fill in."""
    with invocation.workbench() as bench:
        made = bench.api.post("methodologies", body={"name": name, "source": source})
    invocation.show(made, lambda output, result: output.aside(f"Made {result['path']}. Its templates are beside it."))


@click.command("lint", cls=AppCommand)
@click.argument("which", metavar="NAME_OR_FILE")
@pass_invocation
def lint(invocation: Invocation, which: str) -> int:
    """Look through a methodology, by its name or its file; change nothing.

    Ends with exit code 9 when something is wrong.
    """
    with invocation.workbench() as bench:
        path, text = _text_of(bench.api, which, invocation.root)
        report = (
            bench.api.post("methodologies", "lint", body={"text": text, "path": path})
            if text is not None
            else _NO_TEXT
        )
    invocation.show(report, lambda output, found: _show_problems(output, path, found))
    return Exit.FINDINGS if report["errors"] else Exit.OK


def _text_of(api: Any, which: str, root: Path) -> tuple[str, str | None]:
    """The path and the text of a methodology, whose file may have errors; no text when it is not UTF-8."""
    file = Path(which).absolute()
    if which.endswith(".md") and file.is_file():
        inside = file.is_relative_to(root)
        return (file.relative_to(root).as_posix() if inside else str(file)), _read(file)
    items = api.get("methodologies")["items"]
    named = [item for item in items if item["name"] == which] or [i for i in items if Path(i["path"]).stem == which]
    if named and not named[0]["used"]:
        return named[0]["path"], _read(root / named[0]["path"])
    found = api.get("methodologies", which)
    return found["path"], found["text"]


def _read(file: Path) -> str | None:
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


def _show_problems(output: Output, path: str, report: dict[str, Any]) -> None:
    for problem in report["problems"]:
        place = f"{problem['file'] or path}:{problem['line']}:{problem['column']}"
        output.line(f"{place}: {problem['level']}: {problem['text']} [{problem['code']}]")
        if problem["hint"]:
            output.line(f"    {problem['hint']}")
    output.aside(f"{count(report['errors'], 'error')}, {count(report['warnings'], 'warning')}")
