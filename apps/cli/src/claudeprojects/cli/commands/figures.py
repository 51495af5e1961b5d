"""``project figures``, ``project report`` and ``sprint figures``: what the history of the tasks comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from claudeprojects.cli.groups import AppCommand, pass_invocation
from claudeprojects.cli.text import one_line

if TYPE_CHECKING:
    from claudeprojects.cli.invocation import Invocation
    from claudeprojects.cli.output import Output

UNITS = ("points", "hours", "items")


@click.command("figures", cls=AppCommand)
@click.argument("name")
@click.option("--unit", type=click.Choice(UNITS), help="What to count in; by default what the estimates are in.")
@pass_invocation
def of_project(invocation: Invocation, name: str, unit: str | None) -> None:
    """Show what the sprints of the project NAME did, and how long its tasks take.

    Flow and cycle time are those of the last six weeks.
    """
    with invocation.workbench() as bench:
        result = {
            "velocity": bench.api.get("figures", "velocity", project=name, unit=unit),
            "flow": bench.api.get("figures", "flow", project=name),
            "cycle_times": bench.api.get("figures", "cycle-times", project=name),
        }
    invocation.show(result, _show_project)


@click.command("figures", cls=AppCommand)
@click.argument("name")
@click.option("--unit", type=click.Choice(UNITS), help="What to count in; by default what the estimates are in.")
@pass_invocation
def of_sprint(invocation: Invocation, name: str, unit: str | None) -> None:
    """Show the sprint NAME day by day, and who has how much of it."""
    with invocation.workbench() as bench:
        result = {
            "burndown": bench.api.get("figures", "burndown", sprint=name, unit=unit),
            "capacity": bench.api.get("figures", "capacity", sprint=name, unit=unit),
        }
    invocation.show(result, _show_sprint)


@click.command("report", cls=AppCommand)
@click.argument("name")
@click.option("--dry-run", is_flag=True, help="Print it and write nothing.")
@pass_invocation
def report(invocation: Invocation, name: str, dry_run: bool) -> None:
    """Write the report of the project NAME: a note with tables and pictures, beside the project."""
    with invocation.workbench() as bench:
        result = bench.api.post("reports", body={"project": name, "dry_run": dry_run})
    invocation.show(result, _show_report if not dry_run else lambda output, made: output.raw(made["text"]))


def _show_project(output: Output, result: dict[str, Any]) -> None:
    velocity, cycle = result["velocity"], result["cycle_times"]
    rows = [
        (
            one_line(each["title"]),
            f"{each['start']} to {each['end']}",
            f"{each['committed']:g}",
            f"{each['done']:g}",
            f"{each['carried']:g}",
        )
        for each in velocity["sprints"]
    ]
    if rows:
        output.table(("Sprint", "Days", f"Committed ({velocity['unit']})", "Done", "Left"), rows)
    if velocity["mean"] is not None:
        output.line(f"On average {velocity['mean']:g} {velocity['unit']} a sprint.")
    if result["flow"]:
        day = result["flow"]["days"][-1]
        output.line(f"Now {day['todo']} to do, {day['in_progress']} in progress, {day['done']} done.")
    finished = sum(week["finished"] for week in cycle["weeks"])
    told = ""
    if cycle["median"] is not None:
        told = f"; half took at most {cycle['median']:.1f} days, 85 of 100 at most {cycle['most']:.1f}"
    output.line(f"Finished in six weeks: {finished}{told}.")


def _show_sprint(output: Output, result: dict[str, Any]) -> None:
    burndown, capacity = result["burndown"], result["capacity"]
    rows = [
        (day["day"], f"{day['ideal']:.1f}", _number(day["remaining"]), _number(day["scope"]))
        for day in burndown["days"]
    ]
    output.table(("Day", "Steady pace", f"Left ({burndown['unit']})", "In all"), rows)
    loads = [
        (load["person"] or "nobody yet", f"{load['committed']:g}", f"{load['done']:g}") for load in capacity["loads"]
    ]
    if loads:
        output.line()
        output.table(("Who", "Has", "Done"), loads)
    if capacity["over"]:
        output.aside(f"{capacity['over']:g} {capacity['unit']} more than the {capacity['capacity']:g} that fit.")


def _show_report(output: Output, made: dict[str, Any]) -> None:
    if made["operation"] is None:
        output.line(f"{made['path']} is there already and says the same.")
        return
    output.line(f"Written to {made['path']}.")
    output.aside(f"Take it back with `claudeprojects note undo {made['operation']['id']}`.")


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"
