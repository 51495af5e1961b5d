"""Gates against a model of them: whatever happens in whatever order, the project and the model agree."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path

import pytest
from claudeprojects.core.errors import GateClosed, GateRefused
from claudeprojects.core.methodologies.methodologies import Methodologies
from claudeprojects.core.testing.files import write_files
from claudeprojects.core.workspace import Workspace
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from .conftest import ANSWERS, IDEA, METHODOLOGY, NAME, NOW, PROJECT, RESULT

PHASES = ("think", "do", "tell")
IDEA_NOTE = "Projects/Tide/1 Think/Idea.md"
RESULT_NOTE = "Projects/Tide/2 Do/Result.md"
THINK_NOTE = "Projects/Tide/Phases/1 Think.md"
NAMES = st.sampled_from(["Mara", "Léa Fontaine", "[[Jonas]]"])


class Gates(RuleBasedStateMachine):
    """One project; ``done`` is what its model says was done, ``undo`` what can be taken back."""

    @initialize()
    def begin(self) -> None:
        self.stack = ExitStack()
        self.root = Path(tempfile.mkdtemp())
        self.stack.callback(shutil.rmtree, self.root, ignore_errors=True)
        own = "vault/.claudeprojects/methodologies"
        files = {"small.md": METHODOLOGY, "templates/idea.md": IDEA, "templates/result.md": RESULT}
        write_files(self.root, {f"{own}/{name}": text for name, text in files.items()})
        workspace = Workspace.open(self.root / "vault", data_dir=self.root / "data")
        self.workspace = self.stack.enter_context(workspace)
        self.workspace.sync(embed=False)
        self.methodologies = Methodologies(self.workspace, now=lambda: NOW)
        self.methodologies.instantiate(NAME, ANSWERS)
        self.at, self.finished = 0, False
        self.written: set[str] = set()
        self.signed: set[int] = set()
        self.waived: set[int] = set()
        self.undo: list[tuple[str, tuple]] = []

    def teardown(self) -> None:
        if hasattr(self, "stack"):
            self.stack.close()

    def _snapshot(self) -> tuple:
        return self.at, self.finished, frozenset(self.signed), frozenset(self.waived)

    def _did(self, operation, before: tuple) -> None:
        self.undo.append((operation.id, before))

    def _write(self, name: str, path: str, old: str, new: str) -> None:
        text = self.workspace.vault.read(path).text
        self.workspace.edit_note(path, lambda text: text.replace(old, new))
        assert text != self.workspace.vault.read(path).text
        self.written.add(name)

    @rule(name=st.sampled_from(["sections", "status", "tasks", "result"]))
    def write(self, name: str) -> None:
        if name in self.written:
            return
        if name == "sections":
            self._write(name, IDEA_NOTE, "## Wh", "## Mine\n\n## Wh")
            self._write(name, IDEA_NOTE, "## What\n", "## What\n\nA clock.\n")
            self._write(name, IDEA_NOTE, "## Why\n", "## Why\n\nThe sea.\n")
        elif name == "status":
            self._write(name, IDEA_NOTE, "status: draft", "status: agreed")
        elif name == "tasks":
            self._write(name, THINK_NOTE, "- [ ]", "- [x]")
        else:
            self._write(name, RESULT_NOTE, "Written", "It shows the tide.\n\nWritten")

    @precondition(lambda self: "tasks" in self.written)
    @rule()
    def open_a_task_again(self) -> None:
        self._write("tasks", THINK_NOTE, "- [x]", "- [ ]")
        self.written.discard("tasks")

    @rule(person=NAMES)
    def sign(self, person: str) -> None:
        before = self._snapshot()
        if self.at != 0 or self.at in self.signed:
            with pytest.raises(GateRefused):
                self.methodologies.sign(PROJECT, "Decider", person)
            return
        self._did(self.methodologies.sign(PROJECT, "Decider", person), before)
        self.signed.add(self.at)

    @rule(person=NAMES, reason=st.sampled_from(["no time", "as agreed, by all", "because we can", " "]))
    def waive(self, person: str, reason: str) -> None:
        before = self._snapshot()
        if self.at == 2 or self.at in self.waived or not reason.strip():
            with pytest.raises(GateRefused):
                self.methodologies.waive(PROJECT, person, reason)
            return
        self._did(self.methodologies.waive(PROJECT, person, reason), before)
        self.waived.add(self.at)

    @rule()
    def advance(self) -> None:
        before = self._snapshot()
        if self.finished:
            with pytest.raises(GateRefused):
                self.methodologies.advance(PROJECT)
        elif not self._may_open():
            with pytest.raises(GateClosed):
                self.methodologies.advance(PROJECT)
        else:
            self._did(self.methodologies.advance(PROJECT), before)
            self.finished = self.at == 2
            self.at = min(self.at + 1, 2)

    @rule(person=NAMES, phase=st.integers(0, 2))
    def reopen(self, person: str, phase: int) -> None:
        before = self._snapshot()
        is_over = phase < self.at or (phase == self.at and (self.finished or phase in self.waived))
        if not is_over:
            with pytest.raises(GateRefused):
                self.methodologies.reopen(PROJECT, PHASES[phase], person, "it was too soon")
            return
        records = len(self.methodologies.state(PROJECT).entries)
        self._did(self.methodologies.reopen(PROJECT, PHASES[phase], person, "it was too soon"), before)
        assert self.methodologies.state(PROJECT).entries[records].event == "reopened"
        self.at, self.finished = phase, False
        self.signed = {place for place in self.signed if place < phase}
        self.waived = {place for place in self.waived if place < phase}

    @precondition(lambda self: self.undo)
    @rule()
    def take_back(self) -> None:
        operation, before = self.undo.pop()
        self.workspace.undo(operation)
        self.at, self.finished = before[:2]
        self.signed, self.waived = set(before[2]), set(before[3])

    @rule()
    def complete_again(self) -> None:
        assert self.methodologies.instantiate(NAME, ANSWERS).operation is None

    def _may_open(self) -> bool:
        passed = [
            {"sections", "status", "tasks"} <= self.written and 0 in self.signed,
            "result" in self.written,
            True,
        ]
        return passed[self.at] or self.at in self.waived

    @invariant()
    def agree(self) -> None:
        if not hasattr(self, "methodologies"):
            return
        state = self.methodologies.state(PROJECT)
        assert (state.phase, state.status == "done") == (PHASES[self.at], self.finished)
        assert [state.is_through(phase) for phase in PHASES[: self.at]] == [True] * self.at
        report = self.methodologies.gate(PROJECT)
        assert report.opens == self._may_open()
        assert [bool(each.signed) for each in self.methodologies.gates(PROJECT)] == [
            n in self.signed for n in range(3)
        ]
        assert len(state.entries) == len(state.gates) == sum(len(state.history(phase)) for phase in PHASES)
        assert bool(report.missing) != report.passed


Gates.TestCase.settings = settings(max_examples=5, stateful_step_count=14, deadline=None)
TestGates = Gates.TestCase
