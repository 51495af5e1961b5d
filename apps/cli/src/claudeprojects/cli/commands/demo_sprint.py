"""The story of ``demo design-sprint``: phase after phase on one model, with people's parts from the worked example.

Everything goes through the API, as a person's commands would. Where it stands is in the vault and in the records of
runs alone, so that it can be stopped anywhere and goes on from there.
"""

from __future__ import annotations

import queue
import sys
import time
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import click
from claudeprojects.cli.text import count, printable
from claudeprojects.core.errors import NoteNotFound

if TYPE_CHECKING:
    from pathlib import Path

    from claudeprojects.cli.output import Output
    from claudeprojects.cli.watching import Events
    from claudeprojects.cli.workbench import Workbench

NAME: Final = "Gifts that run"
PROJECT: Final = f"Projects/{NAME}/{NAME}.md"
EXAMPLE: Final = "First five minutes"
ANSWERS: Final = {
    "project": NAME,
    "challenge": "People who are given the clock as a present give up before it runs.",
    "decider": "Mara Okafor",
    "facilitator": "Léa Fontaine",
    "team": "Jonas Weber; Ondřej Novák; Park Ji-woo",
}
STAND_IN: Final = "Demo"
"""Whose name is at the gates that it goes through."""
REASON: Final = "this is a demonstration and nobody was there to do what was missing"
TAKEN_FROM: Final = "taken-from"
"""The property of a note that stands in for one that people would have written."""
LOOK_AGAIN: Final = 1.0
ENDED: Final = ("done", "failed", "cancelled")


