"""The description of the API: what FastAPI derives from the routes, plus the problems, the token and the events."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claudeprojects.engine.views import VERSION
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

if TYPE_CHECKING:
    from fastapi import FastAPI

TITLE = "ClaudeProjects engine"

DESCRIPTION = """The local engine of ClaudeProjects: one process on loopback for one vault.

Every request carries the token, as `Authorization: Bearer` or in the cookie that opening `/?token=…` sets. Paths are
relative to the vault's root, with `/` between folders, percent-encoded in URLs. Times are RFC 3339 in UTC. Lists come
in pages. Every failure is a problem document (RFC 9457) with a stable `code`. Events come over the WebSocket `/ws`
as JSON, one `EngineEvent` per message.
"""

TAGS = {
    "workspace": "The open folder and the coverage of its index.",
    "index": "The work of indexing.",
    "files": "Folders, names and bytes.",
    "notes": "Reading and changing notes.",
    "operations": "Moves, undo and the trash.",
    "search": "Search by words and by meaning.",
    "graph": "What links to what, and what could.",
    "tasks": "Tasks across the vault.",
    "agents": "Agents, skills, instructions, servers and plugins: what was found where, and why.",
    "runs": "Agents at work: their steps, sub-agents, forks and schedules.",
    "models": "Language models: what there is, fetching more, keys, and which does which work.",
    "settings": "What a person may choose.",
    "service": "For whoever watches over the process.",
}

SCHEMAS = "#/components/schemas/{model}"


def document(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI 3.1 document of ``app``, made once and kept on it."""
    if not app.openapi_schema:
        app.openapi_schema = _made(app)
    return app.openapi_schema


def _made(app: FastAPI) -> dict[str, Any]:
    from claudeprojects.engine.schemas.problems import InvalidRequestProblem, Problem

    made = get_openapi(
        title=TITLE,
        version=VERSION,
        description=DESCRIPTION,
        routes=app.routes,
        tags=[{"name": name, "description": text} for name, text in TAGS.items()],
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
    )
    components = made.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    _, problems = models_json_schema(
        [(Problem, "serialization"), (InvalidRequestProblem, "serialization")], ref_template=SCHEMAS
    )
    schemas.update(problems["$defs"])
    schemas.update(event_schemas(SCHEMAS))
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    components["schemas"] = dict(sorted(schemas.items()))
    components["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer", "description": "The token in the engine's `engine.json`."}
    }
    for operations in made["paths"].values():
        for operation in operations.values():
            _describe(operation)
    return made


def _describe(operation: dict[str, Any]) -> None:
    operation["summary"] = operation["description"].split("\n")[0].rstrip(".")
    if operation["operationId"] != "get_health":
        operation["security"] = [{"token": []}]
    for response in operation["responses"].values():
        if "Problem" in str(response.get("content", {}).get("application/json", {})):
            response["content"] = {"application/problem+json": response["content"]["application/json"]}
    operation["responses"]["422"] = _problem(
        "The request has fields that cannot be (`invalid_request`), or asks for what cannot be done.",
        "InvalidRequestProblem",
        "Problem",
    )
    operation["responses"]["default"] = _problem("Any failure.", "Problem")


def _problem(description: str, *models: str) -> dict[str, Any]:
    references = [{"$ref": SCHEMAS.format(model=model)} for model in models]
    schema = references[0] if len(references) == 1 else {"anyOf": references}
    return {"description": description, "content": {"application/problem+json": {"schema": schema}}}


def event_schemas(ref_template: str) -> dict[str, Any]:
    """The JSON Schemas of all events by name, ``EngineEvent`` being any of them."""
    from claudeprojects.engine.schemas.events import ENGINE_EVENT

    schema = ENGINE_EVENT.json_schema(ref_template=ref_template, mode="serialization")
    found: dict[str, Any] = schema.pop("$defs")
    found["EngineEvent"] = {"title": "EngineEvent", "description": "Anything said on `/ws`.", **schema}
    return found
