"""Approvals that know of the trees that wait for them: a run that waits says so, and lets its tree rest."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from claudeprojects.agents.permissions.approvals import ApprovalStore

if TYPE_CHECKING:
    from collections.abc import Callable

    from claudeprojects.agents.permissions.approvals import Approval
    from claudeprojects.agents.runs.records import RunRecords
    from claudeprojects.agents.runs.tree import Tree
    from claudeprojects.core.store.database import Database


class RunApprovals(ApprovalStore):
    """The approvals of one workspace; while a run of a live tree waits for one, the run's state is ``waiting``."""

    def __init__(self, database: Database, records: RunRecords, tree_of: Callable[[str], Tree | None]) -> None:
        super().__init__(database)
        self._records, self._tree_of = records, tree_of

    async def wait(self, approval_id: str, cancelled: asyncio.Event | None = None) -> Approval:
        """Wait for the answer, as ``ApprovalStore.wait``; the tree rests meanwhile and may be suspended."""
        asked = await asyncio.to_thread(self.get, approval_id)
        run = await asyncio.to_thread(self._records.get, asked.run_id)
        tree = self._tree_of(run.root_id)
        if tree is None or asked.state != "waiting":
            return await super().wait(approval_id, cancelled)
        await asyncio.to_thread(self._records.settle, run, "waiting", asked.effect.summary)
        tree.emit(run.id, "state", {"state": "waiting", "why": asked.effect.summary})
        with tree.waiting_for_person(run.id):
            answered = await super().wait(approval_id, cancelled)
        if run.id not in tree.waiting and tree.stopped is None:
            await asyncio.to_thread(self._records.settle, run, "running")
            tree.emit(run.id, "state", {"state": "running", "why": ""})
        return answered
