"""What a query asks of the database: properties, tasks, names and ages of files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

from claudeprojects.core.search.matching import Matcher
from claudeprojects.core.search.query import Compare, Node, Word
from claudeprojects.core.vault.foldernotes import title_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

NULL: Final = "null"
"""As a property's value: none, or an empty one."""
OPEN: Final = ("TODO", "IN_PROGRESS", "ON_HOLD")
STATUSES: Final[dict[str, tuple[str, ...]]] = {
    "todo": OPEN,
    "open": OPEN,
    "done": ("DONE",),
    "cancelled": ("CANCELLED",),
    "in-progress": ("IN_PROGRESS",),
    "on-hold": ("ON_HOLD",),
    "any": (*OPEN, "DONE", "CANCELLED", "NON_TASK"),
}
"""What may stand after ``task:`` as a status."""

_COMPARED: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "<": lambda left, right: bool(left < right),
    "<=": lambda left, right: bool(left <= right),
    "=": lambda left, right: bool(left == right),
    ">=": lambda left, right: bool(left >= right),
    ">": lambda left, right: bool(left > right),
}


_PASSAGES: Final = """
SELECT passage_id, p.file_id, path, title, kind, heading_path, start, "end", line, page
FROM passages AS p JOIN files USING (file_id) JOIN notes USING (file_id)
"""


_KEEPERS: Final = """
SELECT DISTINCT p.file_id, path, title, aliases, n.properties FROM properties AS p
JOIN files USING (file_id) JOIN notes AS n USING (file_id)
WHERE name_key = 'type' AND p.value IN (?, ?) AND file_id NOT IN (SELECT file_id FROM templates) ORDER BY path
"""


class PassageRow(NamedTuple):
    """A passage as the database knows it: where it stands, in characters, and under which headings (JSON)."""

    passage_id: int
    file_id: int
    path: str
    title: str
    kind: str
    headings: str
    start: int
    end: int
    line: int
    page: int | None


class Keeper(NamedTuple):
    """A note of a kind that tasks belong to, a project or a sprint, with what queries ask of it; dates as written."""

    file_id: int
    path: str
    title: str
    aliases: tuple[str, ...]
    start: str | None
    end: str | None
    status: str
    project: str | None

    def is_named(self, name: str) -> bool:
        """Whether ``name`` is its title, an alias or its path."""
        names = (self.title, *self.aliases, self.path, self.path.removesuffix(".md"))
        return name.casefold() in {each.casefold() for each in names}

    def is_current(self, today: str) -> bool:
        """Whether the day ``today`` lies in it; without dates, whether its status says that it is under way."""
        if self.start or self.end:
            return (self.start or "") <= today <= (self.end or "9999")
        return self.status in ("active", "current", "in progress", "running")

    def is_ahead(self, today: str) -> bool | None:
        """Whether it begins after ``today``; ``None`` when it is under way or has no dates."""
        if self.start and self.start > today:
            return True
        return False if self.end and self.end < today else None


class Reads(Protocol):
    """A database to read from (``store.Database``)."""

    def read(self, sql: str, params: Sequence[Any] = (), /) -> list[tuple[Any, ...]]:
        """All rows."""
        ...


_HOLDING: Final = "SELECT file_id FROM files WHERE path LIKE ? LIMIT ?"
_NAMES: Final = """
WITH RECURSIVE named (term) AS (
    SELECT min(term) FROM task_terms WHERE term >= ? AND term < ?
    UNION ALL
    SELECT (SELECT min(term) FROM task_terms WHERE term > named.term AND term < ?) FROM named
    WHERE named.term IS NOT NULL
) SELECT term FROM named
"""


