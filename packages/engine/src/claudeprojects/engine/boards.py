"""Boards as they are asked for over the API: the columns a project's methodology names, or those of the vault."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from claudeprojects.core.errors import MethodologyInvalid, MethodologyNotFound
from claudeprojects.core.search.query_parser import parse

if TYPE_CHECKING:
    from claudeprojects.core.projects.model import Column, Status
    from claudeprojects.core.projects.projects import Projects
    from claudeprojects.engine.serving import Serving


def board(served: Serving, q: str, project: str | None, sort: tuple[str, ...], limit: int) -> dict[str, Any]:
    """The items that ``q`` asks for (of ``project`` only, when it is given) in columns, as the wire has them."""
    projects = served.work.projects
    columns = _columns(served, project) or projects.columns
    groups = projects.board(_within(q, project), columns, sort=sort, limit=limit)
    fields = ("key", "title", "total", "items", "progress")
    return {
        "groups": [
            {name: getattr(group, name) for name in fields}
            | {"statuses": list(column.statuses), "symbol": column.symbol, "limit": column.limit}
            for group, column in zip(groups, columns, strict=True)
        ]
    }


def _within(q: str, project: str | None) -> str:
    """The query among the items of a project. Raises ``QuerySyntaxError`` at its place in ``q`` itself."""
    if project is None:
        return q
    parse(q)
    name = project.replace("\\", "\\\\").replace('"', '\\"')
    own = f'project:"{name}"'
    return f"{own} ({q})" if q.strip() else own


def _columns(served: Serving, project: str | None) -> tuple[Column, ...]:
    """The columns that the methodology of a project gives its board; none without one that is there."""
    from claudeprojects.core.projects.model import Column

    projects = served.work.projects
    name = projects.project(project).methodology if project is not None else None
    if name is None:
        return ()
    from claudeprojects.engine.routes.methodologies import at_work

    try:
        methodology = at_work(served).library.get(name).methodology
    except (MethodologyInvalid, MethodologyNotFound):
        return ()
    return tuple(
        Column(each.title, cast("tuple[Status, ...]", each.statuses), _symbol(projects, each.statuses[0]), each.limit)
        for each in (methodology.board if methodology else ())
        if each.statuses
    )


def _symbol(projects: Projects, status: str) -> str:
    return projects.plugin.symbol_of(status.upper())
