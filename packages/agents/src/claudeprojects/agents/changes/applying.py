"""Applying: putting accepted changes on disk, each recorded before it happens, merged with what is there now.

What cannot be merged is left undone and becomes a conflict, whose base is then what is on disk: its diff shows what
accepting it anyway would do.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from claudeprojects.agents.changes.merge import merge
from claudeprojects.agents.changes.ondisk import current_bytes, is_taken
from claudeprojects.agents.changes.records import Change, Effect
from claudeprojects.core.errors import (
    NoteConflict,
    StorageFailed,
    VaultError,
    VaultOffline,
)
from claudeprojects.core.vault.paths import parent_of
from claudeprojects.core.vault.textfile import content_hash

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from claudeprojects.agents.changes.records import Records
    from claudeprojects.core.vault.operations import Operation
    from claudeprojects.core.workspace import Workspace

_ATTEMPTS = 5
"""How often a change is merged anew when another program writes the file meanwhile."""


class _Stuck(Exception):
    """A change cannot be made; ``change`` is what to propose instead."""

    def __init__(self, why: str, change: Change) -> None:
        super().__init__(why)
        self.change = replace(change, state="conflict", why=why)


class Applier:
    """Makes the changes of the run ``run_id`` on the files of ``workspace``."""

    def __init__(self, run_id: str, workspace: Workspace, records: Records) -> None:
        self._run_id = run_id
        self._workspace = workspace
        self._records = records

    def apply(self, changes: Iterable[Change]) -> None:
        """Make ``changes``, in an order in which none stands in another's way; each is done or a conflict after it.

        Raises:
            VaultOffline, StorageFailed: the disk refused; what is not done yet is still proposed.
        """
        waiting = list(changes)
        with self._workspace.together():
            self._in_order(waiting)

    def _in_order(self, waiting: list[Change]) -> None:
        self._each([change for change in waiting if change.old_path == change.path and change.proposed is not None])
        creates = [change for change in waiting if change.old_path is None]
        free = [change for change in creates if not is_taken(self._workspace, change.path)]
        self._each(free)
        self._each([change for change in waiting if change.proposed is None])
        self._move_all([c for c in waiting if c.proposed is not None and c.old_path not in (None, c.path)])
        self._each([change for change in creates if change not in free])

    def _each(self, changes: Iterable[Change]) -> None:
        for change in changes:
            self._one(change)

    def _one(self, change: Change) -> bool:
        try:
            self._make(change)
        except _Stuck as stuck:
            self._records.save(stuck.change)
            return False
        except (VaultOffline, StorageFailed):
            raise
        except VaultError as error:
            self._records.save(replace(change, state="conflict", why=error.message))
            return False
        self._records.save(replace(change, state="accepted", why=""))
        return True

    def _make(self, change: Change) -> None:
        if change.proposed is None:
            self._delete(change)
        elif change.old_path is None:
            self._create(change)
        else:
            if change.proposed != change.base:
                self._edit(change, change.old_path)
            if change.path != change.old_path:
                self._move(change, change.old_path, change.path)

    def _create(self, change: Change) -> None:
        current = current_bytes(self._workspace, change.path)
        if current is not None and content_hash(current) != change.proposed:
            base = self._records.keep(current)
            raise _Stuck("another file was made there meanwhile", replace(change, old_path=change.path, base=base))
        if current is None:
            self._write(change, change.path, None, self._records.content(change.proposed))

    def _edit(self, change: Change, path: str) -> None:
        for attempt in range(_ATTEMPTS):
            current = current_bytes(self._workspace, path)
            if current is None:
                raise _Stuck("the file was deleted or moved meanwhile", replace(change, old_path=None, base=None))
            possible, merged = merge(
                self._records.content(change.base), self._records.content(change.proposed), current
            )
            if not possible or merged is None:
                base = self._records.keep(current)
                raise _Stuck("the same words were changed on disk meanwhile", replace(change, base=base))
            try:
                if merged != current:
                    self._write(change, path, current, merged)
            except NoteConflict:
                if attempt == _ATTEMPTS - 1:
                    raise
            else:
                return

    def _delete(self, change: Change) -> None:
        current = current_bytes(self._workspace, change.path)
        if current is None:
            return
        if content_hash(current) != change.base:
            base = self._records.keep(current)
            raise _Stuck("the file was changed meanwhile; accepting deletes that too", replace(change, base=base))
        effect = self._begin(Effect(change.id, "delete", change.path, before=change.base))
        self._end(effect, lambda: self._workspace.trash(change.path))

    def _write(self, change: Change, path: str, before: bytes | None, after: bytes | None) -> None:
        folders = tuple(self._missing_folders(path)) if before is None else ()
        with self._records.database.write():
            names = self._records.keep(before), self._records.keep(after)
            effect = self._begin(Effect(change.id, "write", path, before=names[0], after=names[1], folders=folders))
        self._end(effect, lambda: self._workspace.put(path, after, names[0]))

    def _move(self, change: Change, source: str, target: str) -> None:
        folders = tuple(self._missing_folders(target))
        effect = self._begin(Effect(change.id, "move", source, target, folders=folders))
        self._end(effect, lambda: self._workspace.move(source, target))

    def _move_all(self, changes: list[Change]) -> None:
        """Make the moves whose target is free first; where they wait for each other, one steps aside."""
        while changes:
            ready = [change for change in changes if not is_taken(self._workspace, change.path)]
            if ready:
                self._each(ready)
                changes = [change for change in changes if change not in ready]
                continue
            wanted = {change.path for change in changes}
            aside = next((change for change in changes if change.old_path in wanted), None)
            if aside is None or aside.old_path is None:
                self._each(changes)
                return
            changes[changes.index(aside)] = self._step_aside(aside, aside.old_path)

    def _step_aside(self, change: Change, path: str) -> Change:
        number = 1
        while is_taken(self._workspace, between := f"{path.removesuffix('.md')} (moving {number}).md"):
            number += 1
        self._move(change, path, between)
        return replace(change, old_path=between)

    def _begin(self, effect: Effect) -> Effect:
        return self._records.begin(self._run_id, effect)

    def _end(self, effect: Effect, act: Callable[[], Operation]) -> None:
        try:
            operation = act()
        except VaultError:
            self._records.forget(effect)
            raise
        self._records.end(completed(effect, operation, self._workspace, self._records), "done")

    def _missing_folders(self, path: str) -> list[str]:
        """The folders that a file at ``path`` needs and that are not there, the innermost first."""
        missing = []
        folder = parent_of(path)
        while folder and not is_taken(self._workspace, folder):
            missing.append(folder)
            folder = parent_of(folder)
        return missing


def completed(effect: Effect, operation: Operation, workspace: Workspace, records: Records) -> Effect:
    """``effect`` with what the operation it became says of it: its number, and the files whose links it rewrote."""
    links: list[tuple[str, str, str]] = []
    if effect.kind == "move":
        for step in workspace.vault.rewritten(operation.id):
            before, after = records.keep(step.before), records.keep(step.after)
            if before is not None and after is not None:
                links.append((step.path, before, after))
    return replace(effect, operation_id=operation.id, links=tuple(links))