class Facts:
    """The database as search sees it. Sets hold ``file_id``s."""

    def __init__(self, database: Reads) -> None:
        self._database = database

    def with_value(self, query: str, name: str, part: Node) -> set[int]:
        """Files with a value of the property ``name`` as ``part`` says; ``query`` is for messages."""
        key, test = name.casefold(), _value_test(query, part)
        distinct = self._database.read("SELECT DISTINCT value, number FROM properties WHERE name_key = ?", (key,))
        values = [value for value, number in distinct if test(value, number)]
        found = self._ids(
            "SELECT file_id FROM properties WHERE name_key = ? AND value IN (SELECT value FROM json_each(?))",
            key,
            json.dumps([value for value in values if value is not None]),
        )
        if None in values:
            found |= self._ids("SELECT file_id FROM properties WHERE name_key = ? AND value IS NULL", key)
        return found

    def tasks(self, file_ids: Iterable[int], statuses: tuple[str, ...]) -> list[tuple[int, str]]:
        """``(file_id, description)`` of the tasks of these files in one of the statuses."""
        return [
            (int(file_id), str(description))
            for file_id, description in self._database.read(
                "SELECT file_id, description FROM tasks WHERE file_id IN (SELECT value FROM json_each(?))"
                " AND status IN (SELECT value FROM json_each(?))",
                (_listed(file_ids), json.dumps(statuses)),
            )
        ]

    def descriptions(self) -> list[tuple[int, str]]:
        """The ids and the texts of all tasks."""
        return [(int(i), str(text)) for i, text in self._database.read("SELECT task_id, description FROM tasks")]

    def paths_with_tasks(self, holding: str | None) -> dict[int, str]:
        """The paths of the files that have tasks; ``holding``: of those that can have this ASCII text in the path,
        where accents do not count."""
        pattern = "%" if holding is None else f"%{holding}%"
        rows = self._database.read(
            "SELECT file_id, path FROM files WHERE (path LIKE ? OR path GLOB '*[^ -~]*')"
            " AND file_id IN (SELECT file_id FROM tasks)",
            (pattern,),
        )
        return dict(rows)

    def files_with_path(self, holding: str, most: int = -1) -> list[int]:
        """The files, at most so many, with this ASCII text in the path, as the database compares: to be trusted for
        paths that are not odd."""
        return [i for (i,) in self._database.read(_HOLDING, (f"%{holding}%", most))]

    def odd_paths(self) -> dict[int, str]:
        """The paths that have more in them than printable ASCII."""
        return dict(self._database.read("SELECT file_id, path FROM files WHERE path GLOB '*[^ -~]*'"))

    def names_beginning(self, name: str) -> list[str]:
        """Everyone who has a task and whose name begins with ``name`` (lower case), as ``@name``; found by jumps."""
        first = f"@{name}"
        rows = self._database.read(_NAMES, (first, f"{first}\U0010ffff", f"{first}\U0010ffff"))
        return [term for (term,) in rows if term is not None]

    def files_with_tasks(self, sql: str, params: Sequence[Any]) -> set[int]:
        """The files with a task ``t`` for which a SQL condition holds."""
        return self._ids(f"SELECT DISTINCT file_id FROM tasks AS t WHERE {sql}", *params)

    def custom_statuses(self) -> bool:
        """Whether the vault's own settings say what symbols of tasks stand for."""
        return bool(self._database.read("SELECT 1 FROM meta WHERE key = 'task_types' AND value != '{}'"))

    def keepers(self, kind: str) -> list[Keeper]:
        """The notes whose ``type`` is ``kind``, by path."""
        rows = self._database.read(_KEEPERS, (kind, kind.capitalize()))
        return [_keeper(*row) for row in rows]

    def paths(self, file_ids: Iterable[int]) -> dict[int, str]:
        """The vault paths of files that are indexed."""
        return {
            int(file_id): str(path)
            for file_id, path in self._database.read(
                "SELECT file_id, path FROM files WHERE file_id IN (SELECT value FROM json_each(?))",
                (_listed(file_ids),),
            )
        }

    def newest(self, limit: int, offset: int) -> list[int]:
        """Indexed files, the last modified first."""
        rows = self._database.read(
            "SELECT file_id FROM files WHERE state = 'indexed' ORDER BY mtime_ns DESC, path LIMIT ? OFFSET ?",
            (limit, offset),
        )
        return [int(file_id) for (file_id,) in rows]

    def by_age(self, file_ids: Iterable[int]) -> list[int]:
        """These files, the last modified first."""
        rows = self._database.read(
            "SELECT file_id FROM files WHERE file_id IN (SELECT value FROM json_each(?))"
            " ORDER BY mtime_ns DESC, path",
            (_listed(file_ids),),
        )
        return [int(file_id) for (file_id,) in rows]

    def shown(self, file_ids: Iterable[int]) -> dict[int, tuple[str, str, str, str, int]]:
        """What results show of files: path, title, kind, headings (JSON), modification time in nanoseconds."""
        rows = self._database.read(
            "SELECT file_id, path, title, kind, headings, mtime_ns FROM files JOIN notes USING (file_id)"
            " WHERE file_id IN (SELECT value FROM json_each(?))",
            (_listed(file_ids),),
        )
        return {row[0]: row[1:] for row in rows}

    def titles(self, file_ids: Iterable[int]) -> dict[int, str]:
        """The titles of files."""
        rows = self._database.read(
            "SELECT file_id, title FROM notes WHERE file_id IN (SELECT value FROM json_each(?))", (_listed(file_ids),)
        )
        return dict(rows)

    def passages(self, passage_ids: Iterable[int]) -> dict[int, tuple[int, int]]:
        """The file and the offset of each passage."""
        rows = self._database.read(
            "SELECT passage_id, file_id, start FROM passages WHERE passage_id IN (SELECT value FROM json_each(?))",
            (_listed(passage_ids),),
        )
        return {passage: (file_id, start) for passage, file_id, start in rows}

    def passages_of_files(self, file_ids: Iterable[int]) -> list[PassageRow]:
        """All passages of these files, in their order within each."""
        rows = self._database.read(
            f"{_PASSAGES} WHERE p.file_id IN (SELECT value FROM json_each(?)) ORDER BY p.file_id, p.ordinal",
            (_listed(file_ids),),
        )
        return list(map(PassageRow._make, rows))

    def passages_by_id(self, passage_ids: Iterable[int]) -> list[PassageRow]:
        """These passages, in no order."""
        rows = self._database.read(
            f"{_PASSAGES} WHERE passage_id IN (SELECT value FROM json_each(?))", (_listed(passage_ids),)
        )
        return list(map(PassageRow._make, rows))

    def _ids(self, sql: str, *params: object) -> set[int]:
        return {int(file_id) for (file_id,) in self._database.read(sql, params)}


