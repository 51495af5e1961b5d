"""Phases: everything that can be asked of the phases that runs carry out in one workspace."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from claudeprojects.agents.errors import ActivityNotFound, RunRefused
from claudeprojects.agents.phases.casting import cast
from claudeprojects.agents.phases.model import CONDUCTED
from claudeprojects.agents.phases.plan import PhasePlan
from claudeprojects.agents.phases.records import PhaseRecords
from claudeprojects.agents.runs.ids import new_id
from claudeprojects.agents.runs.model import Budget, Run
from claudeprojects.core.errors import GateRefused
from claudeprojects.core.methodologies.flow import waits_for

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from claudeprojects.agents.changes.store import ChangeStore
    from claudeprojects.agents.definitions.records import AgentDefinition
    from claudeprojects.agents.phases.conductor import PhaseConductor
    from claudeprojects.agents.phases.guided import Serving
    from claudeprojects.agents.phases.model import ActivityRecord, PhaseRecord
    from claudeprojects.agents.runs.ports import Gateway
    from claudeprojects.agents.runs.service import Runs
    from claudeprojects.agents.store import AgentStore
    from claudeprojects.core.methodologies.gates import GateReport
    from claudeprojects.core.methodologies.methodologies import Methodologies
    from claudeprojects.core.methodologies.model import Activity, Phase
    from claudeprojects.core.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ActivityStatus:
    """An activity of a phase, how far it is, what it waits for and who would do it."""

    activity: Activity
    record: ActivityRecord
    waits_for: tuple[str, ...]
    agents: tuple[str, ...]
    """Those that would do it, the one that writes last; empty when it is people's work."""
    paths: tuple[str, ...]
    """Its notes."""


@dataclass(frozen=True, slots=True)
class PhaseStatus:
    """A phase that a run carries out: the run, its activities, and the gate as it will stand with its changes."""

    run: Run
    record: PhaseRecord
    title: str
    activities: tuple[ActivityStatus, ...]
    gate: GateReport


