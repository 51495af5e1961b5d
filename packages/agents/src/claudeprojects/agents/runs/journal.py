"""The journal of a run: its steps as they happen, the whole context of any of them, and where to go on after a cut.

A step counts once it is complete; one that was cut is carried out again under the same number. A model step stores
only the messages that are new since the model step before it, so a long run is not stored anew with each call.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from claudeprojects.agents.errors import StepNotFound
from claudeprojects.agents.runs.model import Spent, Step
from claudeprojects.agents.values import Message, Privacy, Source, ToolCall, ToolResult, Usage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claudeprojects.agents.models.port import Answered
    from claudeprojects.agents.runs.model import Run, StepKind
    from claudeprojects.agents.runs.records import RunRecords
    from claudeprojects.agents.values import ModelReply, ToolSpec


@dataclass(slots=True)
class Progress:
    """How far a run has come: what was said so far, and the calls of the last reply with the results known."""

    messages: list[Message] = field(default_factory=list)
    asked: int = 0
    """The number of the last complete model step; 0 before the first."""
    calls: tuple[ToolCall, ...] = ()
    results: dict[int, ToolResult] = field(default_factory=dict)
    """By position in ``calls``."""
    sent: int = 0
    """How many of ``messages`` the model steps up to ``asked`` have sent."""
    turns: int = 0
    free: int = 1
    """The number the next model step may have."""
    model: str = ""
    """The full name of the model that said ``calls``: what it may be sent is what the results may be made of."""
    answer: str | None = None
    """The reply without tool calls that the run ended with, if it did."""


class Journal:
    """The journal of ``run``; ``run`` here is as it is now, with what it used and read."""

    def __init__(self, run: Run, records: RunRecords) -> None:
        self.run = run
        self._records = records
        self.open: dict[int, Step] = {}
        """Steps under way: shown, not stored."""

    def progress(self) -> Progress:
        """Read where the run stands."""
        steps = {step.number: step for step in self._records.steps(self.run.id)}
        asked = [step for step in steps.values() if step.kind == "model" and step.ended_at is not None]
        answered = [step for step in asked if step.reply is not None]
        free = max(steps, default=0) + 1
        if not answered:
            return Progress(free=free)
        last = answered[-1]
        reply = last.reply or {}
        calls = calls_of(reply)
        done = {index: steps.get(last.number + 1 + index) for index in range(len(calls))}
        results = {
            index: result_of(step.reply) for index, step in done.items() if step and step.ended_at and step.reply
        }
        messages = [*messages_of(steps, last.number), assistant(reply, last.privacy)]
        answer = None if calls else str(reply["text"])
        free = max(free, last.number + len(calls) + 1)
        sent = len(messages) - 1
        return Progress(messages, last.number, calls, results, sent, len(answered), free, last.model, answer)

    def shared_keys(self) -> dict[str, str]:
        """The keys of the calls that a fork shares with the run it comes from: what they are there, and here.

        A sub-run of a shared call stands for all calls it made.
        """
        run, keys, asked = self.run, dict[str, str](), 0
        for step in self._records.steps(run.id):
            if step.number >= (run.forked_step or 0):
                break
            if step.kind == "model":
                asked = step.number
            elif step.kind in ("tool", "agent"):
                place = f"{asked}/{step.number - asked - 1}"
                there, here = f"{run.forked_from}/{place}", f"{run.id}/{place}"
                keys[there] = here
                below = [self._records.find("parent_key", there)] if step.kind == "agent" else []
                while below:
                    if (child := below.pop()) is not None:
                        keys[child.id] = f"{here}/{child.id}"
                        below += self._records.children(child.id)
        return keys

    def begin(self, number: int, kind: StepKind, name: str, request: dict[str, Any]) -> Step:
        """Open a step."""
        step = Step(self.run.id, number, kind, name, time.time(), request, privacy=self.run.privacy)
        self.open[number] = step
        return step

    async def answered(self, step: Step, answer: Answered) -> Step:
        """Close a model step with what came back; the run carries its cost."""
        reply = answer.reply
        done = replace(
            step, reply=reply_json(answer), model=reply.model, rule=answer.choice.rule, usage=reply.usage,
            ended_at=time.time(),
        )  # fmt: skip
        return await self._close(done, Spent.of_answer(answer), reply.model)

    async def returned(self, step: Step, result: ToolResult) -> Step:
        """Close a tool step with its result; the run is as private as what it read."""
        seconds = time.time() - step.started_at
        error = result.text[:500] if result.is_error else None
        done = replace(
            step, reply=result_json(result), privacy=result.privacy, usage=Usage(seconds=seconds),
            ended_at=time.time(), error=error,
        )  # fmt: skip
        self.run = replace(self.run, privacy=max(self.run.privacy, result.privacy))
        return await self._close(done, Spent(tool_calls=1))

    async def failed(self, step: Step, error: str) -> Step:
        """Close a step that came to nothing; it does not count as done."""
        return await self._close(replace(step, ended_at=time.time(), error=error), Spent())

    async def note(self, number: int, name: str, text: str) -> Step:
        """Write down something that a reader of the run should know."""
        step = self.begin(number, "note", name, {"text": text})
        return await self._close(replace(step, ended_at=time.time()), Spent())

    def raise_privacy(self, privacy: Privacy) -> None:
        """The run has read something of class ``privacy``."""
        self.run = replace(self.run, privacy=max(self.run.privacy, privacy))

    async def _close(self, step: Step, used: Spent, model: str = "") -> Step:
        self.run = replace(self.run, usage=self.run.usage + used, model=model or self.run.model)
        await asyncio.to_thread(self._records.write_steps, self.run, [step], self.run.usage)
        self.open.pop(step.number, None)
        return step


def request_json(new: Sequence[Message], after: int, tools: Sequence[ToolSpec], wanted: str | None) -> dict[str, Any]:
    """What a model step stores of its request: the messages new since the model step ``after``."""
    return {
        "after": after,
        "messages": [message.to_json() for message in new],
        "tools": [{"name": t.name, "description": t.description, "parameters": t.parameters} for t in tools],
        "wanted_model": wanted,
    }


def reply_json(answer: Answered) -> dict[str, Any]:
    """What a model step stores of its reply."""
    reply, choice = answer.reply, answer.choice
    return {
        "text": reply.text,
        "tool_calls": [{"id": c.id, "name": c.name, "arguments": c.arguments} for c in reply.tool_calls],
        "stop": reply.stop,
        "why": choice.why,
        "degraded": choice.degraded,
        "attempts": answer.attempts,
        "cached": answer.cached,
    }


def result_json(result: ToolResult) -> dict[str, Any]:
    """A tool's result as JSON values."""
    return {
        "text": result.text,
        "privacy": result.privacy.label,
        "sources": [source._asdict() for source in result.sources],
        "is_error": result.is_error,
        "data": result.data,
    }


