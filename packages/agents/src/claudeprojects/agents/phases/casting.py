"""Who does an activity: of the agents it names, those that only read look first, then one writes.

The first agent it names that can write leads; those before it prepare. The validator is left out of what it will
check. An activity without an agent that is there and can write is people's work.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claudeprojects.agents.errors import AgentNotFound
from claudeprojects.agents.permissions.decision import may_use

if TYPE_CHECKING:
    from collections.abc import Callable

    from claudeprojects.agents.definitions.records import AgentDefinition
    from claudeprojects.core.methodologies.model import Activity

VALIDATOR = "reviewer"
"""The agent that checks what was written against the gate."""


class Cast(NamedTuple):
    """The agents of an activity: ``preparing`` read, ``lead`` writes; ``None`` when nobody here can."""

    preparing: tuple[str, ...]
    lead: str | None


def cast(activity: Activity, agent: Callable[[str], AgentDefinition]) -> Cast:
    """The agents that do ``activity``; ``agent`` finds a definition, or raises ``AgentNotFound``."""
    preparing: list[str] = []
    for name in activity.agents:
        try:
            found = agent(name)
        except AgentNotFound:
            continue
        if found.mode != "plan" and may_use(found, "write"):
            return Cast(tuple(preparing), found.name)
        if found.name != VALIDATOR:
            preparing.append(found.name)
    return Cast(tuple(preparing), None)


def validator(agent: Callable[[str], AgentDefinition]) -> str | None:
    """The name of the validator; ``None`` when there is none."""
    try:
        return agent(VALIDATOR).name
    except AgentNotFound:
        return None