class Phases:
    """The phases of ``workspace`` that agents carry out. Used on one event loop, but for ``status``, which blocks."""

    def __init__(
        self,
        workspace: Workspace,
        store: AgentStore,
        runs: Callable[[], Runs],
        changes: Callable[[], ChangeStore],
        agent: Callable[[str], AgentDefinition],
        gateway: Callable[[], Gateway],
        serving: Callable[[], Serving],
    ) -> None:
        self._workspace, self._runs, self._changes, self._agent = workspace, runs, changes, agent
        self._gateway, self._serving = gateway, serving
        self.records = PhaseRecords(store)

    async def start(
        self,
        project: str,
        *,
        phase: str | None = None,
        model: str | None = None,
        budget: Mapping[str, Any] | None = None,
        hand_over: Mapping[str, str] | None = None,
        attended: bool = True,
        priority: int = 0,
    ) -> Run:
        """Let agents carry out the phase that ``project`` (the path of its note) is in; returns with it in the queue.

        ``hand_over`` names activities that a person does, and who. All of it is one run, with one budget, one
        changeset and one privacy class.

        Raises:
            NoteNotFound, NotGuided: there is no such project, or no methodology guides it.
            GateRefused: another phase than the current one was named; it opens when the gate before it passes.
            RunRefused: a run carries it out already.
            ActivityNotFound: ``hand_over`` names none of its activities.
        """
        run_id, people = new_id(), dict(hand_over or {})
        methodology, current = await asyncio.to_thread(self._begun, project, phase)
        names = [activity.id for activity in current.activities]
        if unknown := [name for name in people if name not in names]:
            raise ActivityNotFound(unknown[0], names)
        title = f"{current.title}: {project.rpartition('/')[2].removesuffix('.md')}"
        prompt = f"Carry out the phase “{current.title}” of [[{project.removesuffix('.md')}]]."
        run = Run(
            id=run_id, root_id=run_id, parent_id=None, agent=CONDUCTED, title=title, prompt=prompt, mode="default",
            state="queued", created_at=time.time(), paths=(project,), wanted_model=model,
            budget=Budget.of(budget or {}), attended=attended, priority=priority,
        )  # fmt: skip

        def recorded() -> None:
            self.records.add(run_id, project, methodology, current.id, names)
            for activity, person in people.items():
                self._hand_over(run_id, activity, person)

        return await self._runs().begin(run, recorded)

    async def rerun(self, run_id: str, activity: str, words: str = "") -> Run:
        """Let agents do one activity anew, and check the phase again; ``words`` are told to them.

        Also takes back what was handed over. What was written before stays, for them to change.

        Raises:
            RunRefused: the run is at work; ActivityNotFound: it has no such activity.
        """
        await asyncio.to_thread(self._require_ended, run_id)
        record = await asyncio.to_thread(self.records.activity, run_id, activity)
        again = replace(record, state="waiting", attempt=record.attempt + 1, person="", words=words, said="")
        await asyncio.to_thread(self.records.save, run_id, again)
        return await self.resume(run_id)

    async def hand_over(self, run_id: str, activity: str, person: str) -> Run:
        """Give an activity to a person, at any point: an agent at work on it is stopped, the others go on.

        It is done when its notes say something and the run is taken up again.

        Raises:
            ActivityNotFound: it has no such activity.
        """
        await asyncio.to_thread(self._hand_over, run_id, activity, person)
        for child in await asyncio.to_thread(self._at_work_on, run_id, activity):
            await self._runs().cancel(child)
        return await asyncio.to_thread(self._runs().records.get, run_id)

    async def resume(self, run_id: str, budget: Mapping[str, Any] | None = None) -> Run:
        """Go on with a phase that has ended: with what failed, was stopped, or waited for a person.

        Raises:
            RunRefused: it is at work, or carries out no phase.
        """
        await asyncio.to_thread(self._require_ended, run_id)
        await asyncio.to_thread(self.records.again, run_id)
        return await self._runs().resume(run_id, budget)

    async def cancel(self, run_id: str) -> Run:
        """Stop it and every agent at work for it; what was written stays to be reviewed."""
        await asyncio.to_thread(self.records.get, run_id)
        return await self._runs().cancel(run_id)

    def status(self, run_id: str) -> PhaseStatus:
        """How far a phase is; blocking. Raises ``RunRefused`` when the run carries out none."""
        record = self.records.get(run_id)
        run = self._runs().records.get(run_id)
        plan = self._plan(record.run_id, record.project, record.phase)
        waiting = waits_for(plan.methodology, plan.phase)
        activities = tuple(
            ActivityStatus(
                activity, its, tuple(sorted(waiting[activity.id])), self._doing(activity),
                tuple(map(plan.path, activity.outputs)),
            )
            for activity in plan.phase.activities
            if (its := record.of(activity.id)) is not None
        )  # fmt: skip
        return PhaseStatus(run, record, plan.phase.title, activities, plan.gate())

    def of_project(self, project: str, limit: int = 20) -> list[PhaseStatus]:
        """The phases of a project that runs carried out, the newest first; blocking."""
        return [self.status(run_id) for run_id in self.records.of_project(project)[:limit]]

    def conductor(self, run_id: str) -> PhaseConductor | None:
        """Who carries out that run, when it is a phase; blocking."""
        if not self.records.is_phase(run_id):
            return None
        from claudeprojects.agents.phases.conductor import PhaseConductor

        record = self.records.get(run_id)
        plan = self._plan(run_id, record.project, record.phase)
        runs = self._runs().records
        return PhaseConductor(run_id, plan, self.records, runs, self._agent, self._gateway(), self._serving())

    def _begun(self, project: str, phase: str | None) -> tuple[str, Phase]:
        """The methodology and the current phase of a project, when a run may carry it out now."""
        methodologies = self._methodologies()
        state = methodologies.state(project)
        methodology = methodologies.library.methodology(state.methodology)
        current = state.phase_in(methodology)
        if phase is not None and phase != current.id:
            reason = f"the project is in {current.id!r}, not in {phase!r}"
            raise GateRefused(project, phase, reason, "A phase opens when the gate before it passes.")
        for other in self.records.of_project(project):
            run = self._runs().records.get(other)
            if not run.ended and self.records.get(other).phase == current.id:
                raise RunRefused(other, "it carries out this phase already; cancel it, or let it end")
        return methodology.name, current

    def _plan(self, run_id: str, project: str, phase: str) -> PhasePlan:
        return PhasePlan(self._workspace, self._methodologies(), project, phase, self._changes().view(run_id))

    def _methodologies(self) -> Methodologies:
        from claudeprojects.core.methodologies.methodologies import Methodologies

        return Methodologies(self._workspace)

    def _hand_over(self, run_id: str, activity: str, person: str) -> None:
        record = self.records.activity(run_id, activity)
        who = " ".join(person.split()) or "a person"
        self.records.save(run_id, replace(record, state="handed-over", person=who, said=""))

    def _at_work_on(self, run_id: str, activity: str) -> list[str]:
        """The runs of agents that work on an activity now."""
        runs = self._runs().records
        steps = {f"{run_id}/{step.number - 1}/0": step for step in self._runs().steps(run_id) if step.kind == "agent"}
        return [
            child.id
            for child in runs.children(run_id)
            if not child.ended
            and (step := steps.get(child.parent_key or "")) is not None
            and str(step.request["call_id"]).startswith(f"{activity}/")
        ]

    def _require_ended(self, run_id: str) -> None:
        self.records.get(run_id)
        if not self._runs().records.get(run_id).ended:
            raise RunRefused(run_id, "it is at work; wait until it has ended, or cancel it")

    def _doing(self, activity: Activity) -> tuple[str, ...]:
        chosen = cast(activity, self._agent)
        return (*chosen.preparing, chosen.lead) if chosen.lead else ()
