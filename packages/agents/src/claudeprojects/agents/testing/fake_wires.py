"""The wire formats a fake provider speaks: OpenAI chat completions, Anthropic messages and Ollama chat.

A wire reads a request's JSON into one neutral shape (``FakeRequest``) and writes a neutral reply as whole JSON or as
the chunks of a stream, as the real services do it.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

FakeRequest = dict[str, Any]
"""``wire``, ``model``, ``system``, ``messages`` (role, text, tool_calls, tool_call_id), ``tools`` (name,
description, parameters), ``schema`` and ``stream``."""


class FakeReply(NamedTuple):
    """What the fake model says: a text, tool calls, or both."""

    text: str
    tools: tuple[tuple[str, str, dict[str, Any]], ...]
    """Id, name and arguments of each call."""
    stop: str
    input_tokens: int
    output_tokens: int

    def words(self) -> list[str]:
        """The text in the pieces it is streamed in."""
        return re.findall(r"\S+\s*|\s+", self.text)


class OpenAIWire:
    """``POST /v1/chat/completions``."""

    name = "openai"
    content_type = "text/event-stream"
    stops: ClassVar = {"end": "stop", "tools": "tool_calls", "length": "length", "refused": "content_filter"}

    def read(self, body: dict[str, Any]) -> FakeRequest:
        """The request in the neutral shape."""
        told = [m for m in body["messages"] if m["role"] not in {"system", "developer"}]
        system = [_plain(m["content"]) for m in body["messages"] if m["role"] in {"system", "developer"}]
        wanted = (body.get("response_format") or {}).get("json_schema") or {}
        return {
            "wire": self.name,
            "model": body["model"],
            "system": "\n".join(system),
            "messages": [self._message(message) for message in told],
            "tools": [_tool(tool["function"], "parameters") for tool in body.get("tools") or []],
            "schema": wanted.get("schema"),
            "stream": bool(body.get("stream")),
        }

    def _message(self, message: dict[str, Any]) -> dict[str, Any]:
        calls = [
            {"id": c["id"], "name": c["function"]["name"], "arguments": json.loads(c["function"]["arguments"])}
            for c in message.get("tool_calls") or []
        ]
        return _message(message["role"], _plain(message.get("content")), calls, message.get("tool_call_id"))

    def whole(self, reply: FakeReply, model: str) -> dict[str, Any]:
        """The reply as one JSON object."""
        message = {"role": "assistant", "content": reply.text or None, "tool_calls": self._calls(reply) or None}
        return {
            "id": "chatcmpl-fake",
            "object": "chat.completion",
            "created": 0,
            "model": model,
            "choices": [{"index": 0, "message": message, "finish_reason": self.stops[reply.stop]}],
            "usage": self._usage(reply),
        }

    def stream(self, reply: FakeReply, model: str) -> Iterator[bytes]:
        """The reply as server-sent events."""
        base = {"id": "chatcmpl-fake", "object": "chat.completion.chunk", "created": 0, "model": model}

        def chunk(delta: dict[str, Any], stop: str | None = None) -> bytes:
            return _sse({**base, "choices": [{"index": 0, "delta": delta, "finish_reason": stop}]})

        yield chunk({"role": "assistant", "content": ""})
        for word in reply.words():
            yield chunk({"content": word})
        for number, call in enumerate(self._calls(reply)):
            yield chunk({"tool_calls": [{"index": number, **call}]})
        yield chunk({}, self.stops[reply.stop])
        yield _sse({**base, "choices": [], "usage": self._usage(reply)})
        yield b"data: [DONE]\n\n"

    def error(self, status: int, message: str, code: str | None) -> dict[str, Any]:
        """The body of a failure."""
        return {"error": {"message": message, "type": "fake_error", "code": code or str(status), "param": None}}

    def _calls(self, reply: FakeReply) -> list[dict[str, Any]]:
        return [
            {"id": call_id, "type": "function", "function": {"name": name, "arguments": json.dumps(arguments)}}
            for call_id, name, arguments in reply.tools
        ]

    def _usage(self, reply: FakeReply) -> dict[str, int]:
        total = reply.input_tokens + reply.output_tokens
        return {"prompt_tokens": reply.input_tokens, "completion_tokens": reply.output_tokens, "total_tokens": total}


class AnthropicWire:
    """``POST /v1/messages``."""

    name = "anthropic"
    content_type = "text/event-stream"
    stops: ClassVar = {"end": "end_turn", "tools": "tool_use", "length": "max_tokens", "refused": "refusal"}

    def read(self, body: dict[str, Any]) -> FakeRequest:
        """The request in the neutral shape; a user message that carries tool results becomes ``tool`` messages."""
        schema = ((body.get("output_config") or {}).get("format") or body.get("output_format") or {}).get("schema")
        return {
            "wire": self.name,
            "model": body["model"],
            "system": _plain(body.get("system")),
            "messages": [told for message in body["messages"] for told in self._messages(message)],
            "tools": [_tool(tool, "input_schema") for tool in body.get("tools") or []],
            "schema": schema,
            "stream": bool(body.get("stream")),
        }

    def _messages(self, message: dict[str, Any]) -> Iterator[dict[str, Any]]:
        blocks = message["content"]
        if isinstance(blocks, str):
            yield _message(message["role"], blocks)
            return
        for block in blocks:
            if block["type"] == "tool_result":
                yield _message("tool", _plain(block.get("content")), (), block["tool_use_id"])
        calls = [
            {"id": block["id"], "name": block["name"], "arguments": block["input"]}
            for block in blocks
            if block["type"] == "tool_use"
        ]
        text = _plain(blocks)
        if text or calls:
            yield _message(message["role"], text, calls)

    def whole(self, reply: FakeReply, model: str) -> dict[str, Any]:
        """The reply as one JSON object."""
        text = [{"type": "text", "text": reply.text}] if reply.text else []
        calls = [{"type": "tool_use", "id": i, "name": name, "input": inputs} for i, name, inputs in reply.tools]
        return {**self._head(reply, model), "content": [*text, *calls], "stop_reason": self.stops[reply.stop]}

    def _head(self, reply: FakeReply, model: str) -> dict[str, Any]:
        usage = {"input_tokens": reply.input_tokens, "output_tokens": reply.output_tokens}
        base = {"id": "msg_fake", "type": "message", "role": "assistant", "model": model, "content": []}
        return {**base, "stop_reason": None, "stop_sequence": None, "usage": usage}

    def stream(self, reply: FakeReply, model: str) -> Iterator[bytes]:
        """The reply as named server-sent events."""
        yield _sse({"type": "message_start", "message": self._head(reply, model)}, named=True)
        blocks: list[tuple[dict[str, Any], list[dict[str, Any]]]] = []
        if reply.text:
            deltas = [{"type": "text_delta", "text": word} for word in reply.words()]
            blocks.append(({"type": "text", "text": ""}, deltas))
        for call_id, name, inputs in reply.tools:
            delta = {"type": "input_json_delta", "partial_json": json.dumps(inputs)}
            blocks.append(({"type": "tool_use", "id": call_id, "name": name, "input": {}}, [delta]))
        for number, (block, deltas) in enumerate(blocks):
            yield _sse({"type": "content_block_start", "index": number, "content_block": block}, named=True)
            for delta in deltas:
                yield _sse({"type": "content_block_delta", "index": number, "delta": delta}, named=True)
            yield _sse({"type": "content_block_stop", "index": number}, named=True)
        ended = {"stop_reason": self.stops[reply.stop], "stop_sequence": None}
        usage = {"output_tokens": reply.output_tokens}
        yield _sse({"type": "message_delta", "delta": ended, "usage": usage}, named=True)
        yield _sse({"type": "message_stop"}, named=True)

    def error(self, status: int, message: str, code: str | None) -> dict[str, Any]:
        """The body of a failure."""
        return {"type": "error", "error": {"type": code or f"fake_{status}", "message": message}}


class OllamaWire:
    """``POST /api/chat``; a stream is one JSON object a line."""

    name = "ollama"
    content_type = "application/x-ndjson"

    def read(self, body: dict[str, Any]) -> FakeRequest:
        """The request in the neutral shape."""
        schema = body.get("format")
        return {
            "wire": self.name,
            "model": body["model"],
            "system": "\n".join(m["content"] for m in body["messages"] if m["role"] == "system"),
            "messages": [self._message(m) for m in body["messages"] if m["role"] != "system"],
            "tools": [_tool(tool["function"], "parameters") for tool in body.get("tools") or []],
            "schema": schema if isinstance(schema, dict) else None,
            "stream": bool(body.get("stream", True)),
        }

    def _message(self, message: dict[str, Any]) -> dict[str, Any]:
        calls = [
            {"id": call.get("id"), "name": call["function"]["name"], "arguments": call["function"]["arguments"]}
            for call in message.get("tool_calls") or []
        ]
        return _message(message["role"], message.get("content") or "", calls, message.get("tool_call_id"))

    def whole(self, reply: FakeReply, model: str) -> dict[str, Any]:
        """The reply as one JSON object."""
        calls = [{"function": {"name": name, "arguments": arguments}} for _, name, arguments in reply.tools]
        message = {"role": "assistant", "content": reply.text, **({"tool_calls": calls} if calls else {})}
        return {**self._part(model, message), **self._end(reply)}

    def stream(self, reply: FakeReply, model: str) -> Iterator[bytes]:
        """The reply as lines of JSON."""
        for word in reply.words():
            yield _line(self._part(model, {"role": "assistant", "content": word}))
        rest = self.whole(reply._replace(text=""), model)
        yield _line(rest)

    def error(self, status: int, message: str, code: str | None) -> dict[str, Any]:  # noqa: ARG002 - Ollama has no codes
        """The body of a failure."""
        return {"error": message}

    def _part(self, model: str, message: dict[str, Any]) -> dict[str, Any]:
        return {"model": model, "created_at": "2026-01-01T00:00:00Z", "message": message, "done": False}

    def _end(self, reply: FakeReply) -> dict[str, Any]:
        counts = {"prompt_eval_count": reply.input_tokens, "eval_count": reply.output_tokens}
        times = {"total_duration": 1, "load_duration": 1, "prompt_eval_duration": 1, "eval_duration": 1}
        return {"done": True, "done_reason": "length" if reply.stop == "length" else "stop", **counts, **times}


Wire = OpenAIWire | AnthropicWire | OllamaWire

WIRES: dict[str, Wire] = {
    "/v1/chat/completions": OpenAIWire(),
    "/v1/messages": AnthropicWire(),
    "/api/chat": OllamaWire(),
}
"""The wire behind each address."""


def _plain(content: Any) -> str:
    if isinstance(content, str):
        return content
    return "".join(part["text"] for part in content or [] if part.get("type") == "text")


def _message(role: str, text: str, calls: Any = (), call_id: str | None = None) -> dict[str, Any]:
    return {"role": role, "text": text, "tool_calls": list(calls), "tool_call_id": call_id}


def _tool(tool: dict[str, Any], schema: str) -> dict[str, Any]:
    return {"name": tool["name"], "description": tool.get("description", ""), "parameters": tool.get(schema) or {}}


def _line(data: dict[str, Any]) -> bytes:
    return json.dumps(data).encode() + b"\n"


def _sse(data: dict[str, Any], *, named: bool = False) -> bytes:
    name = f"event: {data['type']}\n".encode() if named else b""
    return name + b"data: " + json.dumps(data).encode() + b"\n\n"
