"""``run``: ask an agent to do something, watch it work, answer what it asks, and see what it would change."""

from __future__ import annotations

import queue
import sys
from typing import TYPE_CHECKING, Any

import click
from claudeprojects.cli.exits import Exit
from claudeprojects.cli.groups import AppCommand, pass_invocation
from claudeprojects.cli.notepath import note_path
from claudeprojects.cli.text import count, one_line, printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claudeprojects.cli.invocation import Invocation
    from claudeprojects.cli.output import Output
    from claudeprojects.cli.watching import Events
    from claudeprojects.cli.workbench import Workbench

SHOWN = ("path", "query", "agent", "name", "source", "command", "url", "pattern")
"""Arguments of tools that say best what a call is about."""
LOOK_AGAIN = 1.0
ENDED = {"done": Exit.OK, "failed": Exit.REFUSED, "cancelled": Exit.INTERRUPTED, "waiting": Exit.OK}
"""How the command ends, by the state of the run."""


@click.command("run", cls=AppCommand)
@click.argument("agent")
@click.argument("prompt")
@click.option("--note", "notes", multiple=True, metavar="PATH", help="Hand over a note; can be given several times.")
@click.option("--plan", is_flag=True, help="Only read and plan; change nothing.")
@click.option(
    "--accept-edits", is_flag=True, help="Put changes on disk as they are made; `undo RUN` takes them back."
)
@click.option("--model", metavar="NAME", help="Which model; the router chooses when left out.")
@click.option("--budget", metavar="DOLLARS", type=click.FloatRange(min=0), help="The most it may cost.")
@click.option("--tokens", metavar="N", type=click.IntRange(min=1), help="The most tokens it may use.")
@click.option("--no-cache", is_flag=True, help="Ask the models even what they were asked before.")
@click.option("--detach", is_flag=True, help="Start it and leave; needs a running engine.")
@pass_invocation
def run(invocation: Invocation, /, agent: str, prompt: str, detach: bool, **options: Any) -> int:
    """Ask AGENT to do PROMPT in the vault.

    What it would change is a proposal: review it with `changes show`, or in the app.
    """
    if not prompt.strip():
        raise click.UsageError("Say what to do: the prompt is empty.")
    notes = [note_path(invocation, note) for note in options["notes"]]
    body = {"agent": agent, "prompt": prompt, **_asked(options), "paths": notes, "attended": not detach}
    with invocation.workbench() as bench, bench.events() as events:
        for note in notes:
            bench.read_note(note)  # one that is misspelt is told before anything starts
        if detach and bench.engine is None:
            raise click.UsageError("--detach needs a running engine: start one with `claudeprojects serve`.")
        started = bench.api.post("runs", body=body)
        if not detach:
            return watched(invocation, bench, events, started["id"])
    invocation.show(started, lambda output, result: output.line(result["id"]))
    return Exit.OK


def watched(invocation: Invocation, bench: Workbench, events: Events, run_id: str) -> int:
    """Watch a run to its end and show what came of it; the exit code that says so."""
    watcher = _Watcher(bench, None if invocation.as_json else invocation.output, run_id)
    watcher.follow(events)
    found = bench.api.get("runs", run_id)
    if watcher.left_asking and found["state"] == "running":
        found["state"] = "waiting"  # it is about to be
    invocation.show(found, _show_end)
    return ENDED.get(found["state"], Exit.OK)


def _asked(options: dict[str, Any]) -> dict[str, Any]:
    body: dict[str, Any] = {"model": options["model"]}
    if options["no_cache"]:
        body["reuse"] = False
    if options["plan"] or options["accept_edits"]:
        body["mode"] = "plan" if options["plan"] else "acceptEdits"
    limits = {"dollars": options["budget"], "tokens": options["tokens"]}
    if given := {name: value for name, value in limits.items() if value is not None}:
        body["budget"] = given
    return body


