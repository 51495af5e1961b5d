"""From a ``NotePatch`` to one change of a text: all of its edits or, when one fails, none."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from claudeprojects.core.vault.edits import replace_once
from claudeprojects.core.vault.note import parse_note

if TYPE_CHECKING:
    from collections.abc import Callable

    from claudeprojects.engine.schemas.notes import NotePatch, TaskChange


def edit_of(path: str, wanted: NotePatch) -> Callable[[str], str]:
    """The change ``wanted`` makes to the text of the note at ``path``, which is named in errors.

    The task's line counts in the text as it was read, so tasks come first. The change raises ``PatchFailed`` when
    the text to replace does not occur exactly once, and ``NotEditable`` when properties or task cannot be changed.
    """

    from claudeprojects.core.vault.edit import remove_property, rename_property, set_property  # loads a YAML library

    def edit(text: str) -> str:
        if wanted.task is not None:
            text = _with_task(path, text, wanted.task)
        if wanted.replace is not None:
            text = replace_once(path, text, wanted.replace.old, wanted.replace.new)
        for name, new in (wanted.rename_properties or {}).items():
            text = rename_property(text, name, new, path=path)
        for name, value in (wanted.set_properties or {}).items():
            text = set_property(text, name, value, path=path)
        for name in wanted.remove_properties or []:
            text = remove_property(text, name, path=path)
        return text

    return edit


def _with_task(path: str, text: str, change: TaskChange) -> str:
    """The text with one task changed; a recurring task that is done gets its done date and its next occurrence."""
    from claudeprojects.core.vault.taskedit import complete_task, set_task_status  # loads a calendar library

    task = next((task for task in parse_note(text).tasks if task.line == change.line), None)
    if task is not None and task.recurrence and change.symbol in "xX":
        return complete_task(text, change.line, date.today(), path=path)
    return set_task_status(text, change.line, change.symbol, path=path)
