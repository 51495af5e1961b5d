"""A program for ``test_crashes``: works on runs with side effects while it is killed again and again.

``python crashing.py FOLDER KILLS SEED [QUEUE]`` forks a child that opens the vault in FOLDER and works; the child is
killed after a random time, and the next one goes on, KILLS times; the last one may finish. Prints how many kills
there were.
"""

from __future__ import annotations

import asyncio
import random
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import dbos  # noqa: F401 - loaded before forking, because it takes longest
from claudeprojects.agents.models.port import Answered, Choice
from claudeprojects.agents.runtime import AgentRuntime
from claudeprojects.agents.testing.killing import killed_until_done
from claudeprojects.agents.values import Message, ModelReply, Privacy, ToolCall, Usage
from claudeprojects.core.workspace import Workspace

RUNS, LINES = 6, 9
SECONDS = (0.15, 0.75)
PATIENCE = 120


class LineByLine:
    """A gateway whose model adds one line to its note with each call, and a sub-agent the line in the middle."""

    def __init__(self) -> None:
        self.random = random.Random()

    async def reply(self, _task: Any, messages: Sequence[Message], *_: Any, **_options: Any) -> Answered:
        await asyncio.sleep(self.random.uniform(0.0, 0.25))
        prompt = next(message.text for message in messages if message.role == "user").rsplit("\n", 1)[-1]
        words = prompt.split()
        done = sum(message.role == "assistant" for message in messages)
        calls: tuple[ToolCall, ...] = ()
        if words[0] == "write" and done < LINES:
            calls = (self._line(words[1], done + 1),)
            if done + 1 == LINES // 2:
                calls = (ToolCall("c", "agent", {"agent": "worker", "prompt": f"line {words[1]} {done + 1}"}),)
        elif words[0] == "line" and not done:
            calls = (self._line(words[1], int(words[2])),)
        text = "" if calls else "written"
        reply = ModelReply(text, "fake:line", calls, Usage(10, 1, 0.0), "tools" if calls else "end")
        return Answered(reply, Choice("fake:line", "test", ""))

    def _line(self, note: str, number: int) -> ToolCall:
        old = f"line {number - 1}\n"
        return ToolCall("c", "patch", {"path": f"{note}.md", "old": old, "new": f"{old}line {number}\n"})


async def work(folder: Path) -> None:
    """Open the vault, see that all runs were asked for, and work until all have ended."""
    with Workspace.open(folder / "vault", data_dir=folder / "data") as workspace:
        runtime = AgentRuntime(workspace, home=folder / "home", queue_url=sys.argv[4] if len(sys.argv) > 4 else None)
        vars(runtime)["gateway"] = LineByLine()
        vars(runtime).update(_reach=lambda _task: Privacy.PRIVATE, _ceiling=lambda _model: Privacy.PRIVATE)
        await runtime.start()
        asked = {run.prompt for run in runtime.records.page([], None, 1000, roots=True)}
        for number in range(RUNS):
            if f"write Note{number}" not in asked:
                await runtime.runs.start("worker", f"write Note{number}", mode="acceptEdits")
        while any(not run.ended for run in runtime.records.page([], None, 1000, roots=True)):
            await asyncio.sleep(0.05)
        await runtime.close()


def main() -> int:
    folder, kills, chance = Path(sys.argv[1]), int(sys.argv[2]), random.Random(int(sys.argv[3]))
    return killed_until_done(lambda: asyncio.run(work(folder)), kills, chance, seconds=SECONDS, patience=PATIENCE)


if __name__ == "__main__":
    sys.exit(main())
