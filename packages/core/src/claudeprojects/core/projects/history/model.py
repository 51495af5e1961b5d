"""The records of history: an item as the index shows it now, a state, and an item with all its states."""

from __future__ import annotations

import json
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date

GONE = "gone"
"""The status of an item whose line or note is not there any more."""


class State(NamedTuple):
    """What figures are made of. ``status`` as in ``WorkItem``, or ``GONE``; ``project`` and ``sprint`` are paths."""

    status: str
    points: float | None = None
    hours: float | None = None
    due: str | None = None
    assignees: tuple[str, ...] = ()
    project: str | None = None
    sprint: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is still to do."""
        return self.status in {"todo", "in_progress", "on_hold"}

    @property
    def counts(self) -> bool:
        """Whether it is work at all: neither gone nor cancelled nor a mere note."""
        return self.is_open or self.status == "done"

    def to_json(self) -> str:
        """The state as a JSON list."""
        return json.dumps(self, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> State:
        """The state that ``to_json`` wrote."""
        status, points, hours, due, assignees, project, sprint = json.loads(text)
        return cls(status, points, hours, due, tuple(assignees), project, sprint)


class Mark(NamedTuple):
    """A place in the changes of an index: which index, and the number of its change."""

    store_id: str
    seq: int


class Seen(NamedTuple):
    """An item as the index shows it now. ``changed_at`` is when its file was written, in seconds of the epoch."""

    path: str
    line: int
    own_id: str | None
    block_id: str | None
    words: str
    state: State
    created: date | None
    ended: date | None
    changed_at: float


class Known(NamedTuple):
    """An item as history has it: ``state`` is its newest, which began at ``since``; ``None`` when it is gone."""

    item_id: int
    path: str
    line: int
    own_id: str | None
    block_id: str | None
    words: str
    state: State | None
    since: float


@dataclass(frozen=True, slots=True)
class Past:
    """One item with all its states in order of time; ``moments`` are when they began."""

    item_id: int
    path: str
    line: int
    words: str
    moments: tuple[float, ...]
    states: tuple[State, ...]

    def at(self, moment: float) -> State | None:
        """The state in force at ``moment``; ``None`` before the item was there."""
        place = bisect_right(self.moments, moment)
        return self.states[place - 1] if place else None
