"""The port of runs that no model leads: a conductor decides which agents work for them, and when.

Such a run is a root like any other: it has one budget, one changeset and one privacy class with all agents below it,
is queued, cancelled and taken up again like any, and its steps are the agents it asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from claudeprojects.agents.runs.journal import Journal
    from claudeprojects.agents.runs.tree import Tree
    from claudeprojects.agents.tools.port import Spawn


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a conductor stands: the journal of its run, the tree below it, and the way to bring in agents."""

    journal: Journal
    tree: Tree
    spawn: Spawn


class Conductor(Protocol):
    """Carries out a root run in place of an agent's loop."""

    async def __call__(self, stand: Stand) -> str:
        """Work to the end and return the run's answer; called anew after a crash, and whenever it is taken up."""

    def so_far(self, why: str) -> str:
        """The run's answer when it was cut short, and ``why``: what is there by now. Blocking."""
