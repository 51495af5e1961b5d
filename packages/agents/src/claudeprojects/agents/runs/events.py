"""What a run tells while it works: events on the workspace's bus, and words of a model gathered into few of them."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from claudeprojects.core.events import Event

if TYPE_CHECKING:
    from collections.abc import Callable

RunEventKind = Literal[
    "state", "token", "step", "tool_call", "tool_result", "approval", "plan", "changes", "usage", "done"
]
"""What events tell of: a run's state, a piece of an answer, a step begun or done, a call and its result, a question
to a person, the agent's plan, proposed changes, what was used, the end."""

TOKEN_INTERVAL = 0.04
"""Seconds in which words of a model are gathered into one event."""


@dataclass(frozen=True, slots=True)
class RunEvent(Event):
    """Something happened in a run; ``data`` stands beside ``run_id``, ``root_id`` and ``kind`` in JSON."""

    type: ClassVar[str] = "run"
    run_id: str
    root_id: str
    kind: str
    data: dict[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The event as one flat object."""
        return {**self.data, "type": self.type, "run_id": self.run_id, "root_id": self.root_id, "kind": self.kind}


class Words:
    """The words of one model call on their way to whoever looks on; they are stored with the step, not one by one.

    ``add`` is called on the event loop.
    """

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self._gathered: list[str] = []
        self._due: asyncio.TimerHandle | None = None

    def add(self, text: str) -> None:
        """Take a piece of the reply."""
        self._gathered.append(text)
        if self._due is None:
            self._due = asyncio.get_running_loop().call_later(TOKEN_INTERVAL, self.flush)

    def flush(self) -> None:
        """Tell what is gathered now."""
        if self._due is not None:
            self._due.cancel()
            self._due = None
        if self._gathered:
            text, self._gathered = "".join(self._gathered), []
            self._tell(text)
