"""Gates of projects: what is missing, signing, waiving, moving on, and going back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from claudeprojects.engine.routes.methodologies import at_work
from claudeprojects.engine.schemas import gates as wire
from claudeprojects.engine.schemas.methodologies import Instantiated
from claudeprojects.engine.serving import Served
from fastapi import APIRouter, Query
from starlette.responses import Response

if TYPE_CHECKING:
    from collections.abc import Callable

    from claudeprojects.core.methodologies.methodologies import Methodologies
    from claudeprojects.core.vault.operations import Operation

router = APIRouter(prefix="/gates", tags=["methodologies"])

ProjectName = Annotated[str, Query(min_length=1, max_length=1000, description="The project's path or title.")]


@router.get("", response_model=wire.GuidedProject)
async def get_gates(served: Served, project: ProjectName) -> Response:
    """Say where a project is in its methodology, and what each of its gates needs."""

    def work() -> dict[str, object]:
        from claudeprojects.engine.methodology_views import guided

        return guided(at_work(served), path_of(served, project))

    return await served.answer(wire.GuidedProject, work)


@router.post("/advance", response_model=wire.Transition)
async def advance_project(served: Served, wanted: wire.ProjectRequest) -> Response:
    """Move a project through the gate of its phase; a gate that is closed says what is missing."""
    return await _changed(served, wanted.project, lambda methodologies, path: methodologies.advance(path))


@router.post("/sign", response_model=wire.Transition)
async def sign_gate(served: Served, wanted: wire.Signature) -> Response:
    """Sign the gate of a project's phase."""
    return await _changed(
        served, wanted.project, lambda methodologies, path: methodologies.sign(path, wanted.role, wanted.person)
    )


@router.post("/waive", response_model=wire.Transition)
async def waive_gate(served: Served, wanted: wire.Waiver) -> Response:
    """Let a project through the gate of its phase as it is, with a name and a reason."""
    return await _changed(
        served, wanted.project, lambda methodologies, path: methodologies.waive(path, wanted.person, wanted.reason)
    )


@router.post("/reopen", response_model=wire.Transition)
async def reopen_phase(served: Served, wanted: wire.Reopening) -> Response:
    """Bring a project back into a phase that it went through, with a name and a reason; later phases follow anew."""

    def change(methodologies: Methodologies, path: str) -> Operation:
        return methodologies.reopen(path, wanted.phase, wanted.person, wanted.reason)

    return await _changed(served, wanted.project, change)


@router.get("/changes", response_model=wire.MethodologyChangeList)
async def list_methodology_changes(served: Served, project: ProjectName) -> Response:
    """List by what a project differs from what its methodology says now."""
    return await served.answer(
        wire.MethodologyChangeList, lambda: {"items": at_work(served).changes(path_of(served, project))}
    )


@router.post("/update", response_model=Instantiated)
async def update_project(served: Served, wanted: wire.ProjectRequest) -> Response:
    """Add to a project what its methodology says now and it does not have, as one operation."""
    return await served.answer(Instantiated, lambda: at_work(served).update(path_of(served, wanted.project)))


async def _changed(served: Served, project: str, change: Callable[[Methodologies, str], Operation]) -> Response:
    def work() -> dict[str, object]:
        from claudeprojects.engine.methodology_views import guided

        methodologies, path = at_work(served), path_of(served, project)
        return {"operation": change(methodologies, path), "project": guided(methodologies, path)}

    return await served.answer(wire.Transition, work)


def path_of(served: Served, project: str) -> str:
    """The path of the project that a path or title means; raises ``NoteNotFound``."""
    return served.work.projects.notes.named("project", project)
