"""What the full-text index holds of one file: segmented text by field, made in worker processes.

The body begins with the title and the aliases, so that one field decides whether a note matches and the others
only lift its rank.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claudeprojects.core.search.labels import labels_of
from claudeprojects.core.search.segment import segment

if TYPE_CHECKING:
    from claudeprojects.core.vault.model import ParsedFile


class SearchDocument(NamedTuple):
    """One file as the full-text index takes it; every text is segmented already (see ``segment``)."""

    file_id: int
    """Positive; the identity by which a document is replaced."""
    title: str
    headings: str
    body: str
    path: str
    labels: str
    """Tags, properties and states of tasks (see ``labels``), separated by spaces."""


def search_document(file_id: int, path: str, parsed: ParsedFile) -> SearchDocument:
    """The document of the file at vault path ``path``."""
    name = path.rpartition("/")[2]
    stem = name.rpartition(".")[0] or name
    title = "\n".join((stem if parsed.kind in ("note", "canvas", "base") else name, *parsed.aliases))
    return SearchDocument(
        file_id,
        title=segment(title),
        headings=segment("\n".join([heading.text for heading in parsed.headings])),
        body=segment(f"{title}\n{parsed.text}"),
        path=segment(path),
        labels=" ".join(labels_of(parsed)),
    )
