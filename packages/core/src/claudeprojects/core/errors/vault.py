"""What can be wrong with the folder of notes or a file in it."""

from __future__ import annotations

from claudeprojects.core.errors.base import ClaudeProjectsError


class VaultError(ClaudeProjectsError):
    """Something about the folder of notes or a file in it."""

    code = "vault_error"


class VaultNotFound(VaultError):
    """No folder at ``path``."""

    code = "vault_not_found"
    hint = "Check the path, or create the folder first."

    def __init__(self, path: str) -> None:
        super().__init__(f"There is no folder at {path!r}.")
        self.path = path


class VaultOffline(VaultError):
    """The vault's root is not reachable now; what is known of it is kept."""

    code = "vault_offline"
    hint = "Connect the disk again; nothing was dropped from the index."

    def __init__(self, path: str) -> None:
        super().__init__(f"The vault {path!r} is offline.")
        self.path = path


class NoteNotFound(VaultError):
    """No file at the vault path ``path``; ``suggestions`` are near names."""

    code = "note_not_found"

    def __init__(self, path: str, suggestions: tuple[str, ...] = ()) -> None:
        super().__init__(f"There is no file {path!r} in this vault.")
        self.path = path
        self.suggestions = suggestions
        near = ", ".join(repr(name) for name in suggestions)
        self.hint = f"Did you mean {near}?" if near else "Check the path; it is relative to the vault's root."


class NoteExists(VaultError):
    """Something is at ``path`` already."""

    code = "note_exists"
    hint = "Choose another name, or change the file that is there."

    def __init__(self, path: str) -> None:
        super().__init__(f"There is already something at {path!r}.")
        self.path = path


class NoteConflict(VaultError):
    """The file changed after it was read: nothing was written, both versions are here.

    ``mine`` is what the caller wanted to write, ``theirs`` what is on disk now (``None`` when the file is gone
    or not text), ``current_hash`` the hash to pass when writing over it on purpose.
    """

    code = "note_conflict"
    hint = "Look at both versions, merge them, and write again with the current hash."

    def __init__(self, path: str, *, mine: str, theirs: str | None, current_hash: str | None) -> None:
        super().__init__(f"{path!r} changed on disk since it was read.")
        self.path = path
        self.mine = mine
        self.theirs = theirs
        self.current_hash = current_hash


class NotEditable(VaultError):
    """``path`` cannot take this edit, for ``reason``; nothing was written."""

    code = "not_editable"

    def __init__(self, path: str, reason: str, hint: str = "Open the file in another program.") -> None:
        super().__init__(f"{path!r} cannot be changed here: {reason}.")
        self.path = path
        self.reason = reason
        self.hint = hint


class PatchFailed(VaultError):
    """The text to replace occurs ``count`` times in ``path`` and not exactly once."""

    code = "patch_failed"
    hint = "Give a longer piece of the text, exactly as it stands in the note."

    def __init__(self, path: str, count: int) -> None:
        what = "does not occur" if count == 0 else f"occurs {count} times"
        super().__init__(f"The text to replace {what} in {path!r}.")
        self.path = path
        self.count = count


class PathRefused(VaultError):
    """``path`` may not be used, for ``reason``."""

    code = "path_refused"
    hint = "Use a path inside the vault, with names every system allows."

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"The path {path!r} is refused: {reason}.")
        self.path = path
        self.reason = reason


class TrashEntryNotFound(VaultError):
    """The trash holds nothing under ``entry_id``."""

    code = "trash_entry_not_found"
    hint = "List the trash to see what can be restored."

    def __init__(self, entry_id: str) -> None:
        super().__init__(f"The trash holds no entry {entry_id!r}.")
        self.entry_id = entry_id


class TaskNotFound(VaultError):
    """No task under ``key``, or none any more that says what it did; ``expected`` is the text it had."""

    code = "task_not_found"
    hint = "List the tasks again; the note may have changed."

    def __init__(self, key: str, expected: str | None = None) -> None:
        was = f" that says {expected!r}" if expected else ""
        super().__init__(f"There is no task {key!r}{was}.")
        self.key = key
        self.expected = expected


class NameAmbiguous(VaultError):
    """Several notes are meant by ``name``: those at ``paths``."""

    code = "name_ambiguous"

    def __init__(self, name: str, paths: tuple[str, ...]) -> None:
        super().__init__(
            f"{len(paths)} notes are called {name!r}: {', '.join(paths[:5])}{', …' if paths[5:] else ''}."
        )
        self.name = name
        self.paths = paths
        self.hint = f"Name the one you mean by its path, such as {paths[0]!r}."


class SprintUndated(VaultError):
    """A figure needs the first and the last day of the sprint ``path``; ``problem`` says what is wrong with them."""

    code = "sprint_undated"
    hint = "Give its note the properties start and end, such as 2026-05-04 and 2026-05-15."

    def __init__(self, path: str, problem: str) -> None:
        super().__init__(f"{path} has no days to count: {problem}.")
        self.path = path


class UndoRefused(VaultError):
    """Operation ``operation_id`` cannot be undone, for ``reason``; nothing was changed."""

    code = "undo_refused"
    hint = "Undo newer operations first, or restore the files by hand."

    def __init__(self, operation_id: str, reason: str) -> None:
        super().__init__(f"The operation {operation_id!r} cannot be undone: {reason}.")
        self.operation_id = operation_id
        self.reason = reason


class StorageFailed(VaultError):
    """The disk refused to read or write ``path``, for ``reason``; the file is as it was."""

    code = "storage_failed"
    hint = "Check free space and permissions, then try again."

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"The disk refused {path!r}: {reason}.")
        self.path = path
        self.reason = reason
