"""Making the index agree with the disk: the whole vault, or only some paths of it.

SQLite commits first and is the truth; the search store follows and records up to which change it has come. While it
lags behind (after a crash between the two), its mark stays where it was until the whole lag is made up.
"""

from __future__ import annotations

import logging
import time
from itertools import islice
from typing import TYPE_CHECKING

from claudeprojects.core.errors import Cancelled, VaultOffline
from claudeprojects.core.events import EverythingChanged, FilesChanged
from claudeprojects.core.index.plan import Plan, known_files, make_plan
from claudeprojects.core.index.writer import IndexWriter
from claudeprojects.core.vault.paths import is_hidden
from claudeprojects.core.vault.taskstatuses import SETTINGS_FILE, plugin_settings
from claudeprojects.core.vault.templatefolders import SETTINGS_FILES, template_folders

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Collection, Sequence

    from claudeprojects.core.events import Event, EventBus
    from claudeprojects.core.index.examine import Examined
    from claudeprojects.core.index.names import Names
    from claudeprojects.core.index.pool import WorkerPool
    from claudeprojects.core.index.progress import Progress
    from claudeprojects.core.index.store import IndexStore
    from claudeprojects.core.search.fulltext import FullTextIndex
    from claudeprojects.core.vault.vault import Vault
    from claudeprojects.core.vault.walk import DiskFile

logger = logging.getLogger(__name__)

BATCH = 512
"""Files written in one transaction of a long reconcile."""
SEARCH_COMMIT_SECONDS = 10.0
"""How long a reconcile may run before what it has indexed becomes searchable."""
NAMED_PATHS = 500
"""Up to this many paths are named in an event."""


_SETTINGS = frozenset((SETTINGS_FILE, *SETTINGS_FILES))


