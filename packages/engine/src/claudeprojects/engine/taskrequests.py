"""From requests about tasks to the library: orders, pages, the items a client means, and what they are to be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claudeprojects.core.errors import TaskNotFound
from claudeprojects.engine.paging import cursor_at, offset_of

if TYPE_CHECKING:
    from claudeprojects.core.projects.edits import TaskEdit
    from claudeprojects.core.projects.model import WorkItem
    from claudeprojects.core.projects.projects import Projects
    from claudeprojects.engine.schemas.taskchanges import TaskChanges, TaskRef


def sort_of(text: str | None) -> tuple[str, ...]:
    """The order that ``due,-priority`` asks for; the usual one for nothing."""
    from claudeprojects.core.projects.queries import DEFAULT_SORT

    return tuple(key.strip() for key in (text or "").split(",") if key.strip()) or DEFAULT_SORT


def found_page(projects: Projects, q: str, sort: str | None, cursor: str | None, limit: int) -> dict[str, Any]:
    """One page of what a query finds, as the wire has it."""
    offset = offset_of(cursor)
    page = projects.find(q, sort=sort_of(sort), limit=limit, offset=offset)
    following = offset + limit
    return {
        "items": page.items,
        "total": page.total,
        "next_cursor": cursor_at(following) if following < page.total else None,
    }


def item_of(projects: Projects, ref: TaskRef) -> WorkItem:
    """The item a client means, which may have moved in its note since the client saw it. Raises ``TaskNotFound``."""
    try:
        item = projects.item(ref.key)
    except TaskNotFound:
        if ref.description is None:
            raise
    else:
        if ref.description is None or item.description == ref.description:
            return item
    path = ref.key.rpartition(":")[0] or ref.key
    same = [item for item in projects.queries.in_note(path) if item.description == ref.description]
    if len(same) != 1:
        raise TaskNotFound(ref.key, ref.description)
    return same[0]


def edit_of(changes: TaskChanges) -> TaskEdit:
    """The edit that a client asks for: a field that was not sent stays as it is, null takes it away."""
    from claudeprojects.core.projects.edits import TaskEdit

    given = {name: getattr(changes, name) for name in changes.model_fields_set}
    lists: Any = {name: tuple(value) if isinstance(value, list) else value for name, value in given.items()}
    return TaskEdit(**lists)
