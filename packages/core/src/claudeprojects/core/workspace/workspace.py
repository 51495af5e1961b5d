"""The workspace: everything a program does with one vault, from opening it to closing it."""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING

from claudeprojects.core.embed.registry import embedder_name
from claudeprojects.core.errors import ClaudeProjectsError, VaultNotFound
from claudeprojects.core.events import EventBus, OperationDone, VaultCameOnline, VaultWentOffline
from claudeprojects.core.graph.graph import Graph
from claudeprojects.core.index.coverage import Rules, Status, coverage, skipped_files
from claudeprojects.core.index.suggest import suggest_files
from claudeprojects.core.settings import LiveSettings, record_root
from claudeprojects.core.settings import data_dir as default_data_dir
from claudeprojects.core.vault.paths import is_hidden
from claudeprojects.core.vault.vault import Vault
from claudeprojects.core.vault.walk import Limits
from claudeprojects.core.vault.watch import Watcher
from claudeprojects.core.workspace.gathering import Gathering
from claudeprojects.core.workspace.linking import linking_notes
from claudeprojects.core.workspace.lock import WriterLock
from claudeprojects.core.workspace.properties import known_properties, paths_by_value, property_values
from claudeprojects.core.workspace.stores import Stores
from claudeprojects.core.workspace.telling import StatusTeller
from claudeprojects.core.workspace.views import folder_entries, note_view, vault_tasks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from claudeprojects.core.index.coverage import SkippedFile
    from claudeprojects.core.index.names import Names
    from claudeprojects.core.index.suggest import FileSuggestion
    from claudeprojects.core.search.searcher import Searcher
    from claudeprojects.core.settings import Settings
    from claudeprojects.core.store.database import Database
    from claudeprojects.core.store.rows import Rows
    from claudeprojects.core.vault.content import FileContent
    from claudeprojects.core.vault.operations import Operation
    from claudeprojects.core.vault.steps import Write
    from claudeprojects.core.vault.watch import Batch
    from claudeprojects.core.workspace.properties import KnownProperty, PropertyValue
    from claudeprojects.core.workspace.views import FolderEntry, NoteView, VaultTask

logger = logging.getLogger(__name__)

_AGREE_SECONDS = 600.0
_LOOK_SECONDS = 0.25
_SETTINGS_SECONDS = 1.0


