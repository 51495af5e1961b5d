"""Notes that are close in meaning and not linked yet."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from claudeprojects.core.graph.links import find_note
from claudeprojects.core.graph.records import SimilarNote

if TYPE_CHECKING:
    from claudeprojects.core.search.vectors import VectorIndex
    from claudeprojects.core.store.database import Database

_OWN_VECTORS = """
SELECT v.vector FROM vectors AS v JOIN passages AS p USING (passage_id) WHERE v.model = ? AND p.file_id = ?
"""
_LINKED = """
SELECT target_id FROM links WHERE source_id = :id AND target_id IS NOT NULL
UNION SELECT source_id FROM links WHERE target_id = :id
"""
_NOTES_OF_PASSAGES = """
SELECT p.passage_id, f.file_id, f.path, n.title FROM passages AS p JOIN files AS f USING (file_id)
JOIN notes AS n USING (file_id) WHERE p.passage_id IN (SELECT value FROM json_each(?))
"""
_WORTH_TELLING = 0.35
"""The cosine below which two notes are not called similar."""


def similar(database: Database, model: str, vectors: VectorIndex, path: str, limit: int) -> list[SimilarNote]:
    """Up to ``limit`` unlinked files nearest to the mean of the note's passages, by their best passage."""
    import numpy as np

    note = find_note(database, path)
    rows = database.read(_OWN_VECTORS, (model, note.file_id))
    if not rows:
        return []
    own = np.frombuffer(b"".join(row[0] for row in rows), dtype=np.int8).reshape(len(rows), -1).astype(np.float32)
    mean = own.mean(axis=0)
    length = float(np.linalg.norm(mean))
    if length == 0:
        return []
    nearest = dict(vectors.search((mean / length).astype(np.float32), 8 * limit + 4 * len(rows)))
    excluded = {note.file_id, *(number for (number,) in database.read(_LINKED, {"id": note.file_id}))}
    best: dict[str, SimilarNote] = {}
    for passage_id, file_id, other, title in database.read(_NOTES_OF_PASSAGES, (json.dumps(list(nearest)),)):
        score = nearest[passage_id]
        known = best.get(other)
        if file_id not in excluded and score >= _WORTH_TELLING and (known is None or known.score < score):
            best[other] = SimilarNote(other, title, round(score, 4))
    return sorted(best.values(), key=lambda found: (-found.score, found.path))[:limit]
