"""What figures consist of: one record a day, a sprint, an item or a person; ready to be drawn or put into a table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003 - part of the records, which pydantic reads at run time
from typing import Final, Literal

Unit = Literal["points", "hours", "items"]
"""What work is counted in: its estimates, or one for each item."""

UNITS: Final[tuple[Unit, ...]] = ("points", "hours", "items")


@dataclass(frozen=True, slots=True)
class BurndownDay:
    """A sprint at the end of one day: all work in it, what is left, and where a steady pace would be.

    ``scope`` and ``remaining`` are ``None`` on days that are still to come.
    """

    day: date
    ideal: float
    scope: float | None = None
    remaining: float | None = None


@dataclass(frozen=True, slots=True)
class Burndown:
    """A sprint day by day. ``committed`` is the work in it at the end of its first day."""

    sprint: str
    unit: Unit
    committed: float
    days: tuple[BurndownDay, ...]


@dataclass(frozen=True, slots=True)
class SprintResult:
    """What a sprint set out to do and did: ``done`` within its days, ``carried`` is what was left at its end."""

    sprint: str
    title: str
    start: date
    end: date
    capacity: float | None
    committed: float
    done: float
    carried: float
    is_over: bool


@dataclass(frozen=True, slots=True)
class Velocity:
    """The sprints of a project in order. ``mean`` is over the last three that are over; ``None`` before the first."""

    unit: Unit
    sprints: tuple[SprintResult, ...]
    mean: float | None


@dataclass(frozen=True, slots=True)
class FlowDay:
    """How many items were in each status at the end of a day."""

    day: date
    todo: int
    in_progress: int
    on_hold: int
    done: int


@dataclass(frozen=True, slots=True)
class Finished:
    """An item that was done, with what is known of how long it took. ``line`` is 0-based.

    ``cycle_days`` run from the start of work on it (else its appearance) to its end, ``lead_days`` from its
    appearance; both are ``None`` when it was there before the vault was first looked at and no date says since when.
    """

    words: str
    path: str
    line: int
    started: date | None
    ended: date
    cycle_days: float | None
    lead_days: float | None


@dataclass(frozen=True, slots=True)
class CycleTimes:
    """Items finished in a stretch of days, and how long most took; ``None`` when none was finished."""

    finished: tuple[Finished, ...]
    median: float | None
    most: float | None
    """What 85 of 100 items stay below."""
    weekly: tuple[tuple[date, int], ...]
    """How many were finished in each week, by its Monday."""


@dataclass(frozen=True, slots=True)
class Load:
    """One person's part in a sprint; ``None`` stands for what nobody has taken."""

    person: str | None
    committed: float
    done: float


@dataclass(frozen=True, slots=True)
class Capacity:
    """A sprint's work against what fits into it; ``capacity`` is ``None`` when its note says none."""

    sprint: str
    unit: Unit
    capacity: float | None
    committed: float
    done: float
    loads: tuple[Load, ...]

    @property
    def over(self) -> float:
        """By how much the work exceeds the capacity; 0 when it fits or no capacity is known."""
        return max(0.0, self.committed - self.capacity) if self.capacity is not None else 0.0
