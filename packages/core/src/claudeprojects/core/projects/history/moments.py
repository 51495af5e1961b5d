"""When a state began: from the dates an item carries where they say it, else from when its file was written."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from claudeprojects.core.projects.history.model import Seen, State

_STEP: Final = 0.001


def start_of(day: date) -> float:
    """The first moment of a day where the user is, in seconds of the epoch."""
    return datetime.combine(day, time()).astimezone().timestamp()


def noon_of(day: date) -> float:
    """The middle of that day: where something is put of which only the day is known."""
    return datetime.combine(day, time(12)).astimezone().timestamp()


def day_of(moment: float) -> date:
    """The day on which ``moment`` falls where the user is."""
    return datetime.fromtimestamp(moment).astimezone().date()


def moment_of_change(seen: Seen, after: float, now: float) -> float:
    """When the newest state began: on the day the item says it was ended, else when its file was written.

    Always later than ``after``, the beginning of the state before.
    """
    moment = min(seen.changed_at, now)
    if seen.ended is not None and not seen.state.is_open and day_of(moment) != seen.ended:
        moment = min(noon_of(seen.ended), now)
    return max(moment, after + _STEP)


def past_states(seen: Seen, now: float, *, always: bool) -> list[tuple[float, State]]:
    """The states of an item that was never seen before, as far as its own dates tell them.

    ``always``: it was there when the vault was first looked at, so that without a date nothing is known of its
    beginning, and it counts as having been there all along.
    """
    last = moment_of_change(seen, 0.0, now)
    unknown = 0.0 if always else last
    begun = min(noon_of(seen.created) if seen.created else unknown, last)
    if seen.state.is_open:
        return [(begun, seen.state)]
    return [(min(begun, last - _STEP), seen.state._replace(status="todo")), (last, seen.state)]
