"""The tables of changesets in ``agents.db``: rows in, rows out, and the contents they name by their hash."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from claudeprojects.agents.changes.model import OPEN_STATES, ChangeState
from claudeprojects.agents.values import Privacy
from claudeprojects.core.vault.textfile import content_hash

if TYPE_CHECKING:
    from claudeprojects.core.store.database import Database

EffectState = Literal["pending", "done", "undone", "conflict"]
_CHANGE = "change_id, old_path, path, base, proposed, state, why, privacy, staged_by"
_EFFECT = "effect_id, change_id, kind, path, target, before, after, folders, links, operation_id, state, why"


@dataclass(frozen=True, slots=True)
class Change:
    """One file of a changeset. ``base`` and ``proposed`` name contents; ``None`` is no file."""

    old_path: str | None
    path: str
    base: str | None
    proposed: str | None
    state: ChangeState = "proposed"
    why: str = ""
    privacy: Privacy = Privacy.OPEN
    staged_by: str = ""
    """The run of the tree that touched it last."""
    id: int = 0

    @property
    def is_open(self) -> bool:
        """Whether it waits for a decision."""
        return self.state in OPEN_STATES

    @property
    def changes_nothing(self) -> bool:
        """Whether the file ends where and as it began."""
        return self.base == self.proposed and (self.proposed is None or self.old_path == self.path)


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing done to a file on disk. ``links`` are the files a move rewrote: path, content before and after."""

    change_id: int
    kind: Literal["write", "move", "delete"]
    path: str
    target: str | None = None
    before: str | None = None
    after: str | None = None
    folders: tuple[str, ...] = ()
    """Folders it made, the innermost first."""
    links: tuple[tuple[str, str, str], ...] = ()
    operation_id: str | None = None
    """The operation on the vault that it was."""
    state: EffectState = "pending"
    why: str = ""
    id: int = 0


