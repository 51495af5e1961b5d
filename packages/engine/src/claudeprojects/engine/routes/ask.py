"""Ask the vault, and chats with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import claudeprojects.engine.routes.vaultpath  # noqa: F401 - registers {path:vault_path}
from claudeprojects.engine.paging import Cursor, Limit, cursor_at, offset_of
from claudeprojects.engine.schemas.ask import (
    AnswerView,
    AskCommand,
    ChatPage,
    ChatQuestion,
    ChatView,
    answer_view,
    chat_view,
)
from claudeprojects.engine.serving import Served, Serving
from fastapi import APIRouter
from starlette.responses import Response

if TYPE_CHECKING:
    from collections.abc import Callable

router = APIRouter(tags=["ask"])


@router.post("/ask", response_model=AnswerView)
async def ask_question(served: Served, wanted: AskCommand) -> Response:
    """Answer a question from the notes, every claim with the quotes it rests on; or say that they do not.

    With `ask_id`, events of type `ask` tell of passages and claims while the answer is made.
    """
    in_chat = wanted.keep or wanted.chat is not None
    return await _answered(served, wanted.question, wanted.chat, in_chat, wanted)


@router.get("/chats", response_model=ChatPage)
async def list_chats(served: Served, cursor: Cursor = None, limit: Limit = 100) -> Response:
    """List the chats, the last changed first."""

    def work() -> dict[str, object]:
        offset = offset_of(cursor)
        found = served.agents.chats.entries(limit + 1, offset)
        return {"items": found[:limit], "next_cursor": cursor_at(offset + limit) if len(found) > limit else None}

    return await served.answer(ChatPage, work)


@router.get("/chats/{path:vault_path}", response_model=ChatView)
async def get_chat(served: Served, path: str) -> Response:
    """Read a chat, its quotes checked against the files as they are now."""
    return await served.answer(ChatView, lambda: chat_view(served.agents.chats.read(path)))


@router.post("/chats/{path:vault_path}/messages", response_model=AnswerView)
async def ask_in_chat(served: Served, path: str, wanted: ChatQuestion) -> Response:
    """Ask the next question in a chat; question and answer are in its note on return."""
    return await _answered(served, wanted.text, path, True, wanted)


async def _answered(
    served: Serving,
    question: str,
    chat: str | None,
    in_chat: bool,
    wanted: AskCommand | ChatQuestion,
) -> Response:
    from claudeprojects.agents.ask.ask import AskOptions

    chosen, ask_id = AskOptions(wanted.project, wanted.model, reuse=wanted.reuse), wanted.ask_id
    told = _teller(served, ask_id)
    if in_chat:
        path, answer = await served.with_agents(
            lambda agents: agents.chats.ask(question, chat, options=chosen, on_event=told, ask_id=ask_id)
        )
        return await served.answer(AnswerView, lambda: answer_view(answer, path))
    answer = await served.with_agents(
        lambda agents: agents.ask.ask(question, options=chosen, on_event=told, ask_id=ask_id)
    )
    return await served.answer(AnswerView, lambda: answer_view(answer, None))


def _teller(served: Serving, ask_id: str | None) -> Callable[[str, dict[str, object]], None] | None:
    """What tells everybody who listens how an answer comes about; nobody is told of one without an id."""
    if ask_id is None:
        return None
    from claudeprojects.agents.ask.events import AskEvent

    return lambda kind, data: served.workspace.events.publish(AskEvent(ask_id, kind, data))
