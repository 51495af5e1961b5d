"""The audit log: what left the machine, to whom, how many bytes, made of which notes; and what was refused.

It is append-only and hash-chained: every entry holds the SHA-256 of the one before it, and the length and end of the
chain stand in a file beside the database, so that a changed, missing or cut-off entry is found by ``verify``. It
never holds the text itself.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal

from claudeprojects.agents.values import Privacy
from claudeprojects.core.errors import StorageFailed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from claudeprojects.agents.store import AgentStore

Outcome = Literal["sent", "refused"]
Channel = Literal["model", "mcp", "web", "tool"]

HEAD_FILE = "audit.head"
_COLUMNS = "entry_id, at, outcome, channel, receiver, run_id, bytes, privacy, notes, detail, previous, hash"
_GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One thing that left, or was kept from leaving."""

    id: int
    """1 for the first; there are no gaps."""
    at: str
    """UTC, ISO 8601."""
    outcome: Outcome
    channel: Channel
    receiver: str
    """A model, ``mcp:server/tool`` or a host."""
    run_id: str | None
    bytes: int
    privacy: Privacy
    notes: tuple[str, ...]
    """The notes it was made of; for a refusal, those that forbid it."""
    detail: str
    previous: str
    hash: str

    def to_json(self) -> dict[str, Any]:
        """The entry as JSON values."""
        return {
            "id": self.id, "at": self.at, "outcome": self.outcome, "channel": self.channel,
            "receiver": self.receiver, "run_id": self.run_id, "bytes": self.bytes, "privacy": self.privacy.label,
            "notes": list(self.notes), "detail": self.detail, "previous": self.previous, "hash": self.hash,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verification:
    """Whether the log is whole: ``entries`` were read; ``broken_at`` is the first that is not as it was written."""

    entries: int
    broken_at: int | None = None
    problem: str | None = None

    @property
    def ok(self) -> bool:
        """Whether nothing was changed, removed or cut off."""
        return self.problem is None


class AuditLog:
    """The log in ``store``. An entry is on the disk for good when ``append`` returns."""

    def __init__(self, store: AgentStore) -> None:
        self._database = store.database
        self._head = store.folder / HEAD_FILE
        self._appending = threading.Lock()

    def append(
        self,
        outcome: Outcome,
        channel: Channel,
        receiver: str,
        *,
        run_id: str | None,
        size: int,
        privacy: Privacy,
        notes: Iterable[str] = (),
        detail: str = "",
    ) -> AuditEntry:
        """Add one entry to the end of the chain; raises ``StorageFailed``, and then nothing may leave."""
        names = json.dumps(sorted(set(notes)), ensure_ascii=False)
        with self._appending:
            row = self._insert(outcome, channel, receiver, run_id, size, privacy.label, names, detail)
            self._write_head(row[0], row[-1])
        return _entry(row)

    def _insert(self, *values: str | int | None) -> tuple[Any, ...]:
        with self._database.write() as transaction:
            last = transaction.execute("SELECT entry_id, hash FROM audit ORDER BY entry_id DESC LIMIT 1")
            number, previous = (last[0][0] + 1, last[0][1]) if last else (1, _GENESIS)
            row = (number, datetime.now(UTC).isoformat(timespec="milliseconds"), *values, previous)
            whole = (*row, _digest(row))
            transaction.execute(f"INSERT INTO audit ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", whole)
        return whole

    def list(self, *, limit: int = 50, before: int | None = None, run_id: str | None = None) -> list[AuditEntry]:
        """The latest entries, the newest first, with a number below ``before``; of one run when it is named."""
        rows = self._database.read(
            f"SELECT {_COLUMNS} FROM audit WHERE entry_id < ?1 AND (?2 IS NULL OR run_id = ?2)"
            " ORDER BY entry_id DESC LIMIT ?3",
            (before if before is not None else 2**62, run_id, limit),
        )
        return [_entry(row) for row in rows]

    def verify(self) -> Verification:
        """Read the whole chain and say whether it is as it was written."""
        with self._appending:
            head = self._read_head()
            previous, number, at_head = _GENESIS, 0, _GENESIS
            for row in self._database.iterate(f"SELECT {_COLUMNS} FROM audit ORDER BY entry_id"):
                number += 1
                if row[0] != number:
                    return Verification(number - 1, number, f"entry {number} is missing")
                if row[10] != previous or row[11] != _digest(row[:11]):
                    return Verification(number, number, f"entry {number} is not as it was written")
                previous = row[11]
                if head is not None and number == head[0]:
                    at_head = previous
        return _compare(head, number, at_head)

    def _write_head(self, number: int, digest: str) -> None:
        draft = self._head.with_suffix(".new")
        try:
            draft.write_text(f"{number} {digest}\n", encoding="ascii")
            os.replace(draft, self._head)
        except OSError as error:
            raise StorageFailed(str(self._head), error.strerror or str(error)) from error

    def _read_head(self) -> tuple[int, str] | None:
        try:
            number, digest = self._head.read_text(encoding="ascii").split()
            return int(number), digest
        except (OSError, ValueError):
            return None


def _compare(head: tuple[int, str] | None, number: int, at_head: str) -> Verification:
    """Whether the chain reaches as far as the head says; a crash may have left one entry more than it knows of."""
    if head is None:
        problem = None if number == 0 else "the file that says where the log ends is missing"
        return Verification(number, None, problem)
    if head[0] > number:
        return Verification(number, number + 1, f"the log ends at entry {number}, and {head[0]} were written")
    if head[1] != at_head or number > head[0] + 1:
        return Verification(number, head[0], "the log is another one than was written")
    return Verification(number)


def _digest(row: Sequence[Any]) -> str:
    text = json.dumps(list(row), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _entry(row: Sequence[Any]) -> AuditEntry:
    number, at, outcome, channel, receiver, run_id, size, privacy, notes, detail, previous, digest = row
    names = tuple(json.loads(notes))
    return AuditEntry(
        number, at, outcome, channel, receiver, run_id, size, Privacy.of(privacy), names, detail, previous, digest
    )
