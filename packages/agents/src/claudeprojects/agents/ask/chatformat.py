"""The format of a chat: a note that reads well anywhere, and from which the conversation can be read back.

    ---
    type: chat
    created: 2026-11-22T23:06:17+00:00
    ---
    # How long does the battery last?

    ## You · 2026-11-22 23:06

    How long does the battery last?

    ## Answer · 2026-11-22 23:06 · local:smollm2-135m

    …

A message is what stands between two such headings. A line of a message that looks like one of them, or that is an
escaped one, gets a backslash before it, which Markdown does not show. Text written into the note by hand belongs to
the message above it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

Speaker = Literal["user", "assistant"]

_SPEAKERS: Final[dict[Speaker, str]] = {"user": "You", "assistant": "Answer"}
_MESSAGE: Final = re.compile(
    r"^## (?P<who>You|Answer) · (?P<at>\d{4}-\d\d-\d\d \d\d:\d\d)(?: · (?P<model>[^\n]*?))?[ \t]*$", re.MULTILINE
)
_LOOKS_LIKE_ONE: Final = re.compile(r"^(\\*)(## (?:You|Answer) · )", re.MULTILINE)
_ESCAPED: Final = re.compile(r"^\\(\\*## (?:You|Answer) · )", re.MULTILINE)
_NOTICE: Final = re.compile(r"(?:^|\n\n)\*(?P<notice>[^*\n]+)\*\Z")
_TITLE: Final = 70


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """One message of a chat. ``at`` is a local time to the minute; ``model`` and ``notice`` are an answer's."""

    role: Speaker
    text: str
    at: str
    model: str | None = None
    notice: str | None = None


def title_for(question: str) -> str:
    """The title of a chat that begins with ``question``."""
    line = " ".join(question.split())
    if len(line) <= _TITLE:
        return line
    return line[:_TITLE].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def write_messages(messages: list[ChatMessage]) -> str:
    """``messages`` as they stand in a chat."""
    return "\n".join(map(_written, messages))


def read_messages(text: str) -> list[ChatMessage]:
    """The messages in a chat's text; what stands before the first belongs to none. Never raises."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    heads = list(_MESSAGE.finditer(unified))
    ends = [*(head.start() for head in heads[1:]), len(unified)]
    return [_read(head, unified[head.end() : end]) for head, end in zip(heads, ends, strict=False)]


def _written(message: ChatMessage) -> str:
    model = f" · {message.model}" if message.model else ""
    notice = f"\n\n*{message.notice.replace('*', '')}*" if message.notice else ""
    text = _LOOKS_LIKE_ONE.sub(r"\\\1\2", message.text.strip())
    return f"## {_SPEAKERS[message.role]} · {message.at}{model}\n\n{text}{notice}\n"


def _read(head: re.Match[str], body: str) -> ChatMessage:
    role: Speaker = "user" if head["who"] == "You" else "assistant"
    text, notice = body.strip(), None
    if role == "assistant" and (found := _NOTICE.search(text)):
        text, notice = text[: found.start()], found["notice"]
    return ChatMessage(role, _ESCAPED.sub(r"\1", text), head["at"], head["model"] or None, notice)
