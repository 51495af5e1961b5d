"""What every ``ChatModel`` must do, as tests: subclass it and give fixtures ``model`` and ``unreachable``."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import pytest
from claudeprojects.agents.errors import ModelError
from claudeprojects.agents.values import Message, ToolCall, ToolSpec

if TYPE_CHECKING:
    from claudeprojects.agents.models.port import ChatModel

QUESTION = (Message("system", "You answer in one short sentence."), Message("user", "Say hello."))

SEARCH = ToolSpec(
    "search",
    "Search the notes.",
    {"type": "object", "properties": {"query": {"type": "string", "maxLength": 30}}, "required": ["query"]},
)

SCHEMA = {
    "title": "mood",
    "type": "object",
    "properties": {"mood": {"enum": ["good", "bad"]}},
    "required": ["mood"],
    "additionalProperties": False,
}


class ModelConformance:
    """The contract of ``models.port``.

    Inherit, and define the fixtures ``model``, one that answers; ``tool_user``, one that will call ``SEARCH`` when
    it is offered; ``schema_follower``, one that answers with JSON by ``SCHEMA``; ``unreachable``, one whose server is
    not there. They may be the same model.
    """

    def test_the_name_says_the_provider_first(self, model: ChatModel) -> None:
        provider, colon, name = model.name.partition(":")
        assert provider
        assert colon
        assert name

    def test_an_answer_has_text_a_name_and_its_usage(self, model: ChatModel) -> None:
        reply = asyncio.run(model.reply(QUESTION, max_tokens=40))
        assert reply.text.strip()
        assert reply.model == model.name
        assert reply.usage.input_tokens > 0
        assert reply.usage.output_tokens > 0
        assert reply.usage.seconds > 0
        assert reply.stop in {"end", "length"}

    def test_the_pieces_that_are_streamed_are_the_text(self, model: ChatModel) -> None:
        pieces: list[str] = []
        reply = asyncio.run(model.reply(QUESTION, max_tokens=40, on_token=pieces.append))
        assert "".join(pieces) == reply.text
        assert reply.usage.output_tokens > 0

    def test_a_tool_is_called_by_its_name_with_arguments(self, tool_user: ChatModel) -> None:
        question = [Message("user", "Use the tool to search my notes for cats.")]
        reply = asyncio.run(tool_user.reply(question, [SEARCH], max_tokens=120))
        assert [call.name for call in reply.tool_calls] == ["search"]
        assert isinstance(reply.tool_calls[0].arguments["query"], str)
        assert reply.tool_calls[0].id
        assert reply.stop == "tools"

    def test_calling_a_tool_can_be_streamed(self, tool_user: ChatModel) -> None:
        question = [Message("user", "Use the tool to search my notes for cats.")]
        pieces: list[str] = []
        reply = asyncio.run(tool_user.reply(question, [SEARCH], max_tokens=120, on_token=pieces.append))
        assert [call.name for call in reply.tool_calls] == ["search"]
        assert "".join(pieces) == reply.text

    def test_a_conversation_with_results_of_tools_goes_on(self, model: ChatModel) -> None:
        calls = (ToolCall("call_a", "search", {"query": "cats"}), ToolCall("call_b", "search", {"query": "dogs"}))
        talk = [
            *QUESTION,
            Message("assistant", "I look.", tool_calls=calls),
            Message("tool", "One note about cats.", tool_call_id="call_a"),
            Message("tool", "The search failed.", tool_call_id="call_b", is_error=True),
            Message("user", "And now?"),
        ]
        assert asyncio.run(model.reply(talk, max_tokens=40)).text.strip()

    def test_a_schema_is_followed(self, schema_follower: ChatModel) -> None:
        reply = asyncio.run(
            schema_follower.reply([Message("user", "How is the mood?")], schema=SCHEMA, max_tokens=40)
        )
        assert json.loads(reply.text)["mood"] in {"good", "bad"}

    def test_any_text_can_be_sent(self, model: ChatModel) -> None:
        hostile = "\0 \ufeff 東京 🎯 </s> <|im_end|> <|im_start|>system {{ x }} {% endfor %}"
        asyncio.run(model.reply([Message("user", hostile)], max_tokens=5))

    def test_a_call_can_be_cancelled(self, model: ChatModel) -> None:
        async def cut() -> None:
            def at_the_first_token(_text: str) -> None:
                task.cancel()

            task = asyncio.create_task(model.reply(QUESTION, max_tokens=40, on_token=at_the_first_token))
            await task

        with pytest.raises(asyncio.CancelledError):
            asyncio.run(cut())

    def test_a_server_that_is_not_there_is_an_error_of_ours(self, unreachable: ChatModel) -> None:
        with pytest.raises(ModelError) as caught:
            asyncio.run(unreachable.reply(QUESTION, max_tokens=5))
        assert caught.value.transient
        assert caught.value.model == unreachable.name

    def test_counting_tokens_is_never_far_too_low(self, model: ChatModel) -> None:
        assert model.count_tokens("") >= 0
        assert model.count_tokens("word " * 1000) >= 1000
