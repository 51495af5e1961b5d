"""What happens in a workspace, as small frozen records, and the bus that tells whoever listens."""

from __future__ import annotations

import logging
import threading
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from collections.abc import Callable

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Event:
    """The root of all events; ``type`` names the kind in JSON."""

    type: ClassVar[str] = "event"

    def to_json(self) -> dict[str, Any]:
        """Return the event as a JSON-ready object with its ``type``."""
        return {"type": self.type, **asdict(self)}


@dataclass(frozen=True, slots=True)
class FilesChanged(Event):
    """The index has taken in changes: vault paths added or changed, removed, and renamed (from, to)."""

    type: ClassVar[str] = "files_changed"
    seq: int
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class EverythingChanged(Event):
    """The index has taken in more changes than are worth naming: anything shown may be old."""

    type: ClassVar[str] = "resync"


@dataclass(frozen=True, slots=True)
class StatusChanged(Event):
    """Something that ``status`` reports has moved: progress, state, embeddings."""

    type: ClassVar[str] = "status"
    status: dict[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Return the whole status beside the type."""
        return {"type": self.type, **self.status}


@dataclass(frozen=True, slots=True)
class VaultWentOffline(Event):
    """The vault's folder is not reachable; nothing known of it is dropped."""

    type: ClassVar[str] = "offline"


@dataclass(frozen=True, slots=True)
class VaultCameOnline(Event):
    """The vault's folder is reachable again."""

    type: ClassVar[str] = "online"


@dataclass(frozen=True, slots=True)
class OperationDone(Event):
    """An undoable operation on files was carried out."""

    type: ClassVar[str] = "operation"
    id: str
    kind: str
    summary: str


class EventBus:
    """Calls every subscriber, in the publisher's thread, with every event; one that fails does not stop the rest."""

    def __init__(self) -> None:
        self._subscribers: list[Callable[[Event], None]] = []
        self._lock = threading.Lock()

    def subscribe(self, callback: Callable[[Event], None]) -> Callable[[], None]:
        """Add a subscriber; the returned call removes it again."""
        with self._lock:
            self._subscribers.append(callback)

        def unsubscribe() -> None:
            with self._lock:
                if callback in self._subscribers:
                    self._subscribers.remove(callback)

        return unsubscribe

    def publish(self, event: Event) -> None:
        """Tell every subscriber about ``event``."""
        with self._lock:
            subscribers = tuple(self._subscribers)
        for subscriber in subscribers:
            try:
                subscriber(event)
            except Exception:
                logger.exception("a subscriber failed on %s", event.type)
