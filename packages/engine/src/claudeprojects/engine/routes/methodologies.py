"""Methodologies: the library, what they would make, and help for their authors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from claudeprojects.engine.schemas import methodologies as wire
from claudeprojects.engine.serving import Served
from fastapi import APIRouter, Path
from starlette.responses import Response

if TYPE_CHECKING:
    from claudeprojects.core.methodologies.methodologies import Methodologies

router = APIRouter(prefix="/methodologies", tags=["methodologies"])

Name = Annotated[str, Path(min_length=1, max_length=200)]


def at_work(served: Served) -> Methodologies:
    """The methodologies of the workspace; what reads them is loaded when they are first asked for."""
    from claudeprojects.core.methodologies.methodologies import Methodologies

    return Methodologies(served.workspace)


@router.get("", response_model=wire.MethodologyList)
async def list_methodologies(served: Served) -> Response:
    """List every file that was looked at for a methodology, and why it counts or not."""

    def work() -> dict[str, object]:
        from claudeprojects.engine.methodology_views import summary

        return {"items": [summary(found) for found in at_work(served).library.all()]}

    return await served.answer(wire.MethodologyList, work)


@router.get("/schema", response_model=wire.MethodologySchema)
async def get_methodology_schema(served: Served) -> Response:
    """Get the JSON Schema of a methodology's frontmatter."""

    def work() -> dict[str, object]:
        from claudeprojects.core.methodologies.structure import schema

        return {"document": schema()}

    return await served.answer(wire.MethodologySchema, work)


@router.post("/lint", response_model=wire.LintResult)
async def lint_methodology(served: Served, wanted: wire.LintRequest) -> Response:
    """Say what is wrong with a methodology, line by line; nothing is written."""

    def work() -> dict[str, object]:
        agents = [found.definition.name for found in served.library.agents() if found.used and found.definition]
        problems = at_work(served).library.lint(wanted.text, wanted.path, agents)
        errors = sum(problem.level == "error" for problem in problems)
        return {"problems": problems, "errors": errors, "warnings": len(problems) - errors}

    return await served.answer(wire.LintResult, work)


@router.post("/complete", response_model=wire.CompletionList)
async def complete_methodology(served: Served, wanted: wire.CompletionRequest) -> Response:
    """Say what could be written at the cursor of a methodology."""

    def work() -> dict[str, object]:
        from claudeprojects.core.methodologies.completion import Known, complete
        from claudeprojects.core.methodologies.filters import FILTERS

        agents = [found.definition.name for found in served.library.agents() if found.used and found.definition]
        templates = at_work(served).library.templates_at(wanted.path).names()
        known = Known(tuple(templates), tuple(agents), tuple(FILTERS))
        return {"items": complete(wanted.text, wanted.offset, known)}

    return await served.answer(wire.CompletionList, work)


@router.post("", response_model=wire.MadeMethodology, status_code=201)
async def create_methodology(served: Served, wanted: wire.NewMethodology) -> Response:
    """Make a methodology in the vault, small or as a copy of another."""

    def work() -> dict[str, object]:
        from claudeprojects.core.methodologies.library import OWN
        from claudeprojects.core.methodologies.make import new_methodology

        library, root = at_work(served).library, served.workspace.vault.root
        folder = "Methodologies" if wanted.shown else OWN
        return {"name": wanted.name, "path": new_methodology(library, root, wanted.name, wanted.source, folder)}

    return await served.answer(wire.MadeMethodology, work, 201)


@router.get("/{name}", response_model=wire.MethodologyView)
async def get_methodology(served: Served, name: Name) -> Response:
    """Get the methodology that counts under this name, in full."""

    def work() -> dict[str, object]:
        from claudeprojects.engine.methodology_views import view

        library = at_work(served).library
        found = library.get(name)
        return view(found, library.methodology(name), library.templates(found))

    return await served.answer(wire.MethodologyView, work)


@router.post("/{name}/plan", response_model=wire.MethodologyPlan)
async def plan_methodology(served: Served, name: Name, wanted: wire.Answers) -> Response:
    """Say which notes a project by this methodology would make; nothing is written."""
    return await served.answer(wire.MethodologyPlan, lambda: at_work(served).plan(name, wanted.answers))


@router.post("/{name}/instantiate", response_model=wire.Instantiated, status_code=201)
async def instantiate_methodology(served: Served, name: Name, wanted: wire.Answers) -> Response:
    """Begin a project by this methodology, or add what is missing of one, as one operation."""
    return await served.answer(wire.Instantiated, lambda: at_work(served).instantiate(name, wanted.answers), 201)
