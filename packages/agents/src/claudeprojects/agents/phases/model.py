"""The records of phases that runs carry out: how far each activity has come, and who has it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

ActivityState = Literal["waiting", "running", "done", "failed", "handed-over"]
"""``waiting`` for its turn or for what others write; ``handed-over`` to a person, who writes its artefacts."""

ACTIVITY_STATES: tuple[ActivityState, ...] = get_args(ActivityState)

CONDUCTED = "phase"
"""What runs that carry out a phase have instead of an agent's name."""


@dataclass(frozen=True, slots=True)
class ActivityRecord:
    """How far one activity is. ``attempt`` is raised when it is to be done anew, ``words`` is what was said then."""

    activity: str
    state: ActivityState = "waiting"
    attempt: int = 1
    agent: str = ""
    person: str = ""
    words: str = ""
    said: str = ""
    """The last answer of the agent that wrote, or why it came to nothing."""


@dataclass(frozen=True, slots=True)
class PhaseRecord:
    """The phase that the run ``run_id`` carries out; ``project`` is the path of the project's note."""

    run_id: str
    project: str
    methodology: str
    phase: str
    activities: tuple[ActivityRecord, ...]

    def of(self, activity: str) -> ActivityRecord | None:
        """The record of an activity."""
        return next((record for record in self.activities if record.activity == activity), None)
