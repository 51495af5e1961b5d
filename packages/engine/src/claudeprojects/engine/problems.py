"""From errors to problem documents (RFC 9457): one table of codes and statuses, one place that writes them.

Every class of ``claudeprojects.core.errors`` has its status here. ``RequestInvalid`` and the codes in ``EDGE_TITLES``
belong to HTTP itself and have no meaning outside this package.
"""

from __future__ import annotations

import logging
import secrets
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from claudeprojects.core.errors import ClaudeProjectsError
from fastapi.exceptions import RequestValidationError
from pydantic_core import to_json
from starlette.exceptions import HTTPException
from starlette.responses import Response

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.requests import Request
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger(__name__)

STATUS_OF: dict[str, int] = {
    "error": 500,
    "vault_error": 500,
    "vault_not_found": 404,
    "vault_offline": 503,
    "note_not_found": 404,
    "note_exists": 409,
    "note_conflict": 409,
    "not_editable": 422,
    "patch_failed": 422,
    "path_refused": 400,
    "trash_entry_not_found": 404,
    "task_not_found": 404,
    "name_ambiguous": 409,
    "sprint_undated": 422,
    "undo_refused": 409,
    "storage_failed": 507,
    "query_syntax": 400,
    "index_error": 500,
    "index_busy": 409,
    "index_damaged": 500,
    "embedder_failed": 503,
    "setting_error": 422,
    "setting_invalid": 422,
    "setting_unknown": 404,
    "settings_damaged": 409,
    "exchange_error": 500,
    "import_failed": 422,
    "import_not_found": 404,
    "export_failed": 422,
    "methodology_error": 500,
    "methodology_not_found": 404,
    "methodology_invalid": 422,
    "template_invalid": 422,
    "answers_refused": 422,
    "not_guided": 409,
    "gate_closed": 409,
    "gate_refused": 422,
    "cancelled": 409,
    "engine_error": 500,
    "engine_unreachable": 503,
    "engine_refused": 403,
    "agents_error": 500,
    "definition_error": 500,
    "agent_not_found": 404,
    "skill_not_found": 404,
    "definition_exists": 409,
    "definition_kept": 409,
    "definition_broken": 422,
    "name_refused": 422,
    "server_variable_missing": 409,
    "model_error": 500,
    "model_unknown": 404,
    "model_offline": 503,
    "model_timeout": 504,
    "model_rate_limited": 429,
    "model_unavailable": 503,
    "model_key_missing": 409,
    "model_key_refused": 502,
    "model_context_too_long": 413,
    "model_refused": 422,
    "model_kept": 409,
    "model_corrupt": 500,
    "pull_failed": 422,
    "keychain_missing": 409,
    "router_table_invalid": 422,
    "plugin_error": 500,
    "plugin_not_found": 404,
    "plugin_untrusted": 403,
    "plugin_failed": 500,
    "ask_error": 500,
    "question_empty": 422,
    "chat_not_found": 404,
    "change_error": 500,
    "mcp_error": 500,
    "server_not_found": 404,
    "server_exists": 409,
    "server_invalid": 422,
    "server_untrusted": 403,
    "server_off": 409,
    "server_secret_missing": 409,
    "server_install_failed": 502,
    "server_failed": 502,
    "server_not_added": 502,
    "server_timeout": 504,
    "sign_in_failed": 502,
    "change_not_found": 404,
    "privacy_error": 500,
    "privacy_refused": 403,
    "privacy_policy_invalid": 422,
    "permission_error": 500,
    "rule_invalid": 422,
    "rule_tool_unknown": 422,
    "permissions_damaged": 409,
    "approval_not_found": 404,
    "approval_decided": 409,
    "tool_refused": 403,
    "arguments_invalid": 422,
    "sandbox_missing": 503,
    "run_error": 500,
    "run_not_found": 404,
    "run_refused": 409,
    "run_taken_over": 409,
    "budget_spent": 409,
    "run_stuck": 409,
    "step_not_found": 404,
    "activity_not_found": 404,
    "schedule_error": 500,
    "schedule_unclear": 422,
    "schedule_not_found": 404,
}
"""The HTTP status of every code of the error tree."""

