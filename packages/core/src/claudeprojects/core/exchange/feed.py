"""The calendar feed of a vault: tasks for calendar programs, at an address that holds a secret of its own.

Whoever knows the address can read open tasks and nothing else; a new address makes the old one useless.
"""

from __future__ import annotations

import hmac
import json
import os
import secrets
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

FILE: Final = "feed.json"


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that is on: its secret, and the query of the tasks in it."""

    secret: str
    query: str


class FeedFile:
    """The feed of one vault, kept in its data folder and readable by its owner alone."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    def get(self) -> Feed | None:
        """The feed, ``None`` when it is off."""
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
            return Feed(str(found["secret"]), str(found["query"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def begin(self, query: str) -> Feed:
        """Turn it on, with a new secret."""
        feed = Feed(secrets.token_urlsafe(24), query)
        descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(asdict(feed), file)
        return feed

    def end(self) -> None:
        """Turn it off."""
        self._path.unlink(missing_ok=True)

    def opened_by(self, secret: str) -> Feed | None:
        """The feed when ``secret`` is its own."""
        feed = self.get()
        if feed is None or not hmac.compare_digest(secret.encode("utf-8", "replace"), feed.secret.encode()):
            return None
        return feed
