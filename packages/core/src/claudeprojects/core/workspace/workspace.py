"""The workspace: everything a program does with one vault, from opening it to closing it."""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING

from claudeprojects.core.embed.registry import embedder_name
from claudeprojects.core.errors import VaultNotFound
from claudeprojects.core.events import EventBus, VaultCameOnline, VaultWentOffline
from claudeprojects.core.graph.graph import Graph
from claudeprojects.core.index.coverage import Rules, Status, coverage
from claudeprojects.core.settings import LiveSettings, record_root
from claudeprojects.core.settings import data_dir as default_data_dir
from claudeprojects.core.vault.paths import is_hidden
from claudeprojects.core.vault.vault import Vault
from claudeprojects.core.vault.walk import Limits
from claudeprojects.core.vault.watch import Watcher
from claudeprojects.core.workspace.contents import Contents
from claudeprojects.core.workspace.lock import WriterLock
from claudeprojects.core.workspace.stores import Stores
from claudeprojects.core.workspace.telling import StatusTeller

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from claudeprojects.core.settings import Settings
    from claudeprojects.core.vault.watch import Batch

logger = logging.getLogger(__name__)

_AGREE_SECONDS = 600.0
_LOOK_SECONDS = 0.25
_SETTINGS_SECONDS = 1.0


class Workspace(Contents):
    """One open vault. Opening takes the writer's lock and reads nothing of the vault; ``start`` (in the background)
    or ``sync`` (and wait) makes the index agree with the disk. Changes made here are searchable when they return.

    Safe to use from many threads. Closing finishes what was begun.
    """

    def __init__(
        self, vault: Vault, stores: Stores, lock: WriterLock, settings: LiveSettings, events: EventBus
    ) -> None:
        super().__init__(vault, stores, events)
        self._settings, self._lock = settings, lock
        self._model = _model_of(settings.current)
        self._watcher: Watcher | None = None
        self._closed = False
        self._closing = threading.Event()
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
