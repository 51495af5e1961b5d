"""The tables of phases: every row read and written in one place. Blocking, and quick."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claudeprojects.agents.errors import ActivityNotFound, RunRefused
from claudeprojects.agents.phases.model import ActivityRecord, PhaseRecord

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claudeprojects.agents.store import AgentStore

_ACTIVITY = "activity, state, attempt, agent, person, words, said"


class PhaseRecords:
    """The phases in ``store``. Safe to use from many threads."""

    def __init__(self, store: AgentStore) -> None:
        self._database = store.database

    def add(self, run_id: str, project: str, methodology: str, phase: str, activities: Sequence[str]) -> None:
        """Record that ``run_id`` carries out a phase with these activities."""
        with self._database.write() as write:
            write.execute("INSERT INTO phases VALUES (?, ?, ?, ?)", (run_id, project, methodology, phase))
            for place, activity in enumerate(activities):
                write.execute(
                    f"INSERT INTO phase_activities (run_id, place, {_ACTIVITY})"
                    " VALUES (?, ?, ?, 'waiting', 1, '', '', '', '')",
                    (run_id, place, activity),
                )

    def is_phase(self, run_id: str) -> bool:
        """Whether that run carries out a phase."""
        return bool(self._database.value("SELECT count(*) FROM phases WHERE run_id = ?", (run_id,)))

    def get(self, run_id: str) -> PhaseRecord:
        """What ``run_id`` carries out. Raises ``RunRefused`` when that is no phase."""
        rows = self._database.read("SELECT project, methodology, phase FROM phases WHERE run_id = ?", (run_id,))
        if not rows:
            raise RunRefused(run_id, "it carries out no phase of a methodology")
        project, methodology, phase = rows[0]
        sql = f"SELECT {_ACTIVITY} FROM phase_activities WHERE run_id = ? ORDER BY place"
        activities = tuple(ActivityRecord(*row) for row in self._database.read(sql, (run_id,)))
        return PhaseRecord(run_id, project, methodology, phase, activities)

    def of_project(self, project: str) -> list[str]:
        """The runs that carried out phases of a project, the newest first."""
        sql = (
            "SELECT phases.run_id FROM phases JOIN runs ON runs.id = phases.run_id WHERE project = ?"
            " ORDER BY runs.created_at DESC, runs.id DESC"
        )
        return [run_id for (run_id,) in self._database.read(sql, (project,))]

    def activity(self, run_id: str, activity: str) -> ActivityRecord:
        """One activity as it is now. Raises ``ActivityNotFound``."""
        record = self.get(run_id)
        if (found := record.of(activity)) is None:
            raise ActivityNotFound(activity, [each.activity for each in record.activities])
        return found

    def save(self, run_id: str, record: ActivityRecord, *, unless_handed_over: bool = False) -> None:
        """Write an activity as it is now; with ``unless_handed_over`` what a person took over stays theirs."""
        with self._database.write() as write:
            write.execute(
                "UPDATE phase_activities SET state = ?, attempt = ?, agent = ?, person = ?, words = ?, said = ?"
                " WHERE run_id = ? AND activity = ? AND NOT (? AND state = 'handed-over')",
                (
                    record.state, record.attempt, record.agent, record.person, record.words, record.said,
                    run_id, record.activity, unless_handed_over,
                ),
            )  # fmt: skip

    def again(self, run_id: str) -> None:
        """Ready what came to nothing, or was cut short by a person, for another attempt."""
        with self._database.write() as write:
            write.execute(
                "UPDATE phase_activities SET state = 'waiting', attempt = attempt + 1"
                " WHERE run_id = ? AND state IN ('running', 'failed')",
                (run_id,),
            )

    def step_number(self, run_id: str, name: str) -> int:
        """The number of the step ``name``: the next one that is free, and from then on always the same."""
        with self._database.write() as write:
            write.execute(
                "INSERT OR IGNORE INTO phase_steps SELECT ?, ?, 1 + max("
                " (SELECT coalesce(max(number), 0) FROM phase_steps WHERE run_id = ?),"
                " (SELECT coalesce(max(number), 0) FROM steps WHERE run_id = ?))",
                (run_id, name, run_id, run_id),
            )
            ((number,),) = write.execute(
                "SELECT number FROM phase_steps WHERE run_id = ? AND name = ?", (run_id, name)
            )
        return int(number)
