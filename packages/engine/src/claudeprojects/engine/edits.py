"""From a ``NotePatch`` to one change of a text: all of its edits or, when one fails, none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claudeprojects.core.vault.edits import replace_once

if TYPE_CHECKING:
    from collections.abc import Callable

    from claudeprojects.engine.schemas.notes import NotePatch


def edit_of(path: str, wanted: NotePatch) -> Callable[[str], str]:
    """The change ``wanted`` makes to the text of the note at ``path``, which is named in errors.

    The task's line counts in the text as it was read, so tasks come first. The change raises ``PatchFailed`` when
    the text to replace does not occur exactly once, and ``NotEditable`` when properties or task cannot be changed.
    """

    from claudeprojects.core.vault.edit import remove_property, set_property, set_task_status  # loads a YAML library

    def edit(text: str) -> str:
        if wanted.task is not None:
            text = set_task_status(text, wanted.task.line, wanted.task.symbol)
        if wanted.replace is not None:
            text = replace_once(path, text, wanted.replace.old, wanted.replace.new)
        for name, value in (wanted.set_properties or {}).items():
            text = set_property(text, name, value)
        for name in wanted.remove_properties or []:
            text = remove_property(text, name)
        return text

    return edit
