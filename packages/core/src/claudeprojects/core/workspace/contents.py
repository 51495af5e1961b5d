"""What is known of one vault, and what changes it; ``Workspace`` adds the life from opening to closing."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from claudeprojects.core.errors import ClaudeProjectsError
from claudeprojects.core.events import OperationDone
from claudeprojects.core.index.coverage import skipped_files
from claudeprojects.core.index.suggest import suggest_files
from claudeprojects.core.workspace.gathering import Gathering
from claudeprojects.core.workspace.linking import linking_notes
from claudeprojects.core.workspace.properties import known_properties, paths_by_value, property_values
from claudeprojects.core.workspace.views import folder_entries, note_view, vault_tasks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from claudeprojects.core.events import EventBus
    from claudeprojects.core.index.coverage import SkippedFile
    from claudeprojects.core.index.names import Names
    from claudeprojects.core.index.suggest import FileSuggestion
    from claudeprojects.core.search.searcher import Searcher
    from claudeprojects.core.store.database import Database
    from claudeprojects.core.store.rows import Rows
    from claudeprojects.core.vault.content import FileContent
    from claudeprojects.core.vault.operations import Operation
    from claudeprojects.core.vault.steps import Write
    from claudeprojects.core.vault.vault import Vault
    from claudeprojects.core.workspace.properties import KnownProperty, PropertyValue
    from claudeprojects.core.workspace.stores import Stores
    from claudeprojects.core.workspace.views import FolderEntry, NoteView, VaultTask

logger = logging.getLogger(__name__)


class Contents:
    """The notes of ``vault`` with their ``stores``. What is changed here is searchable when the change returns."""

    def __init__(self, vault: Vault, stores: Stores, events: EventBus) -> None:
        self.vault, self.events = vault, events
        self._stores = stores
        self._index = Gathering(self._index_now)
        self.together = self._index.together
        """A block whose changes, made by this thread, become searchable at once at its end."""

    @property
    def searcher(self) -> Searcher:
        """Search over this workspace, with the embeddings that serve now."""
        return self._stores.searcher

    @property
    def database(self) -> Database:
        """The index, to read from."""
        return self._stores.database

    @property
    def names(self) -> Names:
        """The names that links can mean."""
        return self._stores.names

    def skipped(self, reason: str | None = None) -> Rows[SkippedFile]:
        """The files that are not indexed, by path."""
        return skipped_files(self._stores.database, reason)

    def read_note(self, path: str) -> NoteView:
        """One file as it is on disk now."""
        return note_view(self.vault.read(path), self._stores.names)

    def text_of(self, path: str) -> str | None:
        """The text of a file as search matches it now: a note's own, what was extracted from a PDF or canvas."""
        return self._stores.read(path)

    def list_folder(self, folder: str = "") -> list[FolderEntry]:
        """The entries of one folder, subfolders first; hidden ones are left out."""
        return folder_entries(self._stores.database, folder, self.vault.folders_in(folder))

    def suggest_files(self, typed: str, limit: int = 20) -> list[FileSuggestion]:
        """Files whose name, path or alias fits ``typed``, best first."""
        return suggest_files(self._stores.database, self._stores.names, typed, limit)

    def tasks(self, status: str | None = None) -> Rows[VaultTask]:
        """The tasks of all notes, those due first; ``status`` is ``open``, a status type, or ``None`` for all."""
        return vault_tasks(self._stores.database, status)

    def properties(self) -> list[KnownProperty]:
        """The properties that notes have or the vault declares, the most used first."""
        return known_properties(self._stores.database, self.vault)

    def property_values(self, name: str, typed: str = "", limit: int = 50) -> list[PropertyValue]:
        """The values of one property that hold what was ``typed``, the most used first."""
        return property_values(self._stores.database, name, typed, limit)

    def paths_by_property(self, name: str) -> dict[str, str]:
        """Every value one property has, with the first note that has it."""
        return paths_by_value(self._stores.database, name)

    def write_note(self, path: str, text: str, base_hash: str | None) -> NoteView:
        """Write a file; ``base_hash`` is the hash it was read with, ``None`` makes a new one.

        Raises:
            NoteConflict: the file is not what it was when it was read; both versions are in the error.
            NoteExists: ``base_hash`` is ``None`` and the file is there.
        """
        return self._written(self.vault.write(path, text, base_hash))

    def edit_note(self, path: str, edit: Callable[[str], str], base_hash: str | None = None) -> NoteView:
        """Change a file's text by ``edit``; without ``base_hash`` it is applied to what is on disk now."""
        return self._written(self.vault.edit(path, edit, base_hash))

    def _written(self, content: FileContent) -> NoteView:
        self._index([content.path])
        return note_view(content, self._stores.names)

    def put(self, path: str, data: bytes | None, base_hash: str | None, *, empties: Iterable[str] = ()) -> Operation:
        """Give a file of any kind other bytes, make it, or take it away; see ``Vault.put``."""
        return self._told(self.vault.put(path, data, base_hash, empties=empties), path)

    def change_notes(self, summary: str, changes: Mapping[str, Callable[[str | None], str]]) -> Operation | None:
        """Change or make several notes as one operation, by what each makes of its text now; see
        ``Vault.change_all``."""
        operation = self.vault.change_all(summary, changes)
        return None if operation is None else self._told(operation)

    def add_all(self, summary: str, files: Sequence[Write], each: Callable[[int], None] | None = None) -> Operation:
        """Make many files, and add to some, as one operation; see ``Vault.add_all``."""
        return self._told(self.vault.add_all(summary, files, each))

    def create_folder(self, path: str) -> Operation:
        """Make a folder and those above it."""
        return self._told(self.vault.create_folder(path), path)

    def move(self, source: str, target: str, *, update_links: bool = True, empties: Iterable[str] = ()) -> Operation:
        """Move or rename a file or folder; links to it follow, in their own style, as one undoable operation.

        Those of the folders ``empties`` that are left empty go as well.
        """
        self._index.settle()
        names, linking = self._stores.names, self._linking
        operation = self.vault.move(
            source, target, linking=linking, names=names, update_links=update_links, empties=empties
        )
        return self._told(operation, source, target)

    def trash(self, path: str) -> Operation:
        """Put a file or folder into the vault's trash."""
        return self._told(self.vault.trash(path), path)

    def restore(self, entry_id: str) -> Operation:
        """Bring an entry of the trash back to where it was."""
        return self._told(self.vault.restore(entry_id))

    def undo(self, operation_id: str) -> Operation:
        """Undo one operation as a whole."""
        return self._told(self.vault.undo(operation_id))

    def _linking(self, paths: Iterable[str]) -> list[str]:
        return linking_notes(self._stores.database, paths)

    def _told(self, operation: Operation, *paths: str) -> Operation:
        touched = {*paths, *(file.path for file in operation.files)}
        for old, new in operation.renames:
            touched |= {old, new}
        self._index(touched)
        self.events.publish(OperationDone(operation.id, operation.kind, operation.summary))
        return operation

    def _index_now(self, paths: Iterable[str]) -> None:
        """Wait until what was written is searchable. A failing index does not make a write fail that is on disk."""
        try:
            self._stores.indexer.update(list(paths)).result()
        except ClaudeProjectsError as error:
            logger.warning("written, but not indexed: %s", error)
