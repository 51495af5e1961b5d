"""Chats: conversations with the vault, kept as notes in ``Chats/`` that can be read, edited, moved and gone on with.

A chat is as private as the strictest note that was read for it: its property ``privacy`` says so, and rises with what
is added, so that what an answer quoted goes no further than the note it is from.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from claudeprojects.agents.ask.answer import Answer, WrittenClaim, read_markdown
from claudeprojects.agents.ask.ask import AskOptions
from claudeprojects.agents.ask.chatformat import ChatMessage, read_messages, title_for, write_messages
from claudeprojects.agents.context.builder import CHATS
from claudeprojects.agents.errors import ChatNotFound
from claudeprojects.agents.values import Message, Privacy, Source
from claudeprojects.core.errors import NoteExists, NoteNotFound
from claudeprojects.core.vault.edit import set_property
from claudeprojects.core.vault.note import parse_note

if TYPE_CHECKING:
    from claudeprojects.agents.ask.ask import Ask, OnEvent
    from claudeprojects.agents.ask.citations import Citation
    from claudeprojects.agents.privacy.rules import PrivacyRules
    from claudeprojects.core.workspace import Workspace

REMEMBERED: Final = 8
"""Messages of a chat that a model is given with the next question, the last ones."""
_LONGEST_REMEMBERED: Final = 4000
_NOT_IN_NAMES: Final = set('\\/:*?"<>|#^[]%')
_ATTEMPTS: Final = 50


@dataclass(frozen=True, slots=True)
class ChatEntry:
    """One chat in the list."""

    path: str
    title: str
    modified: datetime


@dataclass(frozen=True, slots=True)
class ShownClaim:
    """A claim of an answer in a chat, its quotes checked against the files now; ``gone`` are those no file holds."""

    text: str
    citations: tuple[Citation, ...]
    gone: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """The claim as JSON values."""
        return {
            "text": self.text,
            "citations": [citation.to_json() for citation in self.citations],
            "gone": list(self.gone),
        }


@dataclass(frozen=True, slots=True)
class ShownMessage:
    """A message of a chat, an answer with its claims."""

    message: ChatMessage
    claims: tuple[ShownClaim, ...] = ()


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat as its note is now."""

    path: str
    title: str
    created: str | None
    privacy: Privacy
    messages: tuple[ShownMessage, ...]


