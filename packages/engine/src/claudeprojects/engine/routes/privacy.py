"""Privacy rules and the audit log."""

from __future__ import annotations

from typing import Any

from claudeprojects.agents.privacy.policy import policy_of
from claudeprojects.agents.privacy.saving import save_policy
from claudeprojects.engine.paging import Cursor, Limit, cursor_at, offset_of
from claudeprojects.engine.schemas.privacy import AuditPage, AuditVerification, PrivacyPolicy, PrivacyUpdate
from claudeprojects.engine.serving import Served, Serving
from fastapi import APIRouter
from starlette.responses import Response

router = APIRouter(tags=["privacy"])


@router.get("/privacy", response_model=PrivacyPolicy)
async def get_privacy(served: Served) -> Response:
    """Get the rules on which notes may leave the machine."""
    return await served.answer(PrivacyPolicy, lambda: _policy(served))


@router.put("/privacy", response_model=PrivacyPolicy)
async def set_privacy(served: Served, wanted: PrivacyUpdate) -> Response:
    """Put other rules in force, at once."""

    def work() -> dict[str, Any]:
        save_policy(served.workspace.vault.root, policy_of(wanted.model_dump()))
        return _policy(served)

    return await served.answer(PrivacyPolicy, work)


@router.get("/audit", response_model=AuditPage)
async def list_audit(served: Served, cursor: Cursor = None, limit: Limit = 50, run: str | None = None) -> Response:
    """List what left the machine and what was kept from leaving, newest first; of one run when it is named."""
    before = offset_of(cursor) or None

    def work() -> dict[str, Any]:
        found = served.agents.audit.list(limit=limit + 1, before=before, run_id=run)
        following = cursor_at(found[limit - 1].id) if len(found) > limit else None
        return {"items": [entry.to_json() for entry in found[:limit]], "next_cursor": following}

    return await served.answer(AuditPage, work)


@router.get("/audit/verify", response_model=AuditVerification)
async def verify_audit(served: Served) -> Response:
    """Read the whole audit log and say whether any of it was changed, removed or cut off."""
    return await served.answer(AuditVerification, lambda: served.agents.audit.verify())


def _policy(served: Serving) -> dict[str, Any]:
    rules = served.agents.privacy
    return {**rules.policy.to_json(), "problem": rules.problem}
