"""Answers query blocks over the work items of one vault."""

from __future__ import annotations

import json
from bisect import bisect_right
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Final

from claudeprojects.core.projects.blocks.dataview import is_task_query, read_dataview_block
from claudeprojects.core.projects.blocks.instructions import USUAL, Defaults
from claudeprojects.core.projects.blocks.model import Answer, Asked, Problem, answer
from claudeprojects.core.projects.blocks.tasks import read_tasks_block
from claudeprojects.core.search.conditions import ALL
from claudeprojects.core.vault.source import unify_line_ends

if TYPE_CHECKING:
    from collections.abc import Callable

    from claudeprojects.core.projects.model import WorkItem
    from claudeprojects.core.projects.projects import Projects

_HEADINGS: Final = """
SELECT path, headings FROM notes JOIN files USING (file_id)
WHERE headings != '[]' AND file_id IN (SELECT file_id FROM tasks)
"""
_TAGGED: Final = "SELECT path FROM files JOIN tags USING (file_id) WHERE tag_key = ? OR tag_key GLOB ? || '/*'"
_EXTRA: Final = """
SELECT value FROM properties
WHERE name_key = 'tq_extra_instructions' AND file_id = (SELECT file_id FROM files WHERE path = ?)
"""
_LINKING: Final = """
SELECT path FROM files JOIN links ON source_id = file_id WHERE target_id = (SELECT file_id FROM files WHERE path = ?)
"""


class Blocks:
    """Reads and answers blocks; nothing in the vault is changed by it."""

    def __init__(self, projects: Projects) -> None:
        self._projects = projects

    def answer(self, language: str, source: str, path: str = "") -> Answer:
        """What a fenced block with this ``language`` shows in the note ``path``.

        Languages are ``tasks`` and ``dataview``; of the latter only ``TASK`` queries are answered.
        """
        today = self._projects.today()
        if language == "tasks":
            block = read_tasks_block(source, today, path, self._defaults(path))
        elif language == "dataview" and is_task_query(source):
            block = read_dataview_block(source, today, self, path)
        else:
            return Answer(
                [], 0, [Problem(0, source.strip().partition("\n")[0], "only TASK queries are answered here")]
            )
        asked = [] if block.problems else self._asked()
        if language == "tasks" and (wanted := self._projects.plugin.global_filter):
            asked = [each for each in asked if wanted in each.text]
        return answer(block, asked)

    def with_tag(self, tag: str) -> set[str]:
        """See ``Pages``."""
        key = tag.casefold()
        return {path for (path,) in self._projects.workspace.database.read(_TAGGED, (key, key))}

    def linking_to(self, target: str, source: str) -> set[str]:
        """See ``Pages``."""
        meant = self._projects.workspace.names.resolve_path(target, source)
        return {path for (path,) in self._projects.workspace.database.read(_LINKING, (meant,))} if meant else set()

    def _defaults(self, path: str) -> Defaults:
        """What the settings of the plugin and the properties of the note ``path`` say for every block."""
        plugin = self._projects.plugin
        extra = self._projects.workspace.database.value(_EXTRA, (path,))
        presets = USUAL if plugin.presets is None else plugin.presets
        return Defaults(plugin.global_query, extra if isinstance(extra, str) else "", presets)

    def _asked(self) -> list[Asked]:
        items = self._projects.queries.where(ALL, sort=("path",))
        headings = {path: json.loads(text) for path, text in self._projects.workspace.database.read(_HEADINGS)}
        waited_for = {needed for item in items if item.is_open for needed in item.depends_on}
        name_of = self._projects.plugin.name_of
        lines_of = lru_cache(maxsize=None)(self._lines_of)
        return [
            Asked(
                item,
                _heading(headings.get(item.path, ()), item.line),
                item.is_open and item.id in waited_for,
                name_of(item.symbol),
                partial(_line, lines_of, item),
            )
            for item in items
        ]

    def _lines_of(self, path: str) -> list[str]:
        return unify_line_ends(self._projects.workspace.text_of(path) or "").split("\n")


def _line(lines_of: Callable[[str], list[str]], item: WorkItem) -> str:
    lines = lines_of(item.path) if item.line is not None else []
    return lines[item.line] if item.line is not None and item.line < len(lines) else ""


def _heading(headings: list[tuple[int, str, int, int]] | tuple[()], line: int | None) -> str:
    """The last of ``[[level, text, start, line], …]`` above a line."""
    place = bisect_right(headings, line, key=lambda heading: heading[3]) if line is not None else 0
    return headings[place - 1][1] if place else ""