class Chats:
    """The chats of ``workspace``; questions in them are answered by ``ask``."""

    def __init__(self, workspace: Workspace, privacy: PrivacyRules, ask: Ask) -> None:
        self._workspace, self._privacy, self._ask = workspace, privacy, ask
        self._turns: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    def entries(self, limit: int = 100, offset: int = 0) -> list[ChatEntry]:
        """The chats, the last changed first."""
        page = self._workspace.searcher.search("[type:chat]", mode="keyword", limit=limit, offset=offset)
        hits = [hit for hit in page.hits if hit.kind == "note"]
        return [ChatEntry(h.path, h.title, datetime.fromtimestamp(h.modified_ns / 1e9, UTC)) for h in hits]

    def read(self, path: str) -> Chat:
        """The chat at ``path`` as it is on disk now. Raises ``ChatNotFound``."""
        text = self._text(path)
        parsed = parse_note(text)
        heading = next((heading.text for heading in parsed.headings if heading.level == 1), None)
        name = path.rpartition("/")[2].removesuffix(".md")
        messages = tuple(ShownMessage(message, self._claims(message)) for message in read_messages(text))
        created = parsed.properties.values.get("created")
        return Chat(path, heading or name, str(created) if created else None, self._privacy.of_path(path), messages)

    async def ask(
        self,
        question: str,
        path: str | None = None,
        *,
        options: AskOptions | None = None,
        on_event: OnEvent | None = None,
        ask_id: str | None = None,
    ) -> tuple[str, Answer]:
        """Ask in the chat at ``path``, or in a new one; its path and the answer, which is in the note on return.

        Questions in one chat are answered one after another. Raises ``ChatNotFound``, and what ``Ask.ask`` raises;
        then nothing was written.
        """
        async with self._turns[path or ""] if path else asyncio.Lock():
            asked_at = _now()
            history = await asyncio.to_thread(self.history, path) if path else []
            answer = await self._ask.ask(
                question, history=history, options=options or AskOptions(), on_event=on_event, ask_id=ask_id
            )
            turn = [
                ChatMessage("user", answer.question, asked_at),
                ChatMessage("assistant", answer.text, _now(), answer.model, answer.notice),
            ]
            if path is None:
                return await asyncio.to_thread(self._begin, turn, answer.privacy), answer
            await asyncio.to_thread(self._append, path, turn, answer.privacy)
            return path, answer

    def history(self, path: str) -> list[Message]:
        """The last messages of a chat, labelled with the chat and its privacy class. Raises ``ChatNotFound``."""
        messages = read_messages(self._text(path))[-REMEMBERED:]
        privacy, source = self._privacy.of_path(path), Source(path)
        return [
            Message(message.role, message.text[:_LONGEST_REMEMBERED], privacy=privacy, sources=(source,))
            for message in messages
        ]

    def _text(self, path: str) -> str:
        try:
            text = self._workspace.vault.read(path).text
        except NoteNotFound as error:
            raise ChatNotFound(path) from error
        if text is None or str(parse_note(text).properties.values.get("type", "")).casefold() != "chat":
            raise ChatNotFound(path)
        return text

    def _begin(self, turn: list[ChatMessage], privacy: Privacy) -> str:
        """Make the note of a new chat; its path."""
        title = title_for(turn[0].text)
        created = datetime.now().astimezone().isoformat(timespec="seconds")
        text = f"---\ntype: chat\ncreated: {created}\n---\n# {title}\n\n{write_messages(turn)}"
        text = _as_private_as(text, privacy, self._privacy.of_path(f"{CHATS}New.md"))
        for number in range(1, _ATTEMPTS):
            path = f"{CHATS}{_file_name(title, number)}.md"
            try:
                return self._workspace.write_note(path, text, None).path
            except NoteExists:
                continue
        raise NoteExists(f"{CHATS}{_file_name(title, _ATTEMPTS)}.md")

    def _append(self, path: str, turn: list[ChatMessage], privacy: Privacy) -> None:
        """Add to the chat what was said, on top of whatever its note is by now."""
        known = self._privacy.of_path(path)

        def added(text: str) -> str:
            ending = "" if text.endswith("\n\n") else "\n" if text.endswith("\n") else "\n\n"
            return _as_private_as(f"{text}{ending}{write_messages(turn)}", privacy, known)

        self._workspace.edit_note(path, added)

    def _claims(self, message: ChatMessage) -> tuple[ShownClaim, ...]:
        return tuple(map(self._checked, read_markdown(message.text))) if message.role == "assistant" else ()

    def _checked(self, claim: WrittenClaim) -> ShownClaim:
        held, gone = [], []
        for link, quote in claim.quotes:
            citation = self._resolved(link, quote)
            if citation is None:
                gone.append(quote)
            else:
                held.append(citation)
        return ShownClaim(claim.text, tuple(held), tuple(gone))

    def _resolved(self, link: str, quote: str) -> Citation | None:
        target = link.strip("[]").partition("#")[0]
        return self._ask.check.check(f"{target}.md", quote) or self._ask.check.check(target, quote)


def _as_private_as(text: str, privacy: Privacy, known: Privacy) -> str:
    """The chat's text with a property that makes it as private as what it quotes, when it is not so anyway."""
    if privacy <= known:
        return text
    return set_property(text, "privacy", privacy.label)


def _file_name(title: str, number: int) -> str:
    """A name for the file of a chat that every system can have, with its day first so that they sort."""
    kept = "".join(" " if character in _NOT_IN_NAMES or ord(character) < 32 else character for character in title)
    day = datetime.now().astimezone().strftime("%Y-%m-%d")
    name = " ".join([day, *kept.split()]).rstrip(" .…")
    return name if number == 1 else f"{name} {number}"


def _now() -> str:
    return datetime.now().astimezone().strftime("%Y-%m-%d %H:%M")
