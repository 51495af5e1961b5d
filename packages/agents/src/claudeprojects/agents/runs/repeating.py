"""Repeating: an agent that makes the same call again and gets the same error again is told so, and then stopped.

A small model does this until its budget is used up. What counts is read from the conversation, so it is the same
after a crash; what a person says in between is a new beginning.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, NamedTuple

from claudeprojects.agents.errors import RunStuck

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claudeprojects.agents.values import Message, ToolCall, ToolResult

TOLD_AFTER: Final = 3
STOPPED_AFTER: Final = 6
"""Calls that are alike, one after the other."""
ADVICE: Final = (
    "\n\n(Exactly this call has now failed {times} times in a row with exactly this error, and will fail again. Do"
    " something else, or answer with what you have.)"
)
_BEFORE_ADVICE: Final = ADVICE.partition("{")[0]
_LONGEST: Final = 160


class _Failure(NamedTuple):
    """A call that failed, and with what error."""

    call: ToolCall
    error: str

    def is_like(self, other: _Failure) -> bool:
        mine, others = (self.call.name, self.call.arguments), (other.call.name, other.call.arguments)
        return mine == others and self.error == other.error


def advised(messages: Sequence[Message], call: ToolCall, result: ToolResult) -> str:
    """The text of ``result`` for the model: with advice when ``messages`` say that ``call`` failed so before."""
    if not result.is_error:
        return result.text
    latest = _Failure(call, result.text)
    before = _in_a_row(messages)
    times = 1 + (len(before) if before and before[-1].is_like(latest) else 0)
    return result.text if times < TOLD_AFTER else result.text + ADVICE.format(times=times)


def require_progress(messages: Sequence[Message]) -> None:
    """Raise ``RunStuck`` when the conversation ends with the same failure too often."""
    failures = _in_a_row(messages)
    if len(failures) >= STOPPED_AFTER:
        raise RunStuck(_shown(failures[-1].call), len(failures), " ".join(failures[-1].error.split())[:_LONGEST])


def _in_a_row(messages: Sequence[Message]) -> list[_Failure]:
    """The failures that the conversation ends with, all of them alike."""
    row: list[_Failure] = []
    calls: dict[str, ToolCall] = {}
    for message in messages:
        if message.role == "assistant":
            calls = {call.id: call for call in message.tool_calls}
        elif message.role == "tool" and message.is_error and message.tool_call_id in calls:
            failure = _Failure(calls[message.tool_call_id], message.text.partition(_BEFORE_ADVICE)[0])
            row = [*row, failure] if row and row[-1].is_like(failure) else [failure]
        else:
            row = []
    return row


def _shown(call: ToolCall) -> str:
    said = " ".join(json.dumps(call.arguments, ensure_ascii=False, default=str).split())
    return f"{call.name} {said if len(said) <= _LONGEST else said[:_LONGEST] + '…'}"
