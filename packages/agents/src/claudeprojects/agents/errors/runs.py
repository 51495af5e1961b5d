"""Errors of runs, schedules and questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claudeprojects.agents.errors.base import AgentsError
from claudeprojects.core.wording import amount

if TYPE_CHECKING:
    from collections.abc import Sequence


class RunError(AgentsError):
    """Something about runs."""

    code = "run_error"


class RunNotFound(RunError):
    """There is no run ``run_id``."""

    code = "run_not_found"
    hint = "`claudeprojects runs list` shows every run."

    def __init__(self, run_id: str) -> None:
        super().__init__(f"There is no run {run_id!r}.")
        self.run_id = run_id


class RunRefused(RunError):
    """Run ``run_id`` cannot be asked that in the state it is in, for ``reason``."""

    code = "run_refused"
    hint = "`claudeprojects runs show RUN` tells the state it is in."

    def __init__(self, run_id: str, reason: str) -> None:
        super().__init__(f"The run {run_id!r} cannot do that: {reason}.")
        self.run_id = run_id
        self.reason = reason


class RunTakenOver(RunError):
    """Another worker carries out ``run_id``: this one stops and writes nothing more."""

    code = "run_taken_over"
    hint = "Nothing is lost: the other worker goes on from the last step that was complete."

    def __init__(self, run_id: str) -> None:
        super().__init__(f"The run {run_id!r} was taken over by another worker.")
        self.run_id = run_id


class BudgetSpent(RunError):
    """A tree of runs has used all it may: ``limit`` of ``what``, in the singular; ``plural`` when it is unusual."""

    code = "budget_spent"
    hint = "Look at what it has done; give it a greater budget and go on from there, or fork it at an earlier step."

    def __init__(self, what: str, limit: float, plural: str | None = None) -> None:
        super().__init__(f"The budget of {amount(limit, what, plural)} is used up.")
        self.what = what
        self.limit = limit


class RunStuck(RunError):
    """An agent made the same ``call`` so many ``times`` in a row, and it failed each time with the same ``error``."""

    code = "run_stuck"
    hint = "What it proposed is kept. Tell it what to do instead, or let a larger model do it."

    def __init__(self, call: str, times: int, error: str) -> None:
        super().__init__(f"It made the same call {times} times in a row and it failed each time: {call}: {error}")
        self.call = call
        self.times = times


class StepNotFound(RunError):
    """Run ``run_id`` has no step ``number``."""

    code = "step_not_found"
    hint = "`claudeprojects runs show RUN` lists its steps."

    def __init__(self, run_id: str, number: int) -> None:
        super().__init__(f"The run {run_id!r} has no step {number}.")
        self.run_id = run_id
        self.number = number


class ActivityNotFound(RunError):
    """The phase that a run carries out has no ``activity``; ``known`` are those it has."""

    code = "activity_not_found"

    def __init__(self, activity: str, known: Sequence[str]) -> None:
        super().__init__(f"The phase has no activity {activity!r}.")
        self.activity = activity
        self.known = tuple(known)
        self.hint = f"It has {', '.join(known)}." if known else "It has none."


class ScheduleError(RunError):
    """Something about schedules."""

    code = "schedule_error"


class ScheduleUnclear(ScheduleError):
    """``words`` do not say when."""

    code = "schedule_unclear"
    hint = "Say it like `every weekday at 9:00`, `every 2 hours`, `on the 1st at 8:00`, or as cron: `0 9 * * 1-5`."

    def __init__(self, words: str) -> None:
        super().__init__(f"{words!r} does not say when.")
        self.words = words


class ScheduleNotFound(ScheduleError):
    """There is no schedule ``schedule_id``."""

    code = "schedule_not_found"
    hint = "`claudeprojects schedule list` shows every schedule."

    def __init__(self, schedule_id: str) -> None:
        super().__init__(f"There is no schedule {schedule_id!r}.")
        self.schedule_id = schedule_id


class AskError(AgentsError):
    """Something about questions and chats."""

    code = "ask_error"


class QuestionEmpty(AskError):
    """Nothing was asked."""

    code = "question_empty"
    hint = "Write a question in your own words."

    def __init__(self) -> None:
        super().__init__("There is no question.")


class ChatNotFound(AskError):
    """There is no chat at ``path``: no note, or one that is no chat."""

    code = "chat_not_found"
    hint = "`claudeprojects chats list` shows every chat; a chat is a note with the property `type: chat`."

    def __init__(self, path: str) -> None:
        super().__init__(f"There is no chat {path!r}.")
        self.path = path