class Workspace:
    """One open vault. Opening takes the writer's lock and reads nothing of the vault; ``start`` (in the background)
    or ``sync`` (and wait) makes the index agree with the disk. Changes made here are searchable when they return.

    Safe to use from many threads. Closing finishes what was begun.
    """

    def __init__(
        self, vault: Vault, stores: Stores, lock: WriterLock, settings: LiveSettings, events: EventBus
    ) -> None:
        self.vault, self.events = vault, events
        self._settings, self._stores, self._lock = settings, stores, lock
        self._model = _model_of(settings.current)
        self._watcher: Watcher | None = None
        self._closed = False
        self._closing = threading.Event()
        self._index = Gathering(self._index_now)
        self.together = self._index.together
        """A block whose changes, made by this thread, become searchable at once at its end."""
        self._tell_status = StatusTeller(self.status, events)
        self.graph = Graph(
            stores.database, stores.read, stores.names.suggest, lambda: self.searcher, stores.serving_vectors
        )
        stores.on_status = self._tell_status

    @classmethod
    def open(cls, root: Path, *, data_dir: Path | None = None) -> Workspace:
        """Open the folder ``root``; changes no byte of it.

        Raises:
            VaultNotFound: ``root`` is no folder.
            IndexBusy: another process keeps the index of this vault.
        """
        root = root.expanduser().absolute()
        if not root.is_dir():
            raise VaultNotFound(str(root))
        folder = data_dir or default_data_dir(root)
        lock = WriterLock(folder, str(root))
        try:
            record_root(folder, root)
            settings = LiveSettings(root)
            events = EventBus()
            vault = Vault(root, state=folder / "state.db", limits=_limits_of(settings.current))
            stores = Stores.open(folder, vault, events)
        except BaseException:
            lock.release()
            raise
        return cls(vault, stores, lock, settings, events)

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        return self._settings.current

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

    @property
    def data_dir(self) -> Path:
        """The folder of what is derived and recorded about this vault, outside of it."""
        return self._stores.folder

    def start(self) -> None:
        """Compare with the disk in the background, embed, and follow changes as they happen."""
        self._watcher = Watcher(
            self.vault.root, self._on_batch, on_offline=self._on_offline, on_online=self._on_online
        )
        self._watcher.start()
        self._stores.embed(self._model, later=True)
        self._stores.indexer.reconcile().add_done_callback(self._after_first_look)
        threading.Thread(target=self._keep_agreeing, name="reconcile-clock", daemon=True).start()

    def _after_first_look(self, _: object) -> None:
        """Embedding begins when disk and index agree: loading a model would only slow that down."""
        self._tell_status()
        if not self._closed:
            self._stores.embed(self._model)

    def _keep_agreeing(self) -> None:
        """Follow the settings, and compare everything now and then: systems lose events."""
        compared = time.monotonic()
        while not self._closing.wait(_SETTINGS_SECONDS):
            self.refresh_settings()
            if time.monotonic() - compared >= _AGREE_SECONDS and not self._stores.indexer.busy:
                compared = time.monotonic()
                self.reconcile()

    def sync(self, *, progress: Callable[[Status], None] | None = None, embed: bool = True) -> None:
        """Make the index agree with the disk and wait for it; ``progress`` is called about four times a second.

        With ``embed`` the vectors are waited for as well. Raises what stopped the indexing.
        """
        reconciled = self._stores.indexer.reconcile()
        self._wait(lambda timeout: _done(reconciled, timeout), progress)
        reconciled.result()
        if embed:
            self._stores.embed(self._model)
            self._wait(self._stores.embedding.wait, progress)

    def _wait(self, done: Callable[[float], bool], progress: Callable[[Status], None] | None) -> None:
        while not done(_LOOK_SECONDS):
            if progress is not None:
                progress(self.status())

    def reconcile(self) -> None:
        """Compare the whole vault with the index, in the background."""
        self._stores.indexer.reconcile().add_done_callback(lambda _: self._tell_status())

    def rebuild(self) -> None:
        """Make the whole index anew from the vault, in the background; search answers from what is there so far."""
        self._stores.indexer.rebuild().add_done_callback(lambda _: self._tell_status())

    def cancel_indexing(self) -> None:
        """Stop the reconcile under way; what is indexed stays, the next one goes on from there."""
        self._stores.indexer.cancel()

    def refresh_settings(self) -> None:
        """Put settings in force that were changed, in the background; a second after a change it happens by itself.

        Other limits of what is read make the index compare everything; another embedding model embeds anew, and the
        one in use serves until it has embedded everything.
        """
        if not self._settings.refresh() or self._closed:
            return
        if (model := _model_of(self.settings)) != self._model:
            self._model = model
            self._stores.embed(model)
        if (limits := _limits_of(self.settings)) != self.vault.limits:
            self.vault.limits = limits
            self.reconcile()
        self._tell_status()

    def status(self) -> Status:
        """Exactly what is indexed, what is not and why, and how far everything is."""
        stores = self._stores
        return coverage(
            stores.index, stores.indexer, stores.embedding.report(), self._rules(), online=self.vault.is_online()
        )

    def _rules(self) -> Rules:
        problem = self._settings.problem
        problems = (*self.vault.rule_problems, *([problem] if problem else []))
        return Rules(self.settings.index_max_file_mb, self.settings.index_pdf, problems)

    def skipped(self, reason: str | None = None) -> Rows[SkippedFile]:
        """The files that are not indexed, by path."""
        return skipped_files(self._stores.database, reason)

    def read_note(self, path: str) -> NoteView:
        """One file as it is on disk now."""
        return note_view(self.vault.read(path), self._stores.names)

    def text_of(self, path: str) -> str | None:
        """The text of a file as search matches it now: a note's own, what was extracted from a PDF or canvas."""
        return self._stores.read(path)

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

    def close(self) -> None:
        """Stop watching, finish the writes that wait, save, and let another process keep the index."""
        if self._closed:
            return
        self._closed = True
        self._closing.set()
        self._tell_status.close()
        if self._watcher is not None:
            self._watcher.stop()
        self._stores.close()
        self.vault.close()
        self._lock.release()

    def __enter__(self) -> Workspace:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

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

    def _on_batch(self, batch: Batch) -> None:
        if batch.rescan:
            self.vault.reload_rules()
            self.reconcile()
        else:
            updated = self._stores.indexer.update(batch.paths)
            if all(map(is_hidden, batch.paths)):  # no event names them, and yet they count
                updated.add_done_callback(lambda _: self._tell_status())

    def _on_offline(self) -> None:
        self.events.publish(VaultWentOffline())
        self._tell_status()

    def _on_online(self) -> None:
        self.events.publish(VaultCameOnline())
        self.reconcile()


def _limits_of(settings: Settings) -> Limits:
    return Limits(settings.index_max_file_mb * 1_000_000, pdf=settings.index_pdf)


def _model_of(settings: Settings) -> str:
    return embedder_name(settings.embeddings_model, settings.embeddings_url)


def _done(future: object, timeout: float) -> bool:
    from concurrent.futures import Future, wait

    assert isinstance(future, Future)  # noqa: S101
    return bool(wait([future], timeout).done)