class _Watcher:
    """Prints what one run tells, and asks the person at the terminal what it asks."""

    def __init__(self, bench: Workbench, output: Output | None, run_id: str) -> None:
        self._bench, self._output, self._run_id = bench, output, run_id
        self._in_words = False
        self.left_asking = False
        """Whether something was asked that nobody here could answer."""

    def follow(self, events: Events) -> None:
        """Until the run has ended, or waits for somebody who is not here."""
        try:
            while not self._over(self._next(events)):
                pass
        except KeyboardInterrupt:
            self._bench.api.post("runs", self._run_id, "cancel")
            raise
        finally:
            self._end_words()

    def _next(self, events: Events) -> dict[str, Any]:
        """The next event of the tree; without one for a while, the state as it is."""
        while True:
            try:
                event = events.get(timeout=LOOK_AGAIN)
            except queue.Empty:
                state = self._bench.api.get("runs", self._run_id)["state"]
                return {"kind": "state", "run_id": self._run_id, "state": state}
            if event.get("type") == "run" and event["root_id"] == self._run_id:
                return event

    def _over(self, event: dict[str, Any]) -> bool:
        mine = event["run_id"] == self._run_id
        if event["kind"] == "token" and mine:
            self._say(event["text"])
        elif event["kind"] == "tool_call":
            self._aside(f"{'' if mine else '  '}· {event['name']} {_about(event['arguments'])}".rstrip())
        elif event["kind"] == "tool_result" and event["is_error"]:
            self._aside(f"  {one_line(event['text'])[:200]}")
        elif event["kind"] == "approval" and event["state"] == "waiting":
            self.left_asking = not self._answered(event)
            return self.left_asking
        elif event["kind"] == "state" and mine:
            return event["state"] in ("done", "failed", "cancelled")
        return False

    def _answered(self, approval: dict[str, Any]) -> bool:
        if self._output is None or not sys.stdin.isatty():
            return False
        self._end_words()
        self._output.aside(f"{approval['effect']['summary']} ({approval['why']})")
        self._output.aside(approval["effect"]["detail"])
        agreed = click.confirm("Let it happen?", default=False, err=True)
        self._bench.api.post("approvals", approval["id"], body={"approve": agreed})
        return True

    def _say(self, text: str) -> None:
        if self._output is not None:
            self._output.raw("\n".join(printable(line) for line in text.split("\n")))
            self._in_words = not text.endswith("\n")

    def _aside(self, text: str) -> None:
        if self._output is not None:
            self._end_words()
            self._output.aside(text)

    def _end_words(self) -> None:
        if self._in_words and self._output is not None:
            self._output.raw("\n")
            self._in_words = False


def _about(arguments: dict[str, Any]) -> str:
    return next((one_line(str(arguments[name]))[:120] for name in SHOWN if arguments.get(name)), "")


def _worth_telling(steps: list[dict[str, Any]]) -> Iterator[str]:
    """What became of a run otherwise than was asked: another model answered, or it was stopped before its end."""
    degraded = (step["reply"]["why"] for step in steps if (step["reply"] or {}).get("degraded"))
    if first := next(degraded, None):
        yield one_line(first)
    if steps and steps[-1]["name"] == "stopped":
        yield one_line(steps[-1]["request"]["text"])


def _show_end(output: Output, found: dict[str, Any]) -> None:
    spent = found["tree_usage"]
    known = spent["dollars"] is not None
    dollars = ", price not known" if not known else f", ${spent['dollars']:.2f}" if spent["dollars"] else ""
    tokens = spent["input_tokens"] + spent["output_tokens"]
    output.aside(f"Run {found['id']}: {found['state']}, {count(tokens, 'token')}{dollars}.")
    for told in (found["why"], *_worth_telling(found["steps"])):
        if told:
            output.aside(told)
    if proposed := found["changes"].get("proposed"):
        output.aside(f"{count(proposed, 'file')} would change: `claudeprojects changes show {found['id']}`.")
    if found["state"] == "waiting":
        output.aside("It waits for an answer: `claudeprojects approvals list`.")
