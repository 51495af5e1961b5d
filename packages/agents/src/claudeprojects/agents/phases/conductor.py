"""The conductor of a phase: lets its activities be done, has the result checked once, and stops at the gate.

Activities run side by side as far as their inputs allow: one waits for those of its phase that write what it reads.
Each agent asked is a durable step, so after a crash nothing is asked twice that was answered. Nothing here signs,
waives or moves a project on.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from claudeprojects.agents.errors import ModelError
from claudeprojects.agents.phases import prompts
from claudeprojects.agents.phases.asking import Asking, side_by_side
from claudeprojects.agents.phases.casting import cast, validator
from claudeprojects.agents.phases.checking import Check, Checked
from claudeprojects.agents.phases.guided import Guided
from claudeprojects.agents.phases.keeping import keep_state
from claudeprojects.agents.phases.summary import summary
from claudeprojects.core.methodologies.flow import waits_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from claudeprojects.agents.definitions.records import AgentDefinition
    from claudeprojects.agents.phases.casting import Cast
    from claudeprojects.agents.phases.guided import Serving
    from claudeprojects.agents.phases.model import ActivityRecord
    from claudeprojects.agents.phases.plan import PhasePlan
    from claudeprojects.agents.phases.records import PhaseRecords
    from claudeprojects.agents.runs.conducting import Stand
    from claudeprojects.agents.runs.model import Run
    from claudeprojects.agents.runs.ports import Gateway
    from claudeprojects.agents.runs.records import RunRecords
    from claudeprojects.agents.values import ToolResult
    from claudeprojects.core.methodologies.model import Activity


@dataclass(frozen=True, slots=True)
class PhaseConductor:
    """Carries out the phase of ``plan`` as the run ``run_id``; ``agent`` finds a definition by name."""

    run_id: str
    plan: PhasePlan
    records: PhaseRecords
    runs: RunRecords
    agent: Callable[[str], AgentDefinition]
    gateway: Gateway
    serving: Serving

    async def __call__(self, stand: Stand) -> str:
        """Carry it out as far as agents can; the answer is the summary for a person."""
        steps = await asyncio.to_thread(self.runs.steps, self.run_id)
        asking = Asking(stand, self.records, {step.number: step for step in steps if step.ended_at}, self.gateway)
        made = await asyncio.to_thread(self.plan.make_missing, f"{self.run_id}/made")
        if made:
            await asking.note("made", f"Made from their templates: {', '.join(made)}.")
        with stand.tree.resting():
            await self._activities(asking, await asyncio.to_thread(self._told))
            checked = await self._checked(asking)
        kept = await asyncio.to_thread(keep_state, self.plan, self.run_id)
        if kept:
            await asking.note("kept", kept)
        return await asyncio.to_thread(summary, self.plan, self.records.get(self.run_id), checked, kept)

    def so_far(self, why: str) -> str:
        """The summary of a phase that was cut short, and ``why``. Blocking."""
        kept = keep_state(self.plan, self.run_id)
        return summary(self.plan, self.records.get(self.run_id), Checked(), kept, why)

    def _told(self) -> list[str]:
        """What a person said to the run as a whole."""
        return self.runs.take_messages(self.run_id, self.records.step_number(self.run_id, "told"))

    async def _activities(self, asking: Asking, told: list[str]) -> None:
        activities = self.plan.phase.activities
        waiting = await asyncio.to_thread(waits_for, self.plan.methodology, self.plan.phase)
        ended = {activity.id: asyncio.Event() for activity in activities}
        at_once = 1 if await asyncio.to_thread(self._is_drafted, asking.run) else len(activities)
        turns = asyncio.Semaphore(max(at_once, 1))

        async def in_turn(activity: Activity) -> None:
            before = waiting[activity.id]
            for other in before:
                await ended[other].wait()
            states = [(await asyncio.to_thread(self._record, other)).state for other in before]
            if all(state == "done" for state in states):
                async with turns:
                    await self._do(asking, activity, told)
            ended[activity.id].set()

        await side_by_side([in_turn(activity) for activity in activities])

    async def _do(self, asking: Asking, activity: Activity, told: list[str]) -> None:
        """Do ``activity``, unless it is done or a person has it."""
        record = await asyncio.to_thread(self._record, activity.id)
        if record.state == "handed-over":
            await asyncio.to_thread(self._look_at, record, activity)
        if record.state in ("done", "handed-over"):
            return
        chosen = await asyncio.to_thread(cast, activity, self.agent)
        if chosen.lead is None:
            who = ", ".join(activity.people) or "a person"
            said = "No agent that is here writes for it."
            await self._save(replace(record, state="handed-over", person=who, said=said))
            return
        record = replace(record, state="running", agent=chosen.lead, said="")
        await self._save(record)
        if (model := await self._tiny(asking, chosen.lead)) is not None:
            await self._drafted(asking, activity, chosen, record, model, told=bool(told or record.words))
            return
        result = await self._written(asking, activity, chosen, [*told, *filter(None, [record.words])])
        await self._save(replace(record, state="failed" if result.is_error else "done", said=result.text))

    async def _written(self, asking: Asking, activity: Activity, chosen: Cast, words: list[str]) -> ToolResult:
        """Let the agents of an activity look, and one of them write; the answer of that one."""
        step = f"{activity.id}/{(await asyncio.to_thread(self._record, activity.id)).attempt}"
        looking = await asyncio.to_thread(prompts.preparing, self.plan, activity)
        title = f"{activity.title}: what is known"
        answers = await side_by_side(
            [asking.ask(f"{step}/look/{name}", name, looking, title) for name in chosen.preparing]
        )
        pairs = zip(chosen.preparing, answers, strict=True)
        found = [(name, answer.text) for name, answer in pairs if not answer.is_error]
        prompt = await asyncio.to_thread(prompts.writing, self.plan, activity, found, words)
        return await asking.ask(f"{step}/write", chosen.lead or "", prompt, activity.title)

    async def _tiny(self, asking: Asking, agent: str) -> str | None:
        """The very small model that would serve ``agent``, if one would."""
        return await asyncio.to_thread(self._tiny_for, agent, asking.run)

    def _tiny_for(self, agent: str, run: Run) -> str | None:
        return self.serving.tiny(self.agent(agent), run.wanted_model, run.privacy)

    def _is_drafted(self, run: Run) -> bool:
        """Whether a very small model does some activity: then one is done after another, since none quotes what
        another has quoted."""
        leads = [cast(activity, self.agent).lead for activity in self.plan.phase.activities]
        return any(self._tiny_for(lead, run) is not None for lead in leads if lead is not None)

    async def _drafted(
        self, asking: Asking, activity: Activity, chosen: Cast, record: ActivityRecord, model: str, *, told: bool
    ) -> None:
        """Let a very small model draft the notes of an activity; what it has nothing for is people's."""
        guided = Guided(
            model, self.plan, self.serving, asking, lambda name: self._record(name).state == "handed-over"
        )
        try:
            drafted = await guided.draft(activity, chosen, record.attempt, told=told)
        except ModelError as error:
            await self._save(replace(record, state="failed", said=error.message))
            return
        who = ", ".join(activity.people) or "a person"
        record = replace(record, state="done", said=drafted.said)
        await self._save(replace(record, state="handed-over", person=who) if drafted.is_for_people else record)

    async def _checked(self, asking: Asking) -> Checked:
        """Have it checked; a very small model is not asked to judge, so there the gate alone says what is lacking."""
        name = await asyncio.to_thread(validator, self.agent)
        if name is not None and await self._tiny(asking, name) is not None:
            return Checked()
        return await Check(asking, self.plan, self.records, self.agent).carry_out()

    def _look_at(self, record: ActivityRecord, activity: Activity) -> None:
        """An activity that a person took over is done when all its notes say something."""
        if activity.outputs and all(map(self.plan.is_written, activity.outputs)):
            self.records.save(self.run_id, replace(record, state="done"))

    def _record(self, activity: str) -> ActivityRecord:
        return self.records.activity(self.run_id, activity)

    async def _save(self, record: ActivityRecord) -> None:
        await asyncio.to_thread(self.records.save, self.run_id, record, unless_handed_over=True)
