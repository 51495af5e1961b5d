"""What of the changes of runs waits for a person: counted for many runs at once, for lists and the inbox."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from claudeprojects.agents.changes.model import ChangeState

if TYPE_CHECKING:
    from collections.abc import Collection

    from claudeprojects.core.store.database import Database

WITH_OPEN_CHANGES = "id IN (SELECT run_id FROM changes WHERE state IN ('proposed', 'conflict'))"
"""The condition on a root run that something of its changes is still to be reviewed."""


def change_counts(database: Database, root_ids: Collection[str]) -> dict[str, dict[str, int]]:
    """How many files the tree of each root changes, by the state of the change; all states are named."""
    counts = {root: dict.fromkeys(get_args(ChangeState), 0) for root in root_ids}
    marks = ", ".join("?" * len(counts))
    sql = f"SELECT run_id, state, count(*) FROM changes WHERE run_id IN ({marks}) GROUP BY run_id, state"
    for root, state, count in database.read(sql, tuple(counts)):
        counts[root][state] = count
    return counts
