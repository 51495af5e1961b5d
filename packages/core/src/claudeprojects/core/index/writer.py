"""Writing what was examined into the database: one batch, one transaction, one change number."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from claudeprojects.core.index.belonging import BelongingKeeper
from claudeprojects.core.index.names import is_linkable
from claudeprojects.core.index.templates import TemplateKeeper
from claudeprojects.core.vault.tasks import STATUS_OF_SYMBOL

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from claudeprojects.core.index.examine import Examined, Row
    from claudeprojects.core.index.names import Names
    from claudeprojects.core.index.store import IndexStore
    from claudeprojects.core.index.tasks import TaskRows
    from claudeprojects.core.store.database import Transaction

_CHILD_TABLES = (
    ("notes", "file_id"),
    ("templates", "file_id"),
    ("texts", "file_id"),
    ("tags", "file_id"),
    ("links", "source_id"),
    ("properties", "file_id"),
    ("tasks", "file_id"),
)

_INSERT_FILE = """
INSERT INTO files (file_id, path, folder, name, kind, size, mtime_ns, inode, hash, state, reason, detail, racy, seq)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (file_id) DO UPDATE SET
    path = excluded.path, folder = excluded.folder, name = excluded.name, kind = excluded.kind, size = excluded.size,
    mtime_ns = excluded.mtime_ns, inode = excluded.inode, hash = excluded.hash, state = excluded.state,
    reason = excluded.reason, detail = excluded.detail, racy = excluded.racy, seq = excluded.seq
"""
_TOUCH_FILE = "UPDATE files SET size = ?, mtime_ns = ?, inode = ?, racy = ? WHERE file_id = ?"
_INSERT_NOTE = "INSERT INTO notes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
_INSERT_TEXT = "INSERT INTO texts VALUES (?, ?)"
_INSERT_TAG = "INSERT INTO tags VALUES (?, ?, ?, ?, ?)"
_INSERT_LINK = "INSERT INTO links VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_INSERT_PROPERTY = "INSERT INTO properties VALUES (?, ?, ?, ?, ?, ?)"
_INSERT_TASK = f"INSERT OR REPLACE INTO tasks VALUES ({', '.join('?' * 24)}, NULL, NULL, NULL, NULL)"
_INSERT_TASK_TERM = """
INSERT INTO task_terms SELECT ?, task_id, status, priority, scheduled, starts, due FROM tasks WHERE task_id = ?
"""
_INSERT_TASK_NEED = "INSERT INTO task_needs VALUES (?, ?)"
_INSERT_TASK_WORDS = "INSERT INTO task_words (rowid, words) VALUES (?, ?)"
_TASK_TABLES = (("task_terms", "task_id"), ("task_needs", "task_id"), ("task_words", "rowid"))
_INSERT_PASSAGE = """
INSERT INTO passages (file_id, ordinal, heading_path, start, "end", line, page) VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_AFFECTED_LINKS = """
SELECT source_id, ordinal, target, target_id, path FROM links JOIN files ON file_id = source_id
WHERE target_key IN (SELECT value FROM json_each(?)) AND source_id NOT IN (SELECT value FROM json_each(?))
"""

_MODELS = """
WITH RECURSIVE held (model) AS (
    SELECT min(model) FROM vectors
    UNION ALL SELECT (SELECT min(model) FROM vectors WHERE model > held.model) FROM held WHERE held.model IS NOT NULL
) SELECT model FROM held WHERE model IS NOT NULL
"""
"""The models that have vectors, found by jumps: `SELECT DISTINCT` visits every vector, 130 ms of 250,000."""
_RETYPE_TASKS = """
UPDATE tasks SET status = coalesce(types.value, 'TODO')
FROM (SELECT symbol, value FROM (SELECT DISTINCT symbol FROM tasks) LEFT JOIN json_each(?) ON key = symbol) AS types
WHERE line >= 0 AND types.symbol = tasks.symbol AND status != coalesce(types.value, 'TODO')
"""
_RETYPE_TASK_TERMS = "UPDATE task_terms SET status = (SELECT status FROM tasks WHERE task_id = task_terms.task_id)"


