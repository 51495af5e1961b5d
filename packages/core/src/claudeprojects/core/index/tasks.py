"""What a file contributes to the index as work: its task lines, and the note itself when it says ``type: task``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from claudeprojects.core.search.segment import words
from claudeprojects.core.vault.tags import tag_key
from claudeprojects.core.vault.tasknotes import SYMBOL_OF_STATUS, TaskNote, task_note
from claudeprojects.core.vault.workfields import WorkFields, work_fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from claudeprojects.core.vault.model import ParsedFile, Task

Row = tuple[Any, ...]

NOTE_LINE = -1
"""The line of an item that is a whole note."""


class TaskRows(NamedTuple):
    """Rows of ``tasks`` (without what they belong to), ``task_terms``, ``task_needs`` and ``task_words``."""

    tasks: Sequence[Row] = ()
    terms: Sequence[Row] = ()
    needs: Sequence[Row] = ()
    words: Sequence[Row] = ()


NONE = TaskRows()


def task_id(file_id: int, line: int) -> int:
    """The id of an item by its place."""
    return (file_id << 32) + line + 1


def task_rows(file_id: int, title: str, parsed: ParsedFile) -> TaskRows:
    """All rows of one file."""
    note = task_note(parsed.properties.values) if parsed.kind == "note" and parsed.properties.values else None
    if note is None and not parsed.tasks:
        return NONE
    rows = TaskRows([], [], [], [])
    if note is not None:
        _add(rows, _note_row(file_id, title, note, parsed), note.assignees, title, note.depends_on)
    for task in parsed.tasks:
        work = work_fields(task.description)
        _add(rows, _line_row(file_id, task, work), work.assignees, work.text, task.depends_on)
    return rows


def _add(rows: TaskRows, row: Row, assignees: Iterable[str], text: str, needs: Iterable[str]) -> None:
    number, tags = row[0], json.loads(row[16])
    for found, added in zip(
        rows,
        (
            [row],
            [(term, number) for term in dict.fromkeys((*_tag_terms(tags), *map(person_term, assignees)))],
            [(needed, number) for needed in dict.fromkeys(needs)],
            [(number, " ".join(words(text)))],
        ),
        strict=True,
    ):
        assert isinstance(found, list)  # noqa: S101 - they are made above
        found += added


def _tag_terms(tags: Iterable[str]) -> Iterator[str]:
    for tag in tags:
        parts = tag_key(tag).strip("/").split("/")
        yield from ("#" + "/".join(parts[: depth + 1]) for depth in range(len(parts)))


def person_term(name: str) -> str:
    """The term of a person: names are compared without case."""
    return "@" + name.casefold()


def _line_row(file_id: int, task: Task, work: WorkFields) -> Row:
    return (
        *(task_id(file_id, task.line), file_id, task.line, task.symbol, task.status, task.description),
        *(task.priority, task.created, task.scheduled, task.starts, task.due, task.done, task.cancelled),
        *(task.recurrence, task.id, json.dumps(task.depends_on), json.dumps(task.tags, ensure_ascii=False)),
        *(task.block_id, json.dumps(work.assignees, ensure_ascii=False), work.points, work.hours, work.time),
        *(work.project, work.sprint),
    )


def _note_row(file_id: int, title: str, note: TaskNote, parsed: ParsedFile) -> Row:
    own = [tag.name for tag in parsed.tags if tag.start < parsed.properties.end]
    return (
        *(task_id(file_id, NOTE_LINE), file_id, NOTE_LINE, SYMBOL_OF_STATUS[note.status], note.status, title),
        *(note.priority, note.created, note.scheduled, note.starts, note.due, note.done, note.cancelled),
        *(note.recurrence, note.id, json.dumps(note.depends_on), json.dumps(own, ensure_ascii=False)),
        *(None, json.dumps(note.assignees, ensure_ascii=False), note.points, note.hours, note.time),
        *(note.project, note.sprint),
    )
