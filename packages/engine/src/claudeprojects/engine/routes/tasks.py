"""Tasks across the vault: found by queries, changed one or many at a time, added as people type them."""

from __future__ import annotations

from typing import Annotated, Literal

from claudeprojects.engine.boards import board
from claudeprojects.engine.paging import Cursor, Limit
from claudeprojects.engine.schemas.taskchanges import (
    Draft,
    EditedTasks,
    NewTasks,
    TaskEditRequest,
    TaskMoveRequest,
)
from claudeprojects.engine.schemas.tasks import VaultTaskPage
from claudeprojects.engine.schemas.work import (
    Board,
    DependencyReport,
    TaskVocabulary,
    WorkGroups,
    WorkItemDetail,
    WorkItemPage,
)
from claudeprojects.engine.serving import Served
from claudeprojects.engine.taskrequests import edit_of, found_page, item_of, sort_of
from fastapi import APIRouter, Query
from starlette.responses import Response

router = APIRouter(tags=["tasks"])

TaskStatus = Literal["open", "todo", "in_progress", "on_hold", "done", "cancelled", "non_task"]
"""A status type, or ``open`` for all that is still to do."""

Asked = Annotated[str, Query(description="A query in the language of search.", max_length=4000)]
Order = Annotated[str | None, Query(description="What to order by, such as `due,-priority`.", max_length=200)]
OfProject = Annotated[str | None, Query(description="The path or title of a project.", max_length=4000)]
GroupBy = Literal["status", "symbol", "priority", "project", "sprint", "note", "assignee", "tag", "due"]


@router.get("/tasks", response_model=VaultTaskPage)
async def list_tasks(
    served: Served, status: TaskStatus | None = None, cursor: Cursor = None, limit: Limit = 200
) -> Response:
    """List the tasks of all notes, those due first."""
    return await served.page(VaultTaskPage, lambda: served.workspace.tasks(status), cursor, limit)


@router.get("/tasks/find", response_model=WorkItemPage)
async def find_tasks(
    served: Served, q: Asked = "", sort: Order = None, cursor: Cursor = None, limit: Limit = 200
) -> Response:
    """Find the tasks that a query asks for: `due:<friday`, `is:overdue`, `project:X`, `assignee:mara`, words."""
    return await served.answer(WorkItemPage, lambda: found_page(served.work.projects, q, sort, cursor, limit))


@router.get("/tasks/groups", response_model=WorkGroups)
async def group_tasks(served: Served, by: GroupBy, q: Asked = "", sort: Order = None, limit: Limit = 100) -> Response:
    """Find tasks in groups; `limit` is the most items of each."""
    return await served.answer(
        WorkGroups, lambda: {"groups": served.work.projects.grouped(q, by, sort=sort_of(sort), limit=limit)}
    )


@router.get("/tasks/board", response_model=Board)
async def task_board(
    served: Served, q: Asked = "", project: OfProject = None, sort: Order = None, limit: Limit = 100
) -> Response:
    """Find tasks in the columns of a board, those of a project in the columns of its methodology."""
    return await served.answer(Board, lambda: board(served, q, project, sort_of(sort), limit))


@router.get("/tasks/item", response_model=WorkItemDetail)
async def read_task(served: Served, key: Annotated[str, Query(min_length=1, max_length=4000)]) -> Response:
    """Read one task by its key or its id, with why it belongs where it does and what waits for what."""

    def detail() -> dict[str, object]:
        projects = served.work.projects
        item = projects.item(key)
        project, sprint = projects.explain(item)
        return {
            "item": item,
            "project": project,
            "sprint": sprint,
            "waits_for": [projects.item(other) for other in item.blocked_by],
            "waited_for_by": projects.queries.waiting_for(item),
        }

    return await served.answer(WorkItemDetail, detail)


@router.get("/tasks/draft", response_model=Draft)
async def draft_task(served: Served, text: Annotated[str, Query(max_length=4000)]) -> Response:
    """Show what a line would be added as: its dates, people and the rest, and where each was read."""
    return await served.answer(Draft, lambda: served.work.projects.draft(text))


@router.get("/tasks/vocabulary", response_model=TaskVocabulary)
async def task_vocabulary(served: Served) -> Response:
    """List the statuses that the vault's settings have, and the people with open work."""

    def found() -> dict[str, object]:
        projects = served.work.projects
        return {"statuses": projects.plugin.statuses, "people": projects.people()}

    return await served.answer(TaskVocabulary, found)


@router.get("/tasks/dependencies", response_model=DependencyReport)
async def dependency_problems(served: Served) -> Response:
    """List circles of dependencies, tasks that wait for an id no task has, and recurrences that cannot be read."""

    def found() -> dict[str, object]:
        from claudeprojects.core.projects.rulecheck import unread_rules

        dependencies = served.work.projects.dependencies
        rules = unread_rules(served.workspace.database)
        return {"circles": dependencies.circles(), "missing": dependencies.missing(), "rules": rules}

    return await served.answer(DependencyReport, found)


@router.post("/tasks", response_model=EditedTasks)
async def add_tasks(served: Served, wanted: NewTasks) -> Response:
    """Add tasks as people type them: `Call Jo tomorrow 5pm @mara !high`. One operation."""
    return await served.answer(
        EditedTasks,
        lambda: served.work.projects.add(
            wanted.texts, note=wanted.note, heading=wanted.heading, project=wanted.project, sprint=wanted.sprint
        ),
    )


@router.patch("/tasks", response_model=EditedTasks)
async def edit_tasks(served: Served, wanted: TaskEditRequest) -> Response:
    """Change one task or many in the same way, each exactly on its line or in its properties. One operation."""

    def edited() -> object:
        projects = served.work.projects
        return projects.edit_all([item_of(projects, ref) for ref in wanted.items], edit_of(wanted.changes))

    return await served.answer(EditedTasks, edited)


@router.post("/tasks/move", response_model=EditedTasks)
async def move_tasks(served: Served, wanted: TaskMoveRequest) -> Response:
    """Move task lines with their sub-items into another note; links to their blocks follow. One operation."""

    def moved() -> object:
        projects = served.work.projects
        return projects.move([item_of(projects, ref) for ref in wanted.items], wanted.note, wanted.heading)

    return await served.answer(EditedTasks, moved)
