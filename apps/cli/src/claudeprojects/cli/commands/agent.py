"""``agent`` and ``skill``: what the library holds, where each thing comes from, and why something is not used."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import click
from claudeprojects.cli.exits import Exit
from claudeprojects.cli.groups import AppCommand, AppGroup, Lazy, pass_invocation
from claudeprojects.cli.text import count, one_line

if TYPE_CHECKING:
    from claudeprojects.cli.invocation import Invocation
    from claudeprojects.cli.output import Output

_HERE = "claudeprojects.cli.commands.agent"

BRIEF = 100
"""Characters of a description that a list shows."""

agent = AppGroup(
    "agent",
    help="See and make agents: Markdown files, Claude Code's as they are.",
    no_args_is_help=True,
    lazy={
        "list": Lazy(f"{_HERE}:list_", "Show the agents there are, and where each comes from."),
        "show": Lazy(f"{_HERE}:show", "Print an agent: its settings and its prompt."),
        "lint": Lazy(f"{_HERE}:lint", "Say what was found where, and why something is not used."),
        "new": Lazy(f"{_HERE}:new", "Make an agent, empty or from another."),
    },
)

skill = AppGroup(
    "skill",
    help="See the skills that agents can use.",
    no_args_is_help=True,
    lazy={"list": Lazy(f"{_HERE}:list_skills", "Show the skills there are, and where each comes from.")},
)

_all = click.option("--all", "everything", is_flag=True, help="Also files that are not used, with the reason.")

_END = re.compile(r"(?<=[.!?])\s|\n\n|\s*(?:Examples?:|<example>)")

ORIGINS = {"vault": "this vault", "user": "you", "plugin": "a plugin", "builtin": "built in"}


@click.command("list", cls=AppCommand)
@_all
@pass_invocation
def list_(invocation: Invocation, everything: bool) -> None:
    """List the agents in use, nearest first."""
    _list(invocation, "agents", "agent", everything)


@click.command("list", cls=AppCommand)
@_all
@pass_invocation
def list_skills(invocation: Invocation, everything: bool) -> None:
    """List the skills in use, nearest first."""
    _list(invocation, "skills", "skill", everything)


def _list(invocation: Invocation, kind: str, noun: str, everything: bool) -> None:
    with invocation.workbench(fresh=False) as bench:
        items = bench.api.get(kind)["items"]
    wanted = items if everything else [item for item in items if item["used"]]
    invocation.show(wanted, lambda output, found: _show_list(output, found, noun, len(items) - len(wanted)))


def _show_list(output: Output, found: list[dict[str, Any]], noun: str, left_out: int) -> None:
    used = [item for item in found if item["used"]]
    rows = [(item["name"], _origin(item), brief(item["description"])) for item in used]
    if rows:
        output.table(("Name", "From", "What it is for"), rows)
    for item in found:
        if not item["used"]:
            output.line(f"{item['path']}: {item['why']}")
    output.aside(count(len(used), noun) + (f"; {count(left_out, 'file')} not used (--all)" if left_out else ""))


def _origin(item: dict[str, Any]) -> str:
    return f"plugin {item['plugin']}" if item["plugin"] else ORIGINS[item["origin"]]


def brief(description: str | None) -> str:
    """The first sentence of a description; public ones run to pages."""
    line = one_line(_END.split(description or "", maxsplit=1)[0])
    return line if len(line) <= BRIEF else line[: BRIEF - 1].rsplit(" ", 1)[0] + "…"


@click.command("show", cls=AppCommand)
@click.argument("name")
@pass_invocation
def show(invocation: Invocation, name: str) -> None:
    """Print the agent NAME as it is used here: its settings, then its prompt."""
    with invocation.workbench(fresh=False) as bench:
        found = bench.api.get("agents", name)
    invocation.show(found, _show_agent)


def _show_agent(output: Output, found: dict[str, Any]) -> None:
    facts = {
        "Name": found["name"],
        "File": found["path"],
        "For": brief(found["description"]),
        "Tools": "all" if found["tools"] is None else ", ".join(found["tools"]) or "none",
        "Not": ", ".join(found["disallowed_tools"]),
        "Model": found["model"] or "",
        "Mode": found["mode"],
        "Skills": ", ".join(found["skills"]),
        "Servers": ", ".join(found["mcp_servers"]),
        "Instead of": ", ".join(found["hides"]),
    }
    output.table((), [(title, value) for title, value in facts.items() if value])
    _show_problems(output, [found])
    output.line()
    output.raw(found["prompt"] + "\n")


@click.command("lint", cls=AppCommand)
@pass_invocation
def lint(invocation: Invocation) -> int:
    """Look at every agent, skill, file of instructions and MCP configuration; change nothing.

    Ends with exit code 9 when a file cannot be used at all though it is meant to be.
    """
    with invocation.workbench(fresh=False) as bench:
        report = bench.api.get("agents", "lint")
    invocation.show(report, _show_report)
    return Exit.FINDINGS if report["errors"] else Exit.OK


def _show_report(output: Output, report: dict[str, Any]) -> None:
    there = [place for place in report["places"] if place["exists"]]
    output.line("Looked at", style="bold")
    output.table((), [(f"  {place['path']}", place["kind"], _holds(place)) for place in there])
    files = [*report["agents"], *report["skills"], *report["servers"], *report["instructions"]]
    used = [file for file in files if file["used"]]
    _show_why(output, "In use", [file for file in used if file.get("origin") != "builtin"])
    _show_why(output, "Not used", [file for file in files if not file["used"]])
    _show_problems(output, [*report["places"], *report["agents"], *report["skills"], *report["servers"]])
    missing = len(report["places"]) - len(there)
    output.aside(
        f"{count(len(used), 'definition')} in use; {count(report['errors'], 'error')}, "
        f"{count(report['warnings'], 'warning')}, {count(report['notes'], 'note')}. "
        f"{count(missing, 'other place')} would be read and {'does' if missing == 1 else 'do'} not exist (--json)."
    )


def _holds(place: dict[str, Any]) -> str:
    held = count(place["files"], "file")
    return held if place["read"] else f"{held}, not read. {place['why']}"


def _show_why(output: Output, title: str, files: list[dict[str, Any]]) -> None:
    if files:
        output.line()
        output.line(title, style="bold")
        output.table((), [(f"  {file.get('name') or ''}", file["path"], file["why"]) for file in files])


def _show_problems(output: Output, files: list[dict[str, Any]]) -> None:
    rows = [
        (f"  {file['path']}" + (f":{problem['line']}" if problem["line"] else ""), problem["level"], problem["text"])
        for file in files
        for problem in file["problems"]
    ]
    if rows:
        output.line()
        output.line("To know", style="bold")
        output.table((), list(dict.fromkeys(rows)))


@click.command("new", cls=AppCommand)
@click.argument("name")
@click.option("--description", default="", help="What it does, and when it should be used.")
@click.option("--from", "source", default="", metavar="AGENT", help="Begin with a copy of this agent.")
@click.option("--own", is_flag=True, help="Keep it in your home folder, for every vault.")
@pass_invocation
def new(invocation: Invocation, name: str, description: str, source: str, own: bool) -> None:
    """Make the agent NAME as a Markdown file, for you to fill in."""
    from claudeprojects.agents.definitions.library import Library
    from claudeprojects.agents.definitions.make import new_agent

    library = Library(invocation.root)
    path = new_agent(library, name, description, source, own=own)
    result = {"name": name, "path": library.shown(path), "file": str(path)}
    invocation.show(
        result, lambda output, made: output.aside(f"Made {made['path']}. Open it and say who the agent is.")
    )
