"""``phase``: let agents carry out the phase a project is in, and take part in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from claudeprojects.cli.commands.run import watched
from claudeprojects.cli.exits import Exit
from claudeprojects.cli.groups import AppCommand, AppGroup, Lazy, pass_invocation
from claudeprojects.cli.text import one_line, printable

if TYPE_CHECKING:
    from claudeprojects.cli.invocation import Invocation
    from claudeprojects.cli.output import Output
    from claudeprojects.cli.watching import Events
    from claudeprojects.cli.workbench import Workbench

_HERE = "claudeprojects.cli.commands.phase"

MARKS = {"done": "x", "running": "/", "failed": "!", "handed-over": ">", "waiting": " "}

phase = AppGroup(
    "phase",
    help="Let agents carry out a phase; they stop at its gate, which is yours.",
    no_args_is_help=True,
    lazy={
        "run": Lazy(f"{_HERE}:run", "Let agents carry out the phase a project is in."),
        "status": Lazy(f"{_HERE}:status", "Say how far it is, and what its gate still lacks."),
        "resume": Lazy(f"{_HERE}:resume", "Go on with what failed, was stopped, or waited for a person."),
        "rerun": Lazy(f"{_HERE}:rerun", "Let agents do one activity anew."),
        "hand-over": Lazy(f"{_HERE}:hand_over", "Give one activity to a person."),
        "reopen": Lazy(
            "claudeprojects.cli.commands.gate:reopen", "Bring a project back into a phase it went through."
        ),
    },
)

_project = click.argument("project")
_budget = click.option("--budget", metavar="DOLLARS", type=click.FloatRange(min=0), help="The most it may cost.")
_tokens = click.option("--tokens", metavar="N", type=click.IntRange(min=1), help="The most tokens it may use.")


@click.command("run", cls=AppCommand)
@_project
@click.option("--model", metavar="NAME", help="Which model; the router chooses when left out.")
@_budget
@_tokens
@click.option(
    "--hand-over", "handed", multiple=True, metavar="ACTIVITY=PERSON", help="A person does it; can be given often."
)
@click.option("--detach", is_flag=True, help="Start it and leave; needs a running engine.")
@pass_invocation
def run(invocation: Invocation, /, project: str, detach: bool, **options: Any) -> int:
    """Let agents carry out the phase that PROJECT (a path or title) is in.

    Its activities are done side by side where they can be, what was written is checked and mended once, and then it
    stops at the gate and says what is left for you. What was written waits for your review.
    """
    people = dict(_pair(each) for each in options["handed"])
    body = {"project": project, "model": options["model"], "hand_over": people, "attended": not detach}
    body |= _limits(options)
    with invocation.workbench() as bench, bench.events() as events:
        if detach and bench.engine is None:
            raise click.UsageError("--detach needs a running engine: start one with `claudeprojects serve`.")
        started = bench.api.post("phases", body=body)
        if not detach:
            return _watched(invocation, bench, events, started["id"])
    invocation.show(started, lambda output, result: output.line(result["id"]))
    return Exit.OK


@click.command("status", cls=AppCommand)
@_project
@pass_invocation
def status(invocation: Invocation, project: str) -> None:
    """Say how far the phase of PROJECT is that agents carried out last."""
    with invocation.workbench() as bench:
        found = bench.api.get("phases", project=project, limit=1)
    invocation.show(found, _show)


@click.command("resume", cls=AppCommand)
@_project
@_budget
@_tokens
@pass_invocation
def resume(invocation: Invocation, /, project: str, **options: Any) -> int:
    """Go on with the phase of PROJECT: with what failed, was stopped, or waited for a person's notes."""
    return _go_on(invocation, project, "resume", _limits(options))


@click.command("rerun", cls=AppCommand)
@_project
@click.argument("activity")
@click.argument("words", required=False, default="")
@pass_invocation
def rerun(invocation: Invocation, project: str, activity: str, words: str) -> int:
    """Let agents do ACTIVITY of PROJECT's phase anew, and tell them WORDS; also takes back what was handed over."""
    return _go_on(invocation, project, "rerun", {"activity": activity, "words": words})


@click.command("hand-over", cls=AppCommand)
@_project
@click.argument("activity")
@click.option("--to", "person", required=True, metavar="NAME", help="Who does it.")
@pass_invocation
def hand_over(invocation: Invocation, project: str, activity: str, person: str) -> None:
    """Give ACTIVITY of PROJECT's phase to a person; an agent at work on it is stopped, the others go on.

    When its notes are written, `phase resume` goes on from there.
    """
    with invocation.workbench() as bench:
        run_id = _newest(bench, project)
        bench.api.post("phases", run_id, "hand-over", body={"activity": activity, "person": person})
        found = bench.api.get("phases", project=project, limit=1)
    invocation.show(found, _show)


def _go_on(invocation: Invocation, project: str, verb: str, body: dict[str, Any]) -> int:
    with invocation.workbench() as bench, bench.events() as events:
        run_id = _newest(bench, project)
        bench.api.post("phases", run_id, verb, body=body)
        return _watched(invocation, bench, events, run_id)


def _watched(invocation: Invocation, bench: Workbench, events: Events, run_id: str) -> int:
    """Watch a phase to its end; then its summary is the result."""
    code = watched(invocation, bench, events, run_id)
    if not invocation.as_json and (summary := bench.api.get("runs", run_id)["answer"]):
        invocation.output.raw(f"{summary}\n")
    return code


def _newest(bench: Workbench, project: str) -> str:
    found = bench.api.get("phases", project=project, limit=1)["items"]
    if not found:
        raise click.UsageError(f"No phase of {project} was carried out yet: `claudeprojects phase run` begins one.")
    return str(found[0]["run"]["id"])


def _limits(options: dict[str, Any]) -> dict[str, Any]:
    limits = {"dollars": options["budget"], "tokens": options["tokens"]}
    given = {name: value for name, value in limits.items() if value is not None}
    return {"budget": given} if given else {}


def _pair(text: str) -> tuple[str, str]:
    activity, equals, person = text.partition("=")
    if not equals or not activity.strip() or not person.strip():
        raise click.BadParameter(f"{text!r} is not ACTIVITY=PERSON.", param_hint="--hand-over")
    return activity.strip(), person.strip()


def _show(output: Output, found: dict[str, Any]) -> None:
    if not found["items"]:
        output.aside("No phase of it was carried out yet.")
        return
    phase = found["items"][0]
    output.line(f"{phase['title']}: run {phase['run']['id']}, {phase['run']['state']}", style="bold")
    for each in phase["activities"]:
        output.line(f"  [{MARKS[each['state']]}] {printable(each['title'])} ({each['id']}): {_who(each)}")
        if each["said"] and each["state"] != "done":
            output.line(f"      {one_line(each['said'])}")
    lacking = phase["gate"]["missing"]
    output.line("The gate still lacks, once the changes are accepted:" if lacking else "The gate lacks nothing more.")
    for sentence in lacking:
        output.line(f"  - {printable(sentence)}")


def _who(activity: dict[str, Any]) -> str:
    if activity["person"]:
        return f"{activity['person']}" + (" has it" if activity["state"] == "handed-over" else "")
    who = " → ".join(activity["agents"]) or ", ".join(activity["people"]) or "nobody"
    return f"{activity['state']}, {printable(who)}"
