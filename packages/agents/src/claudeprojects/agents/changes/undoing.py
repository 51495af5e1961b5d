"""Undoing: taking what a run did to files back out of them, the last first, and keeping what was changed since.

A file that is as the run left it becomes exactly what it was. One that was changed since keeps those changes, where
the run's can be told apart from them; where they cannot, it stays as it is, and the effect says why.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from claudeprojects.agents.changes.hunks import texts_of
from claudeprojects.agents.changes.merge import merge
from claudeprojects.agents.changes.ondisk import current_bytes, is_taken
from claudeprojects.core.errors import (
    NoteConflict,
    NoteExists,
    StorageFailed,
    VaultError,
    VaultOffline,
)
from claudeprojects.core.vault.paths import TRASH_FOLDER, is_inside, renamed
from claudeprojects.core.vault.textfile import content_hash

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claudeprojects.agents.changes.records import Effect, Records
    from claudeprojects.core.workspace import Workspace

_ATTEMPTS = 5


class _Stands(Exception):
    """An effect stands as it is, for the reason given."""


class Undoer:
    """Takes effects back out of the files of ``workspace``."""

    def __init__(self, workspace: Workspace, records: Records) -> None:
        self._workspace = workspace
        self._records = records

    def undo(self, effects: Iterable[Effect]) -> dict[int, str]:
        """Take ``effects``, in the order they happened, back; return why for the changes of which some could not be.

        Raises:
            VaultOffline, StorageFailed: the disk refused; what is taken back so far stays so.
        """
        with self._workspace.together():
            return self._last_first(effects)

    def _last_first(self, effects: Iterable[Effect]) -> dict[int, str]:
        failed: dict[int, str] = {}
        for group in reversed(_joined(effects)):
            why = self._one(group)
            for effect in group:
                self._records.end(effect, "conflict" if why else "undone", why)
                if why:
                    failed[effect.change_id] = why
        return failed

    def _one(self, group: list[Effect]) -> str:
        first, last = group[0], group[-1]
        try:
            if last.kind == "write":
                self._write(replace(last, before=first.before, folders=first.folders))
            elif last.kind == "delete":
                self._restore(last)
            else:
                self._move_back(last)
        except _Stands as reason:
            return str(reason)
        except (VaultOffline, StorageFailed):
            raise
        except VaultError as error:
            return error.message
        return ""

    def _write(self, effect: Effect) -> None:
        before, after = self._records.content(effect.before), self._records.content(effect.after)
        for attempt in range(_ATTEMPTS):
            current = current_bytes(self._workspace, effect.path)
            if current is None or current == before:
                return
            if before is None and current != after:
                raise _Stands("it was changed since the run made it, so it stays")
            possible, merged = merge(after, before, current)
            if not possible:
                what = "the same words were" if texts_of(after, before) else "it is no text, and it was"
                raise _Stands(f"{what} changed since")
            try:
                if merged != current:
                    self._workspace.put(effect.path, merged, content_hash(current), empties=effect.folders)
            except NoteConflict:
                if attempt == _ATTEMPTS - 1:
                    raise
            else:
                return

    def _restore(self, effect: Effect) -> None:
        current = current_bytes(self._workspace, effect.path)
        if current is not None and content_hash(current) == effect.before:
            return
        if is_taken(self._workspace, effect.path):
            raise _Stands("something else is there now; what was deleted is in the trash")
        entry_id = self._trash_id(effect)
        if entry_id is not None and self._hash_in_trash(entry_id, effect.path) == effect.before:
            self._workspace.restore(entry_id)
            return
        data = self._records.content(effect.before) if self._is_kept(effect.before) else None
        if data is None:
            raise _Stands("it is not in the trash any more, and was too large to be kept")
        self._workspace.put(effect.path, data, None)

    def _move_back(self, effect: Effect) -> None:
        source, target = effect.path, effect.target or effect.path
        if not is_taken(self._workspace, target):
            raise _Stands(f"there is nothing at {target!r} any more")
        exact = [link for link in effect.links if self._hash_at(link[0]) == link[2]]
        try:
            self._workspace.move(target, source, empties=effect.folders)
        except NoteExists as error:
            raise _Stands(f"something else is at {source!r} now") from error
        for path, before, _ in exact:
            self._put_exactly(renamed(path, target, source), before)

    def _put_exactly(self, path: str, name: str) -> None:
        current = current_bytes(self._workspace, path)
        if current is not None and content_hash(current) != name:
            self._workspace.put(path, self._records.content(name), content_hash(current))

    def _hash_at(self, path: str) -> str | None:
        data = current_bytes(self._workspace, path)
        return None if data is None else content_hash(data)

    def _is_kept(self, name: str | None) -> bool:
        return name is not None and self._records.has(name)

    def _trash_id(self, effect: Effect) -> str | None:
        entries = [entry for entry in self._workspace.vault.trash_entries() if entry.path == effect.path]
        return entries[0].id if entries else None

    def _hash_in_trash(self, entry_id: str, path: str) -> str | None:
        return self._hash_at(f"{TRASH_FOLDER}/{entry_id}/content/{path.rpartition('/')[2]}")


def _joined(effects: Iterable[Effect]) -> list[list[Effect]]:
    """Effects in groups that are taken back as one: writes of one file that follow each other without a gap."""
    groups: list[list[Effect]] = []
    latest: dict[str, list[Effect]] = {}
    for effect in effects:
        known = latest.get(effect.path) if effect.kind == "write" else None
        if known is not None and known[-1].after == effect.before:
            known.append(effect)
            continue
        groups.append([effect])
        if effect.kind == "write":
            latest[effect.path] = groups[-1]
            continue
        touched = [effect.path, effect.target or effect.path, *(link[0] for link in effect.links)]
        latest = {path: group for path, group in latest.items() if not any(is_inside(path, t) for t in touched)}
    return groups
