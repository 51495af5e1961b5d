"""Projects, sprints, milestones and saved views, all of which are notes."""

from __future__ import annotations

from typing import Annotated

import claudeprojects.engine.routes.vaultpath  # noqa: F401 - registers {path:vault_path}
from claudeprojects.engine.paging import Cursor, Limit
from claudeprojects.engine.routes.methodologies import at_work
from claudeprojects.engine.schemas.operations import Operation
from claudeprojects.engine.schemas.projects import (
    MilestonePage,
    NewProject,
    NewSprint,
    Project,
    ProjectPage,
    SavedView,
    SavedViewPage,
    Sprint,
    SprintPage,
    ViewWrite,
)
from claudeprojects.engine.serving import Served
from fastapi import APIRouter, Query
from starlette.responses import Response

router = APIRouter(tags=["projects"])

OfProject = Annotated[str | None, Query(description="The path or title of a project.", max_length=4000)]


@router.get("/projects", response_model=ProjectPage)
async def list_projects(served: Served, closed: bool = True, cursor: Cursor = None, limit: Limit = 200) -> Response:
    """List projects by title with how far they are; without `closed` only those going on."""
    return await served.page(ProjectPage, lambda: served.work.projects.projects(closed=closed), cursor, limit)


@router.post("/projects", response_model=Operation)
async def create_project(served: Served, wanted: NewProject) -> Response:
    """Make a project: a folder of its own with its note."""
    values = wanted.model_dump(exclude={"title", "folder"})
    return await served.answer(
        Operation, lambda: served.work.projects.new_project(wanted.title, folder=wanted.folder, **values)
    )


@router.get("/projects/{path:vault_path}", response_model=Project)
async def read_project(served: Served, path: str) -> Response:
    """Read one project by the path of its note, or by its title."""
    return await served.answer(Project, lambda: served.work.projects.project(path))


@router.get("/sprints", response_model=SprintPage)
async def list_sprints(
    served: Served, project: OfProject = None, cursor: Cursor = None, limit: Limit = 200
) -> Response:
    """List sprints by their days with how far they are, all or those of one project."""
    return await served.page(SprintPage, lambda: served.work.projects.sprints(project), cursor, limit)


@router.post("/sprints", response_model=Operation)
async def create_sprint(served: Served, wanted: NewSprint) -> Response:
    """Make a sprint's note beside that of its project; a methodology's next sprint when only the project is named."""

    def made() -> object:
        from claudeprojects.core.methodologies.sprints import Wishes

        projects, values = served.work.projects, wanted.model_dump(exclude={"project", "title"})
        if wanted.project is not None:
            path, methodologies = projects.notes.named("project", wanted.project), at_work(served)
            if wanted.title is None or methodologies.plans_sprints(path):
                return methodologies.add_sprint(path, Wishes(wanted.title, **values))
        return projects.new_sprint(wanted.title or "", wanted.project, **values)

    return await served.answer(Operation, made)


@router.get("/sprints/{path:vault_path}", response_model=Sprint)
async def read_sprint(served: Served, path: str) -> Response:
    """Read one sprint by the path of its note, or by its title."""
    return await served.answer(Sprint, lambda: served.work.projects.sprint(path))


@router.get("/milestones", response_model=MilestonePage)
async def list_milestones(
    served: Served, project: OfProject = None, cursor: Cursor = None, limit: Limit = 200
) -> Response:
    """List milestones by day, all or those of one project."""
    return await served.page(MilestonePage, lambda: served.work.projects.milestones(project), cursor, limit)


@router.get("/views", response_model=SavedViewPage)
async def list_views(served: Served, cursor: Cursor = None, limit: Limit = 200) -> Response:
    """List the saved views by title."""
    return await served.page(SavedViewPage, lambda: served.work.projects.views.all(), cursor, limit)


@router.put("/views", response_model=SavedView)
async def save_view(served: Served, wanted: ViewWrite) -> Response:
    """Save a view to its note; without a path it becomes a new one."""

    def saved() -> object:
        from claudeprojects.core.projects.model import View

        projects = served.work.projects
        values = wanted.model_dump()
        projects.views.save(View(**{**values, "sort": tuple(wanted.sort)}))
        return projects.views.get(wanted.path or wanted.title)

    return await served.answer(SavedView, saved)
