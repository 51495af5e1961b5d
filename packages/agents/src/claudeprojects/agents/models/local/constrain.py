"""Tools for small models: the choice of a tool is constrained by a JSON Schema, not left to trust.

The model must answer with one JSON object, ``{"answer": …}`` or ``{"tool": …, "arguments": …}`` with a known name and
arguments by that tool's schema. llama.cpp samples by the grammar of the schema, so what comes can always be read;
whether it is wise is another matter.
"""

from __future__ import annotations

import json
import uuid
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from claudeprojects.agents.values import Message, ModelReply, ToolCall

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from claudeprojects.agents.values import ToolSpec

_KEPT = ("type", "enum", "const", "minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "required")
_MOST_ITEMS = 8
"""Of a list whose schema sets no limit."""
_DEEPEST = 6
_LONGEST_DESCRIPTION = 160


def choice_schema(tools: Sequence[ToolSpec]) -> dict[str, Any]:
    """The schema of an answer or a call of one of ``tools``."""
    calls = [_closed({"tool": {"const": tool.name}, "arguments": grammatical(tool.parameters)}) for tool in tools]
    return {"oneOf": [_closed({"answer": {"type": "string"}}), *calls]}


def constrained(messages: Sequence[Message], tools: Sequence[ToolSpec]) -> list[Message]:
    """The conversation for a model that is told of tools in words and answers in JSON."""
    return plain([Message("system", _instructions(tools)), *messages])


def plain(messages: Sequence[Message]) -> list[Message]:
    """The conversation as any chat template takes it: one system message at the top, then user and assistant in turn.

    Calls of tools and their results are told in words; neighbours of the same role become one message.
    """
    system = "\n\n".join(message.text for message in messages if message.role == "system" and message.text)
    told = [Message("system", system)] if system else []
    for message in (_flattened(message) for message in messages if message.role != "system"):
        if told and told[-1].role == message.role:
            told[-1] = replace(told[-1], text=f"{told[-1].text}\n\n{message.text}")
        else:
            told.append(message)
    return told


def read_choice(reply: ModelReply) -> ModelReply:
    """The reply with its JSON read: a text or a tool call. One cut off at its length gives what text there is."""
    try:
        said = json.loads(reply.text)
    except ValueError:
        stream = AnswerStream(lambda _text: None)
        stream.feed(reply.text)
        return replace(reply, text=stream.text)
    if "tool" in said:
        call = ToolCall(f"call_{uuid.uuid4().hex[:16]}", said["tool"], said.get("arguments") or {})
        return replace(reply, text="", tool_calls=(call,), stop="tools")
    return replace(reply, text=str(said.get("answer", "")))


class AnswerStream:
    """Passes on the text within ``{"answer": "…"}`` while the JSON is still coming."""

    def __init__(self, on_token: Callable[[str], None]) -> None:
        self._on_token = on_token
        self._raw = ""
        self.text = ""

    def feed(self, piece: str) -> None:
        """Take the next piece of JSON."""
        self._raw += piece
        _, found, rest = self._raw.partition('"answer"')
        _, opened, inside = rest.partition('"')
        if not (found and opened) or self._raw.lstrip()[:1] != "{":
            return
        text = _readable_start(inside)
        if len(text) > len(self.text):
            new, self.text = text[len(self.text) :], text
            self._on_token(new)


def _readable_start(inside: str) -> str:
    """The text of a JSON string whose closing quote, or end, may not have come yet."""
    end = 0
    while end < len(inside) and inside[end] != '"':
        step = 1
        if inside[end] == "\\":
            step = 6 if inside[end + 1 : end + 2] == "u" else 2
            if step == 6 and inside[end + 2 : end + 4].lower() in {"d8", "d9", "da", "db"}:
                step = 12
        if end + step > len(inside):
            break
        end += step
    return str(json.loads(f'"{inside[:end]}"', strict=False))


def _instructions(tools: Sequence[ToolSpec]) -> str:
    lines = ["You can use these tools:"]
    for tool in tools:
        known = tool.parameters.get("properties", {})
        needed = tool.parameters.get("required", ())
        names = ", ".join(name if name in needed else f"{name}?" for name in known)
        lines.append(f"- {tool.name}({names}): {tool.description.strip()[:_LONGEST_DESCRIPTION]}")
    lines.append('To use one, answer {"tool": its name, "arguments": {…}}. To answer yourself, {"answer": "…"}.')
    return "\n".join(lines)


def _flattened(message: Message) -> Message:
    if message.role == "tool":
        label = "The tool failed" if message.is_error else "The tool gave"
        return replace(message, role="user", text=f"{label}:\n{message.text}", tool_call_id=None)
    if message.tool_calls:
        calls = [{"tool": call.name, "arguments": call.arguments} for call in message.tool_calls]
        text = "\n".join([message.text, *(json.dumps(call, ensure_ascii=False) for call in calls)]).strip()
        return replace(message, text=text, tool_calls=())
    return message


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def grammatical(schema: Any, root: dict[str, Any] | None = None, depth: int = 0) -> dict[str, Any]:
    """The part of ``schema`` that makes a small grammar: no references, patterns or endless lists."""
    if not isinstance(schema, dict) or depth > _DEEPEST:
        return {}
    root = schema if root is None else root
    if "$ref" in schema:
        return grammatical(_referred(schema["$ref"], root), root, depth + 1)
    kept = {key: schema[key] for key in _KEPT if key in schema}
    for key in ("oneOf", "anyOf"):
        if key in schema:
            kept[key] = [grammatical(choice, root, depth + 1) for choice in schema[key]]
    if schema.get("type") == "object" or "properties" in schema:
        known = schema.get("properties", {})
        kept["type"] = "object"
        kept["properties"] = {name: grammatical(part, root, depth + 1) for name, part in known.items()}
        kept["additionalProperties"] = False
    if schema.get("type") == "array":
        kept["items"] = grammatical(schema.get("items", {"type": "string"}), root, depth + 1)
        kept["maxItems"] = schema.get("maxItems", _MOST_ITEMS)
    return kept


def _referred(reference: str, root: dict[str, Any]) -> Any:
    found: Any = root
    for part in reference.removeprefix("#/").split("/"):
        found = found.get(part, {}) if isinstance(found, dict) else {}
    return found