class DesignSprint:
    """One telling of it, in the folder ``place``.

    ``output`` is ``None`` where nobody reads along; ``ask_first`` asks at each gate.
    """

    def __init__(
        self, place: Path, bench: Workbench, events: Events, output: Output | None, *, ask_first: bool
    ) -> None:
        self._place, self._bench, self._api, self._events = place, bench, bench.api, events
        self._output, self._ask_first = output, ask_first
        self._told = set[str]()

    def tell(self, model: str | None) -> dict[str, Any]:
        """Begin it, or go on, to the end or to a gate that is not gone through; what came of it."""
        began = time.monotonic()
        model = model or self._own_model()
        self._begin()
        while (project := self._api.get("gates", project=PROJECT))["status"] != "done":
            gate = next(each for each in project["gates"] if each["current"])
            run_id = self._carried_out(gate, model)
            if not self._through(gate["phase"]):
                return {"project": PROJECT, "phase": gate["phase"], "run": run_id, "report": None}
        report = self._api.post("reports", body={"project": PROJECT})
        self._say_end(report["path"], time.monotonic() - began)
        return {"project": PROJECT, "phase": None, "run": None, "report": report["path"]}

    def _own_model(self) -> str:
        """The model that comes along."""
        found = next((each["name"] for each in self._api.get("models")["items"] if each["builtin"]), None)
        if found is None:
            raise click.UsageError(
                "The model that comes along is not installed: `claudeprojects models pull smollm2-135m`."
            )
        return str(found)

    def _begin(self) -> None:
        try:
            self._bench.read_note(PROJECT)
        except NoteNotFound:
            answers = {**ANSWERS, "start": date.today().isoformat()}
            made = self._api.post("methodologies", "design-sprint", "instantiate", body={"answers": answers})
            notes = sum(each["action"] == "create" for each in made["plan"]["notes"])
            self._line(f"Began the project {NAME}: {count(notes, 'note')}, from the methodology Design Sprint.")
            self._line(f"The challenge: {ANSWERS['challenge']}")

    def _carried_out(self, gate: dict[str, Any], model: str) -> str:
        """Let agents do what they can of the phase, and people's notes be handed in, until nothing is left to do."""
        self._line()
        self._line(gate["phase_title"], style="bold")
        found = self._newest(gate["phase"])
        if found is None:
            run = self._api.post("phases", body={"project": PROJECT, "model": model})
        elif found["run"]["state"] in ("failed", "cancelled"):
            run = self._api.post("phases", found["run"]["id"], "resume", body={})
        else:
            run = found["run"]
        while True:
            self._watch(run["id"])
            status = self._api.get("phases", run["id"])
            if status["run"]["state"] != "done":
                raise click.ClickException(f"The run {run['id']} {status['run']['state']}: {status['run']['why']}")
            self._api.post("runs", run["id"], "changes", "accept", body={})
            self._say_drafted(status)
            if not self._handed_in(status):
                return str(run["id"])
            run = self._api.post("phases", run["id"], "resume", body={})

    def _newest(self, phase: str) -> dict[str, Any] | None:
        """How far the phase was carried out before."""
        items = self._api.get("phases", project=PROJECT, limit=1)["items"]
        return next((each for each in items if each["phase"] == phase), None)

    def _watch(self, run_id: str) -> None:
        """Tell of each section as it is drafted, until the run has ended; Ctrl-C cancels it."""
        begun: dict[int, float] = {}
        try:
            while True:
                event = self._next(run_id)
                if event["kind"] == "state" and event["state"] in ENDED:
                    return
                if event["kind"] != "step" or event["step_kind"] != "model" or event["run_id"] != run_id:
                    continue
                if not event["done"]:
                    begun[event["number"]] = time.monotonic()
                    continue
                seconds = time.monotonic() - begun.get(event["number"], time.monotonic())
                self._line(f"  {event['name']} · {event['model'].partition(':')[2]} · {seconds:.1f} s")
        except KeyboardInterrupt:
            self._api.post("runs", run_id, "cancel")
            raise

    def _next(self, run_id: str) -> dict[str, Any]:
        """The next event of the run; without one for a while, its state as it is."""
        while True:
            try:
                event = self._events.get(timeout=LOOK_AGAIN)
            except queue.Empty:
                return {"kind": "state", "state": self._api.get("runs", run_id)["state"]}
            if event.get("type") == "run" and event["root_id"] == run_id:
                return event

    def _say_drafted(self, status: dict[str, Any]) -> None:
        for each in status["activities"]:
            done = each["state"] == "done"
            told = f"  [{'x' if done else ' '}] {each['title']}"
            if not done:
                told += f": left to {each['person']}" if each["person"] else ": waits for that"
            if told not in self._told:
                self._told.add(told)
                self._line(told)

    def _handed_in(self, status: dict[str, Any]) -> list[str]:
        """Put the worked example's notes where people would have written theirs; the titles of those."""
        handed = []
        for each in status["activities"]:
            if each["state"] == "handed-over":
                handed += [path for path in each["paths"] if self._hand_in(path)]
        for path in handed:
            self._line(
                f"  {path.rpartition('/')[2].removesuffix('.md')}: people's work, taken from the worked example"
            )
        return handed

    def _hand_in(self, path: str) -> bool:
        """Write the example's note to ``path``; whether that was to be done still."""
        there = self._bench.read_note(path)
        if f"\n{TAKEN_FROM}: " in there["text"]:
            return False
        link = f"{EXAMPLE}/{path.removeprefix(f'Projects/{NAME}/').removesuffix('.md')}"
        example = self._bench.read_note(f"Projects/Examples/{link}.md")["text"].replace(f"[[{EXAMPLE}", f"[[{NAME}")
        head, dashes, body = example.partition("\n---\n")
        text = f'{head}\n{TAKEN_FROM}: "[[{link}|the worked example]]"{dashes}{body}'
        self._bench.write_note(path, text, there["hash"])
        return True

    def _through(self, phase: str) -> bool:
        """Go through the gate as the stand-in, when that is wanted; whether it was."""
        gate = next(each for each in self._api.get("gates", project=PROJECT)["gates"] if each["phase"] == phase)
        if gate["missing"]:
            self._line(f"  Its gate, “{gate['title']}”, still lacks:")
            for sentence in gate["missing"]:
                self._line(f"    - {printable(sentence)}")
            if not self._may_go_on():
                self._line("It stops here. You would read the notes, write what is missing, sign, and move on:")
                self._line(f'    claudeprojects gate show "{NAME}"')
                self._line("The same command with --yes goes on without you, and says so in the project.")
                return False
            if gate["waived"] is None:
                body = {"project": PROJECT, "person": STAND_IN, "reason": REASON}
                self._api.post("gates", "waive", body=body)
                self._line(f"  Waived by {STAND_IN}, because nobody was there; the project says so.")
        self._api.post("gates", "advance", body={"project": PROJECT})
        return True

    def _may_go_on(self) -> bool:
        if not self._ask_first:
            return True
        return (
            self._output is not None and sys.stdin.isatty() and click.confirm("  Go on as if you had?", default=True)
        )

    def _say_end(self, report: str, seconds: float) -> None:
        self._line()
        self._line(f"The sprint is through, in {seconds:.0f} seconds. What lies where:", style="bold")
        self._line(f"  {PROJECT}: the project, with what happened at its gates")
        self._line(f"  Projects/{NAME}/00 Prepare … 05 Test: its notes; drafts of the model are in boxes that say so")
        self._line(f"  {report}: the report")
        self._line("Look at it in the browser:")
        self._line(f'  claudeprojects open "{self._place}"')

    def _line(self, text: str = "", style: str = "") -> None:
        if self._output is not None:
            self._output.line(text, style=style)