def _keeper(file_id: int, path: str, title: str, aliases: str, properties: str) -> Keeper:
    values = {name.casefold(): value for name, value in json.loads(properties).items()}

    def text(*names: str) -> str | None:
        return next((str(values[name]) for name in names if values.get(name) not in (None, "", [])), None)

    start, end = text("start", "starts"), text("end", "ends", "due")
    status = (text("status") or "").casefold().replace("-", " ").replace("_", " ")
    names = (title, *json.loads(aliases))
    project = text("project")
    return Keeper(file_id, path, title_of(path), names, start and start[:10], end and end[:10], status, project)


def _listed(numbers: Iterable[int]) -> str:
    return json.dumps(list(numbers))


def _value_test(query: str, part: Node) -> Callable[[str | None, float | None], bool]:
    match part:
        case Compare(comparator, wanted):
            return _comparison(_COMPARED[comparator], wanted)
        case Word(text) if text == NULL:
            return lambda value, _: value is None or value == ""
        case _:
            matcher = Matcher(query, part)
            return lambda value, _: value is not None and matcher.matches(value)


def _comparison(holds: Callable[[Any, Any], bool], wanted: str) -> Callable[[str | None, float | None], bool]:
    """By number where both are numbers, else as text, which orders ISO dates too."""
    try:
        number = float(wanted)
    except ValueError:
        return lambda value, _: value is not None and holds(value.casefold(), wanted.casefold())
    return lambda _, held: held is not None and holds(held, number)
