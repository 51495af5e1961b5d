"""Approvals: exact effects of tool calls that wait for a person, kept in ``agents.db`` so that a restart loses none.

An approval is for one call (its key) and one exact effect (a digest of what was shown). Asking again for the same,
after a crash or a restart, finds the same approval with whatever was decided meanwhile; if the effect is another by
then, for example because the note has changed, it is a new question.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import threading
import uuid
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal

from claudeprojects.agents.errors import ApprovalDecided, ApprovalNotFound
from claudeprojects.agents.values import Effect

if TYPE_CHECKING:
    from collections.abc import Callable

    from claudeprojects.agents.permissions.decision import Decision
    from claudeprojects.core.store.database import Database, Row

State = Literal["waiting", "approved", "denied", "withdrawn"]

_COLUMNS = "id, run_id, key, tool, arguments, effect, rule, why, state, created_at, decided_at, decided_by, note"
_INSERT = """
INSERT INTO approvals (id, run_id, key, digest, tool, arguments, effect, rule, why, state, created_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting', ?) ON CONFLICT (key, digest) DO NOTHING
"""
_DECIDE = """
UPDATE approvals SET state = ?, decided_at = ?, decided_by = ?, note = ? WHERE id = ? AND state = 'waiting'
"""
_LOOK_AGAIN_SECONDS = 1.0
"""How often a wait looks into the database by itself, for what another process decided."""


@dataclass(frozen=True, slots=True)
class Approval:
    """One question and its answer; ``withdrawn`` when its run ended before anyone answered."""

    id: str
    run_id: str
    key: str
    tool: str
    arguments: dict[str, Any]
    effect: Effect
    rule: str
    why: str
    state: State
    created_at: datetime
    decided_at: datetime | None = None
    decided_by: str | None = None
    note: str = ""

    def to_json(self) -> dict[str, Any]:
        """The approval as JSON values."""
        data = asdict(self)
        data["created_at"] = self.created_at.isoformat()
        data["decided_at"] = self.decided_at.isoformat() if self.decided_at else None
        return data


class ApprovalStore:
    """The approvals of one workspace. Safe to use from many threads; ``wait`` belongs to an event loop."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._waiting: dict[str, list[tuple[asyncio.AbstractEventLoop, asyncio.Event]]] = {}
        self._listeners: list[Callable[[Approval], None]] = []

    def on_change(self, listener: Callable[[Approval], None]) -> None:
        """Call ``listener`` with each approval that is asked for or decided, in the thread where it happens."""
        self._listeners.append(listener)

    def request(
        self, run_id: str, key: str, effect: Effect, tool: str, arguments: dict[str, Any], decision: Decision
    ) -> Approval:
        """Ask for ``effect``; the same question asked before is returned as it stands now."""
        shown = {"tool": tool, "arguments": arguments, "effect": asdict(effect)}
        digest = hashlib.blake2b(json.dumps(shown, sort_keys=True).encode(), digest_size=16).hexdigest()
        row = (
            str(uuid.uuid4()), run_id, key, digest, tool, json.dumps(arguments), json.dumps(asdict(effect)),
            decision.rule, decision.why, _now(),
        )  # fmt: skip
        with self._database.write() as transaction:
            transaction.execute(_INSERT, row)
            new = transaction.changes() > 0
        found = self._one("key = ? AND digest = ?", (key, digest))
        if found is None:
            raise ApprovalNotFound(key)
        if new:
            self._tell(found)
        return found

    async def wait(self, approval_id: str, cancelled: asyncio.Event | None = None) -> Approval:
        """Wait until the approval is decided, however long that takes, or ``cancelled`` is set; return it then."""
        told = asyncio.Event()
        entry = (asyncio.get_running_loop(), told)
        with self._lock:
            self._waiting.setdefault(approval_id, []).append(entry)
        try:
            while True:
                told.clear()
                approval = await asyncio.to_thread(self.get, approval_id)
                if approval.state != "waiting" or (cancelled is not None and cancelled.is_set()):
                    return approval
                await _first_of(told, cancelled)
        finally:
            with self._lock:
                self._waiting[approval_id].remove(entry)
                if not self._waiting[approval_id]:
                    del self._waiting[approval_id]

    def decide(self, approval_id: str, approved: bool, by: str, note: str = "") -> Approval:
        """Answer for a person named ``by``. Saying the same twice is harmless.

        Raises:
            ApprovalNotFound: there is no such approval.
            ApprovalDecided: it was answered otherwise, or withdrawn.
        """
        return self._settle(approval_id, "approved" if approved else "denied", by, note)

    def withdraw(self, run_id: str) -> list[Approval]:
        """Take back what the run ``run_id`` still asks for, because it has ended or was cancelled."""
        waiting = [approval.id for approval in self.list("waiting") if approval.run_id == run_id]
        return [self._settle(approval_id, "withdrawn", "run", "") for approval_id in waiting]

    def get(self, approval_id: str) -> Approval:
        """The approval of that id. Raises ``ApprovalNotFound``."""
        found = self._one("id = ?", (approval_id,))
        if found is None:
            raise ApprovalNotFound(approval_id)
        return found

    def list(self, state: State | None = None) -> list[Approval]:
        """The approvals in ``state``, the longest waiting first; all of them, newest first, without one."""
        where, order = ("WHERE state = ?", "created_at, id") if state else ("", "created_at DESC, id")
        sql = f"SELECT {_COLUMNS} FROM approvals {where} ORDER BY {order}"
        return [_approval(row) for row in self._database.read(sql, (state,) if state else ())]

    def _settle(self, approval_id: str, state: State, by: str, note: str) -> Approval:
        with self._database.write() as transaction:
            transaction.execute(_DECIDE, (state, _now(), by, note, approval_id))
            settled = transaction.changes() > 0
        approval = self.get(approval_id)
        if not settled and approval.state != state:
            raise ApprovalDecided(approval_id, approval.state)
        if settled:
            self._tell(approval)
        return approval

    def _tell(self, approval: Approval) -> None:
        with self._lock:
            waiting = list(self._waiting.get(approval.id, ()))
        for loop, told in waiting:
            loop.call_soon_threadsafe(told.set)
        for listener in self._listeners:
            listener(approval)

    def _one(self, where: str, params: tuple[str, ...]) -> Approval | None:
        rows = self._database.read(f"SELECT {_COLUMNS} FROM approvals WHERE {where}", params)
        return _approval(rows[0]) if rows else None


def _approval(row: Row) -> Approval:
    values = list(row)
    values[4] = json.loads(row[4])
    effect = json.loads(row[5])
    values[5] = Effect(**{**effect, "paths": tuple(effect["paths"])})
    values[9] = datetime.fromisoformat(row[9])
    values[10] = datetime.fromisoformat(row[10]) if row[10] else None
    return Approval(*values)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")


async def _first_of(told: asyncio.Event, cancelled: asyncio.Event | None) -> None:
    waits = [asyncio.ensure_future(event.wait()) for event in (told, cancelled) if event is not None]
    try:
        await asyncio.wait(waits, timeout=_LOOK_AGAIN_SECONDS, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for waiting in waits:
            waiting.cancel()
