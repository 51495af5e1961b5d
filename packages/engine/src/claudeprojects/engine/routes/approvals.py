"""Approvals: what agents wait to be allowed."""

from __future__ import annotations

from typing import Annotated

from claudeprojects.engine.paging import Cursor, Limit
from claudeprojects.engine.schemas.approvals import ApprovalAnswer, ApprovalPage, ApprovalState, ApprovalView
from claudeprojects.engine.serving import Served
from fastapi import APIRouter, Path
from starlette.responses import Response

router = APIRouter(tags=["approvals"])

ANSWERED_BY = "you"
"""The one person at this engine."""


@router.get("/approvals", response_model=ApprovalPage)
async def list_approvals(
    served: Served, state: ApprovalState | None = None, cursor: Cursor = None, limit: Limit = 100
) -> Response:
    """List the approvals in one state, the longest waiting first; without a state all, the newest first."""
    return await served.page(ApprovalPage, lambda: served.agents.approvals.list(state), cursor, limit)


@router.post("/approvals/{approval_id}", response_model=ApprovalView)
async def answer_approval(
    served: Served, approval_id: Annotated[str, Path(max_length=64)], answer: ApprovalAnswer
) -> Response:
    """Approve or refuse one effect; its run goes on by itself."""
    return await served.answer(
        ApprovalView,
        lambda: served.agents.approvals.decide(approval_id, answer.approve, ANSWERED_BY, answer.note),
    )
