"""The check of a phase: a validator reads what was written, and its findings go back to the writers once."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from claudeprojects.agents.phases import prompts
from claudeprojects.agents.phases.asking import side_by_side
from claudeprojects.agents.phases.casting import validator

if TYPE_CHECKING:
    from collections.abc import Callable

    from claudeprojects.agents.definitions.records import AgentDefinition
    from claudeprojects.agents.phases.asking import Asking
    from claudeprojects.agents.phases.model import ActivityRecord
    from claudeprojects.agents.phases.plan import PhasePlan
    from claudeprojects.agents.phases.records import PhaseRecords
    from claudeprojects.core.methodologies.gates import GateReport
    from claudeprojects.core.methodologies.model import Activity


class Checked(NamedTuple):
    """What the validator said, and what the writers answered to its findings, by activity."""

    said: str = ""
    mended: dict[str, str] = {}  # noqa: RUF012 - never written to


class _Work(NamedTuple):
    """An activity that agents have done."""

    activity: Activity
    record: ActivityRecord


@dataclass(frozen=True, slots=True)
class Check:
    """The check of the phase of ``plan``. What people wrote is left to the gate."""

    asking: Asking
    plan: PhasePlan
    records: PhaseRecords
    agent: Callable[[str], AgentDefinition]

    async def carry_out(self) -> Checked:
        """Check what agents wrote since the last check, and have it mended once."""
        done = await asyncio.to_thread(self._done)
        written = list(dict.fromkeys(output for work in done for output in work.activity.outputs))
        if not written:
            return Checked()
        name = ",".join(f"{work.activity.id}.{work.record.attempt}" for work in done)
        report = await asyncio.to_thread(self.plan.gate)
        said, found = await self._validated(name, written, report)
        findings = {work.activity.id: self._findings(work.activity, found, report) for work in done}
        to_mend = [work for work in done if findings[work.activity.id]]
        answers = await side_by_side([self._mended(work, findings[work.activity.id], name) for work in to_mend])
        return Checked(said, {work.activity.id: text for work, text in zip(to_mend, answers, strict=True)})

    def _done(self) -> list[_Work]:
        record = self.records.get(self.asking.run_id)
        known = [(activity, record.of(activity.id)) for activity in self.plan.phase.activities]
        return [_Work(act, its) for act, its in known if its and its.state == "done" and not its.person]

    async def _validated(self, name: str, written: list[str], report: GateReport) -> tuple[str, dict[str, list[str]]]:
        agent = await asyncio.to_thread(validator, self.agent)
        if agent is None:
            return "", {}
        prompt = await asyncio.to_thread(prompts.checking, self.plan, written, report)
        answer = await self.asking.ask(f"check/{name}", agent, prompt, f"Check: {self.plan.phase.title}")
        return answer.text, {} if answer.is_error else prompts.findings_in(answer.text, written)

    def _findings(self, activity: Activity, found: dict[str, list[str]], report: GateReport) -> list[str]:
        """What is to be mended in the notes of ``activity``: what the gate lacks of them, and what was found."""
        lacking = [item.why for item in self.plan.for_agents(report, activity) if not item.met]
        return [*lacking, *(text for output in activity.outputs for text in found.get(output, ()))]

    async def _mended(self, work: _Work, findings: list[str], check: str) -> str:
        prompt = await asyncio.to_thread(prompts.mending, self.plan, work.activity, findings)
        step = f"{work.activity.id}/{work.record.attempt}/mend/{check}"
        result = await self.asking.ask(step, work.record.agent, prompt, f"Mend: {work.activity.title}")
        return result.text
