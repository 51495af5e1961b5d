"""Recovery: settling, by a look at the disk, what a crash left between a file and the record of its change.

An effect is recorded before its file is changed, and its end after; one that has no end either happened or did not.
A move ends its change; other changes are still proposed then, and accepting them again finds them done.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claudeprojects.agents.changes.applying import completed
from claudeprojects.agents.changes.ondisk import current_bytes, is_taken
from claudeprojects.core.vault.textfile import content_hash

if TYPE_CHECKING:
    from claudeprojects.agents.changes.records import Effect, Records
    from claudeprojects.core.vault.operations import Operation
    from claudeprojects.core.workspace import Workspace

_LOOKED_AT = 200


def recover(workspace: Workspace, records: Records) -> None:
    """Settle every effect that has no end. Call it before anything else changes files of these runs."""
    for effect in records.effects(None, "pending"):
        operation = _operation_of(effect, workspace)
        if operation is not None:
            records.end(completed(effect, operation, workspace, records), "done")
        elif _happened(effect, workspace):
            records.end(effect, "done")
        else:
            records.forget(effect)
            continue
        if effect.kind == "move":
            records.moved(effect)


def _operation_of(effect: Effect, workspace: Workspace) -> Operation | None:
    """The latest operation of the vault that is this effect."""
    for operation in workspace.vault.operations(_LOOKED_AT):
        if effect.kind == "move":
            if operation.renames == ((effect.path, effect.target),):
                return operation
        elif any(file.path == effect.path for file in operation.files):
            if effect.kind == "delete":
                return operation if operation.kind == "trash" else None
            written = [
                step.after_hash for step in workspace.vault.rewritten(operation.id) if step.path == effect.path
            ]
            return operation if written == [effect.after] else None
    return None


def _happened(effect: Effect, workspace: Workspace) -> bool:
    if effect.kind == "move":
        return is_taken(workspace, effect.target or "") and not is_taken(workspace, effect.path)
    data = current_bytes(workspace, effect.path)
    return (None if data is None else content_hash(data)) == (effect.after if effect.kind == "write" else None)