class Reconciler:
    """Plans and carries out reconciles. Not thread-safe: the indexer's thread is the only caller."""

    def __init__(
        self,
        vault: Vault,
        store: IndexStore,
        names: Names,
        fulltext: FullTextIndex,
        pool: WorkerPool,
        events: EventBus,
        progress: Progress,
        *,
        on_passages: Callable[[list[int]], None],
    ) -> None:
        self._vault, self._store, self._fulltext, self._pool, self._events = vault, store, fulltext, pool, events
        self._progress, self._on_passages = progress, on_passages
        self._writer = IndexWriter(store, names)
        newest = store.database.value("SELECT seq FROM sqlite_sequence WHERE name = 'files'")
        self._next_id = int(newest or 0) + 1
        # While a reconcile runs: the paths that small updates have dealt with since it was planned.
        self._overtaken: set[str] | None = None
        self._lagging = False
        self.pending = 0
        """Files the last plan found on disk that the index does not hold yet."""

    def reconcile(self, cancelled: threading.Event, between: Callable[[], None]) -> None:
        """Compare everything. ``between`` is called after every batch, to let small updates go first.

        Raises:
            VaultOffline: the vault is not there; nothing is dropped.
            Cancelled: ``cancelled`` was set; what was done stays.
        """
        self._progress.begin("scanning")
        self._overtaken = set()
        self._read_settings()
        try:
            known = known_files(self._store.database)
            disk = self._scan(cancelled)
            self._refuse_vanished(bool(disk), bool(known))
            watermark = self._fulltext.watermark()
            plan = make_plan(disk, known, watermark=watermark)
            self._lagging = self._lag(watermark)
            del disk, known
            self._carry_out(plan, watermark if self._lagging else None, cancelled, between)
        finally:
            self._overtaken, self._lagging = None, False
        self._store.set_meta("root_inode", self._root_inode())
        self._look_again()

    def clear(self) -> None:
        """Forget everything that is indexed. A crash half-way leaves what the next reconcile makes whole."""
        self._fulltext.clear()
        self._store.clear()
        self._on_passages([])

    def update(self, paths: Collection[str]) -> None:
        """Compare only ``paths`` and what lies below them; the search store must not be lagging, or a reconcile that
        makes up the lag be under way."""
        self._require_online()
        if not _SETTINGS.isdisjoint(paths):
            self._read_settings()
        disk = list(self._vault.look(paths))
        known = known_files(self._store.database, paths)
        self._require_online()
        plan = make_plan(disk, known, watermark=self._store.seq, suspects=paths)
        if self._overtaken is not None:
            self._overtaken.update(candidate.path for candidate in plan.examine)
            self._overtaken.update(path for _, path in plan.removed)
        if plan.is_empty:
            return
        if self._overtaken is not None:
            self._carry_out(plan, self._fulltext.watermark() if self._lagging else None)
            return
        try:
            self._carry_out(plan, None)
        finally:
            self._progress.finish()
        self._look_again()

    def _read_settings(self) -> None:
        """Follow the settings of Obsidian's plugins: what a task's symbol stands for, and where templates are."""
        settings = plugin_settings(self._vault)
        self._writer.use_task_types(settings.types() if settings.declared else {})
        self._writer.use_template_folders(template_folders(self._vault))

    def _look_again(self) -> None:
        """Read the notes that are templates no more: what is to be done in them counts again."""
        if revived := self._writer.take_revived():
            self.update(revived)

    def _scan(self, cancelled: threading.Event) -> list[DiskFile]:
        self._require_online()
        disk = []
        for file in self._vault.walk():
            disk.append(file)
            self._progress.advance(1)
            if cancelled.is_set():
                raise Cancelled("Indexing")
        self._require_online()
        return disk

    def _refuse_vanished(self, any_on_disk: bool, any_known: bool) -> None:
        """An empty folder where there were files, and another folder than then: a disk that is not mounted."""
        if any_known and not any_on_disk and self._store.meta("root_inode") not in (None, self._root_inode()):
            raise VaultOffline(str(self._vault.root))

    def _root_inode(self) -> int:
        return self._vault.root.stat().st_ino

    def _require_online(self) -> None:
        if not self._vault.is_online():
            raise VaultOffline(str(self._vault.root))

    def _lag(self, watermark: int) -> bool:
        """Whether the search store misses changes; those that took files away are made up at once."""
        gone = self._store.database.read("SELECT file_id FROM removed WHERE seq > ?", (watermark,))
        if gone:
            self._fulltext.remove([file_id for (file_id,) in gone])
        return bool(gone) or self._store.seq > watermark

    def _carry_out(
        self,
        plan: Plan,
        held_watermark: int | None,
        cancelled: threading.Event | None = None,
        between: Callable[[], None] | None = None,
    ) -> None:
        """Do the work of a plan in batches. ``held_watermark``: what the search store's mark must stay at until the
        end, ``None`` when it may follow."""
        first_new = self._give_ids(plan)
        whole = between is not None
        if whole:
            self.pending = sum(candidate.file_id >= first_new for candidate in plan.examine)
        told = _Told(plan)
        overtaken = self._overtaken if whole and self._overtaken is not None else set[str]()
        if len(plan.examine) > BATCH and (whole or self._overtaken is None):
            self._progress.begin("indexing", total=len(plan.examine))
        batch: list[Examined] = []
        removed = list(plan.removed)
        committed = time.monotonic()
        arrived = 0
        for candidate, examined in self._pool.examine(str(self._vault.root), plan.examine):
            arrived += whole and candidate.file_id >= first_new
            if examined is not None:
                batch.append(examined)
            elif candidate.file_id < first_new:
                removed.append((candidate.file_id, candidate.path))
            if len(batch) < BATCH:
                continue
            told.seq = self._write(batch, removed, first_new, overtaken) or told.seq
            self._progress.advance(len(batch))
            self.pending -= arrived
            batch, removed, arrived = [], [], 0
            if time.monotonic() - committed > SEARCH_COMMIT_SECONDS:
                self._commit(told.seq, held_watermark)
                committed = time.monotonic()
            if between is not None:
                between()
            if cancelled is not None and cancelled.is_set():
                self._commit(told.seq, held_watermark)
                raise Cancelled("Indexing")
        told.seq = self._write(batch, removed, first_new, overtaken) or told.seq
        self.pending -= arrived
        if whole and held_watermark is not None:
            self._commit(self._store.seq, None)
        else:
            self._commit(told.seq, held_watermark)
        if told.seq and (event := told.event()):
            self._events.publish(event)

    def _give_ids(self, plan: Plan) -> int:
        """Give new files their ids; return the first of them."""
        first = self._next_id
        for position, candidate in enumerate(plan.examine):
            if candidate.file_id == 0:
                plan.examine[position] = candidate._replace(file_id=self._next_id)
                self._next_id += 1
        return first

    def _write(
        self, batch: list[Examined], removed: Sequence[tuple[int, str]], first_new: int, overtaken: Collection[str]
    ) -> int:
        """Write one batch to both stores; returns its change number, 0 when nothing had changed."""
        if overtaken:
            batch = [item for item in batch if item.path not in overtaken]
        if same := [item for item in batch if item.same]:
            self._writer.touch(same)
            batch = [item for item in batch if not item.same]
        if not batch and not removed:
            return 0
        known = [item.file_id for item in batch if item.file_id < first_new]
        written = self._writer.apply(batch, known, removed)
        gone = [file_id for file_id, _ in removed]
        self._fulltext.remove([*gone, *(item.file_id for item in batch if item.document is None)])
        self._fulltext.add([item.document for item in batch if item.document is not None])
        self._on_passages(written.dropped_passages)
        return written.seq

    def _commit(self, seq: int, held_watermark: int | None) -> None:
        if seq == 0:
            return
        self._fulltext.commit(seq if held_watermark is None else held_watermark)
        if held_watermark is None:
            with self._store.database.write() as transaction:
                transaction.execute("DELETE FROM removed WHERE seq <= ?", (seq,))


class _Told:
    """What one plan changed, for the event that ends it. Of hidden files nobody is told: they are only counted."""

    def __init__(self, plan: Plan) -> None:
        self.seq = 0
        self._renamed = tuple(plan.renamed)
        new_paths = {path for _, path in plan.renamed}
        changed = (c.path for c in plan.examine if c.path not in new_paths and not is_hidden(c.path))
        self._changed = tuple(islice(changed, NAMED_PATHS + 1))
        self._removed = tuple(path for _, path in plan.removed if not is_hidden(path))

    def event(self) -> Event | None:
        """The event: all paths by name, or only that they are many; ``None`` when there is nothing to tell."""
        if not (self._changed or self._removed or self._renamed):
            return None
        if len(self._changed) + len(self._removed) + len(self._renamed) > NAMED_PATHS:
            return EverythingChanged()
        return FilesChanged(self.seq, self._changed, self._removed, self._renamed)
