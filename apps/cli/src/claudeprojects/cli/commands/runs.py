"""``runs`` and ``schedule``: what agents did and do, step by step, and what they start by the clock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from claudeprojects.cli.commands.run import watched
from claudeprojects.cli.groups import AppCommand, AppGroup, Lazy, pass_invocation
from claudeprojects.cli.text import count, moment, one_line

if TYPE_CHECKING:
    from claudeprojects.cli.invocation import Invocation
    from claudeprojects.cli.output import Output

_HERE = "claudeprojects.cli.commands.runs"
_STATES = ("queued", "running", "waiting", "done", "failed", "cancelled")

runs = AppGroup(
    "runs",
    help="See what agents did and do; stop them, or go another way.",
    no_args_is_help=True,
    lazy={
        "list": Lazy(f"{_HERE}:list_", "List runs, the newest first."),
        "show": Lazy(f"{_HERE}:show", "Show the steps of a run, or exactly what was sent in one."),
        "tell": Lazy(f"{_HERE}:tell", "Say something to a run; one that has ended goes on."),
        "cancel": Lazy(f"{_HERE}:cancel", "Stop a run and its sub-agents."),
        "fork": Lazy(f"{_HERE}:fork", "Go another way from a step on."),
        "cache": Lazy(f"{_HERE}:cache", "Show or clear the replies kept for the same question asked again."),
    },
)

schedule = AppGroup(
    "schedule",
    help="Start agents by the clock, while an engine runs.",
    no_args_is_help=True,
    lazy={
        "add": Lazy(f"{_HERE}:add", "Start a task by the clock."),
        "list": Lazy(f"{_HERE}:list_schedules", "List the schedules, the next to start first."),
        "remove": Lazy(f"{_HERE}:remove", "Forget a schedule."),
    },
)


@click.command("list", cls=AppCommand)
@click.option("--state", type=click.Choice(_STATES), help="Only runs in this state.")
@click.option("--review", is_flag=True, help="Only runs with changes that wait for your review.")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="The most runs to list.")
@pass_invocation
def list_(invocation: Invocation, state: str | None, review: bool, limit: int) -> None:
    """List runs, the newest first; sub-agents are shown with the run that asked for them."""
    with invocation.workbench(fresh=False) as bench:
        found = bench.api.get("runs", state=state, review=review or None, limit=limit)["items"]
    invocation.show(found, _show_list)


@click.command("show", cls=AppCommand)
@click.argument("run_id", metavar="RUN")
@click.option("--step", type=click.IntRange(min=1), metavar="N", help="Print exactly what was sent in one step.")
@pass_invocation
def show(invocation: Invocation, run_id: str, step: int | None) -> None:
    """Show what a run did, step by step, and what it cost."""
    with invocation.workbench(fresh=False) as bench:
        if step is None:
            invocation.show(bench.api.get("runs", run_id), _show_run)
        else:
            invocation.show(bench.api.get("runs", run_id, "steps", str(step)), _show_step)


@click.command("tell", cls=AppCommand)
@click.argument("run_id", metavar="RUN")
@click.argument("text")
@pass_invocation
def tell(invocation: Invocation, run_id: str, text: str) -> int:
    """Say TEXT to a run, and watch it: it reads it before its next model call."""
    with invocation.workbench() as bench, bench.events() as events:
        bench.api.post("runs", run_id, "message", body={"text": text})
        return watched(invocation, bench, events, run_id)


@click.command("cancel", cls=AppCommand)
@click.argument("run_id", metavar="RUN")
@pass_invocation
def cancel(invocation: Invocation, run_id: str) -> None:
    """Stop a run and its sub-agents; what it proposed stays to be reviewed."""
    with invocation.workbench(fresh=False) as bench:
        found = bench.api.post("runs", run_id, "cancel")
    invocation.show(found, lambda output, result: output.aside(f"Run {result['id']} is {result['state']}."))


@click.command("fork", cls=AppCommand)
@click.argument("run_id", metavar="RUN")
@click.argument("step", type=click.IntRange(min=1))
@click.option("--prompt", metavar="TEXT", help="Said to the fork before it goes on.")
@pass_invocation
def fork(invocation: Invocation, run_id: str, step: int, prompt: str | None) -> int:
    """Make a run that shares the steps before STEP and goes its own way from there, and watch it."""
    with invocation.workbench() as bench, bench.events() as events:
        forked = bench.api.post("runs", run_id, "fork", body={"step": step, "prompt": prompt})
        return watched(invocation, bench, events, forked["id"])


@click.command("cache", cls=AppCommand)
@click.option("--clear", is_flag=True, help="Forget all of them.")
@pass_invocation
def cache(invocation: Invocation, clear: bool) -> None:
    """Show how many replies of models are kept, to be used again for exactly the same question."""
    with invocation.workbench(fresh=False) as bench:
        found = bench.api.delete("kept-replies") if clear else bench.api.get("kept-replies")
    invocation.show(found, _show_cleared if clear else _show_cache)


@click.command("add", cls=AppCommand)
@click.argument("agent")
@click.argument("prompt")
@click.argument("when")
@click.option("--plan", is_flag=True, help="Only read and plan; change nothing.")
@click.option("--model", metavar="NAME", help="Which model; the router chooses when left out.")
@pass_invocation
def add(invocation: Invocation, agent: str, prompt: str, when: str, plan: bool, model: str | None) -> None:
    """Ask AGENT to do PROMPT whenever WHEN says: `every weekday at 9:00`, `every 2 hours`, or cron."""
    body = {"agent": agent, "prompt": prompt, "when": when, "model": model, "mode": "plan" if plan else None}
    with invocation.workbench(fresh=False) as bench:
        found = bench.api.post("schedules", body=body)
    invocation.show(found, _show_added)


@click.command("list", cls=AppCommand)
@pass_invocation
def list_schedules(invocation: Invocation) -> None:
    """List the schedules, the next to start first."""
    with invocation.workbench(fresh=False) as bench:
        found = bench.api.get("schedules")["items"]
    invocation.show(found, _show_schedules)


@click.command("remove", cls=AppCommand)
@click.argument("schedule_id", metavar="SCHEDULE")
@pass_invocation
def remove(invocation: Invocation, schedule_id: str) -> None:
    """Forget a schedule; the runs it started stay."""
    with invocation.workbench(fresh=False) as bench:
        found = bench.api.delete("schedules", schedule_id)
    invocation.show(found, lambda output, result: output.aside(f"Removed: {result['agent']}, {result['says']}."))


def _show_list(output: Output, found: list[dict[str, Any]]) -> None:
    rows = [(each["id"], each["state"], str(_to_review(each) or ""), each["agent"], moment(each["created_at"]),
             each["title"]) for each in found]  # fmt: skip
    if rows:
        output.table(("Run", "State", "To review", "Agent", "Asked", "Task"), rows)
    output.aside(
        count(len(rows), "run") if rows else "There are no runs. Start one: `claudeprojects run AGENT TASK`."
    )


def _to_review(run: dict[str, Any]) -> int:
    return int(run["changes"]["proposed"] + run["changes"]["conflict"])


def _show_run(output: Output, found: dict[str, Any]) -> None:
    output.line(f"{found['agent']}: {found['title']}", style="bold")
    output.line(f"{found['state']}{', ' + found['why'] if found['why'] else ''}")
    rows = [(str(step["number"]), step["kind"], step["name"], step["model"], _gist(step)) for step in found["steps"]]
    if rows:
        output.table(("Step", "Kind", "Name", "Model", "What"), rows)
    for child in found["children"]:
        output.line(f"{child['id']}  {child['state']}  {child['agent']}: {child['title']}")
    if found["answer"]:
        output.line()
        output.line(found["answer"])
    spent = found["tree_usage"]
    dollars = "price not known" if spent["dollars"] is None else f"${spent['dollars']:.4f}"
    output.aside(
        f"{count(spent['model_calls'], 'model call')}, {count(spent['tool_calls'], 'tool call')}, "
        f"{count(spent['input_tokens'], 'token')} read, {spent['output_tokens']:,} written, {dollars}"
    )


def _gist(step: dict[str, Any]) -> str:
    if step["error"]:
        return f"failed: {one_line(step['error'])[:100]}"
    reply = step["reply"] or {}
    if reply.get("cached"):
        return f"(from the cache) {_gist({**step, 'reply': {**reply, 'cached': None}})}"
    calls = ", ".join(call["name"] for call in reply.get("tool_calls", ()))
    return f"→ {calls}" if calls else one_line(str(reply.get("text", step["request"].get("text", ""))))[:100]


def _show_step(output: Output, found: dict[str, Any]) -> None:
    output.line(f"{found['kind']} {found['name']} {found['model']} {found['rule']}".strip(), style="bold")
    if why := (found["reply"] or {}).get("why"):
        output.line(one_line(why))
    for message in found["messages"]:
        output.line(f"--- {message['role']} ({message['privacy']})")
        output.line(message["text"])
        for call in message["tool_calls"]:
            output.line(f"→ {call['name']} {call['arguments']}")
    reply = found["reply"] or {}
    output.line("--- reply, from the cache" if reply.get("cached") else "--- reply")
    output.line(str(reply.get("text", "")))


def _show_cache(output: Output, found: dict[str, Any]) -> None:
    kept = (
        f", each for {count(found['days'], 'day')}"
        if found["days"]
        else "; `models.cache_days` is 0, so none will be"
    )
    output.line(f"Kept replies: {found['count']}{kept}.")


def _show_cleared(output: Output, found: dict[str, Any]) -> None:
    output.aside(f"Kept replies forgotten: {found['count']}.")


def _show_added(output: Output, found: dict[str, Any]) -> None:
    output.line(found["id"])
    output.aside(f"{found['says']}; next {moment(found['next_at'])}. Schedules start while an engine runs.")


def _show_schedules(output: Output, found: list[dict[str, Any]]) -> None:
    rows = [(each["id"], each["says"], moment(each["next_at"]), each["agent"], one_line(each["prompt"])[:60])
            for each in found]  # fmt: skip
    if rows:
        output.table(("Schedule", "When", "Next", "Agent", "Task"), rows)
    output.aside(count(len(rows), "schedule"))
