"""What a question tells while it is answered, on the workspace's bus."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar

from claudeprojects.core.events import Event


@dataclass(frozen=True, slots=True)
class AskEvent(Event):
    """Something came of a question. ``ask_id`` is the one its asker gave it.

    ``kind`` is ``context`` (``passages``: what is read), ``claim`` (``text``, ``citations``: it is held up by a
    file) or ``void`` (claims told so far no longer hold).
    """

    type: ClassVar[str] = "ask"
    ask_id: str
    kind: str
    data: dict[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The event as one flat object."""
        return {**self.data, "type": self.type, "ask_id": self.ask_id, "kind": self.kind}
