"""The cache of replies: what counts as the same question, what is never kept, and how it is bounded."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from claudeprojects.agents.models import cache
from claudeprojects.agents.models.cache import ReplyCache
from claudeprojects.agents.models.calling import Call, Streamed
from claudeprojects.agents.store import AgentStore
from claudeprojects.agents.values import Message, ModelReply, Privacy, ToolCall, ToolSpec

TOOL = ToolSpec("read", "Read.", {"type": "object"})


def asked(*messages: Message, **how: Any) -> Call:
    call = {"tools": (TOOL,), "schema": None, "max_tokens": 100, "temperature": None, **how}
    return Call(messages or (Message("user", "What is due?"),), streamed=Streamed(None, None), **call)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[AgentStore]:
    opened = AgentStore(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def replies(store: AgentStore) -> ReplyCache:
    return ReplyCache(store.database, lambda: 7)


def test_a_reply_is_said_again_to_exactly_the_same_question_and_to_no_other(replies: ReplyCache) -> None:
    reply = ModelReply("Rope.", "far:one", (ToolCall("a", "read", {"path": "x"}),), stop="tools")
    replies.keep("far:one", asked(), reply, "run", "3")
    kept = replies.find("far:one", asked())
    assert kept is not None
    assert kept.reply == reply
    assert (kept.run_id, kept.step) == ("run", "3")
    assert "step 3 of run run" in kept.why
    assert replies.find("far:two", asked()) is None
    for other in (
        asked(Message("user", "What is due!")),
        asked(Message("system", "What is due?")),
        asked(tools=()),
        asked(schema={"type": "object"}),
        asked(max_tokens=101),
        asked(temperature=0.0),
    ):
        assert replies.find("far:one", other) is None


def test_ids_of_tool_calls_make_no_other_question_but_what_they_answer_does(replies: ReplyCache) -> None:
    def story(first: str, second: str, answered: str) -> Call:
        calls = (ToolCall(first, "read", {"path": "x"}), ToolCall(second, "read", {"path": "y"}))
        return asked(Message("assistant", "", calls), Message("tool", "text", tool_call_id=answered))

    replies.keep("far:one", story("a", "b", "a"), ModelReply("Yes.", "far:one"), None, None)
    assert replies.find("far:one", story("c", "d", "c"))
    assert replies.find("far:one", story("c", "d", "d")) is None


def test_replies_are_apart_for_each_privacy_class(replies: ReplyCache) -> None:
    private = asked(Message("user", "What is due?", privacy=Privacy.PRIVATE))
    replies.keep("near:one", private, ModelReply("Rope.", "near:one"), None, None)
    assert replies.find("near:one", asked()) is None
    assert replies.find("near:one", private)


@pytest.mark.parametrize(
    ("how", "reply"),
    [
        ({"temperature": 0.7}, ModelReply("Rope.", "m")),
        ({}, ModelReply("Ro", "m", stop="length")),
        ({}, ModelReply("No.", "m", stop="refused")),
        ({}, ModelReply("", "m")),
        ({}, ModelReply("x" * cache.LONGEST, "m")),
    ],
)
def test_what_is_left_to_chance_was_cut_or_is_too_long_is_not_kept(
    replies: ReplyCache, how: dict[str, Any], reply: ModelReply
) -> None:
    replies.keep("m", asked(**how), reply, None, None)
    assert replies.count() == 0


def test_it_is_bounded_in_number_and_age_and_can_be_switched_off(
    store: AgentStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "MOST", 3)
    days = 7
    replies = ReplyCache(store.database, lambda: days)
    questions = [asked(Message("user", str(number))) for number in range(5)]
    for question in questions:
        replies.keep("m", question, ModelReply("Yes.", "m"), None, None)
    assert [replies.find("m", question) is not None for question in questions] == [False, False, True, True, True]
    with store.database.write() as write:
        write.execute("UPDATE cached_replies SET created_at = created_at - 8 * 86400")
    assert replies.find("m", questions[4]) is None
    replies.keep("m", questions[0], ModelReply("Yes.", "m"), None, None)
    assert replies.count() == 1, "what is too old is gone"
    days = 0
    assert replies.find("m", questions[0]) is None
    replies.keep("m", questions[1], ModelReply("Yes.", "m"), None, None)
    assert replies.clear() == 1
