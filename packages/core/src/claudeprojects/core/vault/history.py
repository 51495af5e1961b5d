"""History: performing operations so that each happens whole or not at all, undoing them, and recovering.

``perform`` records the steps, applies them in order, and takes back what it did when one fails. ``undo`` performs
the inverse as a new operation, so undoing can itself be undone. ``recover`` finishes or takes back what a crash
interrupted. Whoever calls holds the locks that the steps need.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from claudeprojects.core.errors import NoteConflict, StorageFailed, UndoRefused, VaultError, VaultOffline
from claudeprojects.core.vault import steps as step_work
from claudeprojects.core.vault.paths import parent_of, renamed
from claudeprojects.core.vault.steps import MakeFolder, RemoveFolder, Rename, Step, Write
from claudeprojects.core.vault.textfile import content_hash
from claudeprojects.core.vault.trash import steps_to_trash_together

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from claudeprojects.core.vault.disk import Disk
    from claudeprojects.core.vault.operations import Journal, Operation, OperationKind

_log = logging.getLogger(__name__)


class History:
    """The operations on the files of ``disk``, recorded in ``journal``."""

    def __init__(self, disk: Disk, journal: Journal) -> None:
        self._disk = disk
        self._journal = journal

    def perform(
        self,
        kind: OperationKind,
        summary: str,
        steps: Sequence[Step],
        *,
        undoes: str | None = None,
        each: Callable[[int], None] | None = None,
    ) -> Operation:
        """Do all ``steps``, or none of them. ``each`` hears how many are done; what it raises takes all back.

        Raises:
            NoteConflict: a file is no longer as a step has it before.
            VaultError: what a step raised. Everything is as it was, except when the disk refuses that as well:
                then the next ``recover`` does it, as after an interruption from the keyboard.
        """
        operation = self._journal.begin(kind, summary, steps, undoes)
        done = 0
        try:
            for number, step in enumerate(steps):
                self._apply(step, _token(operation.id, number))
                done += 1
                if each is not None:
                    each(done)
        except Exception:
            self._take_back(operation.id, steps[:done])
            raise
        self._journal.finish(operation)
        return operation

    def undo(self, operation_id: str) -> Operation:
        """Put back what an operation changed, as a new operation.

        A note that an operation on many files changed only in part, and that has been edited elsewhere since,
        keeps those edits.

        Raises:
            UndoRefused: it is unknown, undone already, or a file changed since in a way that cannot be merged.
        """
        operation, steps, state = self._journal.load(operation_id)
        if state != "done":
            raise UndoRefused(operation_id, "it is undone already" if state == "undone" else "it is not complete")
        large = self._large(steps) if operation.kind == "import" else {}
        inverse = steps_to_trash_together(self._disk, list(large)) if large else []
        rest = [step for step in steps if not isinstance(step, Write) or step.path not in large]
        inverse += self._invert(operation_id, rest)
        summary = operation.summary.removeprefix("Undo: ") if operation.undoes else f"Undo: {operation.summary}"
        try:
            return self.perform("undo", summary, inverse, undoes=operation_id)
        except (StorageFailed, VaultOffline):
            raise
        except VaultError as error:
            raise UndoRefused(operation_id, error.message.removesuffix(".")) from error

    def _large(self, steps: Sequence[Step]) -> dict[str, None]:
        """The large files that ``steps`` made and that are still as they were made: they go to the trash and not into
        the journal, so that undoing an import of gigabytes needs neither memory nor room."""
        writes = (step for step in steps if isinstance(step, Write))
        return {step.path: None for step in writes if step_work.is_large_and_new(self._disk, step)}

    def recover(self) -> list[str]:
        """Finish or take back every operation that was interrupted; return a line about each.

        Call it once, as the only user of the vault, before anything else. What the disk does not let us mend stays
        in the journal for the next time.
        """
        return [self._mend_if_possible(operation_id) for operation_id in self._journal.pending()]

    def _apply(self, step: Step, token: str) -> None:
        if not step_work.apply(self._disk, step, token):
            raise self._conflict(step)

    def _mend_if_possible(self, operation_id: str) -> str:
        try:
            return self._mend(operation_id)
        except VaultError as error:
            return f"Left for the next start: operation {operation_id} ({error.message})"

    def _mend(self, operation_id: str) -> str:
        operation, steps, _ = self._journal.load(operation_id)
        for number, step in enumerate(steps):
            self._discard_drafts(step, _token(operation_id, number))
        if all(step_work.is_applied(self._disk, step) for step in steps):
            self._journal.finish(operation)
            self._journal.flush()
            return f"Finished: {operation.summary}"
        left = self._revert(operation_id, steps)
        self._journal.forget(operation_id)
        changed = f" ({', '.join(left)} changed since and stay as they are)" if left else ""
        return f"Taken back: {operation.summary}{changed}"

    def _take_back(self, operation_id: str, steps: Sequence[Step]) -> None:
        try:
            left = self._revert(operation_id, steps)
            self._journal.forget(operation_id)
        except VaultError as error:
            _log.warning("An operation could not be taken back now, the next start will: %s", error)
            return
        if left:
            _log.warning("Changed meanwhile and left as they are: %s", ", ".join(left))

    def _revert(self, operation_id: str, steps: Sequence[Step]) -> list[str]:
        """Take back steps, the last first; return the paths where something newer stood in the way."""
        return [
            step.path
            for number, step in reversed(list(enumerate(steps)))
            if not step_work.revert(self._disk, step, _token(operation_id, number))
            and not isinstance(step, MakeFolder)
        ]

    def _invert(self, operation_id: str, steps: Sequence[Step]) -> list[Step]:
        inverse: list[Step] = []
        moved: list[Rename] = []
        for step in reversed(steps):
            match step:
                case Write():
                    inverse.append(self._invert_write(operation_id, step, moved))
                case Rename():
                    back = Rename(step.target, step.path)
                    folders = step_work.missing_folders(self._disk, parent_of(step.path))
                    inverse += [MakeFolder(path) for path in folders if MakeFolder(path) not in inverse]
                    inverse.append(back)
                    moved.append(back)
                case MakeFolder():
                    inverse.append(RemoveFolder(step.path))
                case RemoveFolder():
                    inverse.append(MakeFolder(step.path))
        return inverse

    def _invert_write(self, operation_id: str, step: Write, moved: Sequence[Rename]) -> Write:
        now_at = step.path
        for rename in reversed(moved):
            now_at = renamed(now_at, rename.target, rename.path)
        current, _ = step_work.read_or_none(self._disk, now_at)
        back = step_work.put_back(step, current)
        if back is None:
            raise UndoRefused(operation_id, f"{step.path!r} changed since")
        return back

    def _conflict(self, step: Step) -> NoteConflict:
        data, _ = step_work.read_or_none(self._disk, step.path)
        mine = (step.after if isinstance(step, Write) else None) or b""
        return NoteConflict(
            step.path,
            mine=mine.decode("utf-8-sig", "replace"),
            theirs=None if data is None else data.decode("utf-8-sig", "replace"),
            current_hash=None if data is None else content_hash(data),
        )

    def _discard_drafts(self, step: Step, token: str) -> None:
        folder = parent_of(step.path)
        if isinstance(step, Write) and self._disk.is_folder(folder):
            self._disk.discard_temporaries(folder, token)


def _token(operation_id: str, number: int) -> str:
    """Name the draft of one step, so that recovery finds it."""
    return f"{operation_id}-{number}"
