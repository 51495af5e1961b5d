"""Chats are notes: written, read back whatever is said in them, gone on with, and as private as what they quote."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from claudeprojects.agents.ask.chatformat import ChatMessage, read_messages, write_messages
from claudeprojects.agents.errors import ChatNotFound
from claudeprojects.agents.models.port import ChatModel
from claudeprojects.agents.testing.fake_models import FakeProvider
from claudeprojects.agents.values import Privacy
from hypothesis import given
from hypothesis import strategies as st

TEXTS = st.text(alphabet=st.sampled_from("ab \n#>*\\·-You Answer## You · 2026-11-22 10:00"), max_size=60).map(
    str.strip
)


@given(st.lists(st.tuples(st.sampled_from(["user", "assistant"]), TEXTS), min_size=1, max_size=5))
def test_whatever_is_said_is_read_back(said: list[tuple[Any, str]]) -> None:
    messages = [ChatMessage(role, text, "2026-11-22 10:00", notice="Quoted.") for role, text in said]
    messages = [m if m.role == "assistant" else ChatMessage("user", m.text, m.at) for m in messages]
    assert read_messages("# Title\n\n" + write_messages(messages)) == messages


@given(st.text(max_size=300))
def test_any_note_can_be_read_as_a_chat(text: str) -> None:
    read_messages(text)


def test_a_line_that_looks_like_a_heading_of_a_chat_stays_what_was_said() -> None:
    message = ChatMessage("user", "## You · 2026-11-22 10:00\n\\## Answer · 2026", "2026-11-22 10:00")
    assert read_messages(write_messages([message])) == [message]


def test_a_chat_is_begun_and_gone_on_with(vault: Any) -> None:
    chats = vault.chats_with()
    path, first = asyncio.run(chats.ask("How long do the cells last?"))
    again, second = asyncio.run(chats.ask("And the budget of the clock?", path))
    assert path == again
    chat = chats.read(path)
    assert chat.title == "How long do the cells last?"
    assert [shown.message.role for shown in chat.messages] == ["user", "assistant", "user", "assistant"]
    assert chat.messages[1].message.text == first.text
    assert chat.messages[3].claims[0].citations[0].quote == second.claims[0].citations[0].quote
    assert [entry.path for entry in chats.entries()] == [path]


def test_a_question_that_leans_on_the_last_is_understood(vault: Any) -> None:
    chats = vault.chats_with()
    path, _ = asyncio.run(chats.ask("What is the budget of the clock?"))
    _, answer = asyncio.run(chats.ask("When was it raised?", path))
    assert "in May" in answer.text


def test_what_is_written_by_hand_stays(vault: Any) -> None:
    chats = vault.chats_with()
    path, _ = asyncio.run(chats.ask("How long do the cells last?"))
    file = vault.root / path
    file.write_text(file.read_text(encoding="utf-8") + "\nMy own remark.", encoding="utf-8")
    asyncio.run(chats.ask("What is the budget of the clock?", path))
    assert "\nMy own remark.\n\n## You · " in file.read_text(encoding="utf-8")


def test_a_quote_that_is_gone_from_its_note_is_shown_as_gone(vault: Any) -> None:
    chats = vault.chats_with()
    path, answer = asyncio.run(chats.ask("What is the budget of the clock?"))
    vault.write("Projects/Clock.md", "# Clock\n\nEverything is different.\n")
    claim = chats.read(path).messages[1].claims[0]
    assert claim.citations == ()
    assert claim.gone == (answer.claims[0].citations[0].quote,)


def test_a_chat_is_as_private_as_what_it_quotes(
    vault: Any, remote: Callable[[FakeProvider], ChatModel], says: Callable[..., dict[str, str]]
) -> None:
    path, _ = asyncio.run(vault.chats_with().ask("What does the secret recipe need?"))
    assert vault.privacy.of_path(path) is Privacy.PRIVATE
    with FakeProvider([says(("No.", []))]) as fake:
        asyncio.run(vault.chats_with(remote(fake)).ask("How many cells drive the hand?", path))
        assert fake.received == []


def test_an_answer_is_no_source_of_another(vault: Any) -> None:
    chats = vault.chats_with()
    asyncio.run(chats.ask("Who invented the zeppelin clock of Friedrichshafen?"))
    assert not vault.asked("Who invented the zeppelin clock of Friedrichshafen?").found


def test_two_questions_at_once_in_one_chat_are_both_kept(vault: Any) -> None:
    chats = vault.chats_with()
    path, _ = asyncio.run(chats.ask("How long do the cells last?"))

    async def both() -> None:
        await asyncio.gather(chats.ask("What is the budget?", path), chats.ask("Who is Lin Wei?", path))

    asyncio.run(both())
    assert len(chats.read(path).messages) == 6


@pytest.mark.parametrize("path", ["Nowhere.md", "Noise.md"])
def test_what_is_no_chat_is_not_read_as_one(vault: Any, path: str) -> None:
    with pytest.raises(ChatNotFound):
        vault.chats_with().read(path)
