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
    "tasks": "SELECT path, tasks.* FROM tasks JOIN files USING (file_id) ORDER BY path, line",
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
        UNION ALL SELECT 'passage', passage_id FROM passages WHERE file_id NOT IN (SELECT file_id FROM files)
    """,
}
_ID_IS_SECOND = frozenset({"notes", "tasks"})


def dump_index(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Every table as sorted rows by path; two indexes of the same folder have equal dumps, and nothing loose."""
    dumps = {}
    with database.snapshot():
        for name, sql in _DUMPS.items():
            rows = database.read(sql)
            dumps[name] = [row[:1] + row[2:] for row in rows] if name in _ID_IS_SECOND else rows
    return dumps
