"""The content of an index without what may differ between two honest ones: ids, change numbers, times."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from claudeprojects.core.store.database import Database

_DUMPS = {
    "files": "SELECT path, folder, name, kind, size, hash, state, reason FROM files ORDER BY path",
    "notes": "SELECT path, notes.* FROM notes JOIN files USING (file_id) ORDER BY path",
    "texts": "SELECT path, text FROM texts JOIN files USING (file_id) ORDER BY path",
    "tags": "SELECT path, ordinal, tag, tag_key, line FROM tags JOIN files USING (file_id) ORDER BY path, ordinal",
    "links": """
        SELECT s.path, ordinal, l.kind, embed, target, subpath, display, start, "end", line, target_key, t.path
        FROM links AS l JOIN files AS s ON s.file_id = source_id LEFT JOIN files AS t ON t.file_id = target_id
        ORDER BY s.path, ordinal
    """,
    "properties": """
        SELECT path, ordinal, p.name, name_key, value, number FROM properties AS p JOIN files USING (file_id)
        ORDER BY path, ordinal
    """,
    "tasks": """
        SELECT f.path, t.*, project.path, sprint.path FROM tasks AS t JOIN files AS f USING (file_id)
        LEFT JOIN files AS project ON project.file_id = project_id
        LEFT JOIN files AS sprint ON sprint.file_id = sprint_id ORDER BY f.path, line
    """,
    "task terms": """
        SELECT path, line, term, x.status, x.priority, x.scheduled, x.starts, x.due
        FROM task_terms AS x JOIN tasks USING (task_id) JOIN files USING (file_id) ORDER BY path, line, term
    """,
    "passages": """
        SELECT path, ordinal, heading_path, start, "end", line, page FROM passages JOIN files USING (file_id)
        ORDER BY path, ordinal
    """,
    "vectors": """
        SELECT path, ordinal, model, hex(vector)
        FROM vectors JOIN passages USING (passage_id) JOIN files USING (file_id)
        ORDER BY path, ordinal, model
    """,
    "loose": """
        SELECT 'note', file_id FROM notes WHERE file_id NOT IN (SELECT file_id FROM files)
        UNION ALL SELECT 'vector', passage_id FROM vectors WHERE passage_id NOT IN (SELECT passage_id FROM passages)
        UNION ALL SELECT 'term', task_id FROM task_terms WHERE task_id NOT IN (SELECT task_id FROM tasks)
        UNION ALL SELECT 'need', task_id FROM task_needs WHERE task_id NOT IN (SELECT task_id FROM tasks)
        UNION ALL SELECT 'words', rowid FROM task_words WHERE rowid NOT IN (SELECT task_id FROM tasks)
        UNION ALL SELECT 'passage', passage_id FROM passages WHERE file_id NOT IN (SELECT file_id FROM files)
    """,
}
_IDS = {"notes": {1}, "tasks": {1, 2, 25, 27}}
"""Which columns hold ids."""


def dump_index(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Every table as sorted rows by path; two indexes of the same folder have equal dumps, and nothing loose."""
    dumps = {}
    with database.snapshot():
        for name, sql in _DUMPS.items():
            rows = database.read(sql)
            ids = _IDS.get(name, set())
            dumps[name] = [tuple(v for n, v in enumerate(row) if n not in ids) for row in rows] if ids else rows
    return dumps