EDGE_CODES: dict[int, tuple[str, str]] = {
    400: ("invalid_request", "Correct the request; the API is described at /api/v1/openapi.json."),
    404: ("not_found", "Check the address; the API is described at /api/v1/openapi.json."),
    405: ("method_not_allowed", "Use one of the methods in the `Allow` header."),
    413: ("too_large", "Send less at once."),
    422: ("invalid_request", "Correct the fields named in `errors`."),
    500: ("internal_error", "Look for the instance in the engine's log, and report it."),
}
"""Code and hint of the failures that are HTTP's own, by status."""

PROBLEM_TYPE = "application/problem+json"


class RequestInvalid(Exception):
    """A field of a request that passes its schema and still cannot be; becomes ``invalid_request``."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"{field}: {problem}")
        self.field = field
        self.problem = problem


def problem_response(
    status: int,
    code: str,
    detail: str,
    *,
    hint: str | None = None,
    instance: str | None = None,
    fields: dict[str, object] | None = None,
    headers: dict[str, str] | None = None,
) -> Response:
    """A problem document as a response."""
    body: dict[str, object] = {
        **(fields or {}),
        "type": f"urn:claudeprojects:problem:{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "code": code,
        "hint": hint,
    }
    if instance is not None:
        body["instance"] = instance
    return Response(to_json(body), status, headers, PROBLEM_TYPE)


def problem_of(error: ClaudeProjectsError, status: int | None = None) -> Response:
    """The problem document of an error of the tree."""
    return problem_response(
        status or STATUS_OF[error.code], error.code, error.message, hint=error.hint, fields=error.fields()
    )


def edge_problem(
    status: int, detail: str, *, instance: str | None = None, headers: dict[str, str] | None = None, **fields: object
) -> Response:
    """The problem document of a failure of HTTP itself."""
    code, hint = EDGE_CODES.get(status, ("http_error", None))
    return problem_response(status, code, detail, hint=hint, instance=instance, fields=fields, headers=headers)


def install(app: FastAPI) -> None:
    """Make every failure of ``app`` a problem document."""
    app.add_exception_handler(ClaudeProjectsError, _on_expected)
    app.add_exception_handler(RequestInvalid, _on_invalid_field)
    app.add_exception_handler(RequestValidationError, _on_invalid_request)
    app.add_exception_handler(HTTPException, _on_http)
    app.add_middleware(_Unknown)


class _Unknown:
    """An ASGI app that turns what ``app`` did not expect into a 500 that says nothing of the inside.

    The log says it all, under the name the problem gives as its ``instance``.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; answer for whatever is raised."""
        started = False

        async def sending(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, receive, sending)
        except Exception:
            instance = f"urn:claudeprojects:occurrence:{secrets.token_hex(8)}"
            log.exception("unexpected failure %s", instance)
            if started or scope["type"] != "http":
                raise
            response = edge_problem(500, "The engine met something it did not expect.", instance=instance)
            await response(scope, receive, send)


async def _on_expected(_request: Request, error: Exception) -> Response:
    assert isinstance(error, ClaudeProjectsError)  # noqa: S101 - how it is registered
    if STATUS_OF[error.code] == 500:
        log.error("%s", error, exc_info=error)
    return problem_of(error)


async def _on_invalid_field(_request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestInvalid)  # noqa: S101
    return edge_problem(422, str(error), errors=[{"field": error.field, "problem": error.problem}])


async def _on_invalid_request(_request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101
    found = [_field_error(entry) for entry in error.errors()]
    detail = "; ".join(f"{entry['field']}: {entry['problem']}" for entry in found[:3])
    return edge_problem(422, detail, errors=found)


def _field_error(entry: dict[str, Any]) -> dict[str, str]:
    return {"field": ".".join(str(part) for part in entry["loc"]), "problem": str(entry["msg"])}


async def _on_http(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101
    return edge_problem(error.status_code, error.detail, headers=dict(error.headers or {}))