@dataclass(slots=True)
class Records:
    """The rows of all changesets in ``database``. Each method is one transaction, or joins the one around it."""

    database: Database

    def keep(self, data: bytes | None) -> str | None:
        """Keep a content and return its name; ``None`` stays ``None``."""
        if data is None:
            return None
        name = content_hash(data)
        if self.database.value("SELECT 1 FROM change_blobs WHERE hash = ?", (name,)) is None:
            with self.database.write() as transaction:
                packed = zlib.compress(data, 1)
                transaction.execute("INSERT OR IGNORE INTO change_blobs VALUES (?, ?)", (name, packed))
        return name

    def content(self, name: str | None) -> bytes | None:
        """The content that ``keep`` named."""
        if name is None:
            return None
        return zlib.decompress(self.database.value("SELECT data FROM change_blobs WHERE hash = ?", (name,)))

    def has(self, name: str) -> bool:
        """Whether the content of that name is kept."""
        return self.database.value("SELECT 1 FROM change_blobs WHERE hash = ?", (name,)) is not None

    def content_if_kept(self, name: str | None) -> bytes | None:
        """The content that ``keep`` named, ``None`` also when it was too large to be kept."""
        return self.content(name) if name is not None and self.has(name) else None

    def changes(self, run_id: str, *, waiting: bool = False) -> list[Change]:
        """The changes of a run in the order they were begun; only those not decided when ``waiting``."""
        where = " AND state IN ('proposed', 'conflict')" if waiting else ""
        rows = self.database.read(f"SELECT {_CHANGE} FROM changes WHERE run_id = ?{where} ORDER BY 1", (run_id,))
        return [_change(row) for row in rows]

    def add(self, run_id: str, change: Change) -> Change:
        """Add a change and return it with its id."""
        with self.database.write() as transaction:
            number = transaction.insert(
                "INSERT INTO changes (run_id, old_path, path, base, proposed, state, why, privacy, staged_by)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (run_id, *_values(change)),
            )
        return replace(change, id=number)

    def save(self, change: Change) -> None:
        """Write a change that was there before anew."""
        with self.database.write() as transaction:
            transaction.execute(
                "UPDATE changes SET old_path = ?, path = ?, base = ?, proposed = ?, state = ?, why = ?, privacy = ?,"
                " staged_by = ? WHERE change_id = ?",
                (*_values(change), change.id),
            )

    def drop(self, change: Change) -> None:
        """Remove a change that came to nothing."""
        with self.database.write() as transaction:
            transaction.execute("DELETE FROM changes WHERE change_id = ?", (change.id,))

    def effects(self, run_id: str | None = None, *states: EffectState) -> list[Effect]:
        """The effects in ``states`` of one run, or of all, in the order they happened."""
        where = f"ifnull(?, run_id) = run_id AND state IN ({', '.join('?' * len(states))})"
        sql = f"SELECT {_EFFECT} FROM change_effects WHERE {where} ORDER BY 1"
        rows = self.database.read(sql, (run_id, *states))
        return [_effect(row) for row in rows]

    def begin(self, run_id: str, effect: Effect) -> Effect:
        """Record what is about to happen to a file."""
        with self.database.write() as transaction:
            number = transaction.insert(
                "INSERT INTO change_effects (run_id, change_id, kind, path, target, before, after, folders)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (run_id, effect.change_id, effect.kind, effect.path, effect.target, effect.before, effect.after,
                 json.dumps(effect.folders)),
            )  # fmt: skip
        return replace(effect, id=number)

    def end(self, effect: Effect, state: EffectState, why: str = "") -> None:
        """Record what became of an effect."""
        with self.database.write() as transaction:
            transaction.execute(
                "UPDATE change_effects SET state = ?, why = ?, links = ?, operation_id = ?, after = ?"
                " WHERE effect_id = ?",
                (state, why, json.dumps(effect.links), effect.operation_id, effect.after, effect.id),
            )

    def moved(self, effect: Effect) -> None:
        """Record that the file of a change is where ``effect`` moved it: at its end, or aside for a while."""
        with self.database.write() as transaction:
            transaction.execute(
                "UPDATE changes SET state = iif(path = ?1, 'accepted', state),"
                " old_path = iif(path = ?1, old_path, ?1) WHERE change_id = ?2",
                (effect.target, effect.change_id),
            )

    def forget(self, effect: Effect) -> None:
        """Remove an effect that did not happen."""
        with self.database.write() as transaction:
            transaction.execute("DELETE FROM change_effects WHERE effect_id = ?", (effect.id,))

    def call(self, key: str) -> dict[str, Any] | None:
        """What the call ``key`` staged, ``None`` when it has not run to its end."""
        text = self.database.value("SELECT result FROM change_calls WHERE key = ?", (key,))
        return None if text is None else json.loads(text)

    def remember_call(self, run_id: str, key: str, result: dict[str, Any]) -> None:
        """Record what the call ``key`` staged."""
        with self.database.write() as transaction:
            transaction.execute("INSERT INTO change_calls VALUES (?, ?, ?)", (key, run_id, json.dumps(result)))

    def log(self, key: str, change: Change) -> None:
        """Record ``change`` as the call ``key`` left it."""
        with self.database.write() as transaction:
            transaction.execute(
                "INSERT INTO change_steps (key, change_id, old_path, path, base, proposed, privacy)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (key, change.id, change.old_path, change.path, change.base, change.proposed, change.privacy.label),
            )

    def steps_of(self, call: str) -> list[tuple[int, str, Change]]:
        """What the call ``call``, and those whose keys go on from it, left, in order: number, key and change."""
        rows = self.database.read(
            "SELECT step_id, key, change_id, old_path, path, base, proposed, privacy FROM change_steps"
            " WHERE key = ?1 OR (key > ?1 || '/' AND key < ?1 || '0') ORDER BY 1",
            (call,),
        )
        return [
            (step, key, Change(old_path, path, base, proposed, privacy=Privacy.of(privacy), id=number))
            for step, key, number, old_path, path, base, proposed, privacy in rows
        ]

    def last_read(self, run_id: str, path: str) -> str | None:
        """The content a run last read at ``path``."""
        found: str | None = self.database.value(
            "SELECT hash FROM change_reads WHERE run_id = ? AND path = ?", (run_id, path)
        )
        return found

    def remember_read(self, run_id: str, path: str, data: bytes) -> None:
        """Record the content a run reads at ``path``."""
        with self.database.write() as transaction:
            values = (run_id, path, self.keep(data))
            transaction.execute("INSERT OR REPLACE INTO change_reads VALUES (?, ?, ?)", values)


def _values(change: Change) -> tuple[Any, ...]:
    return (
        change.old_path, change.path, change.base, change.proposed, change.state, change.why, change.privacy.label,
        change.staged_by,
    )  # fmt: skip


def _change(row: tuple[Any, ...]) -> Change:
    number, old_path, path, base, proposed, state, why, privacy, staged_by = row
    return Change(old_path, path, base, proposed, state, why, Privacy.of(privacy), staged_by, number)


def _effect(row: tuple[Any, ...]) -> Effect:
    number, change_id, kind, path, target, before, after, folders, links, operation_id, state, why = row
    rewritten = tuple((name, old, new) for name, old, new in json.loads(links))
    return Effect(
        change_id,
        kind,
        path,
        target,
        before,
        after,
        tuple(json.loads(folders)),
        rewritten,
        operation_id,
        state,
        why,
        number,
    )
