"""Query blocks of other programs, answered for reading."""

from __future__ import annotations

from claudeprojects.engine.schemas.blocks import BlockAnswer, BlockRequest
from claudeprojects.engine.serving import Served
from fastapi import APIRouter
from starlette.responses import Response

router = APIRouter(tags=["tasks"])


@router.post("/blocks", response_model=BlockAnswer)
async def answer_block(served: Served, asked: BlockRequest) -> Response:
    """Answer a `tasks` block, or a `TASK` query of Dataview; nothing is changed."""
    return await served.answer(
        BlockAnswer, lambda: served.work.blocks.answer(asked.language, asked.source, asked.path)
    )