class Written(NamedTuple):
    """What one batch did: its change number and the passages it took away."""

    seq: int
    dropped_passages: list[int]


class IndexWriter:
    """Applies batches to the database and keeps every link's resolution true."""

    def __init__(self, store: IndexStore, names: Names) -> None:
        self._store = store
        self._names = names
        self._templates = TemplateKeeper(store)
        self._belonging = BelongingKeeper(names, store.database)
        self.task_types: dict[str, str] = json.loads(store.meta("task_types", "{}"))
        """The status types of task symbols as the vault's settings have them; none where they say nothing."""

    def apply(
        self, examined: Sequence[Examined], known: Collection[int], removed: Sequence[tuple[int, str]]
    ) -> Written:
        """Write one batch in one transaction.

        ``known`` are the ids among ``examined`` that the database holds already (their old rows go first);
        ``removed`` are ids and paths of files that are gone.
        """
        keys: set[str] = set()
        for _, path in removed:
            keys |= self._names.remove(path)
        renamed = self._renamed(examined, known)
        for _, path in renamed:
            keys |= self._names.remove(path)
        keys |= self._add_names(examined)
        with self._store.database.write() as transaction:
            seq = self._store.next_seq(transaction)
            # Out of each other's way first: two files may have swapped their names.
            transaction.executemany(
                "UPDATE files SET path = '//moving/' || file_id WHERE file_id = ?",
                ((number,) for number, _ in renamed),
            )
            gone = [file_id for file_id, _ in removed]
            dropped = self._delete_children(transaction, [*gone, *known])
            for file_id in gone:
                transaction.execute("DELETE FROM files WHERE file_id = ?", (file_id,))
                transaction.execute("INSERT OR REPLACE INTO removed VALUES (?, ?)", (file_id, seq))
            self._insert(transaction, examined, seq)
            fresh = [item.file_id for item in examined]
            relinked = self._resolve_again(transaction, keys, [*gone, *fresh])
            self._templates.settle(transaction, fresh)
            self._belonging.settle(transaction, {*fresh, *relinked})
        return Written(seq, dropped)

    def touch(self, same: Sequence[Examined]) -> None:
        """Note new sizes, times and inodes of files whose content is what it was."""
        rows = ((*item.file[5:8], item.file[12], item.file_id) for item in same)
        with self._store.database.write() as transaction:
            transaction.executemany(_TOUCH_FILE, rows)

    def _renamed(self, examined: Sequence[Examined], known: Collection[int]) -> list[tuple[int, str]]:
        """Ids and former paths of the files among ``known`` that have another path now."""
        if not known:
            return []
        paths = {item.file_id: item.path for item in examined}
        rows = self._store.database.read(
            "SELECT file_id, path FROM files WHERE file_id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(known)),),
        )
        return [(file_id, path) for file_id, path in rows if paths.get(file_id) != path]

    def _add_names(self, examined: Sequence[Examined]) -> set[str]:
        keys: set[str] = set()
        for item in examined:
            if not is_linkable(item.path, item.reason):
                continue
            if item.path not in self._names:
                self._names.add(item.path, item.file_id)
                keys |= self._names.keys(item.path)
            keys |= self._names.set_aliases(item.path, item.aliases)
        return keys

    @staticmethod
    def _delete_children(transaction: Transaction, file_ids: Sequence[int]) -> list[int]:
        if not file_ids:
            return []
        marks = json.dumps(list(file_ids))
        within = "IN (SELECT value FROM json_each(?))"
        dropped = [
            passage_id
            for (passage_id,) in transaction.execute(
                f"SELECT passage_id FROM passages WHERE file_id {within}", (marks,)
            )
        ]
        tasks = transaction.execute(f"SELECT task_id FROM tasks WHERE file_id {within}", (marks,))
        if tasks:
            numbers = json.dumps([number for (number,) in tasks])
            for table, column in _TASK_TABLES:
                transaction.execute(f"DELETE FROM {table} WHERE {column} {within}", (numbers,))
        for table, column in _CHILD_TABLES:
            transaction.execute(f"DELETE FROM {table} WHERE {column} {within}", (marks,))
        if dropped:
            transaction.execute(f"DELETE FROM passages WHERE file_id {within}", (marks,))
            models = transaction.execute(_MODELS)
            for (model,) in models:
                transaction.executemany(
                    "DELETE FROM vectors WHERE model = ? AND passage_id = ?", ((model, number) for number in dropped)
                )
        return dropped

    def _insert(self, transaction: Transaction, examined: Sequence[Examined], seq: int) -> None:
        transaction.executemany(_INSERT_FILE, ((*item.file, seq) for item in examined))
        transaction.executemany(_INSERT_NOTE, (item.note for item in examined if item.note))
        transaction.executemany(_INSERT_TEXT, ((item.file_id, item.text) for item in examined if item.text))
        transaction.executemany(_INSERT_TAG, (row for item in examined for row in item.tags))
        transaction.executemany(
            _INSERT_LINK, (row for item in examined if item.links for row in self._link_rows(item))
        )
        transaction.executemany(_INSERT_PROPERTY, (row for item in examined for row in item.properties))
        self._insert_tasks(transaction, [item.tasks for item in examined if item.tasks.tasks])
        transaction.executemany(_INSERT_PASSAGE, (row for item in examined for row in item.passages))

    def _insert_tasks(self, transaction: Transaction, found: Sequence[TaskRows]) -> None:
        types = self.task_types
        transaction.executemany(
            _INSERT_TASK,
            (
                (*row[:4], types.get(row[3], row[4]) if row[2] >= 0 else row[4], *row[5:])
                for rows in found
                for row in rows.tasks
            ),
        )
        transaction.executemany(_INSERT_TASK_TERM, (row for rows in found for row in rows.terms))
        transaction.executemany(_INSERT_TASK_NEED, (row for rows in found for row in rows.needs))
        transaction.executemany(_INSERT_TASK_WORDS, (row for rows in found for row in rows.words))

    def use_task_types(self, types: dict[str, str]) -> None:
        """Read task symbols as ``types`` says (status type by symbol), those that are indexed already too."""
        if types == self.task_types:
            return
        with self._store.database.write() as transaction:
            transaction.execute(_RETYPE_TASKS, (json.dumps({**STATUS_OF_SYMBOL, **types}),))
            transaction.execute(_RETYPE_TASK_TERMS)
            transaction.execute("INSERT OR REPLACE INTO meta VALUES ('task_types', ?)", (json.dumps(types),))
        self.task_types = types

    def use_template_folders(self, folders: tuple[str, ...]) -> None:
        """Take the notes in ``folders`` for templates, those that are indexed already too."""
        with self._store.database.write() as transaction:
            if self._templates.use(transaction, folders):
                self._belonging.settle(transaction, set())

    def take_revived(self) -> set[str]:
        """The notes that are templates no more since this was asked last: they are to be read again."""
        return self._templates.take_revived()

    def _link_rows(self, item: Examined) -> Iterable[Row]:
        """The rows of one file's links with what they mean; each target is looked up once."""
        meant = {target: self._names.resolve(target, item.path) for target in {row[4] for row in item.links}}
        return ((*row, meant[row[4]]) for row in item.links)

    def _resolve_again(self, transaction: Transaction, keys: set[str], fresh: Iterable[int]) -> set[int]:
        """Resolve anew the links of other files that the names ``keys`` can have changed; returns those files."""
        if not keys:
            return set()
        resolve = lru_cache(maxsize=4096)(self._names.resolve)
        rows = transaction.execute(_AFFECTED_LINKS, (json.dumps(sorted(keys)), json.dumps(list(fresh))))
        updates = [
            (new, source_id, ordinal)
            for source_id, ordinal, target, old, path in rows
            if (new := resolve(target, path)) != old
        ]
        transaction.executemany("UPDATE links SET target_id = ? WHERE source_id = ? AND ordinal = ?", updates)
        return {source_id for _, source_id, _ in updates}
