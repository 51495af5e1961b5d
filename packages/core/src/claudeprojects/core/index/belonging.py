"""Which project and which sprint every work item belongs to, kept true in the index as files change.

A project note owns its folder when it is named as the folder or as an index note is (``Projects/X/X.md``,
``Projects/X/README.md``). An item belongs, the first that holds, to the project

- it names in a field of its own (``[project:: [[X]]]``, the property of a task note): ``field``;
- whose note it stands in: ``note``;
- that owns the nearest folder around it: ``folder``;
- that a link on its line leads to: ``link``;
- that its note's property ``project`` names: ``property``;
- that its sprint belongs to: ``sprint``;
- that its note links to first: ``mention``;

and to the sprint it names in a field, whose note it stands in, that a link on its line leads to, or that its note's
property ``sprint`` names.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from claudeprojects.core.vault.foldernotes import owned_folder
from claudeprojects.core.vault.paths import parent_of
from claudeprojects.core.vault.workfields import link_target

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from claudeprojects.core.index.names import Names
    from claudeprojects.core.store.database import Database, Row, Transaction

_KEEPERS = """
SELECT DISTINCT p.file_id, lower(p.value), f.path, f.name, n.aliases FROM properties AS p
JOIN files AS f USING (file_id) JOIN notes AS n USING (file_id)
WHERE name_key = 'type' AND p.value IN ('project', 'sprint', 'Project', 'Sprint')
AND NOT EXISTS (SELECT 1 FROM templates WHERE file_id = p.file_id)
"""
_NAMED_BY = """
SELECT p.file_id, p.name_key, p.value, f.path FROM properties AS p JOIN files AS f USING (file_id)
WHERE name_key IN ('project', 'sprint') AND p.value IS NOT NULL AND file_id IN (SELECT value FROM json_each(?))
ORDER BY p.file_id, p.ordinal
"""
_LINKS = """
SELECT source_id, line, kind, target_id FROM links
WHERE source_id IN (SELECT value FROM json_each(?)) AND target_id IS NOT NULL ORDER BY source_id, ordinal
"""
_ITEMS = """
SELECT task_id, file_id, line, project_named, sprint_named, project_id, project_by, sprint_id, sprint_by, path
FROM tasks JOIN files USING (file_id) WHERE file_id IN (SELECT value FROM json_each(?))
"""
_SETTLE = "UPDATE tasks SET project_id = ?, project_by = ?, sprint_id = ?, sprint_by = ? WHERE task_id = ?"
_CONCERNED = """
SELECT file_id FROM tasks WHERE project_id IN (SELECT value FROM json_each(:ids))
UNION SELECT file_id FROM tasks WHERE sprint_id IN (SELECT value FROM json_each(:ids))
UNION SELECT source_id FROM links WHERE target_id IN (SELECT value FROM json_each(:ids))
UNION SELECT file_id FROM tasks WHERE project_named IS NOT NULL OR sprint_named IS NOT NULL
UNION SELECT file_id FROM properties WHERE name_key IN ('project', 'sprint') AND value IS NOT NULL
UNION SELECT value FROM json_each(:ids)
"""
_OF_SPRINTS = "SELECT DISTINCT file_id FROM tasks WHERE sprint_id IN (SELECT value FROM json_each(?))"
_BELOW = "SELECT DISTINCT file_id FROM files WHERE path >= ? || '/' AND path < ? || '0'"


class Keeper(NamedTuple):
    """A note that items can belong to."""

    file_id: int
    kind: str
    path: str
    folder: str | None
    """The folder it owns."""
    aliases: str


class _Place(NamedTuple):
    """What an item belongs to and why: the columns of ``tasks``."""

    project_id: int | None
    project_by: str | None
    sprint_id: int | None
    sprint_by: str | None


class BelongingKeeper:
    """Writes the belonging of items inside the transactions that change the index."""

    def __init__(self, names: Names, database: Database) -> None:
        self._names = names
        self._keepers = _keepers(database.read(_KEEPERS))

    def settle(self, transaction: Transaction, fresh: set[int]) -> None:
        """Make the belonging of all items true again, after the files ``fresh`` were written or got other links."""
        before, now = self._keepers, _keepers(transaction.execute(_KEEPERS))
        sprints = sorted(number for number in fresh if number in now and now[number].kind == "sprint")
        concerned = fresh if before == now else fresh | _concerned(transaction, before, now)
        if sprints:  # their project may be another now
            concerned = concerned | {row[0] for row in transaction.execute(_OF_SPRINTS, (json.dumps(sprints),))}
        if concerned:
            _Settling(transaction, self._names, now).settle(concerned)
        self._keepers = now


def _keepers(rows: Iterable[Row]) -> dict[int, Keeper]:
    return {
        file_id: Keeper(file_id, kind, path, owned_folder(path) if kind == "project" else None, aliases)
        for file_id, kind, path, _, aliases in rows
    }


def _concerned(transaction: Transaction, before: dict[int, Keeper], now: dict[int, Keeper]) -> set[int]:
    """The files whose items may belong elsewhere after the notes that items belong to have changed."""
    changed = {number for number in before.keys() | now.keys() if before.get(number) != now.get(number)}
    found = {row[0] for row in transaction.execute(_CONCERNED, {"ids": json.dumps(sorted(changed))})}
    owners = [keepers[number] for keepers in (before, now) for number in changed if number in keepers]
    for folder in {owner.folder for owner in owners if owner.folder}:
        found |= {row[0] for row in transaction.execute(_BELOW, (folder, folder))}
    return found


class _Settling:
    """One pass over the items of some files."""

    def __init__(self, transaction: Transaction, names: Names, keepers: dict[int, Keeper]) -> None:
        self._transaction, self._names, self._keepers = transaction, names, keepers
        self._folders = {
            keeper.folder: keeper.file_id
            for keeper in sorted(keepers.values(), key=lambda keeper: keeper.path, reverse=True)
            if keeper.folder
        }
        self._on_line: dict[tuple[int, int], list[int]] = {}
        self._in_note: dict[int, list[int]] = {}
        self._properties: dict[tuple[int, str], int] = {}
        self._of_sprint: dict[int, int | None] = {}

    def settle(self, file_ids: Collection[int]) -> None:
        """Write what differs."""
        items = self._transaction.execute(_ITEMS, (json.dumps(sorted(file_ids)),))
        if not items:
            return
        sprints = [keeper.file_id for keeper in self._keepers.values() if keeper.kind == "sprint"]
        if self._keepers:
            self._read({row[1] for row in items} | set(sprints))
            self._of_sprint = {number: self._project_of_sprint(number) for number in sprints}
        changes = [(*place, row[0]) for row in items if (place := self._place(row)) != row[5:9]]
        self._transaction.executemany(_SETTLE, changes)

    def _read(self, file_ids: set[int]) -> None:
        listed = (json.dumps(sorted(file_ids)),)
        for source, line, kind, target in self._transaction.execute(_LINKS, listed):
            if target in self._keepers:
                self._in_note.setdefault(source, []).append(target)
                if kind != "property":
                    self._on_line.setdefault((source, line), []).append(target)
        for file_id, key, value, path in self._transaction.execute(_NAMED_BY, listed):
            if (found := self._named(value, path, key)) is not None:
                self._properties.setdefault((file_id, key), found)

    def _place(self, row: Row) -> _Place:
        _, file_id, line, project_named, sprint_named, *_, path = row
        sprint_id, sprint_by = self._sprint(file_id, line, sprint_named, path)
        project_id, project_by = self._project(file_id, line, project_named, path)
        if project_by in (None, "mention") and sprint_id is not None and self._of_sprint.get(sprint_id) is not None:
            project_id, project_by = self._of_sprint[sprint_id], "sprint"
        return _Place(project_id, project_by, sprint_id, sprint_by)

    def _sprint(self, file_id: int, line: int, named: str | None, path: str) -> tuple[int | None, str | None]:
        if (found := self._named(named, path, "sprint")) is not None:
            return found, "field"
        if self._is(file_id, "sprint"):
            return file_id, "note"
        if (found := self._first(self._on_line.get((file_id, line)), "sprint")) is not None:
            return found, "link"
        if (found := self._properties.get((file_id, "sprint"))) is not None:
            return found, "property"
        return None, None

    def _project(self, file_id: int, line: int, named: str | None, path: str) -> tuple[int | None, str | None]:
        if (found := self._named(named, path, "project")) is not None:
            return found, "field"
        if self._is(file_id, "project"):
            return file_id, "note"
        if (found := self._by_folder(path)) is not None:
            return found, "folder"
        if (found := self._first(self._on_line.get((file_id, line)), "project")) is not None:
            return found, "link"
        if (found := self._properties.get((file_id, "project"))) is not None:
            return found, "property"
        found = self._first(self._in_note.get(file_id), "project")
        return found, None if found is None else "mention"

    def _project_of_sprint(self, file_id: int) -> int | None:
        if (found := self._properties.get((file_id, "project"))) is not None:
            return found
        found = self._by_folder(self._keepers[file_id].path)
        return found if found is not None else self._first(self._in_note.get(file_id), "project")

    def _by_folder(self, path: str) -> int | None:
        folder = parent_of(path)
        while folder:
            if (found := self._folders.get(folder)) is not None:
                return found
            folder = parent_of(folder)
        return None

    def _named(self, value: str | None, path: str, kind: str) -> int | None:
        if not value or not self._keepers:
            return None
        found = self._names.resolve(link_target(value), path)
        return found if found is not None and self._is(found, kind) else None

    def _first(self, targets: Iterable[int] | None, kind: str) -> int | None:
        return next((target for target in targets or () if self._is(target, kind)), None)

    def _is(self, file_id: int, kind: str) -> bool:
        keeper = self._keepers.get(file_id)
        return keeper is not None and keeper.kind == kind
