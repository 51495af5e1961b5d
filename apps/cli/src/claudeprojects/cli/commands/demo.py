"""``demo``: see something whole at work in a folder of its own, without a network or a key."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
from claudeprojects.cli.exits import Exit
from claudeprojects.cli.groups import AppCommand, AppGroup, Lazy, pass_invocation

if TYPE_CHECKING:
    from claudeprojects.cli.invocation import Invocation

FOLDER: Final = "ClaudeProjects Demo"
SIGN_OF_SAMPLE: Final = "Projects/Examples/First five minutes/First five minutes.md"
"""A note that only the sample has."""

demo = AppGroup(
    "demo",
    help="See a whole project at work in a sample, on the model that comes along.",
    no_args_is_help=True,
    lazy={"design-sprint": Lazy(f"{__name__}:design_sprint", "Five days of a Design Sprint, in minutes.")},
)


@click.command("design-sprint", cls=AppCommand)
@click.argument("folder", required=False, type=click.Path(file_okay=False), metavar="[FOLDER]")
@click.option("--yes", is_flag=True, help="Go on through every gate without asking.")
@click.option("--model", metavar="NAME", help="Another model than the one that comes along.")
@pass_invocation
def design_sprint(invocation: Invocation, folder: str | None, *, yes: bool, model: str | None) -> int:
    """Carry out a Design Sprint on the sample workspace in FOLDER, which is made when it is not there.

    Agents do what they can of each day; what only people can do is taken from a worked example, and says so. At each
    gate you are asked before it goes on. Ctrl-C stops it; the same command goes on from there.
    """
    from claudeprojects.cli.commands.demo_sprint import DesignSprint

    place = Path(folder).expanduser().absolute() if folder else _default_place()
    made = _prepared(place)
    invocation.vault = str(place)
    if not invocation.as_json:
        invocation.output.line(f"{'A new sample workspace' if made else 'Going on'} in {place}.", style="bold")
    with invocation.workbench(embed=True) as bench, bench.events() as events:
        output = None if invocation.as_json else invocation.output
        story = DesignSprint(place, bench, events, output, ask_first=not yes)
        told = story.tell(model)
    if invocation.as_json:
        invocation.show({"folder": str(place), **told}, lambda _output, _told: None)
    return Exit.OK


def _default_place() -> Path:
    from claudeprojects.core.sample.create import default_place

    return default_place().with_name(FOLDER)


def _prepared(place: Path) -> bool:
    """Make the sample at ``place`` unless it is there; whether it was made. Never half of it."""
    from claudeprojects.core.sample.create import create_sample

    if place.is_dir() and any(place.iterdir()):
        if not (place / SIGN_OF_SAMPLE).is_file():
            raise click.UsageError(f"{place} holds something else than the sample: name a new or an empty folder.")
        return False
    unfinished = place.with_name(f".{place.name}.unfinished")
    if unfinished.exists():
        shutil.rmtree(unfinished)
    create_sample(unfinished, date.today())
    if place.is_dir():
        place.rmdir()
    unfinished.rename(place)
    return True
