"""Saved views: notes with ``type: view`` whose properties hold a query, an order and a grouping.

---
type: view
query: is:overdue assignee:mara
sort: [priority, due]
group: project
show: board
---
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from claudeprojects.core.errors import NotEditable, NoteNotFound
from claudeprojects.core.projects.adding import file_name
from claudeprojects.core.projects.model import View
from claudeprojects.core.projects.queries import GROUPS, SORTS
from claudeprojects.core.vault.edit import remove_property, set_property

if TYPE_CHECKING:
    from claudeprojects.core.projects.projects import Projects
    from claudeprojects.core.vault.operations import Operation

FOLDER: Final = "Views"
"""Where a new view is written."""
KINDS: Final = ("list", "board", "timeline", "calendar")

_VIEWS: Final = """
SELECT DISTINCT path, title, n.properties FROM properties AS p
JOIN files USING (file_id) JOIN notes AS n USING (file_id)
WHERE name_key = 'type' AND p.value IN ('view', 'View') AND file_id NOT IN (SELECT file_id FROM templates)
ORDER BY title COLLATE NOCASE, path
"""


class Views:
    """The saved views of one workspace."""

    def __init__(self, projects: Projects) -> None:
        self._projects = projects

    def all(self) -> list[View]:
        """All views by title."""
        return [
            _view(path, title, json.loads(p)) for path, title, p in self._projects.workspace.database.read(_VIEWS)
        ]

    def get(self, name: str) -> View:
        """The view with this path or title. Raises ``NoteNotFound``."""
        wanted = name.casefold().removesuffix(".md")
        for view in self.all():
            if wanted in (view.title.casefold(), view.path.casefold().removesuffix(".md")):
                return view
        raise NoteNotFound(name, tuple(view.title for view in self.all()[:3]))

    def save(self, view: View) -> Operation | None:
        """Write a view to its note, a new one in ``Views/`` when its path is empty; ``None`` when it is so already.

        Raises ``QuerySyntaxError`` for a query that cannot be read, ``NotEditable`` for an unknown order or grouping.
        """
        path = view.path or f"{FOLDER}/{file_name(view.title)}.md"
        self._projects.queries.condition(view.query, self._projects.today())
        for name, known in ((view.group, GROUPS), *((key.removeprefix("-"), SORTS) for key in view.sort)):
            if name and name not in known:
                raise NotEditable(path, f"tasks cannot be arranged by {name!r}", f"Use one of {', '.join(known)}.")
        values: dict[str, Any] = {
            "type": "view", "query": view.query, "sort": list(view.sort) or None, "group": view.group,
            "show": view.kind if view.kind != "list" else None,
        }  # fmt: skip

        def written(text: str | None) -> str:
            result = text or ""
            for name, value in values.items():
                if value is None:
                    result = remove_property(result, name, path=path)
                else:
                    result = set_property(result, name, value, path=path)
            return result

        return self._projects.workspace.change_notes(f"Saved the view “{view.title}”", {path: written})


def _view(path: str, title: str, properties: dict[str, Any]) -> View:
    values = {name.casefold(): value for name, value in properties.items()}
    sort, group, kind = values.get("sort"), values.get("group"), str(values.get("show") or "list").casefold()
    keys = [str(key) for key in (sort if isinstance(sort, list) else str(sort or "").replace(",", " ").split())]
    return View(
        path,
        title,
        str(values.get("query") or ""),
        tuple(key for key in keys if key.removeprefix("-") in SORTS),
        str(group) if group in GROUPS else None,
        kind if kind in KINDS else "list",  # type: ignore[arg-type]  # one of KINDS
    )
