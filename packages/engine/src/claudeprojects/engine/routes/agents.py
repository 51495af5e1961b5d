"""The agent library."""

from __future__ import annotations

from typing import Annotated, Any

from claudeprojects.agents.definitions.edit import edit_agent
from claudeprojects.agents.definitions.lint import lint
from claudeprojects.agents.definitions.make import new_agent
from claudeprojects.agents.permissions.known import KnownTools
from claudeprojects.engine.library_views import agent_summary, agent_view, lint_report, skill_summary
from claudeprojects.engine.schemas.agents import AgentCreate, AgentEdit, AgentList, AgentView, LintReport, SkillList
from claudeprojects.engine.serving import Served
from fastapi import APIRouter, Path
from starlette.responses import Response

router = APIRouter(tags=["agents"])


@router.get("/agents", response_model=AgentList)
async def list_agents(served: Served) -> Response:
    """List every file that was looked at for an agent, and why it is used or not."""
    library = served.library
    return await served.answer(
        AgentList, lambda: {"items": [agent_summary(library, found) for found in library.agents()]}
    )


@router.post("/agents", response_model=AgentView, status_code=201)
async def create_agent(served: Served, wanted: AgentCreate) -> Response:
    """Write the file of a new agent, which can be used at once."""
    library = served.library

    def work() -> dict[str, Any]:
        new_agent(library, **wanted.model_dump())
        return agent_view(library, library.agent(wanted.name))

    return await served.answer(AgentView, work, 201)


@router.get("/agents/lint", response_model=LintReport)
async def lint_library(served: Served) -> Response:
    """Report what was found where: agents, skills, instructions and MCP servers, with every problem."""
    library = served.library
    known = KnownTools(served.plugins.tool_names)
    return await served.answer(LintReport, lambda: lint_report(library, lint(library, known.has)))


@router.get("/agents/{name}", response_model=AgentView)
async def get_agent(
    served: Served, name: Annotated[str, Path(description="In any case, with any hyphens.", max_length=200)]
) -> Response:
    """Get the agent in use under this name, with its system prompt."""
    library = served.library
    return await served.answer(AgentView, lambda: agent_view(library, library.agent(name)))


@router.put("/agents/{name}", response_model=AgentView)
async def edit_agent_file(
    served: Served, name: Annotated[str, Path(description="In any case, with any hyphens.", max_length=200)],
    wanted: AgentEdit,
) -> Response:  # fmt: skip
    """Write the whole file of an agent of the vault's or your own; the answer is the agent it defines then."""
    library = served.library

    def work() -> dict[str, Any]:
        edited = edit_agent(library, name, wanted.text, wanted.base_hash)
        return agent_view(library, library.agent(edited.name))

    return await served.answer(AgentView, work)


@router.get("/skills", response_model=SkillList)
async def list_skills(served: Served) -> Response:
    """List every skill that was looked at, and why it is used or not."""
    library = served.library
    return await served.answer(
        SkillList, lambda: {"items": [skill_summary(library, found) for found in library.skills()]}
    )
