"""Questions, answers with their citations, and chats."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from claudeprojects.engine.schemas.base import Command, Page, View
from claudeprojects.engine.schemas.runs import PrivacyLabel
from pydantic import Field

VaultPath = Field(max_length=4096)


class AskCommand(Command):
    """A question of the vault."""

    question: str = Field(min_length=1, max_length=8000)
    chat: str | None = Field(default=None, description="The chat it belongs to; it and the answer are added there.")
    keep: bool = Field(default=False, description="Without `chat`: begin a chat with it.")
    project: str | None = Field(default=None, description="A note or folder whose brief is read too.")
    model: str | None = Field(default=None, max_length=200, description="A model by name, instead of the router's.")
    reuse: bool = Field(default=True, description="Whether a kept reply to exactly the same question will do.")
    ask_id: str | None = Field(
        default=None, max_length=64, description="Names it in the events of type `ask` that tell of it meanwhile."
    )


class ChatQuestion(Command):
    """A question in a chat."""

    text: str = Field(min_length=1, max_length=8000)
    project: str | None = None
    model: str | None = Field(default=None, max_length=200)
    reuse: bool = True
    ask_id: str | None = Field(default=None, max_length=64)


class CitationView(View):
    """A quote in a note, checked against the file when the answer was made."""

    path: str
    heading: str | None
    quote: str = Field(description="As it stands in the file, to the character.")
    line: int = Field(description="0-based line where the quote begins.")
    last_line: int
    start: int = Field(description="Offset of the quote into the text, in characters.")
    end: int
    page: int | None = Field(description="1-based page of a PDF.")
    link: str = Field(description="The wikilink to the place.")
    privacy: PrivacyLabel


class ClaimView(View):
    """One statement of an answer with the quotes it rests on."""

    text: str
    citations: list[CitationView]


class DroppedClaim(View):
    """What a model said that no file holds up, and that is not part of the answer."""

    text: str
    quote: str
    reason: str


class AnswerView(View):
    """What the notes say to a question. Without claims they say nothing, and `text` says so."""

    question: str
    text: str = Field(description="The whole answer as Markdown.")
    claims: list[ClaimView]
    dropped: list[DroppedClaim]
    found: bool
    extractive: bool = Field(description="Whether it is made of quotes alone; else a model worded the claims.")
    model: str | None
    why: str | None = Field(description="Why this model served.")
    notice: str | None
    privacy: PrivacyLabel
    took_ms: float
    chat: str | None = Field(default=None, description="The chat it was added to.")
    read: list[PassageView] = Field(default_factory=list, description="What was considered for it, kept or not.")


class PassageView(View):
    """One piece considered for an answer, and why it was read or left out."""

    kind: Literal["passage", "project", "sprint", "tasks", "decision", "user"]
    title: str
    path: str | None
    heading: str | None
    line: int | None
    text: str
    privacy: PrivacyLabel
    tokens: int
    kept: bool
    why: str
    score: float | None


class ChatEntryView(View):
    """One chat in the list."""

    path: str
    title: str
    modified: datetime


class ChatPage(Page[ChatEntryView]):
    """One page of the chats, the last changed first."""


class ChatClaim(ClaimView):
    """A claim in a chat, its quotes checked against the files now."""

    gone: list[str] = Field(description="Quotes that no file holds any more.")


class ChatMessageView(View):
    """One message of a chat."""

    role: Literal["user", "assistant"]
    text: str
    at: str = Field(description="Local time, to the minute.")
    model: str | None
    notice: str | None
    claims: list[ChatClaim]


class ChatView(View):
    """A chat as its note is now."""

    path: str
    title: str
    created: str | None
    privacy: PrivacyLabel
    messages: list[ChatMessageView]


def answer_view(answer: Any, chat: str | None) -> AnswerView:
    """An answer of the ask room on the wire."""
    return AnswerView(
        question=answer.question,
        text=answer.text,
        claims=[ClaimView.model_validate(claim) for claim in answer.claims],
        dropped=[DroppedClaim.model_validate(dropped) for dropped in answer.dropped],
        found=answer.found,
        extractive=answer.extractive,
        model=answer.model,
        why=answer.why,
        notice=answer.notice,
        privacy=answer.privacy,
        took_ms=answer.took_ms,
        chat=chat,
        read=[PassageView.model_validate(entry) for entry in (answer.context.explain() if answer.context else ())],
    )


def chat_view(chat: Any) -> ChatView:
    """A chat of the ask room on the wire."""
    messages = [
        ChatMessageView(
            role=shown.message.role,
            text=shown.message.text,
            at=shown.message.at,
            model=shown.message.model,
            notice=shown.message.notice,
            claims=[
                ChatClaim(
                    text=claim.text,
                    citations=[CitationView.model_validate(citation) for citation in claim.citations],
                    gone=list(claim.gone),
                )
                for claim in shown.claims
            ],
        )
        for shown in chat.messages
    ]
    return ChatView(path=chat.path, title=chat.title, created=chat.created, privacy=chat.privacy, messages=messages)