def result_of(data: dict[str, Any]) -> ToolResult:
    """The result that ``result_json`` gave."""
    as_message = Message.from_json(
        {"role": "tool", "tool_calls": [], "tool_call_id": None, **{k: v for k, v in data.items() if k != "data"}}
    )
    return ToolResult(as_message.text, as_message.privacy, as_message.sources, as_message.is_error, data["data"])


def calls_of(reply: dict[str, Any]) -> tuple[ToolCall, ...]:
    """The tool calls of a stored reply."""
    return tuple(ToolCall(**call) for call in reply["tool_calls"])


def assistant(reply: dict[str, Any] | ModelReply, privacy: Privacy) -> Message:
    """A model's reply as a message of the conversation, as private as what it was made of."""
    if isinstance(reply, dict):
        return Message("assistant", str(reply["text"]), calls_of(reply), privacy=privacy)
    return Message("assistant", reply.text, reply.tool_calls, privacy=privacy)


def context_of(steps: Sequence[Step], number: int) -> list[Message]:
    """Exactly the messages that the model step ``number`` sent.

    Raises:
        StepNotFound: there is no model step of that number.
    """
    by_number = {step.number: step for step in steps}
    if number not in by_number or by_number[number].kind != "model":
        raise StepNotFound(steps[0].run_id if steps else "", number)
    return messages_of(by_number, number)


def sources_of(steps: Sequence[Step]) -> tuple[Source, ...]:
    """Every note, page or server that something in ``steps`` was read from, once each."""
    paths: dict[str, Source] = {}
    for step in steps:
        for text in (*step.request.get("messages", ()), *((step.reply,) if step.kind in ("tool", "agent") else ())):
            for source in (text or {}).get("sources", ()):
                paths.setdefault(source["path"], Source(source["path"]))
    return tuple(paths.values())


def messages_of(steps: dict[int, Step], number: int) -> list[Message]:
    """The messages of the model step ``number``, put together from those that each step before added."""
    chain: list[list[dict[str, Any]]] = []
    while number:
        request = steps[number].request
        chain.append(request["messages"])
        number = request["after"]
    return [Message.from_json(message) for part in reversed(chain) for message in part]
