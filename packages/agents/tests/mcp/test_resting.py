"""Servers nobody uses are ended, their memory with them, and every change of a server is told of."""

from __future__ import annotations

import asyncio
from functools import partial

import psutil
from claudeprojects.agents.mcp.events import ServerChanged
from claudeprojects.agents.mcp.results import text_of
from claudeprojects.agents.mcp.supervised import Supervised

from .conftest import House, misbehaving, until


class Clock:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def processes() -> int:
    return len(psutil.Process().children(recursive=True))


def test_a_server_nobody_uses_is_ended_and_the_next_call_starts_it_again(house: House, run) -> None:
    house.configure({"odd": misbehaving()})
    clock, minute, made = Clock(), 60.0, list[Supervised]()

    def supervised(*args, **more) -> Supervised:
        made.append(Supervised(*args, **more, clock=clock))
        return made[-1]

    async def work() -> None:
        before = processes()
        async with house.servers(supervise=supervised, idle_seconds=lambda: 10 * minute) as servers:
            await servers.call("odd", "echo", {"text": "hi"})
            slow = asyncio.create_task(servers.call("odd", "slow", {"seconds": 0.2}))
            await until(lambda: made[0]._calls > 0)
            clock.now = 11 * minute
            assert not await made[0].rest_if_idle(), "a call is under way"
            await slow
            clock.now = 20 * minute
            assert not await made[0].rest_if_idle(), "used nine minutes ago"
            assert processes() > before
            clock.now = 21 * minute
            assert await made[0].rest_if_idle()
            assert processes() == before, "its memory is free"
            assert servers.status("odd").state == "ready"
            assert "nobody used it for 10 minutes" in servers.logs("odd")[-1]
            assert text_of(await servers.call("odd", "echo", {"text": "back"})) == "back"
            assert servers.status("odd").restarts == 0

    run(work())


def test_who_watches_a_server_ends_it_when_it_is_idle(house: House, run) -> None:
    house.configure({"odd": misbehaving()})

    async def work() -> None:
        supervise = partial(Supervised, look_every=0.02)
        async with house.servers(supervise=supervise, idle_seconds=lambda: 0.0) as servers:
            await servers.start("odd")
            await until(lambda: servers.status("odd").state == "ready")

    run(work())


def test_changes_of_state_and_lines_of_the_log_are_told_of(house: House, run) -> None:
    house.configure({"odd": misbehaving()}, "vault/.mcp.json")
    told = list[ServerChanged]()

    def states() -> list[str | None]:
        return [event.state for event in told if event.kind == "state"]

    async def work() -> None:
        async with house.servers(publish=told.append) as servers:
            await servers.trust("odd")
            await servers.start("odd")
            await servers.stop("odd")
            assert states() == ["ready", "starting", "running", "ready", "off"]
            await until(lambda: any(event.kind == "log" for event in told))
            lines = max(event.log_lines for event in told)
            assert lines <= len(servers.logs("odd"))
            await servers.add("mine", misbehaving())
            await servers.remove("mine")
            assert (told[-1].name, told[-1].state) == ("mine", None)

    run(work())
