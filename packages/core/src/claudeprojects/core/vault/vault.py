"""``Vault``: a folder of notes, read and changed safely. The only door to a user's files.

Reading changes nothing, not even a time. Every change is an operation: journalled before it happens, whole or not
at all, undoable. Paths are vault paths (see ``paths``). All methods may be called from any thread.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from claudeprojects.core.errors import (
    NoteConflict,
    NotEditable,
    NoteExists,
    NoteNotFound,
)
from claudeprojects.core.vault import trash as trash_work
from claudeprojects.core.vault.content import FileContent, content_of
from claudeprojects.core.vault.edits import change_steps, encode, put_steps, replace_once
from claudeprojects.core.vault.history import History
from claudeprojects.core.vault.locks import VaultLocks
from claudeprojects.core.vault.moves import check_move, free_name, move_steps
from claudeprojects.core.vault.operations import Journal, Operation, OperationKind
from claudeprojects.core.vault.paths import check_changeable, check_new_path, check_path, name_of, parent_of
from claudeprojects.core.vault.steps import MakeFolder, RemoveFolder, Write, missing_folders
from claudeprojects.core.vault.vaultreader import VaultReader
from claudeprojects.core.vault.walk import NO_OTHERS, Limits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from claudeprojects.core.vault.relink import KnownNames
    from claudeprojects.core.vault.steps import Step
    from claudeprojects.core.vault.trash import TrashEntry

__all__ = ["FileContent", "Vault"]

_log = logging.getLogger(__name__)
_ATTEMPTS = 10
"""How often a change is planned anew when another program writes one of its files meanwhile."""


class Vault(VaultReader):
    """The vault at ``root`` with its journal in the file ``state``, which lies outside of it.

    Opening mends what an earlier process left half done, so only one process may open a vault with one ``state``
    at a time (see ``WriterLock``). Files larger than the ``limits`` say are listed, but neither indexed nor edited.

    Raises:
        VaultNotFound: ``root`` is no folder.
    """

    def __init__(self, root: Path, state: Path, *, limits: Limits = NO_OTHERS) -> None:
        super().__init__(root, limits)
        self._locks = VaultLocks()
        self._journal = Journal(state)
        self._history = History(self._disk, self._journal)
        self.recovered: tuple[str, ...] = tuple(self._history.recover())
        """What opening mended, a line for each operation that had been interrupted."""
        for line in self.recovered:
            _log.warning("An interrupted operation was mended. %s", line)

    def write(self, path: str, text: str, base_hash: str | None) -> FileContent:
        """Write ``text`` as it is (line ends too); a byte order mark of the file stays. Return what is there now.

        ``base_hash`` is the hash of the content that ``text`` came from; ``None`` makes a new file.

        Raises:
            NoteConflict: the file is no longer that content; nothing is written.
            NoteExists: ``base_hash`` is ``None`` and something is there.
            NotEditable: it is not UTF-8, read-only or too large.
        """
        plain = check_changeable(path)
        with self._locks.one_file(plain):
            if base_hash is None:
                return self._create(plain, text)
            current = self._read_for_writing(plain, text)
            if current.text == text and current.editable:
                return current
            if current.hash != base_hash:
                raise _conflict(current, text)
            return self._replace("write", f"Edited {plain}", current, text)

    def patch(self, path: str, old: str, new: str, base_hash: str | None = None) -> FileContent:
        """Replace the one occurrence of ``old``; where the file has ``\\r\\n``, a ``\\n`` in both means that.

        Raises:
            PatchFailed: ``old`` does not occur exactly once.
            NoteConflict: the file is not the content of ``base_hash``.
        """
        return self.edit(path, lambda text: replace_once(path, text, old, new), base_hash)

    def edit(self, path: str, change: Callable[[str], str], base_hash: str | None = None) -> FileContent:
        """Give a file the text that ``change`` makes of its text now; raises as ``write`` does."""
        plain = check_changeable(path)
        with self._locks.one_file(plain):
            for attempt in range(_ATTEMPTS):
                current = self.read_text(plain)
                text = change(current.text or "")
                if base_hash is not None and base_hash != current.hash:
                    raise _conflict(current, text)
                if text == current.text:
                    return current
                try:
                    return self._replace("patch", f"Changed {plain}", current, text)
                except NoteConflict:
                    if attempt == _ATTEMPTS - 1:
                        raise
        raise AssertionError

    def put(self, path: str, data: bytes | None, base_hash: str | None, *, empties: Iterable[str] = ()) -> Operation:
        """Give a file of any kind the bytes ``data``, over the content of ``base_hash`` (``None``: there is none).

        ``None`` for ``data`` takes the file away, and then those of the folders ``empties`` that are left empty.

        Raises:
            NoteConflict: the file is not the content of ``base_hash``; nothing is changed.
            NoteExists: ``base_hash`` is ``None`` and something is there.
        """
        plain = check_changeable(path)
        with self._locks.one_file(plain):
            self._require_online()
            steps = put_steps(self._disk, plain, data, base_hash, empties)
            if base_hash is None:
                check_new_path(plain, self._existing_folder(plain))
                try:
                    return self._history.perform("create", f"Created {plain}", steps)
                except NoteConflict as error:
                    raise NoteExists(plain) from error
            return self._history.perform("write", f"{'Edited' if data is not None else 'Removed'} {plain}", steps)

    def change_all(self, summary: str, changes: Mapping[str, Callable[[str | None], str]]) -> Operation | None:
        """Give notes the texts that ``changes`` make of their texts now (``None``: there is none), as one operation.

        Returns ``None`` when nothing differs. Raises as ``edit`` does, and then nothing is changed.
        """
        paths = {check_changeable(path): change for path, change in changes.items()}
        with self._locks.one_file(next(iter(paths))) if len(paths) == 1 else self._locks.whole_vault():
            self._require_online()
            for path in paths:
                if not self._disk.exists(path):
                    check_new_path(path, self._existing_folder(path))
            for attempt in range(_ATTEMPTS):
                steps = change_steps(self._disk, self.read_text, paths, self.limits.max_bytes)
                try:
                    return self._history.perform("patch", summary, steps) if steps else None
                except NoteConflict:
                    if attempt == _ATTEMPTS - 1:
                        raise
        raise AssertionError

    def add_all(self, summary: str, files: Sequence[Write], each: Callable[[int], None] | None = None) -> Operation:
        """Make many files, and add to some, as one operation of the kind ``import``; the folders they need come too.

        ``each`` hears how many steps are done; what it raises takes everything back.

        Raises:
            NoteConflict: something is where a file is to be made, or a file to add to changed; nothing is changed.
            PathRefused: some system allows no such name.
        """
        with self._locks.whole_vault():
            self._require_online()
            folders: dict[str, None] = {}
            for file in files:
                check_new_path(check_changeable(file.path), self._existing_folder(file.path))
                folders.update(dict.fromkeys(missing_folders(self._disk, parent_of(file.path))))
            steps: list[Step] = [*(MakeFolder(folder) for folder in sorted(folders)), *files]
            return self._history.perform("import", summary, steps, each=each)

    def rewritten(self, operation_id: str) -> list[Write]:
        """Return the files whose bytes an operation changed, with the bytes kept of them; raises ``UndoRefused``."""
        return [step for step in self._journal.load(operation_id)[1] if isinstance(step, Write)]

    def create_folder(self, path: str) -> Operation:
        """Make a folder and those above it; raises ``NoteExists``."""
        plain = check_new_path(path, self._existing_folder(path))
        with self._locks.whole_vault():
            self._require_online()
            if self._disk.exists(plain):
                raise NoteExists(plain)
            steps = [MakeFolder(folder) for folder in missing_folders(self._disk, plain)]
            return self._history.perform("create_folder", f"Created folder {plain}", steps)

    def move(
        self,
        source: str,
        target: str,
        *,
        linking: Callable[[Iterable[str]], Iterable[str]] | None = None,
        names: KnownNames | None = None,
        update_links: bool = True,
        empties: Iterable[str] = (),
    ) -> Operation:
        """Move or rename a file or folder; every link keeps its meaning and its style.

        Those of the folders ``empties`` that it leaves empty go as well, in the order given.
        ``linking`` names the files with links that can mean one of the paths it is given, ``names`` knows all
        linkable paths and aliases (an index has both); without them the whole vault is read.

        Raises:
            NoteNotFound, NoteExists: nothing at ``source``, or something at ``target``.
            PathRefused: a name is not allowed, a folder would go into itself, or a link cannot hold the new name.
        """
        plain, new = check_changeable(source), check_path(target)
        with self._locks.whole_vault():
            self._require_online()
            check_move(self._disk, plain, new)
            for attempt in range(_ATTEMPTS):
                steps = move_steps(self._disk, self._scanner, plain, new, linking, names, update_links=update_links)
                steps += [RemoveFolder(folder) for folder in empties]
                verb = "Renamed" if parent_of(plain) == parent_of(new) else "Moved"
                to = name_of(new) if verb == "Renamed" else new
                try:
                    return self._history.perform("move", f"{verb} {plain} to {to}", steps)
                except NoteConflict:
                    if attempt == _ATTEMPTS - 1:
                        raise
        raise AssertionError

    def trash(self, path: str) -> Operation:
        """Put a file or folder into the trash of the vault; raises ``NoteNotFound``."""
        plain = check_changeable(path)
        with self._locks.whole_vault():
            self._require_online()
            if not self._disk.exists(plain):
                raise NoteNotFound(plain)
            return self._history.perform("trash", f"Deleted {plain}", trash_work.steps_to_trash(self._disk, plain))

    def trash_entries(self) -> list[TrashEntry]:
        """Return what can be restored, the newest first."""
        return trash_work.trash_entries(self._disk)

    def restore(self, entry_id: str, target: str | None = None) -> Operation:
        """Put an entry of the trash back where it was, or at ``target``.

        Raises:
            TrashEntryNotFound: there is no such entry.
            NoteExists: something is there now; the hint names a free path near it.
        """
        with self._locks.whole_vault():
            self._require_online()
            entry = trash_work.find_entry(self._disk, entry_id)
            path = check_changeable(entry.path if target is None else target)
            if self._disk.exists(path):
                error = NoteExists(path)
                error.hint = f"Restore it to another path, such as {free_name(self._disk, path)!r}."
                raise error
            steps = trash_work.steps_to_restore(self._disk, entry, path)
            return self._history.perform("restore", f"Restored {path}", steps)

    def operations(self, limit: int = 50, before: str | None = None) -> list[Operation]:
        """Return the latest operations, the newest first, older than the operation ``before``."""
        return self._journal.latest(limit, before)

    def undo(self, operation_id: str) -> Operation:
        """Undo an operation as a whole, as a new operation; raises ``UndoRefused``."""
        with self._locks.whole_vault():
            self._require_online()
            return self._history.undo(operation_id)

    def close(self) -> None:
        """Finish the journal; a closed vault can still be read."""
        with self._locks.whole_vault():
            self._journal.close()

    def _create(self, path: str, text: str) -> FileContent:
        self._require_online()
        check_new_path(path, self._existing_folder(path))
        data = encode(path, text, bom=False, max_bytes=self.limits.max_bytes)
        if self._disk.exists(path):
            raise NoteExists(path)
        folders = [MakeFolder(folder) for folder in missing_folders(self._disk, parent_of(path))]
        try:
            self._history.perform("create", f"Created {path}", [*folders, Write.of(path, None, data)])
        except NoteConflict as error:
            raise NoteExists(path) from error
        return self._written(path, data)

    def _read_for_writing(self, path: str, text: str) -> FileContent:
        try:
            current = self.read(path)
        except NoteNotFound as error:
            raise NoteConflict(path, mine=text, theirs=None, current_hash=None) from error
        if not current.editable:
            raise NotEditable(path, current.reason or "it is no text file")
        return current

    def _replace(self, kind: OperationKind, summary: str, current: FileContent, text: str) -> FileContent:
        data = encode(current.path, text, bom=current.bom, max_bytes=self.limits.max_bytes)
        self._history.perform(kind, summary, [Write.of(current.path, current.data, data)])
        return self._written(current.path, data)

    def _written(self, path: str, data: bytes) -> FileContent:
        status = self._disk.lstat(path)
        if status is None:
            raise NoteNotFound(path)
        return content_of(path, data, status)


def _conflict(current: FileContent, mine: str) -> NoteConflict:
    return NoteConflict(current.path, mine=mine, theirs=current.text, current_hash=current.hash)
