"""Our messages and tools in LangChain's shapes, and its replies in ours."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from claudeprojects.agents.values import ModelReply, ToolCall, Usage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claudeprojects.agents.values import Message, ToolSpec
    from langchain_core.messages import AIMessage, BaseMessage

_STOPS = {
    "tool_calls": "tools",
    "tool_use": "tools",
    "length": "length",
    "max_tokens": "length",
    "model_context_window_exceeded": "length",
    "content_filter": "refused",
    "refusal": "refused",
}


def to_langchain(messages: Sequence[Message]) -> list[BaseMessage]:
    """The conversation as LangChain messages. System messages are joined into one that comes first."""
    from langchain_core.messages import AIMessage, HumanMessage, SystemMessage, ToolMessage

    told: list[BaseMessage] = []
    if system := "\n\n".join(message.text for message in messages if message.role == "system" and message.text):
        told.append(SystemMessage(system))
    for message in messages:
        if message.role == "user":
            told.append(HumanMessage(message.text))
        elif message.role == "assistant":
            calls: list[Any] = [
                {"id": call.id, "name": call.name, "args": call.arguments, "type": "tool_call"}
                for call in message.tool_calls
            ]
            told.append(AIMessage(message.text, tool_calls=calls))
        elif message.role == "tool":
            status: Any = "error" if message.is_error else "success"
            told.append(ToolMessage(message.text, tool_call_id=message.tool_call_id or "", status=status))
    return told


def tool_to_json(tool: ToolSpec) -> dict[str, Any]:
    """The tool in the shape of OpenAI, which every LangChain client takes."""
    function = {"name": tool.name, "description": tool.description, "parameters": tool.parameters}
    return {"type": "function", "function": function}


def from_langchain(message: AIMessage, name: str, seconds: float) -> ModelReply:
    """The reply of the model ``name``; a call whose arguments are no JSON is kept as a call with ``_unreadable``."""
    calls = [ToolCall(call["id"] or _call_id(), call["name"], call["args"]) for call in message.tool_calls]
    calls += [
        ToolCall(call["id"] or _call_id(), call["name"] or "", {"_unreadable": call["args"] or ""})
        for call in message.invalid_tool_calls
    ]
    told = message.usage_metadata
    usage = Usage(told["input_tokens"], told["output_tokens"], None, seconds) if told else Usage(seconds=seconds)
    said = message.response_metadata
    reason = said.get("finish_reason") or said.get("stop_reason") or said.get("done_reason") or ""
    stop = "tools" if calls else _STOPS.get(reason, "end")
    return ModelReply(message_text(message), name, tuple(calls), usage, stop)


def message_text(message: BaseMessage) -> str:
    """The text of a message or chunk, whose content may be a list of blocks."""
    content = message.content
    if isinstance(content, str):
        return content
    return "".join(
        block if isinstance(block, str) else block.get("text", "")
        for block in content
        if isinstance(block, str) or block.get("type") == "text"
    )


def _call_id() -> str:
    return f"call_{uuid.uuid4().hex[:16]}"
