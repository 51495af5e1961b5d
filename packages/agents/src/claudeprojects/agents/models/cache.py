"""The cache of replies: what a model said is kept, and said again without a call to exactly the same question.

The same is: the same model, messages, tools, schema and limits, to the letter. What tools give back is part of the
messages, so a note that changed makes another question. Replies are kept apart for each privacy class, never for a
question that asks for chance (a temperature above 0), and bounded in age, number and size.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from claudeprojects.agents.values import ModelReply, Privacy, ToolCall

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from claudeprojects.agents.models.calling import Call
    from claudeprojects.agents.values import Message
    from claudeprojects.core.store.database import Database

MOST: Final = 2_000
"""Replies kept at once; the oldest go first."""
LONGEST: Final = 100_000
"""Characters of a reply that is kept."""
_DAY: Final = 86_400.0
_WHOLE: Final = ("end", "tools")
"""How a reply that is kept has stopped: one that was cut or refused is worth another try."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A reply served from the cache: when it was given first, and in which step of which run (``""`` in none)."""

    reply: ModelReply
    at: float
    run_id: str = ""
    step: str = ""

    @property
    def why(self) -> str:
        """One sentence for a person."""
        day = time.strftime("%Y-%m-%d %H:%M", time.localtime(self.at))
        where = f", in step {self.step} of run {self.run_id}" if self.run_id and self.step else ""
        return f"From the cache: {self.reply.model} was asked exactly this on {day}{where}."

    def to_json(self) -> dict[str, Any]:
        """What a step stores of where its reply comes from."""
        return {"at": self.at, "run_id": self.run_id, "step": self.step}


class ReplyCache:
    """The replies kept in ``database`` for ``days()`` days; 0 keeps none. Blocking, and safe in any thread."""

    def __init__(self, database: Database, days: Callable[[], int]) -> None:
        self._database, self._days = database, days

    def find(self, model: str, call: Call) -> Kept | None:
        """The reply that ``model`` gave to exactly this ``call``, as one that costs nothing."""
        if not self._serves(call):
            return None
        sql = "SELECT reply, created_at FROM cached_replies WHERE key = ? AND privacy = ? AND created_at > ?"
        params = (_key(model, call), _class_of(call.messages), time.time() - self._days() * _DAY)
        rows = self._database.read(sql, params)
        return _kept(*rows[0]) if rows else None

    def keep(self, model: str, call: Call, reply: ModelReply, run_id: str | None, step: str | None) -> None:
        """Keep what ``model`` replied to ``call``, if such a reply is kept at all."""
        if not self._serves(call) or reply.stop not in _WHOLE or not (reply.text or reply.tool_calls):
            return
        calls = [{"id": each.id, "name": each.name, "arguments": each.arguments} for each in reply.tool_calls]
        said = {"text": reply.text, "tool_calls": calls, "stop": reply.stop, "model": reply.model}
        text = json.dumps({**said, "run_id": run_id or "", "step": step or ""}, ensure_ascii=False)
        if len(text) > LONGEST:
            return
        now = time.time()
        row = (_key(model, call), _class_of(call.messages), text, now)
        with self._database.write() as write:
            write.execute("INSERT OR REPLACE INTO cached_replies VALUES (?, ?, ?, ?)", row)
            write.execute("DELETE FROM cached_replies WHERE created_at <= ?", (now - self._days() * _DAY,))
            write.execute(
                "DELETE FROM cached_replies WHERE created_at <"
                " (SELECT created_at FROM cached_replies ORDER BY created_at DESC LIMIT 1 OFFSET ?)",
                (MOST - 1,),
            )

    def count(self) -> int:
        """How many replies are kept."""
        return int(self._database.value("SELECT count(*) FROM cached_replies"))

    def clear(self) -> int:
        """Forget all; how many there were."""
        with self._database.write() as write:
            write.execute("DELETE FROM cached_replies")
            return write.changes()

    def _serves(self, call: Call) -> bool:
        return self._days() > 0 and not call.temperature


def _class_of(messages: Sequence[Message]) -> int:
    return int(max((message.privacy for message in messages), default=Privacy.OPEN))


def _key(model: str, call: Call) -> str:
    """The question's name. Ids of tool calls are made up anew each time, and are replaced by their order."""
    ids: dict[str | None, int] = {None: 0}
    asked = [
        [
            message.role, message.text, message.is_error, ids.setdefault(message.tool_call_id, len(ids)),
            [[ids.setdefault(each.id, len(ids)), each.name, each.arguments] for each in message.tool_calls],
        ]
        for message in call.messages
    ]  # fmt: skip
    tools = [[tool.name, tool.description, tool.parameters] for tool in call.tools]
    whole = [model, asked, tools, call.schema, call.max_tokens, call.temperature]
    return sha256(json.dumps(whole, sort_keys=True).encode()).hexdigest()


def _kept(text: str, at: float) -> Kept:
    said = json.loads(text)
    calls = tuple(ToolCall(**call) for call in said["tool_calls"])
    return Kept(ModelReply(said["text"], said["model"], calls, stop=said["stop"]), at, said["run_id"], said["step"])
